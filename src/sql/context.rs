//! Which names and keywords fit at a place of a statement that is being typed.
//!
//! It is one walk over the tokens, with a frame for each open parenthesis, so that it works on
//! any text: what is being typed seldom parses.

mod walk;
mod fits;
mod place;

pub use place::context;

use super::words::Words;

/// A place in a text where something can be completed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// The word that was begun: from here to the cursor. A quote that opens a name is part of it.
    pub start: usize,
    /// What fits there.
    pub fits: Fits,
    /// The tables of the statement, wherever they are named in it.
    pub sources: Vec<Source>,
    /// Tables that the statement makes for itself: WITH, and subqueries with a name.
    pub made: Vec<Made>,
    /// The keywords of the statement are in upper case; `None` where there is none yet.
    pub upper: Option<bool>,
}

/// What fits at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fits {
    /// The first word of a statement.
    Start,
    /// A table.
    Table,
    /// A column of this table or alias, after its point.
    ColumnOf(String),
    /// Only a column of one of these tables: in `INSERT INTO t (…)`.
    ColumnsOf(Vec<String>),
    /// A value: columns, functions, and these keywords.
    Value(Words),
    /// One of these keywords.
    Word(Words),
    /// An operator, or one of these keywords: a value has just ended.
    Ended(Words),
    /// A name of the learner's own making.
    NewName,
}

/// A table that a statement reads or writes, and the alias that it goes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The table.
    pub table: String,
    /// The alias.
    pub alias: Option<String>,
}

/// A table that a statement makes for itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Its name or alias.
    pub name: String,
    /// Its columns, as far as they have names.
    pub columns: Vec<String>,
    /// It can stand after FROM: it is no subquery with an alias.
    pub with: bool,
}
