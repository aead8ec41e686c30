//! A table of a lesson's Markdown. Nothing of it is cut: it was written to be read.

use super::flow::{Face, Span, flow};
use super::records::{ended, listed, said};
use super::wrap::wrap;
use super::{Look, escape};

/// The table as lines, its head underlined column by column. Where it is wider than the terminal
/// its cells go on below; where even their words are, each row becomes a list, as for an ear.
pub(super) fn page_table(table: &[Vec<String>], indent: &str, look: &Look) -> Vec<String> {
    if look.manner.is_spoken() {
        return as_sentences(table, look);
    }
    let room = look.columns.saturating_sub(escape::width(indent));
    match widths(table, room, look) {
        Some(widths) => in_columns(table, &widths, indent, look),
        None => as_lists(table, indent, look),
    }
}

fn in_columns(table: &[Vec<String>], widths: &[usize], indent: &str, look: &Look) -> Vec<String> {
    let mut lines = Vec::new();
    for (number, row) in table.iter().enumerate() {
        let cells: Vec<Vec<String>> =
            row.iter().zip(widths).map(|(cell, &width)| wrap(cell, width, width, false)).collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..height {
            let parts = cells.iter().map(|cell| cell.get(line).map_or("", String::as_str));
            lines.push(joined(parts, widths, indent));
        }
        if number == 0 {
            let rules: Vec<String> = widths.iter().map(|&width| look.rule(width)).collect();
            lines.push(joined(rules.iter().map(String::as_str), widths, indent));
        }
    }
    lines
}

fn joined<'c>(cells: impl Iterator<Item = &'c str>, widths: &[usize], indent: &str) -> String {
    let padded = cells.zip(widths).map(|(cell, &width)| {
        format!("{cell}{}", " ".repeat(width.saturating_sub(escape::width(cell))))
    });
    let cells: Vec<String> = padded.collect();
    format!("{indent} {}", cells.join("  ")).trim_end().to_owned()
}

/// How wide the columns are: as their cells want, else narrower down to their longest words.
fn widths(table: &[Vec<String>], room: usize, look: &Look) -> Option<Vec<usize>> {
    let columns = table.iter().map(Vec::len).max().unwrap_or(0);
    let cells = |column: usize| table.iter().filter_map(move |row| row.get(column));
    let natural: Vec<usize> = (0..columns)
        .map(|column| cells(column).map(|cell| escape::width(cell)).max().unwrap_or(0))
        .collect();
    if !look.fitted {
        return Some(natural);
    }
    let word = |cell: &String| cell.split(' ').map(escape::width).max().unwrap_or(0);
    let least: Vec<usize> =
        (0..columns).map(|column| cells(column).map(word).max().unwrap_or(0)).collect();
    let limited = |limit: usize| -> Vec<usize> {
        natural.iter().zip(&least).map(|(&natural, &least)| natural.min(limit).max(least)).collect()
    };
    let fits = |widths: &Vec<usize>| widths.iter().sum::<usize>() + 2 * columns <= room + 1;
    (1..=room).rev().map(limited).find(fits)
}

/// `head: cell` line by line, rows apart by an empty line.
fn as_lists(table: &[Vec<String>], indent: &str, look: &Look) -> Vec<String> {
    let Some((heads, rows)) = table.split_first() else { return Vec::new() };
    let hanging = format!("{indent}  ");
    if rows.is_empty() {
        return flow(&[Span::new(heads.join(", "), Face::Plain)], look, indent, &hanging);
    }
    let mut lines: Vec<String> = Vec::new();
    for row in rows {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        for (head, cell) in heads.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
            let spans = [Span::new(named(head), Face::Strong), Span::new(cell, Face::Plain)];
            lines.extend(flow(&spans, look, indent, &hanging));
        }
    }
    lines
}

/// A sentence for each row.
fn as_sentences(table: &[Vec<String>], look: &Look) -> Vec<String> {
    let Some((heads, rows)) = table.split_first() else { return Vec::new() };
    if rows.is_empty() {
        return said(&format!("Columns: {}.", listed(heads)), look);
    }
    let sentence = |(number, row): (usize, &Vec<String>)| {
        let cells = heads.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
        let cells: Vec<String> =
            cells.map(|(head, cell)| format!("{}{cell}", named(head))).collect();
        said(&ended(format!("Row {}: {}", number + 1, cells.join("; "))), look)
    };
    rows.iter().enumerate().flat_map(sentence).collect()
}

/// What stands before a cell: the name of its column, where it has one.
fn named(head: &str) -> String {
    if head.is_empty() { String::new() } else { format!("{head}: ") }
}
