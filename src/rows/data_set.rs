//! A small database: the rows of some tables.

use super::Row;

/// The rows of every table that is not empty. Generated columns are left out: the database makes
/// them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DataSet {
    /// The tables, those that are referred to before those that refer to them, as far as that goes.
    pub tables: Vec<TableRows>,
}

/// The rows of one table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableRows {
    /// The table's name.
    pub table: String,
    /// The columns that the rows have values for; the others get their defaults.
    pub columns: Vec<String>,
    /// The rows, each as wide as `columns`, in the order in which they are inserted.
    pub rows: Vec<Row>,
}

impl DataSet {
    /// How many rows there are in all tables together.
    pub fn size(&self) -> usize {
        self.tables.iter().map(|table| table.rows.len()).sum()
    }
}
