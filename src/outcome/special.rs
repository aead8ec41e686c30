//! What is special about data that was made: what a person would say of it first.
//!
//! It is looked for among things that the lesson's own data does not show: those are why an answer
//! could be right there by luck.

use super::state::State;
use crate::rows::{Rows, Value};
use crate::schema::{Affinity, ForeignKey, Schema, Table};
use crate::sql::tokens::{TokenKind, code, unquoted};
use crate::verdict::{Named, Special};

/// What is special about `made` beside `visible`, where that can be said simply. `read` are the
/// columns that tell something, by table; `texts` are the queries.
pub fn special(
    made: &State,
    visible: &State,
    read: &[(String, Vec<String>)],
    texts: &[&str],
) -> Option<Special> {
    let literals: Vec<Value> = texts.iter().flat_map(|text| literals(text)).collect();
    let found = |state: &State| Look { state, read, literals: &literals }.all();
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

/// A look at some data.
struct Look<'a> {
    state: &'a State,
    read: &'a [(String, Vec<String>)],
    literals: &'a [Value],
}

impl Look<'_> {
    /// Everything that is special, what a person would say first before the rest.
    fn all(&self) -> Vec<Special> {
        let mut all = Vec::new();
        let tables = || self.read.iter().filter_map(|(name, columns)| self.table(name, columns));
        for (table, columns, rows) in tables() {
            all.extend(columns.iter().filter_map(|column| same_name(table, column, rows)));
        }
        for (table, columns, rows) in tables() {
            let column = |column: &&str| values(rows, column).any(|value| *value == Value::Null);
            all.extend(columns.iter().filter(|it| column(it)).map(|column| Special::Null {
                table: table.name.clone(),
                column: (*column).to_owned(),
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
        let empty: Vec<&Table> =
            tables().filter(|(_, _, rows)| rows.rows.is_empty()).map(|(table, ..)| table).collect();
        match empty.len() == self.read.len() {
            true => all.push(Special::NothingAtAll),
            false => all.extend(empty.iter().map(|table| Special::Empty(table.name.clone()))),
        }
        all
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
        let named = self.literals.iter().filter(|it| values(rows, column).any(|own| own == *it));
        named
            .map(|value| Special::Equal {
                table: table.name.clone(),
                column: column.to_owned(),
                value: value.clone(),
            })
            .collect()
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
                0 => found.push(Special::Unreferenced { row: named, by: table.name.clone() }),
                1 => {}
                _ => found.push(Special::Shared { row: named, by: table.name.clone(), count }),
            }
        }
        // That nobody has a partner is said before that somebody has several.
        found.sort_by_key(|special| matches!(special, Special::Shared { .. }));
        found
    }
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

/// The numbers and texts of a query; small whole numbers have many uses and tell nothing.
fn literals(text: &str) -> Vec<Value> {
    let value = |kind: TokenKind, text: &str| match kind {
        TokenKind::Text => Some(Value::Text(unquoted(text).into_owned())),
        TokenKind::Number => match text.parse::<i64>() {
            Ok(whole) => Some(Value::Integer(whole)).filter(|_| whole > 1),
            Err(_) => text.parse().ok().map(Value::Real),
        },
        _ => None,
    };
    code(text).iter().filter_map(|token| value(token.kind, token.text)).collect()
}
