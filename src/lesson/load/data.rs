//! Rows of data: tables, rows and cells.

use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use crate::diagnostic::Span;
use crate::lesson::problems::Problems;
use crate::lesson::yaml::{Content, Entry, Meaning, Node};
use crate::lesson::{DataRow, ExpectedTable, TableData, Text};
use crate::rows::{Row, Value};

use super::suggest;

/// A table as the file has it.
struct Grid {
    /// The columns, if they are named apart from the rows.
    columns: Option<Arc<[String]>>,
    rows: Vec<DataRow>,
}

/// The rows by table under `data` or `add`.
pub(super) fn tables(node: &Node, problems: &mut Problems) -> Vec<TableData> {
    let tables = named(node, problems);
    tables.into_iter().map(|(table, grid)| TableData { table, rows: grid.rows }).collect()
}

/// The tables under `expect.tables`. Their rows all name the same columns.
pub(super) fn expected(node: &Node, problems: &mut Problems) -> Vec<ExpectedTable> {
    let tables = named(node, problems).into_iter();
    tables
        .map(|(table, grid)| {
            let first = grid.rows.first().map(|row| Arc::clone(&row.columns));
            let columns = grid.columns.or(first).unwrap_or_default();
            let mut rows = Vec::new();
            for row in grid.rows {
                if row.columns == columns {
                    rows.push(row.cells);
                } else {
                    problems.error_with(
                        row.span,
                        "this row names other columns than the first row",
                        "Name the columns that count, the same and in the same order, in each row.",
                    );
                }
            }
            ExpectedTable { table, columns: columns.to_vec(), rows }
        })
        .collect()
}

/// Rows of a result: lists of cells, all as wide as the first.
pub(super) fn rows(entry: &Entry, problems: &mut Problems) -> Vec<Row> {
    let Some(items) = list(entry, problems) else { return Vec::new() };
    let mut rows: Vec<Row> = Vec::new();
    for item in items {
        let Content::List(cells) = &item.content else {
            if !matches!(item.content, Content::Broken) {
                problems.error_with(
                    item.span,
                    format!("a row of `{}` is a list of cells, this is {}", entry.key, item.noun()),
                    "Write it as `- [1, Alice]`, a row of one cell as `- [1]`.",
                );
            }
            continue;
        };
        let width = rows.first().map_or(cells.len(), Vec::len);
        if cells.len() == width {
            rows.extend(row(cells.iter().map(|cell| &**cell), problems));
        } else {
            problems.error_with(
                item.span,
                format!("this row has {}, the first one {width}", count(cells.len(), "cell")),
                "Give every row as many cells; a cell without a value is `null`.",
            );
        }
    }
    rows
}

/// The rows under a key, each still to be looked at.
fn list<'a>(entry: &'a Entry, problems: &mut Problems) -> Option<&'a [Rc<Node>]> {
    if let Content::List(items) = &entry.value.content {
        return Some(items);
    }
    let (key, noun) = (&entry.key, entry.value.noun());
    if !matches!(entry.value.content, Content::Broken) {
        problems.error_with(
            place(&entry.value, entry.key_span),
            format!("`{key}` takes a list of rows, this is {noun}"),
            "Write each row after `- `, as `- [1, Alice]`; no rows are `[]`.",
        );
    }
    None
}

fn named(node: &Node, problems: &mut Problems) -> Vec<(Text, Grid)> {
    let mut seen = HashSet::new();
    let mut tables = Vec::new();
    for entry in node.entries() {
        if !seen.insert(entry.key.to_ascii_lowercase()) {
            problems.error_with(
                entry.key_span,
                format!("the table `{}` stands here twice", entry.key),
                "To SQLite, names that differ in case alone are the same: put the rows together.",
            );
        }
        let table = Text { text: entry.key.clone(), span: entry.key_span };
        tables.extend(grid(entry, problems).map(|grid| (table, grid)));
    }
    tables
}

fn grid(entry: &Entry, problems: &mut Problems) -> Option<Grid> {
    match &entry.value.content {
        Content::Broken => None,
        Content::Map(keys) => listed(entry, keys, problems),
        Content::List(items) => {
            let mut rows: Vec<DataRow> = Vec::new();
            for item in items {
                let before = rows.last().map(|row| Arc::clone(&row.columns));
                rows.extend(mapped_row(item, entry, before, problems));
            }
            Some(Grid { columns: None, rows })
        }
        Content::Scalar(_) => {
            problems.error_with(
                place(&entry.value, entry.key_span),
                format!("`{}` takes a table's rows, this is {}", entry.key, entry.value.noun()),
                "Write `columns: [id, name]` and `rows:` under it, or rows as `- {id: 1, name: Alice}`.",
            );
            None
        }
    }
}

/// A table of `columns` and `rows`.
fn listed(entry: &Entry, keys: &[Entry], problems: &mut Problems) -> Option<Grid> {
    for key in keys.iter().filter(|key| key.key != "columns" && key.key != "rows") {
        problems.error_with(
            key.key_span,
            format!("`{}` is not a key of a table's rows", key.key),
            suggest::word(&key.key, &["columns", "rows"]),
        );
    }
    let find = |name: &str| keys.iter().find(|key| key.key == name);
    let (columns, rows) = (find("columns"), find("rows"));
    for name in ["columns", "rows"] {
        if find(name).is_none() {
            problems.error_with(
                entry.key_span,
                format!("`{name}` is missing: the rows of `{}` need it", entry.key),
                "Write `columns: [id, name]` and under `rows:` a list for each row.",
            );
        }
    }
    let columns = columns.and_then(|entry| column_names(entry, problems));
    let rows = rows.and_then(|entry| list(entry, problems));
    let (columns, items) = (columns?, rows?);
    let mut found = Vec::new();
    for item in items {
        match &item.content {
            Content::Broken => {}
            Content::List(cells) if cells.len() == columns.len() => {
                let cells = row(cells.iter().map(|cell| &**cell), problems);
                let columns = || Arc::clone(&columns);
                found.extend(cells.map(|cells| DataRow {
                    columns: columns(),
                    cells,
                    span: item.span,
                }));
            }
            Content::List(cells) => problems.error(
                item.span,
                format!(
                    "this row has {}, `columns` names {}",
                    count(cells.len(), "cell"),
                    columns.len()
                ),
            ),
            Content::Map(_) => found.extend(mapped_row(item, entry, None, problems)),
            Content::Scalar(_) => problems.error_with(
                item.span,
                format!("a row of `{}` is a list of cells, this is {}", entry.key, item.noun()),
                "Write it as `- [1, Alice]`, a row of one cell as `- [1]`.",
            ),
        }
    }
    Some(Grid { columns: Some(columns), rows: found })
}

fn column_names(entry: &Entry, problems: &mut Problems) -> Option<Arc<[String]>> {
    let mut seen = HashSet::new();
    let mut names = Vec::new();
    let whole = matches!(entry.value.content, Content::Broken);
    if !whole && entry.value.items().is_empty() {
        problems.error_with(
            entry.key_span,
            "`columns` takes a list of names",
            "Write them as `columns: [id, name]`.",
        );
    }
    for item in entry.value.items() {
        let name = item.scalar().filter(|scalar| scalar.value == Meaning::Text);
        let Some(name) = name.filter(|name| !name.text.trim().is_empty()) else {
            if !matches!(item.content, Content::Broken) {
                let message = format!("a column's name is a text, this is {}", item.noun());
                problems.error_with(item.span, message, "Put it in quotes.");
            }
            continue;
        };
        if seen.insert(name.text.to_ascii_lowercase()) {
            names.push(name.text.clone());
        } else {
            problems.error(item.span, format!("the column `{}` stands here twice", name.text));
        }
    }
    // Rows are not measured against names of which some are missing.
    (!names.is_empty() && names.len() == entry.value.items().len()).then(|| names.into())
}

/// A row that names its columns itself.
fn mapped_row(
    node: &Node,
    table: &Entry,
    before: Option<Arc<[String]>>,
    problems: &mut Problems,
) -> Option<DataRow> {
    let Content::Map(entries) = &node.content else {
        if !matches!(node.content, Content::Broken) {
            problems.error_with(
                node.span,
                format!("a row of `{}` names its columns, this is {}", table.key, node.noun()),
                "Write it as `- {id: 1, name: Alice}`, or write `columns:` and `rows:`.",
            );
        }
        return None;
    };
    let mut seen = HashSet::new();
    for entry in entries {
        if !seen.insert(entry.key.to_ascii_lowercase()) {
            problems.error(entry.key_span, format!("the column `{}` stands here twice", entry.key));
        }
    }
    let cells = row(entries.iter().map(|entry| &*entry.value), problems)?;
    let same = |columns: &Arc<[String]>| columns.iter().eq(entries.iter().map(|entry| &entry.key));
    let columns = before
        .filter(same)
        .unwrap_or_else(|| entries.iter().map(|entry| entry.key.clone()).collect());
    Some(DataRow { columns, cells, span: node.span })
}

/// The cells of a row, if all of them are cells.
fn row<'a>(nodes: impl Iterator<Item = &'a Node>, problems: &mut Problems) -> Option<Row> {
    // Every cell is looked at, so that each one that is none is reported.
    let cells: Vec<Option<Value>> = nodes.map(|node| cell(node, problems)).collect();
    cells.into_iter().collect()
}

fn cell(node: &Node, problems: &mut Problems) -> Option<Value> {
    let Content::Scalar(scalar) = &node.content else {
        if !matches!(node.content, Content::Broken) {
            let message = format!("a cell holds one value, this is {}", node.noun());
            problems.error_with(node.span, message, "Put a text with brackets in quotes.");
        }
        return None;
    };
    match scalar.value {
        Meaning::Null => Some(Value::Null),
        Meaning::Flag(flag) => Some(Value::Integer(flag.into())),
        Meaning::Integer(number) => Some(Value::Integer(number)),
        Meaning::Real(number) if number.is_finite() => Some(Value::Real(number)),
        Meaning::Text => Some(Value::Text(scalar.text.clone())),
        Meaning::Real(_) | Meaning::Huge => {
            problems.error_with(
                node.span,
                format!("SQLite has no number `{}`", scalar.text),
                "A whole number has 64 bits; put a text of digits in quotes.",
            );
            None
        }
    }
}

/// Where to point: an empty value has no place of its own.
fn place(node: &Node, key: Span) -> Span {
    if node.span.start == node.span.end { key } else { node.span }
}

fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
