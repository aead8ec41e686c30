//! Values on their way back from the database.

use jiff::civil::{Date, DateTime, Time};
use rust_decimal::Decimal;

use super::bind::{dialect, unknown_member};
use crate::orm::core::{Type, TypeKind};
use crate::orm::python::{Args, Machine, Run, Value};
use crate::rows::Value as Cell;

/// A cell as `sqlite3` gives it.
pub fn raw(cell: &Cell) -> Value {
    match cell {
        Cell::Null => Value::None,
        Cell::Integer(number) => Value::Int(*number),
        Cell::Real(number) => Value::Float(*number),
        Cell::Text(text) => Value::str(text),
        Cell::Blob(bytes) => Value::Bytes(bytes.as_slice().into()),
    }
}

impl Type {
    /// A cell as the script gets it.
    ///
    /// # Errors
    ///
    /// LookupError for an Enum's unknown name, ValueError for text that is no date.
    pub fn result(&self, machine: &mut Machine, cell: &Cell) -> Run<Value> {
        if let TypeKind::Decorator { object, inner } = &*self.0 {
            let value = inner.result(machine, cell)?;
            let hook = machine.attribute_if_any(object, "process_result_value")?;
            let Some(hook) = hook else { return Ok(value) };
            let args = Args::of(vec![value, dialect(machine)]);
            return machine.call(&hook, args);
        }
        if *cell == Cell::Null {
            return Ok(Value::None);
        }
        match (&*self.0, cell) {
            (TypeKind::Named { like, .. }, _) => like.result(machine, cell),
            (TypeKind::Boolean { .. }, Cell::Integer(number)) => Ok(Value::Bool(*number != 0)),
            (TypeKind::Boolean { .. }, _) => {
                let value = raw(cell);
                machine.truth(&value).map(Value::Bool)
            }
            (TypeKind::Numeric { as_decimal: true, scale, .. }, _) => {
                decimal(machine, cell, scale.unwrap_or(10))
            }
            (
                TypeKind::Float { as_decimal: true, .. } | TypeKind::Double { as_decimal: true },
                _,
            ) => decimal(machine, cell, 10),
            (TypeKind::Numeric { as_decimal: false, .. }, Cell::Integer(number)) => {
                Ok(Value::Float(*number as f64))
            }
            (TypeKind::DateTime, _) => {
                let Cell::Text(text) = cell else { return not_text(machine) };
                match datetime(text) {
                    Some(moment) => Ok(Value::DateTime(moment)),
                    None => bad_text(machine, text),
                }
            }
            (TypeKind::Date, _) => {
                let Cell::Text(text) = cell else { return not_text(machine) };
                match date(text) {
                    Some(day) => Ok(Value::Date(day)),
                    None => bad_text(machine, text),
                }
            }
            (TypeKind::Time, _) => {
                let Cell::Text(text) = cell else { return not_text(machine) };
                match time(text) {
                    Some(time) => Ok(Value::Time(time)),
                    None => bad_text(machine, text),
                }
            }
            (TypeKind::Interval, _) => {
                let Cell::Text(text) = cell else { return not_text(machine) };
                let epoch = Date::constant(1970, 1, 1).to_datetime(Time::midnight());
                let Some(moment) = datetime(text) else { return bad_text(machine, text) };
                let nanos = moment.duration_since(epoch).as_nanos() / 1000;
                Ok(Value::Delta(i64::try_from(nanos).unwrap_or(i64::MAX)))
            }
            (TypeKind::Enum(own), _) => {
                let text = match cell {
                    Cell::Text(text) => text.clone(),
                    other => {
                        let value = raw(other);
                        machine.str(&value)?.to_string()
                    }
                };
                match own.names.iter().position(|name| **name == *text) {
                    Some(index) => Ok(own.values.get(index).cloned().unwrap_or(Value::None)),
                    None => Err(unknown_member(machine, own, &text)),
                }
            }
            (TypeKind::Json { .. }, Cell::Text(text)) => machine.json_value(text),
            (TypeKind::Json { .. }, _) => Ok(raw(cell)),
            (TypeKind::Uuid { as_uuid }, Cell::Text(text)) => {
                let digits: String = text.chars().filter(|c| *c != '-').collect();
                let Ok(number) = u128::from_str_radix(&digits, 16) else {
                    return Err(machine.error("ValueError", "badly formed hexadecimal UUID string"));
                };
                let value = Value::Uuid(number);
                if *as_uuid { Ok(value) } else { machine.str(&value).map(Value::Str) }
            }
            (TypeKind::LargeBinary { .. }, Cell::Text(text)) => {
                Ok(Value::Bytes(text.as_bytes().into()))
            }
            _ => Ok(raw(cell)),
        }
    }
}

fn not_text(machine: &mut Machine) -> Run<Value> {
    Err(machine.error("TypeError", "fromisoformat: argument must be str"))
}

fn bad_text(machine: &mut Machine, text: &str) -> Run<Value> {
    let text = machine.repr(&Value::str(text))?;
    Err(machine.error("ValueError", format!("Invalid isoformat string: {text}")))
}

fn decimal(machine: &mut Machine, cell: &Cell, scale: i64) -> Run<Value> {
    let number = match cell {
        Cell::Integer(number) => *number as f64,
        Cell::Real(number) => *number,
        _ => {
            let value = raw(cell);
            let class = machine.class_of(&value).name.clone();
            return Err(machine.error("TypeError", format!("must be real number, not {class}")));
        }
    };
    let scale = usize::try_from(scale).unwrap_or(0).min(28);
    let text = format!("{number:.scale$}");
    match Decimal::from_str_exact(&text) {
        Ok(number) => Ok(Value::Decimal(number)),
        Err(_) => Err(machine.unsupported("a Decimal of so many digits")),
    }
}

/// Two parts at a separator, where there is one.
fn date(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if year.len() != 4 || month.len() != 2 || day.len() != 2 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn time(text: &str) -> Option<Time> {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, fraction),
        None => (text, ""),
    };
    if !fraction.chars().all(|c| c.is_ascii_digit()) || (text.contains('.') && fraction.is_empty())
    {
        return None;
    }
    let mut parts = whole.split(':');
    let mut next =
        || parts.next().map(|part| if part.len() == 2 { part.parse().ok() } else { None });
    let hour = next()??;
    let minute = next().unwrap_or(Some(0))?;
    let second = next().unwrap_or(Some(0))?;
    let digits: String = fraction.chars().chain("000000".chars()).take(6).collect();
    let micros: i32 = digits.parse().ok()?;
    Time::new(hour, minute, second, micros * 1000).ok()
}

fn datetime(text: &str) -> Option<DateTime> {
    if !text.is_ascii() {
        return None;
    }
    if text.len() == 10 {
        return Some(date(text)?.to_datetime(Time::midnight()));
    }
    let (day, rest) = (text.get(..10)?, text.get(11..)?);
    Some(date(day)?.to_datetime(time(rest)?))
}
