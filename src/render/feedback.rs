//! Words about an answer, with its rows and carets.

use super::caret::caret;
use super::flow::{Face, Span, flow, inline};
use super::records::{ended, listed, said};
use super::symbols::Symbols;
use super::{Look, escape, table};
use crate::feedback::{Block, Differing, Feedback, Mark, Marked, Tone};
use crate::rows::Rows;

/// Columns that one cell of a row may take; where the terminal is narrower, the later ones.
const CELLS: [usize; 3] = [40, 24, 12];

/// Feedback as lines. The tone colours its first line; the words say it too.
pub fn feedback(feedback: &Feedback, look: &Look) -> Vec<String> {
    let mut lines = Vec::new();
    let mut blocks = feedback.blocks.iter().peekable();
    let mut first = true;
    while let Some(block) = blocks.next() {
        match block {
            Block::Text(text) | Block::Told(text) if first => {
                let own = matches!(block, Block::Told(_));
                let text = if own { look.symbols().words(text) } else { text.clone() };
                lines.extend(lead(&text, feedback.tone, look));
            }
            Block::Told(text) => lines.extend(prose(&look.symbols().words(text), look)),
            Block::Text(text) => lines.extend(prose(text, look)),
            Block::Marked(rows) => lines.extend(marked(rows, look)),
            Block::Differing(rows) => lines.extend(differing(rows, look)),
            Block::Caret(place) => lines.extend(caret(place, look)),
            Block::Table { title, rows } => {
                let mut tables = vec![(title.as_str(), rows)];
                while let Some(Block::Table { title, rows }) = blocks.peek() {
                    tables.push((title.as_str(), rows));
                    blocks.next();
                }
                lines.extend(tables_of(&tables, look));
            }
        }
        first = false;
    }
    lines
}

/// Sentences in paragraphs. Authors break lines where their file is full, so a line break is a
/// space, but before a new entry of a list.
fn prose(text: &str, look: &Look) -> Vec<String> {
    let text = look.symbols().feedback(text);
    let set = |lines: String| flow(&inline(&lines, Face::Plain), look, "", hanging(&lines));
    paragraphs(&text).flat_map(set).collect()
}

/// What the further lines of a paragraph begin with: an entry of a list hangs from its sign.
fn hanging(paragraph: &str) -> &'static str {
    match Symbols::items().iter().any(|it| paragraph.starts_with(it)) {
        true => "  ",
        false => "",
    }
}

fn paragraphs(text: &str) -> impl Iterator<Item = String> {
    let text = text.trim().replace("\r\n", "\n");
    let mut paragraphs: Vec<String> = vec![String::new()];
    for line in text.lines() {
        let begins =
            line.trim().is_empty() || Symbols::items().iter().any(|it| line.starts_with(it));
        match paragraphs.last_mut() {
            Some(last) if !begins => {
                last.push_str(if last.is_empty() { "" } else { " " });
                last.push_str(line);
            }
            _ => paragraphs.push(line.trim().to_owned()),
        }
    }
    paragraphs.into_iter().filter(|paragraph| !paragraph.is_empty())
}

/// The first text, its first sentence in the colour of the tone.
fn lead(text: &str, tone: Tone, look: &Look) -> Vec<String> {
    let face = match tone {
        Tone::Right => Face::Right,
        Tone::NotYet => Face::NotYet,
        Tone::Quiet | Tone::Undecided => Face::Dim,
    };
    let mut lines = Vec::new();
    for (number, paragraph) in paragraphs(&look.symbols().feedback(text)).enumerate() {
        let end = match paragraph.find(". ") {
            Some(stop) if number == 0 => stop + 1,
            None if number == 0 => paragraph.len(),
            _ => 0,
        };
        let mut spans = inline(&paragraph[..end], face);
        spans.extend(inline(&paragraph[end..], Face::Plain));
        lines.extend(flow(&spans, look, "", ""));
    }
    lines
}

/// `  − Market   0`, the cells in columns; `Missing: Market, 0.` for an ear.
fn marked(rows: &[Marked], look: &Look) -> Vec<String> {
    let sign = |row: &Marked| match row.mark {
        Mark::Missing => look.symbols().missing,
        Mark::Extra => look.symbols().extra,
    };
    if look.manner.is_spoken() {
        let line =
            |row: &Marked| ended(format!("{} {}", sign(row), listed(&lined(&row.cells, look))));
        return rows.iter().flat_map(|row| said(&line(row), look)).collect();
    }
    let indent = |row: &Marked| format!("  {} ", look.style.not_yet(sign(row)));
    let room = look.columns.saturating_sub(4);
    let cells: Vec<Vec<String>> = rows.iter().map(|row| lined(&row.cells, look)).collect();
    match aligned(&cells, room, look) {
        Some(lines) => {
            rows.iter().zip(lines).map(|(row, cells)| format!("{}{cells}", indent(row))).collect()
        }
        None => {
            let set = |(row, cells): (&Marked, &Vec<String>)| {
                let mut lines = said_within(&listed(cells), "    ", look);
                if let Some(first) = lines.first_mut() {
                    *first = format!("{}{}", indent(row), first.trim_start_matches(' '));
                }
                lines
            };
            rows.iter().zip(&cells).flat_map(set).collect()
        }
    }
}

/// `  Market   1   should be   0`; `Row Market: column 2 is 1, should be 0.` for an ear.
fn differing(rows: &[Differing], look: &Look) -> Vec<String> {
    if look.manner.is_spoken() {
        return rows.iter().flat_map(|row| said(&as_sentence(row, look), look)).collect();
    }
    let line = |row: &Differing| {
        let mut cells = lined(&row.row, look);
        cells.push(look.line(&row.actual));
        cells
    };
    let cells: Vec<Vec<String>> = rows.iter().map(line).collect();
    let wanted: Vec<String> = rows.iter().map(|row| look.line(&row.wanted)).collect();
    let should_be = "   should be   ";
    let widest = wanted.iter().map(|it| escape::width(it)).max().unwrap_or(0);
    let most = CELLS[0].max(look.columns / 2);
    let room = look.columns.saturating_sub(2 + should_be.len() + widest.min(most));
    match aligned(&cells, room, look) {
        Some(lines) => {
            let set = |(cells, wanted): (String, &String)| {
                let taken = 2 + escape::width(&cells) + should_be.len();
                let room = look.columns.saturating_sub(taken).max(CELLS[2]);
                let (wanted, _) = look.shorten(wanted, room);
                format!("  {cells}   {}   {wanted}", look.style.dim("should be"))
            };
            pad_all(&lines).into_iter().zip(&wanted).map(set).collect()
        }
        None => {
            let set = |(cells, wanted): (&Vec<String>, &String)| {
                said_within(&format!("{} should be {wanted}", listed(cells)), "  ", look)
            };
            cells.iter().zip(&wanted).flat_map(set).collect()
        }
    }
}

fn as_sentence(row: &Differing, look: &Look) -> String {
    let (actual, wanted) = (look.line(&row.actual), look.line(&row.wanted));
    let cell = format!("column {} is {actual}, should be {wanted}.", row.column + 1);
    match row.row.as_slice() {
        [] => format!("In {cell}"),
        name => format!("Row {}: {cell}", listed(&lined(name, look))),
    }
}

/// Cells that are escaped and not longer than can be taken in.
fn lined(cells: &[String], look: &Look) -> Vec<String> {
    cells.iter().map(|cell| look.shorten(&look.line(cell), CELLS[0]).0).collect()
}

/// Something escaped in lines that begin with an indent and go on further in.
fn said_within(text: &str, indent: &str, look: &Look) -> Vec<String> {
    flow(&[Span::new(text, Face::Plain)], look, indent, &format!("{indent}  "))
}

/// Rows with their cells in columns, if they fit with cells that can be read.
fn aligned(rows: &[Vec<String>], room: usize, look: &Look) -> Option<Vec<String>> {
    let cut = |cell: &String, limit| look.shorten(cell, limit).0;
    let at = |limit: usize| -> Vec<String> {
        let cut = |row: &Vec<String>| row.iter().map(|cell| cut(cell, limit)).collect();
        align(&rows.iter().map(cut).collect::<Vec<_>>())
    };
    let fits = |lines: &Vec<String>| lines.iter().all(|line| escape::width(line) <= room);
    if !look.fitted {
        return Some(at(CELLS[0]));
    }
    CELLS.iter().map(|&limit| at(limit)).find(fits)
}

/// Cells in columns, three spaces apart.
fn align(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| escape::width(cell)).max()
    };
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths);
        let padded = cells.map(|(cell, &width)| {
            format!("{cell}{}", " ".repeat(width.saturating_sub(escape::width(cell))))
        });
        padded.collect::<Vec<_>>().join("   ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

/// Lines filled with spaces to the widest.
pub(super) fn pad_all(lines: &[String]) -> Vec<String> {
    let widest = lines.iter().map(|line| escape::width(line)).max().unwrap_or(0);
    let pad =
        |line: &String| format!("{line}{}", " ".repeat(widest.saturating_sub(escape::width(line))));
    lines.iter().map(pad).collect()
}

/// Tables under their titles; for an ear, one after the other.
fn tables_of(tables: &[(&str, &Rows)], look: &Look) -> Vec<String> {
    if !look.manner.is_spoken() {
        return side_by_side(tables, look);
    }
    let set = |(title, rows): &(&str, &Rows)| {
        let title = look.line(title);
        if rows.rows.is_empty() {
            return said(&format!("{title}: empty."), look);
        }
        let mut lines =
            said(&format!("{title}, {}:", table::counted(rows.rows.len(), "row")), look);
        lines.extend(table::small(rows, look));
        lines
    };
    tables.iter().flat_map(set).collect()
}

/// Tables under their titles, beside each other as far as the width lets them.
fn side_by_side(tables: &[(&str, &Rows)], look: &Look) -> Vec<String> {
    let plain =
        Look { style: super::Style::plain(), ..look.within(look.columns.saturating_sub(1)) };
    let draw = |(title, rows): &(&str, &Rows)| {
        let (title, _) = look.shorten(&look.line(title), look.columns.saturating_sub(2));
        let mut lines = vec![format!(" {title}")];
        lines.extend(table::small(rows, &plain));
        pad_all(&lines)
    };
    let mut lines = Vec::new();
    let mut band: Vec<Vec<String>> = Vec::new();
    for drawn in tables.iter().map(draw) {
        let wide = |band: &[Vec<String>]| -> usize {
            band.iter().map(|table| escape::width(&table[0]) + 4).sum()
        };
        if !band.is_empty() && wide(&band) + escape::width(&drawn[0]) + 2 > look.columns {
            lines.extend(set_band(&std::mem::take(&mut band), look));
        }
        band.push(drawn);
    }
    lines.extend(set_band(&band, look));
    lines
}

fn set_band(band: &[Vec<String>], look: &Look) -> Vec<String> {
    let height = band.iter().map(Vec::len).max().unwrap_or(0);
    let line = |number: usize| {
        let cells = band.iter().map(|table| match table.get(number) {
            Some(line) if number == 0 => look.style.strong(line),
            Some(line) => line.clone(),
            None => " ".repeat(table.first().map_or(0, |line| escape::width(line))),
        });
        format!(" {}", cells.collect::<Vec<_>>().join("    ")).trim_end().to_owned()
    };
    (0..height).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::Value;

    fn drawn(tone: Tone, blocks: Vec<Block>) -> String {
        feedback(&Feedback { tone, blocks }, &Look::plain()).join("\n")
    }

    fn text(text: &str) -> Block {
        Block::Text(text.to_owned())
    }

    fn cells(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|&cell| cell.to_owned()).collect()
    }

    #[test]
    fn a_missing_row() {
        let rows = vec![Marked { mark: Mark::Missing, cells: cells(&["Market", "0"]) }];
        let because = "Market has no items, and JOIN keeps only the stores that have some.";
        let blocks = vec![text("Not yet: one row is missing."), Block::Marked(rows), text(because)];
        insta::assert_snapshot!(drawn(Tone::NotYet, blocks), @r"
        Not yet: one row is missing.
          − Market   0
        Market has no items, and JOIN keeps only the stores that have some.
        ");
    }

    #[test]
    fn the_lines_of_the_lesson_file_are_not_those_of_the_screen() {
        let words = "Not quite. A comparison with NULL is\nnever true. The test is\n`IS NULL`.";
        insta::assert_snapshot!(
            drawn(Tone::NotYet, vec![text(words)]),
            @"Not quite. A comparison with NULL is never true. The test is `IS NULL`."
        );
    }

    #[test]
    fn missing_and_extra_rows_stand_in_columns() {
        let rows = vec![
            Marked { mark: Mark::Missing, cells: cells(&["Market", "0"]) },
            Marked { mark: Mark::Extra, cells: cells(&["Al", "12"]) },
        ];
        insta::assert_snapshot!(drawn(Tone::NotYet, vec![Block::Marked(rows)]), @r"
          − Market   0
          + Al       12
        ");
    }

    #[test]
    fn one_cell_differs() {
        let rows = vec![Differing {
            row: cells(&["Market"]),
            column: 1,
            actual: "1".to_owned(),
            wanted: "0".to_owned(),
        }];
        insta::assert_snapshot!(drawn(Tone::NotYet, vec![Block::Differing(rows)]), @"  Market   1   should be   0");
    }

    #[test]
    fn tables_stand_side_by_side() {
        let rows = |columns: &[&str], rows: Vec<Vec<Value>>| Rows {
            columns: cells(columns),
            rows,
            truncated: false,
        };
        let store = |id| vec![Value::Integer(id), Value::Text("Corner".to_owned())];
        let blocks = vec![
            text("Right on this data, but not always. Where two stores bear one name:"),
            Block::Table {
                title: "stores".to_owned(),
                rows: rows(&["id", "name"], vec![store(1), store(2)]),
            },
            Block::Table { title: "items".to_owned(), rows: rows(&["id", "name"], vec![]) },
        ];
        insta::assert_snapshot!(drawn(Tone::NotYet, blocks), @r"
        Right on this data, but not always. Where two stores bear one name:
          stores         items
          id  name       (empty)
           1  Corner
           2  Corner
        ");
    }

    #[test]
    fn colour_says_only_what_the_words_say() {
        let look = Look {
            style: super::super::Style::decide(
                super::super::style::ColorChoice::Always,
                &super::super::style::Environment::default(),
                false,
            ),
            ..Look::plain()
        };
        let words = Feedback { tone: Tone::Right, blocks: vec![text("Right.")] };
        assert_eq!(feedback(&words, &look), ["\u{1b}[1mRight.\u{1b}[0m"]);
    }
}
