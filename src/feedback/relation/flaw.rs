//! What is wrong with the keys of a database, and what to do.

use super::proof::{columns, key};
use crate::feedback::count::things;
use crate::nearest::nearest;
use crate::relation::finding::{Flaw, Inferred, Join, Reference};
use crate::relation::same;

/// What no line of a diagram can tell: keys that lead nowhere, each in a sentence or two.
pub fn unseen(inferred: &Inferred) -> Vec<String> {
    let is_seen = |flaw: &&Flaw| matches!(flaw, Flaw::NoPrimaryKey(_) | Flaw::OtherType(..));
    let unseen = inferred.flaws.iter().filter(|flaw| !is_seen(flaw));
    unseen.map(|flaw| sentence(flaw, inferred)).collect()
}

/// A table of a class that cannot be made, and so is in no diagram.
pub fn unmade(table: &str, why: Option<&str>) -> String {
    match why {
        Some(why) => format!("{table} is not in the picture, for it cannot be made: {why}."),
        None => format!("{table} is not in the picture, for it cannot be made yet."),
    }
}

/// A flaw in a sentence or two.
pub fn sentence(flaw: &Flaw, inferred: &Inferred) -> String {
    match flaw {
        Flaw::NoPrimaryKey(table) => no_primary_key(table, inferred),
        Flaw::NoTable(reference) => no_table(reference, inferred),
        Flaw::NoColumn(reference, name) => no_column(reference, name, inferred),
        Flaw::NotUnique(reference) => format!(
            "{} refers to {}, which is neither the primary key nor UNIQUE, and SQLite then takes no \
             row in {}. Make it UNIQUE, or refer to the primary key.",
            own(reference),
            columns(&reference.target, &reference.targets),
            reference.table
        ),
        Flaw::Uneven(reference) => uneven(reference),
        Flaw::ToView(reference) => format!(
            "{} refers to {}, which is a view. A foreign key can refer to a table only.",
            own(reference),
            reference.target
        ),
        Flaw::OtherType(reference, column) => format!(
            "{}: {}.{column} has another type than what it refers to. Values that differ in it can \
             be the same there, as the texts '1' and '01' are the same number, so that UNIQUE does \
             not hold for certain. Give both the same type.",
            key(reference),
            reference.table
        ),
    }
}

fn own(reference: &Reference) -> String {
    columns(&reference.table, &reference.columns)
}

/// What tells the rows of a join table apart is their pair.
fn no_primary_key(table: &str, inferred: &Inferred) -> String {
    let pairs = |join: &&Join| join.is_plain && join.own.is_empty() && same(&join.table, table);
    let keys = inferred.joins.iter().find(pairs).and_then(|join| {
        Some((&inferred.proofs.get(join.left)?.key, &inferred.proofs.get(join.right)?.key))
    });
    let key = match keys {
        Some((left, right)) => {
            format!("PRIMARY KEY ({}, {})", left.columns.join(", "), right.columns.join(", "))
        }
        None => "id INTEGER PRIMARY KEY".to_owned(),
    };
    format!(
        "{table} has no primary key. Give it one, so that its rows can be told apart and referred \
         to: for example {key}."
    )
}

fn no_table(reference: &Reference, inferred: &Inferred) -> String {
    let names = inferred.model.entities.iter().map(|entity| entity.name.as_str());
    let missing =
        format!("{} refers to {}, and there is no such table.", own(reference), reference.target);
    match nearest(&reference.target, names) {
        Some(nearest) => format!("{missing} Did you mean {nearest}?"),
        None => format!("{missing} Make it, or refer to the table that is meant."),
    }
}

fn no_column(reference: &Reference, name: &str, inferred: &Inferred) -> String {
    let is_own = !reference.targets.iter().any(|target| same(target, name));
    let table = if is_own { &reference.table } else { &reference.target };
    let key = columns(&reference.target, &reference.targets);
    let missing = format!("{} refers to {key}, and {table} has no column {name}.", own(reference));
    let columns = inferred.model.entity(table).map_or(&[][..], |entity| &entity.attributes);
    match nearest(name, columns.iter().map(|column| column.name.as_str())) {
        Some(nearest) => format!("{missing} Did you mean {nearest}?"),
        None => format!("{missing} Name a column that it has."),
    }
}

fn uneven(reference: &Reference) -> String {
    let (own, target) = (own(reference), &reference.target);
    if reference.targets.is_empty() {
        return format!(
            "{own} refers to {target} and names no column, and {target} has no primary key. Give \
             {target} one, or name a UNIQUE column of it."
        );
    }
    format!(
        "{own} refers to {} with {}, and the key there has {}. A foreign key needs a column for \
         each.",
        columns(target, &reference.targets),
        things(reference.columns.len(), "column"),
        things(reference.targets.len(), "column"),
    )
}
