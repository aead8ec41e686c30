//! What an unquoted scalar means. `serde_yaml` decides, so that numbers and words mean here what
//! they mean to every other reader of YAML in this language.

use serde_yaml::Value;

use super::Meaning;

/// Longer than any number that fits.
const LONGEST_NUMBER: usize = 400;

/// The meaning of an unquoted scalar.
pub(super) fn meaning(text: &str) -> Meaning {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Meaning::Null,
        "true" | "True" | "TRUE" => Meaning::Flag(true),
        "false" | "False" | "FALSE" => Meaning::Flag(false),
        _ if looks_like_number(text) => number(text),
        _ => Meaning::Text,
    }
}

fn looks_like_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let begins = unsigned.starts_with(|first: char| first.is_ascii_digit() || first == '.');
    begins && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

fn number(text: &str) -> Meaning {
    if text.len() > LONGEST_NUMBER {
        return if is_digits(text) { Meaning::Huge } else { Meaning::Text };
    }
    match serde_yaml::from_str(text) {
        Ok(Value::Number(number)) => match number.as_i64() {
            Some(integer) => Meaning::Integer(integer),
            None if number.is_f64() && !is_digits(text) => {
                Meaning::Real(number.as_f64().unwrap_or(f64::NAN))
            }
            None => Meaning::Huge,
        },
        // What neither kind of number of `serde_yaml` holds comes as an error or as a text.
        Ok(Value::String(_)) if text.parse().is_ok_and(f64::is_infinite) => Meaning::Huge,
        Err(_) if text.parse::<f64>().is_ok() => Meaning::Huge,
        _ => Meaning::Text,
    }
}

fn is_digits(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_words_and_texts() {
        assert_eq!(meaning("42"), Meaning::Integer(42));
        assert_eq!(meaning("-9223372036854775808"), Meaning::Integer(i64::MIN));
        assert_eq!(meaning("9223372036854775808"), Meaning::Huge);
        assert_eq!(meaning("99999999999999999999999999999999999999999999"), Meaning::Huge);
        assert_eq!(meaning("1e400"), Meaning::Huge);
        assert_eq!(meaning("0x1F"), Meaning::Integer(31));
        assert_eq!(meaning("3.0"), Meaning::Real(3.0));
        assert_eq!(meaning("-1.5e3"), Meaning::Real(-1500.0));
        assert_eq!(meaning(".inf"), Meaning::Real(f64::INFINITY));
        assert_eq!(meaning("~"), Meaning::Null);
        assert_eq!(meaning("True"), Meaning::Flag(true));
        for text in ["no", "yes", "on", "010", "1_000", "2024-01-31", "1.2.3", "---", "-", "..."] {
            assert_eq!(meaning(text), Meaning::Text, "{text}");
        }
    }
}
