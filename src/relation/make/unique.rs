//! How many rows may refer to one: UNIQUE put on a key, and taken away.

use super::halt::Halt;
use super::names::{collation, holds, same_set};
use super::rebuild::{readable, rebuild};
use super::work::Work;
use super::{Why, obstacle};
use crate::relation::finding::{Proof, Reference, Uniqueness};
use crate::relation::name::unique_index;
use crate::relation::same;
use crate::schema::{Index, IndexOrigin, Table};
use crate::sql::tokens::quoted;

/// Lets one row at most refer to one. Texts count as equal where they refer to the same row.
pub(super) fn add(work: &mut Work<'_>, proof: &Proof) -> Result<(), Halt> {
    let Reference { table, columns, target, targets } = &proof.key;
    let (own, target) = (work.there(table)?, work.there(target)?);
    let compared = columns.iter().zip(targets).map(|(column, name)| {
        let collation = target.column(name).and_then(collation);
        let collates = own.column(column).and_then(self::collation);
        match collation.filter(|_| collation != collates) {
            Some(collation) => format!("{} COLLATE {}", quoted(column), quoted(collation)),
            None => quoted(column),
        }
    });
    let compared: Vec<String> = compared.collect();
    obstacle::duplicates(work, table, columns, &compared)?;
    let index = quoted(&work.free(unique_index(table, columns)));
    let (table, compared) = (quoted(table), compared.join(", "));
    work.run(format!("CREATE UNIQUE INDEX {index} ON {table} ({compared});"))
}

/// Lets many rows refer to one.
pub(super) fn remove(work: &mut Work<'_>, proof: &Proof) -> Result<(), Halt> {
    let table = work.there(&proof.key.table)?;
    let named = match &proof.unique {
        None => return Ok(()),
        Some(Uniqueness::PrimaryKey) => {
            let (table, columns) = (table.name, table.primary_key);
            return Err(Why::IsPrimaryKey { table, columns }.into());
        }
        Some(Uniqueness::Constraint) => None,
        Some(Uniqueness::Index(name)) => Some(name),
    };
    let is_it = |index: &&Index| match named {
        Some(name) => same(&index.name, name),
        None => {
            let within = |name: &Option<String>| {
                name.as_ref().is_some_and(|name| holds(&proof.key.columns, name))
            };
            index.origin == IndexOrigin::Unique && index.columns.iter().all(within)
        }
    };
    let Some(index) = table.indexes.iter().find(is_it).cloned() else {
        return Err(Why::Unreadable(table.name).into());
    };
    let columns: Vec<String> = index.columns.into_iter().flatten().collect();
    not_needed(work, &table, &columns)?;
    if index.origin == IndexOrigin::Statement {
        work.dropped.push(index.name.clone());
        return work.run(format!("DROP INDEX {};", quoted(&index.name)));
    }
    match readable(&table)?.without_unique(&columns) {
        Some(create) => rebuild(work, &table, &create),
        None => Err(Why::Unreadable(table.name.clone()).into()),
    }
}

/// Refuses to take from columns what keeps them unique where a key refers to them.
fn not_needed(work: &Work<'_>, table: &Table, columns: &[String]) -> Result<(), Halt> {
    let is_primary = same_set(&table.primary_key, columns);
    for own in &work.schema.tables {
        for key in own.foreign_keys.iter().filter(|key| same(&key.table, &table.name)) {
            if !is_primary && same_set(&key.targets, columns) {
                let by = Reference {
                    table: own.name.clone(),
                    columns: key.columns.clone(),
                    target: key.table.clone(),
                    targets: key.targets.clone(),
                };
                let (table, columns) = (table.name.clone(), columns.to_vec());
                return Err(Why::Needed { table, columns, by }.into());
            }
        }
    }
    Ok(())
}
