//! What this layer adds to the core: statements of mapped classes made plain, and queries where
//! expressions and FROMs are expected.

use std::rc::Rc;

use super::super::core::{Body, Expr, FromClause, Item, Kind, LabelStyle, Library, Role, Select};
use super::super::core::{Coerce, Element, Lower};
use super::super::mapper::Shared;
use super::super::python::{Machine, Run, Value};
use super::plan::plan;
use super::settings::{Planned, Settings};
use super::statement::{Query, is_relationship};
use super::{entity, names};

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

fn is_mapped_table(machine: &Machine, table: &Rc<super::super::core::Table>) -> bool {
    Shared::of(machine).registries.borrow().iter().any(|registry| {
        registry.mappers.borrow().iter().any(|mapper| Rc::ptr_eq(&mapper.table, table))
    })
}

/// Makes statements of mapped classes plain where the core meets them within others.
pub struct Plain;

impl Lower for Plain {
    fn select(&self, machine: &mut Machine, select: &Rc<Select>) -> Run<Option<Rc<Select>>> {
        if !is_mapped(machine, select) {
            return Ok(None);
        }
        let mut settings = Settings::of(select);
        if select.options.is_empty() {
            settings.nested = true;
        }
        let mut own = Select::clone(select);
        settings.note(&mut own);
        Ok(Some(plan(machine, &Rc::new(own))?.select))
    }

    fn filter_by(
        &self,
        machine: &mut Machine,
        select: &Select,
        named: &[(Rc<str>, Value)],
    ) -> Run<Option<Vec<Expr>>> {
        if !is_mapped(machine, select) {
            return Ok(None);
        }
        names::filter_by(machine, select, named).map(Some)
    }
}

/// Queries where expressions and FROMs are expected.
pub struct Queries;

impl Coerce for Queries {
    fn expression(&self, machine: &mut Machine, value: &Value, _: Role) -> Run<Option<Expr>> {
        let Some(query) = value.native::<Query>() else { return Ok(None) };
        let body = query.body(machine, LabelStyle::Disambiguate)?;
        Ok(Some(Element::plain(Kind::Query(body))))
    }

    fn item(&self, machine: &mut Machine, value: &Value) -> Run<Option<Item>> {
        let Some(query) = value.native::<Query>() else { return Ok(None) };
        let body = query.body(machine, LabelStyle::Disambiguate)?;
        Ok(Some(Item::Expr(body.scalar())))
    }

    fn from(&self, machine: &mut Machine, value: &Value) -> Run<Option<FromClause>> {
        let Some(query) = value.native::<Query>() else { return Ok(None) };
        let body: Body = query.body(machine, LabelStyle::Disambiguate)?;
        Ok(Some(FromClause::Alias(body.subquery(None))))
    }

    fn body(&self, machine: &mut Machine, value: &Value) -> Run<Option<Body>> {
        let Some(query) = value.native::<Query>() else { return Ok(None) };
        query.body(machine, LabelStyle::TablenamePlusCol).map(Some)
    }
}

/// Puts them in.
pub fn install(library: &Library) {
    *library.lower.borrow_mut() = Some(Rc::new(Plain));
    library.coercions.borrow_mut().push(Rc::new(Queries));
}
