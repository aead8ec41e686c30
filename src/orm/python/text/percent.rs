//! `'%s and %5.2f' % (a, b)`.

use crate::orm::python::text::{float, integer, quote};
use crate::orm::python::{Machine, Run, Value};

/// One place to fill.
#[derive(Default)]
struct Place {
    left: bool,
    plus: bool,
    space: bool,
    alternate: bool,
    zero: bool,
    width: usize,
    precision: Option<usize>,
}

impl Place {
    /// Pads what stands in the place; `sign` goes before zeros.
    fn fill(&self, sign: &str, body: &str, may_zero: bool) -> String {
        let length = sign.len() + body.chars().count();
        let missing = self.width.saturating_sub(length);
        if self.left {
            format!("{sign}{body}{}", " ".repeat(missing))
        } else if self.zero && may_zero {
            format!("{sign}{}{body}", "0".repeat(missing))
        } else {
            format!("{}{sign}{body}", " ".repeat(missing))
        }
    }

    fn sign(&self, negative: bool) -> &'static str {
        match () {
            () if negative => "-",
            () if self.plus => "+",
            () if self.space => " ",
            () => "",
        }
    }
}

/// The arguments, one after another.
struct Supply<'a> {
    values: Vec<Value>,
    at: usize,
    whole: &'a Value,
}

impl Supply<'_> {
    fn next(&mut self, machine: &mut Machine) -> Run<Value> {
        let value = self.values.get(self.at).cloned();
        self.at += 1;
        value.ok_or_else(|| machine.error("TypeError", "not enough arguments for format string"))
    }
}

impl Machine {
    /// `format % value`.
    pub(in crate::orm::python) fn percent(&mut self, format: &str, value: &Value) -> Run<String> {
        let values = match value {
            Value::Tuple(items) => items.to_vec(),
            single => vec![single.clone()],
        };
        let is_mapping = match value {
            Value::Dict(_) | Value::List(_) | Value::Native(_) => true,
            Value::Instance(instance) => {
                Self::part(instance).is_some() || self.special(value, "__getitem__").is_some()
            }
            _ => false,
        };
        let mut supply = Supply { values, at: 0, whole: value };
        let mut by_name = false;
        let mut out = String::new();
        let letters: Vec<char> = format.chars().collect();
        let mut at = 0;
        let get = |at: usize| letters.get(at).copied();
        while let Some(letter) = get(at) {
            at += 1;
            if letter != '%' {
                out.push(letter);
                continue;
            }
            let mut named = None;
            if get(at) == Some('(') {
                let start = at + 1;
                let mut depth = 1;
                at = start;
                while depth > 0 {
                    match get(at) {
                        Some('(') => depth += 1,
                        Some(')') => depth -= 1,
                        Some(_) => {}
                        None => {
                            return Err(self.error("ValueError", "incomplete format key"));
                        }
                    }
                    at += 1;
                }
                let key: String = letters.get(start..at - 1).unwrap_or_default().iter().collect();
                if !is_mapping {
                    return Err(self.error("TypeError", "format requires a mapping"));
                }
                by_name = true;
                named = Some(self.item(supply.whole, &Value::str(key))?);
            }
            let mut place = Place::default();
            loop {
                match get(at) {
                    Some('-') => place.left = true,
                    Some('+') => place.plus = true,
                    Some(' ') => place.space = true,
                    Some('#') => place.alternate = true,
                    Some('0') => place.zero = true,
                    _ => break,
                }
                at += 1;
            }
            let star = |machine: &mut Machine, supply: &mut Supply<'_>| -> Run<i64> {
                match supply.next(machine)? {
                    Value::Int(number) => Ok(number),
                    _ => Err(machine.error("TypeError", "* wants int")),
                }
            };
            let digits = |at: &mut usize| {
                let mut number: usize = 0;
                while let Some(digit) = get(*at).and_then(|letter| letter.to_digit(10)) {
                    number = number.saturating_mul(10).saturating_add(digit as usize);
                    *at += 1;
                }
                number
            };
            if get(at) == Some('*') {
                at += 1;
                let width = star(self, &mut supply)?;
                place.left |= width < 0;
                place.width = usize::try_from(width.unsigned_abs()).unwrap_or(usize::MAX);
            } else {
                place.width = digits(&mut at);
            }
            if get(at) == Some('.') {
                at += 1;
                place.precision = Some(if get(at) == Some('*') {
                    at += 1;
                    usize::try_from(star(self, &mut supply)?).unwrap_or(0)
                } else {
                    digits(&mut at)
                });
            }
            self.use_bytes(place.width.max(place.precision.unwrap_or(0)))?;
            while matches!(get(at), Some('h' | 'l' | 'L')) {
                at += 1;
            }
            let Some(code) = get(at) else {
                return Err(self.error("ValueError", "incomplete format"));
            };
            at += 1;
            if code == '%' {
                out.push('%');
                continue;
            }
            let value = match named {
                Some(value) => value,
                None => supply.next(self)?,
            };
            let filled = self.fill_place(&place, code, &value, at - 1)?;
            self.use_bytes(filled.len())?;
            out.push_str(&filled);
        }
        let is_tuple = matches!(value, Value::Tuple(_));
        let left = supply.at < supply.values.len();
        if left && !by_name && (is_tuple || !is_mapping) {
            let text = "not all arguments converted during string formatting";
            return Err(self.error("TypeError", text));
        }
        Ok(out)
    }

    fn fill_place(&mut self, place: &Place, code: char, value: &Value, at: usize) -> Run<String> {
        let plain = &Self::plain_part(value);
        let value = if matches!(code, 's' | 'r' | 'a') { value } else { plain };
        match code {
            's' | 'r' | 'a' => {
                let text = match code {
                    's' => self.str(value)?,
                    'r' => self.repr(value)?,
                    _ => quote::ascii(&self.repr(value)?).into(),
                };
                let text: String = match place.precision {
                    Some(count) => text.chars().take(count).collect(),
                    None => text.to_string(),
                };
                Ok(place.fill("", &text, false))
            }
            'd' | 'i' | 'u' | 'x' | 'X' | 'o' => {
                let number = match value {
                    Value::Int(_) | Value::Bool(_) | Value::Big(_) => value.clone(),
                    Value::Float(_) | Value::Decimal(_) if matches!(code, 'd' | 'i' | 'u') => {
                        self.whole_of(value)?
                    }
                    _ => {
                        let kind = self.type_name(value);
                        let needs = match code {
                            'd' | 'i' | 'u' => "a real number is required",
                            _ => "an integer is required",
                        };
                        let text = format!("%{code} format: {needs}, not {kind}");
                        return Err(self.error("TypeError", text));
                    }
                };
                let (is_negative, digits) = integer::digits(self, &number, code)?;
                let zeros = place.precision.unwrap_or(0).saturating_sub(digits.len());
                let digits = "0".repeat(zeros) + &digits;
                let prefix = match code {
                    'x' if place.alternate => "0x",
                    'X' if place.alternate => "0X",
                    'o' if place.alternate => "0o",
                    _ => "",
                };
                let sign = format!("{}{prefix}", place.sign(is_negative));
                Ok(place.fill(&sign, &digits, true))
            }
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {
                let number = match value {
                    Value::Float(number) => *number,
                    Value::Int(_) | Value::Big(_) | Value::Bool(_) | Value::Decimal(_) => {
                        self.float_of(value)?
                    }
                    _ => {
                        let kind = self.type_name(value);
                        let text = format!("must be real number, not {kind}");
                        return Err(self.error("TypeError", text));
                    }
                };
                let precision = place.precision.unwrap_or(6);
                let size = number.abs();
                let text = if !number.is_finite() {
                    float::repr(size)
                } else {
                    match code {
                        'e' | 'E' => float::scientific(size, precision, place.alternate),
                        'f' | 'F' => float::fixed(size, precision, place.alternate),
                        _ => float::general(size, precision, place.alternate, false),
                    }
                };
                let text = if code.is_ascii_uppercase() { text.to_uppercase() } else { text };
                let negative = number.is_sign_negative() && !number.is_nan();
                Ok(place.fill(place.sign(negative), &text, true))
            }
            'c' => {
                let text = match value {
                    Value::Str(text) if text.chars().count() == 1 => text.to_string(),
                    Value::Int(number) => {
                        let letter = u32::try_from(*number).ok().and_then(char::from_u32);
                        let Some(letter) = letter else {
                            let text = "%c arg not in range(0x110000)";
                            return Err(self.error("OverflowError", text));
                        };
                        letter.to_string()
                    }
                    Value::Big(_) => {
                        let text = "%c arg not in range(0x110000)";
                        return Err(self.error("OverflowError", text));
                    }
                    _ => return Err(self.error("TypeError", "%c requires int or char")),
                };
                Ok(place.fill("", &text, false))
            }
            other => {
                let code = u32::from(other);
                let text =
                    format!("unsupported format character '{other}' (0x{code:x}) at index {at}");
                Err(self.error("ValueError", text))
            }
        }
    }
}
