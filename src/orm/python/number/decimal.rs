//! Operators of decimals, in the context that Python starts with: 28 digits, half to even.

use rust_decimal::Decimal;

use super::whole;
use crate::orm::python::{Binary, Machine, Run, Stop, Value};

/// Digits of a result.
const PRECISION: u32 = 28;

/// A decimal as a whole number and how many of its digits stand after the point.
#[derive(Clone, Copy)]
struct Scaled {
    mantissa: i128,
    scale: i64,
}

impl Scaled {
    fn of(number: Decimal) -> Self {
        Self { mantissa: number.mantissa(), scale: i64::from(number.scale()) }
    }

    /// Rounded to the context's digits; `sticky` if digits were lost already.
    fn rounded(mut self, sticky: bool) -> Self {
        let digits = self.mantissa.unsigned_abs().checked_ilog10().map_or(1, |digits| digits + 1);
        let Some(surplus) = digits.checked_sub(PRECISION).filter(|surplus| *surplus > 0) else {
            return self;
        };
        let unit = 10_u128.pow(surplus);
        let size = self.mantissa.unsigned_abs();
        let (mut kept, rest) = (size / unit, size % unit);
        let half = unit / 2;
        if rest > half || rest == half && (sticky || kept % 2 == 1) {
            kept += 1;
        }
        let mut scale = self.scale - i64::from(surplus);
        if kept == 10_u128.pow(PRECISION) {
            kept /= 10;
            scale -= 1;
        }
        let kept = kept.cast_signed();
        self.mantissa = if self.mantissa < 0 { -kept } else { kept };
        self.scale = scale;
        self
    }
}

/// Both with the larger scale of the two.
fn aligned(x: Scaled, y: Scaled) -> Option<(i128, i128, i64)> {
    let scale = x.scale.max(y.scale);
    let raise = |number: Scaled| {
        let power = u32::try_from(scale - number.scale).ok()?;
        number.mantissa.checked_mul(10_i128.checked_pow(power)?)
    };
    Some((raise(x)?, raise(y)?, scale))
}

impl Machine {
    /// A result, or that it is out of the range that is kept here.
    fn decimal_of(&mut self, number: Scaled) -> Run<Decimal> {
        let made = u32::try_from(number.scale)
            .ok()
            .and_then(|scale| Decimal::try_from_i128_with_scale(number.mantissa, scale).ok());
        made.ok_or_else(|| self.wide_decimal())
    }

    /// What says that a decimal is out of the range that is kept here.
    pub(in crate::orm::python) fn wide_decimal(&self) -> Stop {
        self.unsupported("a Decimal of more than 28 digits, or with a positive exponent,")
    }

    /// An operator where one side is a decimal.
    pub(super) fn decimals(&mut self, op: Binary, a: &Value, b: &Value) -> Run<Option<Value>> {
        let decimal = |value: &Value| match value {
            Value::Decimal(number) => Some(*number),
            Value::Int(number) => Some(Decimal::from(*number)),
            Value::Big(number) => whole::to_decimal(number),
            Value::Bool(truth) => Some(Decimal::from(i64::from(*truth))),
            _ => None,
        };
        if [a, b]
            .into_iter()
            .any(|value| matches!(value, Value::Big(_)) && decimal(value).is_none())
        {
            return Err(self.wide_decimal());
        }
        let (Some(left), Some(right)) = (decimal(a), decimal(b)) else { return Ok(None) };
        let (x, y) = (Scaled::of(left), Scaled::of(right));
        let number = match op {
            Binary::Add | Binary::Subtract => {
                let Some((p, q, scale)) = aligned(x, y) else { return Err(self.wide_decimal()) };
                let sum = if op == Binary::Add { p.checked_add(q) } else { p.checked_sub(q) };
                let Some(mantissa) = sum else { return Err(self.wide_decimal()) };
                Scaled { mantissa, scale }.rounded(false)
            }
            Binary::Multiply => match x.mantissa.checked_mul(y.mantissa) {
                Some(mantissa) => Scaled { mantissa, scale: x.scale + y.scale }.rounded(false),
                None => match left.checked_mul(right) {
                    Some(product) => Scaled::of(product).rounded(false),
                    None => return Err(self.wide_decimal()),
                },
            },
            Binary::Divide => self.decimal_quotient(x, y)?,
            Binary::FloorDivide | Binary::Modulo => {
                if right.is_zero() {
                    return Err(self.decimal_by_zero(left, op == Binary::Modulo));
                }
                let Some((p, q, scale)) = aligned(x, y) else { return Err(self.wide_decimal()) };
                if op == Binary::FloorDivide {
                    Scaled { mantissa: p / q, scale: 0 }
                } else {
                    Scaled { mantissa: p % q, scale }
                }
            }
            Binary::Power => return self.decimal_power(left, right).map(Some),
            _ => return Ok(None),
        };
        let mut result = self.decimal_of(number)?;
        if result.is_zero() && matches!(op, Binary::Multiply | Binary::Divide | Binary::FloorDivide)
        {
            result.set_sign_negative(left.is_sign_negative() != right.is_sign_negative());
        }
        Ok(Some(Value::Decimal(result)))
    }

    fn decimal_by_zero(&mut self, dividend: Decimal, is_modulo: bool) -> Stop {
        let (class, signal) = match (dividend.is_zero(), is_modulo) {
            (true, false) => ("InvalidOperation", "DivisionUndefined"),
            (_, true) => ("InvalidOperation", "InvalidOperation"),
            (false, false) => ("DivisionByZero", "DivisionByZero"),
        };
        self.decimal_signal(class, signal)
    }

    /// An exception of the decimal module, which has the list of signals as its argument.
    pub(in crate::orm::python) fn decimal_signal(&mut self, class: &str, signal: &str) -> Stop {
        let signal = Value::Class(self.builtin_class(signal));
        let class = self.builtin_class(class);
        let exception = self.exception(&class, vec![Value::list(vec![signal])]);
        self.stop(exception)
    }

    fn decimal_quotient(&mut self, x: Scaled, y: Scaled) -> Run<Scaled> {
        if y.mantissa == 0 {
            let dividend = if x.mantissa == 0 { Decimal::ZERO } else { Decimal::ONE };
            return Err(self.decimal_by_zero(dividend, false));
        }
        let ideal = x.scale - y.scale;
        let (dividend, divisor) = (x.mantissa.unsigned_abs(), y.mantissa.unsigned_abs());
        let (mut quotient, mut rest) = (dividend / divisor, dividend % divisor);
        let mut scale = ideal;
        while rest != 0 && quotient < 10_u128.pow(PRECISION) {
            quotient = quotient * 10 + rest * 10 / divisor;
            rest = rest * 10 % divisor;
            scale += 1;
        }
        while rest == 0 && scale > ideal && quotient % 10 == 0 && quotient != 0 {
            quotient /= 10;
            scale -= 1;
        }
        let size = quotient.cast_signed();
        let mantissa = if (x.mantissa < 0) == (y.mantissa < 0) { size } else { -size };
        Ok(Scaled { mantissa, scale }.rounded(rest != 0))
    }

    fn decimal_power(&mut self, base: Decimal, power: Decimal) -> Run<Value> {
        let whole = (power.scale() == 0).then(|| i64::try_from(power.mantissa()).ok()).flatten();
        let Some(times) = whole.filter(|times| times.unsigned_abs() <= 10_000) else {
            return Err(self.unsupported("a power of a Decimal that is not a small whole number"));
        };
        if base.is_zero() && times == 0 {
            return Err(self.decimal_signal("InvalidOperation", "InvalidOperation"));
        }
        self.step(times.unsigned_abs())?;
        let mut result = Value::Decimal(Decimal::ONE);
        for _ in 0..times.unsigned_abs() {
            let product = self.decimals(Binary::Multiply, &result, &Value::Decimal(base))?;
            result = product.unwrap_or(Value::None);
        }
        if times < 0 {
            let one = Value::Decimal(Decimal::ONE);
            let inverse = self.decimals(Binary::Divide, &one, &result)?;
            result = inverse.unwrap_or(Value::None);
        }
        Ok(result)
    }
}
