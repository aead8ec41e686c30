//! Sending a statement of mapped classes through a session.

use std::cell::RefCell;
use std::rc::Rc;

use super::super::core::{Body, Params, ResultColumn, Select, Statement};
use super::super::python::{Machine, Run, Value};
use super::super::unit_of_work::Session;
use super::after::After;
use super::executing::hear_select;
use super::load::Plan;
use super::plan::plan;
use super::rows::Reading;
use super::settings::Settings;

/// How a statement is sent.
#[derive(Clone)]
pub struct Sending {
    /// The session flushes before.
    pub flushes: bool,
    /// `populate_existing()`.
    pub populates: bool,
    /// See [`Reading::invokes_all`].
    pub invokes_all: bool,
    /// What is sent after the statement that this one belongs to.
    pub after: Option<Rc<RefCell<After>>>,
    /// Values for the statement's own parameters.
    pub params: Params,
    /// Who listens was told of it.
    pub is_heard: bool,
}

impl Default for Sending {
    fn default() -> Self {
        Self {
            flushes: true,
            populates: false,
            invokes_all: true,
            after: None,
            params: Params::default(),
            is_heard: false,
        }
    }
}

/// What a statement gave.
pub struct Sent {
    /// What its rows became.
    pub plan: Rc<Plan>,
    /// The columns of its rows, as SQL has them.
    pub columns: Rc<[ResultColumn]>,
    /// The values, row by row.
    pub rows: Vec<Vec<Value>>,
}

/// Sends a statement and reads all its rows.
///
/// # Errors
///
/// What flushing, the statement or loading raises.
pub fn send(
    machine: &mut Machine,
    session: &Rc<Session>,
    select: &Rc<Select>,
    sending: Sending,
) -> Run<Sent> {
    let select = &match sending.is_heard {
        true => Rc::clone(select),
        false => hear_select(machine, session, select)?,
    };
    if sending.flushes {
        session.autoflush_now(machine)?;
    }
    let settings = Settings::of(select);
    let plan = Rc::new(plan(machine, select)?);
    let connection = session.connection(machine)?;
    let statement = Statement::Query(Body::Select(Rc::clone(&plan.select)));
    let fetched = connection.execute(machine, &statement, vec![sending.params])?;
    let mut reading = Reading::new(machine, session, &plan);
    reading.populates = sending.populates;
    reading.refreshes = settings.refreshes;
    reading.only = settings.only;
    reading.invokes_all = sending.invokes_all;
    if let Some(after) = sending.after {
        reading.after = after;
        reading.is_top = false;
    }
    let rows = reading.read(machine, &fetched.rows)?;
    Ok(Sent { plan, columns: fetched.columns, rows })
}

/// Sends a statement of one class and gives its objects, each once.
///
/// # Errors
///
/// As [`send`].
pub fn objects(
    machine: &mut Machine,
    session: &Rc<Session>,
    select: &Rc<Select>,
    sending: Sending,
) -> Run<Vec<Value>> {
    let sent = send(machine, session, select, sending)?;
    let mut objects: Vec<Value> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for row in sent.rows {
        let Some(value) = row.into_iter().next() else { continue };
        let is_new = match &value {
            Value::Instance(object) => seen.insert(Rc::as_ptr(object)),
            _ => true,
        };
        if is_new {
            objects.push(value);
        }
    }
    Ok(objects)
}

/// Sends a statement of tables alone and gives its rows.
///
/// # Errors
///
/// What flushing or the statement raises.
pub fn plain_rows(
    machine: &mut Machine,
    session: &Rc<Session>,
    select: Select,
    flushes: bool,
) -> Run<Vec<Vec<Value>>> {
    if flushes {
        session.autoflush_now(machine)?;
    }
    let connection = session.connection(machine)?;
    let statement = Statement::Query(select.body());
    Ok(connection.execute(machine, &statement, Vec::new())?.rows)
}

/// Sends another statement, and reads its rows as if `select` had been sent: its columns are
/// found by their names.
///
/// # Errors
///
/// As [`send`]; NoSuchColumnError where a key's column is missing.
pub fn sent_by(
    machine: &mut Machine,
    session: &Rc<Session>,
    select: &Rc<Select>,
    statement: &Statement,
    sending: Sending,
) -> Run<Sent> {
    if sending.flushes {
        session.autoflush_now(machine)?;
    }
    let mut plan = plan(machine, select)?;
    let connection = session.connection(machine)?;
    let fetched = connection.execute(machine, statement, vec![sending.params])?;
    let named = match statement {
        Statement::Text(text) => text.columns.as_slice(),
        _ => &[],
    };
    let mut order = Vec::new();
    let mut missing = Vec::new();
    for (expr, place) in &plan.places {
        let name = expr.name().unwrap_or_default();
        let owner = expr.owner().and_then(|from| from.name());
        let long = owner.map(|owner| format!("{owner}_{name}"));
        let by_expr = |column: &ResultColumn| column.expr.as_ref().is_some_and(|e| e.same(expr));
        let by_name = |column: &ResultColumn| {
            column.name == name || long.as_ref().is_some_and(|long| **long == *column.name)
        };
        let at = named.iter().position(|own| own.same(expr));
        let at = at.or_else(|| fetched.columns.iter().position(by_expr));
        let at = at.or_else(|| fetched.columns.iter().position(by_name));
        if at.is_none() {
            missing.push(*place);
        }
        order.push(at);
    }
    plan.take_away(machine, &missing)?;
    let plan = Rc::new(plan);
    let mut rows = Vec::new();
    for row in &fetched.rows {
        let cell = |at: &Option<usize>| at.and_then(|at| row.get(at).cloned());
        rows.push(order.iter().map(|at| cell(at).unwrap_or(Value::None)).collect());
    }
    let mut reading = Reading::new(machine, session, &plan);
    reading.populates = sending.populates;
    let rows = reading.read(machine, &rows)?;
    Ok(Sent { plan, columns: fetched.columns, rows })
}
