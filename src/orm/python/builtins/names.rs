//! Names of functions, and of what is not supported.

use std::rc::Rc;

use crate::orm::python::{Args, Machine, Names, Run, Value};

type Body = fn(&mut Machine, Args) -> Run<Value>;

/// Functions by name.
pub(crate) fn functions(list: &[(&'static str, Body)]) -> Names {
    list.iter().map(|(name, body)| (Rc::from(*name), Value::function(name, *body))).collect()
}

/// A function that says that it is not supported.
pub(crate) fn refused(what: &'static str) -> Value {
    Value::function(what, move |machine, _| Err(machine.unsupported(what)))
}
