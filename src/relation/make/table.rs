//! A table that is not there yet, made with all the keys that the model has for it.

use super::draft::{Draft, NewKey};
use super::halt::Halt;
use super::names::{holds, type_of_attribute};
use super::target::Target;
use super::work::Work;
use super::{Note, Why, ring};
use crate::relation::ask::upright;
use crate::relation::name::KEY;
use crate::relation::{Cardinality, Entity, Link, Participation, same};

/// Makes the table of a link, after those that it refers to.
pub(super) fn create(work: &mut Work<'_>, name: &str, near: Option<String>) -> Result<(), Halt> {
    let mut open = Vec::new();
    create_after(work, name, &mut open)?;
    if let Some(near) = near {
        work.note(Note::Near { name: name.to_owned(), near });
    }
    Ok(())
}

/// `open` are the tables that are to be made after this one, because they refer to it.
fn create_after(work: &mut Work<'_>, name: &str, open: &mut Vec<String>) -> Result<(), Halt> {
    is_free(work, name)?;
    let entity = work.model.entity(name).cloned();
    let name = entity.as_ref().map_or(name, |entity| &entity.name).to_owned();
    let links: Vec<Link> = work
        .model
        .links
        .iter()
        .filter(|link| !link.is_many_to_many())
        .map(upright)
        .filter(|link| same(&link.right.entity, &name))
        .collect();
    open.push(name.clone());
    for link in &links {
        let target = &link.left.entity;
        if work.table(target).is_none() && !holds(open, target) {
            create_after(work, target, open)?;
        }
    }
    let mut draft = draft(&name, entity.as_ref());
    for link in &links {
        if let Some(key) = key(work, &draft, link)? {
            draft.refer(&key);
        }
    }
    work.run(draft.sql())
}

/// Refuses a name that something else bears.
pub(super) fn is_free(work: &Work<'_>, name: &str) -> Result<(), Halt> {
    if name.get(..7).is_some_and(|start| same(start, "sqlite_")) {
        return Err(Why::Reserved(name.to_owned()).into());
    }
    if work.schema.views.iter().any(|view| same(view, name)) {
        return Err(Why::View(name.to_owned()).into());
    }
    if work.is_taken(name) {
        return Err(Why::NameTaken(name.to_owned()).into());
    }
    Ok(())
}

/// A table with the columns that are said of it, and a primary key.
fn draft(name: &str, entity: Option<&Entity>) -> Draft {
    let mut draft = Draft { name: name.to_owned(), ..Draft::default() };
    let attributes = entity.map(|entity| entity.attributes.as_slice()).unwrap_or_default();
    let keyed = attributes.iter().filter(|attribute| attribute.primary_key);
    draft.primary_key = keyed.map(|attribute| attribute.name.clone()).collect();
    if draft.primary_key.is_empty() {
        draft.primary_key.push(KEY.to_owned());
        let own = attributes.iter().find(|attribute| same(&attribute.name, KEY));
        let declared = own.map_or("", |own| own.declared.as_str());
        draft.column(KEY, &type_of_attribute(declared, true));
    }
    for attribute in attributes {
        let is_key = holds(&draft.primary_key, &attribute.name);
        let declared =
            type_of_attribute(&attribute.declared, is_key && draft.primary_key.len() == 1);
        let column = draft.column(&attribute.name, &declared);
        column.not_null |= attribute.not_null || is_key;
        column.unique |= attribute.unique;
    }
    draft
}

/// The key of a link for a new table; none where the table has it already.
fn key(work: &mut Work<'_>, draft: &Draft, link: &Link) -> Result<Option<NewKey>, Halt> {
    let (table, target) = (&draft.name, &link.left.entity);
    let target = Target::of(work, target, &link.columns)?;
    let mut columns = link.columns.clone();
    if columns.is_empty() {
        // A table that refers to itself by its own key would refer to the same row.
        let taken = if same(table, &target.table) { draft.names() } else { Vec::new() };
        let keyed = draft.columns.iter().filter(|column| column.references.is_some());
        let taken: Vec<String> = keyed.map(|column| column.name.clone()).chain(taken).collect();
        columns = target.columns_for(&taken);
    }
    let not_null = link.left.participation == Some(Participation::Mandatory);
    let deferring = if not_null { ring::deferring(work, table, &target.table) } else { "" };
    Ok(Some(NewKey {
        columns,
        types: target.types(false),
        targets: target.names(),
        target: target.table,
        not_null,
        unique: link.right.cardinality == Some(Cardinality::One),
        deferring,
    }))
}
