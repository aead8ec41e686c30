//! Every word that a learner reads about an answer.

pub mod count;
mod caret;
pub mod mistake;
pub mod difference;
mod table;
mod cause;
mod background;
pub mod other_data;
pub mod aside;
pub mod relation;
pub mod made;
pub mod migration;
pub mod code;
pub mod verdict;
pub mod comparison;

use crate::rows::Rows;

/// What a learner is told of an answer, ready to be drawn by any face.
#[derive(Debug, Clone, PartialEq)]
pub struct Feedback {
    /// How it is meant; faces colour it, the words say it too.
    pub tone: Tone,
    /// The blocks from top to bottom; the first begins with "Right." or "Not yet:" or the like.
    pub blocks: Vec<Block>,
}

/// How feedback is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tone {
    /// It is right.
    Right,
    /// It is not right yet.
    NotYet,
    /// The tool's own voice: nothing was judged, or nothing counted.
    Quiet,
    /// It could not be judged.
    Undecided,
}

/// A piece of feedback. Texts are not escaped: faces do that.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// One or more sentences. May hold `code` in backquotes.
    Text(String),
    /// The same in the tool's own words alone, with its own signs: a face may write these in others.
    Told(String),
    /// Rows marked as missing (`−`) or extra (`+`), in columns.
    Marked(Vec<Marked>),
    /// Rows of which some cells differ: the row, and beside it what was wanted.
    Differing(Vec<Differing>),
    /// A line of the learner's text with a caret under the place.
    Caret(Caret),
    /// A table of rows under a heading.
    Table {
        /// The heading, e.g. `stores`.
        title: String,
        /// The rows.
        rows: Rows,
    },
}

/// A row with its mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// Missing or extra.
    pub mark: Mark,
    /// The cells, as they are to be read.
    pub cells: Vec<String>,
}

/// Why a row is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// The answer lacks it.
    Missing,
    /// The answer has it and should not.
    Extra,
}

/// A row that is nearly right: "Market   1   should be   0".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differing {
    /// The cells that name the row, as they are to be read.
    pub row: Vec<String>,
    /// Which column differs, from 0.
    pub column: usize,
    /// What the answer gives, as a literal.
    pub actual: String,
    /// What was wanted, as a literal.
    pub wanted: String,
}

/// A place in what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caret {
    /// The line of the text.
    pub line: String,
    /// The first character marked, counted from 0.
    pub column: usize,
    /// How many characters are marked, at least one.
    pub width: usize,
    /// What to say beside the caret.
    pub message: String,
}
