//! Results and their rows, as a script sees them.

use std::rc::Rc;

use super::ResultColumn;
use crate::orm::python::{Native, Value};

/// A row: a tuple whose values have names.
pub struct Row {
    /// The names.
    pub columns: Rc<[ResultColumn]>,
    /// The values.
    pub values: Vec<Value>,
}

impl Native for Row {
    fn type_name(&self) -> Rc<str> {
        "Row".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}
