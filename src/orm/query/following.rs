//! Sending what is to be sent once the rows of a statement are read.

use std::cell::RefCell;
use std::rc::Rc;

use super::super::mapper::{Lazy, Property};
use super::super::python::{Machine, Run};
use super::super::unit_of_work::{Passive, Session};
use super::after::{After, Loader, Target};
use super::{entity, selectin};

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
                let _ = &due.path;
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
                        _ => immediate(machine, loader, &states)?,
                    }
                }
            }
        }
    }
}

fn immediate(machine: &mut Machine, loader: &Loader, states: &[Target]) -> Run<()> {
    let key = Rc::clone(&loader.relationship.key.borrow());
    let property = Property::Relationship(Rc::clone(&loader.relationship));
    for (state, overwrites) in states {
        if state.has(&key) {
            if !overwrites {
                continue;
            }
            let old = state.take(&key);
            drop(old);
        }
        state.get(machine, &property, Passive::LOAD | Passive::NO_RAISE)?;
    }
    Ok(())
}
