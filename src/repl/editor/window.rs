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
        let mut cut = Cut { starts: vec![0], column: prompt, columns: columns.max(1) };
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let end = at + line.len();
            let body =
                line.strip_suffix('\n').map_or(line, |it| it.strip_suffix('\r').unwrap_or(it));
            match body.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
                true => cut.plain(at, body.len()),
                false => cut.clusters(at, body),
            }
            if line.ends_with('\n') {
                cut.starts.push(end);
                cut.column = 0;
            }
            at = end;
        }
        let full = cut.column >= cut.columns;
        let starts = cut.starts;
        let row_of_cursor = match cursor >= text.len() {
            true => starts.len() - 1 + usize::from(full),
            false => starts.partition_point(|start| *start <= cursor) - 1,
        };
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

/// A text while it is cut.
struct Cut {
    starts: Vec<usize>,
    /// Where the next sign goes.
    column: usize,
    columns: usize,
}

impl Cut {
    /// So many signs of one column each. Nearly all that is typed is such, and of a long paste
    /// all has to be cut at every key.
    fn plain(&mut self, at: usize, signs: usize) {
        let room = self.columns.saturating_sub(self.column);
        if signs <= room {
            self.column += signs;
            return;
        }
        let rows = (room..signs).step_by(self.columns);
        self.starts.extend(rows.map(|sign| at + sign));
        self.column = (signs - room - 1) % self.columns + 1;
    }

    /// Signs of any width.
    fn clusters(&mut self, at: usize, line: &str) {
        for (offset, cluster) in line.grapheme_indices(true) {
            let width = match cluster {
                "\t" => TAB - self.column % TAB,
                _ => cluster.chars().map(|character| character.width().unwrap_or(0)).sum(),
            };
            self.column += width;
            if self.column > self.columns {
                self.starts.push(at + offset);
                self.column = width;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Sign by sign, as the line editor counts (`calculate_position` of rustyline's `tty/unix.rs`).
    fn sign_by_sign(text: &str, prompt: usize, columns: usize) -> (Vec<usize>, usize) {
        let (mut starts, mut column) = (vec![0], prompt);
        for (at, cluster) in text.grapheme_indices(true) {
            if cluster.ends_with('\n') {
                starts.push(at + cluster.len());
                column = 0;
                continue;
            }
            let width = match cluster {
                "\t" => TAB - column % TAB,
                _ => cluster.chars().map(|it| it.width().unwrap_or(0)).sum(),
            };
            column += width;
            if column > columns {
                starts.push(at);
                column = width;
            }
        }
        (starts, column)
    }

    proptest! {
        #[test]
        fn rows_are_cut_as_the_line_editor_cuts_them(
            text in "([a-z ]{0,30}|é|日|\t|\r\n|\n){0,12}",
            prompt in 0_usize..8,
            columns in 1_usize..24,
            cursor in 0_usize..80,
        ) {
            let rows = Rows::of(&text, cursor, prompt, columns);
            let (starts, column) = sign_by_sign(&text, prompt, columns);
            prop_assert_eq!(rows.full, column >= columns);
            let row = starts.iter().rposition(|start| *start <= cursor).unwrap_or(0);
            let row = if cursor < text.len() { row } else { starts.len() - 1 + usize::from(rows.full) };
            prop_assert_eq!(rows.cursor, row);
            prop_assert_eq!(rows.starts, starts);
        }
    }

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
