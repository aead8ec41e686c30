//! Comparing the state that an answer leaves: with the reference's, or with rows written out.

use super::rows::{self, Said};
use crate::lesson::{ExpectedTable, Task};
use crate::nearest;
use crate::outcome::State;
use crate::rows::compare::{BagDifference, Tolerance};
use crate::rows::{Row, Rows};
use crate::schema::{ForeignKey, Table};
use crate::verdict::{Reason, Rule, TableDiffers};

/// Columns that do not count: (table, column).
type Ignored = [(String, String)];

/// How closely two states are compared.
#[derive(Debug, Clone, Copy)]
pub struct Measure<'a> {
    /// Columns that do not count.
    pub ignored: &'a Ignored,
    /// How far apart numbers may be.
    pub tolerance: Tolerance,
}

/// How the state differs from the reference's, in the tables that either side touched: contents,
/// columns by name and affinity, foreign keys and whether they are unique.
pub fn as_reference(wanted: &State, actual: &State, measure: Measure<'_>) -> Vec<Reason> {
    let names = wanted.differing(actual);
    let found: Vec<Reason> =
        names.iter().flat_map(|name| table(name, wanted, actual, measure)).collect();
    // A table that was taken for another of nearly its name is not also one too many.
    let meant: Vec<String> = found.iter().filter_map(meant).collect();
    found.into_iter().filter(|reason| !is_too_many(reason, &meant)).collect()
}

fn meant(reason: &Reason) -> Option<String> {
    match reason {
        Reason::Table { difference: TableDiffers::Missing { nearest }, .. } => nearest.clone(),
        _ => None,
    }
}

fn is_too_many(reason: &Reason, meant: &[String]) -> bool {
    matches!(reason, Reason::Table { table, difference: TableDiffers::NotWanted }
        if meant.contains(table))
}

/// How the state differs from rows that the author wrote out.
pub fn as_written(tables: &[ExpectedTable], measure: Measure<'_>, after: &State) -> Vec<Reason> {
    tables.iter().flat_map(|wanted| written(wanted, measure, after)).collect()
}

fn written(wanted: &ExpectedTable, measure: Measure<'_>, after: &State) -> Vec<Reason> {
    let Measure { ignored, tolerance } = measure;
    let name = &wanted.table.text;
    let Some(actual) = after.rows(name) else {
        let nearest = nearest(name, after.names());
        return reasons(name, [TableDiffers::Missing { nearest }]);
    };
    let counted: Vec<String> =
        wanted.columns.iter().filter(|column| counts(name, column, ignored)).cloned().collect();
    let absent = |column: &&String| !actual.columns.iter().any(|name| same(name, column));
    let missing: Vec<TableDiffers> = counted
        .iter()
        .filter(absent)
        .map(|column| TableDiffers::ColumnMissing { column: column.clone(), nearest: None })
        .collect();
    if !missing.is_empty() {
        return reasons(name, missing);
    }
    let all = Rows { columns: wanted.columns.clone(), rows: wanted.rows.clone(), truncated: false };
    reasons(name, contents(&counted, &all, actual, tolerance))
}

/// The rows that a table should hold, in the columns that count: those that the author wrote out
/// for it, else the reference's.
pub fn rows_wanted(table: &str, task: &Task, wanted: &State, measure: Measure<'_>) -> Vec<Row> {
    let project = |columns: &[String], rows: &Rows| {
        let counted = columns.iter().filter(|column| counts(table, column, measure.ignored));
        project(rows, &counted.cloned().collect::<Vec<_>>()).rows
    };
    let expect = &task.expect;
    match expect.tables.iter().find(|written| same(&written.table.text, table)) {
        Some(written) => {
            let (columns, rows) = (written.columns.clone(), written.rows.clone());
            project(&written.columns, &Rows { columns, rows, truncated: false })
        }
        None if !expect.tables.is_empty() || !expect.schema.is_empty() => Vec::new(),
        None => wanted.rows(table).map(|rows| project(&rows.columns, rows)).unwrap_or_default(),
    }
}

/// How one table differs from the reference's.
fn table(name: &str, wanted: &State, actual: &State, measure: Measure<'_>) -> Vec<Reason> {
    let Measure { ignored, tolerance } = measure;
    let (Some(wanted_rows), Some(actual_rows)) = (wanted.rows(name), actual.rows(name)) else {
        let difference = if wanted.rows(name).is_some() {
            let new = actual.names().filter(|other| wanted.rows(other).is_none());
            TableDiffers::Missing { nearest: nearest(name, new) }
        } else {
            TableDiffers::NotWanted
        };
        return reasons(name, [difference]);
    };
    let declared = match (wanted.schema.table(name), actual.schema.table(name)) {
        (Some(wanted), Some(actual)) => declarations(wanted, actual, ignored),
        (None, None) => view_columns(name, &wanted_rows.columns, &actual_rows.columns, ignored),
        (None, Some(_)) => return reasons(name, [TableDiffers::IsNoView]),
        (Some(_), None) => return reasons(name, [TableDiffers::IsView]),
    };
    let shared: Vec<String> = wanted_rows
        .columns
        .iter()
        .filter(|column| actual_rows.columns.iter().any(|other| same(column, other)))
        .filter(|column| counts(name, column, ignored))
        .cloned()
        .collect();
    // Rows without a column in common have nothing to be told apart by.
    let rows = (!shared.is_empty())
        .then(|| contents(&shared, wanted_rows, actual_rows, tolerance))
        .flatten();
    reasons(name, declared.into_iter().chain(rows))
}

/// How the columns of a view differ: they have names, and no types of their own.
fn view_columns(
    view: &str,
    wanted: &[String],
    actual: &[String],
    ignored: &Ignored,
) -> Vec<TableDiffers> {
    let among = |names: &[String], name: &str| names.iter().any(|other| same(other, name));
    let counted = |name: &&String| counts(view, name, ignored);
    let unwanted: Vec<&String> =
        actual.iter().filter(|name| !among(wanted, name)).filter(counted).collect();
    let missing = wanted.iter().filter(|name| !among(actual, name)).filter(counted);
    let missing = missing.map(|name| TableDiffers::ColumnMissing {
        column: name.clone(),
        nearest: nearest(name, unwanted.iter().map(|name| name.as_str())),
    });
    let strange = unwanted.iter().map(|name| (*name).clone());
    missing.chain(strange.map(|column| TableDiffers::ColumnNotWanted { column })).collect()
}

/// How the columns and foreign keys of a table differ.
fn declarations(wanted: &Table, actual: &Table, ignored: &Ignored) -> Vec<TableDiffers> {
    let counted = |column: &str| counts(&wanted.name, column, ignored);
    let unwanted: Vec<&str> = actual
        .columns
        .iter()
        .map(|column| column.name.as_str())
        .filter(|name| wanted.column(name).is_none() && counted(name))
        .collect();
    let mut differences = Vec::new();
    for column in wanted.columns.iter().filter(|column| counted(&column.name)) {
        match actual.column(&column.name) {
            None => differences.push(TableDiffers::ColumnMissing {
                column: column.name.clone(),
                nearest: nearest(&column.name, unwanted.iter().copied()),
            }),
            Some(found) if found.affinity != column.affinity => {
                differences.push(TableDiffers::ColumnType {
                    column: column.name.clone(),
                    wanted: column.affinity,
                    declared: found.declared.clone(),
                    actual: found.affinity,
                });
            }
            Some(_) => {}
        }
    }
    differences.extend(
        unwanted.iter().map(|name| TableDiffers::ColumnNotWanted { column: (*name).to_owned() }),
    );
    differences.extend(keys(wanted, actual, ignored));
    differences
}

/// How the foreign keys of a table differ, and whether a target has one row or many.
fn keys(wanted: &Table, actual: &Table, ignored: &Ignored) -> Vec<TableDiffers> {
    let mut differences = Vec::new();
    // A key of a column that is not there, or should not be, goes without saying; one of a column
    // that does not count does not either.
    let has = |table: &Table, key: &ForeignKey| {
        let counts = |column: &String| counts(&wanted.name, column, ignored);
        key.columns.iter().all(|column| table.column(column).is_some() && counts(column))
    };
    for key in wanted.foreign_keys.iter().filter(|key| has(actual, key)) {
        if !actual.foreign_keys.iter().any(|other| key.is_same(other)) {
            differences.push(TableDiffers::KeyMissing(key.clone()));
            continue;
        }
        let columns = key.columns.clone();
        match (wanted.is_unique(&columns), actual.is_unique(&columns)) {
            (true, false) => differences.push(TableDiffers::Lacks { columns, rule: Rule::Unique }),
            (false, true) => differences.push(TableDiffers::Has { columns, rule: Rule::Unique }),
            _ => {}
        }
    }
    let strange = |key: &&ForeignKey| !wanted.foreign_keys.iter().any(|other| key.is_same(other));
    let extra = actual.foreign_keys.iter().filter(|key| has(wanted, key)).filter(strange).cloned();
    differences.extend(extra.map(TableDiffers::KeyNotWanted));
    differences
}

/// How the contents differ in the given columns, in whatever order the columns stand.
fn contents(
    columns: &[String],
    wanted: &Rows,
    actual: &Rows,
    tolerance: Tolerance,
) -> Option<TableDiffers> {
    let wanted = project(wanted, columns);
    let actual = project(actual, columns);
    let difference = BagDifference::between(&wanted.rows, &actual.rows, tolerance);
    if difference.is_empty() {
        return None;
    }
    let columns = columns.to_vec();
    Some(match rows::say(&difference, &wanted.rows, &actual, tolerance) {
        Said::Rows(rows) => TableDiffers::Rows { columns, rows },
        Said::Cells(rows) => TableDiffers::Cells { columns, rows },
    })
}

fn project(rows: &Rows, columns: &[String]) -> Rows {
    let places: Vec<Option<usize>> = columns
        .iter()
        .map(|column| rows.columns.iter().position(|name| same(name, column)))
        .collect();
    let pick =
        |row: &Row| places.iter().filter_map(|place| row.get((*place)?).cloned()).collect::<Row>();
    Rows {
        columns: columns.to_vec(),
        rows: rows.rows.iter().map(pick).collect(),
        truncated: rows.truncated,
    }
}

fn reasons(table: &str, differences: impl IntoIterator<Item = TableDiffers>) -> Vec<Reason> {
    let reason = |difference| Reason::Table { table: table.to_owned(), difference };
    differences.into_iter().map(reason).collect()
}

fn counts(table: &str, column: &str, ignored: &Ignored) -> bool {
    !ignored.iter().any(|(other, name)| same(other, table) && same(name, column))
}

fn same(left: &str, right: &str) -> bool {
    left.eq_ignore_ascii_case(right)
}

fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    nearest::nearest(name, names).map(str::to_owned)
}
