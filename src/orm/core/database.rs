//! What statements are sent to, and what is remembered of it.

use std::cell::RefCell;
use std::rc::Rc;

use crate::orm::python::Bound;
use crate::rows::Value as Cell;

/// A connection to a SQLite database, as SQLite itself knows it.
pub trait Database {
    /// Runs one statement.
    ///
    /// # Errors
    ///
    /// What SQLite says of it.
    fn execute(&mut self, sql: &str, parameters: &[Cell]) -> Result<Effect, DatabaseError>;

    /// Whether a transaction is open.
    fn in_transaction(&self) -> bool;
}

/// Opens databases: which ones, the face says.
pub trait Opener {
    /// Opens the database of a URL, as `sqlite://` or `sqlite:///school.db`.
    ///
    /// # Errors
    ///
    /// What a script is told where it cannot be opened.
    fn open(&self, url: &str) -> Result<Rc<RefCell<dyn Database>>, DatabaseError>;
}

/// What came of a statement.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Effect {
    /// The names of the result's columns; none where it gives no result.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
    /// Rows that were inserted, updated or deleted.
    pub changed: u64,
    /// The rowid of the last row inserted on this connection.
    pub last_row: i64,
}

/// Why a statement failed.
#[derive(Debug, Clone, PartialEq)]
pub enum DatabaseError {
    /// SQLite refused it.
    Sqlite {
        /// The extended result code.
        code: i32,
        /// SQLite's message.
        message: String,
    },
    /// The database around the script does not allow it, or it used more than it may.
    Stopped(Bound),
    /// It is not supported here: what, for a sentence "… is not supported here".
    Unsupported(String),
}

/// A parameter as it was sent: what Python showed of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Parameter {
    /// `None`.
    Null,
    /// `True` or `False`, which SQLite takes as 1 and 0.
    Bool(bool),
    /// An `int`.
    Integer(i64),
    /// The digits of an `int` beyond 64 bits, which `sqlite3` refuses.
    Large(Rc<str>),
    /// A `float`.
    Real(f64),
    /// A `str`.
    Text(Rc<str>),
    /// `bytes`.
    Bytes(Rc<[u8]>),
    /// Anything else that `sqlite3` adapts, by its `str()`.
    Other(Rc<str>),
}

/// What was sent, in order.
#[derive(Debug, Clone, PartialEq)]
pub enum Logged {
    /// CREATE, DROP and ALTER.
    Ddl {
        /// Its text.
        sql: String,
    },
    /// Everything else.
    Statement {
        /// Its text.
        sql: String,
        /// Its parameters, one list for each row of a batch.
        parameters: Vec<Vec<Parameter>>,
        /// It was sent as a batch; a batched INSERT … RETURNING is sent row by row, each with a
        /// list of its own.
        many: bool,
        /// Its parameters are several lists: `executemany`.
        lists: bool,
    },
    /// BEGIN, COMMIT, ROLLBACK, SAVEPOINT and RELEASE, which are the driver's own: for the eye.
    Transaction {
        /// Its text.
        sql: String,
    },
}

/// All that was sent in a run.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Log {
    /// What was sent, in order.
    pub entries: Vec<Logged>,
    /// Nothing is kept while this is set: the tool's own statements.
    pub is_silent: bool,
}
