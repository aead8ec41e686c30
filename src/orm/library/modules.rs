//! The modules that a script imports, filled from what the layers below gave.

use std::rc::Rc;

use super::known::{MODULES, PYTHON};
use super::names::KNOWN;
use super::unsupported::Unsupported;
use crate::orm::python::{Args, Machine, Module, Run, Value};

/// Where a name is looked for that a module hands on from another one.
const HOMES: [&str; 3] = ["sqlalchemy", "sqlalchemy.orm", "sqlalchemy.dialects.sqlite"];

/// The module of that name; made where it is not there yet.
pub(super) fn module(machine: &mut Machine, name: &str) -> Rc<Module> {
    if let Some(known) = machine.modules.get(name) {
        return Rc::clone(known);
    }
    let module = Rc::new(Module { name: name.into(), names: Default::default() });
    machine.modules.insert(name.into(), Rc::clone(&module));
    module
}

/// Gives a module a name.
pub(super) fn set(machine: &mut Machine, module_name: &str, name: &str, value: Value) {
    module(machine, module_name).names.borrow_mut().insert(name.into(), value);
}

/// What stands in a module under a name.
pub(super) fn get(machine: &Machine, module: &str, name: &str) -> Option<Value> {
    machine.modules.get(module)?.names.borrow().get(name).cloned()
}

/// Calls what a module has under a name.
pub fn call(machine: &mut Machine, module: &str, name: &str, args: Args) -> Run<Value> {
    match get(machine, module, name) {
        Some(function) => machine.call(&function, args),
        None => Err(machine.unsupported(format!("{module}.{name}"))),
    }
}

/// What stands for a name that a module of Python's has and that is not here.
fn stand_in(module: &str, name: &str) -> Option<Value> {
    let (_, names) = PYTHON.iter().find(|(known, _)| *known == module)?;
    names.split(' ').any(|known| known == name).then(|| Unsupported::value(module, name))
}

/// Whether there is a module of that name, which is not here.
fn is_elsewhere(module: &str) -> bool {
    MODULES.split(' ').any(|known| known == module)
}

/// Completes every known module: with what another one has under the name, or with what says that
/// it is not supported; and makes `sqlalchemy.orm` an attribute of `sqlalchemy`.
pub(super) fn complete(machine: &mut Machine) {
    machine.stand_in = stand_in;
    machine.is_elsewhere = is_elsewhere;
    for (name, names) in KNOWN {
        let module = module(machine, name);
        for known in names.split(' ') {
            if module.names.borrow().contains_key(known) {
                continue;
            }
            let found = HOMES.iter().find_map(|home| get(machine, home, known));
            let found = found.filter(|value| value.native::<Unsupported>().is_none());
            let value = found.unwrap_or_else(|| Unsupported::value(name, known));
            module.names.borrow_mut().insert(known.into(), value);
        }
    }
    let names: Vec<Rc<str>> = machine.modules.keys().cloned().collect();
    for name in names {
        let Some((parent, child)) = name.rsplit_once('.') else { continue };
        let Some(own) = machine.modules.get(&name).cloned() else { continue };
        module(machine, parent)
            .names
            .borrow_mut()
            .entry(child.into())
            .or_insert(Value::Module(own));
    }
}
