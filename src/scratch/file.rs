//! What a database file declares, read without harm to it or by it.
//!
//! The file may be anyone's. It is never written, not even its neighbours: SQLite is told that
//! nobody changes it, so that it takes no lock and makes no `-wal` and no `-shm` file. Where there
//! is a `-wal` file with what is not in the database yet, both are copied first and the copy is
//! read. No row of any table is read, and nothing that the schema holds is trusted.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rusqlite::ffi::ErrorCode;
use rusqlite::{Connection, OpenFlags};

use super::inspect;
use super::limits;
use super::meter::Meter;
use super::{Budget, Stop};
use crate::schema::Schema;

/// Why a database file was not read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It is no SQLite database, or an encrypted one.
    #[error("it is no SQLite database, or an encrypted one")]
    NotADatabase,
    /// It holds changes that are to be copied with it first, and is larger than can be copied.
    #[error("it is in use, with changes that are not in it yet, and too large to be copied")]
    TooLarge,
    /// It declares more than can be read.
    #[error("it declares more than can be read here")]
    Endless,
    /// It is damaged, or declares what this SQLite does not understand: in SQLite's words.
    #[error("its schema cannot be read: {0}")]
    Schema(String),
    /// It cannot be read at all.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// How every SQLite database begins (<https://sqlite.org/fileformat2.html#the_database_header>).
const HEAD: &[u8; 16] = b"SQLite format 3\0";
/// The most bytes that are copied.
const COPY: u64 = 512 << 20;
/// What reading a schema may use: that of some ten thousand tables.
const BUDGET: Budget = Budget { steps: 2_000_000_000, rows: 0, bytes: 0, millis: 60_000 };

/// Whether a file begins as an SQLite database does.
///
/// # Errors
/// Where it cannot be read.
pub fn is_database(path: &Path) -> io::Result<bool> {
    // A named pipe would wait for ever for someone to write to it.
    if !path.metadata()?.is_file() {
        return Ok(false);
    }
    let mut head = Vec::new();
    File::open(path)?.take(HEAD.len() as u64).read_to_end(&mut head)?;
    Ok(head == HEAD)
}

/// What a database file declares; SQLite's own tables and virtual ones are left out.
///
/// # Errors
/// Where it is no database, or cannot be read.
pub fn schema_of(path: &Path) -> Result<Schema, FileError> {
    if !is_database(path)? {
        return Err(FileError::NotADatabase);
    }
    let wal = beside(path, "-wal");
    let pending = wal.metadata().map_or(0, |wal| wal.len());
    if pending == 0 {
        return read(path, true);
    }
    if path.metadata()?.len().saturating_add(pending) > COPY {
        return Err(FileError::TooLarge);
    }
    let folder = tempfile::tempdir()?;
    let copy = folder.path().join("copy.db");
    fs::copy(path, &copy)?;
    fs::copy(&wal, beside(&copy, "-wal"))?;
    read(&copy, false)
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn read(path: &Path, unchanged: bool) -> Result<Schema, FileError> {
    let path = path.canonicalize()?;
    let mode = if unchanged { "mode=ro&immutable=1" } else { "mode=rw" };
    let access = match unchanged {
        true => OpenFlags::SQLITE_OPEN_READ_ONLY,
        false => OpenFlags::SQLITE_OPEN_READ_WRITE,
    };
    let flags = access | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let meter = Meter::default();
    let read = || -> rusqlite::Result<Schema> {
        let name = format!("file:{}?{mode}", percent(&path));
        let mut connection = Connection::open_with_flags(name, flags)?;
        limits::harden_for_reading(&connection)?;
        meter.watch(&mut connection)?;
        meter.begin_own(&BUDGET);
        inspect::schema(&connection)
    };
    read().map_err(|error| match (meter.stopped(), error.sqlite_error_code()) {
        (Some(Stop::Steps | Stop::Clock | Stop::Memory), _) | (_, Some(ErrorCode::OutOfMemory)) => {
            FileError::Endless
        }
        (_, Some(ErrorCode::NotADatabase)) => FileError::NotADatabase,
        (_, Some(_)) => FileError::Schema(message(&error)),
        // A name that is no text, and the like.
        _ => FileError::Schema(error.to_string()),
    })
}

fn message(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqliteFailure(_, Some(message)) => message.clone(),
        rusqlite::Error::SqlInputError { msg, .. } => msg.clone(),
        other => other.to_string(),
    }
}

/// A path within a URI (<https://sqlite.org/uri.html>): every byte that could mean something else
/// is written by its number.
fn percent(path: &Path) -> String {
    let mut text = String::new();
    for &byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' => text.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => text.push(char::from(byte)),
            _ => {
                // Writing to a text does not fail.
                let _ = write!(text, "%{byte:02X}");
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(folder: &Path, name: &str, sql: &str) -> (PathBuf, Connection) {
        let path = folder.join(name);
        let connection = Connection::open(&path).unwrap();
        connection.execute_batch(sql).unwrap();
        (path, connection)
    }

    fn files(folder: &Path) -> Vec<String> {
        let names = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            names.map(|file| file.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    fn tables(path: &Path) -> Vec<String> {
        schema_of(path).unwrap().tables.into_iter().map(|table| table.name).collect()
    }

    #[test]
    fn a_file_of_any_name_is_read_and_nothing_is_written_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["plain.db", "what? #1 100% 日本.db"] {
            let sql = "PRAGMA journal_mode = WAL; CREATE TABLE a (id INTEGER PRIMARY KEY);";
            drop(made(folder.path(), name, sql).1);
            let path = folder.path().join(name);
            let before = (fs::read(&path).unwrap(), files(folder.path()));
            assert_eq!(tables(&path), ["a"]);
            assert_eq!((fs::read(&path).unwrap(), files(folder.path())), before);
        }
    }

    #[test]
    fn what_is_only_in_the_wal_file_is_read_too() {
        let folder = tempfile::tempdir().unwrap();
        let sql = "PRAGMA journal_mode = WAL; CREATE TABLE a (id INTEGER PRIMARY KEY);";
        let (path, connection) = made(folder.path(), "live.db", sql);
        let before = files(folder.path());
        assert_eq!(tables(&path), ["a"]);
        assert_eq!(files(folder.path()), before);
        drop(connection);
    }

    #[test]
    fn what_is_no_database_is_said_to_be_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("text.db");
        fs::write(&path, "not a database").unwrap();
        assert!(matches!(schema_of(&path), Err(FileError::NotADatabase)));
        assert!(matches!(schema_of(folder.path()), Err(FileError::NotADatabase)));
        assert!(matches!(schema_of(&folder.path().join("none.db")), Err(FileError::Io(_))));
    }

    #[test]
    fn a_damaged_file_is_an_error_and_no_crash() {
        let folder = tempfile::tempdir().unwrap();
        let (path, connection) =
            made(folder.path(), "a.db", "CREATE TABLE a (id INTEGER PRIMARY KEY, b TEXT);");
        drop(connection);
        let whole = fs::read(&path).unwrap();
        let mut failed = 0;
        for at in 16..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 0xff;
            if at > 120 && at % 37 != 0 {
                continue;
            }
            fs::write(&path, &bytes).unwrap();
            failed += usize::from(schema_of(&path).is_err());
        }
        assert!(failed > 0);
    }

    #[test]
    fn tables_of_modules_that_are_not_here_are_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let sql = "CREATE TABLE a (id INTEGER PRIMARY KEY);
            PRAGMA writable_schema = ON;
            INSERT INTO sqlite_schema VALUES
              ('table', 'far', 'far', 0, 'CREATE VIRTUAL TABLE far USING nowhere(x)');";
        let (path, connection) = made(folder.path(), "virtual.db", sql);
        drop(connection);
        assert_eq!(tables(&path), ["a"]);
    }
}
