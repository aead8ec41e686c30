//! The copy on which a migration is done, and what was done to it.

use super::refusal::Refusal;
use crate::orm::python::Stop;
use crate::rows::{Rows, Value};
use crate::schema::Table;
use crate::scratch::{Budget, Scratch, ScratchError};

/// The rows in the way that are kept to be shown.
pub(super) const SHOWN: usize = 20;

/// What ends a command before its end.
pub(in crate::orm) enum Halt {
    /// It is refused.
    Refused(Box<Refusal>),
    /// The models raise an exception.
    Raised(Stop),
    /// The tool failed.
    Scratch(ScratchError),
}

impl From<Refusal> for Halt {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<Stop> for Halt {
    fn from(stop: Stop) -> Self {
        Self::Raised(stop)
    }
}

impl From<ScratchError> for Halt {
    fn from(error: ScratchError) -> Self {
        Self::Scratch(error)
    }
}

/// The copy, and the statements that were sent to it.
pub(super) struct Work {
    pub scratch: Scratch,
    /// The statements that are shown.
    pub sql: Vec<String>,
}

impl Work {
    /// Begins the work on a copy.
    pub fn new(scratch: Scratch) -> Self {
        Self { scratch, sql: Vec::new() }
    }

    /// Runs a statement that is shown. Foreign keys are not looked at, as alembic's page on batch
    /// mode advises: a table that is made anew is gone for a while.
    pub fn run(&mut self, sql: &str) -> Result<(), Halt> {
        self.quietly(sql)?;
        self.sql.push(sql.trim().to_owned());
        Ok(())
    }

    /// Runs a statement that only keeps what is there.
    pub fn quietly(&mut self, sql: &str) -> Result<(), Halt> {
        let script = self.scratch.run_rebuilding(sql, &Budget::table())?;
        if let Some(failure) = script.failure() {
            let (sql, message) = (sql.trim().to_owned(), failure.message.clone());
            return Err(Refusal::Sqlite { sql, message }.into());
        }
        match script.stopped() {
            Some(stop) => Err(Refusal::Stopped(stop).into()),
            None => Ok(()),
        }
    }

    /// The first rows of a query.
    pub fn read(&mut self, sql: &str) -> Result<Rows, Halt> {
        self.read_to(sql, SHOWN)
    }

    /// So many rows of a query.
    pub fn read_to(&mut self, sql: &str, rows: usize) -> Result<Rows, Halt> {
        let script = self.scratch.run(sql, &Budget { rows, ..Budget::table() });
        if let Some(failure) = script.failure() {
            let (sql, message) = (sql.to_owned(), failure.message.clone());
            return Err(Refusal::Sqlite { sql, message }.into());
        }
        match script.stopped() {
            Some(stop) => Err(Refusal::Stopped(stop).into()),
            None => Ok(script.rows().cloned().unwrap_or_default()),
        }
    }

    /// The texts in the first column of a query.
    pub fn texts(&mut self, sql: &str) -> Result<Vec<String>, Halt> {
        let rows = self.read_to(sql, usize::MAX)?.rows;
        let text = |row: Vec<Value>| match row.into_iter().next() {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        };
        Ok(rows.into_iter().filter_map(text).collect())
    }

    /// The table of that name.
    pub fn table(&self, name: &str) -> Result<Table, Halt> {
        let schema = self.scratch.schema()?;
        schema.table(name).cloned().ok_or_else(|| Refusal::NoTable(name.to_owned()).into())
    }
}
