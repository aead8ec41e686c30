//! `sqlalchemy.ext.hybrid`: attributes and methods that compute in Python on an object, and in SQL
//! on its class.

use std::cell::RefCell;
use std::rc::Rc;

use super::modules::set;
use crate::orm::core::{Element, Kind, Notes};
use crate::orm::python::{Args, Class, Instance, Machine, Method, Native, Run, Value};

/// `hybrid_property`.
struct Hybrid {
    parts: RefCell<Parts>,
}

/// What a hybrid property does.
#[derive(Clone)]
struct Parts {
    get: Value,
    set: Option<Value>,
    delete: Option<Value>,
    expression: Option<Value>,
}

/// `name.inplace`: what changes the hybrid property itself.
struct InPlace(Rc<Hybrid>);

/// `hybrid_method`.
#[derive(Clone)]
struct HybridMethod {
    function: Value,
    expression: Option<Value>,
}

impl Parts {
    fn change(&mut self, name: &str, function: Value) {
        match name {
            "getter" => self.get = function,
            "setter" => self.set = Some(function),
            "deleter" => self.delete = Some(function),
            _ => {
                self.expression = Some(match function {
                    Value::ClassMethod(inner) => inner.0.clone(),
                    other => other,
                });
            }
        }
    }
}

/// What `@name.setter` and its kin are given.
fn function_of(machine: &mut Machine, name: &str, args: Args) -> Run<Value> {
    let taken = args.bind(machine, name, &["fn"])?;
    Ok(taken.values.into_iter().flatten().next().unwrap_or(Value::None))
}

/// As [`function_of`], where what the method would change is supported.
fn changing(machine: &mut Machine, name: &str, args: Args) -> Run<Value> {
    if matches!(name, "comparator" | "update_expression") {
        return Err(machine.unsupported(format!("hybrid_property.{name}")));
    }
    function_of(machine, name, args)
}

/// The name under which a function was defined.
fn name_of(function: &Value) -> Rc<str> {
    match function {
        Value::Function(function) => Rc::clone(&function.name),
        _ => "hybrid".into(),
    }
}

impl Native for Hybrid {
    fn type_name(&self) -> Rc<str> {
        "hybrid_property".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn methods(&self) -> &'static [&'static str] {
        &["getter", "setter", "deleter", "expression", "update_expression", "comparator"]
    }
    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        if !self.methods().contains(&name) {
            return Ok(None);
        }
        let function = changing(machine, name, args)?;
        let mut parts = self.parts.borrow().clone();
        parts.change(name, function);
        Ok(Some(Value::of(Self { parts: RefCell::new(parts) })))
    }
    fn get_attribute(self: Rc<Self>, _: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "inplace" => Some(Value::of(InPlace(self))),
            "fget" => Some(self.parts.borrow().get.clone()),
            "__name__" => Some(Value::Str(name_of(&self.parts.borrow().get))),
            _ => None,
        })
    }
    fn is_descriptor(&self) -> bool {
        true
    }
    fn takes_sets(&self) -> bool {
        true
    }
    fn descriptor_get(
        self: Rc<Self>,
        machine: &mut Machine,
        instance: Option<&Rc<Instance>>,
        owner: &Rc<Class>,
    ) -> Run<Value> {
        let parts = self.parts.borrow().clone();
        if let Some(instance) = instance {
            return machine.call(&parts.get, Args::of(vec![Value::Instance(Rc::clone(instance))]));
        }
        let function = parts.expression.as_ref().unwrap_or(&parts.get);
        let given = machine.call(function, Args::of(vec![Value::Class(Rc::clone(owner))]))?;
        let Some(element) = given.native::<Element>() else { return Ok(given) };
        if matches!(element.kind, Kind::Scalar(_)) {
            return Ok(given);
        }
        // In a result it goes by the hybrid's name.
        let notes = Notes { key: Some(name_of(&parts.get)), ..element.notes.clone() };
        let named = Element { kind: element.kind.clone(), given: element.given.clone(), notes };
        Ok(Value::of(named))
    }
    fn descriptor_set(
        self: Rc<Self>,
        machine: &mut Machine,
        instance: &Rc<Instance>,
        value: Value,
    ) -> Run<()> {
        let function = self.parts.borrow().set.clone();
        let Some(function) = &function else {
            return Err(machine.error("AttributeError", "can't set attribute"));
        };
        machine.call(function, Args::of(vec![Value::Instance(Rc::clone(instance)), value]))?;
        Ok(())
    }
    fn descriptor_delete(
        self: Rc<Self>,
        machine: &mut Machine,
        instance: &Rc<Instance>,
    ) -> Run<()> {
        let function = self.parts.borrow().delete.clone();
        let Some(function) = &function else {
            return Err(machine.error("AttributeError", "can't delete attribute"));
        };
        machine.call(function, Args::of(vec![Value::Instance(Rc::clone(instance))]))?;
        Ok(())
    }
}

impl Native for InPlace {
    fn type_name(&self) -> Rc<str> {
        "_InPlace".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn methods(&self) -> &'static [&'static str] {
        self.0.methods()
    }
    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        if !self.methods().contains(&name) {
            return Ok(None);
        }
        let function = changing(machine, name, args)?;
        let mut parts = self.0.parts.borrow().clone();
        parts.change(name, function);
        let before = self.0.parts.replace(parts);
        drop(before);
        Ok(Some(Value::Native(Rc::clone(&self.0) as _)))
    }
}

impl Native for HybridMethod {
    fn type_name(&self) -> Rc<str> {
        "hybrid_method".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn methods(&self) -> &'static [&'static str] {
        &["expression"]
    }
    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        if name != "expression" {
            return Ok(None);
        }
        let expression = Some(function_of(machine, name, args)?);
        Ok(Some(Value::of(Self { function: self.function.clone(), expression })))
    }
    fn get_attribute(self: Rc<Self>, _: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok((name == "inplace").then(|| Value::Native(self as Rc<dyn Native>)))
    }
    fn is_descriptor(&self) -> bool {
        true
    }
    fn descriptor_get(
        self: Rc<Self>,
        _machine: &mut Machine,
        instance: Option<&Rc<Instance>>,
        owner: &Rc<Class>,
    ) -> Run<Value> {
        let (receiver, function) = match instance {
            Some(instance) => (Value::Instance(Rc::clone(instance)), self.function.clone()),
            None => {
                let function = self.expression.clone().unwrap_or_else(|| self.function.clone());
                (Value::Class(Rc::clone(owner)), function)
            }
        };
        Ok(Value::Method(Rc::new(Method { receiver, function })))
    }
}

/// Makes the module `sqlalchemy.ext.hybrid`.
pub(super) fn install(machine: &mut Machine) {
    let property = Value::function("hybrid_property", |machine, args| {
        let taken = args.bind(machine, "hybrid_property", &["fget", "fset?", "fdel?", "expr?"])?;
        let mut values = taken.values.into_iter();
        let mut next = || values.next().flatten().filter(|value| !value.is_none());
        let get = next().unwrap_or(Value::None);
        let (set, delete, expression) = (next(), next(), next());
        let parts = RefCell::new(Parts { get, set, delete, expression });
        Ok(Value::of(Hybrid { parts }))
    });
    set(machine, "sqlalchemy.ext.hybrid", "hybrid_property", property);
    let method = Value::function("hybrid_method", |machine, args| {
        let function = function_of(machine, "hybrid_method", args)?;
        Ok(Value::of(HybridMethod { function, expression: None }))
    });
    set(machine, "sqlalchemy.ext.hybrid", "hybrid_method", method);
}
