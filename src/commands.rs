//! The subcommands, one file each, and how a run ends.

pub mod open;
mod shelf;
mod lessons;
mod take;
mod overview;
mod learn;
mod save;
mod check;
mod new;
mod schema;
mod erd;
mod compare;
mod orm;
mod progress;
mod run;

pub use run::main;

use std::path::PathBuf;

use crate::diagnostic::Diagnostic;
use crate::outcome::stage::StageError;
use crate::progress::store::Store;
use crate::render::{Look, Out};
use crate::repl::ReplError;

/// How a run ended, as the exit code tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// All right.
    Right = 0,
    /// An answer is wrong, a lesson was not finished, or two queries differ.
    Unfinished = 1,
    /// The command line asks for what is not there.
    Usage = 2,
    /// A lesson is broken.
    Broken = 3,
    /// The tool could not do its work.
    Failed = 4,
}

/// Why a command could not do what it was asked to.
#[derive(Debug)]
pub enum Stop {
    /// The command line asks for what is not there: lines for the user.
    Usage(Vec<String>),
    /// A lesson is broken.
    Broken(Vec<Diagnostic>),
    /// The tool failed: what happened, as a sentence without a full stop.
    Failed(String),
    /// What was asked for cannot be done with what was given: lines that are drawn already.
    Undone(Vec<String>),
    /// Whoever read the output has read enough.
    Closed,
}

/// What every command works with.
#[derive(Debug)]
pub struct Context<'a> {
    /// Results, and sessions.
    pub out: Out<'a>,
    /// How they are drawn.
    pub look: Look,
    /// How what is said beside them is drawn.
    pub errors: Look,
    /// `--lessons`.
    pub lessons: Option<PathBuf>,
    /// Someone is there to type.
    pub interactive: bool,
    /// Where progress is kept; nowhere without a terminal.
    pub store: Store,
}

/// The file with what was typed at the prompt, beside the progress.
pub(crate) fn history() -> Option<PathBuf> {
    Some(crate::progress::home::home()?.join("history"))
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        if crate::render::out::is_closed_pipe(&error) {
            Self::Closed
        } else {
            Self::Failed(format!("the text could not be read or written: {error}"))
        }
    }
}

impl From<StageError> for Stop {
    fn from(error: StageError) -> Self {
        match error {
            StageError::Broken(problems) => Self::Broken(problems),
            StageError::Scratch(error) => Self::Failed(error.to_string()),
            StageError::Stopped(_) => Self::Failed(error.to_string()),
        }
    }
}

impl From<ReplError> for Stop {
    fn from(error: ReplError) -> Self {
        match error {
            ReplError::Grade(error) => error.into(),
            ReplError::Io(error) => error.into(),
            ReplError::Terminal(_) => Self::Failed(error.to_string()),
        }
    }
}
