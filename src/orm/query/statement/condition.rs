//! `filter_by(name="x")`.

use std::rc::Rc;

use super::super::super::core::{Expr, FromClause, Item, Role, coerce, errors};
use super::super::super::mapper::{Entity, Property};
use super::super::super::python::{Comparison, Machine, Run, Value};
use super::super::entity;
use super::{Query, attribute_of};
use crate::nearest::nearest_cased;

/// The entity that a join leads to.
pub(super) fn resolves(target: &Value) -> Option<Entity> {
    if let Some(attribute) = attribute_of(target)
        && let Property::Relationship(relationship) = &attribute.property
    {
        return match &attribute.of_type {
            Some(entity) => Some(entity.clone()),
            None => relationship.target.get().cloned().map(Entity::Mapper),
        };
    }
    entity::of_value(target)
}

/// The conditions that the values are equal.
pub(super) fn filter_by(
    machine: &mut Machine,
    query: &Query,
    named: &[(Rc<str>, Value)],
) -> Run<Vec<Expr>> {
    let entity = query.filtered();
    let mut conditions = Vec::new();
    for (name, value) in named {
        let attribute = match &entity {
            Some(entity) => attribute(machine, entity, name)?,
            None => column(machine, query, name)?,
        };
        let made = machine.compare(Comparison::Equal, &attribute, value)?;
        conditions.push(coerce::expression(machine, &made, Role::Where)?);
    }
    Ok(conditions)
}

/// An attribute of an entity.
fn attribute(machine: &mut Machine, entity: &Entity, name: &str) -> Run<Value> {
    let owner = entity::value(entity);
    if let Some(value) = machine.attribute_if_any(&owner, name)? {
        return Ok(value);
    }
    let shown = match entity {
        Entity::Mapper(mapper) => mapper.table.name.to_string(),
        alias => entity::name(alias),
    };
    let names = machine.names_of(&owner);
    let meant = nearest_cased(name, names.iter().map(|name| &**name));
    missing(machine, &shown, name).map_err(|stop| stop.with_hint(meant))
}

fn missing<T>(machine: &mut Machine, shown: &str, name: &str) -> Run<T> {
    let text = format!("Entity namespace for \"{shown}\" has no property \"{name}\"");
    errors::invalid(machine, text)
}

/// A column of what is read from, where that is no class.
fn column(machine: &mut Machine, query: &Query, name: &str) -> Run<Value> {
    let from = match query.select.joins.last() {
        Some(join) => join.from.clone(),
        None => query.select.froms.first().cloned().or_else(|| match query.select.items.first() {
            Some(Item::From(from)) => Some(from.clone()),
            Some(Item::Expr(expr)) => expr.owner(),
            _ => None,
        }),
    };
    let Some(from) = from else { return missing(machine, "None", name) };
    match from.column(name) {
        Some(expr) => Ok(Value::Native(expr as _)),
        None => {
            let shown = match &from {
                FromClause::Table(table) => table.name.to_string(),
                other => other.name().map_or_else(|| "anon_1".to_owned(), |n| n.to_string()),
            };
            missing(machine, &shown, name)
        }
    }
}
