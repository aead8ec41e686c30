//! How Core understands mapped classes and their attributes.

use std::rc::Rc;

use super::declared::MappedColumn;
use super::{Attribute, Entity, Mapper, Property};
use crate::orm::core::{Coerce, Element, EntityItem, Expr, FromClause, Item, Role};
use crate::orm::python::{Machine, Run, Value};

/// What the mapper knows to understand.
pub struct Mapped;

impl Coerce for Mapped {
    fn expression(&self, machine: &mut Machine, value: &Value, role: Role) -> Run<Option<Expr>> {
        if let Some(attribute) = value.native::<Attribute>() {
            return match attribute.expr() {
                Some(expr) => Ok(Some(expr)),
                None => attribute.clause(machine).map(Some),
            };
        }
        if let Some(mapped) = value.native::<MappedColumn>() {
            return Ok(Some(Element::column(&mapped.column.borrow())));
        }
        let _ = role;
        Ok(None)
    }

    fn item(&self, machine: &mut Machine, value: &Value) -> Run<Option<Item>> {
        let Some(entity) = Entity::of(value) else { return Ok(None) };
        entity.mapper().registry.check(machine)?;
        Ok(Some(Item::Entity(Rc::new(EntityItem {
            value: entity.value(),
            columns: entity.exprs(),
            from: entity.from(),
            entity: Some(entity.note()),
        }))))
    }

    fn from(&self, machine: &mut Machine, value: &Value) -> Run<Option<FromClause>> {
        let Some(entity) = Entity::of(value) else { return Ok(None) };
        entity.mapper().registry.check(machine)?;
        Ok(Some(entity.from()))
    }

    fn sets(
        &self,
        _machine: &mut Machine,
        entity: Option<&Value>,
        key: &Value,
        value: &Value,
    ) -> Run<Option<Vec<(Value, Value)>>> {
        let (Some(Entity::Mapper(mapper)), Value::Str(name)) = (entity.and_then(Entity::of), key)
        else {
            return Ok(None);
        };
        let name = mapper.synonyms.borrow().get(name).cloned().unwrap_or_else(|| Rc::clone(name));
        let Some(property @ Property::Column(_)) = mapper.property(&name) else { return Ok(None) };
        let attribute = Value::Native(Attribute::of(&mapper, property));
        Ok(Some(vec![(attribute, value.clone())]))
    }
}

impl Mapper {
    /// The metadata that its tables are in.
    pub fn metadata(&self) -> Rc<crate::orm::core::MetaData> {
        self.table.metadata.upgrade().unwrap_or_else(|| Rc::clone(&self.registry.metadata))
    }
}
