//! The first arguments of functions that take two.

use crate::orm::python::Value;

/// The first two of what was bound.
pub(super) fn two(values: Vec<Option<Value>>) -> [Option<Value>; 2] {
    let mut values = values.into_iter();
    [values.next().flatten(), values.next().flatten()]
}
