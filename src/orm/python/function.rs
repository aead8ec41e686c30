//! Functions, what they are called with, and their variables.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use crate::orm::python::syntax;
use crate::orm::python::{Class, Machine, Names, Run, Value};

/// A function that the script defined.
pub struct Function {
    /// Its name; `<lambda>` for a lambda.
    pub name: Rc<str>,
    /// Its name with the classes and functions around it, as `User.__repr__`.
    pub qualified: Rc<str>,
    /// Parameters and body.
    pub code: Rc<syntax::Lambda>,
    /// The variables of the functions around it, or of the script.
    pub scope: Rc<Scope>,
    /// The values of default parameters, by position in the list of parameters.
    pub defaults: Vec<Option<Value>>,
    /// Attributes that were set on it.
    pub dict: RefCell<Names>,
    /// The number of the text that it stands in, of those that were run.
    pub text: u32,
}

/// Variables of one call, or of the script.
pub struct Scope {
    /// The variables.
    pub names: RefCell<Names>,
    /// Where else to look: the function around it, at last the script.
    pub outer: Option<Rc<Scope>>,
    /// It is a class's body, which functions within do not look into.
    pub is_class: bool,
    /// The class that came of the body, for `super()`.
    pub class: OnceCell<std::rc::Weak<Class>>,
}

/// A function bound to the object that it was looked up on.
pub struct Method {
    /// The object, passed first.
    pub receiver: Value,
    /// The function.
    pub function: Value,
}

/// A function of Python or of a library, written in Rust.
pub struct Builtin {
    /// Its name, as messages and `repr` say it.
    pub name: Rc<str>,
    /// The object of a library whose method it is.
    pub of: Option<Rc<dyn crate::orm::python::Native>>,
    /// What it does.
    pub run: Box<Runs>,
}

/// What a function that is written in Rust does.
pub type Runs = dyn Fn(&mut Machine, Args) -> Run<Value>;

/// A value within `staticmethod`, `classmethod` or `super`.
pub struct Wrapped(pub Value);

/// What a call was given.
#[derive(Clone, Default)]
pub struct Args {
    /// By position.
    pub positional: Vec<Value>,
    /// By name, in order.
    pub named: Vec<(Rc<str>, Value)>,
}

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
