//! What an attribute of a mapped class says of itself as a field of a dataclass.

use std::rc::Rc;

use crate::orm::python::builtins::dataclass::Field;
use crate::orm::python::{Machine, Run, Value};

/// The arguments of `mapped_column()`, `relationship()` and their kin that are about a dataclass.
#[derive(Clone, Default)]
pub struct FieldOptions {
    /// What was given, by name.
    given: Vec<(Rc<str>, Value)>,
}

/// The names of such arguments.
const NAMES: [&str; 8] = [
    "init",
    "repr",
    "default",
    "default_factory",
    "compare",
    "kw_only",
    "hash",
    "dataclass_metadata",
];

impl FieldOptions {
    /// An argument of this name is one about a dataclass.
    pub fn is_one(name: &str) -> bool {
        NAMES.contains(&name)
    }

    /// Takes an argument.
    pub fn put(&mut self, name: &str, value: Value) {
        self.given.push((name.into(), value));
    }

    /// An argument as it was given.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.given.iter().find(|(own, _)| **own == *name).map(|(_, value)| value)
    }

    /// The names of those that were given which say nothing where the class is no dataclass; a
    /// column's default says something.
    pub fn names(&self, is_column: bool) -> Vec<&'static str> {
        let names = NAMES.iter().filter(|name| self.get(name).is_some()).copied();
        let mut names: Vec<_> = names.filter(|name| !is_column || *name != "default").collect();
        names.sort_unstable();
        names
    }

    fn says(&self, machine: &mut Machine, name: &str) -> Run<Option<bool>> {
        match self.get(name) {
            Some(Value::None) | None => Ok(None),
            Some(value) => machine.truth(&value.clone()).map(Some),
        }
    }

    /// The field. A default that is a plain value is given by the attribute, and nothing is set for
    /// it; so it is with a relationship's, whose collection is there by itself.
    ///
    /// # Errors
    ///
    /// None of its own.
    pub fn field(
        &self,
        machine: &mut Machine,
        is_relationship: bool,
        is_read_only: bool,
    ) -> Run<Field> {
        let factory = self.get("default_factory").cloned();
        let is_left = self.get("default").is_some() || is_relationship && factory.is_some();
        Ok(Field {
            default: None,
            factory: factory.filter(|_| !is_relationship),
            in_init: self.says(machine, "init")?.unwrap_or(!is_read_only),
            in_repr: self.says(machine, "repr")?.unwrap_or(true),
            compares: self.says(machine, "compare")?.unwrap_or(true),
            by_name: self.says(machine, "kw_only")?,
            is_left,
        })
    }
}
