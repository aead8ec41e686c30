//! What stands in a dict that a script gave as an argument.

use std::rc::Rc;

use crate::orm::python::{Dict, Machine, Run, Value};

/// The keys and values, in order.
///
/// # Errors
///
/// None of its own.
pub(super) fn entries(machine: &mut Machine, dict: &Rc<Dict>) -> Run<Vec<(Value, Value)>> {
    let dict = Value::Dict(Rc::clone(dict));
    let mut found = Vec::new();
    for key in machine.collect(&dict)? {
        let value = machine.item(&dict, &key)?;
        found.push((key, value));
    }
    Ok(found)
}

/// As [`entries`], with the keys as texts.
///
/// # Errors
///
/// None of its own.
pub(super) fn named(machine: &mut Machine, dict: &Rc<Dict>) -> Run<Vec<(Rc<str>, Value)>> {
    let mut found = Vec::new();
    for (key, value) in entries(machine, dict)? {
        found.push((machine.str(&key)?, value));
    }
    Ok(found)
}
