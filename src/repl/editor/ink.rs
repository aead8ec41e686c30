//! What a piece of what is typed is, and so how it is coloured.

use std::collections::HashSet;
use std::sync::Arc;

use crate::orm::typed::tokens::Quotes;

/// What a part of the typed text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ink {
    /// A keyword of SQL.
    Keyword,
    /// A text or bytes.
    Literal,
    /// A number.
    Number,
    /// A comment.
    Comment,
    /// The name of a table that exists, or of a class that is mapped.
    Table,
    /// A decorator.
    Decorator,
    /// A dot-command.
    Command,
    /// A bracket or quote at the cursor, or its partner.
    Matched,
    /// A `)` that closes nothing.
    Unmatched,
}

/// What stands before code that is being typed.
#[derive(Debug, Clone, Default)]
pub struct CodeBefore {
    /// The text over several lines that the lines before left open.
    pub within: Option<Quotes>,
    /// How many brackets they left open.
    pub depth: usize,
    /// The names of the mapped classes.
    pub classes: Arc<HashSet<String>>,
}
