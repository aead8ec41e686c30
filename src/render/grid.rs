//! A result as a table: a line for each row.

use super::{Look, escape};
use crate::rows::{Row, Rows, Value};

/// Columns of a narrow terminal that one cell may take; on a wide one, three quarters of it.
const CELL: usize = 60;
/// The least that a cell keeps where a table is made to fit: with less it cannot be read.
const NARROW: usize = 20;

/// What stands above the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Header {
    /// The names, underlined column by column.
    Ruled,
    /// The names.
    Bare,
}

/// A table that fits.
pub(super) struct Grid {
    pub(super) lines: Vec<String>,
    /// The width at which cells were cut, if any was.
    pub(super) cut: Option<usize>,
}

/// A result with its cells as they are to be read.
pub(super) struct Cells<'r> {
    rows: &'r [Row],
    pub(super) heads: Vec<String>,
    pub(super) cells: Vec<Vec<String>>,
}

impl<'r> Cells<'r> {
    /// The first rows and columns of a result.
    pub(super) fn of(rows: &'r Rows, most_rows: usize, most_columns: usize, look: &Look) -> Self {
        let columns = rows.columns.len().min(most_columns);
        let heads = rows.columns[..columns].iter().map(|name| look.line(name)).collect();
        let rows = &rows.rows[..rows.rows.len().min(most_rows)];
        let cells = |row: &Row| row.iter().take(columns).map(|value| cell(value, look)).collect();
        Self { rows, heads, cells: rows.iter().map(cells).collect() }
    }

    /// Whether a cell is NULL.
    pub(super) fn is_null(&self, row: usize, column: usize) -> bool {
        matches!(self.rows.get(row).and_then(|row| row.get(column)), Some(Value::Null))
    }

    /// The columns of the longest number.
    pub(super) fn widest_number(&self) -> usize {
        let rows = self.rows.iter().zip(&self.cells);
        let cells = rows.flat_map(|(row, cells)| row.iter().zip(cells));
        let numbers = cells.filter(|(value, _)| value.is_number());
        numbers.map(|(_, cell)| escape::width(cell)).max().unwrap_or(0)
    }

    /// Whether a column holds numbers and nothing else but NULL.
    fn is_numeric(&self, column: usize) -> bool {
        let mut values = self.rows.iter().filter_map(|row| row.get(column));
        let only_numbers = values.clone().all(|value| value.is_number() || *value == Value::Null);
        only_numbers && values.any(Value::is_number)
    }

    /// The table, if it fits with cells that can be read.
    pub(super) fn grid(&self, look: &Look, header: Header) -> Option<Grid> {
        let columns = Columns::of(self);
        let limit = columns.limit(look)?;
        let widths: Vec<usize> = (0..self.heads.len()).map(|it| columns.width(it, limit)).collect();
        let mut cut = None;
        let mut set = |text: &str, column: usize| {
            let (short, shortened) = look.shorten(text, widths[column]);
            cut = cut.or(shortened.then_some(limit));
            pad(&short, widths[column], columns.numeric[column])
        };
        let mut lines = Vec::with_capacity(self.cells.len() + 2);
        let heads = self.heads.iter().enumerate();
        lines.push(joined(heads.map(|(column, head)| set(head, column))));
        if header == Header::Ruled {
            let rule = joined(widths.iter().map(|width| look.rule(*width)));
            lines.push(look.style.dim(&rule));
        }
        for (number, row) in self.cells.iter().enumerate() {
            let set_cell = |(column, text): (usize, &String)| {
                let padded = set(text, column);
                match self.is_null(number, column) {
                    true => padded.replace("NULL", &look.style.dim("NULL")),
                    false => padded,
                }
            };
            lines.push(joined(row.iter().enumerate().map(set_cell)));
        }
        Some(Grid { lines, cut })
    }
}

/// How wide the columns of a result would like to be.
struct Columns {
    numeric: Vec<bool>,
    natural: Vec<usize>,
    /// A number that is cut is another number: these columns keep at least that.
    least: Vec<usize>,
}

impl Columns {
    fn of(cells: &Cells<'_>) -> Self {
        let count = cells.heads.len();
        let numeric: Vec<bool> = (0..count).map(|column| cells.is_numeric(column)).collect();
        let widest = |column: usize| {
            let cells = cells.cells.iter().filter_map(|row| row.get(column));
            cells.map(|cell| escape::width(cell)).max().unwrap_or(0)
        };
        let least: Vec<usize> =
            (0..count).map(|column| if numeric[column] { widest(column) } else { 1 }).collect();
        let natural = (0..count)
            .map(|column| widest(column).max(escape::width(&cells.heads[column])).max(1))
            .collect();
        Self { numeric, natural, least }
    }

    fn width(&self, column: usize, limit: usize) -> usize {
        self.natural[column].min(limit).max(self.least[column])
    }

    /// How wide a cell may be: as wide as lets the table fit, within reason.
    fn limit(&self, look: &Look) -> Option<usize> {
        let fits = |limit: usize| {
            let total: usize =
                (0..self.natural.len()).map(|column| self.width(column, limit) + 2).sum();
            total <= look.columns
        };
        let most = CELL.max(look.columns * 3 / 4);
        (NARROW..=most).rev().find(|&limit| fits(limit))
    }
}

/// A cell as a table shows it. NULL and the text 'NULL' differ, and an empty text is visible.
fn cell(value: &Value, look: &Look) -> String {
    match value {
        Value::Text(text) if look.manner.is_spoken() => match text.as_str() {
            "" => "empty text".to_owned(),
            text if text.eq_ignore_ascii_case("null") => format!("the text {text}"),
            text => look.line(text),
        },
        Value::Text(text) if text.is_empty() || text.eq_ignore_ascii_case("null") => {
            value.literal()
        }
        _ => look.line(&value.plain()),
    }
}

fn pad(text: &str, width: usize, right: bool) -> String {
    let space = " ".repeat(width.saturating_sub(escape::width(text)));
    if right { format!("{space}{text}") } else { format!("{text}{space}") }
}

fn joined(cells: impl Iterator<Item = String>) -> String {
    let line: Vec<String> = cells.collect();
    format!(" {}", line.join("  ")).trim_end().to_owned()
}
