//! A place in what was typed.

use super::Caret;
use crate::diagnostic::Span;

/// The line on which a span begins, and the characters to mark in it.
pub fn caret(text: &str, span: Span, message: String) -> Caret {
    let start = text[..span.start].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[span.start..].find('\n').map_or(text.len(), |newline| span.start + newline);
    let marked = &text[span.start..span.end.min(end).max(span.start)];
    Caret {
        line: text[start..end].trim_end_matches('\r').to_owned(),
        column: text[start..span.start].chars().count(),
        width: marked.chars().count().max(1),
        message,
    }
}
