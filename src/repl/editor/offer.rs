//! What can be offered where something is typed, and what that is looked up in.

use std::sync::Arc;

use rustyline::completion::Candidate;

use crate::session::{Prompt, Vocabulary};

/// What stands around the typed text when Tab is pressed.
#[derive(Debug, Clone, Default)]
pub struct Setting {
    /// How the text will be read; `None` where the prompt belongs to no session.
    pub prompt: Option<Prompt>,
    /// The lines of the open input before the typed text.
    pub before: String,
    /// The names of the session.
    pub vocabulary: Arc<Vocabulary>,
    /// Whole inputs that are taken at this prompt, such as the ids of lessons.
    pub names: Vec<String>,
    /// What `[LESSON]` can be.
    pub lessons: Vec<String>,
}

/// One thing that can be typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// How it is listed.
    pub display: String,
    /// What is typed.
    pub replacement: String,
}

impl Candidate for Offer {
    fn display(&self) -> &str {
        &self.display
    }

    fn replacement(&self) -> &str {
        &self.replacement
    }
}

/// What can stand instead of the typed text from `start` on.
#[derive(Debug, Default)]
pub struct Offers {
    /// Where what is replaced begins.
    pub start: usize,
    /// What is offered, best first.
    pub pairs: Vec<Offer>,
    /// The name of a file is wanted.
    pub file: bool,
}
