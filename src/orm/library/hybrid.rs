//! `sqlalchemy.ext.hybrid`: attributes and methods that compute in Python on an object, and in SQL
//! on its class.

pub(crate) mod operator;
pub(crate) mod comparator;
pub(crate) mod accessor;

use std::cell::RefCell;
use std::rc::Rc;

use self::accessor::Accessor;
use super::modules::set;
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
    comparator: Option<Value>,
    update: Option<Value>,
    bulk: Option<Value>,
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
            "comparator" => self.comparator = Some(unwrapped(function)),
            "update_expression" => self.update = Some(unwrapped(function)),
            "bulk_dml" => self.bulk = Some(unwrapped(function)),
            _ => self.expression = Some(unwrapped(function)),
        }
    }

    /// A part under the name of its parameter.
    fn part(&self, name: &str) -> Option<Value> {
        let part = match name {
            "fget" => return Some(self.get.clone()),
            "fset" => &self.set,
            "fdel" => &self.delete,
            "expr" => &self.expression,
            "custom_comparator" => &self.comparator,
            "update_expr" => &self.update,
            "bulk_dml_setter" => &self.bulk,
            _ => return None,
        };
        Some(part.clone().unwrap_or(Value::None))
    }
}

/// The function that `@classmethod` stands over.
fn unwrapped(function: Value) -> Value {
    match function {
        Value::ClassMethod(inner) => inner.0.clone(),
        other => other,
    }
}

/// What `@name.setter` and its kin are given.
fn function_of(machine: &mut Machine, name: &str, args: Args) -> Run<Value> {
    let taken = args.bind(machine, name, &["fn"])?;
    Ok(taken.values.into_iter().flatten().next().unwrap_or(Value::None))
}

/// The name under which a function was defined.
fn name_of(function: &Value) -> Rc<str> {
    match function {
        Value::Function(function) => Rc::clone(&function.name),
        _ => "hybrid".into(),
    }
}

const METHODS: &[&str] = &[
    "getter",
    "setter",
    "deleter",
    "expression",
    "update_expression",
    "comparator",
    "bulk_dml",
    "__get__",
];

impl Hybrid {
    /// What it is at a class, or at an alias of one.
    fn at(self: &Rc<Self>, machine: &mut Machine, owner: Value, class: &Rc<Class>) -> Run<Value> {
        let parts = self.parts.borrow().clone();
        let name = name_of(&parts.get);
        let own = Value::Native(Rc::clone(self) as Rc<dyn Native>);
        let stands = class.in_line(&name).is_some_and(|(_, found)| found.is(&own));
        let function = parts.comparator.as_ref().or(parts.expression.as_ref());
        let function = function.unwrap_or(&parts.get);
        let compared = machine.call(function, Args::of(vec![owner.clone()]))?;
        Ok(Value::of(Accessor {
            owner,
            name,
            stands,
            descriptor: own,
            compared,
            is_comparator: parts.comparator.is_some(),
            update: parts.update,
        }))
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
        METHODS
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
        if name == "__get__" {
            return alias_of(machine, args)
                .and_then(|(alias, class)| self.at(machine, alias, &class))
                .map(Some);
        }
        let function = function_of(machine, name, args)?;
        let mut parts = self.parts.borrow().clone();
        parts.change(name, function);
        Ok(Some(Value::of(Self { parts: RefCell::new(parts) })))
    }
    fn get_attribute(self: Rc<Self>, _: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "inplace" => Some(Value::of(InPlace(self))),
            "overrides" => Some(Value::Native(self)),
            "__name__" => Some(Value::Str(name_of(&self.parts.borrow().get))),
            _ => self.parts.borrow().part(name),
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
        let Some(instance) = instance else {
            return self.at(machine, Value::Class(Rc::clone(owner)), owner);
        };
        let get = self.parts.borrow().get.clone();
        machine.call(&get, Args::of(vec![Value::Instance(Rc::clone(instance))]))
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
        let function = function_of(machine, name, args)?;
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
        &["expression", "__get__"]
    }
    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        if name == "__get__" {
            let (receiver, _) = alias_of(machine, args)?;
            let function = self.expression.clone().unwrap_or_else(|| self.function.clone());
            return Ok(Some(Value::Method(Rc::new(Method { receiver, function }))));
        }
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

/// `hybrid_property(…)`.
const PARAMETERS: [&str; 7] =
    ["fget", "fset?", "fdel?", "expr?", "custom_comparator?", "update_expr?", "bulk_dml_setter?"];

/// What `__get__` is asked of, and the class of that: `aliased(User)` asks with itself in the place
/// of its class.
fn alias_of(machine: &mut Machine, args: Args) -> Run<(Value, Rc<Class>)> {
    let taken = args.bind(machine, "__get__", &["instance", "owner"])?;
    let owner = taken.values.into_iter().nth(1).flatten().unwrap_or(Value::None);
    let class = match &owner {
        Value::Class(class) => Rc::clone(class),
        other => match crate::orm::mapper::Entity::of(other) {
            Some(entity) => Rc::clone(&entity.mapper().class),
            None => machine.class_of(other),
        },
    };
    Ok((owner, class))
}

/// Makes the module `sqlalchemy.ext.hybrid`.
pub(super) fn install(machine: &mut Machine) {
    let property = Value::function("hybrid_property", |machine, args| {
        let taken = args.bind(machine, "hybrid_property", &PARAMETERS)?;
        let mut values = taken.values.into_iter();
        let mut next = || values.next().flatten().filter(|value| !value.is_none());
        let get = next().unwrap_or(Value::None);
        let (set, delete) = (next(), next());
        let mut unwrapped = || next().map(unwrapped);
        let (expression, comparator) = (unwrapped(), unwrapped());
        let (update, bulk) = (unwrapped(), unwrapped());
        let parts = Parts { get, set, delete, expression, comparator, update, bulk };
        let parts = RefCell::new(parts);
        Ok(Value::of(Hybrid { parts }))
    });
    set(machine, "sqlalchemy.ext.hybrid", "hybrid_property", property);
    let method = Value::function("hybrid_method", |machine, args| {
        let taken = args.bind(machine, "hybrid_method", &["func", "expr?"])?;
        let mut values = taken.values.into_iter();
        let function = values.next().flatten().unwrap_or(Value::None);
        let expression = values.next().flatten().filter(|value| !value.is_none());
        Ok(Value::of(HybridMethod { function, expression }))
    });
    set(machine, "sqlalchemy.ext.hybrid", "hybrid_method", method);
    comparator::install(machine);
    accessor::install(machine);
}
