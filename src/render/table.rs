//! Results as tables.

use super::{Look, escape};
use crate::feedback::count::thousands;
use crate::rows::{Rows, Value};

/// Rows that are shown of one result.
const ROWS: usize = 40;
/// Columns of a terminal that one cell may take.
const CELL: usize = 60;
/// The least that a cell keeps where a table is made to fit.
const NARROW: usize = 12;
/// Columns of a result that are shown.
const COLUMNS: usize = 40;

/// A result as lines: header, rule, rows, and the number of rows, beside which `aside` stands.
pub fn table(rows: &Rows, aside: Option<&str>, look: &Look) -> Vec<String> {
    let (mut lines, cut) = grid(rows, look, Header::Ruled);
    let hidden = rows.rows.len().saturating_sub(ROWS);
    if hidden > 0 || rows.truncated {
        let more = match (hidden, rows.truncated) {
            (0, _) => "… and more rows".to_owned(),
            (_, true) => format!("… and more than {}", counted(hidden, "more row")),
            (_, false) => format!("… and {}", counted(hidden, "more row")),
        };
        lines.push(look.style.dim(&more));
    }
    let mut count = counted(rows.rows.len(), "row");
    if rows.truncated {
        count = format!("more than {count}");
    }
    let hidden_columns = rows.columns.len().saturating_sub(COLUMNS);
    if hidden_columns > 0 {
        count = format!("{count} · {} more not shown", counted(hidden_columns, "column"));
    }
    if let Some(columns) = cut {
        count = format!("{count} · long values are cut at {columns} columns");
    }
    if let Some(aside) = aside.filter(|aside| !aside.is_empty()) {
        count = format!("{count} · {}", escape::line(aside));
    }
    lines.push(look.style.dim(&count));
    lines
}

/// A result as the inside of a feedback: header and rows, `(empty)` where there are none.
pub(super) fn small(rows: &Rows, look: &Look) -> Vec<String> {
    if rows.rows.is_empty() {
        return vec![format!(" {}", look.style.dim("(empty)"))];
    }
    let (mut lines, _) = grid(rows, look, Header::Bare);
    let hidden = rows.rows.len().saturating_sub(ROWS);
    if hidden > 0 {
        lines.push(look.style.dim(&format!("… and {}", counted(hidden, "more row"))));
    }
    lines
}

/// "1 row", "2 rows".
pub fn counted(number: usize, noun: &str) -> String {
    format!("{} {noun}{}", thousands(number), if number == 1 { "" } else { "s" })
}

/// A cell as a table shows it. NULL and the text 'NULL' differ, and an empty text is visible.
pub(super) fn cell(value: &Value) -> String {
    match value {
        Value::Text(text) if text.is_empty() || text.eq_ignore_ascii_case("null") => {
            value.literal()
        }
        _ => escape::line(&value.plain()),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Header {
    Ruled,
    Bare,
}

/// The table's lines, and the width at which cells were cut, if any was.
fn grid(rows: &Rows, look: &Look, header: Header) -> (Vec<String>, Option<usize>) {
    let columns = rows.columns.len().min(COLUMNS);
    let shown = &rows.rows[..rows.rows.len().min(ROWS)];
    let heads: Vec<String> =
        rows.columns[..columns].iter().map(|name| escape::line(name)).collect();
    let cells: Vec<Vec<String>> =
        shown.iter().map(|row| row.iter().take(columns).map(cell).collect()).collect();
    let limit = cell_limit(&heads, &cells, look.width);
    let mut cut = false;
    let mut fit = |text: &String| {
        let (short, shortened) = escape::shorten(text, limit);
        cut |= shortened;
        short
    };
    let heads: Vec<String> = heads.iter().map(&mut fit).collect();
    let cells: Vec<Vec<String>> =
        cells.iter().map(|row| row.iter().map(&mut fit).collect()).collect();
    let widths = widths(&heads, &cells);
    let right: Vec<bool> = (0..columns).map(|column| is_numeric(shown, column)).collect();
    let set = |text: &str, column: usize| pad(text, widths[column], right[column]);
    let mut lines = Vec::with_capacity(cells.len() + 2);
    lines.push(joined(heads.iter().enumerate().map(|(column, head)| set(head, column))));
    if header == Header::Ruled {
        let rule = joined(widths.iter().map(|width| "─".repeat(*width)));
        lines.push(look.style.dim(&rule));
    }
    for (row, values) in cells.iter().zip(shown) {
        let set_cell = |(column, text): (usize, &String)| {
            let padded = set(text, column);
            match values.get(column) {
                Some(Value::Null) => padded.replace("NULL", &look.style.dim("NULL")),
                _ => padded,
            }
        };
        lines.push(joined(row.iter().enumerate().map(set_cell)));
    }
    (lines, cut.then_some(limit))
}

/// How wide a cell may be: as wide as lets the table fit, within reason.
fn cell_limit(heads: &[String], cells: &[Vec<String>], width: usize) -> usize {
    let natural = widths(heads, cells);
    let fits = |limit: usize| {
        let total: usize = natural.iter().map(|width| (*width).min(limit) + 2).sum();
        total <= width
    };
    if fits(CELL) || heads.len() < 2 {
        return CELL;
    }
    (NARROW..CELL).rev().find(|&limit| fits(limit)).unwrap_or(NARROW)
}

fn widths(heads: &[String], cells: &[Vec<String>]) -> Vec<usize> {
    let mut widths: Vec<usize> = heads.iter().map(|head| escape::width(head).max(1)).collect();
    for row in cells {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(escape::width(cell));
        }
    }
    widths
}

/// Whether a column holds numbers and nothing else but NULL.
fn is_numeric(rows: &[Vec<Value>], column: usize) -> bool {
    let mut values = rows.iter().filter_map(|row| row.get(column));
    let only_numbers = values.clone().all(|value| value.is_number() || *value == Value::Null);
    only_numbers && values.any(Value::is_number)
}

fn pad(text: &str, width: usize, right: bool) -> String {
    let space = " ".repeat(width.saturating_sub(escape::width(text)));
    if right { format!("{space}{text}") } else { format!("{text}{space}") }
}

fn joined(cells: impl Iterator<Item = String>) -> String {
    let line: Vec<String> = cells.collect();
    format!(" {}", line.join("  ")).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str) -> Value {
        Value::Text(value.to_owned())
    }

    fn rows(columns: &[&str], rows: Vec<Vec<Value>>) -> Rows {
        let columns = columns.iter().map(|&name| name.to_owned()).collect();
        Rows { columns, rows, truncated: false }
    }

    fn drawn(rows: &Rows, aside: Option<&str>) -> String {
        table(rows, aside, &Look::plain()).join("\n")
    }

    #[test]
    fn numbers_stand_to_the_right() {
        let result = rows(
            &["name", "count(*)"],
            vec![vec![text("Corner"), Value::Integer(3)], vec![text("Depot"), Value::Integer(1)]],
        );
        insta::assert_snapshot!(drawn(&result, None), @r"
         name    count(*)
         ──────  ────────
         Corner         3
         Depot          1
        2 rows
        ");
    }

    #[test]
    fn null_and_texts_that_look_like_it_differ() {
        let cells = [Value::Null, text("NULL"), text(""), text("null")];
        let result = rows(&["note"], cells.map(|cell| vec![cell]).into());
        insta::assert_snapshot!(drawn(&result, None), @r"
         note
         ──────
         NULL
         'NULL'
         ''
         'null'
        4 rows
        ");
    }

    #[test]
    fn an_empty_result_has_its_header() {
        insta::assert_snapshot!(drawn(&rows(&["id", "name"], vec![]), None), @r"
         id  name
         ──  ────
        0 rows
        ");
    }

    #[test]
    fn the_aside_stands_beside_the_count() {
        let result = rows(&["id"], vec![vec![Value::Integer(1)]]);
        let aside = "not the answer yet; look around as long as you like";
        insta::assert_snapshot!(drawn(&result, Some(aside)), @r"
         id
         ──
          1
        1 row · not the answer yet; look around as long as you like
        ");
    }

    #[test]
    fn wide_and_combining_letters_take_their_own_width() {
        let result = rows(
            &["name", "n"],
            vec![vec![text("日本"), Value::Integer(1)], vec![text("Zoe\u{308}"), Value::Real(2.5)]],
        );
        let lines = table(&result, None, &Look::plain());
        let expected = [" name    n", " ────  ───", " 日本    1", " Zoe\u{308}   2.5", "2 rows"];
        assert_eq!(lines, expected);
    }

    #[test]
    fn data_cannot_drive_the_terminal() {
        let result = rows(&["a\u{1b}[1m"], vec![vec![text("x\u{1b}[2J\ny")]]);
        insta::assert_snapshot!(drawn(&result, None), @r"
         a\u{1b}[1m
         ────────────
         x\u{1b}[2J↵y
        1 row
        ");
    }

    #[test]
    fn many_rows_and_long_cells_are_cut_and_said_to_be() {
        let many = (0..45).map(|number| vec![Value::Integer(number)]).collect();
        let lines = table(&rows(&["n"], many), None, &Look::plain());
        assert_eq!(lines[lines.len() - 2..], ["… and 5 more rows", "45 rows"]);

        let mut long = rows(&["t"], vec![vec![text(&"x".repeat(100_000))]]);
        long.truncated = true;
        let lines = table(&long, None, &Look::plain());
        assert_eq!(lines[2], format!(" {}…", "x".repeat(59)));
        assert_eq!(
            lines[3..],
            ["… and more rows", "more than 1 row · long values are cut at 60 columns"]
        );
    }

    #[test]
    fn a_wide_table_is_made_to_fit() {
        let cells = (0..3).map(|_| text(&"word ".repeat(10))).collect();
        let lines = table(&rows(&["a", "b", "c"], vec![cells]), None, &Look::plain());
        assert!(lines.iter().all(|line| escape::width(line) <= 78), "{lines:#?}");
    }
}
