//! A text that is no relation: the place, what is wrong there, and what to do.

use crate::feedback::caret::caret;
use crate::feedback::{Block, Feedback, Tone};
use crate::relation::parse_error::ParseError;

/// The words for a text that was not judged.
pub fn feedback(text: &str, error: &ParseError) -> Feedback {
    Feedback { tone: Tone::Quiet, blocks: vec![block(text, error)] }
}

/// The line of the text with a caret under the place.
pub fn block(text: &str, error: &ParseError) -> Block {
    let words = super::noun::sentence(&error.to_string());
    let message = match error.help() {
        Some(help) => format!("{words}. {help}"),
        None => format!("{words}."),
    };
    Block::Caret(caret(text, error.span, message))
}
