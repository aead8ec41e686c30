//! What has changed in an object since its row was read.

use std::rc::Rc;

use crate::orm::mapper::{Property, Relationship};
use crate::orm::python::{Machine, Run, Value};
use crate::orm::unit_of_work::collection::Collection;
use crate::orm::unit_of_work::history::Past;
use crate::orm::unit_of_work::{State, key_of};

impl State {
    /// Notes that an attribute changes, with what it was, and that the object has changes.
    ///
    /// # Errors
    ///
    /// What beginning the session's transaction raises.
    pub fn note_change(
        self: &Rc<Self>,
        machine: &mut Machine,
        property: &Property,
        previous: Past,
    ) -> Run<()> {
        if let Property::Relationship(relationship) = property
            && relationship.viewonly.get()
        {
            return Ok(());
        }
        let key = key_of(property);
        if !self.committed.borrow().contains_key(&key) {
            self.committed.borrow_mut().insert(key, previous);
        }
        self.note_modified(machine)
    }

    /// As [`State::note_change`] for a collection, whose members are kept as they are now.
    ///
    /// # Errors
    ///
    /// What beginning the session's transaction raises.
    pub fn note_collection_change(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
    ) -> Run<()> {
        let key = Rc::clone(&relationship.key.borrow());
        let previous = match self.present(&key).and_then(|value| Collection::of(&value)) {
            Some(collection) => Past::Items(collection.members(machine)?),
            None => Past::Never,
        };
        self.note_change(machine, &Property::Relationship(Rc::clone(relationship)), previous)
    }

    pub(super) fn note_modified(self: &Rc<Self>, machine: &mut Machine) -> Run<()> {
        let session = self.session();
        if self.modified.get() && (session.is_none() || self.strong.borrow().is_some()) {
            return Ok(());
        }
        self.modified.set(true);
        let Some(session) = session else { return Ok(()) };
        let had_modified = session.identity_map.borrow().has_modified();
        session.identity_map.borrow_mut().note_modified(self);
        *self.strong.borrow_mut() = self.object();
        if !had_modified && session.transaction.borrow().is_none() {
            session.autobegin(machine)?;
        }
        Ok(())
    }

    /// Puts what was read from the database into an attribute: for a collection, `value` is a
    /// list of its members. Queued changes of the collection are done to it.
    ///
    /// # Errors
    ///
    /// What a keyed collection raises about its keys.
    pub fn set_committed(
        self: &Rc<Self>,
        machine: &mut Machine,
        property: &Property,
        value: Value,
    ) -> Run<Value> {
        let key = key_of(property);
        if let Property::Relationship(relationship) = property
            && crate::orm::unit_of_work::kind::kind(relationship)
                == crate::orm::unit_of_work::kind::Kind::Collection
        {
            return self.set_committed_collection(machine, relationship, value);
        }
        self.put(&key, value.clone());
        self.commit_keys(&[key]);
        Ok(value)
    }

    /// These attributes are as in the database.
    pub fn commit_keys(&self, keys: &[Rc<str>]) {
        for key in keys {
            let past = self.committed.borrow_mut().shift_remove(key);
            drop(past);
            if self.has(key) {
                self.expired_attributes.borrow_mut().shift_remove(key);
                self.per_state.borrow_mut().shift_remove(key);
            }
        }
        self.expired.set(false);
    }

    /// All is as in the database (`_commit_all`).
    pub fn commit_all(&self) {
        let past = std::mem::take(&mut *self.committed.borrow_mut());
        drop(past);
        let queued = std::mem::take(&mut *self.queued.borrow_mut());
        drop(queued);
        if let Some(instance) = self.object() {
            let dict = instance.dict.borrow();
            self.expired_attributes.borrow_mut().retain(|key| !dict.contains_key(key));
        }
        if self.modified.get()
            && let Some(session) = self.session()
        {
            session.identity_map.borrow_mut().forget_modified(self);
        }
        self.modified.set(false);
        self.expired.set(false);
        let strong = self.strong.borrow_mut().take();
        drop(strong);
    }
}
