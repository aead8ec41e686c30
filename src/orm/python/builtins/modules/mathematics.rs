//! `math`.

use crate::orm::python::builtins::library::functions;
use crate::orm::python::number::whole;
use crate::orm::python::{Args, Machine, Run, Value};

fn one(machine: &mut Machine, args: Args, name: &str) -> Run<f64> {
    let value = args.take_one(machine, &format!("math.{name}"))?;
    machine.float_of(&value)
}

fn domain(machine: &mut Machine, value: f64, inputs_finite: bool) -> Run<Value> {
    if value.is_nan() && inputs_finite {
        return Err(machine.error("ValueError", "math domain error"));
    }
    if value.is_infinite() && inputs_finite {
        return Err(machine.error("OverflowError", "math range error"));
    }
    Ok(Value::Float(value))
}

macro_rules! plain {
    ($name:literal, $function:expr) => {
        ($name, |machine, args| {
            let number = one(machine, args, $name)?;
            let function: fn(f64) -> f64 = $function;
            domain(machine, function(number), number.is_finite())
        })
    };
}

macro_rules! whole {
    ($name:literal, $method:literal, $function:expr) => {
        ($name, |machine, args| {
            let value = args.take_one(machine, concat!("math.", $name))?;
            if let Some(result) = machine.native_special(&value, $method, Vec::new())? {
                return Ok(result);
            }
            match Machine::plain_part(&value) {
                number @ (Value::Int(_) | Value::Big(_)) => Ok(number),
                Value::Decimal(number) => {
                    let number = match $name {
                        "floor" => number.floor(),
                        "ceil" => number.ceil(),
                        _ => number.trunc(),
                    };
                    machine.whole_of(&Value::Decimal(number))
                }
                other => {
                    let number = machine.float_of(&other)?;
                    let function: fn(f64) -> f64 = $function;
                    machine.whole_of(&Value::Float(function(number)))
                }
            }
        })
    };
}

pub(super) fn add(machine: &mut Machine) {
    let mut names = functions(&[
        plain!("sqrt", f64::sqrt),
        plain!("exp", f64::exp),
        plain!("sin", f64::sin),
        plain!("cos", f64::cos),
        plain!("tan", f64::tan),
        plain!("asin", f64::asin),
        plain!("acos", f64::acos),
        plain!("atan", f64::atan),
        plain!("sinh", f64::sinh),
        plain!("cosh", f64::cosh),
        plain!("tanh", f64::tanh),
        plain!("fabs", f64::abs),
        plain!("radians", f64::to_radians),
        plain!("degrees", f64::to_degrees),
        plain!("cbrt", f64::cbrt),
        whole!("floor", "__floor__", f64::floor),
        whole!("ceil", "__ceil__", f64::ceil),
        whole!("trunc", "__trunc__", f64::trunc),
        ("log", |machine, args| {
            let [value, base] = args.take(machine, "log", 1)?;
            let number = logarithm_of(machine, &value.unwrap_or(Value::None), f64::ln)?;
            let Some(base) = base else { return Ok(Value::Float(number)) };
            let base = logarithm_of(machine, &base, f64::ln)?;
            if base == 0.0 {
                return Err(machine.error("ZeroDivisionError", "float division by zero"));
            }
            Ok(Value::Float(number / base))
        }),
        ("log2", |machine, args| logarithm(machine, args, "log2", f64::log2)),
        ("log10", |machine, args| logarithm(machine, args, "log10", f64::log10)),
        ("log1p", |machine, args| logarithm(machine, args, "log1p", f64::ln_1p)),
        ("pow", |machine, args| {
            let [x, y] = args.take(machine, "pow", 2)?;
            let x = machine.float_of(&x.unwrap_or(Value::None))?;
            let y = machine.float_of(&y.unwrap_or(Value::None))?;
            domain(machine, x.powf(y), x.is_finite() && y.is_finite())
        }),
        ("fmod", |machine, args| {
            let [x, y] = args.take(machine, "fmod", 2)?;
            let x = machine.float_of(&x.unwrap_or(Value::None))?;
            let y = machine.float_of(&y.unwrap_or(Value::None))?;
            domain(machine, x % y, x.is_finite())
        }),
        ("atan2", |machine, args| {
            let [y, x] = args.take(machine, "atan2", 2)?;
            let y = machine.float_of(&y.unwrap_or(Value::None))?;
            let x = machine.float_of(&x.unwrap_or(Value::None))?;
            Ok(Value::Float(y.atan2(x)))
        }),
        ("hypot", |machine, args| {
            let mut sum = 0.0_f64;
            for value in &args.positional {
                sum = sum.hypot(machine.float_of(value)?);
            }
            Ok(Value::Float(sum))
        }),
        ("copysign", |machine, args| {
            let [x, y] = args.take(machine, "copysign", 2)?;
            let x = machine.float_of(&x.unwrap_or(Value::None))?;
            let y = machine.float_of(&y.unwrap_or(Value::None))?;
            Ok(Value::Float(x.copysign(y)))
        }),
        ("isnan", |machine, args| Ok(Value::Bool(one(machine, args, "isnan")?.is_nan()))),
        ("isinf", |machine, args| Ok(Value::Bool(one(machine, args, "isinf")?.is_infinite()))),
        ("isfinite", |machine, args| Ok(Value::Bool(one(machine, args, "isfinite")?.is_finite()))),
        ("isclose", |machine, args| {
            let taken = args.bind(machine, "isclose", &["a", "b", "*", "rel_tol?", "abs_tol?"])?;
            let mut numbers = [0.0, 0.0, 1e-9, 0.0];
            for (number, value) in numbers.iter_mut().zip(taken.values) {
                if let Some(value) = value {
                    *number = machine.float_of(&value)?;
                }
            }
            let [a, b, relative, absolute] = numbers;
            let far = (relative * a.abs().max(b.abs())).max(absolute);
            Ok(Value::Bool(a == b || a.is_finite() && b.is_finite() && (a - b).abs() <= far))
        }),
        ("gcd", super::integers::gcd),
        ("lcm", super::integers::lcm),
        ("factorial", super::integers::factorial),
        ("comb", super::integers::comb),
        ("perm", super::integers::perm),
        ("isqrt", super::integers::isqrt),
        ("modf", |machine, args| {
            let number = one(machine, args, "modf")?;
            Ok(Value::tuple(vec![Value::Float(number.fract()), Value::Float(number.trunc())]))
        }),
        ("prod", |machine, args| {
            let taken = args.bind(machine, "prod", &["iterable", "/", "*", "start?"])?;
            let [items, start] = taken.array();
            let mut product = start.unwrap_or(Value::Int(1));
            for item in machine.collect(&items.unwrap_or(Value::None))? {
                product = machine.binary(crate::orm::python::Binary::Multiply, &product, &item)?;
            }
            Ok(product)
        }),
        ("fsum", |machine, args| {
            let items = args.take_one(machine, "math.fsum")?;
            // Neumaier's sum, which loses nothing that a script of this size would see.
            let (mut sum, mut lost) = (0.0_f64, 0.0_f64);
            for item in machine.collect(&items)? {
                let number = machine.float_of(&item)?;
                let total = sum + number;
                lost += if sum.abs() >= number.abs() {
                    (sum - total) + number
                } else {
                    (number - total) + sum
                };
                sum = total;
            }
            Ok(Value::Float(sum + lost))
        }),
    ]);
    names.insert("pi".into(), Value::Float(std::f64::consts::PI));
    names.insert("e".into(), Value::Float(std::f64::consts::E));
    names.insert("tau".into(), Value::Float(std::f64::consts::TAU));
    names.insert("inf".into(), Value::Float(f64::INFINITY));
    names.insert("nan".into(), Value::Float(f64::NAN));
    machine.add_module("math", names);
}

/// A logarithm of a number, also of an integer that no float holds.
fn logarithm_of(machine: &mut Machine, value: &Value, function: fn(f64) -> f64) -> Run<f64> {
    if let Value::Big(number) = Machine::plain_part(value)
        && number.sign() != num_bigint::Sign::Minus
    {
        let surplus = number.bits().saturating_sub(64);
        let part = whole::to_float(&(&*number >> surplus));
        return Ok(function(part) + function(2.0) * surplus as f64);
    }
    let number = match Machine::plain_part(value) {
        // Below all that a logarithm has.
        Value::Big(_) => f64::NEG_INFINITY,
        _ => machine.float_of(value)?,
    };
    let value = function(number);
    if value.is_nan() && !number.is_nan() || value == f64::NEG_INFINITY {
        return Err(machine.error("ValueError", "math domain error"));
    }
    Ok(value)
}

fn logarithm(
    machine: &mut Machine,
    args: Args,
    name: &str,
    function: fn(f64) -> f64,
) -> Run<Value> {
    let value = args.take_one(machine, &format!("math.{name}"))?;
    logarithm_of(machine, &value, function).map(Value::Float)
}
