//! Reading objects again, and by their key.

use std::rc::Rc;

use super::super::core::{Element, Expr, FromClause, Item, LabelStyle, Select, walk};
use super::super::mapper::{Entity, Mapper, Property};
use super::super::python::{Instance, Machine, Run, Value};
use super::super::unit_of_work::{Passive, Session, State};
use super::lazy::{by_key, deleted, select, standing};
use super::send::{Sending, objects, plain_rows};
use super::settings::Settings;

/// Reads these columns' attributes of an object again.
///
/// # Errors
///
/// ObjectDeletedError where its row is gone.
pub fn columns(
    machine: &mut Machine,
    session: &Rc<Session>,
    state: &Rc<State>,
    keys: &[Rc<str>],
    passive: Passive,
) -> Run<()> {
    let flushes = !passive.has(Passive::NO_AUTOFLUSH);
    if !again(machine, session, state, Some(keys), flushes, false)? {
        return Err(deleted(machine, state));
    }
    Ok(())
}

/// Reads an object again: these attributes, or all that its statement has. False where there is
/// no row.
///
/// # Errors
///
/// What sending raises.
pub fn again(
    machine: &mut Machine,
    session: &Rc<Session>,
    state: &Rc<State>,
    keys: Option<&[Rc<str>]>,
    flushes: bool,
    is_user: bool,
) -> Run<bool> {
    let mapper = Rc::clone(&state.mapper);
    let key = state.identity.borrow().as_ref().map(|identity| identity.values.to_vec());
    let Some(key) = key else { return Ok(true) };
    let mut statement = select(&Entity::Mapper(Rc::clone(&mapper)));
    statement.wheres = vec![by_key(&mapper, &key)];
    let (path, options) = standing(state);
    statement.options = options;
    let only: Option<Vec<Rc<str>>> = keys.map(|keys| with_key(&mapper, keys, is_user));
    let settings = Settings {
        current: (!path.steps.is_empty()).then_some(path),
        only: only.map(Rc::from),
        refreshes: Some(Rc::clone(state)),
        is_user_refresh: is_user,
        ..Settings::default()
    };
    settings.note(&mut statement);
    if let Some(keys) = keys
        && let Some(done) = from_own_table(machine, session, state, keys, flushes)?
    {
        return Ok(done);
    }
    let held = state.object();
    let sending = Sending { flushes, ..Sending::default() };
    let found = objects(machine, session, &Rc::new(statement), sending)?;
    drop(held);
    Ok(!found.is_empty())
}

/// Where relationships are asked for too, the row is read by its key.
fn with_key(mapper: &Rc<Mapper>, keys: &[Rc<str>], is_user: bool) -> Vec<Rc<str>> {
    let properties = mapper.properties.borrow();
    let has_relationship =
        keys.iter().any(|key| matches!(properties.get(key), Some(Property::Relationship(_))));
    let mut all = Vec::new();
    if is_user && has_relationship {
        for (key, property) in properties.iter() {
            if let Property::Column(column) = property
                && mapper.primary_key.iter().any(|own| Rc::ptr_eq(own, &column.column))
            {
                all.push(Rc::clone(key));
            }
        }
    }
    for key in keys {
        if !all.contains(key) {
            all.push(Rc::clone(key));
        }
    }
    all
}

/// Reads the object with this key.
///
/// # Errors
///
/// What sending raises.
pub fn get(
    machine: &mut Machine,
    session: &Rc<Session>,
    mapper: &Rc<Mapper>,
    key: &[Value],
    named: &[(Rc<str>, Value)],
) -> Run<Option<Rc<Instance>>> {
    let mut statement = select(&Entity::Mapper(Rc::clone(mapper)));
    statement.wheres = vec![by_key(mapper, key)];
    let mut sending = Sending::default();
    for (name, value) in named {
        match &**name {
            "options" if !value.is_none() => statement.options = machine.collect(value)?,
            "populate_existing" => sending.populates = machine.truth(value)?,
            _ => {}
        }
    }
    if key.iter().all(Value::is_none) {
        machine.warn(
            "SAWarning",
            "fully NULL primary key identity cannot load any object.  This condition may raise an \
             error in a future release.",
        );
    }
    Settings::default().note(&mut statement);
    let found = objects(machine, session, &Rc::new(statement), sending)?;
    Ok(found.into_iter().next().and_then(|value| match value {
        Value::Instance(object) => Some(object),
        _ => None,
    }))
}

/// Reads attributes that are all in the table of a derived class from that table alone; none where
/// they are not.
fn from_own_table(
    machine: &mut Machine,
    session: &Rc<Session>,
    state: &Rc<State>,
    keys: &[Rc<str>],
    flushes: bool,
) -> Run<Option<bool>> {
    let mapper = &state.mapper;
    let Some(condition) = &mapper.inherit_condition else { return Ok(None) };
    let table = FromClause::Table(Rc::clone(&mapper.table));
    let mut columns: Vec<Expr> = Vec::new();
    for key in keys {
        let Some(Property::Column(column)) = state.property(key) else { return Ok(None) };
        let expr = Element::column(&column.column);
        if !column.also.is_empty() || expr.owner().is_none_or(|own| !own.same(&table)) {
            return Ok(None);
        }
        columns.push(expr);
    }
    let identity = state.identity.borrow().clone();
    let Some(identity) = identity else { return Ok(None) };
    let mut known = true;
    let condition = walk::replace(condition, &mut |part| {
        let owner = part.owner()?;
        if owner.same(&table) {
            return None;
        }
        let column = part.base_column()?;
        let at = mapper.primary_key.iter().position(|own| Rc::ptr_eq(own, &column));
        match at.and_then(|at| identity.values.get(at)) {
            Some(value) => Some(Element::bind("pk", value.clone(), part.ty())),
            None => {
                known = false;
                None
            }
        }
    });
    if !known || columns.is_empty() {
        return Ok(None);
    }
    let select = Select {
        items: columns.into_iter().map(Item::Expr).collect(),
        froms: vec![table],
        wheres: vec![condition],
        labels: LabelStyle::TablenamePlusCol,
        ..Select::default()
    };
    let rows = plain_rows(machine, session, select, flushes)?;
    let Some(row) = rows.into_iter().next() else { return Ok(Some(false)) };
    for (key, value) in keys.iter().zip(row) {
        state.put(key, value);
    }
    state.commit_keys(keys);
    Ok(Some(true))
}
