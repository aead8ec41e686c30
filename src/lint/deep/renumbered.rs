//! Rows under keys of their own, beside those that are there.

use std::collections::HashMap;

use crate::counterexample::DataSet;
use crate::rows::{Row, Value};
use crate::schema::{Affinity, Schema, Table};
use crate::scratch::{Scratch, ScratchError};

/// Whether a row that is there is added once more, under another key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Again {
    Never,
    Always,
}

/// The rows under keys that no row of the data bears yet; those that are there, as it is said.
pub(super) fn renumbered(
    scratch: &Scratch,
    schema: &Schema,
    rows: &DataSet,
    again: Again,
) -> Result<DataSet, ScratchError> {
    let mut numbers = Numbers::default();
    let mut renumbered = rows.clone();
    // Parents come first: a child's key is known when it is its turn.
    for table in &mut renumbered.tables {
        let Some(declared) = schema.table(&table.table) else { continue };
        let there = scratch.table_rows(&declared.name)?;
        let place =
            |name: &str| there.columns.iter().position(|column| column.eq_ignore_ascii_case(name));
        let places: Vec<Option<usize>> = table.columns.iter().map(|name| place(name)).collect();
        let is_there = |row: &Row| {
            let same = |other: &Row| {
                let pairs = places.iter().zip(row);
                pairs.clone().all(|(place, cell)| place.and_then(|it| other.get(it)) == Some(cell))
            };
            there.rows.iter().any(same)
        };
        table.rows.retain(|row| again == Again::Always || !is_there(row));
        let key = own_key(declared);
        let taken: Vec<i64> = key.and_then(place).map_or_else(Vec::new, |key| {
            let integers = there.rows.iter().filter_map(|row| match row.get(key) {
                Some(Value::Integer(number)) => Some(*number),
                _ => None,
            });
            integers.collect()
        });
        for row in &mut table.rows {
            numbers.follow(declared, &table.columns, row);
            if let Some(key) = key {
                numbers.free(declared, key, &table.columns, row, &taken);
            }
        }
    }
    renumbered.tables.retain(|table| !table.rows.is_empty());
    Ok(renumbered)
}

/// The column that numbers a table's rows and is no key to another table.
pub(super) fn own_key(table: &Table) -> Option<&str> {
    let [key] = table.primary_key.as_slice() else { return None };
    let is_integer = table.column(key).is_some_and(|it| it.affinity == Affinity::Integer);
    (is_integer && !refers(table, key)).then_some(key)
}

/// Numbers of rows that were changed, by table in lower case.
#[derive(Default)]
struct Numbers(HashMap<(String, i64), i64>);

impl Numbers {
    /// Has the keys of a row lead where its parents went.
    fn follow(&self, table: &Table, columns: &[String], row: &mut Row) {
        for key in &table.foreign_keys {
            let ([own], [_]) = (key.columns.as_slice(), key.targets.as_slice()) else { continue };
            let place = columns.iter().position(|column| column.eq_ignore_ascii_case(own));
            let Some(Value::Integer(number)) = place.and_then(|place| row.get_mut(place)) else {
                continue;
            };
            if let Some(changed) = self.0.get(&(key.table.to_ascii_lowercase(), *number)) {
                *number = *changed;
            }
        }
    }

    /// Gives a row a number that none bears yet, where its own is taken.
    fn free(&mut self, table: &Table, key: &str, columns: &[String], row: &mut Row, taken: &[i64]) {
        let place = columns.iter().position(|column| column.eq_ignore_ascii_case(key));
        let Some(Value::Integer(number)) = place.and_then(|place| row.get_mut(place)) else {
            return;
        };
        if !taken.contains(number) {
            return;
        }
        let name = table.name.to_ascii_lowercase();
        let given = self.0.iter().filter(|((other, _), _)| *other == name).map(|(_, given)| *given);
        let most = taken.iter().copied().chain(given).max().unwrap_or(0);
        let free = most.saturating_add(1);
        self.0.insert((name, *number), free);
        *number = free;
    }
}

/// Whether a column is part of a key to another table.
pub(super) fn refers(table: &Table, column: &str) -> bool {
    table.foreign_keys.iter().any(|key| key.columns.iter().any(|own| is(own, column)))
}

pub(super) fn is(name: &str, other: &str) -> bool {
    name.eq_ignore_ascii_case(other)
}
