//! What kind of values a column holds.

use crate::rows::Value;
use crate::schema::{Affinity, Column};

/// What kind of values a column holds: by its declared type, and by the rows that can be seen
/// where the type says less than they do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Whole numbers.
    Integer,
    /// Numbers with a fraction.
    Real,
    /// Numbers, whole or not.
    Number,
    /// Texts of at most so many characters.
    Text(u16),
    /// `2024-01-31`.
    Date,
    /// `2024-01-31 12:00:00`, or with a `T`.
    DateTime(char),
    /// `12:00:00`, or `12:00`.
    Time(bool),
    /// 0 and 1.
    Boolean,
    /// Bytes.
    Blob,
    /// Anything: no type is declared, and no row tells.
    Any,
}

/// The longest text that is made where the type sets no limit.
const LONGEST: u16 = 60;

impl Kind {
    /// The kind of a column in which these values were seen.
    pub fn of<'v>(column: &Column, seen: impl Iterator<Item = &'v Value> + Clone) -> Self {
        let declared = column.declared.to_ascii_uppercase();
        let by_type = match column.affinity {
            _ if declared.contains("BOOL") => Self::Boolean,
            _ if declared.contains("DATETIME") || declared.contains("TIMESTAMP") => {
                Self::DateTime(' ')
            }
            _ if declared.trim() == "DATE" => Self::Date,
            _ if declared.trim() == "TIME" => Self::Time(true),
            Affinity::Integer => Self::Integer,
            Affinity::Real => Self::Real,
            Affinity::Numeric => Self::Number,
            Affinity::Text => Self::Text(length(&declared).unwrap_or(LONGEST)),
            Affinity::Blob if declared.contains("BLOB") => Self::Blob,
            Affinity::Blob => Self::Any,
        };
        let mut seen = seen.filter(|value| **value != Value::Null).peekable();
        if seen.peek().is_none() {
            return by_type;
        }
        let values: Vec<&Value> = seen.collect();
        let shape = Self::shape(&values);
        match (by_type, shape) {
            (Self::Integer | Self::Real | Self::Blob | Self::Boolean, _) => by_type,
            (Self::Text(_), Some(shape @ (Self::Date | Self::DateTime(_) | Self::Time(_)))) => {
                shape
            }
            (Self::Text(_) | Self::Number, _) => by_type,
            // A date that is kept as a number, or a column that says nothing of itself.
            (_, Some(shape)) => shape,
            (_, None) => by_type,
        }
    }

    /// What all of some values look like, none of which is NULL.
    fn shape(values: &[&Value]) -> Option<Self> {
        let all = |is: &dyn Fn(&Value) -> bool| values.iter().all(|value| is(value));
        let text = |is: fn(&str) -> bool| {
            all(&move |value| matches!(value, Value::Text(text) if is(text)))
        };
        if all(&|value| matches!(value, Value::Integer(_))) {
            return Some(Self::Integer);
        }
        if all(&Value::is_number) {
            return Some(Self::Number);
        }
        if text(|text| is_like(text, "0000-00-00")) {
            return Some(Self::Date);
        }
        for mark in [' ', 'T'] {
            let shape = format!("0000-00-00{mark}00:00");
            if all(&|value| {
                matches!(value, Value::Text(text)
                    if text.len() >= 16 && text.is_char_boundary(16) && is_like(&text[..16], &shape))
            }) {
                return Some(Self::DateTime(mark));
            }
        }
        if text(|text| is_like(text, "00:00:00")) {
            return Some(Self::Time(true));
        }
        if text(|text| is_like(text, "00:00")) {
            return Some(Self::Time(false));
        }
        if text(|_| true) {
            return Some(Self::Text(LONGEST));
        }
        all(&|value| matches!(value, Value::Blob(_))).then_some(Self::Blob)
    }

    /// Whether a value is of this kind.
    pub fn admits(self, value: &Value) -> bool {
        match (self, value) {
            (Self::Any, _) | (_, Value::Null) => true,
            (Self::Boolean, Value::Integer(number)) => (0..=1).contains(number),
            (Self::Integer | Self::Number, Value::Integer(_)) => true,
            (Self::Real | Self::Number, Value::Real(_)) => true,
            (Self::Text(longest), Value::Text(text)) => {
                text.chars().count() <= usize::from(longest)
            }
            (Self::Date, Value::Text(text)) => is_like(text, "0000-00-00"),
            (Self::DateTime(_) | Self::Time(_), Value::Text(_)) => true,
            (Self::Blob, Value::Blob(_)) => true,
            _ => false,
        }
    }
}

/// The length that a type such as `VARCHAR(20)` sets.
fn length(declared: &str) -> Option<u16> {
    let inside = declared.split_once('(')?.1.split_once(')')?.0;
    inside.trim().parse().ok().filter(|length| (1..=LONGEST).contains(length))
}

/// Whether a text has digits where the shape has zeros, and else the shape's own characters.
pub(super) fn is_like(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(letter, wanted)| match wanted {
            b'0' => letter.is_ascii_digit(),
            _ => letter == wanted,
        })
}
