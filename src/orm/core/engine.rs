//! Engines and connections: what runs statements.
//!
//! A statement is compiled, its values are converted and sent, and what comes back is converted:
//! [`Connection::execute`]. Transactions begin as those of Python's `sqlite3` do: SQLite hears of
//! one with the first change.

mod defaults;
mod failure;
mod convert;
pub mod listening;
mod driver;
mod native;
mod open;
mod transaction;
mod send;
mod execute;

use std::rc::Rc;

use super::{Column, Params, ResultColumn};
use crate::orm::python::Value;

pub use super::row::find;
pub use native::built;

/// What a statement gave.
#[derive(Default)]
pub struct Fetched {
    /// The columns; none where it gives no rows.
    pub columns: Rc<[ResultColumn]>,
    /// Whether it gives rows at all.
    pub gives_rows: bool,
    /// The rows, each value converted by its column's type.
    pub rows: Vec<Vec<Value>>,
    /// Rows changed; -1 where that is not known.
    pub rowcount: i64,
    /// For INSERT: the primary key of each row that was sent, where it is known.
    pub primary_keys: Vec<Vec<Value>>,
    /// The columns of those keys.
    pub key_columns: Rc<[ResultColumn]>,
    /// For INSERT and UPDATE: the values that the statement was sent with, by column key, those of
    /// `default=` and `onupdate=` included, one map for each row.
    pub sent: Vec<Params>,
    /// For INSERT and UPDATE: columns that SQL gave a value to and that are not known.
    pub unknown: Vec<Rc<Column>>,
    /// With `return_defaults`: for each row, what RETURNING gave, by column.
    pub returned: Vec<Vec<(Rc<Column>, Value)>>,
    /// The rowid of the last row that was inserted.
    pub last_row: Option<i64>,
}
