//! The model of a database, read off what it declares.
//!
//! A link is what SQLite enforces: a foreign key that SQLite cannot work with is a flaw and no
//! link. The left end, which is referred to, is mandatory where no column of the key takes NULL;
//! the right end is always optional, because SQLite cannot declare that a row is referred to.

mod key;
mod unique;
mod join;

use std::collections::HashSet;

use self::key::Tables;
use super::finding::{Flaw, Inferred, Proof};
use super::{Attribute, Cardinality, End, Entity, Link, Model, Participation};
use crate::schema::{Schema, Table};

/// The model of a database: every table, every foreign key that leads somewhere, and why.
///
/// A key that is declared twice is one link. The columns of each link are said. What is wrong with
/// the keys is told as flaws; nothing that a schema declares is an error here.
pub fn infer(schema: &Schema) -> Inferred {
    let tables = Tables::of(schema);
    let mut inferred = Inferred {
        model: Model { entities: schema.tables.iter().map(entity).collect(), links: Vec::new() },
        ..Inferred::default()
    };
    for table in &schema.tables {
        if table.primary_key.is_empty() {
            inferred.flaws.push(Flaw::NoPrimaryKey(table.name.clone()));
        }
        let first = inferred.proofs.len();
        add_links(table, &tables, &mut inferred);
        let joins = join::joins(table, first, &inferred.proofs[first..]);
        inferred.joins.extend(joins);
    }
    inferred
}

/// Adds the links of one table's foreign keys, and what is wrong with them.
fn add_links(table: &Table, tables: &Tables<'_>, inferred: &mut Inferred) {
    let mut said = HashSet::new();
    for key in &table.foreign_keys {
        let (key, target) = match tables.resolve(table, key) {
            Ok(found) => found,
            Err(flaw) => {
                inferred.flaws.push(flaw);
                continue;
            }
        };
        let mut columns: Vec<_> =
            key.columns.iter().map(|name| name.to_ascii_lowercase()).collect();
        columns.sort();
        if !said.insert((target.name.to_ascii_lowercase(), columns)) {
            continue;
        }
        let unique = unique::uniqueness(table, &key, target);
        if unique.is_some() {
            inferred.flaws.extend(unique::other_types(table, &key, target));
        }
        let takes_null = |name: &&String| table.column(name).is_none_or(|column| !column.not_null);
        let nullable = key.columns.iter().filter(takes_null).cloned().collect();
        let proof = Proof { key, unique, nullable };
        inferred.model.links.push(link(&proof));
        inferred.proofs.push(proof);
    }
}

/// The link that a proof is of.
fn link(proof: &Proof) -> Link {
    let participation = match proof.nullable.is_empty() {
        true => Participation::Mandatory,
        false => Participation::Optional,
    };
    let cardinality = match proof.unique {
        Some(_) => Cardinality::One,
        None => Cardinality::Many,
    };
    let left = End { participation: Some(participation), ..End::one(&proof.key.target) };
    let right = End {
        participation: Some(Participation::Optional),
        ..End::new(&proof.key.table, cardinality)
    };
    Link { columns: proof.key.columns.clone(), ..Link::new(left, right) }
}

fn entity(table: &Table) -> Entity {
    let is_in = |names: &[String], name: &str| names.iter().any(|own| super::same(own, name));
    let attribute = |column: &crate::schema::Column| {
        let name = column.name.as_str();
        let primary_key = is_in(&table.primary_key, name);
        let is_whole_key = primary_key && table.primary_key.len() == 1;
        Attribute {
            name: name.to_owned(),
            declared: column.declared.clone(),
            primary_key,
            foreign_key: table.foreign_keys.iter().any(|key| is_in(&key.columns, name)),
            unique: !is_whole_key && unique::is_alone(table, name),
            not_null: column.not_null,
        }
    };
    Entity { name: table.name.clone(), attributes: table.columns.iter().map(attribute).collect() }
}
