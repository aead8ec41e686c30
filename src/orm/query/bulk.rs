//! UPDATE and DELETE of many rows, and the objects in memory that they concern.

use std::rc::Rc;

use super::super::core::{
    Column, Delete, Element, Expr, Item, Params, Set, Statement, Update, engine::Fetched, errors,
    operate,
};
use super::super::mapper::{Attribute, Entity, Mapper, Property};
use super::super::python::{Machine, Run, Value};
use super::super::unit_of_work::{Identity, Session, State};
use super::entity;
use super::evaluate::{self, Found};
use super::plan::criterion;

/// `synchronize_session=`: how objects in memory are kept in step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Synchronize {
    /// By asking them the condition where that can be done, else by RETURNING.
    Auto,
    /// By asking them the condition.
    Evaluate,
    /// By the keys that RETURNING gives.
    Fetch,
    /// Not at all.
    No,
}

impl Synchronize {
    /// As it was given.
    ///
    /// # Errors
    ///
    /// ArgumentError for anything else.
    pub fn read(machine: &mut Machine, value: Option<Value>) -> Run<Self> {
        Ok(match value {
            None | Some(Value::None) => Self::Auto,
            Some(Value::Bool(false)) => Self::No,
            Some(value) => match value.as_str() {
                Some("auto") => Self::Auto,
                Some("evaluate") => Self::Evaluate,
                Some("fetch") => Self::Fetch,
                _ => {
                    return errors::argument(
                        machine,
                        "Valid strategies for session synchronization are 'auto', 'evaluate', \
                         'fetch', False",
                    );
                }
            },
        })
    }

    fn settled(self, machine: &mut Machine, mapper: &Mapper, wheres: &[Expr]) -> Run<Self> {
        let known = wheres.iter().all(|condition| evaluate::is_known(mapper, condition));
        match self {
            Self::Auto if known => Ok(Self::Evaluate),
            Self::Auto => Ok(Self::Fetch),
            Self::Evaluate if !known => errors::invalid(
                machine,
                "Could not evaluate current criteria in Python: \"Cannot evaluate expression\". \
                 Specify 'fetch' or False for the synchronize_session execution option.",
            ),
            other => Ok(other),
        }
    }
}

/// The key and value of `update({…})`: the column's key, and what it is set to.
///
/// # Errors
///
/// InvalidRequestError for what is no column.
pub fn setting(
    machine: &mut Machine,
    entity: &Entity,
    key: &Value,
    value: Value,
) -> Run<(Rc<str>, Set)> {
    let mapper = entity::mapper(entity);
    let by_name = |name: &str| match mapper.properties.borrow().get(name) {
        Some(Property::Column(column)) => Some(column.column.key()),
        _ => None,
    };
    let name = match key {
        Value::Str(name) => by_name(name).unwrap_or_else(|| Rc::clone(name)),
        other => {
            let attribute = other.native::<Attribute>();
            let own = attribute.as_ref().and_then(|attribute| match &attribute.property {
                Property::Column(column) => Some(column.column.key()),
                _ => None,
            });
            match own.or_else(|| other.native::<Element>().and_then(|expr| expr.key())) {
                Some(name) => name,
                None => {
                    let shown = machine.repr(other)?;
                    let text = format!(
                        "SET/VALUES column expression or string key expected, got {shown}."
                    );
                    return errors::argument(machine, text);
                }
            }
        }
    };
    Ok((name, set(machine, value)?))
}

/// What a column is set to.
fn set(machine: &mut Machine, value: Value) -> Run<Set> {
    use super::super::core::{Role, coerce};
    if value.native::<Element>().is_some() || value.native::<Attribute>().is_some() {
        return coerce::expression(machine, &value, Role::Expression).map(Set::Expr);
    }
    Ok(Set::Value(value))
}

/// The attribute of a column's key.
fn attribute(mapper: &Mapper, key: &str) -> Option<(Rc<str>, Rc<Column>)> {
    mapper.properties.borrow().iter().find_map(|(name, property)| match property {
        Property::Column(column) if &*column.column.key() == key => {
            Some((Rc::clone(name), Rc::clone(&column.column)))
        }
        _ => None,
    })
}

/// Sends an UPDATE, and keeps objects in step.
///
/// # Errors
///
/// What flushing or sending raises.
pub fn update(
    machine: &mut Machine,
    session: &Rc<Session>,
    mut update: Update,
    mapper: &Rc<Mapper>,
    how: Synchronize,
) -> Run<Fetched> {
    session.autoflush_now(machine)?;
    let how = how.settled(machine, mapper, &update.wheres)?;
    let wheres = update.wheres.clone();
    update.wheres.extend(criterion(machine, mapper, None)?);
    let own = match how {
        Synchronize::Fetch => behind_keys(mapper, &mut update.returning),
        _ => Vec::new(),
    };
    let values = update.values.clone();
    let connection = session.connection(machine)?;
    let statement = Statement::Update(Rc::new(update));
    let mut fetched = connection.execute(machine, &statement, Vec::new())?;
    let matched = match how {
        Synchronize::Evaluate => asked(machine, session, mapper, &wheres)?,
        Synchronize::Fetch => returned(machine, session, mapper, &mut fetched, &own)?,
        Synchronize::Auto | Synchronize::No => return Ok(fetched),
    };
    let sent = fetched.sent.first().cloned().unwrap_or_default();
    for (state, _) in matched {
        apply(machine, &state, mapper, &values, &sent, &fetched.unknown)?;
    }
    Ok(fetched)
}

/// Sends a DELETE, and takes the objects out.
///
/// # Errors
///
/// What flushing or sending raises.
pub fn delete(
    machine: &mut Machine,
    session: &Rc<Session>,
    mut delete: Delete,
    mapper: &Rc<Mapper>,
    how: Synchronize,
) -> Run<Fetched> {
    session.autoflush_now(machine)?;
    let how = how.settled(machine, mapper, &delete.wheres)?;
    let wheres = delete.wheres.clone();
    delete.wheres.extend(criterion(machine, mapper, None)?);
    let own = match how {
        Synchronize::Fetch => behind_keys(mapper, &mut delete.returning),
        _ => Vec::new(),
    };
    let connection = session.connection(machine)?;
    let statement = Statement::Delete(Rc::new(delete));
    let mut fetched = connection.execute(machine, &statement, Vec::new())?;
    let matched = match how {
        Synchronize::Evaluate => asked(machine, session, mapper, &wheres)?,
        Synchronize::Fetch => returned(machine, session, mapper, &mut fetched, &own)?,
        Synchronize::Auto | Synchronize::No => return Ok(fetched),
    };
    let mut gone = Vec::new();
    for (state, is_sure) in matched {
        if is_sure {
            gone.push(state);
        } else {
            state.expire(machine)?;
        }
    }
    if !gone.is_empty() {
        session.note_deleted(machine, &gone)?;
    }
    Ok(fetched)
}

/// Puts the keys before what RETURNING gives, each column once; gives where each that was there
/// before stands now.
fn behind_keys(mapper: &Mapper, returning: &mut Vec<Item>) -> Vec<usize> {
    let mut columns: Vec<Expr> = mapper.primary_key.iter().map(Element::column).collect();
    let asked = returning.iter().flat_map(Item::columns);
    let places = asked
        .map(|expr| {
            let known = columns.iter().position(|column| column.same(&expr));
            known.unwrap_or_else(|| {
                columns.push(expr);
                columns.len() - 1
            })
        })
        .collect();
    *returning = columns.into_iter().map(Item::Expr).collect();
    places
}

/// Objects that the condition holds for; false where that is not sure.
type Matched = Vec<(Rc<State>, bool)>;

fn asked(
    machine: &mut Machine,
    session: &Rc<Session>,
    mapper: &Rc<Mapper>,
    wheres: &[Expr],
) -> Run<Matched> {
    let states = session.identity_map.borrow().states();
    let mut matched = Vec::new();
    for state in states {
        if !entity::is_a(&state.mapper, mapper) || state.expired.get() {
            continue;
        }
        match evaluate::matches(machine, &state, wheres)? {
            Some(true) => matched.push((state, true)),
            None => matched.push((state, false)),
            Some(false) => {}
        }
    }
    Ok(matched)
}

/// Objects whose keys RETURNING gave, before what stands in these places for the script.
fn returned(
    machine: &mut Machine,
    session: &Rc<Session>,
    mapper: &Rc<Mapper>,
    fetched: &mut Fetched,
    own: &[usize],
) -> Run<Matched> {
    let mut matched = Vec::new();
    let count = mapper.primary_key.len();
    if fetched.rowcount < 0 || own.is_empty() {
        fetched.rowcount = i64::try_from(fetched.rows.len()).unwrap_or(i64::MAX);
    }
    for row in &mut fetched.rows {
        let key = row.iter().take(count).cloned().collect();
        *row = own.iter().filter_map(|at| row.get(*at).cloned()).collect();
        let identity = Identity::new(machine, mapper, key)?;
        let found = session.identity_map.borrow().get(&identity);
        if let Some((state, _)) = found {
            matched.push((state, true));
        }
    }
    fetched.columns = own.iter().filter_map(|at| fetched.columns.get(*at).cloned()).collect();
    if own.is_empty() {
        fetched.rows = Vec::new();
        fetched.gives_rows = false;
    }
    Ok(matched)
}

/// What was set, in one object.
fn apply(
    machine: &mut Machine,
    state: &Rc<State>,
    mapper: &Mapper,
    values: &indexmap::IndexMap<Rc<str>, Set>,
    sent: &super::super::core::Params,
    unknown: &[Rc<Column>],
) -> Run<()> {
    for (key, value) in sent {
        if values.contains_key(key) {
            continue;
        }
        if let Some((name, column)) = attribute(mapper, key)
            && column.onupdate.borrow().is_some()
        {
            state.put(&name, value.clone());
        }
    }
    let mut expire: Vec<Rc<str>> = unknown
        .iter()
        .filter_map(|column| attribute(mapper, &column.key()))
        .map(|(name, column)| (name, column.key()))
        .filter(|(_, key)| !values.contains_key(key))
        .map(|(name, _)| name)
        .collect();
    let mut settled = Vec::new();
    for (key, set) in values {
        let Some((name, _)) = attribute(mapper, key) else { continue };
        let found = match set {
            Set::Value(value) => Some(value.clone()),
            Set::Expr(expr) if evaluate::is_known(mapper, expr) => {
                match evaluate::value(machine, state, expr)? {
                    Found::Value(value) => Some(value),
                    Found::Expired => None,
                }
            }
            Set::Expr(_) => None,
        };
        let is_changed = state.committed.borrow().contains_key(&name);
        match found {
            Some(value) if !is_changed && state.has(&name) => {
                settled.push((name, value));
            }
            _ if state.has(&name) => expire.push(name),
            _ => {}
        }
    }
    let mut names = Vec::new();
    for (name, value) in settled {
        state.put(&name, value);
        names.push(name);
    }
    state.commit_keys(&names);
    if !expire.is_empty() {
        state.expire_attributes(machine, &expire)?;
    }
    Ok(())
}

/// `update(User)` with a list of rows, each told by its key. Rows of one shape go in one batch.
///
/// # Errors
///
/// InvalidRequestError where a row has no key; what sending raises.
pub fn update_rows(
    machine: &mut Machine,
    session: &Rc<Session>,
    update: &Update,
    mapper: &Rc<Mapper>,
    rows: Vec<Params>,
) -> Run<Fetched> {
    let mut own = Update::clone(update);
    let name = |column: &Rc<Column>| -> Rc<str> {
        format!("{}_{}", mapper.table.name, column.name()).into()
    };
    for column in &mapper.primary_key {
        let expr = Element::column(column);
        let parameter = Element::parameter(&name(column), expr.ty());
        own.wheres.push(operate::equal(&expr, &parameter));
    }
    let statement = Statement::Update(Rc::new(own));
    let mut last = Fetched::default();
    let mut rest = rows.into_iter().peekable();
    while let Some(first) = rest.next() {
        let mut batch = vec![first];
        while let Some(next) = rest.next_if(|next| {
            batch.first().is_some_and(|first| {
                first.len() == next.len() && first.keys().all(|key| next.contains_key(key))
            })
        }) {
            batch.push(next);
        }
        let mut params = Vec::new();
        for row in &batch {
            let mut own = row.clone();
            for column in &mapper.primary_key {
                let Some(value) = own.shift_remove(&column.key()) else {
                    let text = format!(
                        "No primary key value supplied for column(s) {}.{}; per-row ORM Bulk \
                         UPDATE by Primary Key requires that records contain primary key values",
                        mapper.table.name,
                        column.name()
                    );
                    return errors::invalid(machine, text);
                };
                own.insert(name(column), value);
            }
            params.push(own);
        }
        let connection = session.connection(machine)?;
        last = connection.execute(machine, &statement, params)?;
        for row in batch {
            settle(machine, session, mapper, &row)?;
        }
    }
    Ok(last)
}

/// What a row of a batch says of an object in memory.
fn settle(
    machine: &mut Machine,
    session: &Rc<Session>,
    mapper: &Rc<Mapper>,
    row: &Params,
) -> Run<()> {
    let key = mapper.primary_key.iter();
    let key = key.map(|column| row.get(&column.key()).cloned().unwrap_or(Value::None)).collect();
    let identity = Identity::new(machine, mapper, key)?;
    let found = session.identity_map.borrow().get(&identity);
    let Some((state, _)) = found else { return Ok(()) };
    let (mut settled, mut expired) = (Vec::new(), Vec::new());
    for (key, value) in row {
        let Some((name, column)) = attribute(mapper, key) else { continue };
        if mapper.primary_key.iter().any(|own| Rc::ptr_eq(own, &column)) || !state.has(&name) {
            continue;
        }
        if state.committed.borrow().contains_key(&name) {
            expired.push(name);
        } else {
            state.put(&name, value.clone());
            settled.push(name);
        }
    }
    state.commit_keys(&settled);
    if !expired.is_empty() {
        state.expire_attributes(machine, &expired)?;
    }
    Ok(())
}
