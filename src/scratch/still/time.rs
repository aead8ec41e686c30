//! SQLite's date and time functions, with a clock that stands still.
//!
//! Only the words for the present are ours. Everything else is done by SQLite itself, on a second
//! connection on which its own functions are not hidden (<https://sqlite.org/lang_datefunc.html>).

use std::fmt::Write;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::functions::Context;
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, params_from_iter};

use super::{Still, flags};

/// A function of SQLite's, and which of its arguments are points in time.
#[derive(Debug, Clone, Copy)]
struct Function {
    name: &'static str,
    /// How many arguments it takes; -1 for any number.
    arity: i32,
    /// The argument that is a point in time. Where it is left out, it is the present; what
    /// follows it modifies it.
    time: usize,
}

const FUNCTIONS: [Function; 7] = [
    Function { name: "date", arity: -1, time: 0 },
    Function { name: "time", arity: -1, time: 0 },
    Function { name: "datetime", arity: -1, time: 0 },
    Function { name: "julianday", arity: -1, time: 0 },
    Function { name: "unixepoch", arity: -1, time: 0 },
    Function { name: "strftime", arity: -1, time: 1 },
    Function { name: "timediff", arity: 2, time: 0 },
];

const CURRENT: [(&str, &str); 3] =
    [("current_date", "date"), ("current_time", "time"), ("current_timestamp", "datetime")];

/// A connection with SQLite's own functions, opened when first needed.
type Original = Arc<Mutex<Option<Connection>>>;

pub(super) fn register(connection: &Connection, still: &Still) -> rusqlite::Result<()> {
    let original = Original::default();
    for function in FUNCTIONS {
        let (still, original) = (still.clone(), Arc::clone(&original));
        connection.create_scalar_function(
            function.name,
            function.arity,
            flags(),
            move |context| {
                let call = Call::of(function, context, still.get().unix_seconds);
                call.ask(&original)
            },
        )?;
    }
    for (name, behind) in CURRENT {
        let (still, original) = (still.clone(), Arc::clone(&original));
        connection.create_scalar_function(name, 0, flags(), move |_| {
            let mut call = Call::new(behind);
            call.push(PRESENT, Value::Integer(still.get().unix_seconds));
            call.ask(&original)
        })?;
    }
    Ok(())
}

/// A call of one of SQLite's own functions: `SELECT name(?, …)`.
#[derive(Debug)]
struct Call {
    sql: String,
    values: Vec<Value>,
}

/// How the present is written for SQLite, bound to seconds since 1970.
const PRESENT: &str = "datetime(?, 'unixepoch')";
const GIVEN: &str = "?";

impl Call {
    fn new(name: &str) -> Self {
        Self { sql: format!("SELECT {name}("), values: Vec::new() }
    }

    /// The call as the learner's statement makes it, with the present put in.
    fn of(function: Function, context: &Context<'_>, now: i64) -> Self {
        let mut call = Self::new(function.name);
        let mut exact = false;
        let count = context.len();
        for index in 0..count {
            let given = context.get_raw(index);
            let is_time = index == function.time || function.arity == 2;
            if is_time && (is(given, &["now"]) || is(given, &["subsec", "subsecond"])) {
                exact |= function.arity != 2 && !is(given, &["now"]);
                call.push(PRESENT, Value::Integer(now));
            } else if index > function.time && !is_time && is(given, &["localtime", "utc"]) {
                call.push(GIVEN, Value::Text("+0 seconds".to_owned()));
            } else {
                call.push(GIVEN, owned(given));
            }
        }
        if count == function.time {
            call.push(PRESENT, Value::Integer(now));
        }
        if exact {
            call.push(GIVEN, Value::Text("subsec".to_owned()));
        }
        call
    }

    fn push(&mut self, form: &str, value: Value) {
        let comma = if self.values.is_empty() { "" } else { ", " };
        // Writing to a String cannot fail.
        let _ = write!(self.sql, "{comma}{form}");
        self.values.push(value);
    }

    fn ask(mut self, original: &Mutex<Option<Connection>>) -> rusqlite::Result<Value> {
        self.sql.push(')');
        let mut original = original.lock().unwrap_or_else(PoisonError::into_inner);
        let connection = match &mut *original {
            Some(connection) => connection,
            none => none.insert(Connection::open_in_memory()?),
        };
        let mut prepared = connection.prepare_cached(&self.sql)?;
        prepared.query_row(params_from_iter(self.values), |row| row.get(0))
    }
}

/// An argument to hand on. SQLite takes bytes as text here, so text that is not UTF-8 goes as bytes.
fn owned(given: ValueRef<'_>) -> Value {
    match given {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Real(number) => Value::Real(number),
        ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Value::Text(text.to_owned()),
            Err(_) => Value::Blob(bytes.to_vec()),
        },
        ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
    }
}

/// Whether an argument is one of these words, as SQLite reads it: in any case, up to a NUL.
fn is(given: ValueRef<'_>, words: &[&str]) -> bool {
    let (ValueRef::Text(bytes) | ValueRef::Blob(bytes)) = given else { return false };
    let read = bytes.split(|&byte| byte == 0).next().unwrap_or_default();
    words.iter().any(|word| read.eq_ignore_ascii_case(word.as_bytes()))
}
