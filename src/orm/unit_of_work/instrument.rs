//! What mapped objects do when the script reads and sets their attributes.

use std::rc::Rc;

use super::super::core::mutable::coerced;
use super::super::core::{Column, errors};
use super::super::mapper::{Instrumentation, Mapper, Property, Relationship};
use super::super::python::{Instance, Machine, Run, Value};
use super::collection::Collection;
use super::passive::{Got, Passive};
use super::session::unmapped;
use super::{Shared, Standing, State, key_of, mutable};

/// The attributes of mapped objects, handed to the mapper when the library is put together.
pub struct Instrument(pub Rc<Shared>);

fn state_of(machine: &mut Machine, instance: &Rc<Instance>) -> Run<Rc<State>> {
    match State::of_instance(instance) {
        Some(state) => Ok(state),
        None => Err(unmapped(machine, &Value::Instance(Rc::clone(instance)))),
    }
}

impl Instrumentation for Instrument {
    fn configured(&self, machine: &mut Machine, relationship: &Rc<Relationship>) -> Run<()> {
        Collection::check(machine, relationship)
    }

    fn made(&self, machine: &mut Machine, mapper: &Rc<Mapper>, instance: &Rc<Instance>) -> Run<()> {
        machine.use_memory(State::SIZE)?;
        let state = State::attach(&self.0, mapper, instance);
        if let Some(polymorphic) = &mapper.polymorphic
            && let Some(identity) = &polymorphic.identity
            && let Some(property) = state.property(&polymorphic.key)
        {
            state.set(machine, &property, identity.clone(), None)?;
        }
        Ok(())
    }

    fn get(
        &self,
        machine: &mut Machine,
        property: &Property,
        instance: &Rc<Instance>,
    ) -> Run<Value> {
        let state = state_of(machine, instance)?;
        match state.get(machine, property, Passive::LOAD)? {
            Got::Value(value) => {
                state.watch(machine, property, &value);
                Ok(value)
            }
            Got::Unknown | Got::Never => Ok(Value::None),
        }
    }

    fn set(
        &self,
        machine: &mut Machine,
        property: &Property,
        instance: &Rc<Instance>,
        value: Value,
    ) -> Run<()> {
        let state = state_of(machine, instance)?;
        let value = match mutable::like(machine, property) {
            Some(like) => coerced(machine, &key_of(property), value, like)?,
            None => value,
        };
        state.set(machine, property, value, None)
    }

    fn column_value(
        &self,
        machine: &mut Machine,
        instance: &Rc<Instance>,
        column: &Rc<Column>,
    ) -> Run<Value> {
        let state = state_of(machine, instance)?;
        let property = state.column_property(machine, column)?;
        let current = state.get(machine, &property, Passive::LOAD_KNOWN);
        let reason = match current {
            Ok(Got::Value(value)) => return Ok(value),
            Ok(Got::Never) => "no value has been set for this column",
            Ok(Got::Unknown) => "the object is detached and the value was expired",
            Err(stop) => return Err(stop),
        };
        let text = format!(
            "Can't resolve value for column {} on object {}; {reason}",
            super::naming::column_name(column),
            state.name()
        );
        Err(errors::raise(machine, "InvalidRequestError", text))
    }

    fn identity(&self, instance: &Rc<Instance>) -> Result<Vec<Value>, &'static str> {
        let Some(state) = State::of_instance(instance) else { return Err("transient") };
        let identity = state.identity.borrow().clone();
        match identity {
            Some(identity) => Ok(identity.values.to_vec()),
            None if state.standing() == Standing::Pending => Err("pending"),
            None => Err("transient"),
        }
    }

    fn delete(
        &self,
        machine: &mut Machine,
        property: &Property,
        instance: &Rc<Instance>,
    ) -> Run<()> {
        let state = state_of(machine, instance)?;
        state.delete(machine, property)
    }
}

/// The attribute's name and property, for `inspect(object).attrs`.
pub(super) fn named(state: &State) -> Vec<(Rc<str>, Property)> {
    state.properties().into_iter().map(|property| (key_of(&property), property)).collect()
}
