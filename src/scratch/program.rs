//! A database as a program uses it: one statement at a time, with values for its parameters.
//!
//! The walls, the clock and the budget are those of every scratch database. What is other is what
//! another program's users rely on: foreign keys are not looked at until a statement turns them
//! on, as SQLite has it by itself, and a statement may have as many parameters as SQLite's own
//! default. Where somebody names a file, it is that file; nothing typed can reach another.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Batch, Connection, OpenFlags, types};

use super::collect::{collect, reads_only};
use super::database::Scratch;
use super::run::{ended, take_steps};
use super::{Budget, Failure, FailureKind, Interrupt, Moment, Ran, ScratchError, limits, piece};
use crate::rows::{Rows, Value};

/// SQLite's own default (<https://sqlite.org/limits.html#max_variable_number>).
const PARAMETERS: i32 = 32_766;
/// How long a file that another program writes to is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// What came of one statement.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sent {
    /// Its result; without columns where it gives none.
    pub rows: Rows,
    /// Rows that it inserted, updated or deleted by itself.
    pub changed: u64,
    /// The rowid of the row that was inserted last on this connection.
    pub last_row: i64,
    /// Steps that SQLite took for it.
    pub steps: u64,
}

impl Scratch {
    /// An empty database in memory, for a program.
    ///
    /// # Errors
    ///
    /// When SQLite cannot be opened.
    pub fn for_program(moment: Moment) -> Result<Self, ScratchError> {
        Self::new()?.opened_to_a_program(moment)
    }

    /// The database in a file, made where it is not there, for a program.
    ///
    /// # Errors
    ///
    /// When SQLite cannot open it, or finds it to be no database.
    pub fn on_file(path: &Path, moment: Moment) -> Result<Self, ScratchError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        limits::harden(&connection)?;
        connection.busy_timeout(PATIENCE)?;
        // SQLite looks at the file when it is first read.
        connection.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?;
        Self::around(connection, Interrupt::default())?.opened_to_a_program(moment)
    }

    fn opened_to_a_program(self, moment: Moment) -> Result<Self, ScratchError> {
        self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, false)?;
        self.connection.set_limit(Limit::SQLITE_LIMIT_VARIABLE_NUMBER, PARAMETERS)?;
        self.guard.free_keys();
        self.set_moment(moment);
        Ok(self)
    }

    /// Runs one statement with values for its `?`.
    ///
    /// # Errors
    ///
    /// Why it failed or was stopped: never [`Ran::Rows`] or [`Ran::Done`].
    pub fn send(&mut self, sql: &str, values: &[Value], budget: &Budget) -> Result<Sent, Ran> {
        if let Some(offset) = sql.find('\0') {
            return Err(failed("the query contains a null character", Some(offset)));
        }
        self.guard.begin();
        self.history.note(&self.connection);
        let mut batch = Batch::new(&self.connection, sql);
        let prepared = rusqlite::fallible_iterator::FallibleIterator::next(&mut batch);
        let found = prepared.map_err(|error| ended(&self.guard, &self.meter, &error, 0))?;
        let Some(mut prepared) = found else { return Ok(Sent::default()) };
        if has_more(sql) {
            return Err(failed("You can only execute one statement at a time.", None));
        }
        let wanted = prepared.parameter_count();
        if wanted != values.len() {
            let given = values.len();
            let message = format!(
                "Incorrect number of bindings supplied. The current statement uses {wanted}, and \
                 there are {given} supplied."
            );
            return Err(failed(&message, None));
        }
        let bound = values
            .iter()
            .enumerate()
            .try_for_each(|(at, value)| prepared.raw_bind_parameter(at + 1, owned(value)));
        bound.map_err(|error| ended(&self.guard, &self.meter, &error, 0))?;
        let read_only = reads_only(&prepared);
        let mut room = budget.bytes;
        self.meter.begin_next(budget);
        let (rows, done) = collect(&mut prepared, budget, &mut room);
        let steps = take_steps(&prepared);
        self.meter.settle(steps);
        let done = done.map_err(|error| ended(&self.guard, &self.meter, &error, 0));
        self.meter.end();
        drop(prepared);
        self.written |= !read_only;
        self.deferring |= self.guard.defers();
        done?;
        let changed = if self.guard.counts_rows() { self.connection.changes() } else { 0 };
        let last_row = self.connection.last_insert_rowid();
        Ok(Sent { rows, changed, last_row, steps })
    }
}

/// Whether another statement stands behind the first.
fn has_more(sql: &str) -> bool {
    match piece::next(sql, 0) {
        // A trigger's body has semicolons of its own.
        Some((start, end)) if piece::next(sql, end).is_some() => {
            let first = sql[start..].split_whitespace().next().unwrap_or_default();
            !(first.eq_ignore_ascii_case("CREATE")
                && sql[start..end].to_ascii_uppercase().contains("TRIGGER"))
        }
        _ => false,
    }
}

fn owned(value: &Value) -> types::Value {
    match value {
        Value::Null => types::Value::Null,
        Value::Integer(number) => types::Value::Integer(*number),
        Value::Real(number) => types::Value::Real(*number),
        Value::Text(text) => types::Value::Text(text.clone()),
        Value::Blob(bytes) => types::Value::Blob(bytes.clone()),
    }
}

fn failed(message: &str, offset: Option<usize>) -> Ran {
    let (code, message) = (rusqlite::ffi::SQLITE_MISUSE, message.to_owned());
    Ran::Failed(Failure { kind: FailureKind::Other, code, message, offset })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open() -> Scratch {
        Scratch::for_program(Moment::default()).unwrap()
    }

    fn send(scratch: &mut Scratch, sql: &str, values: &[Value]) -> Result<Sent, String> {
        scratch.send(sql, values, &Budget::default()).map_err(|ran| match ran {
            Ran::Failed(failure) => failure.message,
            other => format!("{other:?}"),
        })
    }

    #[test]
    fn values_go_beside_the_text() {
        let mut scratch = open();
        send(&mut scratch, "CREATE TABLE t (id INTEGER PRIMARY KEY, x)", &[]).unwrap();
        let values = [Value::Text("it's".to_owned()), Value::Real(1.0)];
        let sql = "INSERT INTO t (x) VALUES (?), (?) RETURNING id, x";
        let sent = send(&mut scratch, sql, &values).unwrap();
        assert_eq!(sent.rows.columns, ["id", "x"]);
        assert_eq!(sent.rows.rows[1], [Value::Integer(2), Value::Real(1.0)]);
        assert_eq!((sent.changed, sent.last_row), (2, 2));
        let error = send(&mut scratch, sql, &values[..1]).unwrap_err();
        assert!(error.starts_with("Incorrect number of bindings supplied."), "{error}");
        let error = send(&mut scratch, "SELECT 1; SELECT 2", &[]).unwrap_err();
        assert_eq!(error, "You can only execute one statement at a time.");
        assert!(send(&mut scratch, "SELECT 1; -- one", &[]).is_ok());
    }

    #[test]
    fn foreign_keys_hold_once_they_are_turned_on() {
        let mut scratch = open();
        for sql in ["CREATE TABLE a (id INTEGER PRIMARY KEY)", "CREATE TABLE b (a REFERENCES a)"] {
            send(&mut scratch, sql, &[]).unwrap();
        }
        send(&mut scratch, "INSERT INTO b VALUES (1)", &[]).unwrap();
        send(&mut scratch, "PRAGMA foreign_keys=ON", &[]).unwrap();
        let error = send(&mut scratch, "INSERT INTO b VALUES (2)", &[]).unwrap_err();
        assert_eq!(error, "FOREIGN KEY constraint failed");
    }

    #[test]
    fn the_walls_stand() {
        let mut scratch = open();
        for sql in ["ATTACH 'x.db' AS x", "PRAGMA writable_schema = ON", "VACUUM INTO 'x.db'"] {
            assert!(send(&mut scratch, sql, &[]).is_err(), "{sql}");
        }
        let endless = "WITH n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT sum(i) FROM n";
        let budget = Budget { steps: 10_000, ..Budget::default() };
        let ran = scratch.send(endless, &[], &budget).unwrap_err();
        assert!(matches!(ran, Ran::Stopped(super::super::Stop::Steps)), "{ran:?}");
    }

    #[test]
    fn a_file_is_made_kept_and_must_be_a_database() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("school.db");
        let mut scratch = Scratch::on_file(&path, Moment::default()).unwrap();
        send(&mut scratch, "CREATE TABLE t (x)", &[]).unwrap();
        drop(scratch);
        let mut scratch = Scratch::on_file(&path, Moment::default()).unwrap();
        assert!(send(&mut scratch, "SELECT * FROM t", &[]).is_ok());
        let other = folder.path().join("notes.txt");
        std::fs::write(
            &other,
            "not a database, and longer than a header would have to be, so \
            that SQLite has something to look at",
        )
        .unwrap();
        assert!(Scratch::on_file(&other, Moment::default()).is_err());
        assert!(std::fs::read_to_string(&other).unwrap().starts_with("not a database"));
    }
}
