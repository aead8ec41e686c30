//! A field of characters on which lines and texts are drawn.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::foot::Signs;

/// The field: rows of cells.
#[derive(Debug)]
pub(super) struct Canvas {
    rows: Vec<Vec<Cell>>,
    signs: Signs,
}

/// What stands in one column of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Cell {
    Empty,
    /// Lines that leave it: up, right, down, left.
    Line([bool; 4]),
    /// What is seen as one sign.
    Sign(String),
    /// The rest of a wide sign that stands before it.
    Rest,
}

const UP: usize = 0;
const RIGHT: usize = 1;
const DOWN: usize = 2;
const LEFT: usize = 3;

impl Canvas {
    pub(super) fn new(width: usize, height: usize, signs: Signs) -> Self {
        Self { rows: vec![vec![Cell::Empty; width]; height], signs }
    }

    /// Draws a text; it has to be harmless. What does not fit into the row is left out.
    pub(super) fn text(&mut self, x: usize, y: usize, text: &str) {
        let Some(row) = self.rows.get_mut(y) else { return };
        let mut at = x;
        for sign in text.graphemes(true) {
            let width = sign.width();
            if at + width > row.len() || (width == 0 && at == x) {
                break;
            }
            if width == 0 {
                // A mark with nothing below it joins what stands before.
                if let Some(Cell::Sign(before)) = row.get_mut(at - 1) {
                    before.push_str(sign);
                }
                continue;
            }
            row[at] = Cell::Sign(sign.to_owned());
            for rest in &mut row[at + 1..at + width] {
                *rest = Cell::Rest;
            }
            at += width;
        }
    }

    /// Draws a line straight across, from one cell to another, both included.
    pub(super) fn across(&mut self, y: usize, from: usize, to: usize) {
        let (from, to) = (from.min(to), from.max(to));
        for x in from..=to {
            if x > from {
                self.leave(x, y, LEFT);
            }
            if x < to {
                self.leave(x, y, RIGHT);
            }
        }
    }

    /// Draws a line straight down.
    pub(super) fn down(&mut self, x: usize, from: usize, to: usize) {
        let (from, to) = (from.min(to), from.max(to));
        for y in from..=to {
            if y > from {
                self.leave(x, y, UP);
            }
            if y < to {
                self.leave(x, y, DOWN);
            }
        }
    }

    fn leave(&mut self, x: usize, y: usize, direction: usize) {
        let Some(cell) = self.rows.get_mut(y).and_then(|row| row.get_mut(x)) else { return };
        if let Cell::Line(lines) = cell {
            lines[direction] = true;
        } else {
            let mut lines = [false; 4];
            lines[direction] = true;
            *cell = Cell::Line(lines);
        }
    }

    /// The rows as text, without spaces at their ends.
    pub(super) fn lines(&self) -> Vec<String> {
        let line = |row: &Vec<Cell>| {
            let mut line = String::new();
            for cell in row {
                match cell {
                    Cell::Empty => line.push(' '),
                    Cell::Line(lines) => line.push(sign(*lines, self.signs)),
                    Cell::Sign(sign) => line.push_str(sign),
                    Cell::Rest => {}
                }
            }
            line.truncate(line.trim_end().len());
            line
        };
        self.rows.iter().map(line).collect()
    }
}

/// The character from which lines leave so: up, right, down, left.
fn sign(lines: [bool; 4], signs: Signs) -> char {
    let [up, right, down, left] = lines;
    if signs == Signs::Ascii {
        return match (up || down, right || left) {
            (true, true) => '+',
            (true, false) => '|',
            _ => '-',
        };
    }
    match (up, right, down, left) {
        // One line goes over the other: a cross is the sign of "one".
        (true, true, true, true) => '│',
        (true, true, true, false) => '├',
        (true, false, true, true) => '┤',
        (false, true, true, true) => '┬',
        (true, true, false, true) => '┴',
        (true, true, false, false) => '└',
        (true, false, false, true) => '┘',
        (false, true, true, false) => '┌',
        (false, false, true, true) => '┐',
        (_, false, _, false) => '│',
        _ => '─',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_turn_and_cross() {
        let draw = |signs| {
            let mut canvas = Canvas::new(6, 4, signs);
            canvas.across(1, 0, 5);
            canvas.down(2, 0, 3);
            canvas.across(3, 2, 4);
            canvas.lines().join("\n")
        };
        assert_eq!(draw(Signs::Box), "  │\n──│───\n  │\n  └──");
        assert_eq!(draw(Signs::Ascii), "  |\n--+---\n  |\n  +--");
    }

    #[test]
    fn wide_signs_and_marks_keep_their_columns() {
        let mut canvas = Canvas::new(8, 1, Signs::Box);
        canvas.text(0, 0, "日e\u{301}👩\u{200d}🌾|");
        canvas.text(7, 0, "日");
        assert_eq!(canvas.lines(), ["日e\u{301}👩\u{200d}🌾|"]);
    }
}
