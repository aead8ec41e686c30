//! What a statement did that the database took.

use crate::sql::target::Target;

/// What one statement did, or several that did the same one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// What it was aimed at; `None` for what is not aimed at a table's rows, as CREATE TABLE.
    pub target: Option<Target>,
    /// The rows that it inserted, updated or deleted.
    pub rows: u64,
}
