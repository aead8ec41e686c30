//! A session by typing: at a terminal, or from piped text.
//!
//! Both read lines, assemble them into inputs by the same rules ([`input`]), hand them to the same
//! [`crate::session::Session`], and draw what comes back.

mod screen;
pub mod input;
pub mod editor;
pub mod save;
mod around;
mod face;
mod beforehand;
mod terminal;
mod reload;
mod piped;

pub use around::{Around, List, Reload};
pub use piped::{lines, run_piped};
pub use terminal::{Terminal, Typed, run_at_terminal};

use crate::outcome::stage::StageError;
use crate::render::{Look, Out};
use crate::session::{Resumed, Session};

/// A session with its way out.
#[derive(Debug)]
pub struct Repl<'o, 'a> {
    /// The session; its first step has not been shown yet.
    pub session: Session,
    /// Where text goes.
    pub out: Out<'o>,
    /// How it is drawn.
    pub look: Look,
    /// What is around it.
    pub around: Around<'a>,
    /// Lines since the task was on the screen.
    pub since_task: usize,
}

/// Where a session begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begin {
    /// At this step, from 0.
    Step(usize),
    /// Where the learner was.
    Where(Resumed),
}

/// Why a session could not go on.
#[derive(Debug, thiserror::Error)]
pub enum ReplError {
    /// The lesson is broken, or the scratch database failed.
    #[error(transparent)]
    Grade(#[from] StageError),
    /// Input could not be read, or output not written.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The terminal could not be used.
    #[error("the terminal cannot be used: {0}")]
    Terminal(#[from] rustyline::error::ReadlineError),
}
