//! The constraints of a CREATE TABLE statement: of its columns and of the table.

use std::ops::Range;

use super::brackets::{closing, split};
use crate::sql::tokens::{Token, TokenKind};

/// What a constraint asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// PRIMARY KEY.
    PrimaryKey,
    /// NOT NULL.
    NotNull,
    /// NULL, which asks nothing.
    Null,
    /// UNIQUE.
    Unique,
    /// CHECK.
    Check,
    /// FOREIGN KEY, or the REFERENCES of a column.
    ForeignKey,
    /// DEFAULT, COLLATE, what is generated, and when a key is looked at.
    Other,
}

/// A constraint of the table, as it is declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared<'t> {
    /// What it asks.
    pub asks: Asks,
    /// Its name.
    pub name: Option<&'t str>,
    /// Its own columns; of a CHECK, none.
    pub columns: &'t [String],
    /// Its text, with its name.
    pub text: &'t str,
}

/// A constraint with its name, where it has one.
#[derive(Debug)]
pub(super) struct Constraint {
    pub(super) range: Range<usize>,
    pub(super) asks: Asks,
    pub(super) name: Option<String>,
    /// The columns in its parentheses, where it is one of a table.
    pub(super) columns: Vec<String>,
}

/// The words with which a constraint of a column begins. `AS` begins a generated column.
pub(super) const OF_A_COLUMN: [&str; 12] = [
    "CONSTRAINT",
    "PRIMARY",
    "NOT",
    "NULL",
    "UNIQUE",
    "CHECK",
    "DEFAULT",
    "COLLATE",
    "REFERENCES",
    "DEFERRABLE",
    "GENERATED",
    "AS",
];

/// The words with which a constraint of a table begins.
pub(super) const OF_A_TABLE: [&str; 5] = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"];

impl Asks {
    fn of(token: &Token<'_>) -> Self {
        const WORDS: [(&str, Asks); 7] = [
            ("PRIMARY", Asks::PrimaryKey),
            ("NOT", Asks::NotNull),
            ("NULL", Asks::Null),
            ("UNIQUE", Asks::Unique),
            ("CHECK", Asks::Check),
            ("FOREIGN", Asks::ForeignKey),
            ("REFERENCES", Asks::ForeignKey),
        ];
        WORDS.iter().find(|(word, _)| token.is(word)).map_or(Self::Other, |(_, asks)| *asks)
    }

    /// Whether its columns stand in its first parentheses, where it is one of a table.
    pub(super) fn has_columns(self) -> bool {
        matches!(self, Self::PrimaryKey | Self::Unique | Self::ForeignKey)
    }
}

/// The constraints in a range; what stands before the first one is a type.
pub(super) fn constraints(
    tokens: &[Token<'_>],
    range: Range<usize>,
    words: &[&str],
) -> Option<Vec<Constraint>> {
    let mut found: Vec<Constraint> = Vec::new();
    let mut at = range.start;
    let mut named = None;
    while at < range.end {
        let token = &tokens[at];
        if token.is_mark("(") {
            at = closing(tokens, at)? + 1;
            continue;
        }
        let follows = |back: usize, words: &[&str]| {
            at >= range.start + back && tokens[at - back].is_any(words)
        };
        // `NULL` and `DEFAULT` are no constraints in `NOT NULL`, `DEFAULT NULL`, `SET NULL`,
        // `SET DEFAULT`, nor is what a constraint is named after.
        let begins = token.is_any(words)
            && !follows(1, &["NOT", "SET", "DEFAULT", "CONSTRAINT", "COLLATE", "REFERENCES"]);
        if begins && token.is("CONSTRAINT") {
            named = Some(at);
        } else if begins {
            let start = named.take().unwrap_or(at);
            if let Some(last) = found.last_mut() {
                last.range.end = last.range.end.min(start);
            }
            // `CONSTRAINT name` stands before the word.
            let name = tokens.get(start + 1).filter(|_| start < at);
            found.push(Constraint {
                range: start..range.end,
                asks: Asks::of(token),
                name: name.map(|name| name.name().into_owned()),
                columns: Vec::new(),
            });
        }
        at += 1;
    }
    Some(found)
}

/// The names in the first parentheses of a range, without COLLATE and ASC.
pub(super) fn listed(tokens: &[Token<'_>], range: &Range<usize>) -> Vec<String> {
    let open = range.clone().find(|at| tokens[*at].is_mark("("));
    let Some((open, close)) = open.and_then(|open| Some((open, closing(tokens, open)?))) else {
        return Vec::new();
    };
    let name = |item: Range<usize>| {
        let token = tokens.get(item.start)?;
        // SQLite takes a name in text quotes as well: UNIQUE ('a').
        let is_name = matches!(token.kind, TokenKind::Word | TokenKind::Quoted | TokenKind::Text);
        is_name.then(|| token.name().into_owned())
    };
    split(tokens, open + 1..close).into_iter().filter_map(name).collect()
}
