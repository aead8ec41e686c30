//! A second scratch database with the same contents, for work that may yet be thrown away.

use rusqlite::config::DbConfig;

use super::database::Scratch;
use super::{Budget, ScratchError, Script};

impl Scratch {
    /// Another scratch database with the same contents and the same moment. What an open
    /// transaction did is rolled back, as by [`Scratch::image`].
    ///
    /// # Errors
    ///
    /// When SQLite cannot be opened, or memory runs out.
    pub fn beside(&mut self) -> Result<Self, ScratchError> {
        let image = self.image()?;
        let mut other = Self::stopped_by(self.interrupt())?;
        other.set_moment(self.moment());
        other.restore(&image)?;
        Ok(other)
    }

    /// Runs a script of the tool's own while foreign keys are not looked at: SQLite's way to
    /// rebuild a table to which others refer (<https://sqlite.org/lang_altertable.html>, section
    /// 7). All other walls and the budget stand. Nothing typed can turn the keys off.
    ///
    /// # Errors
    ///
    /// When SQLite does not take the setting.
    pub fn run_without_keys(
        &mut self,
        text: &str,
        budget: &Budget,
    ) -> Result<Script, ScratchError> {
        self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, false)?;
        let script = self.run(text, budget);
        self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true)?;
        Ok(script)
    }

    /// Runs a script of the tool's own as [`Scratch::run_without_keys`] does, and in it RENAME
    /// changes a table's name and nothing else: it looks for the table neither in views and
    /// triggers, which may speak of one that is gone for a while, nor in the keys of others.
    ///
    /// # Errors
    ///
    /// When SQLite does not take a setting.
    pub fn run_rebuilding(&mut self, text: &str, budget: &Budget) -> Result<Script, ScratchError> {
        self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, true)?;
        let script = self.run_without_keys(text, budget);
        self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, false)?;
        script
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_stopped_by_the_same_interrupt_and_sees_the_same_moment() {
        let mut scratch = Scratch::new().unwrap();
        scratch.run("CREATE TABLE t (x); INSERT INTO t VALUES (1)", &Budget::default());
        scratch.set_moment(super::super::Moment { unix_seconds: 0, chance: 7 });
        let mut copy = scratch.beside().unwrap();
        copy.run("INSERT INTO t VALUES (2)", &Budget::default());
        assert_eq!(copy.table_rows("t").unwrap().rows.len(), 2);
        assert_eq!(scratch.table_rows("t").unwrap().rows.len(), 1);
        let now = "SELECT datetime('now'), random()";
        let (own, other) =
            (scratch.run(now, &Budget::default()), copy.run(now, &Budget::default()));
        assert_eq!(own.rows(), other.rows());
        let interrupt = scratch.interrupt();
        let endless = "WITH n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT sum(i) FROM n";
        let budget = Budget { steps: u64::MAX, ..Budget::default() };
        let stopped = std::thread::scope(|scope| {
            let running = scope.spawn(|| copy.run(endless, &budget).stopped());
            while !running.is_finished() {
                interrupt.stop();
                std::thread::yield_now();
            }
            running.join().unwrap()
        });
        assert_eq!(stopped, Some(super::super::Stop::Interrupted));
    }

    #[test]
    fn keys_are_passed_over_only_where_the_tool_says_so() {
        let mut scratch = Scratch::new().unwrap();
        let budget = Budget::default();
        scratch.run("CREATE TABLE a (id INTEGER PRIMARY KEY, up REFERENCES a)", &budget);
        let orphan = "INSERT INTO a VALUES (1, 2)";
        assert!(scratch.run(orphan, &budget).failure().is_some());
        assert!(scratch.run_without_keys(orphan, &budget).unwrap().failure().is_none());
        assert!(scratch.run("INSERT INTO a VALUES (3, 4)", &budget).failure().is_some());
        // The other walls stand.
        let script = scratch.run_without_keys("PRAGMA foreign_keys = OFF", &budget).unwrap();
        assert!(script.failure().is_some());
    }

    #[test]
    fn a_table_that_is_gone_for_a_while_is_not_missed() {
        let mut scratch = Scratch::new().unwrap();
        let budget = Budget::default();
        let made = "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE VIEW v AS SELECT id FROM a; \
                    CREATE TABLE b (a_id REFERENCES a (id)); INSERT INTO a VALUES (1); \
                    INSERT INTO b VALUES (1)";
        assert!(scratch.run(made, &budget).failure().is_none());
        let anew = "CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t SELECT id FROM a; \
                    DROP TABLE a; ALTER TABLE t RENAME TO a";
        assert!(scratch.run_rebuilding(anew, &budget).unwrap().failure().is_none());
        assert_eq!(scratch.table_rows("v").unwrap().rows.len(), 1);
        assert_eq!(scratch.schema().unwrap().tables[0].foreign_keys[0].table, "a");
        assert_eq!(scratch.table_rows("b").unwrap().rows.len(), 1);
        // What is typed is looked at as ever.
        let script = scratch.run("DROP TABLE b; ALTER TABLE a RENAME TO c", &budget);
        assert!(script.failure().is_none());
        assert_eq!(scratch.table_rows("v").unwrap().rows.len(), 1);
    }
}
