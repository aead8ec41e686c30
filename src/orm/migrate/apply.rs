//! Operations done on a copy of the database.

use std::collections::BTreeMap;

use super::refusal::Refusal;
use super::statement::{add_column, quoted};
use super::work::{Halt, Work};
use super::{Change, KeySpec, Operation, obstacle, rebuild};
use crate::rows::Value;

/// Does the operations, one after the other.
pub(super) fn apply(work: &mut Work, operations: &[Operation]) -> Result<(), Halt> {
    let before = dangling(work)?;
    for operation in operations {
        match operation {
            Operation::CreateTable(table) => {
                work.run(&table.create)?;
            }
            Operation::DropTable(table) => {
                // Whatever its case, it has to be there.
                let table = work.table(&table.name)?;
                obstacle::rows_go(work, &table.name)?;
                work.run(&format!("DROP TABLE {}", quoted(&table.name)))?;
            }
            Operation::Alter { table, changes } => alter(work, table, changes)?,
        }
    }
    let after = dangling(work)?;
    let more =
        after.iter().find(|(table, count)| before.get(*table).copied().unwrap_or(0) < **count);
    match more {
        Some((table, _)) => Err(Refusal::Dangling(table.clone()).into()),
        None => Ok(()),
    }
}

/// How many times rows of each table refer to nothing.
fn dangling(work: &mut Work) -> Result<BTreeMap<String, usize>, Halt> {
    const MOST: usize = 10_000;
    let rows = match work.read_to("PRAGMA foreign_key_check", MOST) {
        Ok(rows) => rows.rows,
        // A key that SQLite cannot work with is not this migration's.
        Err(Halt::Refused(why)) if matches!(*why, Refusal::Sqlite { .. }) => Vec::new(),
        Err(halt) => return Err(halt),
    };
    let mut counts = BTreeMap::new();
    for row in rows {
        if let Some(Value::Text(table)) = row.into_iter().next() {
            *counts.entry(table).or_default() += 1;
        }
    }
    Ok(counts)
}

fn alter(work: &mut Work, name: &str, changes: &[Change]) -> Result<(), Halt> {
    let table = work.table(name)?;
    if let Some(refusal) = changes.iter().find_map(|change| unnamed(name, change)) {
        return Err(refusal.into());
    }
    if !changes.iter().all(Change::is_plain) {
        for change in changes {
            obstacle::before(work, &table, change)?;
        }
        rebuild::rebuild(work, &table, changes)?;
    } else {
        for change in changes {
            let table = work.table(name)?;
            obstacle::before(work, &table, change)?;
            match change {
                Change::AddColumn(column) => work.run(&add_column(name, column))?,
                Change::CreateIndex(index) => work.run(&index.create)?,
                Change::DropIndex(index) => {
                    work.run(&format!("DROP INDEX {}", quoted(&index.name.text)))?;
                }
                _ => {}
            }
        }
    }
    for change in changes {
        if let Change::CreateKey(key) = change {
            refers(work, name, key)?;
        }
    }
    Ok(())
}

/// Refuses a new key over rows that refer to nothing. Where the table that it refers to is not
/// there yet, SQLite says so at the first row.
fn refers(work: &mut Work, table: &str, key: &KeySpec) -> Result<(), Halt> {
    match work.table(&key.target) {
        Ok(_) => obstacle::orphans(work, table, key),
        Err(_) => Ok(()),
    }
}

/// What has to have a name in a table that is made anew, and has none.
fn unnamed(table: &str, change: &Change) -> Option<Refusal> {
    let (what, name, mut parts, is_new) = match change {
        Change::CreateUnique(it) => ("unique constraint", &it.name, it.columns.clone(), true),
        Change::CreateKey(it) => ("foreign key", &it.name, it.columns.clone(), true),
        Change::DropUnique(it) => ("unique constraint", &it.name, it.columns.clone(), false),
        Change::DropKey(it) => ("foreign key", &it.name, it.columns.clone(), false),
        _ => return None,
    };
    if let Change::CreateKey(key) = change {
        parts.push(key.target.clone());
    }
    let table = table.to_owned();
    name.is_none().then_some(Refusal::Unnamed { table, what, parts, is_new })
}
