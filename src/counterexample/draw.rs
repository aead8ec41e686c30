//! Small data sets at random, within ranges so narrow that things coincide.
//!
//! Queries differ where rows are equal, tied, missing or NULL. So each data set is drawn in a
//! manner of its own: this column has one value, that one two, these rows all refer to one parent.

use super::domain::{Domain, Domains};
use super::link::{is_distinct, remove};
use super::scope::{Scope, ScopeKey, ScopeTable};
use crate::rows::data_set::DataSet;
use crate::rows::{Row, Value};

/// Draws data sets over a scope. The same seed draws the same.
#[derive(Debug)]
pub struct Draw<'q> {
    pub(super) scope: &'q Scope,
    pub(super) domains: &'q Domains,
    chance: oorandom::Rand32,
}

/// The manner in which the values of a column are drawn in one data set.
#[derive(Debug, Clone)]
struct Manner {
    /// The values to draw from, if they are few; otherwise all are.
    narrow: Vec<Value>,
    /// How many of 8 cells are NULL where that may be.
    nulls: u32,
    /// How many of 8 cells meet a condition of a query, if there is one.
    meeting: u32,
}

/// How the rows of a table choose their parents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Parents {
    /// All the same one.
    One,
    /// Any.
    Any,
    /// Each its own, as long as there are enough.
    Each,
    /// The one of that number.
    Nth(usize),
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

    /// Gives the columns that have to differ, and refer to nothing, values that no row has yet.
    fn freshen(&mut self, table: usize, number: usize, row: &mut Row) {
        let declared = &self.scope.tables[table];
        let tied = |column: &usize| declared.keys.iter().any(|key| key.columns.contains(column));
        for unique in &declared.uniques {
            let free = unique.columns.iter().find(|column| !tied(column));
            if let Some(&column) = free
                && let domain = &self.domains.columns[table][column]
                && let Some(value) = distinct(domain, declared.columns[column].kind, number)
            {
                row[column] = value;
            }
        }
    }

    fn manner(&mut self, table: usize, column: usize, meeting: u32) -> Manner {
        let domain = &self.domains.columns[table][column];
        let width = [1, 1, 2, 2, 3, usize::MAX][self.below(6)];
        let nulls = [0, 0, 0, 2, 4, 8][self.below(6)];
        let narrow = match width {
            usize::MAX => Vec::new(),
            width => (0..width).filter_map(|_| self.any(domain)).collect(),
        };
        Manner { narrow, nulls, meeting }
    }

    /// One value of a domain: one that stands near a constant as often as a plain one.
    pub(super) fn any(&mut self, domain: &Domain) -> Option<Value> {
        let near = !domain.near.is_empty() && (domain.plain.is_empty() || self.happens(1, 2));
        let values = if near { &domain.near } else { &domain.plain };
        values.get(self.below(values.len())).cloned()
    }

    /// A value that meets a condition on the column, if there is one.
    fn meeting(&mut self, domain: &Domain) -> Option<Value> {
        let meeting = domain.meeting.get(self.below(domain.meeting.len()))?;
        // Several conditions on one column are mostly meant together: a value that meets most.
        let mut best: Option<(usize, &Value)> = None;
        for _ in 0..3 {
            let value = meeting.get(self.below(meeting.len()))?;
            let met = domain.meeting.iter().filter(|values| values.contains(value)).count();
            if best.is_none_or(|(most, _)| met > most) {
                best = Some((met, value));
            }
        }
        best.map(|(_, value)| value.clone())
    }

    fn row(
        &mut self,
        data: &DataSet,
        table: usize,
        number: usize,
        shift: i64,
        manners: &[Manner],
        parents: &[Parents],
    ) -> Option<Row> {
        let declared = &self.scope.tables[table];
        let mut row: Vec<Option<Value>> = vec![None; declared.columns.len()];
        if let Some(rowid) = declared.rowid
            && !declared.keys.iter().any(|key| key.columns.contains(&rowid))
        {
            row[rowid] = Some(self.key(table, rowid, number, shift));
        }
        for (key, parents) in declared.keys.iter().zip(parents) {
            self.refer(data, table, key, *parents, number, manners, &mut row)?;
        }
        for (column, manner) in manners.iter().enumerate() {
            if row[column].is_none() {
                row[column] = Some(self.cell(table, column, manner, number)?);
            }
        }
        row.into_iter().collect()
    }

    /// A value for the column that stands for the rowid: mostly the next number.
    fn key(&mut self, table: usize, column: usize, number: usize, shift: i64) -> Value {
        let domain = &self.domains.columns[table][column];
        let met = !domain.near.is_empty() && self.happens(1, 4);
        if met && let Some(value) = self.any(domain) {
            return value;
        }
        Value::Integer(number as i64 + 1 + shift)
    }

    /// Sets the columns of a foreign key: to a parent that agrees with what is set already, or to
    /// NULL. `None` where neither can be.
    #[expect(clippy::too_many_arguments, reason = "a row is drawn from all of this")]
    fn refer(
        &mut self,
        data: &DataSet,
        table: usize,
        key: &ScopeKey,
        parents: Parents,
        number: usize,
        manners: &[Manner],
        row: &mut [Option<Value>],
    ) -> Option<()> {
        let declared = &self.scope.tables[table];
        let null = |row: &mut [Option<Value>]| {
            let mut open = key.columns.iter().filter(|&&column| declared.columns[column].nullable);
            let free = open.find(|&&column| row[column].is_none()).copied();
            free.map(|column| row[column] = Some(Value::Null))
        };
        if key.parent > table {
            // Set when the rows of that table are there.
            for &column in &key.columns {
                row[column].get_or_insert(Value::Null);
            }
            return Some(());
        }
        // What no query reads is left NULL.
        let read = key.columns.iter().any(|&column| declared.columns[column].read);
        let nulls = manners[key.columns[0]].nulls;
        if key.nullable && (!read || self.happens(nulls, 8)) && null(row).is_some() {
            return Some(());
        }
        if key.columns.iter().any(|&column| row[column] == Some(Value::Null)) {
            return Some(());
        }
        let rows = &data.tables[key.parent].rows;
        let start = match parents {
            Parents::One => 0,
            Parents::Any => self.below(rows.len()),
            // A chain, where a table refers to itself.
            Parents::Each if key.parent == table => rows.len().saturating_sub(1),
            Parents::Each => number,
            Parents::Nth(number) => number,
        };
        for step in 0..rows.len() {
            let parent = &rows[(start + step) % rows.len()];
            let values = key.targets.iter().map(|&target| &parent[target]);
            let pairs: Vec<(usize, &Value)> = key.columns.iter().copied().zip(values).collect();
            let fits = pairs.iter().all(|(column, value)| {
                **value != Value::Null && row[*column].as_ref().is_none_or(|own| own == *value)
            });
            if fits {
                for (column, value) in pairs {
                    row[column] = Some(value.clone());
                }
                return Some(());
            }
        }
        if key.parent == table && !key.nullable {
            // The first row of all can only refer to itself.
            for (column, target) in key.columns.iter().zip(&key.targets) {
                let own = row[*target]
                    .clone()
                    .or_else(|| self.cell(table, *target, &manners[*target], number))?;
                row[*target] = Some(own.clone());
                row[*column] = Some(own);
            }
            return Some(());
        }
        if key.nullable { null(row) } else { None }
    }

    fn cell(
        &mut self,
        table: usize,
        column: usize,
        manner: &Manner,
        number: usize,
    ) -> Option<Value> {
        let declared = &self.scope.tables[table].columns[column];
        let domain = &self.domains.columns[table][column];
        if !declared.read && !declared.keyed {
            let null = declared.nullable && !domain.is_empty();
            return if null {
                Some(Value::Null)
            } else {
                domain.plainest().cloned().or_null(declared.nullable)
            };
        }
        if declared.nullable && self.happens(manner.nulls, 8) {
            return Some(Value::Null);
        }
        if declared.keyed && !declared.read {
            // Only there to be distinct.
            return distinct(domain, declared.kind, number).or_null(declared.nullable);
        }
        if !domain.meeting.is_empty() && self.happens(manner.meeting, 8) {
            return self.meeting(domain);
        }
        let value = match manner.narrow.get(self.below(manner.narrow.len())) {
            Some(value) => Some(value.clone()),
            None => self.any(domain),
        };
        value.or_null(declared.nullable)
    }
}

/// Two keys of a table that refer to the same one: its rows lead from one row of that to another.
fn path(table: &ScopeTable) -> Option<(usize, usize)> {
    let keys = &table.keys;
    let pairs =
        (0..keys.len()).flat_map(|first| (first + 1..keys.len()).map(move |at| (first, at)));
    pairs.into_iter().find(|&(first, second)| keys[first].parent == keys[second].parent)
}

/// NULL, where there is no value and NULL may be.
trait OrNull {
    fn or_null(self, nullable: bool) -> Option<Value>;
}

impl OrNull for Option<Value> {
    fn or_null(self, nullable: bool) -> Option<Value> {
        self.or_else(|| nullable.then_some(Value::Null))
    }
}

/// The value of that number, of values that all differ.
fn distinct(domain: &Domain, kind: super::kind::Kind, number: usize) -> Option<Value> {
    use super::kind::Kind;
    let known = domain.plain.len() + domain.near.len();
    if number < known {
        return domain.plain.iter().chain(&domain.near).nth(number).cloned();
    }
    Some(match kind {
        Kind::Integer | Kind::Number | Kind::Any => Value::Integer(number as i64 + 100),
        Kind::Real => Value::Real(number as f64 + 100.0),
        Kind::Text(_) => Value::Text(format!("a{number}")),
        _ => domain.plainest()?.clone(),
    })
}
