//! Whether a row has to refer to one: NOT NULL put on a key, and taken away.
//!
//! SQLite has `ALTER COLUMN … SET NOT NULL` since 3.53.

use super::halt::Halt;
use super::names::holds;
use super::work::Work;
use super::{Why, obstacle, ring};
use crate::relation::finding::Proof;
use crate::sql::tokens::quoted;

/// Has every row refer to one.
pub(super) fn refuse(work: &mut Work<'_>, proof: &Proof) -> Result<(), Halt> {
    let table = &proof.key.table;
    obstacle::nulls(work, table, &proof.nullable)?;
    for column in &proof.nullable {
        let (table, column) = (quoted(table), quoted(column));
        work.run(format!("ALTER TABLE {table} ALTER COLUMN {column} SET NOT NULL;"))?;
    }
    ring::note(work, table, &proof.key.target, false);
    Ok(())
}

/// Lets a row refer to none.
pub(super) fn allow(work: &mut Work<'_>, proof: &Proof) -> Result<(), Halt> {
    let table = work.there(&proof.key.table)?;
    let free: Vec<String> =
        proof.key.columns.iter().filter(|name| !holds(&table.primary_key, name)).cloned().collect();
    if free.is_empty() {
        let (table, columns) = (table.name, table.primary_key);
        return Err(Why::IsPrimaryKey { table, columns }.into());
    }
    for column in free {
        let (table, column) = (quoted(&table.name), quoted(&column));
        work.run(format!("ALTER TABLE {table} ALTER COLUMN {column} DROP NOT NULL;"))?;
    }
    Ok(())
}
