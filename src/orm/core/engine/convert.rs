//! Values as Python's `sqlite3` hands them to SQLite, and as the log shows them.

use std::rc::Rc;

use super::failure;
use crate::orm::core::Parameter;
use crate::orm::core::types::bind::{date_text, datetime_text};
use crate::orm::python::builtins::aware::Aware;
use crate::orm::python::{Machine, Run, Value};
use crate::rows::Value as Cell;

/// One execution's values: as SQLite takes them, as the log keeps them, and as Python shows them.
#[derive(Default)]
pub(super) struct Row {
    pub(super) cells: Vec<Cell>,
    pub(super) logged: Vec<Parameter>,
    pub(super) shown: Vec<Value>,
}

impl Row {
    /// Adds a value that its type has converted.
    pub(super) fn push(&mut self, machine: &mut Machine, value: Value) -> Run<()> {
        let (cell, logged) = match &value {
            Value::None => (Cell::Null, Parameter::Null),
            Value::Bool(truth) => (Cell::Integer(i64::from(*truth)), Parameter::Bool(*truth)),
            Value::Int(number) => (Cell::Integer(*number), Parameter::Integer(*number)),
            Value::Big(_) => (Cell::Null, Parameter::Large(machine.str(&value)?)),
            Value::Float(number) => (Cell::Real(*number), Parameter::Real(*number)),
            Value::Str(text) => (Cell::Text(text.to_string()), Parameter::Text(Rc::clone(text))),
            Value::Bytes(bytes) => (Cell::Blob(bytes.to_vec()), Parameter::Bytes(Rc::clone(bytes))),
            // What `sqlite3` adapts by itself.
            Value::Date(day) => text_of(machine, &value, date_text(*day))?,
            Value::DateTime(moment) => {
                let text = datetime_text(*moment);
                let text = text.strip_suffix(".000000").unwrap_or(&text).to_owned();
                text_of(machine, &value, text)?
            }
            Value::Native(_) if value.native::<Aware>().is_some() => {
                let text = machine.str(&value)?.to_string();
                text_of(machine, &value, text)?
            }
            other => {
                let shown = machine.str(other)?;
                (Cell::Null, Parameter::Other(shown))
            }
        };
        self.cells.push(cell);
        self.logged.push(logged);
        self.shown.push(value);
        Ok(())
    }

    /// Has bytes that stand last shown as `sqlite3`'s `Binary`: where they stand in memory.
    pub(super) fn as_memory(&mut self, machine: &mut Machine) {
        if let Some(logged @ Parameter::Bytes(_)) = self.logged.last_mut() {
            let address = 0x7f00_0000_0000_u64 + machine.identity() * 16;
            *logged = Parameter::Other(format!("<memory at 0x{address:x}>").into());
        }
    }

    /// The values as the tuple that messages show.
    pub(super) fn tuple(&self) -> Value {
        Value::tuple(self.shown.clone())
    }

    /// Refuses what SQLite has no place for.
    pub(super) fn check(&self, machine: &mut Machine, sql: &str, sent: &Value) -> Run<()> {
        let large = self.logged.iter().position(|logged| matches!(logged, Parameter::Large(_)));
        let odd = self.logged.iter().zip(&self.shown).position(|(logged, shown)| {
            matches!(logged, Parameter::Other(_))
                && !matches!(shown, Value::Date(_) | Value::DateTime(_) | Value::Bytes(_))
                && shown.native::<Aware>().is_none()
        });
        if large.is_some_and(|large| odd.is_none_or(|odd| large < odd)) {
            let text = "Python int too large to convert to SQLite INTEGER";
            return Err(machine.error("OverflowError", text));
        }
        let Some(at) = odd else { return Ok(()) };
        let class = self.shown.get(at).map(|value| machine.class_of(value));
        let name = class.map_or_else(String::new, |class| match &*class.module {
            "builtins" | "" => class.name.to_string(),
            "__main__" => class.name.to_string(),
            module => format!("{module}.{}", class.name),
        });
        let message = format!("Error binding parameter {}: type '{name}' is not supported", at + 1);
        Err(failure::driver(machine, "ProgrammingError", &message, sql, Some(sent.clone())))
    }
}

fn text_of(machine: &mut Machine, value: &Value, text: String) -> Run<(Cell, Parameter)> {
    let shown = machine.str(value)?;
    Ok((Cell::Text(text), Parameter::Other(shown)))
}
