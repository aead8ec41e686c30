//! What a learner reads of a table that is not as it should be yet.

use super::Block;
use super::difference::{cells_of, differing, marked, rows_sentence};
use crate::schema::ForeignKey;
use crate::verdict::{Rule, TableDiffers};

/// One sentence without its full stop, and the rows that go with it.
pub fn say(table: &str, difference: &TableDiffers) -> (String, Vec<Block>) {
    let blocks = match difference {
        TableDiffers::Rows { rows, .. } => marked(rows),
        TableDiffers::Cells { rows, .. } => differing(rows),
        _ => Vec::new(),
    };
    (sentence(table, difference), blocks)
}

/// A difference in words, without its end.
pub fn sentence(table: &str, difference: &TableDiffers) -> String {
    match difference {
        TableDiffers::Missing { nearest: None } => format!("there is no table {table}"),
        TableDiffers::Missing { nearest: Some(nearest) } => {
            format!("there is no table {table} (but one called {nearest})")
        }
        TableDiffers::NotWanted => format!("a table {table} is not wanted"),
        TableDiffers::IsNoView => format!("{table} is a table, and a view is wanted"),
        TableDiffers::IsView => format!("{table} is a view, and a table is wanted"),
        TableDiffers::ColumnMissing { column, nearest: None } => {
            format!("{table} has no column {column}")
        }
        TableDiffers::ColumnMissing { column, nearest: Some(nearest) } => {
            format!("{table} has no column {column} (but one called {nearest})")
        }
        TableDiffers::ColumnNotWanted { column } => {
            format!("{table} has a column {column} that is not wanted")
        }
        TableDiffers::ColumnType { column, wanted, declared, actual } => {
            let declared = if declared.is_empty() {
                "has no type".to_owned()
            } else if declared.eq_ignore_ascii_case(actual.word()) {
                format!("is {declared}")
            } else {
                format!("is {declared}, which SQLite treats as {}", actual.word())
            };
            format!("{table}.{column} {declared}; {} is wanted", wanted.word())
        }
        TableDiffers::Lacks { columns, rule } => lacks(table, columns, rule),
        TableDiffers::Has { columns, rule } => has(table, columns, rule),
        TableDiffers::KeyMissing(key) => {
            format!("{} does not refer to {}", own(table, key), target(key))
        }
        TableDiffers::KeyNotWanted(key) => {
            format!("{} refers to {}, which is not wanted", own(table, key), target(key))
        }
        TableDiffers::Rows { rows, .. } if rows.actual == 0 => format!("{table} is empty"),
        TableDiffers::Rows { rows, .. } => format!("in {table}, {}", rows_sentence(rows)),
        TableDiffers::Cells { columns, rows } => {
            format!("in {table}, {}", cells_of(columns, rows))
        }
    }
}

fn lacks(table: &str, columns: &[String], rule: &Rule) -> String {
    let what = named(table, columns);
    match rule {
        Rule::NotNull => format!("{what} can be NULL, and should not"),
        Rule::Unique => format!("{what} is not UNIQUE"),
        Rule::PrimaryKey => format!("{what} is not the primary key"),
        Rule::References(target, None) => format!("{what} does not refer to {target}"),
        Rule::References(target, Some(key)) => {
            format!("{what} does not refer to {target}.{key}")
        }
        Rule::OnDelete(action) => format!("{what} does not say ON DELETE {action}"),
        Rule::OnUpdate(action) => format!("{what} does not say ON UPDATE {action}"),
        Rule::Default(value) => format!("{what} has no DEFAULT {value}"),
        Rule::Index => format!("no index of {table} begins with {}", columns.join(", ")),
    }
}

fn has(table: &str, columns: &[String], rule: &Rule) -> String {
    let what = named(table, columns);
    match rule {
        Rule::NotNull => format!("{what} is NOT NULL, and may be NULL here"),
        Rule::Unique => format!("{what} is UNIQUE, so that a second row for one is refused"),
        Rule::PrimaryKey => format!("{what} is the primary key, and should not be"),
        Rule::References(target, _) => format!("{what} refers to {target}, and should not"),
        Rule::OnDelete(action) => format!("{what} says ON DELETE {action}, and should not"),
        Rule::OnUpdate(action) => format!("{what} says ON UPDATE {action}, and should not"),
        Rule::Default(value) => format!("{what} has a DEFAULT {value} that is not wanted"),
        Rule::Index => format!("{what} has an index that is not wanted"),
    }
}

/// `items.store_id`, or `enrollments (student_id, course_id)`.
fn named(table: &str, columns: &[String]) -> String {
    match columns {
        [column] => format!("{table}.{column}"),
        _ => format!("{table} ({})", columns.join(", ")),
    }
}

fn own(table: &str, key: &ForeignKey) -> String {
    named(table, &key.columns)
}

fn target(key: &ForeignKey) -> String {
    if key.targets.is_empty() { key.table.clone() } else { named(&key.table, &key.targets) }
}
