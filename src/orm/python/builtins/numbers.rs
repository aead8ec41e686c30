//! The functions on numbers and letters that are known without an import.

use num_bigint::{BigInt, Sign};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::orm::python::number::whole;
use crate::orm::python::text::decimal::Parts;
use crate::orm::python::text::integer;
use crate::orm::python::{Args, Binary, Machine, Run, Unary, Value};

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
    ("hex", |machine, args| radix(machine, args, "hex", 'x')),
    ("bin", |machine, args| radix(machine, args, "bin", 'b')),
    ("oct", |machine, args| radix(machine, args, "oct", 'o')),
];

fn abs(machine: &mut Machine, args: Args) -> Run<Value> {
    let value = args.take_one(machine, "abs")?;
    if let Some(result) = machine.native_special(&value, "__abs__", Vec::new())? {
        return Ok(result);
    }
    match Machine::plain_part(&value) {
        number @ (Value::Int(_) | Value::Big(_)) => {
            let is_negative = matches!(&number, Value::Int(number) if *number < 0)
                || matches!(&number, Value::Big(number) if number.sign() == Sign::Minus);
            if is_negative { machine.unary(Unary::Minus, &number) } else { Ok(number) }
        }
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
        (number @ (Value::Int(_) | Value::Big(_)), None | Some(0..)) => Ok(number),
        (number @ (Value::Int(_) | Value::Big(_)), Some(digits)) => {
            let number = whole::of(&number).unwrap_or_default();
            let places = digits.unsigned_abs();
            // Where half of the unit is more than the number, nothing is left of it.
            if places > number.bits() {
                return Ok(Value::Int(0));
            }
            machine.step(places / 16)?;
            let unit = BigInt::from(10).pow(u32::try_from(places).unwrap_or(u32::MAX));
            let (quotient, rest) = machine.divided(&number, &unit)?;
            let twice: BigInt = &rest * 2;
            let up = twice > unit || twice == unit && quotient.bit(0);
            Ok(whole::value(if up { number - rest + unit } else { number - rest }))
        }
        (Value::Float(number), None) => machine.whole_of(&Value::Float(number.round_ties_even())),
        (Value::Float(number), Some(digits)) => Ok(Value::Float(rounded(number, digits))),
        (Value::Decimal(number), None) => {
            let whole = number.round_dp_with_strategy(0, RoundingStrategy::MidpointNearestEven);
            machine.whole_of(&Value::Decimal(whole))
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
    let (Some(base), Some(power), Some(modulus)) =
        (whole::of(&base), whole::of(&power), whole::of(&modulus))
    else {
        let text = "pow() 3rd argument not allowed unless all arguments are integers";
        return Err(machine.error("TypeError", text));
    };
    if modulus.sign() == Sign::NoSign {
        return Err(machine.error("ValueError", "pow() 3rd argument cannot be 0"));
    }
    machine.power_modulo(&base, &power, &modulus)
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
    let code = machine.index_as(&value, "int")?;
    match u32::try_from(code) {
        Ok(code) if code < 0x11_0000 => match char::from_u32(code) {
            Some(letter) => Ok(Value::str(letter.encode_utf8(&mut [0; 4]))),
            None => Err(machine.unsupported("a lone surrogate")),
        },
        _ => Err(machine.error("ValueError", "chr() arg not in range(0x110000)")),
    }
}

fn radix(machine: &mut Machine, args: Args, name: &str, code: char) -> Run<Value> {
    let value = args.take_one(machine, name)?;
    let number = whole::value(machine.whole_index(&value)?);
    let (is_negative, digits) = integer::digits(machine, &number, code)?;
    let sign = if is_negative { "-" } else { "" };
    Ok(Value::str(format!("{sign}0{code}{digits}")))
}
