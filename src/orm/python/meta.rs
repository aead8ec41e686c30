//! What a library makes of classes that are derived from its own.

use std::rc::Rc;

use crate::orm::python::{Args, Class, Instance, Machine, Run, Value};

/// What a library makes of the classes derived from one of its own, as a metaclass does.
pub trait Meta {
    /// A class was made whose ancestor this stands at; its attributes may be replaced. `keywords`
    /// are those in the class's head.
    ///
    /// # Errors
    ///
    /// What the library raises about the class.
    fn class_made(
        &self,
        machine: &mut Machine,
        class: &Rc<Class>,
        keywords: &[(Rc<str>, Value)],
    ) -> Run<()>;

    /// `Class.name = value`; false leaves it to Python.
    ///
    /// # Errors
    ///
    /// What the library raises about it.
    fn class_attribute_set(
        &self,
        machine: &mut Machine,
        class: &Rc<Class>,
        name: &str,
        value: &Value,
    ) -> Run<bool>;

    /// `Class.name` where neither the class nor its ancestors have the name.
    ///
    /// # Errors
    ///
    /// What the library raises about it.
    fn class_attribute(
        &self,
        _machine: &mut Machine,
        _class: &Rc<Class>,
        _name: &str,
    ) -> Run<Option<Value>> {
        Ok(None)
    }

    /// An object was made and `__init__` has not run yet.
    ///
    /// # Errors
    ///
    /// What the library raises, such as a mapper's configuration that fails.
    fn instance_made(&self, machine: &mut Machine, instance: &Rc<Instance>) -> Run<()>;

    /// What `__init__` does where the script wrote none.
    ///
    /// # Errors
    ///
    /// What the library raises about the arguments.
    fn init(&self, machine: &mut Machine, instance: &Rc<Instance>, args: Args) -> Run<()>;

    /// `repr()` and `str()` of an object where the script wrote none; none leaves it to Python.
    ///
    /// # Errors
    ///
    /// What the library raises.
    fn repr(&self, _machine: &mut Machine, _instance: &Rc<Instance>) -> Run<Option<Rc<str>>> {
        Ok(None)
    }

    /// `Class(…)`: none makes an object in Python's way. An enumeration finds its member here.
    ///
    /// # Errors
    ///
    /// What the library raises.
    fn class_called(
        &self,
        _machine: &mut Machine,
        _class: &Rc<Class>,
        _args: &Args,
    ) -> Run<Option<Value>> {
        Ok(None)
    }
}
