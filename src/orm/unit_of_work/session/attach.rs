//! Objects come into a session: added, deleted, loaded.

use std::rc::Rc;

use crate::orm::core::errors;
use crate::orm::python::{Instance, Machine, Run, Value};
use crate::orm::unit_of_work::cascade::{self, Along};
use crate::orm::unit_of_work::{Session, State};

impl Session {
    /// `add()`: the object and all that `save-update` reaches from it.
    ///
    /// # Errors
    ///
    /// InvalidRequestError where one of them is in another session.
    pub fn save_or_update(self: &Rc<Self>, machine: &mut Machine, state: &Rc<State>) -> Run<()> {
        state.orphaned.set(false);
        self.save_or_update_one(machine, state)?;
        let session = Rc::clone(self);
        cascade::cascade(machine, Along::SaveUpdate, state, Some(self), &mut |machine, state| {
            session.save_or_update_one(machine, state)
        })
    }

    fn save_or_update_one(self: &Rc<Self>, machine: &mut Machine, state: &Rc<State>) -> Run<()> {
        if state.has_identity() {
            self.attach_persistent(machine, state, false)
        } else {
            self.attach_pending(machine, state)
        }
    }

    fn attach_pending(self: &Rc<Self>, machine: &mut Machine, state: &Rc<State>) -> Run<()> {
        let Some(object) = state.object() else { return Ok(()) };
        let comes = self.before_attach(machine, state)?;
        let place = Rc::as_ptr(state);
        if !self.new.borrow().contains_key(&place) {
            self.new.borrow_mut().insert(place, (Rc::clone(state), Rc::clone(&object)));
            state.insert_order.set(self.new.borrow().len());
        }
        if comes { self.after_attach(machine, state, &object) } else { Ok(()) }
    }

    /// An object with a row comes in. `revert`: one that was deleted is so no more.
    pub(in crate::orm::unit_of_work) fn attach_persistent(
        self: &Rc<Self>,
        machine: &mut Machine,
        state: &Rc<State>,
        revert: bool,
    ) -> Run<()> {
        if !state.has_identity() {
            return Err(not_persisted(machine, state));
        }
        if state.deleted.get() {
            if !revert {
                let text = format!(
                    "Instance '{}' has been deleted.  Use the make_transient() function to send \
                     this object back to the transient state.",
                    state.name()
                );
                return Err(errors::raise(machine, "InvalidRequestError", text));
            }
            if state.session().is_none() {
                return Ok(());
            }
            state.deleted.set(false);
        }
        let Some(object) = state.object() else { return Ok(()) };
        let comes = self.before_attach(machine, state)?;
        let marked = self.deleted.borrow_mut().shift_remove(&Rc::as_ptr(state));
        drop(marked);
        if revert {
            let replaced = self.identity_map.borrow_mut().replace(state);
            drop(replaced);
        } else {
            self.add_to_map(machine, state)?;
        }
        if comes {
            self.after_attach(machine, state, &object)?;
        } else if revert {
            self.fire_about(machine, "deleted_to_persistent", state)?;
        }
        Ok(())
    }

    fn add_to_map(&self, machine: &mut Machine, state: &Rc<State>) -> Run<()> {
        let identity = state.identity.borrow().clone();
        let Some(identity) = identity else { return Ok(()) };
        let existing = self.identity_map.borrow().get(&identity);
        if let Some((existing, _)) = existing {
            if Rc::ptr_eq(&existing, state) {
                return Ok(());
            }
            let text = format!(
                "Can't attach instance {}; another instance with key {} is already present in this \
                 session.",
                state.name(),
                identity.shown(machine)?
            );
            return Err(errors::raise(machine, "InvalidRequestError", text));
        }
        let replaced = self.identity_map.borrow_mut().replace(state);
        drop(replaced);
        Ok(())
    }

    /// True where the object is not in this session yet.
    fn before_attach(self: &Rc<Self>, machine: &mut Machine, state: &Rc<State>) -> Run<bool> {
        self.autobegin(machine)?;
        if let Some(other) = state.session() {
            if Rc::ptr_eq(&other, self) {
                return Ok(false);
            }
            let text = format!(
                "Object '{}' is already attached to session '{}' (this is '{}')",
                state.name(),
                other.number,
                self.number
            );
            return Err(errors::raise(machine, "InvalidRequestError", text));
        }
        self.fire_about(machine, "before_attach", state)?;
        Ok(true)
    }

    fn after_attach(
        self: &Rc<Self>,
        machine: &mut Machine,
        state: &Rc<State>,
        object: &Rc<Instance>,
    ) -> Run<()> {
        *state.session.borrow_mut() = Rc::downgrade(self);
        if state.modified.get() && state.strong.borrow().is_none() {
            *state.strong.borrow_mut() = Some(Rc::clone(object));
        }
        self.fire_about(machine, "after_attach", state)?;
        let event =
            if state.has_identity() { "detached_to_persistent" } else { "transient_to_pending" };
        self.fire_about(machine, event, state)
    }

    /// An object that was made for a row comes in, with the identity that it was given. Its state
    /// stands in no other session.
    pub fn register_loaded(self: &Rc<Self>, state: &Rc<State>) {
        *state.session.borrow_mut() = Rc::downgrade(self);
        let replaced = self.identity_map.borrow_mut().replace(state);
        drop(replaced);
    }

    /// `delete()`: the object, and all that `delete` reaches from it.
    ///
    /// # Errors
    ///
    /// InvalidRequestError where it has no row.
    pub fn delete(self: &Rc<Self>, machine: &mut Machine, state: &Rc<State>) -> Run<()> {
        if !state.has_identity() {
            return Err(not_persisted(machine, state));
        }
        let Some(object) = state.object() else { return Ok(()) };
        let comes = self.before_attach(machine, state)?;
        if self.is_marked(state) {
            return Ok(());
        }
        self.add_to_map(machine, state)?;
        if comes {
            self.after_attach(machine, state, &object)?;
        }
        let reached = cascade::all(machine, Along::Delete, state)?;
        self.mark(state, &object);
        for (other, _object) in reached {
            self.delete_one(machine, &other)?;
        }
        Ok(())
    }

    fn delete_one(self: &Rc<Self>, machine: &mut Machine, state: &Rc<State>) -> Run<()> {
        let Some(object) = state.object() else { return Ok(()) };
        if !state.has_identity() {
            return Ok(());
        }
        let comes = self.before_attach(machine, state)?;
        if self.is_marked(state) {
            return Ok(());
        }
        self.add_to_map(machine, state)?;
        if comes {
            self.after_attach(machine, state, &object)?;
        }
        self.mark(state, &object);
        Ok(())
    }

    fn mark(&self, state: &Rc<State>, object: &Rc<Instance>) {
        let held = (Rc::clone(state), Rc::clone(object));
        self.deleted.borrow_mut().insert(Rc::as_ptr(state), held);
    }

    /// The state of an object, for `add()`, `refresh()` and the like.
    pub(in crate::orm::unit_of_work) fn state_of(
        machine: &mut Machine,
        value: &Value,
    ) -> Run<Rc<State>> {
        match State::of(value) {
            Some(state) => Ok(state),
            None => Err(super::unmapped(machine, value)),
        }
    }
}

fn not_persisted(machine: &mut Machine, state: &Rc<State>) -> crate::orm::python::Stop {
    let text = format!("Instance '{}' is not persisted", state.name());
    errors::raise(machine, "InvalidRequestError", text)
}
