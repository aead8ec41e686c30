//! A name that SQLAlchemy has and that is not supported here: it can be imported, as a script may
//! import more than it uses, and using it says so by its name.

use std::rc::Rc;

use crate::orm::python::{
    Args, Binary, Class, Comparison, Instance, Iter, Machine, Native, Run, Stop, Unary, Value,
};

/// A name that is known and not supported.
pub(super) struct Unsupported {
    /// The name with its module.
    name: Rc<str>,
}

impl Unsupported {
    pub(super) fn value(module: &str, name: &str) -> Value {
        Value::of(Self { name: format!("{module}.{name}").into() })
    }

    fn stop(&self, machine: &Machine) -> Stop {
        machine.unsupported(&*self.name)
    }
}

impl Native for Unsupported {
    fn type_name(&self) -> Rc<str> {
        "type".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn get_attribute(self: Rc<Self>, machine: &mut Machine, _name: &str) -> Run<Option<Value>> {
        Err(self.stop(machine))
    }
    fn call(self: Rc<Self>, machine: &mut Machine, _args: Args) -> Run<Option<Value>> {
        Err(self.stop(machine))
    }
    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Err(self.stop(machine))
    }
    fn binary(
        self: Rc<Self>,
        machine: &mut Machine,
        _op: Binary,
        _other: &Value,
        _reflected: bool,
    ) -> Run<Option<Value>> {
        Err(self.stop(machine))
    }
    fn compare(
        self: Rc<Self>,
        machine: &mut Machine,
        _op: Comparison,
        _other: &Value,
    ) -> Run<Option<Value>> {
        Err(self.stop(machine))
    }
    fn unary(self: Rc<Self>, machine: &mut Machine, _op: Unary) -> Run<Option<Value>> {
        Err(self.stop(machine))
    }
    fn get_item(self: Rc<Self>, machine: &mut Machine, _key: &Value) -> Run<Option<Value>> {
        Err(self.stop(machine))
    }
    fn iterate(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<Iter>>> {
        Err(self.stop(machine))
    }
    fn enter(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Value>> {
        Err(self.stop(machine))
    }
    fn is_descriptor(&self) -> bool {
        true
    }
    fn descriptor_get(
        self: Rc<Self>,
        machine: &mut Machine,
        _instance: Option<&Rc<Instance>>,
        _owner: &Rc<Class>,
    ) -> Run<Value> {
        Err(self.stop(machine))
    }
}
