//! The functions on numbers and letters that are known without an import.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::orm::python::text::decimal::Parts;
use crate::orm::python::{Args, Binary, Machine, Run, Value};

pub(super) const FUNCTIONS: &[(&str, fn(&mut Machine, Args) -> Run<Value>)] = &[
    ("abs", abs),
    ("round", round),
    ("divmod", |machine, args| {
        let [a, b] = args.take(machine, "divmod", 2)?;
        machine.divmod(&a.unwrap_or(Value::None), &b.unwrap_or(Value::None))
    }),
    ("pow", pow),
    ("ord", ord),
    ("chr", chr),
    ("hex", |machine, args| radix(machine, args, "hex", |size| format!("0x{size:x}"))),
    ("bin", |machine, args| radix(machine, args, "bin", |size| format!("0b{size:b}"))),
    ("oct", |machine, args| radix(machine, args, "oct", |size| format!("0o{size:o}"))),
];

fn abs(machine: &mut Machine, args: Args) -> Run<Value> {
    let value = args.take_one(machine, "abs")?;
    if let Some(result) = machine.native_special(&value, "__abs__", Vec::new())? {
        return Ok(result);
    }
    match Machine::plain_part(&value) {
        Value::Int(number) => match number.checked_abs() {
            Some(number) => Ok(Value::Int(number)),
            None => Err(machine.big_integer()),
        },
        Value::Bool(truth) => Ok(Value::Int(i64::from(truth))),
        Value::Float(number) => Ok(Value::Float(number.abs())),
        Value::Decimal(number) => Ok(Value::Decimal(number.abs())),
        Value::Delta(micros) => Ok(Value::Delta(micros.abs())),
        _ => {
            let kind = machine.type_name(&value);
            Err(machine.error("TypeError", format!("bad operand type for abs(): '{kind}'")))
        }
    }
}

fn round(machine: &mut Machine, args: Args) -> Run<Value> {
    let taken = args.bind(machine, "round", &["number", "ndigits?"])?;
    let [value, digits] = taken.array();
    let value = value.unwrap_or(Value::None);
    let digits = match digits {
        None | Some(Value::None) => None,
        Some(digits) => Some(machine.index(&digits)?),
    };
    if let Some(method) = machine.special(&value, "__round__") {
        return machine.call_special(&value, &method, digits.map(Value::Int).into_iter().collect());
    }
    match (Machine::plain_part(&value), digits) {
        (Value::Bool(truth), _) => Ok(Value::Int(i64::from(truth))),
        (Value::Int(number), None | Some(0..)) => Ok(Value::Int(number)),
        (Value::Int(number), Some(digits)) => {
            let power = u32::try_from(-digits).ok().filter(|power| *power <= 19);
            let unit = power.map_or(i128::MAX, |power| 10_i128.pow(power));
            let (number, half) = (i128::from(number), unit / 2);
            let (quotient, rest) = (number.div_euclid(unit), number.rem_euclid(unit));
            let up = rest > half || rest == half && quotient % 2 != 0;
            let rounded = (quotient + i128::from(up)).saturating_mul(unit);
            match i64::try_from(rounded) {
                Ok(number) => Ok(Value::Int(number)),
                Err(_) => Err(machine.big_integer()),
            }
        }
        (Value::Float(number), None) => {
            machine.integer_of(&Value::Float(number.round_ties_even())).map(Value::Int)
        }
        (Value::Float(number), Some(digits)) => Ok(Value::Float(rounded(number, digits))),
        (Value::Decimal(number), None) => {
            let whole = number.round_dp_with_strategy(0, RoundingStrategy::MidpointNearestEven);
            machine.integer_of(&Value::Decimal(whole)).map(Value::Int)
        }
        (Value::Decimal(number), Some(digits)) => {
            machine.decimal_places(number, digits).map(Value::Decimal)
        }
        _ => {
            let kind = machine.type_name(&value);
            let text = format!("type {kind} doesn't define __round__ method");
            Err(machine.error("TypeError", text))
        }
    }
}

impl Machine {
    /// A decimal rounded, half to even, to have so many digits after the point.
    pub(in crate::orm::python) fn decimal_places(
        &mut self,
        number: Decimal,
        digits: i64,
    ) -> Run<Decimal> {
        let Some(places) = u32::try_from(digits).ok().filter(|places| *places <= 28) else {
            return Err(self.wide_decimal());
        };
        let mut rounded =
            number.round_dp_with_strategy(places, RoundingStrategy::MidpointNearestEven);
        rounded.rescale(places);
        let is_whole = rounded.scale() == places && Parts::of(rounded).digits.len() <= 28;
        if is_whole {
            Ok(rounded)
        } else {
            Err(self.decimal_signal("InvalidOperation", "InvalidOperation"))
        }
    }
}

/// Rounds by the exact decimal value, half to even, as CPython does.
fn rounded(number: f64, digits: i64) -> f64 {
    if !number.is_finite() || number == 0.0 || digits > 323 {
        return number;
    }
    if digits < -308 {
        return 0.0_f64.copysign(number);
    }
    if let Ok(places) = usize::try_from(digits) {
        return format!("{number:.places$}").parse().unwrap_or(number);
    }
    // All digits before the point are exact in this form.
    let whole = format!("{:.1074}", number.abs());
    let (digits_before, after) = whole.split_once('.').unwrap_or((&whole, ""));
    let drop = usize::try_from(-digits).unwrap_or(0);
    if drop > digits_before.len() {
        return 0.0_f64.copysign(number);
    }
    let (head, tail) = digits_before.split_at(digits_before.len() - drop);
    let tail_is_half = tail.starts_with('5')
        && tail.bytes().skip(1).chain(after.bytes()).all(|digit| digit == b'0');
    let odd = head.bytes().last().is_some_and(|digit| digit % 2 == 1);
    let up =
        if tail_is_half { odd } else { tail.bytes().next().is_some_and(|digit| digit >= b'5') };
    let head: f64 = if head.is_empty() { 0.0 } else { head.parse().unwrap_or(0.0) };
    let text = format!("{}e{drop}", head + f64::from(u8::from(up)));
    text.parse::<f64>().unwrap_or(number).copysign(number)
}

fn pow(machine: &mut Machine, args: Args) -> Run<Value> {
    let taken = args.bind(machine, "pow", &["base", "exp", "mod?"])?;
    let mut values = taken.values.into_iter();
    let mut take = || values.next().flatten().unwrap_or(Value::None);
    let (base, power, modulus) = (take(), take(), take());
    if modulus.is_none() {
        return machine.binary(Binary::Power, &base, &power);
    }
    let (Value::Int(base), Value::Int(power), Value::Int(modulus)) = (&base, &power, &modulus)
    else {
        let text = "pow() 3rd argument not allowed unless all arguments are integers";
        return Err(machine.error("TypeError", text));
    };
    if *modulus == 0 {
        return Err(machine.error("ValueError", "pow() 3rd argument cannot be 0"));
    }
    let Ok(mut power) = u64::try_from(*power) else {
        return Err(machine.unsupported("pow() with a negative exponent and a modulus"));
    };
    let modulus = i128::from(*modulus);
    let (mut result, mut square) = (1_i128, i128::from(*base).rem_euclid(modulus.abs()));
    while power > 0 {
        if power % 2 == 1 {
            result = result * square % modulus.abs();
        }
        square = square * square % modulus.abs();
        power /= 2;
    }
    result %= modulus.abs();
    if modulus < 0 && result != 0 {
        result += modulus;
    }
    Ok(Value::Int(i64::try_from(result).unwrap_or(0)))
}

fn ord(machine: &mut Machine, args: Args) -> Run<Value> {
    let value = args.take_one(machine, "ord")?;
    let Value::Str(text) = &value else {
        let kind = machine.type_name(&value);
        let text = format!("ord() expected string of length 1, but {kind} found");
        return Err(machine.error("TypeError", text));
    };
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => Ok(Value::Int(i64::from(u32::from(letter)))),
        _ => {
            let length = text.chars().count();
            let text = format!("ord() expected a character, but string of length {length} found");
            Err(machine.error("TypeError", text))
        }
    }
}

fn chr(machine: &mut Machine, args: Args) -> Run<Value> {
    let value = args.take_one(machine, "chr")?;
    let code = machine.index(&value)?;
    match u32::try_from(code) {
        Ok(code) if code < 0x11_0000 => match char::from_u32(code) {
            Some(letter) => Ok(Value::str(letter.encode_utf8(&mut [0; 4]))),
            None => Err(machine.unsupported("a lone surrogate")),
        },
        _ => Err(machine.error("ValueError", "chr() arg not in range(0x110000)")),
    }
}

fn radix(machine: &mut Machine, args: Args, name: &str, write: fn(u64) -> String) -> Run<Value> {
    let value = args.take_one(machine, name)?;
    let number = machine.index(&value)?;
    let sign = if number < 0 { "-" } else { "" };
    Ok(Value::str(format!("{sign}{}", write(number.unsigned_abs()))))
}
