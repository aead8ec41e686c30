//! Numbers of different types compared by their exact value.

use std::cmp::Ordering;

use num_bigint::{BigInt, Sign};
use rust_decimal::Decimal;

use super::whole;
use crate::orm::python::Value;

/// The order of two numbers; none if one is not a number, or is NaN.
pub(super) fn order(a: &Value, b: &Value) -> Option<Ordering> {
    use Value as V;
    match (a, b) {
        (V::Int(x), V::Int(y)) => Some(x.cmp(y)),
        (V::Bool(x), _) => order(&V::Int(i64::from(*x)), b),
        (_, V::Bool(y)) => order(a, &V::Int(i64::from(*y))),
        (V::Float(x), V::Float(y)) => x.partial_cmp(y),
        (V::Int(x), V::Float(y)) => whole_and_float(*x, *y),
        (V::Float(x), V::Int(y)) => whole_and_float(*y, *x).map(Ordering::reverse),
        (V::Big(x), V::Big(y)) => Some(x.cmp(y)),
        // What is beyond 64 bits lies above all within, or below.
        (V::Big(x), V::Int(_)) => Some(sign_of(x)),
        (V::Int(_), V::Big(y)) => Some(sign_of(y).reverse()),
        (V::Big(x), V::Float(y)) => big_and_float(x, *y),
        (V::Float(x), V::Big(y)) => big_and_float(y, *x).map(Ordering::reverse),
        (V::Big(x), V::Decimal(y)) => Some(big_and_decimal(x, *y)),
        (V::Decimal(x), V::Big(y)) => Some(big_and_decimal(y, *x).reverse()),
        (V::Decimal(x), V::Decimal(y)) => Some(x.cmp(y)),
        (V::Decimal(x), V::Int(y)) => Some(x.cmp(&Decimal::from(*y))),
        (V::Int(x), V::Decimal(y)) => Some(Decimal::from(*x).cmp(y)),
        (V::Decimal(x), V::Float(y)) => decimal_and_float(*x, *y),
        (V::Float(x), V::Decimal(y)) => decimal_and_float(*y, *x).map(Ordering::reverse),
        _ => None,
    }
}

fn sign_of(number: &BigInt) -> Ordering {
    number.sign().cmp(&Sign::NoSign)
}

fn big_and_float(number: &BigInt, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        return None;
    }
    if float.is_infinite() {
        return Some(if float > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    // A float without a fraction, or one that is closer to zero than all that is beyond 64 bits.
    Some(number.cmp(&whole::of_float(float)))
}

fn big_and_decimal(number: &BigInt, decimal: Decimal) -> Ordering {
    let fraction = decimal.fract().cmp(&Decimal::ZERO);
    number.cmp(&whole::of_decimal(decimal)).then(fraction.reverse())
}

fn whole_and_float(whole: i64, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        return None;
    }
    if float >= 9_223_372_036_854_775_808.0 {
        return Some(Ordering::Less);
    }
    if float < -9_223_372_036_854_775_808.0 {
        return Some(Ordering::Greater);
    }
    let floor = float.floor();
    Some(whole.cmp(&(floor as i64)).then(if float > floor {
        Ordering::Less
    } else {
        Ordering::Equal
    }))
}

fn decimal_and_float(decimal: Decimal, float: f64) -> Option<Ordering> {
    if !float.is_finite() {
        return 0.0.partial_cmp(&float);
    }
    let near: f64 = decimal.to_string().parse().ok()?;
    match near.partial_cmp(&float)? {
        Ordering::Equal => {}
        unequal => return Some(unequal),
    }
    // Equal to the nearest float: only all of its digits tell.
    let exact = format!("{float:.1074}");
    let split = |text: &str| {
        let text = text.trim_start_matches('-').to_owned();
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let whole = whole.trim_start_matches('0').to_owned();
        (whole, fraction.trim_end_matches('0').to_owned())
    };
    let (x, y) = (split(&decimal.to_string()), split(&exact));
    let order = x.0.len().cmp(&y.0.len()).then_with(|| x.cmp(&y));
    Some(if decimal.is_sign_negative() { order.reverse() } else { order })
}
