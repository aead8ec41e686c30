//! The same schema with nothing in it.

use rusqlite::config::DbConfig;

use super::database::Scratch;
use super::{Image, ScratchError};
use crate::sql::tokens::quoted;

/// What must not act on rows that are taken away.
const ACTING: [DbConfig; 2] =
    [DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY];

const SEQUENCED: &str = "SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'";

impl Scratch {
    /// The image with every table emptied: all that it declares is there still, and AUTOINCREMENT
    /// begins at 1 again. The contents are those of that image afterwards.
    ///
    /// # Errors
    ///
    /// When memory runs out.
    pub fn emptied(&mut self, image: &Image) -> Result<Image, ScratchError> {
        self.restore(image)?;
        let tables = self.schema()?.tables;
        let delete = |name: &str| format!("DELETE FROM main.{};", quoted(name));
        let mut script: String = tables.iter().map(|table| delete(&table.name)).collect();
        self.written = true;
        self.act(false)?;
        let deleted = self.guard.trust(|| {
            if self.connection.prepare(SEQUENCED)?.exists([])? {
                script.push_str(&delete("sqlite_sequence"));
            }
            self.connection.execute_batch(&script)
        });
        // Before anything else, whatever came of it: nothing else may run without keys.
        self.act(true)?;
        deleted?;
        self.image()
    }

    /// Has triggers and keys act, or not.
    fn act(&self, active: bool) -> rusqlite::Result<()> {
        ACTING.into_iter().try_for_each(|setting| {
            self.connection.set_db_config(setting, active)?;
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Budget;
    use super::*;

    #[test]
    fn every_table_is_emptied_and_nothing_else_is_changed() {
        let mut scratch = Scratch::new().unwrap();
        let budget = Budget::default();
        let setup = "
            CREATE TABLE log (what);
            CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT, up REFERENCES a ON DELETE RESTRICT,
                b REFERENCES b DEFERRABLE INITIALLY DEFERRED, twice AS (id * 2));
            CREATE TABLE b (id INTEGER PRIMARY KEY, a REFERENCES a) WITHOUT ROWID;
            CREATE TABLE \"order by\" (x UNIQUE);
            CREATE INDEX ai ON a (up);
            CREATE VIEW v AS SELECT * FROM a;
            CREATE TRIGGER t BEFORE DELETE ON a BEGIN
                INSERT INTO log VALUES (old.id); SELECT RAISE(ABORT, 'stay'); END;
            BEGIN;
            INSERT INTO a VALUES (7, NULL, 1), (8, 7, 1);
            INSERT INTO b VALUES (1, 8);
            COMMIT;
            INSERT INTO \"order by\" VALUES (1);";
        assert!(scratch.run(setup, &budget).failure().is_none());
        let image = scratch.image().unwrap();
        let schema = scratch.schema().unwrap();
        let empty = scratch.emptied(&image).unwrap();
        assert_eq!(scratch.schema().unwrap(), schema);
        for table in &schema.tables {
            assert_eq!(scratch.table_rows(&table.name).unwrap().rows.len(), 0, "{}", table.name);
        }
        // Keys and triggers act again, and ids begin at 1.
        scratch.restore(&empty).unwrap();
        assert!(scratch.run("INSERT INTO a (up) VALUES (5)", &budget).failure().is_some());
        let first = scratch.run("INSERT INTO a (up) VALUES (NULL) RETURNING id", &budget);
        assert_eq!(first.rows().unwrap().rows, [[crate::rows::Value::Integer(1)]]);
        assert!(scratch.run("DELETE FROM a", &budget).failure().is_some());
        // The image that was emptied is as it was.
        scratch.restore(&image).unwrap();
        assert_eq!(scratch.table_rows("a").unwrap().rows.len(), 2);
    }
}
