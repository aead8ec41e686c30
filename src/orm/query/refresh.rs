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

/// Reads attributes that are all in the tables of derived classes from those tables alone; none
/// where they are not.
fn from_own_table(
    machine: &mut Machine,
    session: &Rc<Session>,
    state: &Rc<State>,
    keys: &[Rc<str>],
    flushes: bool,
) -> Run<Option<bool>> {
    let base = state.mapper.base();
    let mut columns: Vec<(Rc<str>, Expr)> = Vec::new();
    let mut tables: Vec<FromClause> = Vec::new();
    for key in keys {
        let column = match state.property(key) {
            Some(Property::Column(column)) => column,
            // It goes on waiting.
            Some(Property::Relationship(_)) => continue,
            _ => return Ok(None),
        };
        if !column.also.is_empty() {
            return Ok(None);
        }
        let expr = Element::column(&column.column);
        let Some(owner) = expr.owner() else { return Ok(None) };
        if owner.same(&FromClause::Table(Rc::clone(&base.table))) {
            return Ok(None);
        }
        if !tables.iter().any(|own| own.same(&owner)) {
            tables.push(owner);
        }
        columns.push((Rc::clone(key), expr));
    }
    let identity = state.identity.borrow().clone();
    let Some(identity) = identity.filter(|_| !columns.is_empty()) else { return Ok(None) };
    let mut line = vec![Rc::clone(&state.mapper)];
    while let Some(above) = line.last().and_then(|mapper| mapper.inherits.clone()) {
        line.push(above);
    }
    // From the first of the tables on, all that lie between are joined.
    let mut conditions: Vec<Expr> = Vec::new();
    for mapper in line.iter().rev() {
        let table = FromClause::Table(Rc::clone(&mapper.table));
        let begins = tables.iter().any(|own| own.same(&table));
        if let Some(condition) = mapper.inherit_condition.as_ref().filter(|_| begins)
            && conditions.is_empty()
        {
            conditions.push(from_identity(condition, &table, &base, &identity.values));
        } else if let Some(condition) = &mapper.inherit_condition
            && !conditions.is_empty()
        {
            conditions.push(Rc::clone(condition));
        }
    }
    let select = Select {
        items: columns.iter().map(|(_, expr)| Item::Expr(Rc::clone(expr))).collect(),
        wheres: conditions,
        labels: LabelStyle::TablenamePlusCol,
        ..Select::default()
    };
    let rows = plain_rows(machine, session, select, flushes)?;
    let Some(row) = rows.into_iter().next() else { return Ok(Some(false)) };
    for ((key, _), value) in columns.iter().zip(row) {
        state.put(key, value);
    }
    state.commit_keys(keys);
    Ok(Some(true))
}

/// The condition of a derived class's table with the object's key in the place of the tables above.
fn from_identity(
    condition: &Expr,
    table: &FromClause,
    base: &Rc<Mapper>,
    identity: &[Value],
) -> Expr {
    walk::replace(condition, &mut |part| {
        if part.owner()?.same(table) {
            return None;
        }
        let column = part.base_column()?;
        let place = base.primary_key.iter().position(|own| Rc::ptr_eq(own, &column));
        // A table further below refers to one whose key is the base's.
        let value = identity.get(place.unwrap_or(0))?;
        Some(Element::bind("pk", value.clone(), part.ty()))
    })
}
