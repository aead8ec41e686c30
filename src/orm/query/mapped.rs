//! Which statements are about mapped classes.

use std::rc::Rc;

use super::super::core::{Expr, FromClause, Item, Select, Table};
use super::super::mapper::{Attribute, Property, Shared};
use super::super::python::{Machine, Value};
use super::entity;
use super::settings::Planned;

/// The statement is about mapped classes.
pub fn is_mapped(machine: &Machine, select: &Select) -> bool {
    if Planned::is(select) {
        return false;
    }
    if select.note.is_some() || !select.options.is_empty() {
        return true;
    }
    let noted = |expr: &Expr| entity::of_expr(expr).is_some();
    let items = select.items.iter().any(|item| match item {
        Item::Entity(_) => true,
        Item::Expr(expr) => noted(expr),
        Item::From(_) => false,
    });
    let joins = select.joins.iter().any(|join| {
        is_relationship(&join.target)
            || entity::of_value(&join.target).is_some()
            || join.on.as_ref().is_some_and(is_relationship)
    });
    let froms = select.froms.iter().flat_map(FromClause::leaves).any(|from| match from {
        FromClause::Table(table) => is_mapped_table(machine, &table),
        _ => false,
    });
    items || joins || select.wheres.iter().any(noted) || froms
}

fn is_mapped_table(machine: &Machine, table: &Rc<Table>) -> bool {
    Shared::of(machine).registries.borrow().iter().any(|registry| {
        registry.mappers.borrow().iter().any(|mapper| Rc::ptr_eq(&mapper.table, table))
    })
}

/// The value names a relationship.
fn is_relationship(value: &Value) -> bool {
    value
        .native::<Attribute>()
        .is_some_and(|attribute| matches!(attribute.property, Property::Relationship(_)))
}
