//! The version of a row, where its mapper counts them: sent with each change, and looked for in the
//! row as it was.

use std::rc::Rc;

use super::save::{columns, label};
use super::statement::equals;
use crate::orm::core::{Expr, Params, Table};
use crate::orm::mapper::{Generator, Mapper, Property, Version};
use crate::orm::python::{Machine, Run, Value};
use crate::orm::unit_of_work::State;
use crate::orm::unit_of_work::naming::column_key;
use crate::orm::unit_of_work::passive::Passive;

/// The version of the rows of a table, if they have one.
pub(super) fn version_in(mapper: &Rc<Mapper>, table: &Rc<Table>) -> Option<Rc<Version>> {
    let version = mapper.version.clone()?;
    let is_here = |one: &super::save::Mapped| Rc::ptr_eq(&one.column, &version.column);
    columns(mapper, table).iter().any(is_here).then_some(version)
}

/// The condition that a row still has the version that was read, as a parameter of this name.
pub(super) fn unchanged(version: &Version, name: &str) -> Expr {
    equals(&version.column, name)
}

/// The version that an object's row has, as it was read.
pub(super) fn stored(machine: &mut Machine, state: &Rc<State>, version: &Version) -> Run<Value> {
    let holder = holder(machine, state)?;
    let property = holder.column_property(machine, &version.column)?;
    let got = holder.committed_value(machine, &property, Passive::LOAD)?;
    Ok(got.value().unwrap_or(Value::None))
}

/// The object itself, or the deleted one whose row it takes over.
fn holder(machine: &mut Machine, state: &Rc<State>) -> Run<Rc<State>> {
    if state.has_identity() {
        return Ok(Rc::clone(state));
    }
    let identity = state.identity_from_attributes(machine, Passive::LOAD_KNOWN)?;
    let session = state.session.borrow().upgrade();
    let found = session.and_then(|session| session.identity_map.borrow().get(&identity));
    Ok(found.map_or_else(|| Rc::clone(state), |(existing, _)| existing))
}

/// A column of the object has changed, in whichever of its tables.
pub(super) fn has_changes(machine: &mut Machine, state: &Rc<State>) -> Run<bool> {
    for property in state.properties() {
        if let Property::Column(_) = &property
            && !state.history(machine, &property, Passive::NO_LOAD)?.added().is_empty()
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Puts the version before and the version after into the parameters of an UPDATE, and gives the
/// one after, where it is made here.
pub(super) fn advance(
    machine: &mut Machine,
    state: &Rc<State>,
    table: &Rc<Table>,
    version: &Version,
    params: &mut Params,
    is_empty: bool,
) -> Run<Option<Value>> {
    let before = stored(machine, state, version)?;
    let key = column_key(&version.column);
    let mut after = None;
    if !params.contains_key(&key) {
        after = version.next(machine, &before)?;
        // Nothing of this table is set: its row is looked for all the same.
        if matches!(version.generator, Generator::Nothing) && is_empty {
            after = Some(before.clone());
        }
        if let Some(after) = &after {
            params.insert(key, after.clone());
        }
    }
    params.insert(label(table, &version.column), before);
    Ok(after)
}
