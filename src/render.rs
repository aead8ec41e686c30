//! From values to text for a terminal: results, feedback, steps, diagnostics.
//!
//! Every text that comes from data, from a lesson or from the learner passes through [`escape`]
//! on its way, so that nothing but this tool can drive the terminal.

pub mod style;
pub mod escape;
mod flow;
pub mod table;
pub mod markdown;
pub mod feedback;
pub mod diagnostic;
mod listing;
mod review;
pub mod step;
pub mod course;
mod summary;
pub mod progress;
pub mod voice;
pub mod effects;
pub mod out;

pub use out::Out;
pub use style::Style;

/// How things are drawn: decided once, at the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The palette.
    pub style: Style,
    /// The columns that prose may fill.
    pub width: usize,
    /// Nobody presses Enter: lines that ask for it are left out.
    pub unattended: bool,
}

/// Prose is not wider than this on any terminal.
pub const WIDEST: usize = 78;

impl Look {
    /// No colours, full width: what a pipe gets unasked.
    pub fn plain() -> Self {
        Self { style: Style::plain(), width: WIDEST, unattended: false }
    }

    /// Fits prose into a terminal of so many columns.
    pub fn fit(&mut self, columns: Option<usize>) {
        self.width = columns.map_or(WIDEST, |columns| columns.clamp(30, WIDEST));
    }
}
