//! The rows that stand in the way of a change.

use super::refusal::Refusal;
use super::work::{Halt, Work};
use super::{Change, ColumnSpec, DefaultSpec, KeySpec};
use crate::rows::Rows;
use crate::schema::Table;
use crate::sql::tokens::quoted;

/// Refuses a change that the rows of a table as it is would not survive.
pub(super) fn before(work: &mut Work, table: &Table, change: &Change) -> Result<(), Halt> {
    match change {
        Change::AddColumn(column) if needs_value(column) => no_value(work, table, column),
        Change::DropColumn(column) => values_go(work, table, &column.name),
        Change::AlterColumn(alter) if alter.nullable == Some(false) => {
            nulls(work, table, &alter.column)
        }
        Change::CreateUnique(unique) => duplicates(work, table, &unique.columns),
        Change::CreateIndex(index) if index.unique && index.condition.is_none() => {
            duplicates(work, table, &index.columns)
        }
        _ => Ok(()),
    }
}

/// Refuses to drop a table that holds rows.
pub(super) fn rows_go(work: &mut Work, table: &str) -> Result<(), Halt> {
    let rows = work.read(&format!("SELECT * FROM {}", quoted(table)))?;
    let table = table.to_owned();
    refuse(rows, |rows| Refusal::DropTable { table, rows, back: false })
}

/// Refuses a foreign key of the table as it is, over rows that refer to nothing.
pub(super) fn orphans(work: &mut Work, table: &str, key: &KeySpec) -> Result<(), Halt> {
    let set: Vec<String> =
        key.columns.iter().map(|name| format!("own.{} IS NOT NULL", quoted(name))).collect();
    // A key is compared as the column is that it refers to: `+` takes away the affinity and the
    // collation of the column that refers.
    let pairs = key.columns.iter().zip(&key.targets);
    let equal: Vec<String> = pairs
        .map(|(column, target)| format!("target.{} = +own.{}", quoted(target), quoted(column)))
        .collect();
    let sql = format!(
        "SELECT * FROM {} AS own WHERE {} AND NOT EXISTS (SELECT 1 FROM {} AS target WHERE {})",
        quoted(table),
        set.join(" AND "),
        quoted(&key.target),
        equal.join(" AND ")
    );
    let rows = work.read(&sql)?;
    let (table, columns, target) = (table.to_owned(), key.columns.clone(), key.target.clone());
    refuse(rows, |rows| Refusal::Orphans { table, columns, target, rows })
}

/// A new column that may not be NULL, and has no default.
fn needs_value(column: &ColumnSpec) -> bool {
    let has_default = match &column.default {
        Some(DefaultSpec::Sql(text)) => !text.eq_ignore_ascii_case("NULL"),
        Some(DefaultSpec::Text(_)) => true,
        None => false,
    };
    !column.nullable && !has_default && column.computed.is_none()
}

fn no_value(work: &mut Work, table: &Table, column: &ColumnSpec) -> Result<(), Halt> {
    let rows = work.read(&format!("SELECT * FROM {}", quoted(&table.name)))?;
    let (table, column) = (table.name.clone(), column.name.clone());
    refuse(rows, |rows| Refusal::NoValue { table, column, rows })
}

fn values_go(work: &mut Work, table: &Table, column: &str) -> Result<(), Halt> {
    if table.column(column).is_none_or(|column| column.generated) {
        return Ok(());
    }
    let (own, name) = (quoted(&table.name), quoted(column));
    let rows = work.read(&format!("SELECT * FROM {own} WHERE {name} IS NOT NULL"))?;
    let (table, column) = (table.name.clone(), column.to_owned());
    refuse(rows, |rows| Refusal::DropColumn { table, column, rows, back: false })
}

fn nulls(work: &mut Work, table: &Table, column: &str) -> Result<(), Halt> {
    let (own, name) = (quoted(&table.name), quoted(column));
    let rows = work.read(&format!("SELECT * FROM {own} WHERE {name} IS NULL"))?;
    let (table, column) = (table.name.clone(), column.to_owned());
    refuse(rows, |rows| Refusal::Nulls { table, column, rows })
}

fn duplicates(work: &mut Work, table: &Table, columns: &[String]) -> Result<(), Halt> {
    // A column that is new is looked at by SQLite, which knows what it will hold.
    if columns.iter().any(|name| table.column(name).is_none()) {
        return Ok(());
    }
    let own = quoted(&table.name);
    let names: Vec<String> = columns.iter().map(|name| quoted(name)).collect();
    let names = names.join(", ");
    // NULL is in no list, and so equals nothing here as well.
    let sql = format!(
        "SELECT * FROM {own} WHERE ({names}) IN (SELECT {names} FROM {own} GROUP BY {names} \
         HAVING COUNT(*) > 1) ORDER BY {names}"
    );
    let rows = work.read(&sql)?;
    let (table, columns) = (table.name.clone(), columns.to_vec());
    refuse(rows, |rows| Refusal::Duplicates { table, columns, rows })
}

/// Refuses where there are rows.
pub(super) fn refuse(rows: Rows, why: impl FnOnce(Rows) -> Refusal) -> Result<(), Halt> {
    if rows.rows.is_empty() { Ok(()) } else { Err(why(rows).into()) }
}
