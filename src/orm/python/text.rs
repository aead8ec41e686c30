//! `str()`, `repr()` and `format()` of any value.

use std::rc::Rc;

use crate::orm::python::{Machine, Run, Value};

impl Machine {
    /// `str(value)`.
    pub fn str(&mut self, value: &Value) -> Run<Rc<str>> {
        todo!()
    }
    /// `repr(value)`.
    pub fn repr(&mut self, value: &Value) -> Run<Rc<str>> {
        todo!()
    }
    /// `format(value, spec)`, which is also what an f-string does with `{value:spec}`.
    pub fn format(&mut self, value: &Value, spec: &str) -> Run<Rc<str>> {
        todo!()
    }
}
