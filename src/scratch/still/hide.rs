//! SQLite's own clock and chance, hidden.

use rusqlite::Connection;

use super::{Still, chance, time};

impl Still {
    /// Hides the clock and chance of a connection.
    pub(in crate::scratch) fn hide(&self, connection: &Connection) -> rusqlite::Result<()> {
        time::register(connection, self)?;
        chance::register(connection, self)
    }
}
