//! A result on its side: a line for each cell, for rows that are wider than the terminal.

use super::grid::Cells;
use super::wrap::wrap;
use super::{Look, escape};

/// Lines after which no further row is begun: what is longer than a few screens is not read.
const LINES: usize = 120;
/// Lines that one cell may take.
const CELL: usize = 6;
/// The least room beside the names in which values can be read.
const READABLE: usize = 12;

/// A result on its side.
pub(super) struct Turned {
    pub(super) lines: Vec<String>,
    /// How many rows are shown.
    pub(super) rows: usize,
    /// Some value was too long.
    pub(super) cut: bool,
}

/// Each row under a rule with its number, its cells beside the names of their columns, or below
/// them where these are long. Values go on over a few lines before they are cut.
pub(super) fn turned(cells: &Cells<'_>, look: &Look) -> Turned {
    let names = cells.heads.iter().map(|head| escape::width(head)).max().unwrap_or(0);
    let values = cells.cells.iter().flatten().map(|value| escape::width(value)).max().unwrap_or(0);
    // A number goes on in another line only where nothing else is left.
    let least = values.min(READABLE).max(cells.widest_number());
    let beside = names + 3 + least <= look.columns;
    let indent = if beside { names + 3 } else { 3 };
    let room = look.columns.saturating_sub(indent).max(1);
    let (mut blocks, mut taken, mut cut) = (Vec::new(), 0, false);
    for (number, row) in cells.cells.iter().enumerate() {
        if taken > LINES {
            break;
        }
        let mut block = Vec::new();
        for (column, (head, value)) in cells.heads.iter().zip(row).enumerate() {
            let (value, shortened) = look.shorten(value, room.saturating_mul(CELL));
            cut |= shortened;
            let mut values = wrap(&value, room, room, true).into_iter();
            if beside {
                let space = " ".repeat(names - escape::width(head) + 2);
                let first = values.next().unwrap_or_default();
                block.push((format!(" {head}{space}"), first, cells.is_null(number, column)));
            } else {
                let room = look.columns.saturating_sub(1);
                let heads = wrap(head, room, room, true).into_iter();
                block.extend(heads.map(|head| (format!(" {head}"), String::new(), false)));
            }
            let is_null = cells.is_null(number, column);
            block.extend(values.map(|value| (" ".repeat(indent), value, is_null)));
        }
        taken += block.len() + 1;
        blocks.push(block);
    }
    let width =
        |(front, value, _): &(String, String, bool)| escape::width(front) + escape::width(value);
    let widest = blocks.iter().flatten().map(width).max().unwrap_or(0);
    let mut lines = Vec::new();
    for (number, block) in blocks.iter().enumerate() {
        let front = format!("{} row {} ", look.rule(2), number + 1);
        let rule = look.rule(widest.saturating_sub(escape::width(&front)).max(2));
        lines.push(look.style.dim(&format!("{front}{rule}")));
        for (front, value, is_null) in block {
            let value = if *is_null { look.style.dim(value) } else { value.clone() };
            lines.push(format!("{front}{value}").trim_end().to_owned());
        }
    }
    Turned { lines, rows: blocks.len(), cut }
}
