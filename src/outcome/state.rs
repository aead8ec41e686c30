//! Everything that a database declares and holds, to be compared with another.

use std::collections::BTreeMap;

use crate::rows::Rows;
use crate::schema::Schema;
use crate::scratch::{Scratch, ScratchError};

/// A database at a moment: what it declares and what its tables hold.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct State {
    /// What is declared.
    pub schema: Schema,
    /// The rows of each table and view, by its name in lower case.
    contents: BTreeMap<String, Rows>,
}

impl State {
    /// Reads a database as it stands, uncommitted changes included.
    pub fn read(scratch: &Scratch) -> Result<Self, ScratchError> {
        let schema = scratch.schema()?;
        let mut contents = BTreeMap::new();
        for table in &schema.tables {
            contents.insert(key(&table.name), scratch.table_rows(&table.name)?);
        }
        for view in &schema.views {
            // A view over a table that is gone gives nothing; that is a state, not a failure.
            contents.insert(key(view), scratch.table_rows(view).unwrap_or_default());
        }
        Ok(Self { schema, contents })
    }

    /// The rows of a table or view; `None` if there is none of that name.
    pub fn rows(&self, name: &str) -> Option<&Rows> {
        self.contents.get(&key(name))
    }

    /// The names of tables whose columns or contents are not those of the other state, views
    /// and tables that are in one of them only included; in the order of this state's schema.
    pub fn differing(&self, other: &Self) -> Vec<String> {
        let gone = other.names().filter(|name| self.rows(name).is_none());
        self.names()
            .filter(|name| {
                self.rows(name) != other.rows(name)
                    || self.schema.table(name) != other.schema.table(name)
            })
            .chain(gone)
            .map(str::to_owned)
            .collect()
    }

    /// What this state holds in the tables that differ from another's, by their names.
    pub fn other_than(&self, other: &Self) -> Vec<(String, Rows)> {
        let names = self.differing(other).into_iter();
        names.filter_map(|name| Some((name.clone(), self.rows(&name)?.clone()))).collect()
    }

    /// Some table held more than could be read.
    pub fn is_truncated(&self) -> bool {
        self.contents.values().any(|rows| rows.truncated)
    }

    /// The names of all tables and views.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let tables = self.schema.tables.iter().map(|table| table.name.as_str());
        tables.chain(self.schema.views.iter().map(String::as_str))
    }
}

fn key(name: &str) -> String {
    name.to_ascii_lowercase()
}
