//! `version_id_col`: a column that counts the changes of a row, so that a change of what somebody
//! else has changed meanwhile is found.

use std::rc::Rc;

use crate::orm::core::Column;
use crate::orm::python::{Args, Machine, Run, Value};

/// The column, and where its values come from.
pub struct Version {
    /// The column.
    pub column: Rc<Column>,
    /// Its attribute.
    pub key: Rc<str>,
    /// `version_id_generator`.
    pub generator: Generator,
}

/// What makes the next version of the one before.
pub enum Generator {
    /// It is counted from 1.
    Count,
    /// A function of the version before, `None` for a new row.
    Function(Value),
    /// `False`: the script sets it, or the database.
    Nothing,
}

impl Version {
    /// The version that follows another, `None` for a new row; none where the script sets it.
    ///
    /// # Errors
    ///
    /// What the script's function raises.
    pub fn next(&self, machine: &mut Machine, before: &Value) -> Run<Option<Value>> {
        Ok(match (&self.generator, before) {
            (Generator::Count, Value::Int(before)) => Some(Value::Int(before.saturating_add(1))),
            (Generator::Count, _) => Some(Value::Int(1)),
            (Generator::Function(function), before) => {
                Some(machine.call(function, Args::of(vec![before.clone()]))?)
            }
            (Generator::Nothing, _) => None,
        })
    }
}
