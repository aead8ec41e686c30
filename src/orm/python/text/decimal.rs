//! Decimals as Python prints them.

use rust_decimal::Decimal;

use crate::orm::python::text::spec::Spec;
use crate::orm::python::{Machine, Run};

/// A decimal number as its sign, digits and the exponent of the last digit.
#[derive(Debug, Clone)]
pub(in crate::orm::python) struct Parts {
    pub negative: bool,
    pub digits: String,
    pub exponent: i64,
}

impl Parts {
    pub fn of(number: Decimal) -> Self {
        Self {
            negative: number.is_sign_negative(),
            digits: number.mantissa().unsigned_abs().to_string(),
            exponent: -i64::from(number.scale()),
        }
    }

    fn is_zero(&self) -> bool {
        self.digits.bytes().all(|digit| digit == b'0')
    }

    /// Keeps so many digits, rounding half to even.
    fn keep(&mut self, count: i64) {
        let length = self.digits.len() as i64;
        if count >= length {
            return;
        }
        let kept = usize::try_from(count).unwrap_or(0);
        let bytes = self.digits.as_bytes();
        let (head, tail) = bytes.split_at(kept);
        let above = count >= 0
            && match tail.split_first() {
                Some((first, rest)) => {
                    let odd = head.last().is_some_and(|digit| digit % 2 == 1);
                    let sticky = rest.iter().any(|digit| *digit != b'0');
                    *first > b'5' || *first == b'5' && (sticky || odd)
                }
                None => false,
            };
        let mut head = head.to_vec();
        if above {
            let nine = head.iter().rposition(|digit| *digit != b'9');
            let from = nine.map_or(0, |at| at + 1);
            head.iter_mut().skip(from).for_each(|digit| *digit = b'0');
            match nine.and_then(|at| head.get_mut(at)) {
                Some(digit) => *digit += 1,
                None => head.insert(0, b'1'),
            }
        }
        if head.is_empty() {
            head.push(b'0');
        }
        self.digits = String::from_utf8(head).unwrap_or_default();
        self.exponent += length - count;
    }

    /// The same value, rounded, with this exponent.
    fn rescale(&mut self, exponent: i64) {
        if self.exponent >= exponent {
            if !self.is_zero() {
                let zeros = usize::try_from(self.exponent - exponent).unwrap_or(0);
                self.digits.extend(std::iter::repeat_n('0', zeros));
            }
        } else {
            let count = self.digits.len() as i64 - (exponent - self.exponent);
            if count < 0 {
                self.digits = "0".to_owned();
            } else {
                self.keep(count);
            }
        }
        self.exponent = exponent;
    }

    /// Before the point, after it, and the exponent that remains, with the point standing there.
    fn split(&self, point: i64) -> (String, String) {
        let length = self.digits.len() as i64;
        let zeros = |count: i64| "0".repeat(usize::try_from(count).unwrap_or(0));
        if point < 0 {
            return ("0".to_owned(), zeros(-point) + &self.digits);
        }
        if point > length {
            return (self.digits.clone() + &zeros(point - length), String::new());
        }
        let (whole, fraction) = self.digits.split_at(usize::try_from(point).unwrap_or(0));
        (if whole.is_empty() { "0" } else { whole }.to_owned(), fraction.to_owned())
    }
}

/// `str(number)`.
pub(in crate::orm::python) fn plain(number: Decimal) -> String {
    let parts = Parts::of(number);
    let left = parts.exponent + parts.digits.len() as i64;
    let point = if left > -6 { left } else { 1 };
    let (whole, fraction) = parts.split(point);
    let sign = if parts.negative { "-" } else { "" };
    let dot = if fraction.is_empty() { "" } else { "." };
    let exponent = if left == point { String::new() } else { format!("E{:+}", left - point) };
    format!("{sign}{whole}{dot}{fraction}{exponent}")
}

/// `format(number, spec)`.
pub(in crate::orm::python) fn format(
    machine: &mut Machine,
    number: Decimal,
    text: &str,
) -> Run<String> {
    let spec = Spec::read(machine, text, "decimal.Decimal")?;
    let kind = spec.kind.unwrap_or('G');
    if !matches!(kind, 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n' | '%') {
        return Err(machine.error("ValueError", "invalid format string"));
    }
    let mut parts = Parts::of(number);
    if kind == '%' {
        parts.exponent += 2;
    }
    if let Some(precision) = spec.precision {
        let precision = precision as i64;
        match kind {
            'e' | 'E' => parts.keep(precision + 1),
            'f' | 'F' | '%' => parts.rescale(-precision),
            _ => parts.keep(precision.max(1)),
        }
    }
    let is_fixed = matches!(kind, 'f' | 'F' | '%');
    if parts.is_zero() && parts.exponent > 0 && is_fixed {
        parts.rescale(0);
    }
    let left = parts.exponent + parts.digits.len() as i64;
    let point = match kind {
        'e' | 'E' => match spec.precision {
            Some(precision) if parts.is_zero() => 1 - precision as i64,
            _ => 1,
        },
        _ if is_fixed => left,
        _ if parts.exponent <= 0 && left > -6 => left,
        _ => 1,
    };
    let (whole, fraction) = parts.split(point);
    let mut rest = if fraction.is_empty() { String::new() } else { format!(".{fraction}") };
    if left != point || matches!(kind, 'e' | 'E') {
        let letter = if matches!(kind, 'e' | 'g' | 'n') { 'e' } else { 'E' };
        rest.push_str(&format!("{letter}{:+}", left - point));
    }
    if kind == '%' {
        rest.push('%');
    }
    let spec = Spec { align: spec.align.or(None), ..spec };
    Ok(spec.number(parts.negative, "", &whole, &rest, 3))
}
