//! The settings that every scratch database is opened with.

use std::sync::OnceLock;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};

/// The longest statement, in bytes.
pub const STATEMENT_BYTES: usize = 100_000;
/// The longest script, in bytes: every statement of it leaves something in memory.
pub const SCRIPT_BYTES: usize = 8 << 20;
/// The longest value and the longest row, in bytes. No backstop fires inside one function: on
/// values of a megabyte, `LIKE` alone runs for seconds.
pub const VALUE_BYTES: usize = 100_000;
/// The most pages of a database; one has 4096 bytes.
pub const PAGES: u32 = 4096;
/// What all scratch databases of the process together may allocate, in bytes. SQLite can lower
/// this later but never raise it.
pub const HEAP_BYTES: usize = 256 << 20;

const LIMITS: [(Limit, i32); 13] = [
    (Limit::SQLITE_LIMIT_LENGTH, VALUE_BYTES as i32),
    (Limit::SQLITE_LIMIT_SQL_LENGTH, STATEMENT_BYTES as i32),
    (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000),
    (Limit::SQLITE_LIMIT_COLUMN, 200),
    (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 100),
    (Limit::SQLITE_LIMIT_EXPR_DEPTH, 200),
    (Limit::SQLITE_LIMIT_FUNCTION_ARG, 100),
    (Limit::SQLITE_LIMIT_ATTACHED, 0),
    // Not none: a parameter is refused with words of our own.
    (Limit::SQLITE_LIMIT_VARIABLE_NUMBER, 100),
    (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 50),
    (Limit::SQLITE_LIMIT_VDBE_OP, 500_000),
    (Limit::SQLITE_LIMIT_WORKER_THREADS, 0),
    (Limit::SQLITE_LIMIT_SCHEMA, 1000),
];

const SETTINGS: [(DbConfig, bool); 9] = [
    (DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true),
    (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
    (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
    (DbConfig::SQLITE_DBCONFIG_WRITABLE_SCHEMA, false),
    // Otherwise a misspelt "name" is silently the text 'name'.
    (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
    (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
    (DbConfig::SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, false),
    (DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_CREATE, false),
    (DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_WRITE, false),
];

/// Opens an empty database in memory with every limit and setting in place.
pub(super) fn open() -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_in_memory_with_flags(flags)?;
    harden(&connection)?;
    limit_pages(&connection)?;
    Ok(connection)
}

/// Puts every limit and setting in place, but for the one on the size of the database.
pub(super) fn harden(connection: &Connection) -> rusqlite::Result<()> {
    for (setting, value) in SETTINGS {
        connection.set_db_config(setting, value)?;
    }
    connection.execute_batch("PRAGMA temp_store = MEMORY; PRAGMA recursive_triggers = OFF;")?;
    limit_heap(connection)?;
    for (limit, value) in LIMITS {
        connection.set_limit(limit, value)?;
    }
    Ok(())
}

/// Puts the settings in place on a connection on which only a schema is read. The limits on
/// statements stay SQLite's own: an author who is not here may have written long ones.
pub(super) fn harden_for_reading(connection: &Connection) -> rusqlite::Result<()> {
    for (setting, value) in SETTINGS {
        connection.set_db_config(setting, value)?;
    }
    connection.execute_batch("PRAGMA temp_store = MEMORY; PRAGMA query_only = ON;")?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    limit_heap(connection)
}

/// Limits the size of the database. `deserialize` lifts this limit, and no other.
pub(super) fn limit_pages(connection: &Connection) -> rusqlite::Result<()> {
    let sql = pages_sql();
    connection.prepare_cached(sql)?.query_row([], |_| Ok(()))
}

/// Limits the memory of the whole process, once.
fn limit_heap(connection: &Connection) -> rusqlite::Result<()> {
    static LIMITED: OnceLock<()> = OnceLock::new();
    if LIMITED.get().is_none() {
        connection.execute_batch(&format!("PRAGMA hard_heap_limit = {HEAP_BYTES}"))?;
        LIMITED.get_or_init(|| ());
    }
    Ok(())
}

fn pages_sql() -> &'static str {
    static SQL: OnceLock<String> = OnceLock::new();
    SQL.get_or_init(|| format!("PRAGMA max_page_count = {PAGES}"))
}
