//! Classes and their objects, and modules.

use std::any::Any;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use crate::orm::python::{Builtin, Meta, Names, Value};

/// A class. Looking a name up goes through `mro`, the class itself first.
pub struct Class {
    /// Its name.
    pub name: Rc<str>,
    /// Where it was defined: `__main__`, `builtins`, `sqlalchemy.exc`, …
    pub module: Rc<str>,
    /// The classes that it was derived from, as written.
    pub bases: Vec<Rc<Class>>,
    /// The line of ancestors without the class itself; `object` is last.
    pub ancestors: Vec<Rc<Class>>,
    /// Its attributes, in order.
    pub dict: RefCell<Names>,
    /// Names that were annotated in its body, in order: the value of the annotation, or its
    /// source text as a `str` under `from __future__ import annotations`.
    pub annotations: RefCell<Names>,
    /// What a library makes of this class and of those derived from it; it may take a class over
    /// that is there already.
    pub meta: OnceCell<Rc<dyn Meta>>,
    /// What a library keeps with this very class, such as its mapper.
    pub slot: RefCell<Option<Rc<dyn Any>>>,
    /// For one of Python's own types: what makes a value of it when it is called.
    pub construct: Option<Rc<Builtin>>,
    /// The line of the script where it was defined, from 1; 0 for others.
    pub line: usize,
}

/// An object of a class.
pub struct Instance {
    /// Its class.
    pub class: Rc<Class>,
    /// Its attributes: `__dict__`.
    pub dict: RefCell<Names>,
    /// What a library keeps with it, such as the state of a mapped object.
    pub slot: OnceCell<Rc<dyn Any>>,
    /// A number of its own, from which `0x…` and `id()` are made.
    pub identity: u64,
}

/// `property`.
pub struct Property {
    /// What reads it.
    pub get: Option<Value>,
    /// What sets it.
    pub set: Option<Value>,
    /// What deletes it.
    pub delete: Option<Value>,
}

/// A module, of Python's or of a library.
pub struct Module {
    /// Its full name, as `sqlalchemy.orm`.
    pub name: Rc<str>,
    /// What is in it.
    pub names: RefCell<Names>,
}
