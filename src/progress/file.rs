//! The file on disk: making it, opening it, moving it aside.
//!
//! The file is in SQLite's rollback mode and not in WAL. WAL needs memory that all programs share
//! and does not work where the home folder is on a network; it leaves two files more beside this
//! one, and cannot be read from a folder that may not be written. What it is good for, many
//! readers beside a writer, is not needed: a keep takes a few milliseconds, and who comes meanwhile
//! waits. `synchronous` stays FULL, so that not even a power failure takes back what was kept.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use super::format::{self, Kind};
use super::rows;
use super::trouble::{Trouble, What};

/// The name of the file.
pub(super) const NAME: &str = "progress.db";

/// How a file is opened.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ways {
    /// Make the file where there is none.
    pub(super) make: bool,
    /// What leads from each version to the next; see [`format::VERSIONS`].
    pub(super) versions: &'static [&'static str],
    /// How long another program is waited for that holds the file, and how long the file may take
    /// to be looked through.
    pub(super) patience: Duration,
    /// The most pages that the file may have; SQLite's own limit where there is none.
    pub(super) pages: Option<u32>,
}

/// What opening gave.
#[derive(Debug, Default)]
pub(super) struct Opened {
    /// `None` where there is nothing to open.
    pub(super) connection: Option<Connection>,
    /// What was wrong with it; with a connection, it is usable all the same.
    pub(super) trouble: Option<Trouble>,
}

/// Opens the file in a folder, after a look at whether it can be used; makes it, migrates it, moves
/// it aside.
///
/// # Errors
/// Where there is no using it.
pub(super) fn open(folder: &Path, ways: Ways) -> Result<Opened, Trouble> {
    let path = folder.join(NAME);
    if !is_there(&path)? {
        if !ways.make {
            return Ok(Opened::default());
        }
        make(folder, &path)?;
    }
    let (connection, kind) = look(&path, ways)?;
    match kind {
        Kind::Empty | Kind::Current => usable(connection, &path, None),
        Kind::Newer => Err(Trouble::new(What::Newer, &path)),
        Kind::Foreign => Err(Trouble::new(What::Foreign, &path)),
        Kind::Older(_) => {
            drop(connection);
            let connection = migrated(&path, ways)?;
            usable(connection, &path, None)
        }
        Kind::Other | Kind::Damaged => {
            drop(connection);
            set_aside(&path, ways)
        }
    }
}

/// Moves the file aside where it really cannot be used, and begins a fresh one. Another prompt may
/// have done the same in the meantime; then its fresh file is opened.
///
/// # Errors
/// Where the file cannot be moved, or no fresh one made.
pub(super) fn set_aside(path: &Path, ways: Ways) -> Result<Opened, Trouble> {
    let _lock = lock(path, ways.patience)?;
    let (connection, kind) = look(path, ways)?;
    let sound = match kind {
        Kind::Current => match rows::all(&connection) {
            Err(error) if format::is_damage(&error) => false,
            Err(error) => return Err(explained(error, path)),
            Ok(_) => true,
        },
        kind => !matches!(kind, Kind::Other | Kind::Damaged),
    };
    if sound {
        return usable(connection, path, None);
    }
    drop(connection);
    let backup = move_away(path).map_err(|error| closed(&error, path))?;
    make(path.parent().unwrap_or(path), path)?;
    let (connection, _) = look(path, ways)?;
    let what = What::SetAside { backup, other: kind == Kind::Other };
    usable(connection, path, Some(Trouble::new(what, path)))
}

/// What an error of SQLite means for the file.
pub(super) fn explained(error: rusqlite::Error, path: &Path) -> Trouble {
    let what = match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => What::Busy,
        Some(ErrorCode::OperationInterrupted) => {
            What::Failed("it takes too long to look through it".to_owned())
        }
        Some(ErrorCode::FileLockingProtocolFailed) => What::Busy,
        Some(ErrorCode::DiskFull) => What::Full,
        Some(ErrorCode::ReadOnly) => What::ReadOnly,
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            What::Closed("SQLite cannot open it, or write beside it".to_owned())
        }
        _ => What::Failed(error.to_string()),
    };
    Trouble::new(what, path)
}

/// Whether there is a file, and nothing else.
fn is_there(path: &Path) -> Result<bool, Trouble> {
    let what = match fs::metadata(path) {
        Ok(found) if found.is_file() => return Ok(true),
        Ok(_) => What::NoFile,
        Err(error) if error.kind() == io::ErrorKind::NotFound => match fs::symlink_metadata(path) {
            Ok(_) => What::LeadsNowhere,
            Err(_) => return Ok(false),
        },
        Err(error) => return Err(closed(&error, path)),
    };
    Err(Trouble::new(what, path))
}

/// Makes an empty file that nobody else can read. SQLite takes it for an empty database; tables
/// come with the first that is kept. Another prompt may make it first.
fn make(folder: &Path, path: &Path) -> Result<(), Trouble> {
    let mut builder = DirBuilder::new();
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
        builder.mode(0o700);
        options.mode(0o600);
    }
    builder.recursive(true).create(folder).map_err(|error| closed(&error, folder))?;
    match options.write(true).create_new(true).open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(closed(&error, path)),
        _ => Ok(()),
    }
}

/// Opens the file and looks what it is.
fn look(path: &Path, ways: Ways) -> Result<(Connection, Kind), Trouble> {
    let open = || {
        // Never made here: where it goes away, another prompt moves it.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(ways.patience)?;
        format::guard(&connection)?;
        let kind = format::kind(&mut connection, ways.versions, ways.patience)?;
        if let Some(pages) = ways.pages {
            connection.pragma_update(None, "max_page_count", pages)?;
        }
        Ok((connection, kind))
    };
    open().map_err(|error| explained(error, path))
}

fn usable(
    connection: Connection,
    path: &Path,
    trouble: Option<Trouble>,
) -> Result<Opened, Trouble> {
    let is_read_only = connection.is_readonly("main").map_err(|error| explained(error, path))?;
    let read_only = is_read_only.then(|| Trouble::new(What::ReadOnly, path));
    Ok(Opened { connection: Some(connection), trouble: trouble.or(read_only) })
}

/// The file in its newest version, after a copy of it as it is was put beside it.
fn migrated(path: &Path, ways: Ways) -> Result<Connection, Trouble> {
    let _lock = lock(path, ways.patience)?;
    let (mut connection, kind) = look(path, ways)?;
    let Kind::Older(version) = kind else { return Ok(connection) };
    let backup = free_name(path, &format!("version-{version}"));
    let done = (|| {
        // A copy by SQLite itself: whole, whatever others do meanwhile.
        connection.execute("VACUUM INTO ?1", [backup.to_string_lossy()])?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Whoever came in between has done it.
        if format::version(&transaction)? == version as i64 {
            format::migrate(&transaction, version, ways.versions)?;
        }
        transaction.commit()
    })();
    done.map_err(|error| explained(error, path))?;
    only_mine(&backup);
    Ok(connection)
}

/// Keeps others from reading a file that SQLite made; where this fails, its folder still does.
fn only_mine(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let _ = fs::set_permissions(path, fs::Permissions::from_mode(0o600));
    }
    #[cfg(not(unix))]
    let _ = path;
}

/// Moves the file with all that SQLite has beside it: a journal that stayed behind would be
/// applied to the next file of that name. What else lies there is not overwritten.
fn move_away(path: &Path) -> io::Result<PathBuf> {
    let backup = free_name(path, "damaged");
    for ending in SIDE_FILES {
        match fs::rename(with(path, ending), with(&backup, ending)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    fs::rename(path, &backup)?;
    Ok(backup)
}

const SIDE_FILES: [&str; 3] = ["-journal", "-wal", "-shm"];

/// `progress.db.NAME-1`, or the next number where nothing of that name is there.
fn free_name(path: &Path, name: &str) -> PathBuf {
    let is_free = |backup: &PathBuf| {
        let mut all = ["", "-journal", "-wal", "-shm"].iter().map(|ending| with(backup, ending));
        all.all(|path| path.symlink_metadata().is_err())
    };
    let names = (1_u64..).map(|number| with(path, &format!(".{name}-{number}")));
    names.into_iter().find(is_free).unwrap_or_else(|| with(path, name))
}

fn with(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// A lock among prompts that want to move or migrate the file. It is on a file of its own: a
/// program that opens and closes a database file by itself takes SQLite's locks off it (see "How
/// to corrupt an SQLite database file", 2.2). That file stays; to remove it would let in two.
fn lock(path: &Path, patience: Duration) -> Result<File, Trouble> {
    let name = with(path, ".lock");
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let file = options.write(true).create(true).truncate(false).open(&name);
    let file = file.map_err(|error| closed(&error, path))?;
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if begun.elapsed() < patience => {
                sleep(Duration::from_millis(10));
            }
            Err(TryLockError::WouldBlock) => return Err(Trouble::new(What::Busy, path)),
            Err(TryLockError::Error(error)) => return Err(closed(&error, path)),
        }
    }
}

fn closed(error: &io::Error, path: &Path) -> Trouble {
    let what = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => What::Full,
        io::ErrorKind::PermissionDenied => What::Closed("you have no access there".to_owned()),
        io::ErrorKind::ReadOnlyFilesystem => What::Closed("its disk is read-only".to_owned()),
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
            What::Closed("something on the way there is no folder".to_owned())
        }
        _ => What::Closed(error.to_string()),
    };
    Trouble::new(what, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_moves_with_all_that_is_beside_it_and_over_nothing() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join(NAME);
        for ending in ["", "-journal", "-wal", "-shm"] {
            fs::write(with(&path, ending), format!("new{ending}")).unwrap();
        }
        // The journal of a backup that is gone is somebody's too.
        fs::write(with(&path, ".damaged-1-journal"), "old").unwrap();
        let backup = move_away(&path).unwrap();
        assert_eq!(backup, with(&path, ".damaged-2"));
        for ending in ["", "-journal", "-wal", "-shm"] {
            let moved = fs::read_to_string(with(&backup, ending)).unwrap();
            assert_eq!(moved, format!("new{ending}"));
            assert!(!with(&path, ending).exists());
        }
        assert_eq!(fs::read_to_string(with(&path, ".damaged-1-journal")).unwrap(), "old");
    }
}
