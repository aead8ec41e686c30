//! What the file looks like inside, version by version, and how to tell it from other files.

use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, ErrorCode};

/// Says in the file's header that it is ours: "rela".
const APPLICATION: i64 = 0x7265_6c61;

/// The longest text that is kept, in bytes; more than a learner can type.
pub(super) const TEXT_BYTES: usize = 10 << 20;

/// What leads from each version to the next; the first from an empty file to version 1. A file
/// keeps the exact text of its tables, so a line here is never changed, only followed by another.
///
/// The constraints are more than a guard against ourselves: SQLite's own check holds every row
/// against them, so that a file of a stranger cannot bring in a value that makes no sense.
pub(super) const VERSIONS: &[&str] = &["\
CREATE TABLE lessons (
    lesson TEXT NOT NULL PRIMARY KEY CHECK (octet_length(lesson) <= 10485760),
    title TEXT NOT NULL CHECK (octet_length(title) <= 10485760),
    asks INTEGER NOT NULL CHECK (asks BETWEEN 0 AND 4294967295),
    content INTEGER NOT NULL,
    place_step TEXT CHECK (octet_length(place_step) <= 10485760),
    place_after INTEGER CHECK (place_after BETWEEN 0 AND 4294967295),
    finished INTEGER CHECK (finished BETWEEN 0 AND 253402207200),
    touched INTEGER CHECK (touched BETWEEN 0 AND 253402207200),
    CHECK (place_step IS NULL OR place_after IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE TABLE steps (
    lesson TEXT NOT NULL REFERENCES lessons (lesson) ON DELETE CASCADE,
    step TEXT NOT NULL CHECK (octet_length(step) <= 10485760),
    tries INTEGER NOT NULL CHECK (tries BETWEEN 0 AND 4294967295),
    hints INTEGER NOT NULL CHECK (hints BETWEEN 0 AND 4294967295),
    shown INTEGER NOT NULL CHECK (shown IN (0, 1)),
    answered TEXT NOT NULL CHECK (answered IN ('open', 'skipped', 'solution', 'learner')),
    milliseconds INTEGER NOT NULL CHECK (milliseconds BETWEEN 0 AND 4294967295000),
    PRIMARY KEY (lesson, step)
) STRICT, WITHOUT ROWID;
CREATE TABLE submissions (
    lesson TEXT NOT NULL,
    step TEXT NOT NULL,
    place INTEGER NOT NULL CHECK (place BETWEEN 1 AND 4294967295),
    submission TEXT NOT NULL CHECK (octet_length(submission) <= 10485760),
    PRIMARY KEY (lesson, step, place),
    FOREIGN KEY (lesson, step) REFERENCES steps (lesson, step) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
"];

/// The tables of [`VERSIONS`].
const TABLES: [&str; 3] = ["lessons", "steps", "submissions"];

/// What kind of file one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing is in it yet.
    Empty,
    /// Ours, of the newest version that is known here, and sound.
    Current,
    /// Ours, of this older version, and sound.
    Older(usize),
    /// Ours, of a version that is not known here.
    Newer,
    /// It says that it belongs to another program.
    Foreign,
    /// A sound database that is not ours and does not say whose it is.
    Other,
    /// Not sound, or not a database.
    Damaged,
}

/// Walls against what a stranger's file could do while it is read.
pub(super) fn guard(connection: &Connection) -> rusqlite::Result<()> {
    let settings = [
        (DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true),
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
    ];
    for (setting, value) in settings {
        connection.set_db_config(setting, value)?;
    }
    // A row holds a few texts.
    let bytes = i32::try_from(4 * TEXT_BYTES).unwrap_or(i32::MAX);
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, bytes)?;
    Ok(())
}

/// Looks through a file, all at one moment. That takes less than a millisecond for a course's
/// worth of answers; `patience` is where it ends for a file that was made to take long.
///
/// # Errors
/// What says nothing about the file's content: it is locked, out of reach, too big to be looked
/// through in time.
pub(super) fn kind(
    connection: &mut Connection,
    versions: &[&str],
    patience: Duration,
) -> rusqlite::Result<Kind> {
    connection.execute_batch("BEGIN")?;
    let kind = look(connection, versions, patience);
    // Nothing was written; where this fails, so did what came before.
    let _ = connection.execute_batch("ROLLBACK");
    // What was asked is right in every database, so that a plain error speaks of the file.
    let is_its_fault = |error: &rusqlite::Error| {
        is_damage(error) || error.sqlite_error_code() == Some(ErrorCode::Unknown)
    };
    kind.or_else(|error| if is_its_fault(&error) { Ok(Kind::Damaged) } else { Err(error) })
}

fn look(
    connection: &mut Connection,
    versions: &[&str],
    patience: Duration,
) -> rusqlite::Result<Kind> {
    let application = number(connection, "PRAGMA application_id")?;
    if !is_in_pages(connection)? {
        return Ok(Kind::Damaged);
    }
    let schema = match schema(connection) {
        // A schema that SQLite cannot read, in a file that says that it is another's.
        Err(error) if is_damage(&error) && ![0, APPLICATION].contains(&application) => {
            return Ok(Kind::Foreign);
        }
        schema => schema?,
    };
    match application {
        APPLICATION => {}
        0 if schema.is_empty() => return Ok(Kind::Empty),
        0 => return Ok(Kind::Other),
        _ => return Ok(Kind::Foreign),
    }
    let version = version(connection)?;
    match usize::try_from(version) {
        Err(_) | Ok(0) => Ok(Kind::Damaged),
        Ok(version) if version > versions.len() => Ok(Kind::Newer),
        Ok(version) => {
            let sound =
                ours(schema) == expected(&versions[..version])? && is_sound(connection, patience)?;
            let current = version == versions.len();
            Ok(match (sound, current) {
                (false, _) => Kind::Damaged,
                (true, true) => Kind::Current,
                (true, false) => Kind::Older(version),
            })
        }
    }
}

/// The version that the file says it has.
pub(super) fn version(connection: &Connection) -> rusqlite::Result<i64> {
    number(connection, "PRAGMA user_version")
}

/// Takes the file from one version to the newest, within the transaction that is open.
pub(super) fn migrate(
    connection: &Connection,
    from: usize,
    versions: &[&str],
) -> rusqlite::Result<()> {
    for version in versions.iter().skip(from) {
        connection.execute_batch(version)?;
    }
    connection.pragma_update(None, "application_id", APPLICATION)?;
    connection.pragma_update(None, "user_version", versions.len() as i64)
}

/// Makes the tables of a file that is still empty, within the transaction that is open.
///
/// # Errors
/// Also where the file has become another one than it was: look at it again.
pub(super) fn prepare(connection: &Connection, versions: &[&str]) -> rusqlite::Result<()> {
    match version(connection)? {
        version if version == versions.len() as i64 => Ok(()),
        0 if schema(connection)?.is_empty() => migrate(connection, 0, versions),
        _ => Err(rusqlite::Error::InvalidQuery),
    }
}

/// Whether an error says that the file's content is not what it should be.
pub(super) fn is_damage(error: &rusqlite::Error) -> bool {
    use rusqlite::Error;
    match error {
        Error::SqliteFailure(failure, _) => matches!(
            failure.code,
            ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt | ErrorCode::TooBig
        ),
        Error::FromSqlConversionFailure(..)
        | Error::IntegralValueOutOfRange(..)
        | Error::InvalidColumnType(..)
        | Error::Utf8Error(..) => true,
        _ => false,
    }
}

/// Names, the tables that they belong to, and how they were declared.
type Schema = Vec<(String, String, Option<String>)>;

fn schema(connection: &Connection) -> rusqlite::Result<Schema> {
    let sql = "SELECT name, tbl_name, sql FROM sqlite_schema ORDER BY name";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    rows.collect()
}

/// Our tables and all that hangs on them. What else somebody put into the file does no harm, and
/// stays.
fn ours(mut schema: Schema) -> Schema {
    let is_ours = |name: &str| TABLES.iter().any(|table| table.eq_ignore_ascii_case(name));
    schema.retain(|(name, table, _)| is_ours(name) || is_ours(table));
    schema
}

/// [`ours`] as these versions declare it.
fn expected(versions: &[&str]) -> rusqlite::Result<Schema> {
    let model = Connection::open_in_memory()?;
    for version in versions {
        model.execute_batch(version)?;
    }
    Ok(ours(schema(&model)?))
}

/// Whether the file ends with a page, as everything that SQLite writes does. SQLite itself takes
/// what is missing of the last page for zeros, and a file shorter than any page for an empty one.
/// Nobody can write while this transaction reads, unless somebody has set the file to WAL.
fn is_in_pages(connection: &Connection) -> rusqlite::Result<bool> {
    let page = number(connection, "PRAGMA page_size")?;
    let bytes = number(connection, "PRAGMA page_count")?.saturating_mul(page);
    let mode: String = connection.query_row("PRAGMA journal_mode", [], |row| row.get(0))?;
    let found = connection.path().and_then(|path| std::fs::metadata(path).ok());
    // Where nobody says how long the file is, what follows has to do.
    let length = found.and_then(|file| i64::try_from(file.len()).ok()).unwrap_or(bytes);
    Ok(length % page.max(1) == 0 && (length >= bytes || mode == "wal"))
}

/// Whether the file is whole, and every row keeps to the constraints and keys of its table.
fn is_sound(connection: &mut Connection, patience: Duration) -> rusqlite::Result<bool> {
    let begun = Instant::now();
    connection.progress_handler(10_000, Some(move || begun.elapsed() > patience))?;
    // Not `quick_check`: that does not see rows which stand where nobody would look for them.
    let checked =
        connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0));
    let orphans = ["PRAGMA foreign_key_check(steps)", "PRAGMA foreign_key_check(submissions)"]
        .map(|sql| connection.prepare(sql).and_then(|mut statement| statement.exists([])));
    connection.progress_handler(0, None::<fn() -> bool>)?;
    let [of_steps, of_submissions] = orphans;
    Ok(checked? == "ok" && !of_steps? && !of_submissions?)
}

fn number(connection: &Connection, sql: &str) -> rusqlite::Result<i64> {
    connection.query_row(sql, [], |row| row.get(0))
}
