//! What is special about data that was made: what a person would say of it first.
//!
//! It is looked for among things that the lesson's own data does not show: those are why an answer
//! could be right there by luck.

mod texts;

use self::texts::{Constant, Texts};
use super::state::State;
use crate::rows::{Rows, Value};
use crate::schema::{Affinity, ForeignKey, Schema, Table};
use crate::verdict::{Named, Special};

/// What is special about `made` beside `visible`, where that can be said simply. `read` are the
/// columns that tell something, by table.
pub fn special(
    made: &State,
    visible: &State,
    read: &[(String, Vec<String>)],
    reference: &str,
    answer: &str,
) -> Option<Special> {
    let (reference, answer) = (Texts::of(reference), Texts::of(answer));
    let found = |state: &State| Look { state, read, reference: &reference, answer: &answer }.all();
    let known = found(visible);
    found(made).into_iter().find(|special| !known.iter().any(|other| is_alike(special, other)))
}

/// Whether both say the same of a table, whatever row they say it of.
fn is_alike(one: &Special, other: &Special) -> bool {
    match (one, other) {
        (
            Special::SameName { table, column, .. },
            Special::SameName { table: other, column: beside, .. },
        )
        | (Special::Null { table, column }, Special::Null { table: other, column: beside }) => {
            table == other && column == beside
        }
        (Special::Unreferenced { row, by }, Special::Unreferenced { row: other, by: beside })
        | (Special::Shared { row, by, .. }, Special::Shared { row: other, by: beside, .. }) => {
            row.table == other.table && by == beside
        }
        (one, other) => one == other,
    }
}

/// A look at some data. Tables and columns that neither query names are there for what refers to
/// them, and no reason why the queries differ.
struct Look<'a> {
    state: &'a State,
    read: &'a [(String, Vec<String>)],
    reference: &'a Texts,
    answer: &'a Texts,
}

impl Look<'_> {
    /// Everything that is special, what a person would say first before the rest.
    fn all(&self) -> Vec<Special> {
        let mut all = Vec::new();
        let tables = || {
            let read = self.read.iter().filter(|(name, _)| self.is_named(name));
            read.filter_map(|(name, columns)| self.table(name, columns))
        };
        for (table, columns, rows) in tables() {
            all.extend(columns.iter().flat_map(|column| self.mistaken(table, column, rows)));
        }
        for (table, columns, rows) in tables() {
            let named = columns.iter().filter(|column| self.tells(column));
            all.extend(named.filter_map(|column| same_name(table, column, rows)));
        }
        for (table, columns, rows) in tables() {
            let null = |column: &&str| values(rows, column).any(|value| *value == Value::Null);
            let named = columns.iter().copied().filter(|column| self.tells(column));
            all.extend(named.filter(null).map(|column| Special::Null {
                table: table.name.clone(),
                column: column.to_owned(),
            }));
        }
        for (table, columns, rows) in tables() {
            all.extend(columns.iter().flat_map(|column| self.equal(table, column, rows)));
        }
        for (table, columns, rows) in tables() {
            let keys = table.foreign_keys.iter();
            let read = keys.filter(|key| key.columns.iter().all(|own| has(&columns, own)));
            all.extend(read.flat_map(|key| self.referred(table, key, rows)));
        }
        all.extend(self.empty());
        all
    }

    /// That there is nothing in a table, where that alone can be the reason.
    fn empty(&self) -> Option<Special> {
        let tables = || self.read.iter().filter_map(|(name, columns)| self.table(name, columns));
        let is_empty = |rows: &Rows| rows.rows.is_empty();
        if tables().all(|(_, _, rows)| is_empty(rows)) {
            return Some(Special::NothingAtAll);
        }
        let named = tables().filter(|(table, ..)| self.is_named(&table.name));
        let mut empty = named.filter(|(_, _, rows)| is_empty(rows));
        let (only, others) = (empty.next(), empty.next());
        let (table, ..) = only.filter(|_| others.is_none())?;
        self.reference.names(&table.name).then(|| Special::Empty(table.name.clone()))
    }

    /// Whether a query names a table, or a view that may read it.
    fn is_named(&self, table: &str) -> bool {
        self.names(table) || self.names_view()
    }

    fn names(&self, name: &str) -> bool {
        self.reference.names(name) || self.answer.names(name)
    }

    fn names_view(&self) -> bool {
        self.state.schema.views.iter().any(|view| self.names(view))
    }

    /// Whether a query reads a column as far as its words tell.
    fn tells(&self, column: &str) -> bool {
        self.reference.tells(column) || self.answer.tells(column) || self.names_view()
    }

    /// Values at which the answer compares a column and the reference does not, or beside them.
    fn mistaken(&self, table: &Table, column: &str, rows: &Rows) -> Vec<Special> {
        let own = |constant: &&Constant| !self.reference.has(&constant.value);
        let of = |constant: &&Constant| constant.is_of(column);
        let constants = self.answer.constants.iter().filter(own).filter(of);
        let near = constants.flat_map(|constant| constant.near());
        let there = near.filter(|value| values(rows, column).any(|own| own == value));
        there.map(|value| equal(table, column, value)).collect()
    }

    fn table<'s>(
        &'s self,
        name: &str,
        columns: &'s [String],
    ) -> Option<(&'s Table, Vec<&'s str>, &'s Rows)> {
        let table = self.state.schema.table(name)?;
        let columns = columns.iter().map(String::as_str).collect();
        Some((table, columns, self.state.rows(&table.name)?))
    }

    /// Values that a query names. What tells rows apart only is not looked at.
    fn equal(&self, table: &Table, column: &str, rows: &Rows) -> Vec<Special> {
        if is_key(&self.state.schema, table, column) {
            return Vec::new();
        }
        let constants = self.reference.constants.iter().chain(&self.answer.constants);
        let named = constants
            .filter(|it| it.column.is_none() || it.is_of(column))
            .map(|it| &it.value)
            .filter(|it| values(rows, column).any(|own| own == *it));
        named.map(|value| equal(table, column, value.clone())).collect()
    }

    /// Rows to which no row refers by a key, and rows to which several do.
    fn referred(&self, table: &Table, key: &ForeignKey, rows: &Rows) -> Vec<Special> {
        let Some(target) = self.state.schema.table(&key.table) else { return Vec::new() };
        let Some(targets) = self.state.rows(&target.name) else { return Vec::new() };
        let (none, mut found) = (Vec::new(), Vec::new());
        let own: Vec<usize> = places(rows, &key.columns).unwrap_or_default();
        let Some(other) = places(targets, &key.targets).filter(|other| other.len() == own.len())
        else {
            return none;
        };
        for row in &targets.rows {
            let pairs = || own.iter().zip(&other);
            let refers = |from: &&Vec<Value>| pairs().all(|(&own, &other)| from[own] == row[other]);
            let count = rows.rows.iter().filter(refers).count();
            let Some(named) = named(target, &other, targets, row) else { continue };
            match count {
                0 if !self.is_named(&target.name) => {}
                0 => found.push(Special::Unreferenced { row: named, by: table.name.clone() }),
                1 => {}
                _ if !self.is_named(&target.name)
                    && !key.columns.iter().any(|it| self.tells(it)) => {}
                _ => found.push(Special::Shared { row: named, by: table.name.clone(), count }),
            }
        }
        // That nobody has a partner is said before that somebody has several.
        found.sort_by_key(|special| matches!(special, Special::Shared { .. }));
        found
    }
}

fn equal(table: &Table, column: &str, value: Value) -> Special {
    Special::Equal { table: table.name.clone(), column: column.to_owned(), value }
}

/// Rows that are equal in a column of text, where nothing else in the lesson's tables hangs on it.
fn same_name(table: &Table, column: &str, rows: &Rows) -> Option<Special> {
    let declared = table.column(column)?;
    let is_part_of_key = table.foreign_keys.iter().any(|key| has(&key.columns, column));
    if declared.affinity != Affinity::Text || is_part_of_key {
        return None;
    }
    let all: Vec<&Value> = values(rows, column).filter(|value| **value != Value::Null).collect();
    let count = |value: &&Value| all.iter().filter(|other| other == &value).count();
    let most = all.iter().map(count).max().filter(|&most| most > 1)?;
    Some(Special::SameName {
        table: table.name.clone(),
        column: declared.name.clone(),
        count: most,
    })
}

/// A row as a person would call it: by its first text, or by the key that is referred to.
fn named(table: &Table, key: &[usize], rows: &Rows, row: &[Value]) -> Option<Named> {
    let text = row.iter().position(|value| matches!(value, Value::Text(_)));
    let at = text.or_else(|| key.first().copied())?;
    let (column, value) = (rows.columns.get(at)?.clone(), row.get(at)?.clone());
    Some(Named { table: table.name.clone(), column, value })
}

/// Whether a column is of a primary or a foreign key: its values stand for rows.
fn is_key(schema: &Schema, table: &Table, column: &str) -> bool {
    let to = schema.tables.iter().flat_map(|from| {
        from.foreign_keys.iter().filter(|key| key.table.eq_ignore_ascii_case(&table.name))
    });
    has(&table.primary_key, column)
        || table.foreign_keys.iter().any(|key| has(&key.columns, column))
        || to.into_iter().any(|key| has(&key.targets, column))
}

fn has<S: AsRef<str>>(names: &[S], name: &str) -> bool {
    names.iter().any(|own| own.as_ref().eq_ignore_ascii_case(name))
}

fn places(rows: &Rows, columns: &[String]) -> Option<Vec<usize>> {
    columns.iter().map(|column| place(rows, column)).collect()
}

fn place(rows: &Rows, column: &str) -> Option<usize> {
    rows.columns.iter().position(|own| own.eq_ignore_ascii_case(column))
}

fn values<'r>(rows: &'r Rows, column: &str) -> impl Iterator<Item = &'r Value> {
    let place = place(rows, column);
    rows.rows.iter().filter_map(move |row| row.get(place?))
}
