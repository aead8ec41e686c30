//! The digits of integers.

use crate::orm::python::{Machine, Run, Value};

/// Whether an integer is negative, and its digits in the base that a format's letter names.
///
/// # Errors
///
/// ValueError for more decimal digits than CPython writes.
pub(in crate::orm::python) fn digits(
    machine: &mut Machine,
    value: &Value,
    code: char,
) -> Run<(bool, String)> {
    let (is_negative, digits) = match value {
        Value::Big(number) => {
            let size = number.magnitude();
            machine.step(number.bits() / 64)?;
            let digits = match code {
                'b' => format!("{size:b}"),
                'o' => format!("{size:o}"),
                'x' | 'X' => format!("{size:x}"),
                _ => machine.digits(number)?.trim_start_matches('-').to_owned(),
            };
            machine.use_bytes(digits.len())?;
            (number.sign() == num_bigint::Sign::Minus, digits)
        }
        other => {
            let number = match other {
                Value::Int(number) => *number,
                other => i64::from(matches!(other, Value::Bool(true))),
            };
            let size = number.unsigned_abs();
            let digits = match code {
                'b' => format!("{size:b}"),
                'o' => format!("{size:o}"),
                'x' | 'X' => format!("{size:x}"),
                _ => size.to_string(),
            };
            (number < 0, digits)
        }
    };
    Ok((is_negative, if code == 'X' { digits.to_uppercase() } else { digits }))
}
