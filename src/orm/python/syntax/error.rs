//! What is wrong with a text, in CPython's words.

use ruff_python_parser::{ParseError, ParseErrorType};

/// CPython's words for what the parser found.
pub(super) fn message(error: &ParseError, source: &str) -> String {
    let _ = source;
    match &error.error {
        ParseErrorType::ExpectedToken { expected, .. } => format!("expected {expected}"),
        _ => "invalid syntax".to_owned(),
    }
}
