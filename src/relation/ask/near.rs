//! What was probably meant, where a table or a key is not there.

use crate::nearest::nearest;
use crate::relation::Entity;
use crate::relation::finding::Inferred;
use crate::relation::name::{same_noun, singular};

/// The table that was probably meant: the same word as one or as many, else the nearest name.
pub(super) fn table(inferred: &Inferred, name: &str) -> Option<String> {
    let names = || inferred.model.entities.iter().map(|entity| entity.name.as_str());
    let is_form = |table: &&str| same_noun(table, name);
    names().find(is_form).or_else(|| nearest(name, names())).map(str::to_owned)
}

/// A column that bears the name of a key to a table and refers to nothing: `store_id` or `StoreID`
/// for a key to stores. Where the key's columns are said, the one of them that is there.
pub(super) fn loose_column(
    inferred: &Inferred,
    table: &str,
    target: &str,
    columns: &[String],
) -> Option<String> {
    let (table, target) = (inferred.model.entity(table)?, inferred.model.entity(target)?);
    let names: Vec<String> = match columns {
        [] => key_names(target),
        said => said.iter().map(|name| plain(name)).collect(),
    };
    let loose = table.attributes.iter().filter(|attribute| !attribute.foreign_key);
    // A table's own `id` is no key to another.
    let others = loose.filter(|attribute| !(attribute.primary_key && columns.is_empty()));
    let found = others.map(|attribute| &attribute.name).find(|name| names.contains(&plain(name)));
    found.cloned()
}

/// The names that a key to a table usually bears.
fn key_names(target: &Entity) -> Vec<String> {
    let (one, many) = (plain(&singular(&target.name)), plain(&target.name));
    let mut names = vec![format!("{one}id"), format!("{many}id")];
    let mut keys = target.attributes.iter().filter(|attribute| attribute.primary_key);
    if let (Some(key), None) = (keys.next(), keys.next()) {
        let key = plain(&key.name);
        names.extend([format!("{one}{key}"), format!("{many}{key}")]);
        // `CustomerID` is the key's name in both tables; `id` alone says nothing.
        if key.len() > 2 && key.contains(&one) {
            names.push(key);
        }
    }
    names
}

/// A name without what differs between two manners of writing names.
fn plain(name: &str) -> String {
    name.chars()
        .filter(|letter| !matches!(letter, '_' | ' ' | '-'))
        .collect::<String>()
        .to_lowercase()
}
