//! What a model is made of, part by part.

use super::Part;
use crate::relation::{Model, same};

/// The parts of a model in the order in which they are made: its links, then the entities that no
/// link speaks of.
pub fn parts(model: &Model) -> Vec<Part<'_>> {
    let spoken_of = |name: &str| {
        model.links.iter().any(|link| {
            let through = link.through.as_ref();
            same(&link.left.entity, name)
                || same(&link.right.entity, name)
                || through.is_some_and(|through| same(through, name))
        })
    };
    let lone = model.entities.iter().map(|entity| entity.name.as_str());
    let lone = lone.filter(|name| !spoken_of(name)).map(Part::Entity);
    model.links.iter().map(Part::Link).chain(lone).collect()
}
