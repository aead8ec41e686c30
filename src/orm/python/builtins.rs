//! What is known without an import, Python's own types with their methods, and its modules.

use std::collections::HashMap;
use std::rc::Rc;

use crate::orm::python::{Args, Class, Instance, Limits, Machine, Run, Value};

/// Python's own classes by name, also those that a script has to import.
pub(in crate::orm::python) type Classes = HashMap<&'static str, Rc<Class>>;

impl Machine {
    /// A machine with Python's own functions and modules, and nothing of a library.
    pub fn new(limits: Limits, now: i64) -> Self {
        todo!()
    }
    /// One of Python's own classes: `object`, `Exception`, `ValueError`, `list`, …
    pub fn builtin_class(&self, name: &str) -> Rc<Class> {
        todo!()
    }
    /// The class of any value.
    pub fn class_of(&self, value: &Value) -> Rc<Class> {
        todo!()
    }
    /// `isinstance(value, class)`.
    pub fn is_instance(&self, value: &Value, class: &Rc<Class>) -> bool {
        todo!()
    }

    /// An attribute of a value that comes from Python's own type of it: `'a'.upper` (bound),
    /// `date.year`, `str.upper` and `dict.fromkeys` (of a class), `object.__init__`,
    /// `Exception.__str__`, `error.args`. To be asked after an object's and its class's own
    /// attributes; for a class among ancestors, ask with that class as the value, and what it
    /// gives is unbound (takes the object first) unless it is a class method.
    pub(in crate::orm::python) fn builtin_attribute(
        &mut self,
        value: &Value,
        name: &str,
    ) -> Run<Option<Value>> {
        todo!()
    }

    /// `value.name(…)` for a method of Python's own type of the value, without making a bound
    /// method; none where there is no such method.
    pub(in crate::orm::python) fn builtin_method(
        &mut self,
        value: &Value,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        todo!()
    }

    /// Gives an object of a script's class that derives from one of Python's own data types
    /// (`class Tags(list)`, `class Role(str, Enum)`) the value of that type that it also is. To
    /// be called when such an object is made, before `__init__`.
    pub(in crate::orm::python) fn builtin_part(
        &mut self,
        instance: &Rc<Instance>,
        args: &Args,
    ) -> Run<()> {
        todo!()
    }

    /// `print()` writes through this: bounded by [`Limits::output`].
    pub(in crate::orm::python) fn write(&mut self, text: &str) -> Run<()> {
        todo!()
    }
}
