//! What of an object is to be read again.

use std::rc::Rc;

use indexmap::IndexSet;

use super::is_deferred;
use crate::orm::core::errors;
use crate::orm::mapper::Property;
use crate::orm::python::{Machine, Run};
use crate::orm::unit_of_work::State;
use crate::orm::unit_of_work::collection::Collection;
use crate::orm::unit_of_work::passive::Passive;

impl State {
    /// All is to be read again when it is asked for; changes are lost.
    pub fn expire(&self, machine: &mut Machine) -> Run<()> {
        let held = self.object();
        self.expired.set(true);
        if self.modified.get() {
            if let Some(session) = self.session() {
                session.identity_map.borrow_mut().forget_modified(self);
            }
            let past = std::mem::take(&mut *self.committed.borrow_mut());
            drop(past);
            self.modified.set(false);
        }
        let strong = self.strong.borrow_mut().take();
        let queued = std::mem::take(&mut *self.queued.borrow_mut());
        let parents = std::mem::take(&mut *self.parents.borrow_mut());
        drop((strong, queued, parents));
        // Relationships too: those that are loaded eagerly are read again with the row.
        for key in self.mapper.properties.borrow().keys() {
            self.expired_attributes.borrow_mut().insert(Rc::clone(key));
            self.per_state.borrow_mut().shift_remove(key);
        }
        let keys = self.keys();
        let mut dropped = Vec::new();
        if let Some(instance) = &held {
            for key in keys {
                let old = instance.dict.borrow_mut().shift_remove(&key);
                if let Some(old) = old {
                    if let Some(collection) = Collection::of(&old) {
                        collection.invalidated.set(true);
                    }
                    dropped.push(old);
                }
            }
        }
        drop(dropped);
        self.shared.events_expired(machine, self, None)
    }

    /// These attributes are to be read again when they are asked for.
    ///
    /// # Errors
    ///
    /// KeyError for a name that is no attribute.
    pub fn expire_attributes(&self, machine: &mut Machine, keys: &[Rc<str>]) -> Run<()> {
        self.expire_some(machine, keys, false)
    }

    pub(in crate::orm::unit_of_work) fn expire_some(
        &self,
        machine: &mut Machine,
        keys: &[Rc<str>],
        without_loader: bool,
    ) -> Run<()> {
        for key in keys {
            let Some(property) = self.property(key) else {
                return Err(machine.error("KeyError", &**key));
            };
            if !matches!(property, Property::Relationship(_)) {
                let own_way = is_deferred(&property) || self.per_state.borrow().contains_key(key);
                if without_loader && own_way {
                    continue;
                }
                self.expired_attributes.borrow_mut().insert(Rc::clone(key));
                self.per_state.borrow_mut().shift_remove(key);
            }
            let old = self.take(key);
            if let Some(collection) = old.as_ref().and_then(Collection::of) {
                collection.invalidated.set(true);
            }
            let past = self.committed.borrow_mut().shift_remove(key);
            let queued = self.queued.borrow_mut().shift_remove(key);
            drop((old, past, queued));
        }
        self.shared.events_expired(machine, self, Some(keys))
    }

    /// Reads the expired attributes again that have not been changed since; false where no
    /// statement may be sent.
    ///
    /// # Errors
    ///
    /// DetachedInstanceError, ObjectDeletedError, and what the database says.
    pub fn load_expired(self: &Rc<Self>, machine: &mut Machine, passive: Passive) -> Run<bool> {
        if !passive.has(Passive::SQL) {
            return Ok(false);
        }
        let expired = self.expired_attributes.borrow().clone();
        let keys: Vec<Rc<str>> = self
            .mapper
            .properties
            .borrow()
            .iter()
            .filter(|(key, property)| {
                expired.contains(*key)
                    && !self.committed.borrow().contains_key(*key)
                    && !is_deferred(property)
            })
            .map(|(key, _)| Rc::clone(key))
            .collect();
        self.load_columns(machine, &keys, passive)?;
        self.expired_attributes.borrow_mut().clear();
        Ok(true)
    }

    /// Reads these attributes.
    ///
    /// # Errors
    ///
    /// DetachedInstanceError, ObjectDeletedError, and what the database says.
    pub fn load_columns(
        self: &Rc<Self>,
        machine: &mut Machine,
        keys: &[Rc<str>],
        passive: Passive,
    ) -> Run<()> {
        let Some(session) = self.session() else {
            let text = format!(
                "Instance {} is not bound to a Session; attribute refresh operation cannot proceed",
                self.name()
            );
            return Err(errors::raise_coded(machine, "DetachedInstanceError", &text, "bhk3"));
        };
        let loader = self.shared.loader(machine)?;
        loader.load_columns(machine, &session, self, keys, passive)
    }

    /// Attributes that are neither loaded nor changed.
    pub fn unloaded(&self) -> IndexSet<Rc<str>> {
        self.keys()
            .into_iter()
            .filter(|key| !self.committed.borrow().contains_key(key) && !self.has(key))
            .collect()
    }
}
