//! What of a long input is on the screen.
//!
//! The line editor writes the whole input at every change, and counts on it all being on the
//! screen. Of an input that is taller, it gets only the rows that fit to write, so that neither
//! the screen nor what scrolled out of it fills with copies. It moves up from the end by as many
//! rows as the cursor is away from it; a terminal stops at its top row, so the row of the cursor
//! is put there where the end is further away than the screen is tall.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// How the line editor counts a tab.
const TAB: usize = 8;

/// The rows of an input on a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// Where each row begins.
    starts: Vec<usize>,
    /// The row of the cursor.
    cursor: usize,
    /// The end fills its row to the last column: the line editor is on the next row then.
    full: bool,
}

impl Rows {
    /// Cuts a text into rows as the line editor does: after a prompt of `prompt` columns, on a
    /// screen of `columns`.
    pub fn of(text: &str, cursor: usize, prompt: usize, columns: usize) -> Self {
        let columns = columns.max(1);
        let (mut starts, mut row_of_cursor) = (vec![0], 0);
        let mut column = prompt;
        for (at, cluster) in text.grapheme_indices(true) {
            if at <= cursor {
                row_of_cursor = starts.len() - 1;
            }
            if cluster == "\n" || cluster == "\r\n" {
                starts.push(at + cluster.len());
                column = 0;
                continue;
            }
            let width = match cluster {
                "\t" => TAB - column % TAB,
                _ => cluster.chars().map(|character| character.width().unwrap_or(0)).sum(),
            };
            column += width;
            if column > columns {
                starts.push(at);
                column = width;
                if at <= cursor {
                    row_of_cursor = starts.len() - 1;
                }
            }
        }
        let full = column >= columns;
        if cursor >= text.len() {
            row_of_cursor = starts.len() - 1 + usize::from(full);
        }
        Self { starts, cursor: row_of_cursor, full }
    }

    /// How many rows there are.
    pub fn count(&self) -> usize {
        self.starts.len() + usize::from(self.full)
    }

    /// The part of the text that is shown on a screen of so many rows; all of it where it fits.
    pub fn window(&self, text: &str, rows: usize) -> Range<usize> {
        let (count, rows) = (self.count(), rows.max(1));
        if count <= rows {
            return 0..text.len();
        }
        let start = |row: usize| self.starts.get(row).copied().unwrap_or(text.len());
        if self.cursor >= count - rows {
            return start(count - rows)..text.len();
        }
        // After an end that fills its row, the line editor begins another.
        let end = start(self.cursor + rows - usize::from(self.full));
        let shown = text.get(start(self.cursor)..end).unwrap_or_default();
        // The line break to the row below would scroll the first row away.
        let shown = shown.strip_suffix('\n').unwrap_or(shown);
        start(self.cursor)..start(self.cursor) + shown.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, cursor: usize, rows: usize) -> &str {
        let window = Rows::of(text, cursor, 5, 20).window(text, rows);
        &text[window]
    }

    #[test]
    fn what_fits_is_shown_whole() {
        assert_eq!(shown("a\nb\nc", 0, 3), "a\nb\nc");
    }

    #[test]
    fn of_what_is_taller_the_end_is_shown_or_what_follows_the_cursor() {
        let text = "a\nb\nc\nd\ne";
        assert_eq!(shown(text, 9, 3), "c\nd\ne");
        assert_eq!(shown(text, 4, 3), "c\nd\ne");
        assert_eq!(shown(text, 2, 3), "b\nc\nd");
        assert_eq!(shown(text, 0, 2), "a\nb");
    }

    #[test]
    fn long_lines_take_several_rows() {
        let text = "x".repeat(15) + "y" + &"z".repeat(19) + "日";
        assert_eq!(Rows::of(&text, 0, 5, 20).count(), 3);
        assert_eq!(shown(&text, text.len(), 1), "日");
        assert_eq!(Rows::of("", 0, 5, 20).count(), 1);
        assert_eq!(Rows::of(&"x".repeat(15), 15, 5, 20).count(), 2);
    }
}
