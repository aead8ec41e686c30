//! Rows, cells and order that differ, as blocks.

use super::count::{is, list, number, things};
use super::{Block, Differing, Mark, Marked};
use crate::rows::{Row, Value};
use crate::verdict::{RowDiffers, RowsDiffer};

/// Most rows of one mark that are shown; the rest is counted.
const MOST_SHOWN: usize = 5;

/// A sentence's beginning, without a capital, on rows that are missing or too many.
pub fn rows_sentence(rows: &RowsDiffer) -> String {
    let (missing, extra) = (rows.missing.len(), rows.extra.len());
    if rows.truncated {
        let came = things(rows.actual, "row");
        return format!("more than {came} came, and {}", wanted(rows.wanted));
    }
    if rows.actual == 0 {
        return format!("the result is empty, and {}", wanted(rows.wanted));
    }
    match (missing, extra) {
        (_, 0) => format!("{} {} missing", things(missing, "row"), is(missing)),
        (0, _) => format!("{} too many", things(extra, "row")),
        _ => format!(
            "{} {} missing and {} {} not wanted",
            things(missing, "row"),
            is(missing),
            number(extra),
            is(extra)
        ),
    }
}

/// Results of up to so many columns are read at a glance: there is no need to say which differs.
const MOST_COLUMNS_UNNAMED: usize = 2;

/// A sentence's beginning, without a capital, on cells of a result that differ.
pub fn cells_sentence(columns: &[String], rows: &[RowDiffers]) -> String {
    if columns.len() > MOST_COLUMNS_UNNAMED {
        return cells_of(columns, rows);
    }
    let cells: usize = rows.iter().map(|row| row.columns.len()).sum();
    format!("{} {}", things(cells, "cell"), differ(cells))
}

/// `one cell of price differs`: the rows differ in the same columns, so one of them names all.
pub fn cells_of(columns: &[String], rows: &[RowDiffers]) -> String {
    let cells: usize = rows.iter().map(|row| row.columns.len()).sum();
    let differing = rows.first().map_or(&[][..], |row| &row.columns);
    let names: Vec<String> = differing.iter().map(|&column| column_name(columns, column)).collect();
    format!("{} of {} {}", things(cells, "cell"), list(&names), differ(cells))
}

fn differ(count: usize) -> &'static str {
    if count == 1 { "differs" } else { "differ" }
}

/// Longest name that is read as one: an expression without an alias has its own text for a name.
const LONGEST_NAME: usize = 30;

/// A column by its name, or by its place where the name does not tell it.
fn column_name(columns: &[String], column: usize) -> String {
    let tells = |name: &&String| {
        let plain = !name.trim().is_empty() && !name.contains(char::is_control);
        let alone = columns.iter().filter(|other| other.eq_ignore_ascii_case(name)).count() == 1;
        plain && alone && name.chars().count() <= LONGEST_NAME
    };
    let place = || format!("column {}", column.saturating_add(1));
    columns.get(column).filter(tells).cloned().unwrap_or_else(place)
}

/// The rows that are missing and those that are too many, a few of each.
pub fn marked(rows: &RowsDiffer) -> Vec<Block> {
    if rows.truncated {
        // Which rows were kept says nothing.
        return Vec::new();
    }
    let mark = |mark, rows: &[Row]| -> Vec<Marked> {
        rows.iter().take(MOST_SHOWN).map(|row| Marked { mark, cells: cells(row) }).collect()
    };
    let mut lines = mark(Mark::Missing, &rows.missing);
    lines.extend(mark(Mark::Extra, &rows.extra));
    let mut blocks = vec![Block::Marked(lines)];
    let left_out = |rows: &[Row]| rows.len().saturating_sub(MOST_SHOWN);
    let mut rest = Vec::new();
    if left_out(&rows.missing) > 0 {
        rest.push(format!("{} missing", number(left_out(&rows.missing))));
    }
    if left_out(&rows.extra) > 0 {
        rest.push(format!("{} not wanted", number(left_out(&rows.extra))));
    }
    if !rest.is_empty() {
        blocks.push(Block::Text(format!("… and more: {}.", rest.join(", "))));
    }
    blocks
}

/// The rows in which cells differ, a few.
pub fn differing(rows: &[RowDiffers]) -> Vec<Block> {
    let all = rows.iter().flat_map(|row| {
        // The cells that agree tell which row it is.
        let agreeing = |(index, _): &(usize, _)| !row.columns.contains(index);
        let name: Vec<String> =
            row.actual.iter().enumerate().filter(agreeing).map(|(_, value)| cell(value)).collect();
        row.columns.iter().map(move |&column| Differing {
            row: name.clone(),
            column,
            actual: row.actual.get(column).map(Value::literal).unwrap_or_default(),
            wanted: row.wanted.get(column).map(Value::literal).unwrap_or_default(),
        })
    });
    let all: Vec<Differing> = all.collect();
    let left_out = all.len().saturating_sub(MOST_SHOWN);
    let shown = all.into_iter().take(MOST_SHOWN).collect();
    let mut blocks = vec![Block::Differing(shown)];
    if left_out > 0 {
        blocks.push(Block::Text(format!("… and {} more.", number(left_out))));
    }
    blocks
}

/// The cells of a row as a person reads them; NULL and the text 'NULL' differ to the eye.
pub fn cells(row: &Row) -> Vec<String> {
    row.iter().map(cell).collect()
}

/// One cell as a person reads it: a text without quotes where it cannot be taken for another.
pub fn cell(value: &Value) -> String {
    match value {
        Value::Text(text) if looks_like_another(text) => value.literal(),
        other => other.plain(),
    }
}

fn looks_like_another(text: &str) -> bool {
    text.trim() != text
        || text.is_empty()
        || text.eq_ignore_ascii_case("null")
        || text.parse::<f64>().is_ok()
}

fn wanted(count: usize) -> String {
    format!("{} {} wanted", things(count, "row"), is(count))
}
