//! Tokens between parentheses, and between commas.

use std::ops::Range;

use crate::sql::tokens::Token;

/// The parenthesis that closes the one at `open`.
pub(super) fn closing(tokens: &[Token<'_>], open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        if token.is_mark("(") {
            depth += 1;
        } else if token.is_mark(")") {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// The items between the commas of a range.
pub(super) fn split(tokens: &[Token<'_>], range: Range<usize>) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let mut start = range.start;
    let mut at = range.start;
    while at < range.end {
        if tokens[at].is_mark("(") {
            at = closing(tokens, at).unwrap_or(range.end);
        } else if tokens[at].is_mark(",") {
            items.push(start..at);
            start = at + 1;
        }
        at += 1;
    }
    items.push(start..range.end);
    items
}
