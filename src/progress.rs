//! What a learner has done, kept from one session to the next.
//!
//! This file holds the data; its children keep it in a file.

pub mod home;
pub mod trouble;
mod add;
mod format;
mod rows;
mod file;
pub mod store;
mod standing;
mod subject;
pub mod report;

use std::collections::BTreeMap;
use std::time::Duration;

pub use standing::Standing;

/// What became of one step so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    /// Answers that counted, the accepted one among them.
    pub tries: u32,
    /// Hints that were given.
    pub hints: usize,
    /// The lesson's own answer was shown.
    pub shown: bool,
    /// Who answered it.
    pub answered: Answered,
    /// What was accepted, as the submissions that led to it, oldest first: SQL, or the letters of
    /// a quiz. Empty until the learner has answered.
    pub accepted: Vec<String>,
    /// Time spent on the step, with somebody at the keyboard.
    pub spent: Duration,
}

/// Who answered a step. Later ones are worth more: what was reached is never lost by less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Answered {
    /// Nobody yet.
    #[default]
    Open,
    /// Nobody: it was skipped.
    Skipped,
    /// The tool, when the solution was asked for.
    Solution,
    /// The learner.
    Learner,
}

/// Which lesson progress belongs to, and what is told of it where the lesson is not at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The lesson's id in the built-in course; of a file, its absolute path.
    pub lesson: String,
    /// Its title.
    pub title: String,
    /// Steps that ask something.
    pub asks: usize,
    /// Tells one content of the lesson from another: after an edit, what was accepted is judged
    /// again.
    pub content: u64,
}

/// A place in a lesson that outlives edits of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bookmark {
    /// The id of the step there, or of the nearest one before it that has an id.
    pub step: Option<String>,
    /// How many steps after that one; from the lesson's first step where there is no id.
    pub after: usize,
}

/// What is kept of one lesson.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kept {
    /// By step id.
    pub records: BTreeMap<String, Record>,
    /// Where the learner was; `None` before the first session and past the end.
    pub bookmark: Option<Bookmark>,
    /// The content that `records` speak of; see [`Subject::content`].
    pub content: Option<u64>,
    /// It was finished once: seconds since 1970, in UTC.
    pub finished: Option<i64>,
    /// When something was kept last: seconds since 1970, in UTC.
    pub touched: Option<i64>,
}

/// What a session has to be kept since the last time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct News {
    /// Steps whose record changed.
    pub steps: Vec<StepNews>,
    /// Where the learner is now; `None` past the end.
    pub bookmark: Option<Bookmark>,
    /// The lesson is finished.
    pub finished: bool,
}

/// How one step's record changed. Two prompts may be open on one lesson, so a store adds the
/// difference to what it holds: counts add up, and who answered only rises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepNews {
    /// The step's id.
    pub step: String,
    /// As it was kept last by this session.
    pub before: Record,
    /// As it is.
    pub now: Record,
}
