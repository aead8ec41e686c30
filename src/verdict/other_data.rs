//! Data other than the lesson's own, on which an answer goes wrong.

use std::sync::Arc;

use crate::rows::wanted::Wanted;
use crate::rows::{Rows, Value};

/// Data other than the lesson's own.
#[derive(Debug, Clone, PartialEq)]
pub struct OtherData {
    /// Where it comes from.
    pub origin: Origin,
    /// What is to be seen of it: of a variant, the tables that are other; of data that was made,
    /// what the queries read.
    pub tables: Vec<(String, Rows)>,
}

/// Where other data comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Origin {
    /// From the lesson. What is other about it, as its author says it: "nobody takes anything".
    Variant(String),
    /// It was made, to tell the answer from the reference.
    Made(Box<Made>),
}

/// Data that was made, and what came of the answer on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    /// What is special about it, where that can be said simply.
    pub special: Option<Special>,
    /// The INSERT statements that make it, parents first.
    pub script: String,
    /// What the reference gives, with the freedom of its order.
    pub wanted: Arc<Wanted>,
    /// What the answer gives; `None` where it fails there.
    pub actual: Option<Rows>,
}

/// What there is in some data and not in the lesson's own.
#[derive(Debug, Clone, PartialEq)]
pub enum Special {
    /// Rows that differ elsewhere are equal in a column that names them.
    SameName {
        /// Their table.
        table: String,
        /// The column.
        column: String,
        /// How many they are, two at least.
        count: usize,
    },
    /// A column is NULL.
    Null {
        /// Its table.
        table: String,
        /// The column.
        column: String,
    },
    /// A column has a value that a query names, or one beside it.
    Equal {
        /// Its table.
        table: String,
        /// The column.
        column: String,
        /// The value.
        value: Value,
    },
    /// No row refers to a row.
    Unreferenced {
        /// The row.
        row: Named,
        /// The table whose rows could.
        by: String,
    },
    /// Several rows refer to one row.
    Shared {
        /// The row.
        row: Named,
        /// The table whose rows do.
        by: String,
        /// How many they are, two at least.
        count: usize,
    },
    /// A table has no rows, and another one has.
    Empty(String),
    /// No table has any rows.
    NothingAtAll,
}

/// A row as a person would call it.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// Its table.
    pub table: String,
    /// The column that names it: one of text, or its key.
    pub column: String,
    /// What stands there.
    pub value: Value,
}

impl OtherData {
    /// Whether both are the same rows, whatever an answer made of them.
    pub fn is_same_data(&self, other: &Self) -> bool {
        match (&self.origin, &other.origin) {
            (Origin::Variant(own), Origin::Variant(other)) => own == other,
            (Origin::Made(own), Origin::Made(other)) => own.script == other.script,
            _ => false,
        }
    }

    /// What was made, if it was.
    pub fn made(&self) -> Option<&Made> {
        match &self.origin {
            Origin::Made(made) => Some(made),
            Origin::Variant(_) => None,
        }
    }
}
