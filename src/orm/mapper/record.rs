//! The relationships of a run as plain data, for recordings and for the tool's own relation model.

use super::{Direction, Relationship, Shared};
use crate::orm::python::Machine;

/// One relationship.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The class that has it.
    pub class: String,
    /// Its name there.
    pub attribute: String,
    /// The class on the other side.
    pub target: String,
    /// Which side holds the key.
    pub direction: Direction,
    /// It is a collection.
    pub uselist: bool,
    /// The join table.
    pub secondary: Option<String>,
    /// The other side that is kept in step with it.
    pub back_populates: Option<String>,
}

/// The relationships that are resolved, by registry, class and name, in the order in which they
/// were declared.
pub fn relationships(machine: &Machine) -> Vec<Recorded> {
    let shared = Shared::of(machine);
    let mut found = Vec::new();
    for registry in shared.registries.borrow().iter() {
        for mapper in registry.mappers.borrow().iter() {
            for relationship in mapper.relationships() {
                found.extend(record(&mapper.class.name, &relationship));
            }
        }
    }
    found
}

fn record(class: &str, relationship: &Relationship) -> Option<Recorded> {
    let resolved = relationship.resolved.get()?;
    let back_populates = relationship.back_populates.borrow().clone();
    Some(Recorded {
        class: class.to_owned(),
        attribute: relationship.key.borrow().to_string(),
        target: resolved.target.class.name.to_string(),
        direction: resolved.direction,
        uselist: resolved.uselist,
        secondary: resolved.secondary.as_ref().map(|table| table.full_name().to_string()),
        back_populates: back_populates
            .and_then(|value| super::Attribute::named_relationship(&value))
            .map(|name| name.to_string()),
    })
}
