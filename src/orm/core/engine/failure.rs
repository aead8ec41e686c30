//! Errors of the database, as SQLAlchemy wraps those of `sqlite3`.

use std::rc::Rc;

use crate::orm::core::{DatabaseError, errors};
use crate::orm::python::{Bound, Class, Machine, Raised, Run, Stop, Value};

/// The longest text of one value in a message.
const LONGEST: usize = 300;
/// Rows of values in a message.
const ROWS: usize = 10;

/// What raises an error of the database; `sent` is what was sent with it, a tuple or a list of
/// tuples.
pub fn raise(machine: &mut Machine, error: DatabaseError, sql: &str, sent: Option<Value>) -> Stop {
    let (code, message) = match error {
        DatabaseError::Sqlite { code, message } => (code, message),
        DatabaseError::Stopped(bound) => return Stop::Bounds(bound),
        DatabaseError::Unsupported(what) => return machine.unsupported(what),
    };
    if code & 0xff == 7 {
        return Stop::Bounds(Bound::Memory);
    }
    driver(machine, class_of(code), &message, sql, sent)
}

/// What raises an error of the driver's, by the name of its class.
pub fn driver(
    machine: &mut Machine,
    name: &str,
    message: &str,
    sql: &str,
    sent: Option<Value>,
) -> Stop {
    let Some(class) = sqlite_class(machine, name) else {
        return errors::raise(machine, name, message);
    };
    let orig = machine.exception(&class, vec![Value::str(message)]);
    let head = format!("(sqlite3.{name}) {message}");
    wrapped(machine, name, head, Value::Instance(orig), sql, sent, page(name))
}

/// What raises a StatementError for what went wrong before anything was sent.
///
/// # Errors
///
/// A stop that is no exception is given on as it is.
pub fn statement(machine: &mut Machine, stop: Stop, sql: &str, sent: Option<Value>) -> Stop {
    let Stop::Raised(raised) = stop else { return stop };
    match statement_of(machine, &raised, sql, sent) {
        Ok(stop) | Err(stop) => stop,
    }
}

fn statement_of(
    machine: &mut Machine,
    raised: &Raised,
    sql: &str,
    sent: Option<Value>,
) -> Run<Stop> {
    let exception = Value::Instance(Rc::clone(&raised.exception));
    let class = &raised.exception.class;
    let module = match &*class.module {
        "" | "builtins" => "builtins".to_owned(),
        other => other.to_owned(),
    };
    let text = machine.str(&exception)?;
    let head = format!("({module}.{}) {text}", class.name);
    let code = text.starts_with("A value is required for bind parameter").then_some("cd3x");
    let mut stop = wrapped(machine, "StatementError", head, exception, sql, sent, code);
    if let Stop::Raised(wrapper) = &mut stop {
        // It has the traceback of what it wraps.
        let kept = wrapper.exception.as_exception();
        *kept.cause.borrow_mut() = Some(Rc::clone(&raised.exception));
        *kept.lines.borrow_mut() = raised.lines.clone();
        kept.span.set(raised.span);
        (wrapper.lines, wrapper.span) = (raised.lines.clone(), raised.span);
    }
    Ok(stop)
}

fn wrapped(
    machine: &mut Machine,
    name: &str,
    head: String,
    orig: Value,
    sql: &str,
    sent: Option<Value>,
    code: Option<&str>,
) -> Stop {
    let argument = head.clone();
    let mut text = head;
    if !sql.is_empty() {
        text.push_str(&format!("\n[SQL: {sql}]"));
    }
    if let Some(sent) = sent.as_ref().filter(|sent| !is_empty(sent)) {
        match shown(machine, sent) {
            Ok(shown) => text.push_str(&format!("\n[parameters: {shown}]")),
            Err(stop) => return stop,
        }
    }
    if let Some(code) = code {
        text.push_str(&format!("\n(Background on this error at: https://sqlalche.me/e/21/{code})"));
    }
    let class = errors::class(machine, name);
    let exception = machine.exception(&class, vec![Value::str(argument)]);
    errors::shown_as(&exception, &text);
    {
        let mut dict = exception.dict.borrow_mut();
        dict.insert("orig".into(), orig);
        dict.insert("statement".into(), Value::str(sql));
        dict.insert("params".into(), sent.unwrap_or(Value::None));
        dict.insert("code".into(), code.map_or(Value::None, Value::str));
    }
    machine.stop(exception)
}

fn is_empty(sent: &Value) -> bool {
    match sent {
        Value::Tuple(items) => items.is_empty(),
        Value::List(list) => list.items.borrow().is_empty(),
        Value::None => true,
        _ => false,
    }
}

/// What was sent, as SQLAlchemy shows it: long values and long lists are cut.
fn shown(machine: &mut Machine, sent: &Value) -> Run<String> {
    let Value::List(list) = sent else { return row(machine, sent) };
    let rows = list.items.borrow().clone();
    let mut texts = Vec::with_capacity(rows.len().min(ROWS));
    if rows.len() <= ROWS {
        for one in &rows {
            texts.push(row(machine, one)?);
        }
        return Ok(format!("[{}]", texts.join(", ")));
    }
    let (first, last) = (rows.iter().take(ROWS - 2), rows.iter().skip(rows.len() - 2));
    for one in first {
        texts.push(row(machine, one)?);
    }
    let mut ends = Vec::with_capacity(2);
    for one in last {
        ends.push(row(machine, one)?);
    }
    Ok(format!(
        "[{}  ... displaying {ROWS} of {} total bound parameter sets ...  {}]",
        texts.join(", "),
        rows.len(),
        ends.join(", ")
    ))
}

fn row(machine: &mut Machine, values: &Value) -> Run<String> {
    match values {
        Value::Tuple(values) => {
            let mut texts = Vec::with_capacity(values.len());
            for value in values.iter() {
                texts.push(cut(&machine.repr(value)?));
            }
            let comma = if texts.len() == 1 { "," } else { "" };
            Ok(format!("({}{comma})", texts.join(", ")))
        }
        other => Ok(machine.repr(other)?.to_string()),
    }
}

fn cut(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    if letters.len() <= LONGEST {
        return text.to_owned();
    }
    let segment = LONGEST / 2;
    let first: String = letters.iter().take(segment).collect();
    let last: String = letters.iter().skip(letters.len() - segment).collect();
    let left = letters.len() - 2 * segment;
    format!("{first} ... ({left} characters truncated) ... {last}")
}

fn sqlite_class(machine: &Machine, name: &str) -> Option<Rc<Class>> {
    let module = machine.modules.get("sqlite3")?;
    match module.names.borrow().get(name) {
        Some(Value::Class(class)) => Some(Rc::clone(class)),
        _ => None,
    }
}

/// The class that Python's `sqlite3` has for one of SQLite's result codes.
fn class_of(code: i32) -> &'static str {
    match code & 0xff {
        2 | 12 => "InternalError",
        1 | 3..=6 | 8..=10 | 13..=17 => "OperationalError",
        18 => "DataError",
        19 | 20 => "IntegrityError",
        21 => "ProgrammingError",
        25 => "InterfaceError",
        _ => "DatabaseError",
    }
}

/// SQLAlchemy's page about a class of errors.
fn page(class: &str) -> Option<&'static str> {
    Some(match class {
        "IntegrityError" => "gkpj",
        "OperationalError" => "e3q8",
        "ProgrammingError" => "f405",
        "InterfaceError" => "rvf5",
        "DataError" => "9h9h",
        "DatabaseError" => "4xp6",
        "InternalError" => "2j85",
        "NotSupportedError" => "tw8g",
        _ => return None,
    })
}
