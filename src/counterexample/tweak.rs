//! A data set changed a little: the same but for a row or a cell.

use super::draw::Draw;
use super::link::{agrees, is_distinct, is_target, remove, repoint};
use super::scope::ScopeKey;
use crate::rows::data_set::DataSet;
use crate::rows::{Row, Value};

impl Draw<'_> {
    /// A data set that differs from another in one to three places. Where a change cannot be, it
    /// is left.
    pub fn tweak(&mut self, from: &DataSet) -> DataSet {
        let mut data = from.clone();
        for _ in 0..1 + self.below(3) {
            self.change(&mut data);
        }
        data
    }

    /// The same data with one value in one row; where it is a key, what refers to it follows.
    /// `None` where no row can have it.
    pub(super) fn with_value(
        &mut self,
        from: &DataSet,
        (table, column, value): &(usize, usize, Value),
    ) -> Option<DataSet> {
        let row = self.below(from.tables.get(*table)?.rows.len());
        let old = from.tables[*table].rows.get(row)?.clone();
        let mut changed = old.clone();
        changed[*column] = value.clone();
        let rows = &from.tables[*table].rows;
        if changed == old || !is_distinct(&self.scope.tables[*table], rows, &changed, Some(row)) {
            return None;
        }
        let mut data = from.clone();
        data.tables[*table].rows[row].clone_from(&changed);
        repoint(&mut data, self.scope, *table, &old, &changed);
        Some(data)
    }

    fn change(&mut self, data: &mut DataSet) {
        let table = self.below(data.tables.len());
        let count = data.tables.get(table).map_or(0, |table| table.rows.len());
        if count == 0 {
            return;
        }
        let row = self.below(count);
        match self.below(8) {
            0 | 1 => remove(data, self.scope, table, row),
            2 | 3 => self.copy(data, table, row),
            4 => self.point_elsewhere(data, table, row),
            _ => self.set(data, table, row),
        }
    }

    /// Another value, or NULL, for a cell that a query reads and no key needs.
    fn set(&mut self, data: &mut DataSet, table: usize, row: usize) {
        let declared = &self.scope.tables[table];
        let column = self.below(declared.columns.len());
        let tied = declared.keys.iter().any(|key| key.columns.contains(&column));
        if !declared.columns[column].read || tied || is_target(self.scope, table, column) {
            return;
        }
        let null = declared.columns[column].nullable && self.happens(1, 4);
        let value = match null {
            true => Some(Value::Null),
            // The value of another row: things coincide.
            false if self.happens(1, 3) => {
                let rows = &data.tables[table].rows;
                Some(rows[self.below(rows.len())][column].clone())
            }
            false => self.any(&self.domains.columns[table][column]),
        };
        let Some(value) = value else { return };
        let mut changed = data.tables[table].rows[row].clone();
        changed[column] = value;
        if is_distinct(declared, &data.tables[table].rows, &changed, Some(row)) {
            data.tables[table].rows[row] = changed;
        }
    }

    /// The same row once more, but for what has to differ and maybe one cell.
    fn copy(&mut self, data: &mut DataSet, table: usize, row: usize) {
        let declared = &self.scope.tables[table];
        let mut copied = data.tables[table].rows[row].clone();
        if let Some(rowid) = declared.rowid
            && !declared.keys.iter().any(|key| key.columns.contains(&rowid))
        {
            copied[rowid] = Value::Integer(next_key(&data.tables[table].rows, rowid));
        }
        for key in &declared.keys {
            if self.happens(1, 4) {
                self.point(data, key, &mut copied);
            }
        }
        let at = data.tables[table].rows.len();
        data.tables[table].rows.push(copied);
        for _ in 0..3 {
            let copied = &data.tables[table].rows[at];
            if is_distinct(declared, &data.tables[table].rows, copied, Some(at))
                && agrees(self.scope, data, table, copied)
            {
                if self.happens(1, 2) {
                    self.set(data, table, at);
                }
                return;
            }
            let Some(unique) = declared.uniques.iter().find(|unique| {
                let rows = &data.tables[table].rows;
                rows[..at]
                    .iter()
                    .any(|other| unique.columns.iter().all(|&c| other[c] == rows[at][c]))
            }) else {
                break;
            };
            let column = unique.columns[self.below(unique.columns.len())];
            let key = declared.keys.iter().find(|key| key.columns.contains(&column));
            let mut copied = data.tables[table].rows[at].clone();
            match key {
                Some(key) => self.point(data, key, &mut copied),
                None => {
                    let value = self.any(&self.domains.columns[table][column]);
                    let Some(value) = value else { break };
                    copied[column] = value;
                }
            }
            data.tables[table].rows[at] = copied;
        }
        let copied = &data.tables[table].rows[at];
        if !is_distinct(declared, &data.tables[table].rows, copied, Some(at))
            || !agrees(self.scope, data, table, copied)
        {
            data.tables[table].rows.pop();
        }
    }

    fn point_elsewhere(&mut self, data: &mut DataSet, table: usize, row: usize) {
        let declared = &self.scope.tables[table];
        if declared.keys.is_empty() {
            return;
        }
        let key = &declared.keys[self.below(declared.keys.len())];
        // What refers to this row by a key that is made of that one would be left behind.
        if key.columns.iter().any(|&column| is_target(self.scope, table, column)) {
            return;
        }
        let mut changed = data.tables[table].rows[row].clone();
        if key.nullable && self.happens(1, 4) {
            let free = key.columns.iter().find(|&&column| declared.columns[column].nullable);
            if let Some(&column) = free {
                changed[column] = Value::Null;
            }
        } else {
            self.point(data, key, &mut changed);
        }
        if is_distinct(declared, &data.tables[table].rows, &changed, Some(row))
            && agrees(self.scope, data, table, &changed)
        {
            data.tables[table].rows[row] = changed;
        }
    }

    /// Has a row refer to any parent.
    fn point(&mut self, data: &DataSet, key: &ScopeKey, row: &mut Row) {
        let parents = &data.tables[key.parent].rows;
        let Some(parent) = parents.get(self.below(parents.len())) else { return };
        for (&column, &target) in key.columns.iter().zip(&key.targets) {
            row[column] = parent[target].clone();
        }
    }
}

/// The next number for a key.
fn next_key(rows: &[Row], column: usize) -> i64 {
    let numbers = rows.iter().filter_map(|row| match row[column] {
        Value::Integer(number) => Some(number),
        _ => None,
    });
    numbers.max().unwrap_or(0).saturating_add(1)
}
