//! A statement that failed, and what was probably meant.

use crate::diagnostic::Span;
use crate::scratch::Constraint;
use crate::scratch::guard::Wall;
use crate::sql::misplaced::Misplaced;
use crate::sql::target::Target;

/// A failure of what was typed, with the place and the nearest name found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The text that was run.
    pub text: String,
    /// The place in it, as far as it is known.
    pub span: Option<Span>,
    /// What the statement that failed was aimed at, as far as it is known.
    pub tried: Option<Target>,
    /// What went wrong.
    pub kind: MistakeKind,
}

/// What went wrong with a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MistakeKind {
    /// No table bears this name.
    NoTable {
        /// The name as typed.
        name: String,
        /// The nearest that there is.
        nearest: Option<String>,
        /// Every table that there is.
        tables: Vec<String>,
    },
    /// No column bears this name.
    NoColumn {
        /// The name as typed, without its table.
        name: String,
        /// The one table that it was looked for in, where that is plain.
        table: Option<String>,
        /// The nearest of the tables that the statement names.
        nearest: Option<String>,
        /// A table that has a column of just this name.
        elsewhere: Option<String>,
        /// It stands where a value was meant: in double quotes, which SQL keeps for names, or bare
        /// among the values of an INSERT.
        quoted: bool,
    },
    /// Several tables have a column of this name.
    Ambiguous {
        /// The name.
        name: String,
        /// The tables of the schema that have it.
        tables: Vec<String>,
    },
    /// No function bears this name.
    NoFunction {
        /// The name as typed.
        name: String,
        /// The nearest that there is.
        nearest: Option<String>,
    },
    /// No statement begins with this word.
    FirstWord {
        /// The word.
        word: String,
        /// The nearest with which one does.
        nearest: Option<&'static str>,
    },
    /// The statement stops making sense at this word; it may be a misspelt one before.
    Syntax {
        /// The word, as typed.
        near: String,
        /// A misspelt keyword, and what it was meant for.
        keyword: Option<(String, &'static str)>,
    },
    /// The word is right, and stands where it cannot.
    Misplaced {
        /// The word, as typed.
        word: String,
        /// How it stands, and where it should.
        misplaced: Misplaced,
    },
    /// This quote is opened and never closed.
    OpenQuote(char),
    /// The statement ends too early.
    Unfinished,
    /// A table, index or view of this name is there already.
    Exists(String),
    /// The database refused a row.
    Refused {
        /// The kind of constraint.
        constraint: Constraint,
        /// The columns that it names, as `table.column`.
        columns: Vec<String>,
        /// SQLite's message.
        message: String,
    },
    /// The sandbox does not allow it.
    Denied(Wall),
    /// A limit of the sandbox.
    Limit(String),
    /// Anything else, in SQLite's words.
    Other(String),
}
