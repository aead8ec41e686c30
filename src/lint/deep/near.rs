//! Rows near those that are there: they point at what is there already.

use crate::counterexample::{DataSet, TableRows};
use crate::outcome::stage::StageError;
use crate::rows::{Row, Rows, Value};
use crate::schema::{Schema, Table};
use crate::scratch::{Scratch, ScratchError};

use super::addition::Addition;
use super::renumbered::{Again, is, renumbered};

/// Rows that are tried one by one.
const MOST_TRIED: usize = 60;
/// Parents that a row is made to point at, one after the other.
const MOST_PARENTS: usize = 6;

/// The first row that does it alone, in the data that is there: one like a row of it, which points
/// at another parent or at none, or which is there once more under a key of its own.
pub(super) fn one_more(
    scratch: &Scratch,
    schema: &Schema,
    mut does: impl FnMut(&Addition) -> Result<bool, StageError>,
) -> Result<Option<Addition>, StageError> {
    for added in candidates(scratch, schema)?.into_iter().take(MOST_TRIED) {
        if does(&added)? {
            return Ok(Some(added));
        }
    }
    Ok(None)
}

fn candidates(scratch: &Scratch, schema: &Schema) -> Result<Vec<Addition>, ScratchError> {
    let mut turned = Vec::new();
    let mut repeated = Vec::new();
    for table in &schema.tables {
        let there = own_columns(table, scratch.table_rows(&table.name)?);
        for row in &there.rows {
            for (place, parents) in parents(scratch, table, &there.columns)? {
                let others = parents.into_iter().filter(|parent| *parent != row[place]);
                turned.extend(others.map(|parent| {
                    let mut row = row.clone();
                    row[place] = parent;
                    (table, there.columns.clone(), row)
                }));
            }
            repeated.push((table, there.columns.clone(), row.clone()));
        }
    }
    let mut found: Vec<Addition> = Vec::new();
    for (table, columns, row) in turned.into_iter().chain(repeated) {
        let rows = TableRows { table: table.name.clone(), columns, rows: vec![row] };
        let rows = DataSet { tables: vec![rows] };
        let rows = renumbered(scratch, schema, &rows, Again::Always)?;
        let added = Addition { empty: Vec::new(), rows };
        if !found.contains(&added) {
            found.push(added);
        }
    }
    Ok(found)
}

/// The rows of a table without what is computed.
fn own_columns(table: &Table, rows: Rows) -> Rows {
    let is_own = |name: &String| table.column(name).is_some_and(|column| !column.generated);
    let own: Vec<bool> = rows.columns.iter().map(is_own).collect();
    let kept = |row: Row| -> Row {
        row.into_iter().zip(&own).filter(|(_, own)| **own).map(|(cell, _)| cell).collect()
    };
    Rows {
        columns: rows.columns.iter().zip(&own).filter(|it| *it.1).map(|it| it.0.clone()).collect(),
        rows: rows.rows.into_iter().map(kept).collect(),
        truncated: rows.truncated,
    }
}

/// Where among some columns of a table its keys to other tables stand, and what each may hold:
/// those of several columns are left out.
fn parents(
    scratch: &Scratch,
    table: &Table,
    columns: &[String],
) -> Result<Vec<(usize, Vec<Value>)>, ScratchError> {
    let mut found = Vec::new();
    for key in &table.foreign_keys {
        let ([own], [target]) = (key.columns.as_slice(), key.targets.as_slice()) else { continue };
        let Some(place) = columns.iter().position(|name| is(name, own)) else { continue };
        let parents = scratch.table_rows(&key.table)?;
        let Some(at) = parents.columns.iter().position(|name| is(name, target)) else { continue };
        let mut values: Vec<Value> = Vec::new();
        for value in parents.rows.into_iter().filter_map(|row| row.into_iter().nth(at)) {
            if value != Value::Null && !values.contains(&value) {
                values.push(value);
            }
        }
        values.truncate(MOST_PARENTS);
        if table.column(own).is_some_and(|column| !column.not_null) {
            values.push(Value::Null);
        }
        found.push((place, values));
    }
    Ok(found)
}

/// Has rows point at parents that are there, in place of those that would be added, as far as it
/// still does.
pub(super) fn linked(
    scratch: &Scratch,
    schema: &Schema,
    mut added: Addition,
    does: &mut impl FnMut(&Addition) -> Result<bool, StageError>,
) -> Result<Addition, StageError> {
    for at in 0..added.rows.tables.len() {
        let TableRows { table, columns, rows } = added.rows.tables[at].clone();
        let Some(declared) = schema.table(&table) else { continue };
        for (place, parents) in parents(scratch, declared, &columns)? {
            for (number, row) in rows.iter().enumerate() {
                if row[place] == Value::Null || parents.contains(&row[place]) {
                    continue;
                }
                for parent in &parents {
                    let mut other = added.clone();
                    other.rows.tables[at].rows[number][place] = parent.clone();
                    if does(&other)? {
                        added = other;
                        break;
                    }
                }
            }
        }
    }
    Ok(added)
}
