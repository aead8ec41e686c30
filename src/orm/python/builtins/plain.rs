//! Attributes and methods of numbers, tuples, ranges and what else is simple.

use std::rc::Rc;

use rust_decimal::RoundingStrategy;
use rust_decimal::prelude::ToPrimitive;

use crate::orm::python::number::whole;
use crate::orm::python::text::decimal::Parts;
use crate::orm::python::value::clamped;
use crate::orm::python::{Args, Machine, Run, Value};

pub(super) const INT: &[&str] =
    &["bit_count", "bit_length", "conjugate", "as_integer_ratio", "to_bytes"];
pub(super) const FLOAT: &[&str] = &["is_integer", "conjugate", "as_integer_ratio", "hex"];
pub(super) const TUPLE: &[&str] = &["count", "index"];
pub(super) const DECIMAL: &[&str] = &[
    "quantize",
    "normalize",
    "to_integral_value",
    "to_integral",
    "as_tuple",
    "copy_abs",
    "copy_negate",
    "is_zero",
    "is_signed",
    "is_nan",
    "is_finite",
    "is_infinite",
    "adjusted",
    "sqrt",
    "compare",
    "to_eng_string",
    "max",
    "min",
    "conjugate",
];
const PROPERTY: &[&str] = &["setter", "getter", "deleter"];

pub(super) fn methods(value: &Value) -> &'static [&'static str] {
    match value {
        Value::Int(_) | Value::Big(_) | Value::Bool(_) => INT,
        Value::Float(_) => FLOAT,
        Value::Decimal(_) => DECIMAL,
        Value::Tuple(_) | Value::Range(..) => TUPLE,
        Value::Property(_) => PROPERTY,
        Value::Slice(_) => &["indices"],
        _ => &[],
    }
}

impl Machine {
    /// What is no method.
    pub(super) fn plain_attribute(&mut self, value: &Value, name: &str) -> Run<Option<Value>> {
        if let Some(found) = self.moment_attribute(value, name) {
            return Ok(Some(found));
        }
        let found = match (value, name) {
            (Value::Int(_) | Value::Big(_), "real" | "numerator") => value.clone(),
            (Value::Bool(truth), "real" | "numerator") => Value::Int(i64::from(*truth)),
            (Value::Int(_) | Value::Big(_) | Value::Bool(_), "imag") => Value::Int(0),
            (Value::Int(_) | Value::Big(_) | Value::Bool(_), "denominator") => Value::Int(1),
            (Value::Float(_) | Value::Decimal(_), "real") => value.clone(),
            (Value::Float(_), "imag") => Value::Float(0.0),
            (Value::Range(start, ..), "start") => Value::Int(*start),
            (Value::Range(_, stop, _), "stop") => Value::Int(*stop),
            (Value::Range(_, _, step), "step") => Value::Int(*step),
            (Value::Slice(parts), "start") => parts[0].clone(),
            (Value::Slice(parts), "stop") => parts[1].clone(),
            (Value::Slice(parts), "step") => parts[2].clone(),
            (Value::Builtin(function), "__name__" | "__qualname__") => {
                Value::Str(Rc::clone(&function.name))
            }
            (Value::Builtin(_), "__module__") => Value::str("builtins"),
            (Value::Uuid(number), "hex") => Value::str(format!("{number:032x}")),
            (Value::Uuid(number), "bytes") => Value::Bytes(number.to_be_bytes().into()),
            (Value::Uuid(number), "int") => whole::value((*number).into()),
            (Value::Uuid(number), "version") => Value::Int((number >> 76 & 0xf) as i64),
            (Value::Instance(instance), _) => {
                let instance = Rc::clone(instance);
                return Ok(self.enum_attribute(&instance, name));
            }
            (_, "__doc__") => Value::None,
            _ => return Ok(None),
        };
        Ok(Some(found))
    }

    pub(super) fn plain_method(
        &mut self,
        value: &Value,
        name: &str,
        args: &Args,
    ) -> Run<Option<Value>> {
        let args = args.clone();
        Ok(Some(match (value, name) {
            (Value::Bool(truth), _) => {
                return self.plain_method(&Value::Int(i64::from(*truth)), name, &args);
            }
            (Value::Int(_) | Value::Big(_) | Value::Float(_) | Value::Decimal(_), "conjugate") => {
                value.clone()
            }
            (Value::Int(number), "bit_length") => {
                Value::Int(i64::from(64 - number.unsigned_abs().leading_zeros()))
            }
            (Value::Int(number), "bit_count") => {
                Value::Int(i64::from(number.unsigned_abs().count_ones()))
            }
            (Value::Big(number), "bit_length") => {
                Value::Int(i64::try_from(number.bits()).unwrap_or(i64::MAX))
            }
            (Value::Big(number), "bit_count") => {
                Value::Int(i64::try_from(number.magnitude().count_ones()).unwrap_or(i64::MAX))
            }
            (Value::Int(_) | Value::Big(_), "as_integer_ratio") => {
                Value::tuple(vec![value.clone(), Value::Int(1)])
            }
            (Value::Int(_) | Value::Big(_), "to_bytes") => {
                return Err(self.unsupported("int.to_bytes()"));
            }
            (Value::Float(number), "is_integer") => Value::Bool(number.fract() == 0.0),
            (Value::Float(_), "as_integer_ratio" | "hex") => {
                return Err(self.unsupported(format!("float.{name}()")));
            }
            (Value::Range(start, _, step), "count" | "index")
                if let [item @ (Value::Int(_) | Value::Bool(_))] = args.positional.as_slice() =>
            {
                let number = self.index(item)?;
                let inside = self.contains(value, &Value::Int(number))?;
                match (name, inside) {
                    ("count", _) => Value::Int(i64::from(inside)),
                    (_, true) => Value::Int((number - start) / step),
                    _ => {
                        let text = format!("{number} is not in range");
                        return Err(self.error("ValueError", text));
                    }
                }
            }
            (Value::Tuple(_) | Value::Range(..), "count") => {
                let item = args.take_one(self, &format!("{}.count", self.type_name(value)))?;
                let items = self.collect(value)?;
                Value::Int(self.count_in(&items, &item)?)
            }
            (Value::Tuple(_) | Value::Range(..), "index") => {
                let [item, start, stop] = args.take(self, "index", 1)?;
                let item = item.unwrap_or(Value::None);
                let items = self.collect(value)?;
                let bound = |machine: &mut Self, value: Option<Value>, default: usize| {
                    Ok(match value {
                        Some(value) => clamped(machine.index(&value)?, items.len()),
                        None => default,
                    })
                };
                let (start, stop) = (bound(self, start, 0)?, bound(self, stop, items.len())?);
                for (at, other) in items.iter().enumerate().take(stop).skip(start) {
                    if self.same(other, &item)? {
                        return Ok(Some(Value::Int(at as i64)));
                    }
                }
                let text = match value {
                    Value::Tuple(_) => "tuple.index(x): x not in tuple".to_owned(),
                    _ => format!("{} is not in range", self.repr(&item)?),
                };
                return Err(self.error("ValueError", text));
            }
            (Value::Decimal(_), _) => return self.decimal_method(value, name, args),
            (Value::Property(property), "setter" | "getter" | "deleter") => {
                let function = args.take_one(self, name)?;
                let mut made = crate::orm::python::Property {
                    get: property.get.clone(),
                    set: property.set.clone(),
                    delete: property.delete.clone(),
                };
                match name {
                    "setter" => made.set = Some(function),
                    "getter" => made.get = Some(function),
                    _ => made.delete = Some(function),
                }
                Value::Property(Rc::new(made))
            }
            _ => return Ok(None),
        }))
    }

    fn decimal_method(&mut self, value: &Value, name: &str, args: Args) -> Run<Option<Value>> {
        let Value::Decimal(number) = value else { return Ok(None) };
        let number = *number;
        Ok(Some(match name {
            "quantize" => {
                let taken = args.bind(self, "quantize", &["exp", "rounding?", "context?"])?;
                let [exponent, rounding] = taken.array();
                let places = match exponent {
                    Some(Value::Decimal(exponent)) => exponent.scale(),
                    Some(Value::Int(_)) => 0,
                    _ => {
                        let text = "conversion to Decimal is not supported";
                        return Err(self.error("TypeError", text));
                    }
                };
                let strategy = match rounding.as_ref().and_then(Value::as_str) {
                    None | Some("ROUND_HALF_EVEN") => RoundingStrategy::MidpointNearestEven,
                    Some("ROUND_HALF_UP") => RoundingStrategy::MidpointAwayFromZero,
                    Some("ROUND_HALF_DOWN") => RoundingStrategy::MidpointTowardZero,
                    Some("ROUND_UP") => RoundingStrategy::AwayFromZero,
                    Some("ROUND_DOWN") => RoundingStrategy::ToZero,
                    Some("ROUND_CEILING") => RoundingStrategy::ToPositiveInfinity,
                    Some("ROUND_FLOOR") => RoundingStrategy::ToNegativeInfinity,
                    Some(_) => {
                        let text = "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]";
                        return Err(self.error("TypeError", text));
                    }
                };
                let mut rounded = number.round_dp_with_strategy(places, strategy);
                rounded.rescale(places);
                if rounded.scale() != places || Parts::of(rounded).digits.len() > 28 {
                    return Err(self.decimal_signal("InvalidOperation", "InvalidOperation"));
                }
                Value::Decimal(rounded)
            }
            "normalize" => {
                let plain = number.normalize();
                let tens = plain.scale() == 0 && plain.mantissa() % 10 == 0 && !plain.is_zero();
                if tens {
                    return Err(self.wide_decimal());
                }
                Value::Decimal(plain)
            }
            "to_integral_value" | "to_integral" => Value::Decimal(
                number.round_dp_with_strategy(0, RoundingStrategy::MidpointNearestEven),
            ),
            "as_tuple" => {
                let parts = Parts::of(number);
                let digits = parts.digits.chars().filter_map(|digit| digit.to_digit(10));
                let digits = digits.map(|digit| Value::Int(i64::from(digit))).collect();
                let fields = vec![
                    ("sign", Value::Int(i64::from(parts.negative))),
                    ("digits", Value::tuple(digits)),
                    ("exponent", Value::Int(parts.exponent)),
                ];
                self.named_tuple("DecimalTuple", fields)
            }
            "copy_abs" => Value::Decimal(number.abs()),
            "copy_negate" => Value::Decimal(-number),
            "is_zero" => Value::Bool(number.is_zero()),
            "is_signed" => Value::Bool(number.is_sign_negative()),
            "is_nan" | "is_infinite" => Value::Bool(false),
            "is_finite" => Value::Bool(true),
            "adjusted" => {
                let parts = Parts::of(number);
                Value::Int(parts.exponent + parts.digits.len() as i64 - 1)
            }
            "to_eng_string" => Value::Str(self.str(value)?),
            "sqrt" => {
                let root = number.to_f64().map(f64::sqrt);
                match root.filter(|root| root.fract() == 0.0) {
                    Some(root) if number.scale() == 0 => {
                        return self
                            .construct("Decimal", Args::of(vec![Value::Int(root as i64)]))
                            .map(Some);
                    }
                    _ => return Err(self.unsupported("Decimal.sqrt()")),
                }
            }
            "compare" | "max" | "min" => {
                let other = args.take_one(self, name)?;
                let Value::Decimal(other) = self.construct("Decimal", Args::of(vec![other]))?
                else {
                    return Ok(None);
                };
                match name {
                    "max" => Value::Decimal(number.max(other)),
                    "min" => Value::Decimal(number.min(other)),
                    _ => Value::Decimal(rust_decimal::Decimal::from(number.cmp(&other) as i8)),
                }
            }
            _ => return Ok(None),
        }))
    }
}
