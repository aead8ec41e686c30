//! A foreign key and what it proves.

use super::noun::{counted, one};
use crate::relation::finding::{Inferred, Proof, Reference, Uniqueness};
use crate::relation::name::singular;
use crate::relation::same;

/// `items.store_id → stores.id, not unique: many items per store`.
pub fn line(proof: &Proof) -> String {
    let many = counted(&proof.key.table, proof.unique.is_none());
    let per = format!("{many} per {}", singular(&proof.key.target));
    match &proof.unique {
        None => format!("{}, not unique: {per}", key(&proof.key)),
        Some(unique) => format!("{}, {}: {per}", key(&proof.key), why(unique)),
    }
}

/// What the key says of its own row: "an item may belong to no store: store_id may be NULL".
pub fn own_row(proof: &Proof) -> String {
    let (row, of) = (one(&proof.key.table), one(&proof.key.target));
    match proof.nullable.as_slice() {
        [] => format!("{row} must belong to {of}: {} NOT NULL", is(&proof.key.columns)),
        columns => {
            let none = singular(&proof.key.target);
            format!("{row} may belong to no {none}: {} may be NULL", columns.join(" and "))
        }
    }
}

/// `items.store_id → stores.id`.
pub fn key(key: &Reference) -> String {
    format!("{} → {}", columns(&key.table, &key.columns), columns(&key.target, &key.targets))
}

/// `items.store_id`, or `enrollments (student_id, course_id)`.
pub fn columns(table: &str, columns: &[String]) -> String {
    match columns {
        [] => table.to_owned(),
        [column] => format!("{table}.{column}"),
        _ => format!("{table} ({})", columns.join(", ")),
    }
}

/// What keeps a key unique: `UNIQUE`.
pub fn why(unique: &Uniqueness) -> String {
    match unique {
        Uniqueness::PrimaryKey => "PRIMARY KEY".to_owned(),
        Uniqueness::Constraint => "UNIQUE".to_owned(),
        Uniqueness::Index(name) => format!("UNIQUE by the index {name}"),
    }
}

/// " by home_id" where there are several keys between the same two tables, which it tells apart.
pub fn by(inferred: &Inferred, proof: &Proof) -> String {
    let alike = |other: &&Proof| {
        same(&other.key.table, &proof.key.table) && same(&other.key.target, &proof.key.target)
    };
    if inferred.proofs.iter().filter(alike).nth(1).is_none() {
        return String::new();
    }
    format!(" by {}", proof.key.columns.join(", "))
}

/// "store_id is", "building and number are".
fn is(columns: &[String]) -> String {
    let verb = if columns.len() == 1 { "is" } else { "are" };
    format!("{} {verb}", columns.join(" and "))
}
