//! What Python's own types make when they are called.

use std::rc::Rc;
use std::str::FromStr;

use rust_decimal::Decimal;

use crate::orm::python::number::whole;
use crate::orm::python::value::Part;
use crate::orm::python::{
    Args, Class, Dict, Instance, Machine, Property, Run, Set, Slice, Stop, Value, Wrapped,
};

impl Machine {
    /// `name(…)` for one of Python's own types.
    pub(in crate::orm::python) fn construct(&mut self, name: &str, args: Args) -> Run<Value> {
        match name {
            "object" => {
                if !args.positional.is_empty() || !args.named.is_empty() {
                    return Err(self.error("TypeError", "object() takes no arguments"));
                }
                let class = self.builtin_class("object");
                Ok(Value::Instance(self.new_instance(&class)))
            }
            "type" => match <[Value; 3]>::try_from(args.positional) {
                Ok(parts) => self.class_of_parts(parts, args.named),
                Err(mut one) => match (one.len(), one.pop()) {
                    (1, Some(value)) => Ok(Value::Class(self.class_of(&value))),
                    _ => Err(self.error("TypeError", "type() takes 1 or 3 arguments")),
                },
            },
            "bool" => {
                let [value] = args.take(self, "bool", 0)?;
                match value {
                    Some(value) => self.truth(&value).map(Value::Bool),
                    None => Ok(Value::Bool(false)),
                }
            }
            "int" => self.to_int(args),
            "float" => self.to_float(args),
            "str" => self.to_str(args),
            "list" => {
                let [items] = args.take(self, "list", 0)?;
                match items {
                    Some(items) => self.collect(&items).map(Value::list),
                    None => Ok(Value::list(Vec::new())),
                }
            }
            "tuple" => {
                let [items] = args.take(self, "tuple", 0)?;
                match items {
                    Some(items @ Value::Tuple(_)) => Ok(items),
                    Some(items) => self.collect(&items).map(Value::tuple),
                    None => Ok(Value::tuple(Vec::new())),
                }
            }
            "dict" => {
                let dict = Rc::new(Dict::default());
                self.dict_fill(&dict, args, "dict")?;
                Ok(Value::Dict(dict))
            }
            "set" => {
                let [items] = args.take(self, "set", 0)?;
                let items = match items {
                    Some(items) => self.collect(&items)?,
                    None => Vec::new(),
                };
                self.set_of(items)
            }
            "frozenset" => {
                let [items] = args.take(self, "frozenset", 0)?;
                let items = match items {
                    Some(items) => self.collect(&items)?,
                    None => Vec::new(),
                };
                match self.set_of(items)? {
                    Value::Set(set) => {
                        let members = set.members.take();
                        Ok(Value::Set(Rc::new(Set { members: members.into(), frozen: true })))
                    }
                    other => Ok(other),
                }
            }
            "bytes" => self.to_bytes(args),
            "range" => {
                let [first, second, third] = args.take(self, "range", 1)?;
                let number = |machine: &mut Self, value: Option<Value>| match value {
                    Some(value) => match i64::try_from(machine.whole_index(&value)?) {
                        Ok(number) => Ok(Some(number)),
                        Err(_) => Err(machine.unsupported("a range beyond 64 bits")),
                    },
                    None => Ok(None),
                };
                let first = number(self, first)?.unwrap_or(0);
                let second = number(self, second)?;
                let step = number(self, third)?.unwrap_or(1);
                if step == 0 {
                    return Err(self.error("ValueError", "range() arg 3 must not be zero"));
                }
                Ok(match second {
                    Some(stop) => Value::Range(first, stop, step),
                    None => Value::Range(0, first, 1),
                })
            }
            "slice" => {
                let [first, second, third] = args.take(self, "slice", 1)?;
                let (start, stop) = match second {
                    Some(stop) => (first, Some(stop)),
                    None => (None, first),
                };
                let part = |value: Option<Value>| value.unwrap_or(Value::None);
                Ok(Value::Slice(Rc::new(Slice([part(start), part(stop), part(third)]))))
            }
            "property" => {
                let taken = args.bind(self, "property", &["fget?", "fset?", "fdel?", "doc?"])?;
                let mut values = taken.values.into_iter();
                let mut take = || values.next().flatten().filter(|value| !value.is_none());
                let (get, set, delete) = (take(), take(), take());
                Ok(Value::Property(Rc::new(Property { get, set, delete })))
            }
            "staticmethod" => Ok(Value::StaticMethod(Rc::new(Wrapped(args.take_one(self, name)?)))),
            "classmethod" => Ok(Value::ClassMethod(Rc::new(Wrapped(args.take_one(self, name)?)))),
            "Decimal" => self.to_decimal(args),
            "UUID" => self.to_uuid(args),
            "date" | "datetime" | "time" | "timedelta" | "timezone" => self.to_moment(name, args),
            "defaultdict" | "Counter" | "OrderedDict" | "deque" => {
                let class = self.builtin_class(name);
                self.to_family(&class, args)
            }
            "complex" | "bytearray" | "memoryview" => Err(self.unsupported(format!("{name}()"))),
            _ => {
                let text = format!("cannot create '{name}' instances");
                Err(self.error("TypeError", text))
            }
        }
    }

    /// `defaultdict(…)` and its kin: an object with a part.
    pub(super) fn to_family(&mut self, class: &Rc<Class>, mut args: Args) -> Run<Value> {
        let instance = self.new_instance(class);
        if &*class.name == "defaultdict" {
            let factory =
                if args.positional.is_empty() { Value::None } else { args.positional.remove(0) };
            let is_callable =
                !matches!(factory, Value::Int(_) | Value::Str(_) | Value::List(_) | Value::Dict(_));
            if !is_callable {
                let text = "first argument must be callable or None";
                return Err(self.error("TypeError", text));
            }
            instance.dict.borrow_mut().insert("default_factory".into(), factory);
        }
        let part = match &*class.name {
            "deque" => self.deque_part(&instance, args.clone())?,
            "Counter" => Value::Dict(Rc::new(Dict::default())),
            _ => self.construct("dict", args.clone())?,
        };
        // An object has its part once only.
        let _ = instance.slot.set(Rc::new(Part(part)));
        if &*class.name == "Counter" {
            self.count_into(&instance, args, 1)?;
        }
        Ok(Value::Instance(instance))
    }

    /// Counts what is iterated over, or adds the counts of a mapping, `sign` times.
    pub(super) fn count_into(&mut self, instance: &Rc<Instance>, args: Args, sign: i64) -> Run<()> {
        let counter = Value::Instance(Rc::clone(instance));
        let Args { positional, named } = args;
        let [source] = Args::of(positional).take(self, "Counter", 0)?;
        let mut pairs = Vec::new();
        match source {
            None | Some(Value::None) => {}
            Some(source) => match Self::plain_part(&source) {
                mapping @ Value::Dict(_) => {
                    for key in self.collect(&mapping)? {
                        let count = self.item(&mapping, &key)?;
                        pairs.push((key, count));
                    }
                }
                items => {
                    let items = self.collect(&items)?;
                    pairs.extend(items.into_iter().map(|item| (item, Value::Int(1))));
                }
            },
        }
        pairs.extend(named.into_iter().map(|(name, count)| (Value::Str(name), count)));
        let op = if sign < 0 {
            crate::orm::python::Binary::Subtract
        } else {
            crate::orm::python::Binary::Add
        };
        for (key, count) in pairs {
            let before = self.item(&counter, &key)?;
            let after = self.binary(op, &before, &count)?;
            self.set_item(&counter, &key, after)?;
        }
        Ok(())
    }

    fn to_int(&mut self, args: Args) -> Run<Value> {
        let taken = args.bind(self, "int", &["x?", "/", "base?"])?;
        let [value, base] = taken.array();
        let Some(value) = value else { return Ok(Value::Int(0)) };
        if let Some(base) = base {
            let base = self.index(&base)?;
            let Value::Str(text) = &value else {
                let text = "int() can't convert non-string with explicit base";
                return Err(self.error("TypeError", text));
            };
            if base != 0 && !(2..=36).contains(&base) {
                let text = "int() base must be >= 2 and <= 36, or 0";
                return Err(self.error("ValueError", text));
            }
            return self.parse_int(text, base, &value);
        }
        for name in ["__int__", "__index__", "__trunc__"] {
            if let Some(method) = self.special(&value, name) {
                return self.call_special(&value, &method, Vec::new());
            }
        }
        match Self::plain_part(&value) {
            Value::Str(text) => self.parse_int(&text, 10, &value),
            Value::Bytes(bytes) => {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                self.parse_int(&text, 10, &value)
            }
            Value::Uuid(number) => Ok(whole::value(number.into())),
            number @ (Value::Int(_)
            | Value::Big(_)
            | Value::Bool(_)
            | Value::Float(_)
            | Value::Decimal(_)) => self.whole_of(&number),
            _ => {
                let kind = self.type_name(&value);
                let text = format!(
                    "int() argument must be a string, a bytes-like object or a real number, not \
                     '{kind}'"
                );
                Err(self.error("TypeError", text))
            }
        }
    }

    fn parse_int(&mut self, text: &str, base: i64, value: &Value) -> Run<Value> {
        self.step(text.len() as u64 / 16)?;
        let trimmed = text.trim();
        let (negative, digits) = match trimmed.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, trimmed.strip_prefix('+').unwrap_or(trimmed)),
        };
        let lower = digits.to_ascii_lowercase();
        let prefixed = [("0x", 16), ("0o", 8), ("0b", 2)].iter().find_map(|(prefix, radix)| {
            let rest = lower.strip_prefix(prefix)?;
            (base == 0 || base == *radix).then(|| (rest.trim_start_matches('_').to_owned(), *radix))
        });
        let (digits, radix) = match prefixed {
            Some(found) => found,
            None => (lower, if base == 0 { 10 } else { base }),
        };
        let radix = u32::try_from(radix).unwrap_or(10);
        let well_formed = !digits.is_empty()
            && !digits.starts_with('_')
            && !digits.ends_with('_')
            && !digits.contains("__")
            && digits.chars().all(|letter| letter == '_' || letter.is_digit(radix))
            && !(base == 0
                && radix == 10
                && digits.len() > 1
                && digits.starts_with('0')
                && !digits.trim_matches(['0', '_']).is_empty());
        if !well_formed {
            let shown = self.repr(value)?;
            // CPython cuts the text that it shows.
            let shown: String = shown.chars().take(200).collect();
            let text = format!("invalid literal for int() with base {base}: {shown}");
            return Err(self.error("ValueError", text));
        }
        let sign = if negative { "-" } else { "" };
        let plain = format!("{sign}{}", digits.replace('_', ""));
        self.integer_from(&plain, radix)
    }

    fn to_float(&mut self, args: Args) -> Run<Value> {
        let [value] = args.take(self, "float", 0)?;
        let Some(value) = value else { return Ok(Value::Float(0.0)) };
        if let Some(method) = self.special(&value, "__float__") {
            return self.call_special(&value, &method, Vec::new());
        }
        match Self::plain_part(&value) {
            Value::Str(text) => match parse_float(&text) {
                Some(number) => Ok(Value::Float(number)),
                None => {
                    let shown = self.repr(&value)?;
                    let text = format!("could not convert string to float: {shown}");
                    Err(self.error("ValueError", text))
                }
            },
            number @ (Value::Int(_)
            | Value::Big(_)
            | Value::Bool(_)
            | Value::Float(_)
            | Value::Decimal(_)) => self.float_of(&number).map(Value::Float),
            _ => {
                let kind = self.type_name(&value);
                let text =
                    format!("float() argument must be a string or a real number, not '{kind}'");
                Err(self.error("TypeError", text))
            }
        }
    }

    fn to_str(&mut self, args: Args) -> Run<Value> {
        if args.positional.len() > 3 {
            let given = args.positional.len();
            let text = format!("str() takes at most 3 arguments ({given} given)");
            return Err(self.error("TypeError", text));
        }
        let taken = args.bind(self, "str", &["object?", "encoding?", "errors?"])?;
        let [value, encoding] = taken.array();
        if let Some(other) = encoding.as_ref().filter(|other| !matches!(other, Value::Str(_))) {
            let kind = self.type_name(other);
            let text = format!("str() argument 'encoding' must be str, not {kind}");
            return Err(self.error("TypeError", text));
        }
        match (value, encoding) {
            (None, _) => Ok(Value::str("")),
            (Some(value @ Value::Bytes(_)), Some(encoding)) => {
                let result = self.builtin_method(&value, "decode", Args::of(vec![encoding]))?;
                Ok(result.unwrap_or(Value::None))
            }
            (Some(value), None) => self.str(&value).map(Value::Str),
            (Some(value), Some(_)) => {
                let kind = self.type_name(&value);
                let text = format!("decoding to str: need a bytes-like object, {kind} found");
                Err(self.error("TypeError", text))
            }
        }
    }

    fn to_bytes(&mut self, args: Args) -> Run<Value> {
        let [value, encoding, _] = args.take(self, "bytes", 0)?;
        let bytes: Vec<u8> = match value {
            None => Vec::new(),
            Some(Value::Bytes(bytes)) => return Ok(Value::Bytes(bytes)),
            Some(Value::Str(text)) => {
                if encoding.is_none() {
                    let text = "string argument without an encoding";
                    return Err(self.error("TypeError", text));
                }
                self.expect_utf8(encoding)?;
                text.as_bytes().to_vec()
            }
            Some(Value::Int(length)) => {
                let Ok(length) = usize::try_from(length) else {
                    return Err(self.error("ValueError", "negative count"));
                };
                self.use_bytes(length)?;
                vec![0; length]
            }
            Some(Value::Big(_)) => {
                let text = "cannot fit 'int' into an index-sized integer";
                return Err(self.error("OverflowError", text));
            }
            Some(other) => {
                let mut bytes = Vec::new();
                for item in self.collect(&other)? {
                    match u8::try_from(self.whole_index(&item)?) {
                        Ok(byte) => bytes.push(byte),
                        Err(_) => {
                            let text = "bytes must be in range(0, 256)";
                            return Err(self.error("ValueError", text));
                        }
                    }
                }
                bytes
            }
        };
        Ok(Value::Bytes(bytes.into()))
    }

    fn to_decimal(&mut self, args: Args) -> Run<Value> {
        let taken = args.bind(self, "Decimal", &["value?", "context?"])?;
        let [value, _] = taken.array();
        let Some(value) = value else { return Ok(Value::Decimal(Decimal::ZERO)) };
        let number = match Self::plain_part(&value) {
            Value::Decimal(number) => number,
            Value::Int(number) => Decimal::from(number),
            Value::Big(number) => match whole::to_decimal(&number) {
                Some(number) => number,
                None => return Err(self.wide_decimal()),
            },
            Value::Bool(truth) => Decimal::from(i64::from(truth)),
            Value::Float(number) => {
                // A float's exact value, all digits of it.
                let text = format!("{number:.1074}");
                let text = text.trim_end_matches('0').trim_end_matches('.');
                match Decimal::from_str_exact(text) {
                    Ok(number) => number,
                    Err(_) => return Err(self.wide_decimal()),
                }
            }
            Value::Str(text) => self.parse_decimal(&text)?,
            Value::Tuple(_) | Value::List(_) => {
                return Err(self.unsupported("Decimal() of a tuple"));
            }
            _ => {
                let kind = self.type_name(&value);
                let text = format!("conversion from {kind} to Decimal is not supported");
                return Err(self.error("TypeError", text));
            }
        };
        Ok(Value::Decimal(number))
    }

    /// A decimal from its text, or decimal.InvalidOperation.
    pub(super) fn parse_decimal(&mut self, text: &str) -> Run<Decimal> {
        let plain = text.trim().replace('_', "");
        let lower = plain.to_ascii_lowercase();
        let unsigned = lower.trim_start_matches(['+', '-']);
        if matches!(unsigned, "nan" | "inf" | "infinity" | "snan") {
            return Err(self.unsupported(format!("Decimal('{text}')")));
        }
        let (mantissa, exponent) = lower.split_once('e').unwrap_or((&lower, "0"));
        let is_number = |text: &str| {
            let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
            let digits = unsigned.replacen('.', "", 1);
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !is_number(mantissa) || !is_number(exponent) || exponent.contains('.') {
            return Err(self.decimal_signal("InvalidOperation", "ConversionSyntax"));
        }
        let exponent: i64 = exponent.parse().unwrap_or(i64::MAX);
        let places = mantissa.split_once('.').map_or(0, |(_, after)| after.len() as i64);
        let scale = places.saturating_sub(exponent);
        let digits = mantissa.replace('.', "");
        let made = i128::from_str(&digits).ok().zip(u32::try_from(scale).ok());
        let made =
            made.and_then(|(digits, scale)| Decimal::try_from_i128_with_scale(digits, scale).ok());
        match made {
            Some(mut number) => {
                if mantissa.starts_with('-') {
                    number.set_sign_negative(true);
                }
                Ok(number)
            }
            None => Err(self.wide_decimal()),
        }
    }

    fn to_uuid(&mut self, args: Args) -> Run<Value> {
        let taken = args.bind(self, "UUID", &["hex?", "bytes?", "int?"])?;
        let mut values = taken.values.into_iter();
        match (values.next().flatten(), values.next().flatten(), values.next().flatten()) {
            (Some(Value::Str(text)), None, None) => {
                let digits = text.replace("urn:", "").replace("uuid:", "");
                let digits = digits.trim_matches(['{', '}']).replace('-', "");
                match u128::from_str_radix(&digits, 16) {
                    Ok(number) if digits.len() == 32 => Ok(Value::Uuid(number)),
                    _ => Err(self.bad_uuid()),
                }
            }
            (None, Some(Value::Bytes(bytes)), None) => match <[u8; 16]>::try_from(&*bytes) {
                Ok(bytes) => Ok(Value::Uuid(u128::from_be_bytes(bytes))),
                Err(_) => Err(self.error("ValueError", "bytes is not a 16-char string")),
            },
            (None, None, Some(number @ (Value::Int(_) | Value::Big(_)))) => {
                match whole::of(&number).and_then(|number| u128::try_from(number).ok()).ok_or(()) {
                    Ok(number) => Ok(Value::Uuid(number)),
                    Err(_) => {
                        let text = "int is out of range (need a 128-bit value)";
                        Err(self.error("ValueError", text))
                    }
                }
            }
            (Some(_), None, None) => {
                let text = "'UUID' of what is no text is not supported";
                Err(self.error("AttributeError", text))
            }
            _ => {
                let text =
                    "one of the hex, bytes, bytes_le, fields, or int arguments must be given";
                Err(self.error("TypeError", text))
            }
        }
    }

    fn bad_uuid(&mut self) -> Stop {
        self.error("ValueError", "badly formed hexadecimal UUID string")
    }
}

/// A float as Python reads it.
pub(super) fn parse_float(text: &str) -> Option<f64> {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    let unsigned = lower.strip_prefix(['+', '-']).unwrap_or(&lower);
    let negative = lower.starts_with('-');
    let number = match unsigned {
        "inf" | "infinity" => f64::INFINITY,
        "nan" => f64::NAN,
        _ => {
            let misplaced = unsigned.starts_with('_')
                || unsigned.ends_with('_')
                || unsigned.contains("__")
                || unsigned.contains("_.")
                || unsigned.contains("._");
            let well_formed = unsigned.bytes().all(|byte| {
                byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'+' | b'-' | b'_')
            });
            if misplaced || !well_formed || unsigned.starts_with(['+', '-']) {
                return None;
            }
            unsigned.replace('_', "").parse().ok()?
        }
    };
    Some(if negative { -number } else { number })
}
