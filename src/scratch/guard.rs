//! The walls of the sandbox: an allow list of what a statement may do.
//!
//! SQLite asks the authorizer about every action of a statement while it is prepared, those of
//! triggers and views included. What is not listed here is refused, and the wall that refused it
//! is remembered, so that a person can be told which one and why.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;
use rusqlite::ffi;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};

use super::pragma;

/// What the sandbox does not allow.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Wall {
    /// ATTACH, DETACH, VACUUM: they reach for files.
    File,
    /// `load_extension` and its kin: they run foreign code.
    Extension,
    /// TEMP tables, views, triggers and indexes: they would outlive the scratch database.
    Temp,
    /// A PRAGMA that is not known to be harmless; its name in lower case.
    Pragma(String),
    /// CREATE VIRTUAL TABLE, and the tables that show SQLite's pages.
    VirtualTable,
    /// Writing SQLite's own tables by hand; the table's name.
    SystemTable(String),
    /// Anything else that is not known to be harmless.
    Unknown,
}

/// The most actions of one statement: reading a column is one, entering a view another. Views of
/// views double at each level, and SQLite compiles for minutes without a look at any clock.
const ACTIONS: u32 = 5000;

/// The walls of one connection, and what was seen of the statement being prepared.
#[derive(Debug, Clone, Default)]
pub(super) struct Guard(Arc<Mutex<Notes>>);

/// What the authorizer saw of one statement.
#[derive(Debug, Default)]
struct Notes {
    /// The tool's own statement: everything is allowed.
    trusted: bool,
    /// Whoever types may turn foreign keys on and off.
    keys_are_free: bool,
    /// The first wall that the statement hit.
    wall: Option<Wall>,
    /// How many actions the statement has asked for.
    actions: u32,
    /// It inserts, updates or deletes rows of a table by itself.
    changes_rows: bool,
    /// It makes, alters or drops something.
    changes_schema: bool,
    /// It calls a function that tells of earlier statements.
    looks_back: bool,
    /// It sets a flag of the connection that a transaction's end would clear.
    defers: bool,
}

impl Wall {
    /// Why the wall is there: one sentence without a full stop, to follow a colon.
    pub fn reason(&self) -> String {
        match self {
            Self::File => "the scratch database cannot reach files".to_owned(),
            Self::Extension => "the scratch database cannot load other code".to_owned(),
            Self::Temp => {
                "TEMP tables, views and triggers are not kept with the database; leave TEMP out"
                    .to_owned()
            }
            Self::Pragma(name) => {
                format!("PRAGMA {name} cannot be used here; only looking at the database can")
            }
            Self::VirtualTable => "virtual tables are not part of the scratch database".to_owned(),
            Self::SystemTable(name) => format!("{name} is SQLite's own table and keeps itself"),
            Self::Unknown => "the scratch database does not know this to be harmless".to_owned(),
        }
    }
}

impl Guard {
    /// Puts the walls around a connection.
    pub(super) fn surround(&self, connection: &mut Connection) -> rusqlite::Result<()> {
        let notes = Arc::clone(&self.0);
        connection.authorizer(Some(move |context: AuthContext<'_>| lock(&notes).judge(&context)))
    }

    /// Forgets the statement before.
    pub(super) fn begin(&self) {
        let mut notes = lock(&self.0);
        *notes = Notes { keys_are_free: notes.keys_are_free, ..Notes::default() };
    }

    /// Lets statements turn foreign keys on and off, for good.
    pub(super) fn free_keys(&self) {
        lock(&self.0).keys_are_free = true;
    }

    /// Runs the tool's own statements without walls.
    pub(super) fn trust<T>(&self, own: impl FnOnce() -> T) -> T {
        lock(&self.0).trusted = true;
        let done = own();
        lock(&self.0).trusted = false;
        done
    }

    /// The first wall that the statement hit.
    pub(super) fn wall(&self) -> Option<Wall> {
        lock(&self.0).wall.clone()
    }

    /// Whether the statement was refused for asking for too many actions.
    pub(super) fn is_exhausted(&self) -> bool {
        lock(&self.0).actions > ACTIONS
    }

    /// Whether the count of changed rows speaks of this statement.
    pub(super) fn counts_rows(&self) -> bool {
        let notes = lock(&self.0);
        notes.changes_rows && !notes.changes_schema
    }

    /// Whether the statement calls a function that tells of earlier statements.
    pub(super) fn looks_back(&self) -> bool {
        lock(&self.0).looks_back
    }

    /// Whether the statement left a flag set on the connection.
    pub(super) fn defers(&self) -> bool {
        lock(&self.0).defers
    }
}

fn lock(notes: &Mutex<Notes>) -> MutexGuard<'_, Notes> {
    notes.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Notes {
    fn judge(&mut self, context: &AuthContext<'_>) -> Authorization {
        if self.trusted {
            return Authorization::Allow;
        }
        self.note(context);
        self.actions += 1;
        if self.actions > ACTIONS {
            return Authorization::Deny;
        }
        match wall(context).filter(|wall| !self.is_open(wall)) {
            None => Authorization::Allow,
            Some(wall) => {
                self.wall.get_or_insert(wall);
                Authorization::Deny
            }
        }
    }

    /// Whether a wall is not there for this connection.
    fn is_open(&self, wall: &Wall) -> bool {
        self.keys_are_free && matches!(wall, Wall::Pragma(name) if name == "foreign_keys")
    }

    fn note(&mut self, context: &AuthContext<'_>) {
        match context.action {
            AuthAction::Insert { table_name }
            | AuthAction::Delete { table_name }
            | AuthAction::Update { table_name, .. } => {
                let own = context.accessor.is_none() && !is_schema_table(table_name);
                self.changes_rows |= own;
            }
            AuthAction::CreateTable { .. }
            | AuthAction::CreateIndex { .. }
            | AuthAction::CreateView { .. }
            | AuthAction::CreateTrigger { .. }
            | AuthAction::DropTable { .. }
            | AuthAction::DropIndex { .. }
            | AuthAction::DropView { .. }
            | AuthAction::DropTrigger { .. }
            | AuthAction::AlterTable { .. }
            | AuthAction::Reindex { .. }
            | AuthAction::Analyze { .. } => self.changes_schema = true,
            AuthAction::Function { function_name } => {
                self.looks_back |= ["changes", "last_insert_rowid"]
                    .iter()
                    .any(|name| function_name.eq_ignore_ascii_case(name));
            }
            AuthAction::Pragma { pragma_name, pragma_value: Some(_) } => {
                self.defers |= pragma_name.eq_ignore_ascii_case("defer_foreign_keys");
            }
            _ => {}
        }
    }
}

/// The wall that an action hits; `None` for what is known to be harmless.
fn wall(context: &AuthContext<'_>) -> Option<Wall> {
    let temp = context.database_name.is_some_and(|name| name.eq_ignore_ascii_case("temp"));
    match context.action {
        AuthAction::Select | AuthAction::Recursive => None,
        AuthAction::Transaction { .. } | AuthAction::Savepoint { .. } => None,
        AuthAction::Read { table_name, .. } => shows_pages(table_name).then_some(Wall::VirtualTable),
        AuthAction::Function { function_name } => {
            is_foreign(function_name).then_some(Wall::Extension)
        }
        AuthAction::Pragma { pragma_name, pragma_value } => {
            let name = pragma_name.to_ascii_lowercase();
            (!pragma::is_harmless(&name, pragma_value)).then_some(Wall::Pragma(name))
        }
        // ALTER TABLE looks after TEMP triggers on the table; SQLite lets no one else do this.
        AuthAction::Update { table_name, .. } if is_schema_table(table_name) => None,
        AuthAction::Insert { .. }
        | AuthAction::Update { .. }
        | AuthAction::Delete { .. }
        | AuthAction::CreateTable { .. }
        | AuthAction::CreateIndex { .. }
        | AuthAction::CreateView { .. }
        | AuthAction::CreateTrigger { .. }
        | AuthAction::DropTable { .. }
        | AuthAction::DropIndex { .. }
        | AuthAction::DropView { .. }
        | AuthAction::DropTrigger { .. }
        | AuthAction::Reindex { .. }
        | AuthAction::Analyze { .. } => temp.then_some(Wall::Temp),
        AuthAction::AlterTable { database_name, .. } => {
            (temp || database_name.eq_ignore_ascii_case("temp")).then_some(Wall::Temp)
        }
        AuthAction::CreateTempIndex { .. }
        | AuthAction::CreateTempTable { .. }
        | AuthAction::CreateTempTrigger { .. }
        | AuthAction::CreateTempView { .. }
        | AuthAction::DropTempIndex { .. }
        | AuthAction::DropTempTable { .. }
        | AuthAction::DropTempTrigger { .. }
        | AuthAction::DropTempView { .. } => Some(Wall::Temp),
        AuthAction::CreateVtable { .. } | AuthAction::DropVtable { .. } => Some(Wall::VirtualTable),
        AuthAction::Attach { .. }
        | AuthAction::Detach { .. }
        // With an expression for a file name, SQLite gives no argument.
        | AuthAction::Unknown { code: ffi::SQLITE_ATTACH | ffi::SQLITE_DETACH, .. } => {
            Some(Wall::File)
        }
        _ => Some(Wall::Unknown),
    }
}

/// The functions that run foreign code or serve SQLite's extensions only.
fn is_foreign(function: &str) -> bool {
    let name = function.to_ascii_lowercase();
    matches!(name.as_str(), "load_extension" | "sqlite_log")
        || ["fts3_", "fts5", "rtree", "geopoly"].iter().any(|family| name.starts_with(family))
}

fn shows_pages(table: &str) -> bool {
    let name = table.to_ascii_lowercase();
    matches!(name.as_str(), "dbstat" | "sqlite_dbpage" | "sqlite_dbptr" | "fts3tokenize")
}

fn is_schema_table(table: &str) -> bool {
    let name = table.to_ascii_lowercase();
    matches!(name.as_str(), "sqlite_master" | "sqlite_schema" | "sqlite_temp_master")
}
