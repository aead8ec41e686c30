//! The two sides of a relationship: what `backref` makes, and what `back_populates` names.

use std::rc::Rc;

use indexmap::IndexMap;

use super::condition::{with_sides_changed, without_sides};
use super::{Direction, Mapper, Property, Relationship};
use crate::orm::core::{Column, Expr, errors};
use crate::orm::python::{Machine, Native, Run, Value};

/// Makes the other side that `backref` asks for, and links the two.
///
/// # Errors
///
/// ArgumentError where the other class has that name already.
pub(super) fn make(
    machine: &mut Machine,
    relationship: &Rc<Relationship>,
    parent: &Rc<Mapper>,
    foreign_keys: Vec<Rc<Column>>,
) -> Run<()> {
    let Some((name, options)) = relationship.backref.borrow().clone() else { return Ok(()) };
    let resolved = relationship.resolved(machine)?;
    let target = Rc::clone(&resolved.target);
    let mut hierarchy = target.with_descendants();
    let mut above = target.inherits.clone();
    while let Some(mapper) = above {
        above = mapper.inherits.clone();
        hierarchy.push(mapper);
    }
    for mapper in hierarchy {
        if mapper.properties.borrow().contains_key(&name) {
            let message = format!(
                "Error creating backref '{name}' on relationship '{}': property of that name \
                 exists on mapper '{}'",
                relationship.described(),
                mapper.described()
            );
            return errors::argument(machine, message);
        }
    }
    let expr = |expr: &Expr| Value::Native(Rc::clone(expr) as Rc<dyn Native>);
    let mut given: IndexMap<&'static str, Value> = IndexMap::new();
    given.insert("argument", Value::Native(Rc::clone(parent) as Rc<dyn Native>));
    match &resolved.secondary {
        Some(table) => {
            given.insert("secondary", Value::Native(Rc::clone(table) as Rc<dyn Native>));
            let primary = resolved.secondaryjoin.as_ref().unwrap_or(&resolved.primaryjoin);
            given.insert("primaryjoin", expr(&without_sides(primary, true)));
            given.insert("secondaryjoin", expr(&without_sides(&resolved.primaryjoin, true)));
        }
        None => {
            given.insert("primaryjoin", expr(&reversed(relationship, &resolved.primaryjoin)));
        }
    }
    let columns = foreign_keys.into_iter().map(|column| Value::Native(column as Rc<dyn Native>));
    given.insert("foreign_keys", Value::list(columns.collect()));
    given.insert("viewonly", Value::Bool(relationship.viewonly.get()));
    given.insert("post_update", Value::Bool(relationship.post_update.get()));
    given.insert("passive_updates", Value::Bool(relationship.passive_updates.get()));
    if let Some(sync) = relationship.sync_backref.get() {
        given.insert("sync_backref", Value::Bool(sync));
    }
    let key = relationship.key.borrow().clone();
    given.insert("back_populates", Value::Str(key));
    let written_without_table = resolved.secondary.is_none()
        && options.iter().any(|(n, v)| &**n == "secondaryjoin" && !v.is_none());
    if written_without_table {
        let message =
            "Can't assign 'secondaryjoin' on a backref against a non-secondary relationship.";
        return errors::invalid(machine, message);
    }
    let other = Relationship::made_for_backref(machine, given, options)?;
    *relationship.back_populates.borrow_mut() = Some(Value::Str(Rc::clone(&name)));
    target.add_property(machine, &name, Property::Relationship(other), true)
}

/// The condition as the other side has it.
fn reversed(relationship: &Relationship, primary: &Expr) -> Expr {
    let resolved = relationship.resolved.get();
    if resolved.is_some_and(|resolved| resolved.remote_told) {
        return with_sides_changed(primary);
    }
    without_sides(primary, resolved.is_some_and(|resolved| resolved.foreign_told))
}

/// Links a relationship with the one that its `back_populates` names.
///
/// # Errors
///
/// InvalidRequestError and ArgumentError for one that is not there, or is not its other side.
pub(super) fn link(
    machine: &mut Machine,
    relationship: &Rc<Relationship>,
    parent: &Rc<Mapper>,
    name: &str,
) -> Run<()> {
    let target = Rc::clone(&relationship.resolved(machine)?.target);
    let other = match target.property_or_error(machine, name)? {
        Property::Relationship(other) => other,
        _ => {
            let message = format!(
                "back_populates on relationship '{}' refers to attribute '{}.{name}' that is not a \
                 relationship.  The back_populates parameter should refer to the name of a \
                 relationship on the target class.",
                relationship.described(),
                target.class.name
            );
            return errors::invalid(machine, message);
        }
    };
    settle_sync(machine, relationship, &other)?;
    settle_sync(machine, &other, relationship)?;
    add_reverse(relationship, &other);
    let other_target = other.find_target(machine)?;
    if !Rc::ptr_eq(&other_target.base(), &parent.base()) {
        let message = format!(
            "reverse_property '{name}' on relationship {} references relationship {}, which does \
             not reference mapper {}",
            relationship.described(),
            other.described(),
            parent.described()
        );
        return errors::argument(machine, message);
    }
    let direction = relationship.resolved(machine)?.direction;
    let other_direction = other.resolved.get().map(|resolved| resolved.direction);
    if direction != Direction::ManyToMany && other_direction == Some(direction) {
        let message = format!(
            "{} and back-reference {} are both of the same direction {}.  Did you mean to set \
             remote_side on the many-to-one side ?",
            other.described(),
            relationship.described(),
            direction.repr()
        );
        return errors::argument(machine, message);
    }
    Ok(())
}

fn add_reverse(one: &Rc<Relationship>, other: &Rc<Relationship>) {
    for (from, to) in [(one, other), (other, one)] {
        let known = from.reverse.borrow().iter().any(|known| Rc::ptr_eq(known, to));
        if !known {
            from.reverse.borrow_mut().push(Rc::clone(to));
        }
    }
}

/// Where one side only views, the other does not write to it.
fn settle_sync(machine: &mut Machine, one: &Relationship, other: &Relationship) -> Run<()> {
    if !one.viewonly.get() {
        return Ok(());
    }
    if other.sync_backref.get() == Some(true) {
        let message = format!(
            "Relationship {} cannot specify sync_backref=True since {} includes viewonly=True.",
            other.described(),
            one.described()
        );
        return errors::invalid(machine, message);
    }
    if !other.viewonly.get() {
        other.sync_backref.set(Some(false));
    }
    Ok(())
}
