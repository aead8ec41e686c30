//! `@declared_attr`: what a mixin gives each class of its own.

use std::cell::RefCell;
use std::rc::Rc;

use super::{Shared, mapper_of};
use crate::orm::python::{Args, Class, Instance, Machine, Native, Run, Value};

/// `@declared_attr`: a function of a mixin that gives each class its own attribute.
pub struct DeclaredAttr {
    /// The function.
    pub function: Value,
    /// `@declared_attr.cascading`: also subclasses of the mapped class get their own.
    pub cascading: bool,
    /// What it gave, for a class that is being mapped.
    given: RefCell<Vec<(Rc<Class>, Value)>>,
}

impl DeclaredAttr {
    /// `@declared_attr`.
    pub fn new(function: Value, cascading: bool) -> Rc<Self> {
        let function = match function {
            Value::ClassMethod(function) => (*function).clone(),
            other => other,
        };
        Rc::new(Self { function, cascading, given: RefCell::default() })
    }
}

impl Native for DeclaredAttr {
    fn type_name(&self) -> Rc<str> {
        "declared_attr".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn is_descriptor(&self) -> bool {
        true
    }
    fn descriptor_get(
        self: Rc<Self>,
        machine: &mut Machine,
        _instance: Option<&Rc<Instance>>,
        owner: &Rc<Class>,
    ) -> Run<Value> {
        let scanning =
            Shared::of(machine).scanning.borrow().iter().any(|class| Rc::ptr_eq(class, owner));
        let known = self.given.borrow().iter().find(|(class, _)| Rc::ptr_eq(class, owner)).cloned();
        if let Some((_, value)) = known.filter(|_| scanning) {
            return Ok(value);
        }
        let class = Value::Class(Rc::clone(owner));
        let value = machine.call(&self.function, Args::of(vec![class]))?;
        if scanning && mapper_of(owner).is_none() {
            self.given.borrow_mut().push((Rc::clone(owner), value.clone()));
        }
        Ok(value)
    }
}

/// `declared_attr` itself: a decorator, and `declared_attr.directive` and `.cascading`.
pub struct DeclaredAttrMaker;

impl Native for DeclaredAttrMaker {
    fn type_name(&self) -> Rc<str> {
        "type".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn call(self: Rc<Self>, machine: &mut Machine, args: Args) -> Run<Option<Value>> {
        decorate(machine, args, false).map(Some)
    }
    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "directive" => {
                Some(Value::function("directive", |machine, args| decorate(machine, args, false)))
            }
            "cascading" => {
                Some(Value::function("cascading", |machine, args| decorate(machine, args, true)))
            }
            _ => None,
        })
    }
}

fn decorate(machine: &mut Machine, args: Args, cascading: bool) -> Run<Value> {
    let mut taken = args.bind(machine, "declared_attr", &["fn"])?;
    let function = taken.values.pop().flatten().unwrap_or(Value::None);
    Ok(Value::Native(DeclaredAttr::new(function, cascading)))
}
