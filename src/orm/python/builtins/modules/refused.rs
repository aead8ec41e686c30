//! Modules that CPython has and that are not here: a script may import more than it uses, and using
//! one says so by its name.

use std::rc::Rc;

use crate::orm::python::{Args, Machine, Native, Run, Stop, Value};

/// A module, or what was imported from one.
pub(in crate::orm::python) struct Refused {
    what: Rc<str>,
}

impl Refused {
    /// The module of this name.
    pub(in crate::orm::python) fn module(name: &str) -> Value {
        Value::of(Self { what: format!("the module {name}").into() })
    }

    /// What is imported from it.
    pub(in crate::orm::python) fn name(module: &str, name: &str) -> Value {
        Value::of(Self { what: format!("{module}.{name}").into() })
    }

    fn stop(&self, machine: &Machine) -> Stop {
        machine.unsupported(&*self.what)
    }
}

impl Native for Refused {
    fn type_name(&self) -> Rc<str> {
        "module".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn get_attribute(self: Rc<Self>, machine: &mut Machine, _: &str) -> Run<Option<Value>> {
        Err(self.stop(machine))
    }
    fn call(self: Rc<Self>, machine: &mut Machine, _: Args) -> Run<Option<Value>> {
        Err(self.stop(machine))
    }
    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Err(self.stop(machine))
    }
}
