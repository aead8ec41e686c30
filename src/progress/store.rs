//! What is kept from one session to the next, whatever becomes of the file.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};

use super::file::{self, NAME, Opened, Ways};
use super::format;
use super::rows;
use super::trouble::{Trouble, What};
use super::{Kept, News, Subject};

/// How long another program is waited for that holds the file; once the learner has been told,
/// less.
const PATIENCE: Duration = Duration::from_secs(1);
const LESS: Duration = Duration::from_millis(100);

/// The progress of one learner. It always works: where the file does not, what is to be kept stays
/// in memory, and is written as soon as that is possible.
pub struct Store {
    /// The folder of the file; `None` where nothing is kept.
    folder: Option<PathBuf>,
    ways: Ways,
    connection: Option<Connection>,
    /// What is wrong; see [`Store::trouble`].
    trouble: Option<Trouble>,
    /// The last trouble that the learner was told of, if nothing was kept since.
    told: Option<What>,
    /// What could not be written yet, oldest first.
    waiting: Vec<Change>,
}

/// One thing to write.
#[derive(Debug, Clone)]
enum Change {
    /// News of a session, and the second at which it came.
    Keep(Subject, News, i64),
    Restart(Subject),
}

/// To read a file that is there.
const WAYS: Ways =
    Ways { make: false, versions: format::VERSIONS, patience: PATIENCE, pages: None };

impl Change {
    fn subject(&self) -> &Subject {
        match self {
            Self::Keep(subject, ..) | Self::Restart(subject) => subject,
        }
    }

    fn apply(&self, kept: &mut Kept) {
        match self {
            Self::Keep(subject, news, at) => kept.add(subject.content, news, *at),
            Self::Restart(subject) => kept.restart(subject.content),
        }
    }

    fn write(&self, connection: &Connection) -> rusqlite::Result<()> {
        let subject = self.subject();
        let mut kept = rows::lesson(connection, &subject.lesson)?.unwrap_or_default();
        self.apply(&mut kept);
        let steps: Vec<&str> = match self {
            Self::Keep(_, news, _) => news.steps.iter().map(|step| step.step.as_str()).collect(),
            Self::Restart(_) => {
                rows::clear(connection, &subject.lesson)?;
                Vec::new()
            }
        };
        rows::write(connection, subject, &kept, &steps)
    }
}

impl Store {
    /// The store in a folder, which [`super::home::home`] finds. Makes folder and file where there
    /// are none, takes an older file to the newest version, and moves one aside that cannot be
    /// used. What was wrong is in [`Store::trouble`]. Never waits longer than a second or two,
    /// and that only where another program holds the file.
    pub fn open(home: Option<&Path>) -> Self {
        Self::with(home, Ways { make: true, ..WAYS })
    }

    /// As [`Store::open`], to read: makes nothing, and is content with a file that may not be
    /// written.
    pub fn look(home: Option<&Path>) -> Self {
        let mut store = Self::with(home, WAYS);
        store.trouble = store.trouble.take().filter(|trouble| trouble.what != What::ReadOnly);
        store
    }

    /// A store that keeps nothing, as it should.
    pub fn nowhere() -> Self {
        Self {
            folder: None,
            ways: WAYS,
            connection: None,
            trouble: None,
            told: None,
            waiting: Vec::new(),
        }
    }

    fn with(home: Option<&Path>, ways: Ways) -> Self {
        let mut store = Self::nowhere();
        store.ways = ways;
        match home {
            Some(folder) => {
                // Where the current folder is gone, the path is as good as it was.
                let whole = std::path::absolute(folder);
                store.folder = Some(whole.unwrap_or_else(|_| folder.to_owned()));
                // Told in `trouble`.
                let _ = store.connect();
            }
            None => store.trouble = Some(Trouble::new(What::NoHome, Path::new(""))),
        }
        store.told = store.trouble.as_ref().map(|trouble| trouble.what.clone());
        if store.told.is_some() {
            store.ways.patience = LESS;
        }
        store
    }

    /// What is wrong with the file: found when it was opened, or at the last call. After something
    /// was kept, nothing is.
    pub fn trouble(&self) -> Option<&Trouble> {
        self.trouble.as_ref()
    }

    /// What is kept of a lesson, with what waits to be written.
    pub fn lesson(&mut self, lesson: &str) -> Kept {
        let read = self.attempt(|connection| in_moment(connection, |it| rows::lesson(it, lesson)));
        let mut kept = read.ok().flatten().flatten().unwrap_or_default();
        for change in self.waiting.iter().filter(|change| change.subject().lesson == lesson) {
            change.apply(&mut kept);
        }
        kept
    }

    /// What is kept of every lesson, by name, with what waits to be written.
    pub fn all(&mut self) -> Vec<(Subject, Kept)> {
        let read = self.attempt(|connection| in_moment(connection, rows::all));
        let mut all = read.ok().flatten().unwrap_or_default();
        for change in &self.waiting {
            let subject = change.subject();
            let at = all.binary_search_by(|(known, _)| known.lesson.cmp(&subject.lesson));
            let at = at.unwrap_or_else(|at| {
                all.insert(at, (subject.clone(), Kept::default()));
                at
            });
            if let Some((known, kept)) = all.get_mut(at) {
                known.clone_from(subject);
                change.apply(kept);
            }
        }
        all
    }

    /// Adds news to what is kept; see [`Kept::add`]. When this is `Ok`, no end of the program and
    /// no power failure takes it back.
    ///
    /// # Errors
    /// Where it could not be written, or not to the file that was there. It is not lost then: it
    /// is written with the next, and once more when the store is dropped.
    pub fn keep(&mut self, subject: &Subject, news: &News) -> Result<(), Trouble> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let at = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
        self.write(Change::Keep(subject.clone(), news.clone(), at))
    }

    /// The lesson begins again; see [`Kept::restart`].
    ///
    /// # Errors
    /// As [`Store::keep`].
    pub fn restart(&mut self, subject: &Subject) -> Result<(), Trouble> {
        self.write(Change::Restart(subject.clone()))
    }

    /// Forgets everything about a lesson; whether there was anything.
    ///
    /// # Errors
    /// Where it could not be taken out of the file. It is not tried again.
    pub fn forget(&mut self, lesson: &str) -> Result<bool, Trouble> {
        let before = self.waiting.len();
        self.waiting.retain(|change| change.subject().lesson != lesson);
        let waited = self.waiting.len() < before;
        let versions = self.ways.versions;
        let forgotten = self.attempt(|connection| {
            in_file(connection, versions, |transaction| rows::forget(transaction, lesson))
        });
        Ok(forgotten?.unwrap_or(false) || waited)
    }

    fn write(&mut self, change: Change) -> Result<(), Trouble> {
        if self.folder.is_none() && self.trouble.is_none() {
            return Ok(());
        }
        self.ways.make = true;
        self.wait(change);
        self.flush()
    }

    /// Puts a change behind those that wait, or into the last one where it goes on from there.
    fn wait(&mut self, change: Change) {
        if let (Change::Keep(subject, news, at), Some(Change::Keep(last, before, finished_at))) =
            (&change, self.waiting.last_mut())
            && subject == last
            && before.leads_to(news)
        {
            if !before.finished {
                *finished_at = *at;
            }
            before.join(news);
        } else {
            self.waiting.push(change);
        }
    }

    /// Writes everything that waits, all or nothing.
    fn flush(&mut self) -> Result<(), Trouble> {
        let waiting = std::mem::take(&mut self.waiting);
        let patience = if self.told.is_some() { LESS } else { PATIENCE };
        self.ways.patience = patience;
        let versions = self.ways.versions;
        let mut refused = false;
        let written = self.attempt(|connection| {
            connection.busy_timeout(patience)?;
            let written = in_file(connection, versions, |transaction| {
                waiting.iter().try_for_each(|change| change.write(transaction))
            });
            refused = written.as_ref().is_err_and(is_refused);
            written
        });
        match written {
            Ok(_) => {
                // That the old file is not in use any more is told once, though the news is kept.
                let trouble = self.trouble.take().filter(Trouble::is_over);
                let known = self.told.take();
                match trouble.filter(|trouble| known.as_ref() != Some(&trouble.what)) {
                    Some(trouble) => Err(trouble),
                    None => Ok(()),
                }
            }
            Err(mut trouble) => {
                // What the file itself can never take must not stand in the way of the rest.
                if !refused {
                    self.waiting = waiting;
                }
                trouble.repeated = self.told.as_ref() == Some(&trouble.what);
                self.told = Some(trouble.what.clone());
                self.trouble = Some(trouble.clone());
                Err(trouble)
            }
        }
    }

    /// Does something with the file; where it has changed under our feet, with the one that is
    /// there now. `None` where there is no file, and none is wanted.
    fn attempt<T>(
        &mut self,
        mut does: impl FnMut(&mut Connection) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, Trouble> {
        let Some(path) = self.folder.as_ref().map(|folder| folder.join(NAME)) else {
            return self.trouble.clone().map_or(Ok(None), Err);
        };
        let mut is_new = self.connection.is_none();
        loop {
            if self.connection.is_none() {
                self.connect()?;
            }
            let Some(connection) = &mut self.connection else { return Ok(None) };
            let error = match does(connection) {
                Ok(done) => return Ok(Some(done)),
                Err(error) => error,
            };
            if is_passing(&error) || is_new {
                return Err(self.fail(file::explained(error, &path)));
            }
            self.connection = None;
            if format::is_damage(&error) {
                let opened = file::set_aside(&path, self.ways);
                self.adopt(opened)?;
            }
            is_new = true;
        }
    }

    fn connect(&mut self) -> Result<(), Trouble> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let opened = file::open(folder, self.ways);
        self.adopt(opened)
    }

    fn adopt(&mut self, opened: Result<Opened, Trouble>) -> Result<(), Trouble> {
        let opened = opened.map_err(|trouble| self.fail(trouble))?;
        self.connection = opened.connection;
        if opened.trouble.is_some() {
            self.trouble = opened.trouble;
        }
        Ok(())
    }

    fn fail(&mut self, trouble: Trouble) -> Trouble {
        self.trouble = Some(trouble.clone());
        trouble
    }
}

impl Drop for Store {
    /// What still waits is tried a last time; that it is not written was told before.
    fn drop(&mut self) {
        if !self.waiting.is_empty() {
            let _ = self.flush();
        }
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("Store");
        shown.field("folder", &self.folder).field("trouble", &self.trouble).finish_non_exhaustive()
    }
}

/// Writes in one transaction that nobody else writes beside, into tables that are made first
/// where there are none.
fn in_file<T>(
    connection: &mut Connection,
    versions: &[&str],
    does: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    format::prepare(&transaction, versions)?;
    let done = does(&transaction)?;
    transaction.commit()?;
    Ok(done)
}

/// Reads what is in the file at one moment; nothing, where there are no tables yet.
fn in_moment<T: Default>(
    connection: &mut Connection,
    reads: impl FnOnce(&Connection) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    let transaction = connection.transaction()?;
    if format::version(&transaction)? == 0 {
        return Ok(T::default());
    }
    reads(&transaction)
}

/// Whether the same may go well a moment later, in the same file.
fn is_passing(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error_code();
    code.is_some_and(|code| {
        matches!(
            code,
            ErrorCode::DatabaseBusy
                | ErrorCode::DatabaseLocked
                | ErrorCode::DiskFull
                | ErrorCode::OutOfMemory
                | ErrorCode::OperationInterrupted
        )
    })
}

/// Whether the file can never take what it was given.
fn is_refused(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error_code();
    code.is_some_and(|code| matches!(code, ErrorCode::ConstraintViolation | ErrorCode::TooBig))
}

#[cfg(test)]
mod tests;
