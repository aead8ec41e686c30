//! The mathematical functions that SQLite has when it is compiled with them
//! (<https://sqlite.org/lang_mathfunc.html>); the bundled one is not.

use rusqlite::functions::FunctionFlags;
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Result};

/// A cell taken as a number.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Number {
    Integer(i64),
    Real(f64),
}

type OfOne = (&'static str, fn(f64) -> f64);
type OfTwo = (&'static str, fn(f64, f64) -> f64);

/// Functions of one number. Where they are not defined they give NaN, which SQLite makes NULL.
const OF_ONE: [OfOne; 20] = [
    ("acos", f64::acos),
    ("acosh", f64::acosh),
    ("asin", f64::asin),
    ("asinh", f64::asinh),
    ("atan", f64::atan),
    ("atanh", f64::atanh),
    ("cos", f64::cos),
    ("cosh", f64::cosh),
    ("degrees", f64::to_degrees),
    ("exp", f64::exp),
    ("ln", |x| logarithm(x, f64::ln)),
    ("log", |x| logarithm(x, f64::log10)),
    ("log10", |x| logarithm(x, f64::log10)),
    ("log2", |x| logarithm(x, f64::log2)),
    ("radians", f64::to_radians),
    ("sin", f64::sin),
    ("sinh", f64::sinh),
    ("sqrt", f64::sqrt),
    ("tan", f64::tan),
    ("tanh", f64::tanh),
];

/// Functions of one number that leave integers as they are.
const ROUNDING: [OfOne; 4] =
    [("ceil", f64::ceil), ("ceiling", f64::ceil), ("floor", f64::floor), ("trunc", f64::trunc)];

/// Functions of two numbers.
const OF_TWO: [OfTwo; 5] = [
    ("atan2", f64::atan2),
    ("log", |base, x| logarithm(x, f64::ln) / base_of(base)),
    ("mod", |x, y| x % y),
    ("pow", f64::powf),
    ("power", f64::powf),
];

/// Registers every function.
pub(super) fn register(connection: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS;
    for (name, function) in OF_ONE {
        connection.create_scalar_function(name, 1, flags, move |context| {
            Ok(number(context.get_raw(0)).map(|x| function(x.real())))
        })?;
    }
    for (name, function) in ROUNDING {
        connection.create_scalar_function(name, 1, flags, move |context| {
            Ok(match number(context.get_raw(0)) {
                None => Value::Null,
                Some(Number::Integer(whole)) => Value::Integer(whole),
                Some(Number::Real(x)) => Value::Real(function(x)),
            })
        })?;
    }
    for (name, function) in OF_TWO {
        connection.create_scalar_function(name, 2, flags, move |context| {
            let first = number(context.get_raw(0));
            let second = number(context.get_raw(1));
            Ok(first.zip(second).map(|(x, y)| function(x.real(), y.real())))
        })?;
    }
    connection.create_scalar_function("pi", 0, flags, |_| Ok(std::f64::consts::PI))
}

impl Number {
    fn real(self) -> f64 {
        match self {
            Self::Integer(whole) => whole as f64,
            Self::Real(number) => number,
        }
    }
}

/// SQLite gives NULL where the logarithm is not finite, too.
fn logarithm(x: f64, log: fn(f64) -> f64) -> f64 {
    if x > 0.0 { log(x) } else { f64::NAN }
}

/// The logarithm of a base; a base must be greater than 1.
fn base_of(base: f64) -> f64 {
    if base > 1.0 { base.ln() } else { f64::NAN }
}

/// A cell as a number: also text that is one, with white space around it.
fn number(cell: ValueRef<'_>) -> Option<Number> {
    match cell {
        ValueRef::Integer(whole) => Some(Number::Integer(whole)),
        ValueRef::Real(number) => Some(Number::Real(number)),
        ValueRef::Text(bytes) => {
            let space = [' ', '\t', '\n', '\u{b}', '\u{c}', '\r'];
            let text = std::str::from_utf8(bytes).ok()?.trim_matches(space);
            // Rust knows words such as "inf", too.
            let digits = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'e' | 'E');
            if !text.chars().all(digits) {
                return None;
            }
            let whole = text.parse().map(Number::Integer);
            whole.or_else(|_| text.parse().map(Number::Real)).ok()
        }
        ValueRef::Null | ValueRef::Blob(_) => None,
    }
}
