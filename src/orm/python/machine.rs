//! What the machine can do, as libraries call it.

use std::rc::Rc;

use super::{
    Args, Binary, Builtin, Class, Comparison, Instance, Iter, Key, Limits, Machine, Meta, Method,
    Module, Names, Native, Run, Stop, Unary, Value,
};

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

    /// Sorts the arguments into parameters, with Python's TypeErrors. A parameter is a name, with
    /// `?` at its end where it may be missing; `*` alone makes what follows keyword-only, `*args`
    /// takes the rest by position and `**keywords` the rest by name.
    pub fn bind(self, machine: &mut Machine, function: &str, parameters: &[&str]) -> Run<Taken> {
        todo!()
    }
}

impl Value {
    /// A `str`.
    pub fn str(text: impl AsRef<str>) -> Self {
        Self::Str(Rc::from(text.as_ref()))
    }
    /// A `list`.
    pub fn list(items: Vec<Value>) -> Self {
        todo!()
    }
    /// A `tuple`.
    pub fn tuple(items: Vec<Value>) -> Self {
        Self::Tuple(items.into())
    }
    /// A `dict` with names as keys.
    pub fn dict(names: Vec<(Rc<str>, Value)>) -> Self {
        todo!()
    }
    /// An object of a library.
    pub fn of(native: impl Native) -> Self {
        Self::Native(Rc::new(native))
    }
    /// The library's object behind it, if it is one of this type.
    pub fn native<T: Native>(&self) -> Option<Rc<T>> {
        match self {
            Value::Native(native) => {
                let any: Rc<dyn std::any::Any> = Rc::clone(native) as Rc<dyn std::any::Any>;
                any.downcast().ok()
            }
            _ => None,
        }
    }
    /// The text of a `str`.
    pub fn as_str(&self) -> Option<&str> {
        if let Value::Str(text) = self { Some(text) } else { None }
    }
    /// It is `None`.
    pub fn is_none(&self) -> bool {
        matches!(self, Value::None)
    }
    /// `a is b`.
    pub fn is(&self, other: &Value) -> bool {
        todo!()
    }
    /// A function written in Rust.
    pub fn function(name: &str, run: impl Fn(&mut Machine, Args) -> Run<Value> + 'static) -> Self {
        Self::Builtin(Rc::new(Builtin { name: name.into(), run: Box::new(run) }))
    }
    /// A method of a library's object, looked up and not yet called.
    pub fn bound(native: Rc<dyn Native>, name: &str) -> Self {
        todo!()
    }
}

impl Iter {
    /// An iterator over values that are there already.
    pub fn over(type_name: &'static str, values: Vec<Value>) -> Rc<Self> {
        todo!()
    }
    /// An iterator that makes its values when they are asked for.
    pub fn lazily(
        type_name: &'static str,
        next: impl FnMut(&mut Machine) -> Run<Option<Value>> + 'static,
    ) -> Rc<Self> {
        todo!()
    }
}

impl Machine {
    /// A machine with Python's own functions and modules, and nothing of a library.
    pub fn new(limits: Limits, now: i64) -> Self {
        todo!()
    }

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
    /// One of Python's own classes: `object`, `Exception`, `ValueError`, `list`, …
    pub fn builtin_class(&self, name: &str) -> Rc<Class> {
        todo!()
    }
    /// An object, without `Meta::instance_made` and `__init__`.
    pub fn new_instance(&mut self, class: &Rc<Class>) -> Rc<Instance> {
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

    // Operators.

    /// `str(value)`.
    pub fn str(&mut self, value: &Value) -> Run<Rc<str>> {
        todo!()
    }
    /// `repr(value)`.
    pub fn repr(&mut self, value: &Value) -> Run<Rc<str>> {
        todo!()
    }
    /// `bool(value)`.
    pub fn truth(&mut self, value: &Value) -> Run<bool> {
        todo!()
    }
    /// `a == b`, as a condition.
    pub fn equal(&mut self, a: &Value, b: &Value) -> Run<bool> {
        todo!()
    }
    /// `a op b`.
    pub fn compare(&mut self, op: Comparison, a: &Value, b: &Value) -> Run<Value> {
        todo!()
    }
    /// `a op b`.
    pub fn binary(&mut self, op: Binary, a: &Value, b: &Value) -> Run<Value> {
        todo!()
    }
    /// `op a`.
    pub fn unary(&mut self, op: Unary, a: &Value) -> Run<Value> {
        todo!()
    }
    /// `len(value)`.
    pub fn length(&mut self, value: &Value) -> Run<usize> {
        todo!()
    }
    /// `value[key]`.
    pub fn item(&mut self, value: &Value, key: &Value) -> Run<Value> {
        todo!()
    }
    /// `value[key] = new`.
    pub fn set_item(&mut self, value: &Value, key: &Value, new: Value) -> Run<()> {
        todo!()
    }
    /// `del value[key]`.
    pub fn delete_item(&mut self, value: &Value, key: &Value) -> Run<()> {
        todo!()
    }
    /// `item in value`.
    pub fn contains(&mut self, value: &Value, item: &Value) -> Run<bool> {
        todo!()
    }
    /// `iter(value)`.
    pub fn iterate(&mut self, value: &Value) -> Run<Rc<Iter>> {
        todo!()
    }
    /// `next(iter)`, none at its end.
    pub fn next(&mut self, iter: &Rc<Iter>) -> Run<Option<Value>> {
        todo!()
    }
    /// All that iterating gives.
    pub fn collect(&mut self, value: &Value) -> Run<Vec<Value>> {
        todo!()
    }
    /// The value as a key, or TypeError: unhashable.
    pub fn key(&mut self, value: &Value) -> Run<Key> {
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
