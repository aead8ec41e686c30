//! A data set made smaller for as long as it shows what it has to show.

use super::domain::Domains;
use super::link::{is_distinct, is_target, release, remove, repoint};
use super::scope::Scope;
use crate::rows::data_set::DataSet;
use crate::rows::{Row, Value};

/// Whether a data set still shows what it has to show.
type Shows<'s> = &'s mut dyn FnMut(&DataSet) -> bool;

/// The most data sets that are tried for one that is smaller.
const TRIES: u32 = 1000;

/// A data set that still shows it, from which no row can be taken, nor any two rows of one table
/// be made one: first rows go, then values become plain.
pub fn shrink(scope: &Scope, domains: &Domains, data: DataSet, shows: Shows<'_>) -> DataSet {
    let mut shrinking = Shrinking { scope, domains, data, shows, left: TRIES };
    shrinking.tables();
    while shrinking.rows() | shrinking.merges() {}
    shrinking.pairs();
    shrinking.values();
    shrinking.keys();
    shrinking.data
}

struct Shrinking<'s> {
    scope: &'s Scope,
    domains: &'s Domains,
    data: DataSet,
    shows: Shows<'s>,
    left: u32,
}

impl Shrinking<'_> {
    /// Takes a data set in place of the one that is, if it shows the same.
    fn take(&mut self, data: DataSet) -> bool {
        if self.left == 0 || data == self.data {
            return false;
        }
        self.left -= 1;
        let shows = (self.shows)(&data);
        if shows {
            self.data = data;
        }
        shows
    }

    fn count(&self, table: usize) -> usize {
        self.data.tables[table].rows.len()
    }

    /// Whole tables with all that refers to them; then the later and the earlier half of one.
    fn tables(&mut self) {
        for table in 0..self.scope.tables.len() {
            for keep in [0, 1, 2] {
                let mut data = self.data.clone();
                while data.tables[table].rows.len() > keep {
                    let last = data.tables[table].rows.len() - 1;
                    remove(&mut data, self.scope, table, last);
                }
                if self.count(table) > keep && self.take(data) {
                    break;
                }
            }
            while self.count(table) > 8 {
                let half = self.count(table) / 2;
                let mut back = self.data.clone();
                let mut front = self.data.clone();
                for _ in 0..half {
                    let last = back.tables[table].rows.len().saturating_sub(1);
                    if last > 0 {
                        remove(&mut back, self.scope, table, last);
                    }
                    if front.tables[table].rows.len() > 1 {
                        remove(&mut front, self.scope, table, 0);
                    }
                }
                if !self.take(back) && !self.take(front) {
                    break;
                }
            }
        }
    }

    /// Single rows: of those with what refers to them; where these may, they refer to none.
    fn rows(&mut self) -> bool {
        let mut any = false;
        for table in (0..self.scope.tables.len()).rev() {
            let mut row = self.count(table);
            while row > 0 {
                row = row.min(self.count(table));
                let Some(at) = row.checked_sub(1) else { break };
                row = at;
                let mut data = self.data.clone();
                let free = release(&mut data, self.scope, table, at);
                remove(&mut data, self.scope, table, at);
                if self.take(data) {
                    any = true;
                    continue;
                }
                if free {
                    let mut data = self.data.clone();
                    remove(&mut data, self.scope, table, at);
                    any |= self.take(data);
                }
            }
        }
        any
    }

    /// Two rows that are referred to made one.
    fn merges(&mut self) -> bool {
        let mut any = false;
        for table in 0..self.scope.tables.len() {
            let mut pair = (0, 1);
            while pair.0 < self.count(table) && self.count(table) > 1 {
                let (kept, gone) = pair;
                if gone >= self.count(table) {
                    pair = (kept + 1, 0);
                    continue;
                }
                pair.1 += 1;
                if kept == gone {
                    continue;
                }
                if let Some(data) = merged(&self.data, self.scope, table, kept, gone)
                    && self.take(data)
                {
                    any = true;
                    pair.1 -= 1;
                }
            }
        }
        any
    }

    /// Two rows at once, of a data set that is small already.
    fn pairs(&mut self) {
        if self.data.size() > 9 {
            return;
        }
        let mut again = true;
        while again {
            again = false;
            let places: Vec<(usize, usize)> = (0..self.scope.tables.len())
                .flat_map(|table| (0..self.count(table)).map(move |row| (table, row)))
                .collect();
            'pairs: for (at, &first) in places.iter().enumerate() {
                for &second in &places[at + 1..] {
                    let mut data = self.data.clone();
                    // The later one first, so that the place of the other stays.
                    remove(&mut data, self.scope, second.0, second.1);
                    if first.1 < data.tables[first.0].rows.len() {
                        remove(&mut data, self.scope, first.0, first.1);
                    }
                    if self.take(data) {
                        again = true;
                        while self.rows() | self.merges() {}
                        break 'pairs;
                    }
                }
            }
        }
    }

    /// Cells that no key needs: as plain as may be, a value wherever it stands in its column and
    /// then where it stands alone, so that what is equal may stay equal.
    fn values(&mut self) {
        for table in 0..self.scope.tables.len() {
            for column in 0..self.scope.tables[table].columns.len() {
                let cell = &self.scope.tables[table].columns[column];
                if cell.keyed || is_target(self.scope, table, column) {
                    continue;
                }
                let mut tried: Vec<Value> = Vec::new();
                for row in 0..self.count(table) {
                    let own = self.data.tables[table].rows[row][column].clone();
                    if !tried.contains(&own) {
                        tried.push(own.clone());
                        self.replace(table, column, &own, None);
                    }
                }
                for row in 0..self.count(table) {
                    let own = self.data.tables[table].rows[row][column].clone();
                    self.replace(table, column, &own, Some(row));
                }
            }
        }
    }

    /// Puts a plainer value where one stands: in one row, or in all.
    fn replace(&mut self, table: usize, column: usize, own: &Value, row: Option<usize>) {
        let cell = &self.scope.tables[table].columns[column];
        let domain = &self.domains.columns[table][column];
        let nulls = (cell.nullable && !cell.read).then_some(Value::Null);
        for value in nulls.into_iter().chain(domain.plainer(own).iter().cloned()) {
            // A NULL tells of itself.
            if *own == Value::Null {
                return;
            }
            let mut data = self.data.clone();
            let rows = data.tables[table].rows.iter_mut().enumerate();
            for (at, cells) in rows {
                if cells[column] == *own && row.is_none_or(|row| row == at) {
                    cells[column] = value.clone();
                }
            }
            if self.take(data) {
                return;
            }
        }
    }

    /// Keys that are numbers: 1, 2, 3 in each table, with what refers to them.
    fn keys(&mut self) {
        for table in 0..self.scope.tables.len() {
            let declared = &self.scope.tables[table];
            let Some(rowid) = declared.rowid else { continue };
            if declared.keys.iter().any(|key| key.columns.contains(&rowid)) {
                continue;
            }
            let mut data = self.data.clone();
            for row in 0..self.count(table) {
                renumber(&mut data, self.scope, table, row, rowid, row as i64 + 1 + 1_000_000);
            }
            for row in 0..self.count(table) {
                renumber(&mut data, self.scope, table, row, rowid, row as i64 + 1);
            }
            self.take(data);
        }
    }
}

/// Gives a row another key, and has what refers to it refer to that.
fn renumber(
    data: &mut DataSet,
    scope: &Scope,
    table: usize,
    row: usize,
    column: usize,
    number: i64,
) {
    let old = data.tables[table].rows[row].clone();
    let mut new = old.clone();
    new[column] = Value::Integer(number);
    data.tables[table].rows[row].clone_from(&new);
    repoint(data, scope, table, &old, &new);
}

/// The data with one row gone, and what referred to it referring to another.
fn merged(
    data: &DataSet,
    scope: &Scope,
    table: usize,
    kept: usize,
    gone: usize,
) -> Option<DataSet> {
    let (old, new) = (&data.tables[table].rows[gone], &data.tables[table].rows[kept]);
    let mut changed = data.clone();
    if !repoint(&mut changed, scope, table, old, new) {
        return None;
    }
    changed.tables[table].rows.remove(gone);
    // What has become the same row twice is one row.
    for (declared, table) in scope.tables.iter().zip(&mut changed.tables) {
        if !declared.uniques.is_empty() {
            let mut kept: Vec<Row> = Vec::with_capacity(table.rows.len());
            for row in table.rows.drain(..) {
                if !kept.contains(&row) {
                    kept.push(row);
                }
            }
            table.rows = kept;
        }
    }
    let distinct = scope.tables.iter().zip(&changed.tables).all(|(declared, table)| {
        let mut rows = table.rows.iter().enumerate();
        rows.all(|(at, row)| is_distinct(declared, &table.rows, row, Some(at)))
    });
    distinct.then_some(changed)
}

#[cfg(test)]
mod tests;
