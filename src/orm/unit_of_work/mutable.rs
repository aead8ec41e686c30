//! Values that change in place: what a script read is looked at again before anything asks what
//! has changed.

use std::rc::Rc;

use super::super::core::mutable::{self, Like};
use super::super::mapper::Property;
use super::super::python::{Machine, Run, Value};
use super::{Past, Session, State, key_of};

/// A value that a script has read, and what it held then.
pub struct Watched {
    key: Rc<str>,
    value: Value,
    held: Vec<Value>,
}

fn held(value: &Value) -> Vec<Value> {
    match value {
        Value::List(list) => list.items.borrow().clone(),
        Value::Dict(dict) => {
            let entries = dict.entries.borrow();
            entries.iter().flat_map(|(key, value)| [key.value().clone(), value.clone()]).collect()
        }
        Value::Set(set) => set.members.borrow().iter().map(|key| key.value().clone()).collect(),
        _ => Vec::new(),
    }
}

/// What values of an attribute are kept as, where they may change in place.
pub(super) fn like(machine: &Machine, property: &Property) -> Option<Like> {
    let Property::Column(own) = property else { return None };
    mutable::like(machine, &own.column.ty.borrow())
}

impl State {
    /// A script has got this value: it may change it.
    pub(super) fn watch(self: &Rc<Self>, machine: &Machine, property: &Property, value: &Value) {
        if value.is_none() || like(machine, property).is_none() {
            return;
        }
        let key = key_of(property);
        let mut watched = self.watched.borrow_mut();
        if watched.iter().any(|one| one.key == key && one.value.is(value)) {
            return;
        }
        if watched.is_empty() {
            self.shared.watched.borrow_mut().push(Rc::downgrade(self));
        }
        watched.retain(|one| one.key != key);
        watched.push(Watched { key, value: value.clone(), held: held(value) });
    }

    /// Notes what was changed in place since it was read.
    fn look(self: &Rc<Self>, machine: &mut Machine) -> Run<()> {
        let mut changed = Vec::new();
        for one in self.watched.borrow_mut().iter_mut() {
            let is_there = self.present(&one.key).is_some_and(|value| value.is(&one.value));
            let now = held(&one.value);
            let same =
                now.len() == one.held.len() && now.iter().zip(&one.held).all(|(a, b)| a.is(b));
            if is_there && !same {
                changed.push(Rc::clone(&one.key));
            }
            one.held = now;
        }
        for key in changed {
            if let Some(property) = self.property(&key) {
                let past = self.committed.borrow_mut().shift_remove(&key);
                drop(past);
                self.note_change(machine, &property, Past::Never)?;
            }
        }
        Ok(())
    }
}

impl Session {
    /// Notes which of its objects' values were changed in place.
    ///
    /// # Errors
    ///
    /// What noting a change raises.
    pub fn look_at_mutables(self: &Rc<Self>, machine: &mut Machine) -> Run<()> {
        if self.shared.watched.borrow().is_empty() {
            return Ok(());
        }
        let states: Vec<Rc<State>> = {
            let mut watched = self.shared.watched.borrow_mut();
            watched.retain(|state| state.strong_count() > 0);
            watched.iter().filter_map(std::rc::Weak::upgrade).collect()
        };
        for state in states {
            if state.session().is_some_and(|own| Rc::ptr_eq(&own, self)) {
                state.look(machine)?;
            }
        }
        Ok(())
    }
}
