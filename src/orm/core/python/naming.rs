//! Names in modules.

use std::rc::Rc;

use crate::orm::python::{Args, Machine, Module, Run, Value};

/// The module of that name; made where it is not there yet.
pub(super) fn module(machine: &mut Machine, name: &str) -> Rc<Module> {
    if let Some(known) = machine.modules.get(name) {
        return Rc::clone(known);
    }
    let module = Rc::new(Module { name: name.into(), names: Default::default() });
    machine.modules.insert(name.into(), Rc::clone(&module));
    module
}

/// Gives modules a name.
pub(super) fn set(machine: &mut Machine, modules: &[&str], name: &str, value: &Value) {
    for own in modules {
        module(machine, own).names.borrow_mut().insert(name.into(), value.clone());
    }
}

/// A function of `sqlalchemy`.
pub(super) fn function(
    machine: &mut Machine,
    name: &str,
    run: impl Fn(&mut Machine, Args) -> Run<Value> + 'static,
) {
    let value = Value::function(name, run);
    set(machine, &["sqlalchemy", "sqlalchemy.sql", "sqlalchemy.sql.expression"], name, &value);
}
