//! The relationships of mapped classes, as a recording has them.

use crate::orm::mapper::{Direction, Property, Shared};
use crate::orm::python::Machine;
use crate::orm::recording::Related;

/// Every relationship, by class and attribute. Configured ones only.
pub(super) fn related(machine: &Machine) -> Vec<Related> {
    let mut found = Vec::new();
    for registry in Shared::of(machine).registries.borrow().iter() {
        for mapper in registry.mappers.borrow().iter() {
            for property in mapper.properties.borrow().values() {
                let Property::Relationship(relationship) = property else { continue };
                let Some(resolved) = relationship.resolved.get() else { continue };
                // What a class inherits is told of its ancestor.
                let is_own =
                    relationship.parent.get().is_some_and(|it| std::rc::Rc::ptr_eq(it, mapper));
                if !is_own {
                    continue;
                }
                let reverse = relationship.reverse.borrow();
                let mut back: Vec<String> =
                    reverse.iter().map(|other| other.key.borrow().to_string()).collect();
                back.sort();
                found.push(Related {
                    class: mapper.class.name.to_string(),
                    attribute: relationship.key.borrow().to_string(),
                    target: resolved.target.class.name.to_string(),
                    direction: match resolved.direction {
                        Direction::OneToMany => "ONETOMANY",
                        Direction::ManyToOne => "MANYTOONE",
                        Direction::ManyToMany => "MANYTOMANY",
                    },
                    uselist: resolved.uselist,
                    secondary: resolved.secondary.as_ref().map(|table| table.name.to_string()),
                    back_populates: back.into_iter().next(),
                });
            }
        }
    }
    found.sort_by(|a, b| (&a.class, &a.attribute).cmp(&(&b.class, &b.attribute)));
    found
}
