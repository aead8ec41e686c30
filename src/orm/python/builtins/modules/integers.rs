//! `math`'s functions of integers.

use num_bigint::{BigInt, Sign};

use crate::orm::python::number::whole;
use crate::orm::python::{Args, Binary, Machine, Run, Value};

pub(super) fn gcd(machine: &mut Machine, args: Args) -> Run<Value> {
    let mut result = BigInt::ZERO;
    for value in &args.positional {
        let number = machine.whole_index(value)?;
        result = machine.common_divisor(result, number)?;
    }
    Ok(whole::value(result))
}

pub(super) fn lcm(machine: &mut Machine, args: Args) -> Run<Value> {
    let mut result = Value::Int(1);
    for value in &args.positional {
        let number = machine.whole_index(value)?;
        let known = whole::of(&result).unwrap_or_default();
        if number.sign() == Sign::NoSign || known.sign() == Sign::NoSign {
            result = Value::Int(0);
            continue;
        }
        let common = machine.common_divisor(known.clone(), number.clone())?;
        let (part, _) = machine.divided(&known, &common)?;
        let size = BigInt::from(number.magnitude().clone());
        result = machine.binary(Binary::Multiply, &whole::value(part), &whole::value(size))?;
    }
    Ok(result)
}

pub(super) fn factorial(machine: &mut Machine, args: Args) -> Run<Value> {
    let value = args.take_one(machine, "math.factorial")?;
    let number = machine.index(&value)?;
    if number < 0 {
        return Err(machine.error("ValueError", "factorial() not defined for negative values"));
    }
    product(machine, 1, number)
}

/// The product of all integers from `low` to `high`.
fn product(machine: &mut Machine, low: i64, high: i64) -> Run<Value> {
    let mut result = Value::Int(1);
    for number in low..=high {
        machine.step(1)?;
        result = machine.binary(Binary::Multiply, &result, &Value::Int(number))?;
    }
    Ok(result)
}

/// Two integers that are not negative.
fn two(machine: &mut Machine, n: &Value, k: &Value) -> Run<(i64, i64)> {
    let (n, k) = (machine.index(n)?, machine.index(k)?);
    if n < 0 || k < 0 {
        let name = if n < 0 { "n" } else { "k" };
        let text = format!("{name} must be a non-negative integer");
        return Err(machine.error("ValueError", text));
    }
    Ok((n, k))
}

pub(super) fn comb(machine: &mut Machine, args: Args) -> Run<Value> {
    let [n, k] = args.take(machine, "comb", 2)?;
    let (n, k) = two(machine, &n.unwrap_or(Value::None), &k.unwrap_or(Value::None))?;
    if k > n {
        return Ok(Value::Int(0));
    }
    let mut result = Value::Int(1);
    for at in 0..k.min(n - k) {
        machine.step(1)?;
        let times = machine.binary(Binary::Multiply, &result, &Value::Int(n - at))?;
        result = machine.binary(Binary::FloorDivide, &times, &Value::Int(at + 1))?;
    }
    Ok(result)
}

pub(super) fn perm(machine: &mut Machine, args: Args) -> Run<Value> {
    let [n, k] = args.take(machine, "perm", 1)?;
    let n = n.unwrap_or(Value::None);
    let k = k.filter(|k| !k.is_none()).unwrap_or_else(|| n.clone());
    let (n, k) = two(machine, &n, &k)?;
    if k > n { Ok(Value::Int(0)) } else { product(machine, n - k + 1, n) }
}

pub(super) fn isqrt(machine: &mut Machine, args: Args) -> Run<Value> {
    let value = args.take_one(machine, "math.isqrt")?;
    let number = machine.whole_index(&value)?;
    if number.sign() == Sign::Minus {
        return Err(machine.error("ValueError", "isqrt() argument must be nonnegative"));
    }
    let limbs = number.bits() / 64 + 1;
    machine.step(limbs.saturating_mul(limbs) / 8)?;
    Ok(whole::value(number.sqrt()))
}
