//! Sending what is to be sent once the rows of a statement are read.

use std::cell::RefCell;
use std::rc::Rc;

use super::super::mapper::{Lazy, Property, Resolved};
use super::super::python::{Machine, Run, Value};
use super::super::unit_of_work::{Got, Passive, Session, State};
use super::after::{After, Loader, Target};
use super::subclass::{self, Derived};
use super::{entity, lazy, selectin};

impl After {
    /// Sends all that is to be sent, until nothing is left.
    ///
    /// # Errors
    ///
    /// What loading raises.
    pub fn run(after: &Rc<RefCell<Self>>, machine: &mut Machine, session: &Rc<Session>) -> Run<()> {
        loop {
            let paths = std::mem::take(&mut after.borrow_mut().paths);
            if paths.is_empty() {
                return Ok(());
            }
            for due in paths.into_values() {
                if due.states.is_empty() {
                    continue;
                }
                for (mapper, options) in due.derived.values() {
                    let states: Vec<Target> = due
                        .states
                        .values()
                        .filter(|(state, _, _)| entity::is_a(&state.mapper, mapper))
                        .map(|(state, _, overwrites)| (Rc::clone(state), *overwrites))
                        .collect();
                    let derived = Derived { mapper, path: &due.path, options };
                    if !states.is_empty() {
                        subclass::load(machine, session, &derived, &states, after)?;
                    }
                }
                for loader in due.loaders.values() {
                    let parent = loader.relationship.parent.get().cloned();
                    let states: Vec<Target> = due
                        .states
                        .values()
                        .filter(|(state, _, _)| {
                            parent.as_ref().is_none_or(|p| entity::is_a(&state.mapper, p))
                        })
                        .map(|(state, _, overwrites)| (Rc::clone(state), *overwrites))
                        .collect();
                    if states.is_empty() {
                        continue;
                    }
                    match loader.lazy {
                        Lazy::SelectIn => selectin::load(machine, session, loader, &states, after)?,
                        _ => immediate(machine, session, loader, &states, after)?,
                    }
                }
            }
        }
    }
}

fn immediate(
    machine: &mut Machine,
    session: &Rc<Session>,
    loader: &Loader,
    states: &[Target],
    after: &Rc<RefCell<After>>,
) -> Run<()> {
    let relationship = &loader.relationship;
    let details = relationship.resolved(machine)?;
    let key = Rc::clone(&relationship.key.borrow());
    let property = Property::Relationship(Rc::clone(relationship));
    let passive = Passive::LOAD | Passive::NO_RAISE;
    for (state, overwrites) in states {
        if state.has(&key) {
            if !overwrites {
                continue;
            }
            let old = state.take(&key);
            drop(old);
        }
        let here = state.get(machine, &property, Passive::NO_FETCH | Passive::NO_RAISE)?;
        if matches!(here, Got::Value(_)) {
            continue;
        }
        let key = if details.by_key && !details.uselist {
            Some(foreign_key(machine, state, details, passive)?)
        } else {
            None
        };
        let below = lazy::Below { passive, after: Some(Rc::clone(after)) };
        let found = lazy::load_below(machine, session, state, relationship, key, below)?;
        state.set_committed(machine, &property, found)?;
    }
    Ok(())
}

/// What an object's foreign key says of the other side's key.
fn foreign_key(
    machine: &mut Machine,
    state: &Rc<State>,
    details: &Resolved,
    passive: Passive,
) -> Run<Vec<Value>> {
    let mut key = Vec::new();
    for column in &details.target.primary_key {
        let pair = details
            .local_remote_pairs
            .iter()
            .find(|(_, other)| details.target.same_value(other, column));
        let value = match pair {
            Some((local, _)) => state.column_value(machine, local, passive)?.value(),
            None => None,
        };
        key.push(value.unwrap_or(Value::None));
    }
    Ok(key)
}
