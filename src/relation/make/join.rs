//! The join table of a many-to-many.

use super::draft::{Draft, NewKey};
use super::halt::Halt;
use super::key::{Wish, add};
use super::names::{holds, list, type_of_attribute};
use super::table::is_free;
use super::target::Target;
use super::work::Work;
use crate::relation::name::{index, join_table};
use crate::relation::{Link, same};
use crate::sql::tokens::quoted;

/// Makes the join table of a link between two tables that are there, or gives the one that is there
/// the keys that it lacks.
pub(super) fn join(work: &mut Work<'_>, link: &Link) -> Result<(), Halt> {
    let (left, right) = (&link.left.entity, &link.right.entity);
    let name = match &link.through {
        Some(name) => name.clone(),
        None => join_table(left, right),
    };
    if work.table(&name).is_none() {
        return create(work, &name, [left, right]);
    }
    for (target, wanted) in [(left, 1), (right, if same(left, right) { 2 } else { 1 })] {
        let refers = |proof: &&crate::relation::finding::Proof| {
            same(&proof.key.table, &name) && same(&proof.key.target, target)
        };
        if work.inferred.proofs.iter().filter(refers).count() < wanted {
            let (table, target) = (name.clone(), target.clone());
            add(work, &Wish { table, target, ..Wish::default() })?;
        }
    }
    Ok(())
}

/// Makes a join table whose primary key is the pair of its keys. An index serves those who come from
/// the second table; the primary key serves those who come from the first.
fn create(work: &mut Work<'_>, name: &str, ends: [&String; 2]) -> Result<(), Halt> {
    is_free(work, name)?;
    let entity = work.model.entity(name).cloned().unwrap_or_default();
    let mut draft = Draft { name: name.to_owned(), ..Draft::default() };
    let mut keys: Vec<NewKey> = Vec::new();
    for end in ends {
        let target = Target::of(work, end, &[])?;
        let taken = keys.iter().flat_map(|key| key.columns.clone()).collect::<Vec<_>>();
        let key = NewKey {
            columns: target.columns_for(&taken),
            types: target.types(false),
            targets: target.names(),
            target: target.table,
            not_null: true,
            unique: false,
            deferring: "",
        };
        draft.refer(&key);
        keys.push(key);
    }
    draft.primary_key = draft.names();
    for attribute in &entity.attributes {
        let known = holds(&draft.names(), &attribute.name);
        // The pair is the key: a number of its own would be one more.
        if !known && !attribute.primary_key {
            let declared = type_of_attribute(&attribute.declared, false);
            let column = draft.column(&attribute.name, &declared);
            column.not_null = attribute.not_null;
            column.unique = attribute.unique;
        }
    }
    work.run(draft.sql())?;
    let Some(second) = keys.last() else { return Ok(()) };
    let index = quoted(&work.free(index(name, &second.columns)));
    let columns = list(&second.columns);
    work.run(format!("CREATE INDEX {index} ON {} ({columns});", quoted(name)))
}
