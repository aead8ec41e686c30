//! What SQLite remembers of a connection's past: `last_insert_rowid()`, `changes()` and
//! `total_changes()`. None of it may outlive a restore, or the same answer would give one thing
//! on a new connection and another on a used one.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

/// What may be remembered: the time since the last restore.
#[derive(Debug, Default)]
pub(super) struct History {
    /// There was a restore, and SQLite still remembers what was before.
    expired: Cell<bool>,
    /// SQLite's count of changed rows at the last restore; it never goes down.
    before: Cell<u64>,
    /// What `total_changes()` gives.
    since: Arc<AtomicU64>,
}

impl History {
    /// Hides SQLite's `total_changes()` behind one that can be set back.
    pub(super) fn hide(&self, connection: &Connection) -> rusqlite::Result<()> {
        let since = Arc::clone(&self.since);
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_INNOCUOUS;
        connection.create_scalar_function("total_changes", 0, flags, move |_| {
            Ok(i64::try_from(since.load(Ordering::Relaxed)).unwrap_or(i64::MAX))
        })
    }

    /// Ends the time that may be remembered.
    pub(super) fn expire(&self) {
        self.expired.set(true);
    }

    /// Brings the count up to date before a statement; SQLite's own moves between statements only.
    pub(super) fn note(&self, connection: &Connection) {
        let total = connection.total_changes();
        if self.expired.get() {
            self.before.set(total);
        }
        self.since.store(total.saturating_sub(self.before.get()), Ordering::Relaxed);
    }

    /// Forgets what was before the last restore. To be called before the first statement that
    /// looks back or that will be looked back to, and not with each restore: it costs more.
    ///
    /// SQLite lets only an INSERT set the last rowid, and only a DELETE that finds nothing set the
    /// changes to none.
    pub(super) fn forget(&self, connection: &Connection) -> rusqlite::Result<()> {
        if !self.expired.get() {
            return Ok(());
        }
        if connection.last_insert_rowid() != 0 || connection.changes() != 0 {
            connection.execute_batch(
                "CREATE TEMP TABLE forgotten (id INTEGER PRIMARY KEY);
                 INSERT INTO temp.forgotten VALUES (0);
                 DELETE FROM temp.forgotten WHERE id = 1;
                 DROP TABLE temp.forgotten;",
            )?;
        }
        self.before.set(connection.total_changes());
        self.expired.set(false);
        Ok(())
    }
}
