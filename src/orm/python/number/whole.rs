//! Integers of any size: within 64 bits they are [`Value::Int`], beyond it [`Value::Big`].

use std::rc::Rc;

use num_bigint::{BigInt, Sign};
use rust_decimal::Decimal;

use crate::orm::python::{Bound, Machine, Run, Stop, Value};

/// An integer has no more bits than this, a megabyte: `10 ** 10 ** 10` ends with a bound.
pub(in crate::orm::python) const MOST_BITS: u64 = 1 << 23;
/// CPython turns no integer of more decimal digits into a text, nor back.
const MOST_DIGITS: usize = 4300;
/// Bits of a float's mantissa.
const MANTISSA: u64 = 53;

/// An integer as a value.
pub(in crate::orm::python) fn value(number: BigInt) -> Value {
    match i64::try_from(&number) {
        Ok(small) => Value::Int(small),
        Err(_) => Value::Big(Rc::new(number)),
    }
}

/// The integer that a value is.
pub(in crate::orm::python) fn of(value: &Value) -> Option<BigInt> {
    match value {
        Value::Bool(truth) => Some(BigInt::from(u8::from(*truth))),
        Value::Int(number) => Some(BigInt::from(*number)),
        Value::Big(number) => Some(BigInt::clone(number)),
        _ => None,
    }
}

/// The integer below the point of a finite float, cut off towards zero.
pub(in crate::orm::python) fn of_float(float: f64) -> BigInt {
    let bits = float.trunc().abs().to_bits();
    let exponent = (bits >> (MANTISSA - 1)).cast_signed() - 1075;
    let mantissa = BigInt::from(bits & ((1 << (MANTISSA - 1)) - 1) | 1 << (MANTISSA - 1));
    let size = match u64::try_from(exponent) {
        Ok(left) => mantissa << left,
        Err(_) if exponent < -63 => BigInt::ZERO,
        Err(_) => mantissa >> exponent.unsigned_abs(),
    };
    if float < 0.0 { -size } else { size }
}

/// The integer before the point of a decimal.
pub(in crate::orm::python) fn of_decimal(decimal: Decimal) -> BigInt {
    BigInt::from(decimal.trunc().mantissa())
}

/// The decimal of an integer that has a place in one.
pub(in crate::orm::python) fn to_decimal(number: &BigInt) -> Option<Decimal> {
    Decimal::try_from_i128_with_scale(i128::try_from(number).ok()?, 0).ok()
}

/// The nearest float, half to even; infinite where there is none.
pub(in crate::orm::python) fn to_float(number: &BigInt) -> f64 {
    scaled(number, 0)
}

/// `number / 2 ** places` as the nearest float, half to even, where what was lost of the number
/// stands in its last bit.
pub(super) fn scaled(number: &BigInt, places: i64) -> f64 {
    // More bits than a float has, and a last one that tells whether others were set.
    let surplus = number.bits().saturating_sub(63);
    let size = number.magnitude();
    let mut top = u64::try_from(size >> surplus).unwrap_or(u64::MAX);
    if surplus > 0 && size.trailing_zeros().unwrap_or(0) < surplus {
        top |= 1;
    }
    let exponent = i64::try_from(surplus).unwrap_or(i64::MAX).saturating_sub(places);
    let mut float = top as f64;
    // In two steps, so that neither overflows before the whole does.
    for step in [exponent / 2, exponent - exponent / 2] {
        float *= 2.0_f64.powi(i32::try_from(step.clamp(-1100, 1100)).unwrap_or(0));
    }
    if number.sign() == Sign::Minus { -float } else { float }
}

/// How many steps it takes to multiply, or divide, numbers of so many bits.
pub(super) fn work(x: u64, y: u64) -> u64 {
    1 + (x / 64 + 1).saturating_mul(y / 64 + 1) / 64
}

impl Machine {
    /// Counts an integer of so many bits; one of more than an integer may have is refused.
    pub(in crate::orm::python) fn expect_bits(&mut self, bits: u64) -> Run<()> {
        if bits > MOST_BITS {
            return Err(Stop::Bounds(Bound::Memory));
        }
        self.step(bits / 4096)?;
        self.use_bytes(bits / 8)
    }

    /// The decimal digits of an integer, with its sign.
    pub(in crate::orm::python) fn digits(&mut self, number: &BigInt) -> Run<String> {
        // A digit has more than three bits and less than four.
        let is_sure = number.bits() < 3 * MOST_DIGITS as u64;
        let text =
            if number.bits() > 4 * MOST_DIGITS as u64 { String::new() } else { number.to_string() };
        if is_sure || !text.is_empty() && text.trim_start_matches('-').len() <= MOST_DIGITS {
            self.step(number.bits() / 16 + work(number.bits(), number.bits()))?;
            return Ok(text);
        }
        let text = format!(
            "Exceeds the limit ({MOST_DIGITS} digits) for integer string conversion; use \
             sys.set_int_max_str_digits() to increase the limit"
        );
        Err(self.error("ValueError", text))
    }

    /// An integer from its digits, which are known to be some.
    pub(in crate::orm::python) fn integer_from(&mut self, digits: &str, radix: u32) -> Run<Value> {
        if let Ok(number) = i64::from_str_radix(digits, radix) {
            return Ok(Value::Int(number));
        }
        let count = digits.trim_start_matches(['-', '+']).len();
        if !radix.is_power_of_two() && count > MOST_DIGITS {
            let text = format!(
                "Exceeds the limit ({MOST_DIGITS} digits) for integer string conversion: value \
                 has {count} digits; use sys.set_int_max_str_digits() to increase the limit"
            );
            return Err(self.error("ValueError", text));
        }
        self.expect_bits(count as u64 * u64::from(radix.ilog2() + 1))?;
        self.step(count as u64 / 4 + work(count as u64, count as u64))?;
        let number = BigInt::parse_bytes(digits.as_bytes(), radix).unwrap_or_default();
        Ok(value(number))
    }

    /// An integer as a float, or OverflowError.
    pub(in crate::orm::python) fn float_of_big(&mut self, number: &BigInt) -> Run<f64> {
        let float = to_float(number);
        if float.is_infinite() {
            return Err(self.error("OverflowError", "int too large to convert to float"));
        }
        Ok(float)
    }
}
