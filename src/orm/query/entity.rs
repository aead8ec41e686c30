//! What a query is about: a mapped class, or an alias of one, and its columns.

use std::any::Any;
use std::rc::Rc;

use super::super::core::{Column, Element, Expr, FromClause, Kind, walk};
use super::super::mapper::{Alias, ColumnProperty, Entity, Mapper, Property, mapper_of};
use super::super::python::Value;

/// The mapper of an entity.
pub fn mapper(entity: &Entity) -> &Rc<Mapper> {
    match entity {
        Entity::Mapper(mapper) => mapper,
        Entity::Alias(alias) => &alias.mapper,
    }
}

/// The class of which rows are asked for: all that `with_polymorphic()` reads, of one that comes
/// with it.
pub fn narrowed_to(entity: &Entity) -> &Rc<Mapper> {
    match entity {
        Entity::Alias(alias) => alias.part_of.as_ref().unwrap_or(&alias.mapper),
        Entity::Mapper(mapper) => mapper,
    }
}

/// What an entity reads from.
pub fn from(entity: &Entity) -> FromClause {
    entity.from()
}

/// The alias that an entity is read from, if it is one.
pub fn alias(entity: &Entity) -> Option<FromClause> {
    match entity {
        Entity::Mapper(_) => None,
        Entity::Alias(alias) => Some(alias.from.clone()),
    }
}

/// Both are the same class, or the same alias.
pub fn same(a: &Entity, b: &Entity) -> bool {
    match (a, b) {
        (Entity::Mapper(a), Entity::Mapper(b)) => Rc::ptr_eq(a, b),
        (Entity::Alias(a), Entity::Alias(b)) => Rc::ptr_eq(a, b),
        _ => false,
    }
}

/// A number by which paths are told apart: one for all classes of a hierarchy, one for each alias.
pub fn number(entity: &Entity) -> usize {
    match entity {
        Entity::Mapper(mapper) => Rc::as_ptr(&mapper.base()).addr(),
        Entity::Alias(alias) => Rc::as_ptr(alias).addr(),
    }
}

/// The class is the other one, or is derived from it.
pub fn is_a(mapper: &Rc<Mapper>, other: &Rc<Mapper>) -> bool {
    mapper.is_a(other)
}

/// Both are of one hierarchy.
pub fn common(a: &Rc<Mapper>, b: &Rc<Mapper>) -> bool {
    Rc::ptr_eq(&a.base(), &b.base())
}

/// What is asked about `entity` holds for `given`: the same alias, or classes of which one is the
/// other's ancestor.
pub fn corresponds(given: &Entity, entity: &Entity) -> bool {
    match (given, entity) {
        (Entity::Mapper(a), Entity::Mapper(b)) => common(a, b),
        _ => same(given, entity),
    }
}

/// How messages name it: the class's name, or `aliased(User)`.
pub fn name(entity: &Entity) -> String {
    match entity {
        Entity::Mapper(mapper) => mapper.class.name.to_string(),
        Entity::Alias(alias) => format!("aliased({})", alias.mapper.class.name),
    }
}

/// The entity that a value stands for: a mapped class or an alias.
pub fn of_value(value: &Value) -> Option<Entity> {
    match value {
        Value::Class(class) => mapper_of(class).map(Entity::Mapper),
        other => other
            .native::<Alias>()
            .map(Entity::Alias)
            .or_else(|| other.native::<Mapper>().map(Entity::Mapper)),
    }
}

/// It as a script holds it.
pub fn value(entity: &Entity) -> Value {
    match entity {
        Entity::Mapper(mapper) => Value::Class(Rc::clone(&mapper.class)),
        Entity::Alias(alias) => {
            Value::Native(Rc::clone(alias) as Rc<dyn super::super::python::Native>)
        }
    }
}

/// The entity that a mapper noted on an expression.
pub fn of_note(note: &Rc<dyn Any>) -> Option<Entity> {
    if let Ok(mapper) = Rc::clone(note).downcast::<Mapper>() {
        return Some(Entity::Mapper(mapper));
    }
    if let Ok(alias) = Rc::clone(note).downcast::<Alias>() {
        return Some(Entity::Alias(alias));
    }
    Rc::clone(note).downcast::<Entity>().ok().map(|entity| Entity::clone(&entity))
}

/// The first entity that an expression is of.
pub fn of_expr(expr: &Expr) -> Option<Entity> {
    let mut found = None;
    walk::walk(expr, false, &mut |part| {
        if found.is_none() {
            found = part.notes.entity.as_ref().and_then(of_note);
        }
        found.is_none()
    });
    found
}

/// A column of the class's table as it stands in what the class is read from.
pub fn column(column: &Rc<Column>, from: Option<&FromClause>) -> Expr {
    let plain = Element::column(column);
    match from {
        Some(from) => from.corresponding(&plain).unwrap_or(plain),
        None => plain,
    }
}

/// What an attribute selects, noted with its name; none of a relationship.
pub fn selected(entity: &Entity, property: &Property) -> Option<Expr> {
    entity.expr(property)
}

/// The attribute of this column.
pub fn property_of(mapper: &Mapper, column: &Rc<Column>) -> Option<Rc<ColumnProperty>> {
    mapper.properties.borrow().values().find_map(|property| match property {
        Property::Column(own)
            if Rc::ptr_eq(&own.column, column)
                || own.also.iter().any(|other| Rc::ptr_eq(other, column)) =>
        {
            Some(Rc::clone(own))
        }
        _ => None,
    })
}

/// The attributes in the mapper's order.
pub fn properties(mapper: &Mapper) -> Vec<(Rc<str>, Property)> {
    mapper.properties.borrow().iter().map(|(key, p)| (Rc::clone(key), p.clone())).collect()
}

/// A column's attribute is needed to know the object: part of the key, or the discriminator.
pub fn is_essential(mapper: &Mapper, property: &ColumnProperty) -> bool {
    mapper.primary_key.iter().any(|own| Rc::ptr_eq(own, &property.column))
        || mapper.polymorphic.as_ref().is_some_and(|p| Rc::ptr_eq(&p.on, &property.column))
}

/// The table's column that an expression is, if it is one.
pub fn plain_column(expr: &Expr) -> Option<&Rc<Column>> {
    if let Kind::Column(column) = &expr.kind { Some(column) } else { None }
}
