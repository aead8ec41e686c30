//! Operators of integers of which one, or the result, is beyond 64 bits.

use num_bigint::{BigInt, Sign};

use super::whole::{scaled, value, work};
use crate::orm::python::{Binary, Machine, Run, Value};

impl Machine {
    /// An operator between integers of any size.
    pub(super) fn large(&mut self, op: Binary, x: &BigInt, y: &BigInt) -> Run<Value> {
        let (a, b) = (x.bits(), y.bits());
        let number = match op {
            Binary::Add | Binary::Subtract | Binary::And | Binary::Or | Binary::Xor => {
                self.expect_bits(a.max(b) + 1)?;
                match op {
                    Binary::Add => x + y,
                    Binary::Subtract => x - y,
                    Binary::And => x & y,
                    Binary::Or => x | y,
                    _ => x ^ y,
                }
            }
            Binary::Multiply => {
                self.expect_bits(a + b)?;
                self.step(work(a, b))?;
                x * y
            }
            Binary::Divide => return self.large_quotient(x, y).map(Value::Float),
            Binary::FloorDivide | Binary::Modulo => {
                if b == 0 {
                    return self.integers(op, 0, 0);
                }
                let (quotient, rest) = self.divided(x, y)?;
                if op == Binary::Modulo { rest } else { quotient }
            }
            Binary::Power => return self.large_power(x, y),
            Binary::ShiftLeft | Binary::ShiftRight if y.sign() == Sign::Minus => {
                return Err(self.error("ValueError", "negative shift count"));
            }
            Binary::ShiftLeft => {
                let bits = u64::try_from(y).unwrap_or(u64::MAX);
                if a == 0 {
                    return Ok(Value::Int(0));
                }
                self.expect_bits(a.saturating_add(bits))?;
                x << bits
            }
            Binary::ShiftRight => match u64::try_from(y) {
                Ok(bits) if bits <= a => x >> bits,
                _ => BigInt::from(if x.sign() == Sign::Minus { -1 } else { 0 }),
            },
            Binary::MatrixMultiply => return self.integers(op, 0, 0),
        };
        Ok(value(number))
    }

    /// The quotient rounded down, and the rest, which has the sign of the divisor. The divisor is
    /// not zero.
    pub(in crate::orm::python) fn divided(
        &mut self,
        x: &BigInt,
        y: &BigInt,
    ) -> Run<(BigInt, BigInt)> {
        let (a, b) = (x.bits(), y.bits());
        self.expect_bits(a.max(b))?;
        self.step(work(a.saturating_sub(b), b))?;
        let (quotient, rest) = (x / y, x % y);
        let is_rounded = rest.sign() != Sign::NoSign && rest.sign() != y.sign();
        Ok(if is_rounded { (quotient - 1, rest + y) } else { (quotient, rest) })
    }

    /// `x / y` as the nearest float.
    fn large_quotient(&mut self, x: &BigInt, y: &BigInt) -> Run<f64> {
        if y.sign() == Sign::NoSign {
            return Err(self.error("ZeroDivisionError", "division by zero"));
        }
        let (a, b) = (x.bits(), y.bits());
        // As many bits of the quotient as make sure that it is rounded once.
        let places = (b + 66).saturating_sub(a);
        self.expect_bits(a + places)?;
        self.step(work((a + places).saturating_sub(b), b))?;
        let shifted = x.magnitude() << places;
        let mut quotient = BigInt::from(&shifted / y.magnitude());
        if (&shifted % y.magnitude()).bits() > 0 {
            quotient |= BigInt::from(1);
        }
        let float = scaled(&quotient, i64::try_from(places).unwrap_or(i64::MAX));
        if float.is_infinite() {
            let text = "integer division result too large for a float";
            return Err(self.error("OverflowError", text));
        }
        Ok(if x.sign() == y.sign() { float } else { -float })
    }

    fn large_power(&mut self, x: &BigInt, y: &BigInt) -> Run<Value> {
        if y.sign() == Sign::Minus {
            let (x, y) = (self.float_of_big(x)?, self.float_of_big(y)?);
            let power = self.numbers(Binary::Power, &Value::Float(x), &Value::Float(y))?;
            return Ok(power.unwrap_or(Value::None));
        }
        let is_odd = y.bit(0);
        if x.magnitude().bits() <= 1 {
            let is_negative = x.sign() == Sign::Minus && is_odd;
            let size = i64::from(x.sign() != Sign::NoSign || y.sign() == Sign::NoSign);
            return Ok(Value::Int(if is_negative { -size } else { size }));
        }
        let times = u64::try_from(y).unwrap_or(u64::MAX);
        let bits = x.bits().saturating_mul(times);
        self.expect_bits(bits)?;
        self.step(work(bits, bits))?;
        Ok(value(x.pow(u32::try_from(times).unwrap_or(u32::MAX))))
    }

    /// `pow(x, y, modulus)`, where the modulus is not zero.
    pub(in crate::orm::python) fn power_modulo(
        &mut self,
        x: &BigInt,
        y: &BigInt,
        modulus: &BigInt,
    ) -> Run<Value> {
        let bits = modulus.bits();
        self.expect_bits(bits.max(x.bits()))?;
        self.step(work(x.bits(), bits))?;
        self.step(work(bits, bits).saturating_mul(y.bits()))?;
        if y.sign() != Sign::Minus {
            return Ok(value(x.modpow(y, modulus)));
        }
        self.step(work(bits, bits).saturating_mul(bits))?;
        match x.modinv(modulus) {
            Some(inverse) => Ok(value(inverse.modpow(&-y, modulus))),
            None => {
                let text = "base is not invertible for the given modulus";
                Err(self.error("ValueError", text))
            }
        }
    }

    /// The greatest common divisor.
    pub(in crate::orm::python) fn common_divisor(&mut self, x: BigInt, y: BigInt) -> Run<BigInt> {
        let (mut x, mut y) = (x, y);
        while y.sign() != Sign::NoSign {
            let (_, rest) = self.divided(&x, &y)?;
            (x, y) = (y, rest);
        }
        Ok(if x.sign() == Sign::Minus { -x } else { x })
    }
}
