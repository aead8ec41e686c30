//! `flush()`: which objects take part, and what they are when it is done.

use std::rc::{Rc, Weak};

use crate::orm::core::errors;
use crate::orm::python::{Machine, Run, Value};
use crate::orm::unit_of_work::flush::Flush;
use crate::orm::unit_of_work::identity::Missing;
use crate::orm::unit_of_work::passive::Passive;
use crate::orm::unit_of_work::transaction::Origin;
use crate::orm::unit_of_work::{Session, State, cascade};

impl Session {
    /// Sends what has changed.
    ///
    /// # Errors
    ///
    /// IntegrityError and its kin, FlushError, and what listeners raise; then all that the
    /// transaction did is rolled back.
    pub fn flush(self: &Rc<Self>, machine: &mut Machine) -> Run<()> {
        self.flush_only(machine, None)
    }

    /// As [`Session::flush`], of these objects alone where some are given.
    pub(super) fn flush_only(
        self: &Rc<Self>,
        machine: &mut Machine,
        only: Option<&[Rc<State>]>,
    ) -> Run<()> {
        if self.flushing.get() {
            let text = "Session is already flushing";
            return Err(errors::raise(machine, "InvalidRequestError", text));
        }
        self.look_at_mutables(machine)?;
        if self.is_clean() {
            return Ok(());
        }
        self.flushing.set(true);
        let done = self.flush_all(machine, only);
        self.flushing.set(false);
        done
    }

    fn changed(&self) -> Vec<Rc<State>> {
        self.identity_map.borrow().modified()
    }

    fn flush_all(self: &Rc<Self>, machine: &mut Machine, only: Option<&[Rc<State>]>) -> Run<()> {
        if self.changed().is_empty()
            && self.deleted.borrow().is_empty()
            && self.new.borrow().is_empty()
        {
            self.identity_map.borrow_mut().clear_modified();
            return Ok(());
        }
        self.fire(machine, "before_flush", &[Value::None, Value::None])?;
        self.prepare(machine)?;
        let mut flush = Flush::new(self);
        let is_meant = |state: &Rc<State>| {
            only.is_none_or(|only| only.iter().any(|own| Rc::ptr_eq(own, state)))
        };
        let new: Vec<Rc<State>> =
            self.new.borrow().values().map(|(state, _)| Rc::clone(state)).collect();
        let changed = self.changed();
        let mut seen: Vec<Rc<State>> = Vec::new();
        for state in new.iter().chain(&changed) {
            if self.is_marked(state) || !self.contains(state) || !is_meant(state) {
                continue;
            }
            let is_orphan = cascade::is_orphan_of(state, &state.mapper);
            if is_orphan && !state.has_identity() && state.orphaned.get() {
                self.expunge_states(machine, &[Rc::clone(state)], false)?;
                continue;
            }
            flush.add(machine, state, is_orphan && state.has_identity());
            seen.push(Rc::clone(state));
        }
        let marked: Vec<Rc<State>> =
            self.deleted.borrow().values().map(|(state, _)| Rc::clone(state)).collect();
        for state in marked.iter().filter(|state| is_meant(state)) {
            flush.add(machine, state, true);
        }
        if !flush.has_work() {
            return Ok(());
        }
        let outer = self.autobegin(machine)?;
        let transaction = outer.within(machine, self, Origin::Sub)?;
        flush.within(&transaction);
        let done = self.flush_within(machine, &mut flush, only.is_some());
        match done {
            Ok(()) => transaction.commit(machine, false),
            Err(stop) => {
                transaction.rollback(machine, Some(&stop), false)?;
                Err(stop)
            }
        }
    }

    fn flush_within(
        self: &Rc<Self>,
        machine: &mut Machine,
        flush: &mut Flush,
        is_partial: bool,
    ) -> Run<()> {
        self.warn_on_events.set(true);
        let done = flush.execute(machine);
        self.warn_on_events.set(false);
        done?;
        self.fire(machine, "after_flush", &[Value::None])?;
        let (deleted, saved) = flush.outcome();
        if !deleted.is_empty() {
            self.note_deleted(machine, &deleted)?;
        }
        if !saved.is_empty() {
            self.note_saved(machine, &saved)?;
        }
        let late = self.changed();
        if !late.is_empty() && !is_partial {
            for state in &late {
                state.commit_all();
            }
            self.identity_map.borrow_mut().clear_modified();
            let text = format!(
                "Attribute history events accumulated on {} previously clean instances within \
                 inner-flush event handlers have been reset, and will not result in database \
                 updates. Consider using set_committed_value() within inner-flush event handlers \
                 to avoid this warning.",
                late.len()
            );
            machine.warn("SAWarning", text);
        }
        self.fire(machine, "after_flush_postexec", &[Value::None])
    }

    /// Rows of these objects are gone.
    ///
    /// # Errors
    ///
    /// What listeners raise.
    pub fn note_deleted(self: &Rc<Self>, machine: &mut Machine, states: &[Rc<State>]) -> Run<()> {
        for state in states {
            if let Some(transaction) = &*self.transaction.borrow() {
                let held: Weak<State> = Rc::downgrade(state);
                transaction.deleted.borrow_mut().insert(Rc::as_ptr(state), held);
            }
            self.identity_map.borrow_mut().discard(state);
            let marked = self.deleted.borrow_mut().shift_remove(&Rc::as_ptr(state));
            state.deleted.set(true);
            self.fire_about(machine, "persistent_to_deleted", state)?;
            drop(marked);
        }
        Ok(())
    }

    /// These objects are as in the database, under the keys that they have now.
    fn note_saved(self: &Rc<Self>, machine: &mut Machine, states: &[Rc<State>]) -> Run<()> {
        for state in states {
            if state.object().is_none() {
                continue;
            }
            let identity = state.identity_from_attributes(machine, Passive::LOAD_KNOWN)?;
            if identity.missing() == Missing::All {
                let text = format!(
                    "Instance {} has a NULL identity key.  If this is an auto-generated value, \
                     check that the database table allows generation of new primary key values, \
                     and that the mapped Column object is configured to expect these generated \
                     values.  Ensure also that this flush() is not occurring at an inappropriate \
                     time, such as within a load() event.",
                    state.name()
                );
                return Err(errors::raise(machine, "FlushError", text));
            }
            let before = state.identity.borrow().clone();
            match before {
                None => *state.identity.borrow_mut() = Some(identity.clone()),
                Some(before) if before != identity => {
                    self.identity_map.borrow_mut().discard(state);
                    if let Some(transaction) = &*self.transaction.borrow() {
                        let place = Rc::as_ptr(state);
                        let mut switches = transaction.switches.borrow_mut();
                        switches.entry(place).or_insert_with(|| (Rc::downgrade(state), before));
                    }
                    *state.identity.borrow_mut() = Some(identity.clone());
                }
                Some(_) => {}
            }
            let old = self.identity_map.borrow_mut().replace(state);
            if let Some(old) = old
                && old.object().is_some()
                && old.identity_from_attributes(machine, Passive::NO_FETCH)? == identity
            {
                let text = format!(
                    "Identity map already had an identity for {}, replacing it with newly flushed \
                     object.   Are there load operations occurring inside of an event handler \
                     within the flush?",
                    identity.shown(machine)?
                );
                machine.warn("SAWarning", text);
            }
            state.orphaned.set(false);
        }
        for state in states {
            state.commit_all();
        }
        let mut came = Vec::new();
        for state in states {
            let is_new = self.is_new(state);
            if let Some(transaction) = &*self.transaction.borrow() {
                let kept = if is_new { &transaction.new } else { &transaction.dirty };
                kept.borrow_mut().insert(Rc::as_ptr(state), Rc::downgrade(state));
            }
            if is_new {
                came.push(Rc::clone(state));
            }
        }
        for state in &came {
            self.fire_about(machine, "pending_to_persistent", state)?;
        }
        for state in &came {
            let held = self.new.borrow_mut().shift_remove(&Rc::as_ptr(state));
            drop(held);
        }
        Ok(())
    }
}
