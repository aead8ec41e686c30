//! A link in standard words.

use super::noun::{counted, one};
use crate::relation::name::singular;
use crate::relation::{Cardinality, End, Link, Participation};

/// All that a link says, without full stops: "a store has many items", "an item must belong to a
/// store". One sentence at least.
pub fn sentences(link: &Link) -> Vec<String> {
    let mut said = Vec::new();
    said.extend(has(&link.left, &link.right, link.through.as_deref()));
    if link.is_many_to_many() {
        said.extend(has(&link.right, &link.left, link.through.as_deref()));
    } else if said.is_empty() || link.left.participation.is_some() {
        said.push(belongs(link));
    }
    if said.is_empty() {
        said.push(format!("{} has {}", one(&link.left.entity), counted(&link.right.entity, true)));
    }
    said
}

/// What a link says first: "a store has many items", else "an item belongs to a store".
pub fn sentence(link: &Link) -> String {
    sentences(link).swap_remove(0)
}

/// "an item belongs to a store": what is said of the row that holds the key.
pub fn belongs(link: &Link) -> String {
    let (row, of) = (one(&link.right.entity), &link.left.entity);
    match link.left.participation {
        None => format!("{row} belongs to {}", one(of)),
        Some(Participation::Mandatory) => format!("{row} must belong to {}", one(of)),
        Some(Participation::Optional) => format!("{row} may belong to no {}", singular(of)),
    }
}

/// "a store has many items"; nothing where it is not said how many.
fn has(owner: &End, owned: &End, through: Option<&str>) -> Option<String> {
    let many = owned.cardinality? == Cardinality::Many;
    let through = through.map_or_else(String::new, |table| format!(" through {table}"));
    let owner = one(&owner.entity);
    Some(match (owned.participation, many) {
        (Some(Participation::Mandatory), true) => {
            format!("{owner} has at least {}{through}", counted(&owned.entity, false))
        }
        (Some(Participation::Mandatory), false) => {
            format!("{owner} must have {}{through}", counted(&owned.entity, false))
        }
        _ => format!("{owner} has {}{through}", counted(&owned.entity, many)),
    })
}
