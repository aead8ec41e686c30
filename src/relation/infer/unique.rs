//! What keeps two rows from referring to the same row.

use crate::relation::finding::{Flaw, Reference, Uniqueness};
use crate::relation::same;
use crate::schema::{Affinity, Column, Index, IndexOrigin, Table};
use crate::sql::partial;

/// What keeps the columns of a key unique, the primary key before a constraint before an index.
///
/// An index that holds only for some rows counts where it leaves out no row that refers to one:
/// where it asks no more than that columns of the key are not NULL. NULL beside UNIQUE does no
/// harm, for a row with a NULL in its key refers to nothing.
pub(super) fn uniqueness(table: &Table, key: &Reference, target: &Table) -> Option<Uniqueness> {
    let held = |index: &&Index| {
        index.unique
            && index.columns.iter().zip(&index.collations).all(|(column, how)| {
                let column = column.as_deref();
                column.is_some_and(|column| tells_apart(key, target, column, how))
            })
            && (!index.partial || holds_for_all(index, table, key))
    };
    let among = |name: &String| key.columns.iter().any(|column| same(column, name));
    let has_index = table.indexes.iter().any(|index| index.origin == IndexOrigin::PrimaryKey);
    // A key that is another name for the rowid has no index.
    if !has_index && !table.primary_key.is_empty() && table.primary_key.iter().all(among) {
        return Some(Uniqueness::PrimaryKey);
    }
    let rank = |index: &&Index| match index.origin {
        IndexOrigin::PrimaryKey => 0,
        IndexOrigin::Unique => 1,
        IndexOrigin::Statement => 2,
    };
    let index = table.indexes.iter().filter(held).min_by_key(rank)?;
    Some(match index.origin {
        IndexOrigin::PrimaryKey => Uniqueness::PrimaryKey,
        IndexOrigin::Unique => Uniqueness::Constraint,
        IndexOrigin::Statement => Uniqueness::Index(index.name.clone()),
    })
}

/// Whether two values that a unique index takes for different in this column of the key refer to
/// different rows. They are looked up as the column referred to compares: where that takes `a` and
/// `A` for one, an index that does not lets both in.
fn tells_apart(key: &Reference, target: &Table, column: &str, collation: &str) -> bool {
    let mut targets = key.columns.iter().zip(&key.targets).filter(|(own, _)| same(own, column));
    targets.any(|(_, name)| {
        let compared = target.column(name).map_or("BINARY", |column| column.collation.as_str());
        same(compared, "BINARY") || same(compared, collation)
    })
}

/// Whether an index with a WHERE clause leaves out no row whose key refers to anything.
fn holds_for_all(index: &Index, table: &Table, key: &Reference) -> bool {
    let asked = index.sql.as_deref().and_then(partial::not_null);
    let never_null = |name: &String| {
        key.columns.iter().any(|column| same(column, name))
            || table.column(name).is_some_and(|column| column.not_null)
    };
    asked.is_some_and(|columns| columns.iter().all(never_null))
}

/// The columns of a unique key that have another type than what they refer to, as flaws.
pub(super) fn other_types<'a>(
    table: &'a Table,
    key: &'a Reference,
    target: &'a Table,
) -> impl Iterator<Item = Flaw> + 'a {
    let pairs = key.columns.iter().zip(&key.targets);
    pairs.filter_map(move |(own, name)| {
        let (column, referred) = (table.column(own)?, target.column(name)?);
        merges(column, referred).then(|| Flaw::OtherType(key.clone(), own.clone()))
    })
}

/// Whether values that differ in the one column can be looked up as one value in the other. A
/// value takes on the affinity of the column that it is looked up in
/// (<https://sqlite.org/foreignkeys.html#fk_indexes>).
fn merges(column: &Column, referred: &Column) -> bool {
    let keeps_texts = matches!(column.affinity, Affinity::Text | Affinity::Blob);
    keeps_texts && column.affinity != referred.affinity && referred.affinity != Affinity::Blob
}

/// Whether a column is kept unique by itself, for all rows in which it is not NULL.
pub(super) fn is_alone(table: &Table, column: &str) -> bool {
    table.indexes.iter().any(|index| {
        let only = matches!(index.columns.as_slice(), [Some(name)] if same(name, column));
        let asked = || index.sql.as_deref().and_then(partial::not_null);
        let holds = || {
            !index.partial
                || asked().is_some_and(|names| names.iter().all(|name| same(name, column)))
        };
        only && index.unique && index.origin != IndexOrigin::PrimaryKey && holds()
    })
}
