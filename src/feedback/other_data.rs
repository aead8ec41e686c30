//! The data on which a difference shows that does not on the lesson's: what is other about it, and
//! what it is.

use super::Block;
use super::count::number;
use super::difference::cell;
use crate::relation::name::singular;
use crate::rows::Rows;
use crate::verdict::{Named, Origin, OtherData, Special};

/// Most rows of a table of other data that are shown.
const MOST_ROWS_SHOWN: usize = 10;

/// What is other about the data, and the tables that are, where they are small enough to be taken
/// in.
pub fn supposing(opening: &str, data: &OtherData) -> Vec<Block> {
    let said = match &data.origin {
        Origin::Variant(name) => format!("With other data ({name}):"),
        Origin::Made(made) => match &made.special {
            Some(special) => format!("{}:", where_(special)),
            None => "For example here:".to_owned(),
        },
    };
    let mut blocks = vec![Block::Text(format!("{opening} {said}"))];
    if data.tables.iter().all(|(_, rows)| is_small(rows)) {
        let tables = data.tables.iter();
        blocks.extend(tables.map(|(title, rows)| table(title, rows.clone())));
    }
    blocks
}

/// What both queries give on data that was made, where that can be taken in.
pub fn results(data: &OtherData) -> Vec<Block> {
    let Some(made) = data.made() else { return Vec::new() };
    let rows = made.wanted.given().to_vec();
    let columns = made.wanted.rows.columns.clone();
    let wanted = Rows { columns, rows, truncated: false };
    match &made.actual {
        Some(actual) if is_small(actual) && is_small(&wanted) => {
            // What the columns are called does not count, and is no part of the answer to show.
            let names = if actual.columns.len() == wanted.columns.len() {
                actual.columns.clone()
            } else {
                wanted.columns.clone()
            };
            let wanted = Rows { columns: names, ..wanted };
            vec![table("yours gives", actual.clone()), table("the answer gives", wanted)]
        }
        _ => Vec::new(),
    }
}

fn table(title: &str, rows: Rows) -> Block {
    Block::Table { title: title.to_owned(), rows }
}

fn is_small(rows: &Rows) -> bool {
    !rows.truncated && rows.rows.len() <= MOST_ROWS_SHOWN
}

/// What is special about data, as a phrase: `two stores have the same name`.
pub fn situation(special: &Special) -> String {
    let words = where_(special);
    let begun = words.strip_prefix("Where ").or_else(|| words.strip_prefix("If "));
    begun.map_or_else(|| words.clone(), str::to_owned)
}

/// What is special about the data, as the beginning of a sentence.
fn where_(special: &Special) -> String {
    match special {
        Special::SameName { table, column, count } => {
            format!("Where {} {table} have the same {column}", number(*count))
        }
        Special::Null { table, column } => {
            format!("Where {} has NULL for its {column}", one(table))
        }
        Special::Equal { table, column, value } => {
            format!("Where the {column} of {} is {}", one(table), cell(value))
        }
        Special::Unreferenced { row, by } => {
            format!("If no {} refers to {}", singular(by), called(row))
        }
        Special::Shared { row, by, count } => {
            format!("If {} {by} refer to {}", number(*count), called(row))
        }
        Special::Empty(table) => format!("If there are no {table} at all"),
        Special::NothingAtAll => "If the tables are empty".to_owned(),
    }
}

/// `a store`, `an item`.
fn one(table: &str) -> String {
    let noun = singular(table);
    let vowel = noun.starts_with(['a', 'e', 'i', 'o', 'A', 'E', 'I', 'O']);
    format!("{} {noun}", if vowel { "an" } else { "a" })
}

/// `the course Art`, `the student with id 3`.
fn called(row: &Named) -> String {
    let noun = singular(&row.table);
    match &row.value {
        crate::rows::Value::Text(_) => format!("the {noun} {}", cell(&row.value)),
        value => format!("the {noun} with {} {}", row.column, cell(value)),
    }
}
