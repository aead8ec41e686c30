//! What may have been meant by a name that is not there.

use std::rc::Rc;

use crate::nearest::nearest_cased;
use crate::orm::python::{Machine, Scope, Stop, Value};

/// The modules whose names are looked for where they are not imported, or from another module.
const WELL_KNOWN: [&str; 9] = [
    "sqlalchemy",
    "sqlalchemy.orm",
    "sqlalchemy.ext.associationproxy",
    "sqlalchemy.ext.hybrid",
    "sqlalchemy.exc",
    "sqlalchemy.orm.exc",
    "flask_sqlalchemy",
    "datetime",
    "decimal",
];

/// The import of a name that a well-known module has.
pub(super) fn import_of(machine: &Machine, name: &str) -> Option<String> {
    let has = |at: &&&str| {
        let module = machine.modules.get(**at);
        module.is_some_and(|module| module.names.borrow().contains_key(name))
    };
    WELL_KNOWN.iter().find(has).map(|at| format!("from {at} import {name}"))
}

/// The nearest of the variables that are seen from a scope.
pub(super) fn variable(machine: &Machine, scope: &Rc<Scope>, name: &str) -> Option<String> {
    let mut names: Vec<Rc<str>> = Vec::new();
    let mut at = Some(Rc::clone(scope));
    while let Some(scope) = at {
        names.extend(scope.names.borrow().keys().cloned());
        at = scope.outer.clone();
    }
    names.extend(machine.builtins.keys().cloned());
    nearest_cased(name, names.iter().map(|name| &**name)).map(str::to_owned)
}

/// The nearest of a value's attributes.
pub(super) fn attribute(machine: &Machine, value: &Value, name: &str) -> Option<String> {
    let names = machine.names_of(value);
    nearest_cased(name, names.iter().map(|name| &**name)).map(str::to_owned)
}

impl Machine {
    /// Says of an error about a function or method that it stands there without being called.
    pub(in crate::orm::python) fn uncalled(&self, stop: Stop, value: &Value) -> Stop {
        let name = match value {
            Value::Method(_) | Value::Function(_) | Value::Builtin(_) => self.name_of(value),
            _ => None,
        };
        let kind = match value {
            Value::Method(_) => "method",
            Value::Builtin(function) if function.of.is_some() => "method",
            _ => "function",
        };
        match name {
            Some(name) if !name.starts_with('<') => stop.with_help(|| {
                format!("`{name}` is a {kind}, and was not called: `()` behind it calls it.")
            }),
            _ => stop,
        }
    }

    fn name_of(&self, value: &Value) -> Option<Rc<str>> {
        match value {
            Value::Method(method) => self.name_of(&method.function),
            Value::Function(function) => Some(Rc::clone(&function.name)),
            Value::Builtin(function) => Some(Rc::clone(&function.name)),
            _ => None,
        }
    }

    /// The names of a value's attributes that a script or a library set: for "did you mean", for
    /// completion, and for `dir()`.
    pub fn names_of(&self, value: &Value) -> Vec<Rc<str>> {
        let mut names: Vec<Rc<str>> = Vec::new();
        match value {
            Value::Instance(instance) => {
                names.extend(instance.dict.borrow().keys().cloned());
                for class in instance.class.line_of_descent() {
                    names.extend(class.dict.borrow().keys().cloned());
                }
            }
            Value::Class(class) => {
                for class in class.line_of_descent() {
                    names.extend(class.dict.borrow().keys().cloned());
                }
            }
            Value::Module(module) => names.extend(module.names.borrow().keys().cloned()),
            Value::Native(native) => {
                names.extend(native.attributes());
                names.extend(native.methods().iter().map(|name| Rc::from(*name)));
            }
            _ => {
                let class = self.class_of(value);
                for class in class.line_of_descent() {
                    names.extend(class.dict.borrow().keys().cloned());
                }
            }
        }
        let mut seen = std::collections::HashSet::new();
        names.retain(|name| seen.insert(Rc::clone(name)));
        names
    }
}
