//! Key values are carried from one object to another.

use std::rc::Rc;

use super::Flush;
use super::by_id::ById;
use crate::orm::core::{Column, Params, errors};
use crate::orm::python::{Machine, Run, Stop, Value};
use crate::orm::unit_of_work::State;
use crate::orm::unit_of_work::naming::{column_key, column_name, mapper_name};
use crate::orm::unit_of_work::passive::{Got, Passive};
use crate::orm::unit_of_work::state::property_of;

/// Pairs of the column that gives and the column that takes.
type Pairs = [(Rc<Column>, Rc<Column>)];

impl Flush {
    /// Copies the values of a key; `flags` notes that the database does so by itself.
    pub(super) fn populate(
        &mut self,
        machine: &mut Machine,
        source: &Rc<State>,
        dest: &Rc<State>,
        pairs: &Pairs,
        flags: bool,
    ) -> Run<()> {
        for (from, to) in pairs {
            let value = value_of(machine, source, from, to)?;
            let Some(property) = property_of(&dest.mapper, to) else {
                return Err(unmapped_dest(machine, dest, to));
            };
            dest.set(machine, &property, value, None)?;
            if flags && from.primary_key.get() && to.primary_key.get() && refers(to, from) {
                self.cascaded_keys.insert((ById(Rc::clone(dest)), ById(Rc::clone(to))));
            }
        }
        Ok(())
    }
}

fn refers(column: &Rc<Column>, to: &Rc<Column>) -> bool {
    column
        .foreign_keys
        .borrow()
        .iter()
        .any(|key| key.found.borrow().upgrade().is_some_and(|found| Rc::ptr_eq(&found, to)))
}

/// The value that an object has for the column that gives.
pub(super) fn value_of(
    machine: &mut Machine,
    source: &Rc<State>,
    from: &Rc<Column>,
    to: &Rc<Column>,
) -> Run<Value> {
    let Some(property) = property_of(&source.mapper, from) else {
        let text = format!(
            "Can't execute sync rule for source column '{}'; mapper '{}' does not map this \
             column.  Try using an explicit `foreign_keys` collection which does not include \
             destination column '{}' (or use a viewonly=True relation).",
            column_name(from),
            mapper_name(&source.mapper),
            column_name(to)
        );
        return Err(errors::raise(machine, "UnmappedColumnError", text));
    };
    Ok(source.get(machine, &property, Passive::LOAD)?.value().unwrap_or(Value::None))
}

fn unmapped_dest(machine: &mut Machine, dest: &Rc<State>, to: &Rc<Column>) -> Stop {
    let text = format!(
        "Can't execute sync rule for destination column '{}'; mapper '{}' does not map this \
         column.  Try using an explicit `foreign_keys` collection which does not include this \
         column (or use a viewonly=True relation).",
        column_name(to),
        mapper_name(&dest.mapper)
    );
    errors::raise(machine, "UnmappedColumnError", text)
}

/// Sets the columns that take to `None`.
pub(super) fn clear(machine: &mut Machine, dest: &Rc<State>, pairs: &Pairs) -> Run<()> {
    for (from, to) in pairs {
        let Some(property) = property_of(&dest.mapper, to) else {
            return Err(unmapped_dest(machine, dest, to));
        };
        if to.primary_key.get() {
            let got = dest.get(machine, &property, Passive::LOAD_KNOWN)?;
            if matches!(got, Got::Value(ref value) if !value.is_none()) {
                let text = format!(
                    "Dependency rule on column '{}' tried to blank-out primary key column '{}' on \
                     instance '{}'",
                    column_name(from),
                    column_name(to),
                    dest.name()
                );
                return Err(machine.error("AssertionError", text));
            }
        }
        dest.set(machine, &property, Value::None, None)?;
    }
    Ok(())
}

/// Puts the values of a key into a row of a join table.
pub(super) fn into_row(
    machine: &mut Machine,
    source: &Rc<State>,
    row: &mut Params,
    pairs: &Pairs,
) -> Run<()> {
    for (from, to) in pairs {
        let value = value_of(machine, source, from, to)?;
        row.insert(column_key(to), value);
    }
    Ok(())
}

/// A column that gives has changed since the last flush.
pub(super) fn source_changed(
    machine: &mut Machine,
    source: &Rc<State>,
    pairs: &Pairs,
) -> Run<bool> {
    for (from, to) in pairs {
        let Some(property) = property_of(&source.mapper, from) else {
            value_of(machine, source, from, to)?;
            continue;
        };
        if !source.history(machine, &property, Passive::NO_LOAD)?.deleted().is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}
