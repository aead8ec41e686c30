//! What a command line says, where it is understood, and why it is not.

/// A command line that is understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// It was typed as `flask db …`.
    pub flask: bool,
    /// What is to be done.
    pub command: Command,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// `revision`; Flask-Migrate's `migrate`.
    Revision {
        /// `-m`.
        message: Option<String>,
        /// `--autogenerate`.
        autogenerate: bool,
        /// `--rev-id`.
        id: Option<String>,
    },
    /// `upgrade`, to here.
    Upgrade(String),
    /// `downgrade`, to here.
    Downgrade(String),
    /// `current`.
    Current {
        /// `-v`.
        verbose: bool,
    },
    /// `history`.
    History {
        /// `-v`.
        verbose: bool,
        /// `-i`.
        current: bool,
    },
    /// `heads`.
    Heads,
    /// `show`, this one.
    Show(String),
    /// `check`.
    Check,
    /// `stamp`, as this one.
    Stamp(String),
    /// `init`.
    Init,
}

/// Why a command line is not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// It is wrong: what is said of it, and what is meant.
    Wrong {
        /// What the program says.
        said: String,
        /// What is meant.
        help: Option<String>,
    },
    /// The program has it, and it is not here: its name.
    Unsupported(String),
}

pub(super) fn wrong(said: String, help: Option<String>) -> Unread {
    Unread::Wrong { said, help }
}
