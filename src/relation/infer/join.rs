//! Tables through which two others relate as many-to-many.

use crate::relation::finding::{Join, Proof};
use crate::relation::same;
use crate::schema::Table;

/// The most foreign keys of a table of which every two are looked at. A table with more joins
/// nothing in particular, and their pairs would be beyond counting.
const MOST_KEYS: usize = 16;

/// The joins that a table makes. Its links are those from `first` on, and these are their proofs.
///
/// A key that is unique makes no many-to-many: one row of what it refers to has one row here, and
/// so at most one partner. Nor does a key of which every column is in the other.
pub(super) fn joins(table: &Table, first: usize, proofs: &[Proof]) -> Vec<Join> {
    let joining = |proof: &&Proof| proof.unique.is_none() && !same(&proof.key.target, &table.name);
    if proofs.iter().filter(joining).count() > MOST_KEYS {
        return Vec::new();
    }
    let keys = || (first..).zip(proofs).filter(|(_, proof)| joining(proof));
    let mut joins = Vec::new();
    for (left, one) in keys() {
        for (right, other) in keys().filter(|(right, _)| *right > left) {
            let (one, other) = (&one.key.columns, &other.key.columns);
            if one.iter().all(|name| is_in(name, other))
                || other.iter().all(|name| is_in(name, one))
            {
                continue;
            }
            let pair: Vec<&String> = one.iter().chain(other).collect();
            joins.push(Join {
                table: table.name.clone(),
                left,
                right,
                own: own(table, &pair),
                pairs_are_unique: keys_of(table)
                    .any(|key| key.iter().all(|name| is_in(name, &pair))),
                is_plain: proofs.len() == 2 || is_key(table, &pair),
            });
        }
    }
    joins
}

/// The columns that are neither of the pair's nor a primary key of the table's own.
fn own(table: &Table, pair: &[&String]) -> Vec<String> {
    // A primary key that holds columns of the pair is made of what the table tells; one that holds
    // none is a number to call the row by.
    let is_of_pair = table.primary_key.iter().any(|name| is_in(name, pair));
    let is_number = |name: &String| !is_of_pair && is_in(name, &table.primary_key);
    let names = table.columns.iter().map(|column| &column.name);
    names.filter(|name| !is_in(name, pair) && !is_number(name)).cloned().collect()
}

/// Whether the pair is the primary key or a unique key, no more and no less.
fn is_key(table: &Table, pair: &[&String]) -> bool {
    keys_of(table).any(|key| {
        key.iter().all(|name| is_in(name, pair)) && pair.iter().all(|name| is_in(name, &key))
    })
}

/// The columns of the primary key, and those of each unique index over all rows.
fn keys_of(table: &Table) -> impl Iterator<Item = Vec<&str>> {
    let primary: Vec<_> = table.primary_key.iter().map(String::as_str).collect();
    let of_index = table.indexes.iter().filter(|index| index.unique && !index.partial);
    let others = of_index.filter_map(|index| index.columns.iter().map(Option::as_deref).collect());
    Some(primary).filter(|key| !key.is_empty()).into_iter().chain(others)
}

fn is_in<T: AsRef<str>>(name: &str, names: &[T]) -> bool {
    names.iter().any(|own| same(own.as_ref(), name))
}
