//! Small data sets at random, within ranges so narrow that things coincide.
//!
//! Queries differ where rows are equal, tied, missing or NULL. So each data set is drawn in a
//! manner of its own: this column has one value, that one two, these rows all refer to one parent.

use super::domain::{Domain, Domains};
use super::link::{is_distinct, remove};
use super::manner::{Manner, Parents, path};
use super::scope::Scope;
use crate::rows::Value;
use crate::rows::data_set::DataSet;

/// Draws data sets over a scope. The same seed draws the same.
#[derive(Debug)]
pub struct Draw<'q> {
    pub(super) scope: &'q Scope,
    pub(super) domains: &'q Domains,
    chance: oorandom::Rand32,
}

/// How often a row is drawn again that is equal to another where it must not be.
const TRIES: u32 = 4;

impl<'q> Draw<'q> {
    /// Begins to draw.
    pub fn new(scope: &'q Scope, domains: &'q Domains, seed: u64) -> Self {
        Self { scope, domains, chance: oorandom::Rand32::new(seed) }
    }

    /// A number below `end`; 0 where that is 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        match u32::try_from(end) {
            Ok(end) if end > 1 => self.chance.rand_range(0..end) as usize,
            _ => 0,
        }
    }

    /// True `times` out of `of` times.
    pub(super) fn happens(&mut self, times: u32, of: u32) -> bool {
        self.chance.rand_range(0..of) < times
    }

    /// A data set with about so many rows in each table that is read.
    /// Also tells whether rows were made to meet the conditions of a query.
    pub fn data(&mut self, size: usize) -> (DataSet, bool) {
        let mut data = self.scope.blank();
        let whole = self.happens(1, 3);
        let meeting = [0, 4, 7, 8][self.below(4)];
        // One parent with many children that all differ: what is summed up shows its manner.
        let hub = (size > 2 && self.happens(1, 5)).then(|| self.hub()).flatten();
        for table in 0..self.scope.tables.len() {
            let declared = &self.scope.tables[table];
            let count = if hub == Some(table) {
                1 + usize::from(self.happens(1, 4))
            } else if hub.is_some() {
                size + 1
            } else if !declared.read {
                1 + self.below(2.min(size))
            } else if whole {
                size
            } else {
                self.below(size + 1).max(usize::from(self.happens(2, 3)))
            };
            let count = self.counted(count);
            self.fill(&mut data, table, count, meeting, hub);
        }
        self.close_rings(&mut data);
        (data, meeting >= 4)
    }

    /// Sets the keys that refer to tables that come later: they could not be set before.
    fn close_rings(&mut self, data: &mut DataSet) {
        for (table, declared) in self.scope.tables.iter().enumerate() {
            for key in declared.keys.iter().filter(|key| key.parent > table) {
                let one = self.happens(1, 3);
                let nulls = [0, 0, 2, 4, 8][self.below(5)];
                let mut row = 0;
                while row < data.tables[table].rows.len() {
                    let parents = &data.tables[key.parent].rows;
                    let parent = if one { 0 } else { self.below(parents.len()) };
                    let mut changed = data.tables[table].rows[row].clone();
                    let stays = key.nullable && self.happens(nulls, 8);
                    if let Some(parent) = parents.get(parent).filter(|_| !stays) {
                        for (&column, &target) in key.columns.iter().zip(&key.targets) {
                            changed[column] = parent[target].clone();
                        }
                    }
                    let bare = key.columns.iter().any(|&column| changed[column] == Value::Null);
                    let rows = &data.tables[table].rows;
                    if is_distinct(declared, rows, &changed, Some(row)) && (key.nullable || !bare) {
                        data.tables[table].rows[row] = changed;
                    } else if !key.nullable {
                        remove(data, self.scope, table, row);
                        continue;
                    }
                    row += 1;
                }
            }
        }
    }

    /// So many rows that belong together: all children of one parent, where there is one.
    pub(super) fn crowd(&mut self, count: usize) -> DataSet {
        let mut data = self.scope.blank();
        let hub = self.hub();
        for table in 0..self.scope.tables.len() {
            let rows = if hub == Some(table) { 1 } else { count };
            self.fill(&mut data, table, rows, 4, hub);
        }
        self.close_rings(&mut data);
        data
    }

    /// A table that others refer to.
    fn hub(&mut self) -> Option<usize> {
        let keys = self.scope.tables.iter().flat_map(|table| &table.keys);
        let mut parents: Vec<usize> = keys.map(|key| key.parent).collect();
        parents.dedup();
        parents.get(self.below(parents.len())).copied()
    }

    /// Now and then as many rows as a query speaks of.
    fn counted(&mut self, count: usize) -> usize {
        let counts = &self.domains.counts;
        if counts.is_empty() || count == 0 || !self.happens(1, 3) {
            return count;
        }
        counts[self.below(counts.len())]
    }

    /// One value of a domain: one that stands near a constant as often as a plain one.
    pub(super) fn any(&mut self, domain: &Domain) -> Option<Value> {
        let near = !domain.near.is_empty() && (domain.plain.is_empty() || self.happens(1, 2));
        let values = if near { &domain.near } else { &domain.plain };
        values.get(self.below(values.len())).cloned()
    }

    /// Adds rows to a table whose parents are there.
    fn fill(
        &mut self,
        data: &mut DataSet,
        table: usize,
        count: usize,
        meeting: u32,
        hub: Option<usize>,
    ) {
        let declared = &self.scope.tables[table];
        let mut manners: Vec<Manner> =
            (0..declared.columns.len()).map(|column| self.manner(table, column, meeting)).collect();
        if hub.is_some() {
            for manner in &mut manners {
                manner.narrow.clear();
                manner.nulls /= 4;
            }
        }
        // A join table often holds one row of this side with several of that side.
        let one = self.below(declared.keys.len());
        let crossed = self.happens(1, 3);
        let parents: Vec<Parents> = (0..declared.keys.len())
            .map(|key| match crossed {
                _ if hub.is_some_and(|hub| declared.keys[key].parent == hub) => Parents::One,
                _ if hub.is_some() => Parents::Each,
                true if key == one => Parents::One,
                true => Parents::Each,
                false => [Parents::One, Parents::Any, Parents::Any, Parents::Each][self.below(4)],
            })
            .collect();
        // Rows that lead from one parent to another now and then make a path.
        let path = path(declared).filter(|_| self.happens(1, 4));
        let shift = if self.happens(1, 4) { 1 + self.below(6) as i64 } else { 0 };
        for number in 0..count {
            for attempt in 0..TRIES {
                let at = |key: usize| match path {
                    Some((first, second)) if key == first || key == second => {
                        Parents::Nth(number + usize::from(key == second))
                    }
                    _ => parents[key],
                };
                let parents: Vec<Parents> = (0..parents.len()).map(at).collect();
                let row = self.row(data, table, number, shift, &manners, &parents);
                let Some(mut row) = row else { continue };
                self.fit_together(table, &mut row);
                if attempt + 1 == TRIES {
                    self.freshen(table, number, &mut row);
                }
                if is_distinct(declared, &data.tables[table].rows, &row, None) {
                    data.tables[table].rows.push(row);
                    break;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
