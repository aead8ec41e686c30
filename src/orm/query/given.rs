//! What a script gave to be run.

use std::rc::Rc;

use super::super::core::{Element, Kind, Statement, TextClause, engine::built, errors};
use super::super::python::{Machine, Run, Stop, Value};

/// What a script gave to be run.
///
/// # Errors
///
/// ArgumentError and ObjectNotExecutableError for what cannot be.
pub fn statement(machine: &mut Machine, value: &Value) -> Run<Statement> {
    if let Some(statement) = built(value) {
        return Ok(statement);
    }
    if let Some(text) = value.native::<TextClause>() {
        return Ok(Statement::Text(text));
    }
    if let Some(expr) = value.native::<Element>() {
        return Ok(match &expr.kind {
            Kind::Text(text) => Statement::Text(Rc::clone(text)),
            _ => Statement::Expr(expr),
        });
    }
    Err(refused(machine, value)?)
}

fn refused(machine: &mut Machine, statement: &Value) -> Run<Stop> {
    let shown = machine.repr(statement)?;
    if is_query(statement) {
        let text = format!("Not an executable object: {shown}");
        return Ok(errors::raise(machine, "ObjectNotExecutableError", text));
    }
    let text = if statement.as_str().is_some() {
        format!("Textual SQL expression {shown} should be explicitly declared as text({shown})")
    } else {
        format!("Executable SQL or text() construct expected, got {shown}.")
    };
    Ok(errors::raise(machine, "ArgumentError", text))
}

/// A `Query`, which a session does not run.
fn is_query(value: &Value) -> bool {
    matches!(value, Value::Native(native) if matches!(&*native.type_name(), "Query" | "AppenderQuery"))
}
