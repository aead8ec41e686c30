//! Why progress is not kept, or not read.

use std::path::{Path, PathBuf};

use super::home::VARIABLE;

/// What went wrong with the file in which progress is kept. It never ends a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// What it is.
    pub what: What,
    /// The file, or the folder that should hold it.
    pub path: PathBuf,
    /// The store has told of the same before, and nothing was kept since: once is enough.
    pub repeated: bool,
}

/// The kinds of [`Trouble`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// There is no folder for it.
    NoHome,
    /// The folder or the file cannot be made or opened: the system's words.
    Closed(String),
    /// Something else than a file stands there.
    NoFile,
    /// A link stands there that leads nowhere.
    LeadsNowhere,
    /// The file or its folder may be read and not written.
    ReadOnly,
    /// There is no space left.
    Full,
    /// Another program holds the file, or the disk does not answer.
    Busy,
    /// A later version of this program made the file.
    Newer,
    /// The file belongs to another program, and says so.
    Foreign,
    /// The file could not be used. It was moved to this backup, and a fresh one begun.
    SetAside {
        /// Where it is now.
        backup: PathBuf,
        /// It is a sound database of something else, as far as one can see.
        other: bool,
    },
    /// Anything else: SQLite's or the system's words.
    Failed(String),
}

impl Trouble {
    pub(super) fn new(what: What, path: &Path) -> Self {
        Self { what, path: path.to_owned(), repeated: false }
    }

    /// Whether progress is kept all the same.
    pub fn is_over(&self) -> bool {
        matches!(self.what, What::SetAside { .. })
    }

    /// What happened, where, and what to do about it. Whoever shows it escapes it: a path may hold
    /// any character.
    pub fn fact(&self) -> String {
        let path = self.path.display();
        match &self.what {
            What::NoHome => format!(
                "There is no home folder to keep progress in. Set {VARIABLE} to a folder of yours."
            ),
            What::Closed(why) => format!(
                "Progress cannot be kept in {path}: {why}. Look at its permissions, or set \
                 {VARIABLE} to another folder."
            ),
            What::NoFile => format!(
                "Progress cannot be kept in {path}: something else than a file stands there. Move \
                 it away, or set {VARIABLE} to another folder."
            ),
            What::LeadsNowhere => format!(
                "Progress cannot be kept in {path}: it is a link that leads nowhere. Mend or remove \
                 it, or set {VARIABLE} to another folder."
            ),
            What::ReadOnly => format!(
                "Progress can be read from {path}, but not written there. Look at the permissions \
                 of the file and its folder, or set {VARIABLE} to another folder."
            ),
            What::Full => {
                format!("Progress cannot be kept in {path}: no space is left on its disk.")
            }
            What::Busy => {
                format!("Progress cannot be kept in {path}: another program does not let go of it.")
            }
            What::Newer => format!(
                "The progress in {path} is of a newer version of Relatable. Install that version to \
                 go on with it; the file was left as it is."
            ),
            What::Foreign => format!(
                "The file {path} belongs to another program and was left as it is. Move it away, or \
                 set {VARIABLE} to another folder."
            ),
            What::SetAside { backup, other } => {
                let is = if *other { "is a database of something else" } else { "is damaged" };
                let backup = backup.display();
                format!("The file of your progress, {path}, {is}. It was moved to {backup}.")
            }
            What::Failed(why) => format!("Progress cannot be kept in {path}: {why}."),
        }
    }

    /// [`Trouble::fact`], and what it means for a session.
    pub fn words(&self) -> String {
        let fact = self.fact();
        if self.is_over() {
            format!("{fact} A fresh one was begun.")
        } else if matches!(self.what, What::Busy | What::Full) {
            // These pass, and then everything is written.
            format!("{fact} The session goes on, and tries again with your next answer.")
        } else {
            format!("{fact} The session goes on without progress kept.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trouble_says_what_to_do() {
        let path = Path::new("/home/ida/.local/state/relatable/progress.db");
        let backup = PathBuf::from("/home/ida/.local/state/relatable/progress.db.damaged-1");
        let all = [
            What::NoHome,
            What::Closed("permission denied".to_owned()),
            What::NoFile,
            What::LeadsNowhere,
            What::ReadOnly,
            What::Full,
            What::Busy,
            What::Newer,
            What::Foreign,
            What::SetAside { backup: backup.clone(), other: false },
            What::SetAside { backup, other: true },
            What::Failed("disk I/O error".to_owned()),
        ];
        let words: Vec<String> =
            all.into_iter().map(|what| Trouble::new(what, path).words()).collect();
        insta::assert_snapshot!(words.join("\n"), @r"
        There is no home folder to keep progress in. Set RELATABLE_HOME to a folder of yours. The session goes on without progress kept.
        Progress cannot be kept in /home/ida/.local/state/relatable/progress.db: permission denied. Look at its permissions, or set RELATABLE_HOME to another folder. The session goes on without progress kept.
        Progress cannot be kept in /home/ida/.local/state/relatable/progress.db: something else than a file stands there. Move it away, or set RELATABLE_HOME to another folder. The session goes on without progress kept.
        Progress cannot be kept in /home/ida/.local/state/relatable/progress.db: it is a link that leads nowhere. Mend or remove it, or set RELATABLE_HOME to another folder. The session goes on without progress kept.
        Progress can be read from /home/ida/.local/state/relatable/progress.db, but not written there. Look at the permissions of the file and its folder, or set RELATABLE_HOME to another folder. The session goes on without progress kept.
        Progress cannot be kept in /home/ida/.local/state/relatable/progress.db: no space is left on its disk. The session goes on, and tries again with your next answer.
        Progress cannot be kept in /home/ida/.local/state/relatable/progress.db: another program does not let go of it. The session goes on, and tries again with your next answer.
        The progress in /home/ida/.local/state/relatable/progress.db is of a newer version of Relatable. Install that version to go on with it; the file was left as it is. The session goes on without progress kept.
        The file /home/ida/.local/state/relatable/progress.db belongs to another program and was left as it is. Move it away, or set RELATABLE_HOME to another folder. The session goes on without progress kept.
        The file of your progress, /home/ida/.local/state/relatable/progress.db, is damaged. It was moved to /home/ida/.local/state/relatable/progress.db.damaged-1. A fresh one was begun.
        The file of your progress, /home/ida/.local/state/relatable/progress.db, is a database of something else. It was moved to /home/ida/.local/state/relatable/progress.db.damaged-1. A fresh one was begun.
        Progress cannot be kept in /home/ida/.local/state/relatable/progress.db: disk I/O error. The session goes on without progress kept.
        ");
    }
}
