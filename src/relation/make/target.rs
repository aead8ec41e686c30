//! What a key refers to, and the columns that refer to it.

use super::Why;
use super::halt::Halt;
use super::names::{holds, type_like, type_of_attribute};
use super::work::Work;
use crate::relation::name::{KEY, foreign_key, other};
use crate::relation::{Entity, same};
use crate::schema::{Affinity, Column, Table};

/// Columns that a key can refer to.
#[derive(Debug, Clone)]
pub(super) struct Target {
    /// The table.
    pub table: String,
    /// Its columns.
    pub columns: Vec<Column>,
}

impl Target {
    /// What a key to a table refers to: its primary key, or else the first columns that are unique;
    /// as many as the columns that were said. A table that is not there yet gets the key that its
    /// entity tells of.
    pub fn of(work: &Work<'_>, name: &str, said: &[String]) -> Result<Self, Halt> {
        let Some(table) = work.table(name) else {
            return Ok(planned(name, work.model.entity(name)));
        };
        let keys = keys(table);
        let Some(first) = keys.first() else {
            return Err(Why::NoPrimaryKey(table.name.clone()).into());
        };
        let fits = |key: &&Vec<String>| said.is_empty() || key.len() == said.len();
        let Some(key) = keys.iter().find(fits) else {
            return Err(Why::Uneven {
                target: table.name.clone(),
                key: first.clone(),
                columns: said.to_vec(),
            }
            .into());
        };
        let columns = key.iter().filter_map(|name| table.column(name).cloned()).collect();
        Ok(Self { table: table.name.clone(), columns })
    }

    /// The names of its columns.
    pub fn names(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.name.clone()).collect()
    }

    /// The types of columns that refer to it.
    pub fn types(&self, strict: bool) -> Vec<String> {
        self.columns.iter().map(|column| type_like(column, strict)).collect()
    }

    /// The names of columns that refer to it, by the rule for names; none of those that are taken.
    pub fn columns_for(&self, taken: &[String]) -> Vec<String> {
        let names = self.columns.iter().map(|column| foreign_key(&self.table, &column.name));
        let mut found: Vec<String> = Vec::new();
        for mut name in names {
            while holds(taken, &name) || holds(&found, &name) {
                name = other(&name);
            }
            found.push(name);
        }
        found
    }
}

/// The keys of a table that is there: the primary key, then what else is unique.
fn keys(table: &Table) -> Vec<Vec<String>> {
    let unique = table.indexes.iter().filter(|index| index.unique && !index.partial);
    let unique = unique.filter_map(|index| index.columns.iter().cloned().collect());
    let primary = Some(table.primary_key.clone()).filter(|key| !key.is_empty());
    primary.into_iter().chain(unique).collect()
}

/// The key of a table that is made.
fn planned(name: &str, entity: Option<&Entity>) -> Target {
    let attributes = entity.map(|entity| entity.attributes.as_slice()).unwrap_or_default();
    let keyed = attributes.iter().filter(|attribute| attribute.primary_key);
    let column = |name: &str, declared: String| Column {
        name: name.to_owned(),
        affinity: Affinity::of(&declared),
        declared,
        not_null: true,
        default: None,
        generated: false,
        collation: "BINARY".to_owned(),
    };
    let mut columns: Vec<_> =
        keyed.map(|key| column(&key.name, type_of_attribute(&key.declared, true))).collect();
    if columns.is_empty() {
        let own = attributes.iter().find(|attribute| same(&attribute.name, KEY));
        let declared = own.map_or("", |own| own.declared.as_str());
        columns.push(column(KEY, type_of_attribute(declared, true)));
    }
    let table = entity.map_or(name, |entity| entity.name.as_str()).to_owned();
    Target { table, columns }
}
