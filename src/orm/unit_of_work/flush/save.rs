//! INSERT and UPDATE of a hierarchy's objects.

use std::cmp::Ordering;
use std::rc::Rc;

use super::Flush;
use super::action::Saved;
use super::action::family;
use super::by_id::ById;
use crate::orm::core::Connection;
use crate::orm::core::{
    Column, ColumnDefault, Element, Expr, Kind, Library, Role, Table, TextClause, errors,
};
use crate::orm::mapper::{Mapper, Property};
use crate::orm::python::{Comparison, Machine, Run, Stop, Value};
use crate::orm::unit_of_work::State;
use crate::orm::unit_of_work::listening;
use crate::orm::unit_of_work::passive::Passive;

/// A column of an object's table with the attribute that it is mapped to.
pub(super) struct Mapped {
    pub key: Rc<str>,
    pub column: Rc<Column>,
}

/// The columns of one of a mapper's tables, with their attributes, in the mapper's order.
pub(super) fn columns(mapper: &Rc<Mapper>, table: &Rc<Table>) -> Vec<Mapped> {
    let is_own = |column: &&Rc<Column>| {
        column.table.borrow().upgrade().is_some_and(|own| Rc::ptr_eq(&own, table))
    };
    mapper
        .properties
        .borrow()
        .values()
        .filter_map(|property| {
            let Property::Column(own) = property else { return None };
            let column = std::iter::once(&own.column).chain(&own.also).find(is_own)?;
            Some(Mapped { key: Rc::clone(&own.key), column: Rc::clone(column) })
        })
        .collect()
}

/// The key's columns in one of a mapper's tables.
pub(super) fn key_columns(mapper: &Rc<Mapper>, table: &Rc<Table>) -> Vec<Mapped> {
    let mut own: Vec<Mapped> =
        columns(mapper, table).into_iter().filter(|one| one.column.primary_key.get()).collect();
    let place = |one: &Mapped| {
        table.columns.borrow().values().position(|column| Rc::ptr_eq(column, &one.column))
    };
    own.sort_by_key(place);
    own
}

/// The tables of a mapper: that of the mapper above before its own.
pub(super) fn tables(mapper: &Rc<Mapper>) -> Vec<Rc<Table>> {
    let mut all = mapper.inherits.as_ref().map(tables).unwrap_or_default();
    if !all.iter().any(|table| Rc::ptr_eq(table, &mapper.table)) {
        all.push(Rc::clone(&mapper.table));
    }
    all
}

/// The tables of a hierarchy, each after those that it depends on.
pub(super) fn family_tables(base: &Rc<Mapper>) -> Vec<Rc<Table>> {
    let mut all: Vec<Rc<Table>> = Vec::new();
    for mapper in family(base) {
        for table in tables(&mapper) {
            if !all.iter().any(|one| Rc::ptr_eq(one, &table)) {
                all.push(table);
            }
        }
    }
    all
}

/// Objects of the mapper have a row in the table.
pub(super) fn has_table(mapper: &Rc<Mapper>, table: &Rc<Table>) -> bool {
    tables(mapper).iter().any(|one| Rc::ptr_eq(one, table))
}

/// SQL gives the column a value where the statement gives it none.
pub(super) fn has_sql_default(column: &Rc<Column>) -> bool {
    column.server_default.borrow().is_some()
        || column.computed.is_some()
        || column.identity
        || matches!(&*column.default.borrow(), Some(ColumnDefault::Sql(_)))
}

/// SQL gives the column another value with every UPDATE that gives it none.
pub(super) fn updates_by_sql(column: &Rc<Column>) -> bool {
    column.server_onupdate.get()
        || column.computed.is_some()
        || matches!(&*column.onupdate.borrow(), Some(ColumnDefault::Sql(_)))
}

/// An SQL expression in the place of a value.
pub(super) fn expression(machine: &mut Machine, value: &Value) -> Run<Option<Expr>> {
    match value {
        Value::Native(_) | Value::Class(_) => {}
        _ => return Ok(None),
    }
    if let Some(expr) = value.native::<Element>() {
        return Ok(Some(expr));
    }
    if let Some(text) = value.native::<TextClause>() {
        return Ok(Some(Element::plain(Kind::Text(text))));
    }
    let coercions = Library::of(machine).coercions.borrow().clone();
    for coercion in coercions {
        if let Some(expr) = coercion.expression(machine, value, Role::Operand)? {
            return Ok(Some(expr));
        }
    }
    Ok(None)
}

/// The object tells of another class than its own by what its polymorphic column holds.
fn warn_of_identity(machine: &mut Machine, state: &Rc<State>) -> Run<()> {
    let Some(polymorphic) = &state.mapper.polymorphic else { return Ok(()) };
    let Some(object) = state.object() else { return Ok(()) };
    let value = object.dict.borrow().get(&polymorphic.key).cloned();
    let Some(value) = value else { return Ok(()) };
    for mapper in state.mapper.with_descendants() {
        let identity = mapper.polymorphic.as_ref().and_then(|own| own.identity.clone());
        let shares = Rc::ptr_eq(&mapper.table, &state.mapper.table);
        if shares && machine.equal(&identity.unwrap_or(Value::None), &value)? {
            return Ok(());
        }
    }
    let text = format!(
        "Flushing object {} with incompatible polymorphic identity {}; the object may not refresh \
         and/or load correctly (this warning may be suppressed after 10 occurrences)",
        state.name(),
        machine.repr(&value)?
    );
    machine.warn("SAWarning", text);
    Ok(())
}

impl Flush {
    /// Sends these objects: UPDATEs first, then INSERTs.
    pub(super) fn save(
        &mut self,
        machine: &mut Machine,
        base: &Rc<Mapper>,
        states: &[Rc<State>],
    ) -> Run<()> {
        let connection = self.connection(machine)?;
        let mut inserts = Vec::new();
        let mut updates = Vec::new();
        for state in sorted(machine, states)? {
            if self.is_update(machine, &state, &connection)? {
                updates.push(state);
            } else {
                inserts.push(state);
            }
        }
        for table in family_tables(base) {
            self.update(machine, &table, &connection, &updates)?;
            self.insert(machine, &table, &connection, &inserts)?;
        }
        let saved = [(&inserts, Saved::Inserted), (&updates, Saved::Updated)];
        for (states, how) in saved {
            for state in states {
                self.finish(machine, state, &connection, how)?;
            }
        }
        Ok(())
    }

    /// The object has a row, or takes that of one that is deleted in the same flush.
    fn is_update(
        &mut self,
        machine: &mut Machine,
        state: &Rc<State>,
        connection: &Rc<Connection>,
    ) -> Run<bool> {
        let event = if state.has_identity() { "before_update" } else { "before_insert" };
        listening::mapper_event(machine, event, state, connection)?;
        warn_of_identity(machine, state)?;
        if state.has_identity() {
            return Ok(true);
        }
        let identity = state.identity_from_attributes(machine, Passive::LOAD_KNOWN)?;
        let existing = self.session.identity_map.borrow().get(&identity);
        let Some((existing, _)) = existing else { return Ok(false) };
        if existing.expired.get()
            && !self.session.is_still_there(machine, &existing, Passive::LOAD)?
        {
            return Ok(false);
        }
        if !self.is_deleted(&existing) {
            let text = format!(
                "New instance {} with identity key {} conflicts with persistent instance {}",
                state.name(),
                identity.shown(machine)?,
                existing.name()
            );
            machine.warn("SAWarning", text);
            return Ok(false);
        }
        if let Some(part) = self.states.get_mut(&ById(existing)) {
            part.only_listed = true;
        }
        Ok(true)
    }
}

/// The objects to be inserted in the order in which they came into the session, then those with a
/// row by their key.
pub(super) fn sorted(machine: &mut Machine, states: &[Rc<State>]) -> Run<Vec<Rc<State>>> {
    let mut pending: Vec<Rc<State>> =
        states.iter().filter(|state| !state.has_identity()).cloned().collect();
    pending.sort_by_key(|state| state.insert_order.get());
    let mut persistent: Vec<(Value, Rc<State>)> = states
        .iter()
        .filter_map(|state| {
            let values = state.identity.borrow().as_ref()?.values.to_vec();
            Some((Value::tuple(values), Rc::clone(state)))
        })
        .collect();
    let mut failed: Option<Stop> = None;
    persistent.sort_by(|(a, _), (b, _)| {
        if failed.is_some() {
            return Ordering::Equal;
        }
        match order(machine, a, b) {
            Ok(order) => order,
            Err(stop) => {
                failed = Some(stop);
                Ordering::Equal
            }
        }
    });
    if let Some(stop) = failed {
        let Stop::Raised(raised) = stop else { return Err(stop) };
        let was = machine.str(&Value::Instance(Rc::clone(&raised.exception)))?;
        let text = format!(
            "Could not sort objects by primary key; primary key values must be sortable in Python \
             (was: {was})"
        );
        return Err(errors::raise(machine, "InvalidRequestError", text));
    }
    pending.extend(persistent.into_iter().map(|(_, state)| state));
    Ok(pending)
}

fn order(machine: &mut Machine, a: &Value, b: &Value) -> Run<Ordering> {
    let less = |machine: &mut Machine, a: &Value, b: &Value| -> Run<bool> {
        let answer = machine.compare(Comparison::Less, a, b)?;
        machine.truth(&answer)
    };
    if less(machine, a, b)? {
        return Ok(Ordering::Less);
    }
    Ok(if less(machine, b, a)? { Ordering::Greater } else { Ordering::Equal })
}

/// The name by which a statement's parameter for a column of its WHERE goes.
pub(super) fn label(table: &Rc<Table>, column: &Rc<Column>) -> Rc<str> {
    format!("{}_{}", table.name, crate::orm::unit_of_work::naming::column_key(column)).into()
}
