//! What this layer adds to the core: statements of mapped classes made plain, and queries where
//! expressions and FROMs are expected.

use std::rc::Rc;

use super::super::core::{Body, Expr, FromClause, Item, Kind, LabelStyle, Library, Role, Select};
use super::super::core::{Coerce, Element, Lower};
use super::super::python::{Machine, Run, Value};
use super::bundle::Bundle;
use super::mapped::is_mapped;
use super::names;
use super::plan::plan;
use super::settings::Settings;
use super::statement::Query;

/// Makes statements of mapped classes plain where the core meets them within others.
pub struct Plain;

impl Lower for Plain {
    fn select(
        &self,
        machine: &mut Machine,
        select: &Rc<Select>,
        around: &[Value],
    ) -> Run<Option<Rc<Select>>> {
        if !is_mapped(machine, select) {
            return Ok(None);
        }
        let mut settings = Settings::of(select);
        if select.options.is_empty() {
            settings.nested = true;
        }
        settings.around = around.to_vec();
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
        if let Some(bundle) = Bundle::item(value) {
            return Ok(Some(bundle));
        }
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
