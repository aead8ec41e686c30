//! Python's little language of formats: `>10`, `,.2f`, `#x`.

use crate::orm::python::text::{float, integer};
use crate::orm::python::{Machine, Run, Stop, Value};

/// A format, read.
#[derive(Debug, Clone, Default)]
pub(in crate::orm::python) struct Spec {
    pub fill: Option<char>,
    pub align: Option<char>,
    pub sign: Option<char>,
    pub alternate: bool,
    pub width: usize,
    pub grouping: Option<char>,
    pub precision: Option<usize>,
    pub kind: Option<char>,
    /// `z`: no negative zero.
    pub positive_zero: bool,
}

fn is_align(letter: char) -> bool {
    matches!(letter, '<' | '>' | '=' | '^')
}

/// Reads digits from the front.
fn number(machine: &mut Machine, letters: &mut &[char]) -> Run<Option<usize>> {
    let count = letters.iter().take_while(|letter| letter.is_ascii_digit()).count();
    let (digits, rest) = letters.split_at(count);
    *letters = rest;
    if digits.is_empty() {
        return Ok(None);
    }
    match digits.iter().collect::<String>().parse::<u32>() {
        Ok(number) if number < i32::MAX as u32 => Ok(Some(number as usize)),
        _ => Err(machine.error("ValueError", "Too many decimal digits in format string")),
    }
}

impl Spec {
    /// Reads a format for a value of the type named.
    pub fn read(machine: &mut Machine, text: &str, type_name: &str) -> Run<Self> {
        let letters: Vec<char> = text.chars().collect();
        let mut rest: &[char] = &letters;
        let mut spec = Self::default();
        let mut zero = false;
        match *rest {
            [fill, align, ..] if is_align(align) => {
                spec.fill = Some(fill);
                spec.align = Some(align);
                rest = rest.get(2..).unwrap_or_default();
            }
            [align, ..] if is_align(align) => {
                spec.align = Some(align);
                rest = rest.get(1..).unwrap_or_default();
            }
            _ => {}
        }
        let take = |rest: &mut &[char], allowed: &[char]| match rest.split_first() {
            Some((letter, after)) if allowed.contains(letter) => {
                *rest = after;
                Some(*letter)
            }
            _ => None,
        };
        spec.sign = take(&mut rest, &['+', '-', ' ']);
        spec.positive_zero = take(&mut rest, &['z']).is_some();
        spec.alternate = take(&mut rest, &['#']).is_some();
        if spec.fill.is_none() && take(&mut rest, &['0']).is_some() {
            zero = true;
        }
        if zero {
            spec.fill = Some('0');
            spec.align = spec.align.or(if type_name == "str" { None } else { Some('=') });
        }
        spec.width = number(machine, &mut rest)?.unwrap_or(0);
        spec.grouping = take(&mut rest, &[',']);
        if let Some(underscore) = take(&mut rest, &['_']) {
            if spec.grouping.is_some() {
                return Err(machine.error("ValueError", "Cannot specify both ',' and '_'."));
            }
            spec.grouping = Some(underscore);
            if take(&mut rest, &[',']).is_some() {
                return Err(machine.error("ValueError", "Cannot specify both ',' and '_'."));
            }
        }
        if take(&mut rest, &['.']).is_some() {
            spec.precision = number(machine, &mut rest)?;
            if spec.precision.is_none() {
                return Err(machine.error("ValueError", "Format specifier missing precision"));
            }
        }
        match *rest {
            [] => {}
            [kind] => spec.kind = Some(kind),
            _ => {
                let text =
                    format!("Invalid format specifier '{text}' for object of type '{type_name}'");
                return Err(machine.error("ValueError", text));
            }
        }
        if let (Some(grouping), Some(kind)) = (spec.grouping, spec.kind) {
            let allowed = match kind {
                'd' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F' => true,
                'b' | 'o' | 'x' | 'X' => grouping == '_',
                _ => false,
            };
            if !allowed {
                let text = format!("Cannot specify '{grouping}' with '{kind}'.");
                return Err(machine.error("ValueError", text));
            }
        }
        machine.use_bytes(spec.width + spec.precision.unwrap_or(0))?;
        Ok(spec)
    }

    /// A format's letter that the type does not have.
    pub fn unknown(&self, machine: &mut Machine, type_name: &str) -> Stop {
        let kind = self.kind.unwrap_or(' ');
        let text = format!("Unknown format code '{kind}' for object of type '{type_name}'");
        machine.error("ValueError", text)
    }

    /// A text as this format wants it.
    pub fn text(&self, machine: &mut Machine, text: &str) -> Run<String> {
        let wrong = if !matches!(self.kind, None | Some('s')) {
            return Err(self.unknown(machine, "str"));
        } else if self.sign.is_some() {
            "Sign not allowed in string format specifier"
        } else if self.alternate {
            "Alternate form (#) not allowed in string format specifier"
        } else if self.align == Some('=') {
            "'=' alignment not allowed in string format specifier"
        } else if self.grouping.is_some() {
            "Cannot specify ',' with 's'."
        } else {
            let cut: String = match self.precision {
                Some(precision) => text.chars().take(precision).collect(),
                None => text.to_owned(),
            };
            return Ok(self.pad(&cut, '<'));
        };
        Err(machine.error("ValueError", wrong))
    }

    /// An integer as this format wants it.
    pub fn integer(&self, machine: &mut Machine, value: &Value, type_name: &str) -> Run<String> {
        let kind = self.kind.unwrap_or('d');
        if matches!(kind, 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%') {
            let float = machine.float_of(value)?;
            return self.float(machine, float, type_name);
        }
        if !matches!(kind, 'b' | 'c' | 'd' | 'o' | 'x' | 'X' | 'n') {
            return Err(self.unknown(machine, type_name));
        }
        if self.precision.is_some() {
            let text = "Precision not allowed in integer format specifier";
            return Err(machine.error("ValueError", text));
        }
        if kind == 'c' {
            if self.sign.is_some() {
                let text = "Sign not allowed with integer format specifier 'c'";
                return Err(machine.error("ValueError", text));
            }
            let code = u32::try_from(machine.index_as(value, "long")?).ok();
            let Some(letter) = code.and_then(char::from_u32) else {
                return Err(machine.error("OverflowError", "%c arg not in range(0x110000)"));
            };
            return Ok(self.pad(&letter.to_string(), '>'));
        }
        let (is_negative, digits) = integer::digits(machine, value, kind)?;
        let prefix = match kind {
            'b' if self.alternate => "0b",
            'o' if self.alternate => "0o",
            'x' if self.alternate => "0x",
            'X' if self.alternate => "0X",
            _ => "",
        };
        let group = if matches!(kind, 'b' | 'o' | 'x' | 'X') { 4 } else { 3 };
        Ok(self.number(is_negative, prefix, &digits, "", group))
    }

    /// A float as this format wants it.
    pub fn float(&self, machine: &mut Machine, value: f64, type_name: &str) -> Run<String> {
        let precision = self.precision.unwrap_or(6);
        let size = value.abs();
        let kind = self.kind.unwrap_or(' ');
        if !matches!(kind, ' ' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n' | '%') {
            return Err(self.unknown(machine, type_name));
        }
        let mut text = if !value.is_finite() {
            let text = float::repr(size);
            if kind == '%' { text + "%" } else { text }
        } else {
            match kind {
                'e' | 'E' => float::scientific(size, precision, self.alternate),
                'f' | 'F' => float::fixed(size, precision, self.alternate),
                'g' | 'G' | 'n' => float::general(size, precision, self.alternate, false),
                '%' => float::fixed(size * 100.0, precision, self.alternate) + "%",
                _ => match self.precision {
                    None => float::repr(size),
                    Some(precision) => float::general(size, precision, self.alternate, true),
                },
            }
        };
        if matches!(kind, 'E' | 'F' | 'G') {
            text = text.to_uppercase();
        }
        let is_zero = !text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) && value.is_finite();
        let negative = value.is_sign_negative() && !value.is_nan();
        let negative = negative && !(self.positive_zero && is_zero);
        let end = text.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = text.split_at(end);
        Ok(self.number(negative, "", digits, rest, 3))
    }

    /// Sign, prefix, digits in groups and what follows them, filled up.
    pub fn number(
        &self,
        negative: bool,
        prefix: &str,
        digits: &str,
        rest: &str,
        group: usize,
    ) -> String {
        let sign = match (negative, self.sign) {
            (true, _) => "-",
            (false, Some('+')) => "+",
            (false, Some(' ')) => " ",
            _ => "",
        };
        let fixed = sign.len() + prefix.len() + rest.chars().count();
        let is_zero_filled = self.fill == Some('0') && self.align == Some('=');
        let digits = match self.grouping {
            Some(mark) if !digits.is_empty() => {
                let least = if is_zero_filled { self.width.saturating_sub(fixed) } else { 0 };
                grouped(digits, mark, group, least)
            }
            _ => digits.to_owned(),
        };
        let body = format!("{digits}{rest}");
        if self.align == Some('=') {
            let length = sign.len() + prefix.len() + body.chars().count();
            let fill: String =
                std::iter::repeat_n(self.fill.unwrap_or(' '), self.width.saturating_sub(length))
                    .collect();
            return format!("{sign}{prefix}{fill}{body}");
        }
        self.pad(&format!("{sign}{prefix}{body}"), '>')
    }

    /// A text filled up to the width.
    pub fn pad(&self, text: &str, default: char) -> String {
        let length = text.chars().count();
        let missing = self.width.saturating_sub(length);
        if missing == 0 {
            return text.to_owned();
        }
        let before = match self.align.unwrap_or(default) {
            '<' => 0,
            '^' => missing / 2,
            _ => missing,
        };
        let fill = self.fill.unwrap_or(' ');
        let mut out: String = std::iter::repeat_n(fill, before).collect();
        out.push_str(text);
        out.extend(std::iter::repeat_n(fill, missing - before));
        out
    }
}

/// Digits with a mark between groups, with zeros before them until they are so long.
fn grouped(digits: &str, mark: char, group: usize, least: usize) -> String {
    let mut reversed = String::new();
    let mut count = 0;
    let mut letters = digits.chars().rev();
    loop {
        let letter = match letters.next() {
            Some(letter) => letter,
            None if reversed.len() < least => '0',
            None => break,
        };
        if count > 0 && count % group == 0 {
            reversed.push(mark);
        }
        reversed.push(letter);
        count += 1;
    }
    reversed.chars().rev().collect()
}
