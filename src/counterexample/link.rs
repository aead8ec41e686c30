//! How the rows of a data set hang together: which refer to which, and which have to differ.

use super::scope::{Scope, ScopeKey, ScopeTable};
use crate::rows::data_set::DataSet;
use crate::rows::{Row, Value};

/// Whether a row differs from all others, but for the one at `except`, where it has to.
pub(super) fn is_distinct(
    table: &ScopeTable,
    rows: &[Row],
    row: &Row,
    except: Option<usize>,
) -> bool {
    table.uniques.iter().all(|unique| {
        let mut columns = unique.columns.iter();
        if columns.any(|&column| row[column] == Value::Null) {
            return true;
        }
        !rows.iter().enumerate().any(|(at, other)| {
            Some(at) != except && unique.columns.iter().all(|&column| other[column] == row[column])
        })
    })
}

/// Whether some foreign key refers to this column.
pub(super) fn is_target(scope: &Scope, table: usize, column: usize) -> bool {
    let mut keys = scope.tables.iter().flat_map(|table| &table.keys);
    keys.any(|key| key.parent == table && key.targets.contains(&column))
}

/// Whether a row refers to that parent.
pub(super) fn refers(key: &ScopeKey, row: &Row, parent: &Row) -> bool {
    key.columns
        .iter()
        .zip(&key.targets)
        .all(|(&column, &target)| row[column] != Value::Null && row[column] == parent[target])
}

/// Takes a row out, and with it the rows that refer to it; where they may, these refer to none
/// instead.
pub(super) fn remove(data: &mut DataSet, scope: &Scope, table: usize, row: usize) {
    let mut gone: Vec<(usize, Row)> = vec![(table, data.tables[table].rows.remove(row))];
    while let Some((table, parent)) = gone.pop() {
        for (child, declared) in scope.tables.iter().enumerate() {
            for key in declared.keys.iter().filter(|key| key.parent == table) {
                // Another row may bear the same key where none has to be unique.
                if data.tables[table]
                    .rows
                    .iter()
                    .any(|other| key.targets.iter().all(|&target| other[target] == parent[target]))
                {
                    continue;
                }
                let mut at = 0;
                while at < data.tables[child].rows.len() {
                    if refers(key, &data.tables[child].rows[at], &parent) {
                        gone.push((child, data.tables[child].rows.remove(at)));
                    } else {
                        at += 1;
                    }
                }
            }
        }
    }
}

/// Whether every foreign key of a row finds its parent.
pub(super) fn agrees(scope: &Scope, data: &DataSet, table: usize, row: &Row) -> bool {
    scope.tables[table].keys.iter().all(|key| {
        key.columns.iter().any(|&column| row[column] == Value::Null)
            || data.tables[key.parent].rows.iter().any(|parent| refers(key, row, parent))
    })
}

/// How far a changed key is followed through the keys that are made of it.
const DEEPEST: usize = 12;

/// Has all that refers to one row refer to another; whether there was anything. Where that changes
/// a key in turn, what refers to it follows.
pub(super) fn repoint(
    data: &mut DataSet,
    scope: &Scope,
    table: usize,
    old: &Row,
    new: &Row,
) -> bool {
    follow(data, scope, table, old, new, DEEPEST)
}

fn follow(
    data: &mut DataSet,
    scope: &Scope,
    table: usize,
    old: &Row,
    new: &Row,
    deep: usize,
) -> bool {
    let mut any = false;
    for (child, declared) in scope.tables.iter().enumerate() {
        for key in declared.keys.iter().filter(|key| key.parent == table) {
            for at in 0..data.tables[child].rows.len() {
                let own = &data.tables[child].rows[at];
                if !refers(key, own, old) {
                    continue;
                }
                any = true;
                let before = own.clone();
                let mut after = own.clone();
                for (&column, &target) in key.columns.iter().zip(&key.targets) {
                    after[column] = new[target].clone();
                }
                if after != before {
                    data.tables[child].rows[at].clone_from(&after);
                    if deep > 0 {
                        follow(data, scope, child, &before, &after, deep - 1);
                    }
                }
            }
        }
    }
    any
}

/// Has the rows that refer to a row refer to none, where they may; whether there were any.
pub(super) fn release(data: &mut DataSet, scope: &Scope, table: usize, row: usize) -> bool {
    let parent = data.tables[table].rows[row].clone();
    let mut any = false;
    for (child, declared) in scope.tables.iter().enumerate() {
        for key in declared.keys.iter().filter(|key| key.parent == table && key.nullable) {
            let free = key.columns.iter().find(|&&column| declared.columns[column].nullable);
            let Some(&column) = free else { continue };
            for at in 0..data.tables[child].rows.len() {
                if refers(key, &data.tables[child].rows[at], &parent) {
                    data.tables[child].rows[at][column] = Value::Null;
                    any = true;
                }
            }
        }
    }
    any
}
