//! What differs from one run to the next, hidden so that recordings can be compared: the present
//! time, addresses, and the numbers of objects that have no key yet.

use std::borrow::Cow;

use jiff::civil::DateTime;

use super::recording::{Datum, Parameters, Recording};
use crate::rows::Value;

/// Microseconds around a run in which a time counts as now.
const SLACK: i64 = 5_000_000;

/// Hides what differs between two runs of one script.
#[derive(Debug, Clone, Copy)]
pub struct Mask {
    from: i64,
    to: i64,
}

impl Mask {
    /// For a run between two moments, in microseconds since 1970 in UTC.
    pub fn new(from: i64, to: i64) -> Self {
        Self { from: from.saturating_sub(SLACK), to: to.saturating_add(SLACK) }
    }

    /// The recording without what differs.
    #[must_use]
    pub fn recording(&self, mut recording: Recording) -> Recording {
        recording.output = self.text(&recording.output);
        for sent in &mut recording.statements {
            sent.sql = self.text(&sent.sql);
            match &mut sent.parameters {
                Parameters::One(row) => self.parameters(row),
                Parameters::Many(rows) => rows.iter_mut().for_each(|row| self.parameters(row)),
            }
        }
        for (_, rows) in &mut recording.tables {
            rows.rows.iter_mut().for_each(|row| self.row(row));
        }
        for warned in &mut recording.warnings {
            warned.message = self.text(&warned.message);
        }
        if let Some(failed) = &mut recording.error {
            failed.message = self.text(&failed.message);
        }
        recording
    }

    fn parameters(&self, row: &mut [Datum]) {
        for value in row {
            if let Datum::Text(text) = value {
                *text = self.text(text);
            }
        }
    }

    fn row(&self, row: &mut [Value]) {
        for value in row {
            if let Value::Text(text) = value {
                *text = self.text(text);
            }
        }
    }

    /// A text without what differs: `<now>`, `0x<addr>`, `(transient <id>)`.
    pub fn text(&self, text: &str) -> String {
        let mut masked = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let (length, shown) = self
                .now(rest)
                .or_else(|| address(rest))
                .or_else(|| unsaved(rest))
                .unwrap_or((first.len_utf8(), Cow::Borrowed(&rest[..first.len_utf8()])));
            masked.push_str(&shown);
            rest = &rest[length..];
        }
        masked
    }

    /// A date and time at the beginning, within the run: how long it is, and what stands for it.
    fn now<'a>(&self, text: &'a str) -> Option<(usize, Cow<'a, str>)> {
        let length = stamp(text)?;
        let written = &text[..length];
        let moment: Option<DateTime> = written.replacen(' ', "T", 1).parse().ok();
        let at = moment.and_then(|it| it.to_zoned(jiff::tz::TimeZone::UTC).ok());
        let at = at.map(|it| it.timestamp().as_microsecond());
        let is_now = at.is_some_and(|at| (self.from..=self.to).contains(&at));
        Some((length, Cow::Borrowed(if is_now { "<now>" } else { written })))
    }
}

/// The length of `2026-01-15 12:00:00.000000` at the beginning of a text, the fraction optional.
fn stamp(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let shape = b"0000-00-00 00:00:00";
    let fits = shape.iter().enumerate().all(|(at, sign)| match (sign, bytes.get(at)) {
        (b'0', Some(byte)) => byte.is_ascii_digit(),
        (b' ', Some(byte)) => matches!(byte, b' ' | b'T'),
        (sign, byte) => byte == Some(sign),
    });
    if !fits {
        return None;
    }
    let mut length = shape.len();
    if bytes.get(length) == Some(&b'.') {
        let digits = bytes[length + 1..].iter().take(6).take_while(|byte| byte.is_ascii_digit());
        let digits = digits.count();
        length += if digits > 0 { digits + 1 } else { 0 };
    }
    Some(length)
}

/// `0x7f…` of six digits and more.
fn address(text: &str) -> Option<(usize, Cow<'_, str>)> {
    let digits = text.strip_prefix("0x")?;
    let count = digits.bytes().take_while(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')).count();
    (count >= 6).then_some((count + 2, Cow::Borrowed("0x<addr>")))
}

/// `(transient 140…)` and `(pending 140…)`.
fn unsaved(text: &str) -> Option<(usize, Cow<'_, str>)> {
    ["transient", "pending"].into_iter().find_map(|word| {
        let digits = text.strip_prefix('(')?.strip_prefix(word)?.strip_prefix(' ')?;
        let count = digits.bytes().take_while(u8::is_ascii_digit).count();
        let closed = digits[count..].starts_with(')');
        let length = word.len() + count + 3;
        (count > 0 && closed).then(|| (length, Cow::Owned(format!("({word} <id>)"))))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-01-15 12:00:00.
    const NOON: i64 = 1_768_478_400_000_000;

    #[test]
    fn what_differs_between_runs_is_hidden() {
        let mask = Mask::new(NOON, NOON + 1_000_000);
        let text = "at 2026-01-15 12:00:03.5, 2026-01-15T12:00:00 and 2025-01-15 12:00:00.12";
        assert_eq!(mask.text(text), "at <now>, <now> and 2025-01-15 12:00:00.12");
        assert_eq!(mask.text("<User at 0x7f00aa11> 0x1f"), "<User at 0x<addr>> 0x1f");
        let text = "<User (transient 1401)> (pending x) <Élan (pending 7)>";
        assert_eq!(mask.text(text), "<User (transient <id>)> (pending x) <Élan (pending <id>)>");
        assert_eq!(mask.text("2026-13-45 99:00:00"), "2026-13-45 99:00:00");
    }
}
