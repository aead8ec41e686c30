//! Edits of a query's text by its tokens.

use std::ops::Range;

use crate::sql::clauses::Query;

/// Edits that are made all at once; those that overlap an earlier one are left out.
#[derive(Debug, Clone, Default)]
pub(super) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    /// Puts a text in the place of these tokens, which must be at least one.
    pub fn replace(&mut self, query: &Query<'_>, tokens: Range<usize>, text: impl Into<String>) {
        let Some(tokens) = query.tokens.get(tokens) else { return };
        if let (Some(first), Some(last)) = (tokens.first(), tokens.last()) {
            self.0.push((first.span.start..last.span.end, text.into()));
        }
    }

    /// Puts a text after a token.
    pub fn insert_after(&mut self, query: &Query<'_>, token: usize, text: impl Into<String>) {
        if let Some(token) = query.token(token) {
            self.0.push((token.span.end..token.span.end, text.into()));
        }
    }

    /// Nothing is to be changed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text with the edits made.
    pub fn apply(mut self, query: &Query<'_>) -> String {
        self.0.sort_by_key(|(span, _)| (span.start, span.end));
        let mut text = String::new();
        let mut at = 0;
        for (span, new) in self.0 {
            let Some(before) = query.text.get(at..span.start) else { continue };
            text.push_str(before);
            text.push_str(&new);
            at = span.end;
        }
        text.push_str(query.text.get(at..).unwrap_or_default());
        text
    }
}
