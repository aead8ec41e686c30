//! What a foreign key refers to, as SQLite looks it up when a row is written.

use std::collections::{HashMap, HashSet};

use crate::relation::finding::{Flaw, Reference};
use crate::relation::same;
use crate::schema::{ForeignKey, Index, Schema, Table};

/// The tables and views of a database by name.
pub(super) struct Tables<'s> {
    tables: HashMap<String, &'s Table>,
    views: HashSet<String>,
}

impl<'s> Tables<'s> {
    pub(super) fn of(schema: &'s Schema) -> Self {
        Self {
            tables: schema.tables.iter().map(|table| (low(&table.name), table)).collect(),
            views: schema.views.iter().map(|name| low(name)).collect(),
        }
    }

    /// The key with every name as it was declared, and the table that it refers to.
    ///
    /// SQLite finds these mistakes only when a row is written, as "no such table" and "foreign key
    /// mismatch" (<https://sqlite.org/foreignkeys.html#fk_indexes>).
    pub(super) fn resolve(
        &self,
        table: &Table,
        key: &ForeignKey,
    ) -> Result<(Reference, &'s Table), Flaw> {
        let mut reference = Reference {
            table: table.name.clone(),
            columns: key.columns.clone(),
            target: key.table.clone(),
            targets: key.targets.clone(),
        };
        let Some(&target) = self.tables.get(&low(&key.table)) else {
            let is_view = self.views.contains(&low(&key.table));
            return Err(if is_view { Flaw::ToView(reference) } else { Flaw::NoTable(reference) });
        };
        reference.target.clone_from(&target.name);
        if let Err(missing) = declare(&mut reference.columns, table) {
            return Err(Flaw::NoColumn(reference, missing));
        }
        if let Err(missing) = declare(&mut reference.targets, target) {
            return Err(Flaw::NoColumn(reference, missing));
        }
        if reference.columns.len() != reference.targets.len() {
            return Err(Flaw::Uneven(reference));
        }
        if !is_key(target, &reference.targets) {
            return Err(Flaw::NotUnique(reference));
        }
        Ok((reference, target))
    }
}

/// Gives names the case in which they were declared; the first that was not, is the error.
fn declare(names: &mut [String], table: &Table) -> Result<(), String> {
    for name in names {
        match table.column(name) {
            Some(column) => name.clone_from(&column.name),
            None => return Err(name.clone()),
        }
    }
    Ok(())
}

/// Whether rows can be referred to by just these columns: they are the primary key, or those of a
/// unique index over all rows that compares as the columns do. An index on some of them is not
/// enough for SQLite.
fn is_key(table: &Table, columns: &[String]) -> bool {
    let are_all = |names: &[&str]| {
        names.len() == columns.len()
            && names.iter().all(|name| columns.iter().any(|column| same(column, name)))
            && columns.iter().all(|column| names.iter().any(|name| same(column, name)))
    };
    let primary: Vec<_> = table.primary_key.iter().map(String::as_str).collect();
    let index = |index: &Index| {
        let names: Option<Vec<_>> = index.columns.iter().map(Option::as_deref).collect();
        let compares_alike = index.columns.iter().zip(&index.collations).all(|(name, how)| {
            let column = name.as_deref().and_then(|name| table.column(name));
            column.is_some_and(|column| same(&column.collation, how))
        });
        index.unique
            && !index.partial
            && compares_alike
            && names.is_some_and(|names| are_all(&names))
    };
    are_all(&primary) || table.indexes.iter().any(index)
}

/// A name as SQLite compares it: letters of ASCII alone have case.
fn low(name: &str) -> String {
    name.to_ascii_lowercase()
}
