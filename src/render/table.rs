//! Results as tables: which way round, how much of them, and the line below.

use std::time::Duration;

use super::Look;
use super::flow::remark;
use super::grid::{Cells, Header};
use super::records::{ended, listed, records, said};
use super::turned::turned;
use crate::feedback::count::thousands;
use crate::rows::Rows;

/// Rows that are shown of one result.
const ROWS: usize = 40;
/// Columns of a result that are shown.
const COLUMNS: usize = 40;

/// A result as lines: header, rule, rows, and the number of rows, beside which stand how long
/// SQLite worked on it, where that is wanted, and `aside`. One whose rows are wider than the
/// terminal is turned on its side as a whole.
pub fn table(rows: &Rows, aside: Option<&str>, took: Option<Duration>, look: &Look) -> Vec<String> {
    let mut drawn = Drawn::of(rows, Header::Ruled, look);
    let mut remarks = vec![match rows.truncated {
        true if look.manner.is_spoken() => {
            format!("More than {}", counted(rows.rows.len(), "row"))
        }
        true => format!("more than {}", counted(rows.rows.len(), "row")),
        false => counted(rows.rows.len(), "row"),
    }];
    remarks.extend(took.map(time));
    let hidden_columns = rows.columns.len().saturating_sub(COLUMNS);
    if hidden_columns > 0 {
        remarks.push(format!("{} more not shown", counted(hidden_columns, "column")));
    }
    remarks.extend(drawn.cut.take());
    remarks.extend(
        aside
            .filter(|aside| !aside.is_empty())
            .map(|aside| look.symbols().words(&look.line(aside))),
    );
    let count = remarks.join(look.symbols().between);
    let more = more(rows, drawn.rows, look);
    if look.manner.is_spoken() {
        // Who listens hears first how much is to come.
        let mut lines = remark(&ended(count), look);
        lines.extend(drawn.lines);
        lines.extend(more);
        return lines;
    }
    drawn.lines.extend(more);
    drawn.lines.extend(remark(&count, look));
    drawn.lines
}

/// A result as the inside of a feedback: header and rows, `(empty)` where there are none.
pub(super) fn small(rows: &Rows, look: &Look) -> Vec<String> {
    if rows.rows.is_empty() {
        return vec![format!(" {}", look.style.dim("(empty)"))];
    }
    let mut drawn = Drawn::of(rows, Header::Bare, look);
    drawn.lines.extend(more(rows, drawn.rows, look));
    drawn.lines
}

/// Header and rows, a line each; nothing where they do not fit, or are more than are shown.
pub(super) fn by_row(rows: &Rows, look: &Look) -> Option<Vec<String>> {
    if rows.rows.is_empty() || rows.rows.len() > ROWS || rows.truncated {
        return None;
    }
    Some(Cells::of(rows, ROWS, COLUMNS, look).grid(look, Header::Bare)?.lines)
}

/// "1 row", "2 rows".
pub fn counted(number: usize, noun: &str) -> String {
    format!("{} {noun}{}", thousands(number), if number == 1 { "" } else { "s" })
}

/// How long something took, in the unit in which it is a small number: `0.4 ms`.
pub(super) fn time(took: Duration) -> String {
    let ms = took.as_secs_f64() * 1000.0;
    match ms {
        ..0.1 => format!("{:.2} ms", ms.max(0.01)),
        ..10.0 => format!("{ms:.1} ms"),
        ..1000.0 => format!("{ms:.0} ms"),
        _ => format!("{:.1} s", ms / 1000.0),
    }
}

/// The rows of a result as they are drawn.
struct Drawn {
    lines: Vec<String>,
    /// How many of the rows are shown.
    rows: usize,
    /// What was cut.
    cut: Option<String>,
}

impl Drawn {
    fn of(rows: &Rows, header: Header, look: &Look) -> Self {
        let cells = Cells::of(rows, ROWS, COLUMNS, look);
        let shown = cells.cells.len();
        let cut_short = || "long values are cut".to_owned();
        if look.manner.is_spoken() {
            let (mut lines, cut) = records(&cells, look);
            if lines.is_empty() {
                lines = said(&format!("Columns: {}.", listed(&cells.heads)), look);
            }
            return Self { lines, rows: shown, cut: cut.then(cut_short) };
        }
        if let Some(grid) = cells.grid(look, header) {
            let cut = grid.cut.map(|columns| format!("long values are cut at {columns} columns"));
            return Self { lines: grid.lines, rows: shown, cut };
        }
        if shown == 0 {
            let heads = format!("Columns: {}", cells.heads.join(", "));
            return Self { lines: said(&heads, &look.within(look.columns)), rows: 0, cut: None };
        }
        let turned = turned(&cells, look);
        Self { lines: turned.lines, rows: turned.rows, cut: turned.cut.then(cut_short) }
    }
}

/// How many rows there are beside those that are shown.
fn more(rows: &Rows, shown: usize, look: &Look) -> Vec<String> {
    let hidden = rows.rows.len().saturating_sub(shown);
    let rest = match (hidden, rows.truncated) {
        (0, false) => return Vec::new(),
        (0, true) => "more rows".to_owned(),
        (_, true) => format!("more than {}", counted(hidden, "more row")),
        (_, false) => counted(hidden, "more row"),
    };
    and(&rest, look)
}

/// That there is this beside what is shown: `… and 5 more rows`.
pub(super) fn and(rest: &str, look: &Look) -> Vec<String> {
    match look.manner.is_spoken() {
        true => remark(&format!("And {rest}."), look),
        false => remark(&format!("{} and {rest}", look.symbols().ellipsis), look),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::escape;
    use crate::rows::Value;

    fn text(value: &str) -> Value {
        Value::Text(value.to_owned())
    }

    fn rows(columns: &[&str], rows: Vec<Vec<Value>>) -> Rows {
        let columns = columns.iter().map(|&name| name.to_owned()).collect();
        Rows { columns, rows, truncated: false }
    }

    fn drawn(rows: &Rows, aside: Option<&str>) -> String {
        table(rows, aside, None, &Look::plain()).join("\n")
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
        let lines = table(&result, None, None, &Look::plain());
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
        let lines = table(&rows(&["n"], many), None, None, &Look::plain());
        assert_eq!(lines[lines.len() - 2..], ["… and 5 more rows", "45 rows"]);

        let mut long = rows(&["t"], vec![vec![text(&"x".repeat(100_000))]]);
        long.truncated = true;
        let lines = table(&long, None, None, &Look::plain());
        assert_eq!(lines[2], format!(" {}…", "x".repeat(59)));
        assert_eq!(
            lines[3..],
            ["… and more rows", "more than 1 row · long values are cut at 60 columns"]
        );
    }

    #[test]
    fn a_wide_table_is_made_to_fit() {
        let cells = (0..3).map(|_| text(&"word ".repeat(10))).collect();
        let lines = table(&rows(&["a", "b", "c"], vec![cells]), None, None, &Look::plain());
        assert!(lines.iter().all(|line| escape::width(line) <= 78), "{lines:#?}");
    }
}
