//! How arguments become parameters.

use std::rc::Rc;

use crate::orm::python::machine::Taken;
use crate::orm::python::{Args, Machine, Run, Value};

impl Args {
    /// Sorts the arguments into parameters, with Python's TypeErrors. A parameter is a name, with
    /// `?` at its end where it may be missing; `/` alone makes what precedes it positional-only,
    /// `*` alone makes what follows keyword-only, `*args` takes the rest by position and
    /// `**keywords` the rest by name.
    pub fn bind(self, machine: &mut Machine, function: &str, parameters: &[&str]) -> Run<Taken> {
        todo!()
    }
}
