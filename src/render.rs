//! From values to text for a terminal: results, feedback, steps, diagnostics.
//!
//! Every text that comes from data, from a lesson or from the learner passes through [`escape`]
//! on its way, so that nothing but this tool can drive the terminal.

pub mod style;
pub mod symbols;
pub mod escape;
mod flow;
mod wrap;
mod excerpt;
mod pairs;
mod code;
mod shell;
mod grid;
mod turned;
mod records;
pub mod table;
mod page_table;
mod caret;
pub mod markdown;
pub mod feedback;
pub mod comparison;
pub mod diagnostic;
pub mod recording;
mod listing;
mod relation;
mod review;
mod warning;
mod ddl;
mod migration;
mod sent;
mod models;
pub mod step;
pub mod course;
pub mod proved;
mod summary;
pub mod progress;
pub mod effects;
pub mod out;

pub use flow::{fitted, prose, remark, sentence, voice};
pub use out::Out;
pub use shell::command_line;
pub use style::Style;
pub use symbols::{Manner, Symbols};

/// How things are drawn: decided at the start, and fitted to the terminal before each drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The palette.
    pub style: Style,
    /// Signs, and whether an eye or an ear takes them in.
    pub manner: Manner,
    /// The columns that prose may fill.
    pub width: usize,
    /// The columns that tables, rules and code may fill.
    pub columns: usize,
    /// The columns are those of a terminal, where nothing may be wider. In a pipe a line that is
    /// one thing stays one line, for whatever reads it.
    pub fitted: bool,
    /// Nobody presses Enter: lines that ask for it are left out.
    pub unattended: bool,
}

/// What a pipe gets.
const PIPE: usize = 78;
/// Prose is not wider than this on any terminal: the eye loses the beginning of the next line
/// where lines are longer.
const PROSE: usize = 100;
/// The terminals to which tables, rules and code are fitted. On a wider one a row's ends would be
/// too far apart to be read as one.
const COLUMNS: std::ops::RangeInclusive<usize> = 12..=200;

impl Look {
    /// No colours and the width of a pipe: what one gets unasked.
    pub fn plain() -> Self {
        Self {
            style: Style::plain(),
            manner: Manner::Full,
            width: PIPE,
            columns: PIPE,
            fitted: false,
            unattended: false,
        }
    }

    /// Fits what is drawn next into a terminal of so many columns; without any, into a pipe.
    pub fn fit(&mut self, columns: Option<usize>) {
        let fitted = columns.map(|columns| columns.clamp(*COLUMNS.start(), *COLUMNS.end()));
        self.columns = fitted.unwrap_or(PIPE);
        self.width = self.columns.min(PROSE);
        self.fitted = fitted.is_some();
    }

    /// The same with less room: for what stands indented.
    pub(crate) fn within(self, columns: usize) -> Self {
        Self { columns, width: self.width.min(columns), ..self }
    }

    /// The tool's signs.
    pub fn symbols(&self) -> &'static Symbols {
        self.manner.symbols()
    }

    /// A text of data, a lesson or the learner, for one line; see [`escape::line`].
    pub fn line(&self, text: &str) -> String {
        escape::line_with(text, self.symbols())
    }

    /// An escaped text cut to so many columns, and whether it was cut; see [`escape::shorten`].
    pub fn shorten(&self, text: &str, columns: usize) -> (String, bool) {
        escape::shorten_with(text, columns, self.symbols())
    }

    /// A rule of so many columns.
    pub(crate) fn rule(&self, columns: usize) -> String {
        self.symbols().rule.repeat(columns)
    }

    /// Whether a line without colours may stand as it is.
    pub(crate) fn fits(&self, line: &str) -> bool {
        !self.fitted || escape::width(line) <= self.columns
    }

    /// The prompt at which a statement begins.
    pub fn sql_prompt(&self) -> &'static str {
        "sql> "
    }

    /// The prompt at which a relation is waited for.
    pub fn relation_prompt(&self) -> &'static str {
        "relation> "
    }

    /// The prompt at which ORM code is waited for.
    pub fn orm_prompt(&self) -> &'static str {
        "orm> "
    }

    /// The prompt at which it goes on.
    pub fn more_prompt(&self) -> &'static str {
        self.symbols().more
    }

    /// The prompt where a line is the whole input.
    pub fn line_prompt(&self) -> &'static str {
        "> "
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_stays_readable_and_tables_take_the_terminal() {
        let fitted = |columns| {
            let mut look = Look::plain();
            look.fit(columns);
            (look.width, look.columns, look.fitted)
        };
        assert_eq!(fitted(None), (78, 78, false));
        assert_eq!(fitted(Some(20)), (20, 20, true));
        assert_eq!(fitted(Some(80)), (80, 80, true));
        assert_eq!(fitted(Some(120)), (100, 120, true));
        assert_eq!(fitted(Some(500)), (100, 200, true));
        assert_eq!(fitted(Some(0)), (12, 12, true));
    }
}
