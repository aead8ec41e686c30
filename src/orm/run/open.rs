//! Relationships that cannot be completed, and what stands in the way of each.

use std::rc::Rc;

use crate::nearest::nearest_cased;
use crate::orm::core::{Table, Target};
use crate::orm::mapped::{Obstacle, OpenRelationship};
use crate::orm::mapper::{Mapper, Property, Relationship, Unsettled};

/// The relationships of a class that are not complete, where configuration failed there first.
pub(super) fn open(
    mapper: &Rc<Mapper>,
    all: &[Rc<Mapper>],
    first: Option<&Unsettled>,
) -> Vec<OpenRelationship> {
    let properties = mapper.properties.borrow();
    let own = properties.iter().filter_map(|(name, property)| match property {
        Property::Relationship(it) if !it.settled.get() => Some((name, it)),
        _ => None,
    });
    let open = own.map(|(name, it)| OpenRelationship {
        attribute: name.to_string(),
        obstacle: obstacle(mapper, it, all, first),
    });
    open.collect()
}

fn obstacle(
    mapper: &Rc<Mapper>,
    relationship: &Rc<Relationship>,
    all: &[Rc<Mapper>],
    first: Option<&Unsettled>,
) -> Obstacle {
    let Some(leads_to) = target(relationship, all) else {
        let name = relationship.argument.borrow().as_str().map(|name| name.to_string());
        return name.map_or_else(|| raises(first), Obstacle::NoClass);
    };
    let back_populates = relationship.back_populates.borrow().clone();
    if let Some(named) = back_populates.as_ref().and_then(|value| value.as_str())
        && !has(&leads_to, named, all)
    {
        let (target, named) = (leads_to.class.name.to_string(), named.to_string());
        return Obstacle::NoOtherSide { target, named, instead: way_back(&leads_to, mapper, all) };
    }
    match first.and_then(|it| it.relationship.as_ref()) {
        Some(other) if !Rc::ptr_eq(other, relationship) => {
            let class = other.parent.get().map(|it| it.class.name.to_string());
            Obstacle::Behind(class.unwrap_or_default(), other.key.borrow().to_string())
        }
        _ => to_nothing(&[&mapper.table, &leads_to.table]).unwrap_or_else(|| raises(first)),
    }
}

/// A foreign key of these tables that refers to a table which is not declared. SQLAlchemy passes
/// over it as if it were none, and says that there are no foreign keys.
pub(super) fn to_nothing(tables: &[&Rc<Table>]) -> Option<Obstacle> {
    tables.iter().find_map(|table| {
        let metadata = table.metadata.upgrade()?;
        table.foreign_keys().iter().find_map(|key| {
            let Target::Text(names) = &key.target else { return None };
            let (named, column) = names.rsplit_once('.')?;
            let declared = metadata.tables.borrow();
            let in_schema = metadata.schema.as_ref().map(|schema| format!("{schema}.{named}"));
            let in_schema = in_schema.is_some_and(|named| declared.contains_key(named.as_str()));
            if in_schema || declared.contains_key(named) {
                return None;
            }
            let nearest = nearest_cased(named, declared.keys().map(|name| &**name));
            Some(Obstacle::KeyToNothing {
                column: format!("{}.{}", table.name, key.parent()?.name()),
                names: names.to_string(),
                instead: nearest.map(|table| format!("{table}.{column}")),
            })
        })
    })
}

fn raises(first: Option<&Unsettled>) -> Obstacle {
    Obstacle::Raises(first.map(|it| it.why.to_string()).unwrap_or_default())
}

/// The class to which a relationship leads, where it is there.
fn target(relationship: &Relationship, all: &[Rc<Mapper>]) -> Option<Rc<Mapper>> {
    if let Some(target) = relationship.target.get() {
        return Some(Rc::clone(target));
    }
    let argument = relationship.argument.borrow();
    let name = argument.as_str()?;
    all.iter().find(|mapper| *mapper.class.name == *name).cloned()
}

/// Whether a class has an attribute of that name, or is to get it by a `backref`.
fn has(mapper: &Rc<Mapper>, name: &str, all: &[Rc<Mapper>]) -> bool {
    let is_made = |relationship: &Relationship| {
        let backref = relationship.backref.borrow();
        backref.as_ref().is_some_and(|(made, _)| **made == *name)
    };
    let made = |other: &Rc<Mapper>| {
        let properties = other.properties.borrow();
        properties.values().any(|property| match property {
            Property::Relationship(it) => is_made(it),
            _ => false,
        })
    };
    mapper.properties.borrow().contains_key(name) || all.iter().any(made)
}

/// What leads from a class to another, where one relationship does.
fn way_back(from: &Rc<Mapper>, to: &Rc<Mapper>, all: &[Rc<Mapper>]) -> Option<String> {
    let properties = from.properties.borrow();
    let mut leading = properties.iter().filter(|(_, property)| match property {
        Property::Relationship(it) => target(it, all).is_some_and(|it| Rc::ptr_eq(&it, to)),
        _ => false,
    });
    let (name, _) = leading.next()?;
    leading.next().is_none().then(|| name.to_string())
}
