//! Operators of integers and floats.

use num_bigint::BigInt;
use rust_decimal::prelude::ToPrimitive;

use super::whole;
use crate::orm::python::{Binary, Machine, Run, Value};

/// The remainder with the sign of the divisor.
fn float_modulo(x: f64, y: f64) -> f64 {
    let rest = x % y;
    if rest == 0.0 {
        return rest.abs().copysign(y);
    }
    if (rest < 0.0) == (y < 0.0) { rest } else { rest + y }
}

/// The quotient rounded down, as CPython computes it: from the remainder.
fn float_floor(x: f64, y: f64) -> f64 {
    let rest = x % y;
    let mut quotient = (x - rest) / y;
    if rest != 0.0 && (y < 0.0) != (rest < 0.0) {
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return 0.0_f64.copysign(x / y);
    }
    let floor = quotient.floor();
    if quotient - floor > 0.5 { floor + 1.0 } else { floor }
}

impl Machine {
    /// An operator between integers.
    pub(super) fn integers(&mut self, op: Binary, x: i64, y: i64) -> Run<Value> {
        let number = match op {
            Binary::Add => x.checked_add(y),
            Binary::Subtract => x.checked_sub(y),
            Binary::Multiply => x.checked_mul(y),
            Binary::Divide => {
                if y == 0 {
                    return Err(self.error("ZeroDivisionError", "division by zero"));
                }
                return Ok(Value::Float(quotient(x, y)));
            }
            Binary::FloorDivide | Binary::Modulo if y == 0 => {
                let text = match op {
                    Binary::Modulo => "integer modulo by zero",
                    _ => "integer division or modulo by zero",
                };
                return Err(self.error("ZeroDivisionError", text));
            }
            Binary::FloorDivide => match x.checked_div_euclid(y) {
                // Euclid's division rounds up for a negative divisor where there is a rest.
                Some(quotient) if y < 0 && x.checked_rem(y).unwrap_or(0) != 0 => {
                    quotient.checked_sub(1)
                }
                other => other,
            },
            Binary::Modulo => {
                let rest = x.checked_rem(y).unwrap_or(0);
                Some(if rest != 0 && (rest < 0) != (y < 0) { rest + y } else { rest })
            }
            Binary::Power => {
                if y < 0 {
                    if x == 0 {
                        let text = "0.0 cannot be raised to a negative power";
                        return Err(self.error("ZeroDivisionError", text));
                    }
                    return Ok(Value::Float((x as f64).powf(y as f64)));
                }
                match x {
                    0 | 1 => Some(if y == 0 { 1 } else { x }),
                    -1 => Some(if y % 2 == 0 { 1 } else { -1 }),
                    _ => u32::try_from(y).ok().and_then(|power| x.checked_pow(power)),
                }
            }
            Binary::And => Some(x & y),
            Binary::Or => Some(x | y),
            Binary::Xor => Some(x ^ y),
            Binary::ShiftLeft | Binary::ShiftRight if y < 0 => {
                return Err(self.error("ValueError", "negative shift count"));
            }
            Binary::ShiftLeft if x == 0 => Some(0),
            Binary::ShiftLeft => u32::try_from(y)
                .ok()
                .filter(|bits| *bits < 63)
                .and_then(|bits| x.checked_mul(1_i64.checked_shl(bits)?)),
            Binary::ShiftRight => {
                let bits = u32::try_from(y).unwrap_or(u32::MAX).min(63);
                Some(x >> bits)
            }
            Binary::MatrixMultiply => {
                let text = "unsupported operand type(s) for @: 'int' and 'int'";
                return Err(self.error("TypeError", text));
            }
        };
        match number {
            Some(number) => Ok(Value::Int(number)),
            None => self.large(op, &BigInt::from(x), &BigInt::from(y)),
        }
    }

    /// An operator between numbers of any of Python's types.
    pub(super) fn numbers(&mut self, op: Binary, a: &Value, b: &Value) -> Run<Option<Value>> {
        let small = |value: &Value| match value {
            Value::Int(number) => Some(*number),
            Value::Bool(truth) => Some(i64::from(*truth)),
            _ => None,
        };
        if op == Binary::MatrixMultiply {
            return Ok(None);
        }
        if let (Some(x), Some(y)) = (small(a), small(b)) {
            return self.integers(op, x, y).map(Some);
        }
        if let (Some(x), Some(y)) = (whole::of(a), whole::of(b)) {
            return self.large(op, &x, &y).map(Some);
        }
        if matches!((a, b), (Value::Decimal(_), _) | (_, Value::Decimal(_))) {
            return self.decimals(op, a, b);
        }
        let is_real = |value: &Value| {
            matches!(value, Value::Float(_) | Value::Int(_) | Value::Big(_) | Value::Bool(_))
        };
        let is_bitwise = matches!(
            op,
            Binary::And | Binary::Or | Binary::Xor | Binary::ShiftLeft | Binary::ShiftRight
        );
        if is_bitwise || !is_real(a) || !is_real(b) {
            return Ok(None);
        }
        let (x, y) = (self.float_of(a)?, self.float_of(b)?);
        self.floats(op, x, y)
    }

    fn floats(&mut self, op: Binary, x: f64, y: f64) -> Run<Option<Value>> {
        let by_zero = match op {
            Binary::Divide => Some("float division by zero"),
            Binary::FloorDivide => Some("float floor division by zero"),
            Binary::Modulo => Some("float modulo"),
            _ => None,
        };
        if let Some(text) = by_zero
            && y == 0.0
        {
            return Err(self.error("ZeroDivisionError", text));
        }
        let number = match op {
            Binary::Add => x + y,
            Binary::Subtract => x - y,
            Binary::Multiply => x * y,
            Binary::Divide => x / y,
            Binary::FloorDivide => float_floor(x, y),
            Binary::Modulo if y.is_infinite() && x.is_finite() => {
                if x == 0.0 || (x < 0.0) == (y < 0.0) { x } else { y }
            }
            Binary::Modulo => float_modulo(x, y),
            Binary::Power => {
                if x == 0.0 && y < 0.0 {
                    let text = "0.0 cannot be raised to a negative power";
                    return Err(self.error("ZeroDivisionError", text));
                }
                if x < 0.0 && x.is_finite() && y.is_finite() && y.fract() != 0.0 {
                    return Err(self.unsupported("a complex number"));
                }
                let power = x.powf(y);
                if power.is_infinite() && x.is_finite() && y.is_finite() {
                    let args = vec![Value::Int(34), Value::str("Numerical result out of range")];
                    let class = self.builtin_class("OverflowError");
                    let exception = self.exception(&class, args);
                    return Err(self.stop(exception));
                }
                power
            }
            _ => return Ok(None),
        };
        Ok(Some(Value::Float(number)))
    }

    /// `divmod(a, b)`.
    pub(in crate::orm::python) fn divmod(&mut self, a: &Value, b: &Value) -> Run<Value> {
        let is_float = |value: &Value| matches!(value, Value::Float(_));
        let is_whole = |value: &Value| matches!(value, Value::Int(_) | Value::Big(_));
        if (is_float(a) && (is_float(b) || is_whole(b)) || is_whole(a) && is_float(b))
            && self.float_of(b)? == 0.0
        {
            return Err(self.error("ZeroDivisionError", "float divmod()"));
        }
        let is_number = |value: &Value| {
            matches!(
                value,
                Value::Int(_)
                    | Value::Big(_)
                    | Value::Float(_)
                    | Value::Bool(_)
                    | Value::Decimal(_)
                    | Value::Delta(_)
            )
        };
        if !(is_number(a) && is_number(b)) {
            for (x, y, method) in [(a, b, "__divmod__"), (b, a, "__rdivmod__")] {
                if let Some(special) = self.special(x, method) {
                    return self.call_special(x, &special, vec![y.clone()]);
                }
            }
            let (left, right) = (self.type_name(a), self.type_name(b));
            let text = format!("unsupported operand type(s) for divmod(): '{left}' and '{right}'");
            return Err(self.error("TypeError", text));
        }
        if is_whole(a) && matches!(b, Value::Int(0)) {
            return Err(self.error("ZeroDivisionError", "integer division or modulo by zero"));
        }
        let quotient = self.binary(Binary::FloorDivide, a, b)?;
        let rest = self.binary(Binary::Modulo, a, b)?;
        Ok(Value::tuple(vec![quotient, rest]))
    }

    /// A number as a float, or TypeError.
    pub(in crate::orm::python) fn float_of(&mut self, value: &Value) -> Run<f64> {
        match value {
            Value::Float(number) => Ok(*number),
            Value::Int(number) => Ok(*number as f64),
            Value::Big(number) => self.float_of_big(number),
            Value::Bool(truth) => Ok(f64::from(u8::from(*truth))),
            Value::Decimal(number) => {
                Ok(number.to_string().parse().ok().or_else(|| number.to_f64()).unwrap_or(0.0))
            }
            Value::Instance(instance) => {
                if let Some(method) = self.special(value, "__float__") {
                    let number = self.call_special(value, &method, Vec::new())?;
                    return self.float_of(&number);
                }
                match Self::part(instance) {
                    Some(part) => self.float_of(&part),
                    None => Err(self.no_float(value)),
                }
            }
            _ => Err(self.no_float(value)),
        }
    }

    fn no_float(&mut self, value: &Value) -> crate::orm::python::Stop {
        let kind = self.type_name(value);
        self.error("TypeError", format!("must be real number, not {kind}"))
    }

    /// A number cut down to an integer.
    pub(in crate::orm::python) fn whole_of(&mut self, value: &Value) -> Run<Value> {
        match value {
            Value::Int(_) | Value::Big(_) => Ok(value.clone()),
            Value::Bool(truth) => Ok(Value::Int(i64::from(*truth))),
            Value::Float(number) if number.is_nan() => {
                Err(self.error("ValueError", "cannot convert float NaN to integer"))
            }
            Value::Float(number) if number.is_infinite() => {
                Err(self.error("OverflowError", "cannot convert float infinity to integer"))
            }
            Value::Float(number) => {
                let whole = number.trunc();
                if (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&whole) {
                    Ok(Value::Int(whole as i64))
                } else {
                    Ok(whole::value(whole::of_float(whole)))
                }
            }
            Value::Decimal(number) => Ok(whole::value(whole::of_decimal(*number))),
            Value::Instance(instance) if let Some(part) = Self::part(instance) => {
                self.whole_of(&part)
            }
            _ => {
                let kind = self.type_name(value);
                let text = format!("'{kind}' object cannot be interpreted as an integer");
                Err(self.error("TypeError", text))
            }
        }
    }

    /// An integer where Python takes nothing else: an index, a count.
    pub(in crate::orm::python) fn index(&mut self, value: &Value) -> Run<i64> {
        self.index_as(value, "ssize_t")
    }

    /// An index that CPython keeps in this type of C.
    pub(in crate::orm::python) fn index_as(&mut self, value: &Value, kind: &str) -> Run<i64> {
        match value {
            Value::Float(_) | Value::Decimal(_) => {
                let kind = self.type_name(value);
                let text = format!("'{kind}' object cannot be interpreted as an integer");
                Err(self.error("TypeError", text))
            }
            Value::Instance(_) if let Some(method) = self.special(value, "__index__") => {
                let number = self.call_special(value, &method, Vec::new())?;
                self.index_as(&number, kind)
            }
            _ => match self.whole_of(value)? {
                Value::Int(number) => Ok(number),
                _ => {
                    let text = format!("Python int too large to convert to C {kind}");
                    Err(self.error("OverflowError", text))
                }
            },
        }
    }

    /// An integer of any size where Python takes nothing else.
    pub(in crate::orm::python) fn whole_index(&mut self, value: &Value) -> Run<BigInt> {
        match Self::plain_part(value) {
            Value::Big(number) => Ok(BigInt::clone(&number)),
            Value::Instance(_) if let Some(method) = self.special(value, "__index__") => {
                match self.call_special(value, &method, Vec::new())? {
                    Value::Big(number) => Ok(BigInt::clone(&number)),
                    number => self.index(&number).map(BigInt::from),
                }
            }
            _ => self.index(value).map(BigInt::from),
        }
    }
}

/// The quotient of two integers, rounded once.
fn quotient(x: i64, y: i64) -> f64 {
    const EXACT: u64 = 1 << 53;
    if x.unsigned_abs() <= EXACT && y.unsigned_abs() <= EXACT {
        return x as f64 / y as f64;
    }
    // Beyond 53 bits, 64 bits of quotient and a sticky last bit round as the true value does.
    let (dividend, divisor) = (u128::from(x.unsigned_abs()), u128::from(y.unsigned_abs()));
    let shift = dividend.leading_zeros().min(64 + divisor.leading_zeros().saturating_sub(64));
    let shifted = dividend << shift;
    let mut quotient = shifted / divisor;
    if shifted % divisor != 0 {
        quotient |= 1;
    }
    let value = quotient as f64 / 2.0_f64.powi(i32::try_from(shift).unwrap_or(0));
    if (x < 0) == (y < 0) { value } else { -value }
}
