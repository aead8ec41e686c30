//! What keeps two rows from referring to the same row.

use crate::relation::finding::{Flaw, Reference, Uniqueness};
use crate::relation::same;
use crate::schema::{Affinity, Column, Index, IndexOrigin, Table};
use crate::sql::partial;

/// What keeps the columns of a key unique, and which of them: the primary key before a constraint
/// before an index, and before all what holds for certain, see [`other_types`].
///
/// An index that holds only for some rows counts where it leaves out no row that refers to one:
/// where it asks no more than that columns of the key are not NULL. NULL beside UNIQUE does no
/// harm, for a row with a NULL in its key refers to nothing.
pub(super) fn uniqueness(
    table: &Table,
    key: &Reference,
    target: &Table,
) -> Option<(Uniqueness, Vec<String>)> {
    let of_index = |index: &Index| {
        let columns: Vec<String> = index.columns.iter().cloned().collect::<Option<_>>()?;
        let tells_apart = |(column, how): (&String, &String)| tells_apart(key, target, column, how);
        let holds = index.unique
            && columns.iter().zip(&index.collations).all(tells_apart)
            && (!index.partial || holds_for_all(index, table, key));
        let why = match index.origin {
            IndexOrigin::PrimaryKey => Uniqueness::PrimaryKey,
            IndexOrigin::Unique => Uniqueness::Constraint,
            IndexOrigin::Statement => Uniqueness::Index(index.name.clone()),
        };
        holds.then_some((why, columns))
    };
    let found = by_rowid(table, key).into_iter().chain(table.indexes.iter().filter_map(of_index));
    found.min_by_key(|(why, columns)| {
        let is_uncertain = other_types(table, key, target, columns).next().is_some();
        let rank = match why {
            Uniqueness::PrimaryKey => 0,
            Uniqueness::Constraint => 1,
            Uniqueness::Index(_) => 2,
        };
        (is_uncertain, rank)
    })
}

/// The primary key where it is another name for the rowid, which has no index.
fn by_rowid(table: &Table, key: &Reference) -> Option<(Uniqueness, Vec<String>)> {
    let has_index = table.indexes.iter().any(|index| index.origin == IndexOrigin::PrimaryKey);
    let among = |name: &String| key.columns.iter().any(|column| same(column, name));
    let holds = !has_index && !table.primary_key.is_empty() && table.primary_key.iter().all(among);
    holds.then(|| (Uniqueness::PrimaryKey, table.primary_key.clone()))
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

/// The columns of a key that keep it unique and have another type than what they refer to, as
/// flaws.
pub(super) fn other_types<'a>(
    table: &'a Table,
    key: &'a Reference,
    target: &'a Table,
    unique: &'a [String],
) -> impl Iterator<Item = Flaw> + 'a {
    let pairs = key.columns.iter().zip(&key.targets);
    let pairs = pairs.filter(|(own, _)| unique.iter().any(|name| same(name, own)));
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
