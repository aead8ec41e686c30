//! What the machine can do, as libraries call it.

use std::rc::Rc;

use super::{Args, Class, Instance, Machine, Meta, Names, Run, Stop, Value};

/// What [`Args::bind`] found for each parameter.
#[derive(Default)]
pub struct Taken {
    /// The value for each named parameter, in their order; none where it was not given.
    pub values: Vec<Option<Value>>,
    /// What `*args` takes.
    pub rest: Vec<Value>,
    /// What `**keywords` takes.
    pub named: Vec<(Rc<str>, Value)>,
}

impl Args {
    /// No arguments.
    pub fn none() -> Self {
        Self::default()
    }
    /// Arguments by position.
    pub fn of(positional: Vec<Value>) -> Self {
        Self { positional, named: Vec::new() }
    }
}

impl Machine {
    // Running.

    /// Runs a script in the global scope. `name` is the file's, for a SyntaxError's message.
    pub fn run(&mut self, source: &str, name: &str) -> Run<()> {
        todo!()
    }
    /// Runs what was typed at a prompt: as [`Machine::run`], and the value of each expression
    /// statement that is not `None` is printed by `repr`, and kept as `_`.
    pub fn run_typed(&mut self, source: &str) -> Run<()> {
        todo!()
    }
    /// Evaluates an expression, such as a relationship's `'Role.name.desc()'`, in a scope of the
    /// names given, with the globals of no script around it.
    pub fn evaluate(
        &mut self,
        source: &str,
        names: Names,
        missing: Option<&dyn Fn(&mut Machine, &str) -> Run<Option<Value>>>,
    ) -> Run<Value> {
        todo!()
    }

    // Calls and attributes.

    /// `value(…)`.
    pub fn call(&mut self, value: &Value, args: Args) -> Run<Value> {
        todo!()
    }
    /// `value.name(…)`.
    pub fn call_method(&mut self, value: &Value, name: &str, args: Args) -> Run<Value> {
        todo!()
    }
    /// `value.name`.
    pub fn attribute(&mut self, value: &Value, name: &str) -> Run<Value> {
        todo!()
    }
    /// `value.name`, or none where Python has AttributeError.
    pub fn attribute_if_any(&mut self, value: &Value, name: &str) -> Run<Option<Value>> {
        todo!()
    }
    /// `value.name = new`.
    pub fn set_attribute(&mut self, value: &Value, name: &str, new: Value) -> Run<()> {
        todo!()
    }
    /// `del value.name`.
    pub fn delete_attribute(&mut self, value: &Value, name: &str) -> Run<()> {
        todo!()
    }

    // Classes and objects.

    /// A class that a library defines. An exception is one whose base is.
    pub fn new_class(
        &mut self,
        name: &str,
        module: &str,
        bases: Vec<Rc<Class>>,
        meta: Option<Rc<dyn Meta>>,
    ) -> Rc<Class> {
        todo!()
    }
    /// An object, without `Meta::instance_made` and `__init__`.
    pub fn new_instance(&mut self, class: &Rc<Class>) -> Rc<Instance> {
        todo!()
    }
    // Exceptions, warnings and bounds.

    /// One of Python's own exceptions, by its class's name.
    pub fn error(&mut self, class: &str, message: impl AsRef<str>) -> Stop {
        todo!()
    }
    /// An exception of any class with one text as its argument.
    pub fn raise(&mut self, class: &Rc<Class>, message: impl AsRef<str>) -> Stop {
        todo!()
    }
    /// An exception object with these arguments.
    pub fn exception(&mut self, class: &Rc<Class>, args: Vec<Value>) -> Rc<Instance> {
        todo!()
    }
    /// What raises an exception object.
    pub fn stop(&self, exception: Rc<Instance>) -> Stop {
        todo!()
    }
    /// What says that something is not supported here.
    pub fn unsupported(&self, what: impl Into<String>) -> Stop {
        todo!()
    }
    /// Keeps a warning.
    pub fn warn(&mut self, category: &str, message: impl Into<String>) {
        todo!()
    }
    /// Counts steps.
    pub fn step(&mut self, steps: u64) -> Run<()> {
        todo!()
    }
    /// Counts memory: one for a small object, more for what is larger.
    pub fn use_memory(&mut self, size: u64) -> Run<()> {
        todo!()
    }
    /// A number of its own for an object's address.
    pub fn identity(&mut self) -> u64 {
        todo!()
    }
}
