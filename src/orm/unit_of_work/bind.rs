//! What a session is bound to, as a script gives it and sees it.

use std::rc::Rc;

use super::super::core::{Connection, Engine, errors};
use super::super::python::{Machine, Run, Value};
use super::Bind;

/// What a session is bound to, as a value.
pub fn bind_value(bind: Option<&Bind>) -> Value {
    match bind {
        None => Value::None,
        Some(Bind::Engine(engine)) => Value::Native(Rc::clone(engine) as _),
        Some(Bind::Connection(connection)) => Value::Native(Rc::clone(connection) as _),
    }
}

/// What a session can be bound to, of a value.
///
/// # Errors
///
/// ArgumentError where it is neither an engine nor a connection.
pub fn bind_of(machine: &mut Machine, value: &Value) -> Run<Option<Bind>> {
    if value.is_none() {
        return Ok(None);
    }
    if let Some(engine) = value.native::<Engine>() {
        return Ok(Some(Bind::Engine(engine)));
    }
    if let Some(connection) = value.native::<Connection>() {
        return Ok(Some(Bind::Connection(connection)));
    }
    let shown = machine.repr(value)?;
    let text = format!("Not an acceptable bind target: {shown}");
    Err(errors::raise(machine, "ArgumentError", text))
}
