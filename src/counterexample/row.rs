//! One row at random, in the manner of its data set.

use super::domain::Domain;
use super::draw::Draw;
use super::kind::Kind;
use super::manner::{Manner, Parents};
use super::scope::ScopeKey;
use crate::rows::data_set::DataSet;
use crate::rows::{Row, Value};

impl Draw<'_> {
    pub(super) fn manner(&mut self, table: usize, column: usize, meeting: u32) -> Manner {
        let domain = &self.domains.columns[table][column];
        let width = [1, 1, 2, 2, 3, usize::MAX][self.below(6)];
        let nulls = [0, 0, 0, 2, 4, 8][self.below(6)];
        let narrow = match width {
            usize::MAX => Vec::new(),
            width => (0..width).filter_map(|_| self.any(domain)).collect(),
        };
        Manner { narrow, nulls, meeting }
    }

    /// Mostly gives the columns of one CHECK values with which it holds.
    pub(super) fn fit_together(&mut self, table: usize, row: &mut Row) {
        let domains = self.domains;
        for (columns, rows) in &domains.together[table] {
            if self.happens(3, 4) && columns.iter().all(|&column| row[column] != Value::Null) {
                let values = &rows[self.below(rows.len())];
                for (&column, value) in columns.iter().zip(values) {
                    row[column] = value.clone();
                }
            }
        }
    }

    /// Gives the columns that have to differ, and refer to nothing, values that no row has yet.
    pub(super) fn freshen(&mut self, table: usize, number: usize, row: &mut Row) {
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

    pub(super) fn row(
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
fn distinct(domain: &Domain, kind: Kind, number: usize) -> Option<Value> {
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
