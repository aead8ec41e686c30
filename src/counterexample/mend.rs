//! A row that a CHECK refuses, changed so that it may not be.

use super::domain::Domains;
use super::link::is_distinct;
use super::scope::Scope;
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
    let pairs = &domains.paired[table];
    let Some(&(first, second)) = pairs.get(tried / 2) else { return false };
    let mut changed = data.tables[table].rows[row].clone();
    if changed[first] != changed[second] {
        changed.swap(first, second);
    } else {
        // Another value of the same sort: another parent's key, where it refers to one.
        let declared = &scope.tables[table];
        let key = declared.keys.iter().find(|key| key.columns == [second]);
        let own = changed[second].clone();
        let other = match key {
            Some(key) => {
                let parents = &data.tables[key.parent].rows;
                let mut keys = parents.iter().map(|row| &row[key.targets[0]]);
                keys.find(|value| **value != own).cloned()
            }
            None => {
                let domain = &domains.columns[table][second];
                let mut values = domain.plain.iter().chain(&domain.near);
                values.find(|value| **value != own).cloned()
            }
        };
        let Some(other) = other else { return false };
        changed[second] = other;
    }
    let rows = &data.tables[table].rows;
    if changed == rows[row] || !is_distinct(&scope.tables[table], rows, &changed, Some(row)) {
        return false;
    }
    data.tables[table].rows[row] = changed;
    true
}
