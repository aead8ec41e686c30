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
}
