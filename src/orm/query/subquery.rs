//! `subquery` loading: one more statement, around the one that found the objects.

use std::rc::Rc;

use indexmap::IndexMap;

use super::super::core::{Body, Expr, FromClause, Item, LabelStyle, Select, walk};
use super::super::mapper::Property;
use super::super::mapper::{Entity, Relationship};
use super::super::python::{Key, Machine, Run, Value};
use super::super::unit_of_work::Session;
use super::super::unit_of_work::State;
use super::lazy::item;
use super::load::Plan;
use super::path::Path;
use super::plan::{Asked, asked, plan as plan_of, resolved};
use super::rows::{Beside, Reading, is_list, shown};
use super::send::{Sending, send};
use super::settings::Settings;
use super::{condition, criteria, entity};

/// Loads a relationship of the objects at `path` of a statement: the other side's objects by the
/// values of this side's columns.
///
/// # Errors
///
/// What sending raises.
pub fn load(
    machine: &mut Machine,
    session: &Rc<Session>,
    plan: &Plan,
    path: &Path,
    relationship: &Rc<Relationship>,
    populates: bool,
) -> Run<IndexMap<Vec<Key>, Vec<Value>>> {
    let settings = Settings::of(&plan.origin);
    let original = settings.beside.clone().unwrap_or_else(|| Rc::clone(&plan.origin));
    let whole = match &plan.current {
        Some(current) if settings.beside.is_some() => current.join(path),
        _ => path.clone(),
    };
    let mut way: Vec<Rc<Relationship>> = whole.steps.iter().map(|s| Rc::clone(&s.by)).collect();
    way.push(Rc::clone(relationship));
    let Some(leftmost) = way.first().cloned() else { return Ok(IndexMap::new()) };
    let inner = FromClause::Alias(inner(machine, &original, &whole.root, &leftmost)?);
    let target = Entity::Mapper(Rc::clone(&resolved(machine, relationship)?.target));
    let mut from = inner.clone();
    let mut source = inner;
    let last = way.len().saturating_sub(1);
    for (place, by) in way.iter().enumerate() {
        let details = resolved(machine, by)?;
        let other = if place == last {
            entity::from(&target)
        } else {
            FromClause::Alias(details.target.selectable().alias(None))
        };
        let extra = if place == last {
            let all = criteria::among(&plan.options);
            criteria::of_entity(machine, &all, &target)?
        } else {
            Vec::new()
        };
        let narrowed = walk::and_all(&extra);
        let along = condition::Along {
            relationship: by,
            source: Some(&source),
            target: &other,
            of_type: None,
            narrowed: narrowed.as_ref(),
        };
        from = along.join(machine, &from, false, false)?;
        if place != last {
            source = other;
        }
    }
    let details = resolved(machine, relationship)?;
    let mut items = vec![item(&target)];
    for column in &details.local_columns {
        items.push(Item::Expr(entity::column(column, Some(&source))));
    }
    let mut select = Select {
        items,
        froms: vec![from],
        orders: details.order_by.clone(),
        labels: LabelStyle::TablenamePlusCol,
        options: plan.options.clone(),
        ..Select::default()
    };
    Settings {
        is_legacy: true,
        narrows: false,
        current: Some(whole.then(relationship, target)),
        beside: Some(original),
        ..Settings::default()
    }
    .note(&mut select);
    let sending = Sending { populates, ..Sending::default() };
    let sent = send(machine, session, &Rc::new(select), sending)?;
    let mut found: IndexMap<Vec<Key>, Vec<Value>> = IndexMap::new();
    for row in sent.rows {
        let Some((object, key)) = row.split_first() else { continue };
        let key = key.iter().map(|value| machine.key(value)).collect::<Run<Vec<Key>>>()?;
        let members = found.entry(key).or_default();
        if !members.iter().any(|own| own.is(object)) {
            members.push(object.clone());
        }
    }
    Ok(found)
}

/// The original statement, which selects just what the first relationship goes by.
fn inner(
    machine: &mut Machine,
    original: &Rc<Select>,
    root: &Entity,
    leftmost: &Relationship,
) -> Run<Rc<super::super::core::Alias>> {
    let details = resolved(machine, leftmost)?;
    let of = entity::alias(root);
    let columns: Vec<Expr> =
        details.local_columns.iter().map(|column| entity::column(column, of.as_ref())).collect();
    let mut select = Select::clone(original);
    select.items = columns.iter().map(|column| Item::Expr(Rc::clone(column))).collect();
    if select.froms.is_empty() {
        for one in asked(&original.items) {
            let from = match one {
                Asked::Entity(entity) | Asked::Value(_, Some(entity)) => entity::from(&entity),
                Asked::Value(_, None) => continue,
            };
            if !select.froms.iter().any(|own| own.same(&from)) {
                select.froms.push(from);
            }
        }
    }
    let table = &entity::mapper(root).table;
    let key = table.primary_key();
    let has_key =
        key.iter().all(|column| details.local_columns.iter().any(|own| Rc::ptr_eq(own, column)));
    if !has_key {
        select.distinct = true;
    }
    if select.limit.is_none() && select.offset.is_none() {
        select.orders = Vec::new();
    }
    select.labels = LabelStyle::TablenamePlusCol;
    select.options = Vec::new();
    let mut settings = Settings::of(original);
    settings.eager = false;
    settings.nested = true;
    settings.current = None;
    settings.note(&mut select);
    let plain = plan_of(machine, &Rc::new(select))?;
    Ok(Body::Select(plain.select).subquery(None))
}

impl Reading {
    /// What a statement beside this one has for an object.
    pub(super) fn put_beside(
        &mut self,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        key: Vec<Key>,
        state: &Rc<State>,
    ) -> Run<()> {
        let place = self.beside(machine, relationship)?;
        let found = self.beside.get(&place).and_then(|found| found.get(&key)).cloned();
        let members = found.unwrap_or_default();
        let property = Property::Relationship(Rc::clone(relationship));
        if is_list(relationship) {
            state.set_committed(machine, &property, Value::list(members))?;
            return Ok(());
        }
        if members.len() > 1 {
            let text = format!(
                "Multiple rows returned with uselist=False for eagerly-loaded attribute '{}' ",
                shown(relationship)
            );
            machine.warn("SAWarning", text);
        }
        let one = members.into_iter().next().unwrap_or(Value::None);
        state.set_committed(machine, &property, one).map(drop)
    }

    /// Sends the statement beside this one, unless that was done; where its rows are kept.
    pub(super) fn beside(
        &mut self,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
    ) -> Run<Beside> {
        let path = self.find(relationship);
        let key = path.as_ref().map(Path::key).unwrap_or_default();
        let place = (key, Rc::as_ptr(relationship));
        if !self.beside.contains_key(&place)
            && let Some(path) = path
        {
            let found =
                load(machine, &self.session, &self.plan, &path, relationship, self.populates)?;
            self.beside.insert(place.clone(), found);
        }
        Ok(place)
    }
}
