//! A row that a CHECK refuses, changed so that it may not be.

use super::domain::Domains;
use super::link::{agrees, is_distinct};
use super::scope::Scope;
use crate::rows::Row;
use crate::rows::data_set::DataSet;

/// Mends a row that was refused: two values that one CHECK compares change places, or where they
/// are equal, one becomes another. Whether anything was changed that was not tried before:
/// `tried` counts the changes to this row.
pub(super) fn mend(
    data: &mut DataSet,
    scope: &Scope,
    domains: &Domains,
    table: usize,
    row: usize,
    tried: usize,
) -> bool {
    let together = &domains.together[table];
    if let Some((columns, rows)) = together.get(tried) {
        // Another one for each row, so that rows differ.
        let values = &rows[(row * 7 + data.size()) % rows.len()];
        let mut changed = data.tables[table].rows[row].clone();
        for (&column, value) in columns.iter().zip(values) {
            changed[column] = value.clone();
        }
        let rows = &data.tables[table].rows;
        if is_distinct(&scope.tables[table], rows, &changed, Some(row)) {
            data.tables[table].rows[row] = changed;
            return true;
        }
    }
    let tried = tried.saturating_sub(together.len());
    let pairs = &domains.paired[table];
    let Some(&(first, second)) = pairs.get(tried / 2) else { return false };
    let mut changed = data.tables[table].rows[row].clone();
    if changed[first] != changed[second] {
        changed.swap(first, second);
    } else {
        let other = other(data, scope, domains, table, &changed, (first, second));
        let Some(other) = other else { return false };
        changed = other;
    }
    let rows = &data.tables[table].rows;
    if changed == rows[row] || !is_distinct(&scope.tables[table], rows, &changed, Some(row)) {
        return false;
    }
    data.tables[table].rows[row] = changed;
    true
}

/// The row with two values that differ in place of two that are equal: where the second refers to
/// something, it refers to another row.
fn other(
    data: &DataSet,
    scope: &Scope,
    domains: &Domains,
    table: usize,
    row: &Row,
    (first, second): (usize, usize),
) -> Option<Row> {
    let declared = &scope.tables[table];
    let Some(key) = declared.keys.iter().find(|key| key.columns.contains(&second)) else {
        let domain = &domains.columns[table][second];
        let mut values = domain.plain.iter().chain(&domain.near);
        let value = values.find(|value| **value != row[second])?.clone();
        let mut changed = row.clone();
        changed[second] = value;
        return Some(changed);
    };
    let pointed = data.tables[key.parent].rows.iter().map(|parent| {
        let mut changed = row.clone();
        for (&column, &target) in key.columns.iter().zip(&key.targets) {
            changed[column] = parent[target].clone();
        }
        changed
    });
    let mut pointed = pointed.filter(|changed| changed[first] != changed[second]);
    pointed.find(|changed| agrees(scope, data, table, changed))
}
