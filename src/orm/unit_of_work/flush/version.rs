//! `version_id_col`: a column that counts an object's UPDATEs, and tells one that came too late.

use std::rc::Rc;

use super::save::{Mapped, columns};
use crate::orm::core::Table;
use crate::orm::mapper::Mapper;
use crate::orm::python::{Machine, Run, Value};
use crate::orm::unit_of_work::State;
use crate::orm::unit_of_work::passive::{Got, Passive};

/// The column with its attribute, where it stands in this table.
pub(super) fn of(mapper: &Rc<Mapper>, table: &Rc<Table>) -> Option<Mapped> {
    let version = mapper.version.as_ref()?;
    columns(mapper, table).into_iter().find(|one| Rc::ptr_eq(&one.column, version))
}

/// What the object's row holds, as far as is known.
pub(super) fn known(machine: &mut Machine, state: &Rc<State>, one: &Mapped) -> Run<Value> {
    let property = state.column_property(machine, &one.column)?;
    Ok(match state.committed_value(machine, &property, Passive::LOAD)? {
        Got::Value(value) => value,
        Got::Unknown | Got::Never => Value::None,
    })
}

/// The version behind another; the first behind none.
pub(super) fn next(known: &Value) -> Value {
    match known {
        Value::Int(number) => Value::Int(number.saturating_add(1)),
        _ => Value::Int(1),
    }
}
