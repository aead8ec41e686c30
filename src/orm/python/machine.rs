//! What the machine can do, as libraries call it.

use std::rc::Rc;

use super::{Args, Machine, Run, Value};

/// What is asked for a name that a text to evaluate does not find: its value, or none.
pub type Missing<'m> = &'m dyn Fn(&mut Machine, &str) -> Run<Option<Value>>;

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
