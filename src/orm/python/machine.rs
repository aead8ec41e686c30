//! The interpreter: what it holds, and how much it may use.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use indexmap::IndexMap;

use crate::diagnostic::Span;
use crate::orm::python::builtins::{Classes, Filters};
use crate::orm::python::{Class, Function, Instance, Module, Names, Run, Scope, Value};

/// What is asked for a name that a text to evaluate does not find: its value, or none.
pub type Missing<'m> = &'m dyn Fn(&mut Machine, &str) -> Run<Option<Value>>;

/// The interpreter: the script's variables, what it printed, and what it may still use.
pub struct Machine {
    /// The script's variables.
    pub globals: Rc<Scope>,
    /// What it printed.
    pub output: String,
    /// The values of expressions that were shown at a prompt, each with the length of what had
    /// been printed before it.
    pub shown: Vec<(usize, String)>,
    /// Where expressions stand at a prompt whose values are methods: looked up and not called.
    pub uncalled: Vec<crate::diagnostic::Span>,
    /// Whether somebody wants it to stop; asked now and then.
    pub interrupted: Option<Rc<dyn Fn() -> bool>>,
    /// What libraries warned of.
    pub warnings: Vec<Warning>,
    /// What may be imported, by full name.
    pub modules: IndexMap<Rc<str>, Rc<Module>>,
    /// What stands for a name of a module that is known and not here: set by the library.
    pub stand_in: fn(&str, &str) -> Option<Value>,
    /// Whether a module is known that is not here: set by the library.
    pub is_elsewhere: fn(&str) -> bool,
    /// What is known without an import: functions, types and exceptions.
    pub builtins: Names,
    /// The time that stands for now: microseconds since 1970 in UTC.
    pub now: i64,
    /// How much a run may use.
    pub limits: Limits,
    /// The line that is running, from 1.
    pub line: Cell<usize>,
    pub(in crate::orm::python) classes: Classes,
    /// What `type()` gives for a library's objects, by what they are called.
    pub(in crate::orm::python) native_classes: RefCell<HashMap<Rc<str>, Rc<Class>>>,
    /// The containers whose `repr` is being made, so that a cycle is seen.
    pub(in crate::orm::python) open: Vec<usize>,
    /// The numbers from which `id()` is made, by where a value lies.
    pub(in crate::orm::python) places: HashMap<usize, u64>,
    /// Objects with a `__hash__` of their own, by what it gave.
    pub(in crate::orm::python) canonical: HashMap<i64, Vec<std::rc::Weak<Instance>>>,
    /// What is being run; starts as its default.
    pub(in crate::orm::python) running: Running,
    /// What becomes of warnings.
    pub(in crate::orm::python) filters: Filters,
    pub(in crate::orm::python) steps: u64,
    pub(in crate::orm::python) memory: u64,
    pub(in crate::orm::python) depth: usize,
    pub(in crate::orm::python) identities: u64,
}

/// How much a run may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Steps of the interpreter: expressions and statements, and more for what takes longer.
    pub steps: u64,
    /// What it makes, in units of 64 bytes: about the size of a small object.
    pub memory: u64,
    /// Bytes that it prints.
    pub output: usize,
    /// How deep calls nest before Python's RecursionError.
    pub depth: usize,
}

/// A warning that a library gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Its category: `SAWarning`, …
    pub category: Rc<str>,
    /// Its text.
    pub message: String,
    /// The line of the script, from 1.
    pub line: usize,
}

/// What is being run.
#[derive(Default)]
pub(in crate::orm::python) struct Running {
    /// The bodies that are being run, the innermost last.
    pub frames: Vec<Frame>,
    /// The exceptions that are being handled, the innermost last.
    pub handled: Vec<Rc<Instance>>,
    /// The classes that scripts made, for `__subclasses__()`.
    pub classes: Vec<std::rc::Weak<Class>>,
    /// The script says `from __future__ import annotations`.
    pub postponed: bool,
    /// Where the expression stands that is being worked out.
    pub span: Cell<Span>,
    /// The number of the text that is being run, from 1.
    pub text: u32,
    /// Where a bound was met, in the text that is being run.
    pub halted: Cell<Option<Span>>,
}

/// A body that is being run.
pub(in crate::orm::python) struct Frame {
    /// Its variables.
    pub scope: Rc<Scope>,
    /// Whose body it is; none for the script's and for a class's.
    pub function: Option<Rc<Function>>,
    /// The number of the text that it stands in.
    pub text: u32,
}
