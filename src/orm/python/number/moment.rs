//! Operators of dates, times and the spans between them.

use jiff::civil::{Date, DateTime};
use num_bigint::{BigInt, Sign};

use crate::orm::python::value::{DAY, date_of, days_of, from_start, since_start};
use crate::orm::python::{Binary, Machine, Run, Stop, Value};

/// Divides, rounding half to even.
fn divided(number: i128, by: i128) -> i128 {
    let (mut quotient, rest) = (number.div_euclid(by), number.rem_euclid(by));
    let twice = rest * 2;
    let size = by.abs();
    if twice > size || twice == size && quotient % 2 != 0 {
        quotient += if by > 0 { 1 } else { -1 };
    }
    quotient
}

impl Machine {
    fn out_of_range(&mut self) -> Stop {
        self.error("OverflowError", "date value out of range")
    }

    /// A span, or OverflowError.
    pub(in crate::orm::python) fn delta_of(&mut self, micros: i128) -> Run<Value> {
        let days = micros.div_euclid(i128::from(DAY));
        match i64::try_from(micros) {
            Ok(micros) if days.abs() <= 999_999_999 => Ok(Value::Delta(micros)),
            _ if days.abs() <= 999_999_999 => {
                Err(self.unsupported("a timedelta of more than 292,000 years"))
            }
            _ if i32::try_from(days).is_err() => {
                let text = "Python int too large to convert to C int";
                Err(self.error("OverflowError", text))
            }
            _ => {
                let text = format!("days={days}; must have magnitude <= 999999999");
                Err(self.error("OverflowError", text))
            }
        }
    }

    /// An operator between dates, times and spans.
    pub(super) fn moments(&mut self, op: Binary, a: &Value, b: &Value) -> Run<Option<Value>> {
        use Value as V;
        let value = match (op, a, b) {
            (Binary::Add, V::Date(date), V::Delta(delta))
            | (Binary::Add, V::Delta(delta), V::Date(date)) => self.date_plus(*date, *delta)?,
            (Binary::Subtract, V::Date(date), V::Delta(delta)) => {
                // Python takes the days of the span alone, rounded down before the sign.
                self.date_plus(*date, -delta.div_euclid(DAY) * DAY)?
            }
            (Binary::Subtract, V::Date(x), V::Date(y)) => {
                V::Delta(i64::from(days_of(*x) - days_of(*y)) * DAY)
            }
            (Binary::Add, V::DateTime(moment), V::Delta(delta))
            | (Binary::Add, V::Delta(delta), V::DateTime(moment)) => {
                self.moment_plus(*moment, *delta)?
            }
            (Binary::Subtract, V::DateTime(moment), V::Delta(delta)) => {
                self.moment_plus(*moment, -delta)?
            }
            (Binary::Subtract, V::DateTime(x), V::DateTime(y)) => {
                V::Delta(since_start(*x) - since_start(*y))
            }
            (Binary::Add, V::Delta(x), V::Delta(y)) => {
                self.delta_of(i128::from(*x) + i128::from(*y))?
            }
            (Binary::Subtract, V::Delta(x), V::Delta(y)) => {
                self.delta_of(i128::from(*x) - i128::from(*y))?
            }
            (Binary::Multiply, V::Delta(delta), V::Int(number))
            | (Binary::Multiply, V::Int(number), V::Delta(delta)) => {
                self.delta_of(i128::from(*delta) * i128::from(*number))?
            }
            (Binary::Multiply, V::Delta(delta), V::Big(number))
            | (Binary::Multiply, V::Big(number), V::Delta(delta)) => {
                let micros = BigInt::from(*delta) * &**number;
                self.delta_of(i128::try_from(micros).unwrap_or(i128::MAX))?
            }
            // Less than half of a microsecond, or one below nothing.
            (Binary::FloorDivide, V::Delta(delta), V::Big(number)) => {
                let is_below = *delta != 0 && (*delta < 0) != (number.sign() == Sign::Minus);
                V::Delta(-i64::from(is_below))
            }
            (Binary::Divide, V::Delta(_), V::Big(_)) => V::Delta(0),
            (Binary::Multiply, V::Delta(delta), V::Float(number))
            | (Binary::Multiply, V::Float(number), V::Delta(delta)) => {
                self.delta_of((*delta as f64 * number).round_ties_even() as i128)?
            }
            (
                Binary::Divide | Binary::FloorDivide | Binary::Modulo,
                V::Delta(_),
                V::Delta(0) | V::Int(0),
            ) => {
                let text = match (op, b) {
                    (Binary::Divide, V::Delta(_)) => "division by zero",
                    _ => "integer division or modulo by zero",
                };
                return Err(self.error("ZeroDivisionError", text));
            }
            (Binary::Divide, V::Delta(x), V::Delta(y)) => V::Float(*x as f64 / *y as f64),
            (Binary::Divide, V::Delta(x), V::Int(y)) => {
                self.delta_of(divided(i128::from(*x), i128::from(*y)))?
            }
            (Binary::Divide, V::Delta(_), V::Float(0.0)) => {
                return Err(self.error("ZeroDivisionError", "float division by zero"));
            }
            (Binary::Divide, V::Delta(x), V::Float(y)) => {
                self.delta_of((*x as f64 / y).round_ties_even() as i128)?
            }
            (Binary::FloorDivide, V::Delta(x), V::Delta(y)) => {
                return self.integers(op, *x, *y).map(Some);
            }
            (Binary::FloorDivide, V::Delta(x), V::Int(y)) => {
                let V::Int(micros) = self.integers(op, *x, *y)? else { return Ok(None) };
                V::Delta(micros)
            }
            (Binary::Modulo, V::Delta(x), V::Delta(y)) => {
                let V::Int(micros) = self.integers(op, *x, *y)? else { return Ok(None) };
                V::Delta(micros)
            }
            _ => return Ok(None),
        };
        Ok(Some(value))
    }

    fn date_plus(&mut self, date: Date, delta: i64) -> Run<Value> {
        let days = i64::from(days_of(date)) + delta.div_euclid(DAY);
        match date_of(days) {
            Some(date) => Ok(Value::Date(date)),
            None => Err(self.out_of_range()),
        }
    }

    fn moment_plus(&mut self, moment: DateTime, delta: i64) -> Run<Value> {
        match since_start(moment).checked_add(delta).and_then(from_start) {
            Some(moment) => Ok(Value::DateTime(moment)),
            None => Err(self.out_of_range()),
        }
    }
}
