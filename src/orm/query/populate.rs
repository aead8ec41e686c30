//! One object's attributes from a row.

use std::rc::Rc;

use indexmap::IndexSet;

use super::super::mapper::{Lazy, Property, Relationship};
use super::super::python::{Key, Machine, Run, Value};
use super::super::unit_of_work::State;
use super::load::{Load, Place, Related};
use super::rows::{Collecting, Origin, Reading, is_list, place, shown};
use super::strategy::Column;

impl Reading {
    #[expect(clippy::too_many_arguments, reason = "what is known of one row")]
    pub(super) fn fill(
        &mut self,
        machine: &mut Machine,
        load: &Rc<Load>,
        row: &[Value],
        state: &Rc<State>,
        is_new: bool,
        is_fresh: bool,
        is_refreshed: bool,
    ) -> Run<()> {
        let populates = self.populates || is_refreshed;
        let path = self.whole(&load.path);
        if is_new {
            if !self.kept.is_empty() || !populates {
                let origin = Origin { options: self.kept.clone(), path: path.clone() };
                let old = state.load_options.borrow_mut().replace(Rc::new(origin));
                drop(old);
            }
            state.load.set(self.number);
            for (key, place) in &load.columns {
                state.put(key, self.cell(row, *place));
            }
            self.defer(load, state, populates);
            for related in load.related.clone() {
                self.first(machine, &related, row, state)?;
            }
            if self.populates {
                for key in &load.waiting {
                    let is_related = load.related.iter().any(|related| match related {
                        Related::Waits(own, _) => own == key,
                        Related::Subquery { relationship, .. } => {
                            *relationship.key.borrow() == *key
                        }
                        _ => false,
                    });
                    if !is_related {
                        let old = state.take(key);
                        state.per_state.borrow_mut().shift_remove(key);
                        drop(old);
                    }
                }
            }
            if is_fresh {
                self.loaded(machine, state)?;
            }
            if populates || state.modified.get() {
                match &self.only {
                    Some(only) if is_refreshed => state.commit_keys(only),
                    _ => state.commit_all(),
                }
            }
        } else {
            for (key, place) in &load.columns {
                if !state.has(key) {
                    state.put(key, self.cell(row, *place));
                }
            }
            for related in load.related.clone() {
                self.again(machine, &related, row, state)?;
            }
        }
        self.after.borrow_mut().add(&path, state, true);
        Ok(())
    }

    pub(super) fn defer(&self, load: &Load, state: &Rc<State>, populates: bool) {
        for (key, how) in &load.later {
            match how {
                Column::ByClass => {
                    if populates {
                        let old = state.take(key);
                        drop(old);
                    }
                }
                Column::Later | Column::Raise => {
                    let lazy = if *how == Column::Raise { Lazy::Raise } else { Lazy::Select };
                    let old = state.take(key);
                    state.per_state.borrow_mut().insert(Rc::clone(key), lazy);
                    drop(old);
                }
                Column::Now => {}
            }
        }
        for key in &load.absent {
            if populates {
                let old = state.take(key);
                drop(old);
            }
            state.expired_attributes.borrow_mut().insert(Rc::clone(key));
        }
    }

    pub(super) fn loaded(&self, machine: &mut Machine, state: &Rc<State>) -> Run<()> {
        state.shared.fire_load(machine, state)
    }

    /// A relationship, where the row is the first of its object.
    pub(super) fn first(
        &mut self,
        machine: &mut Machine,
        related: &Related,
        row: &[Value],
        state: &Rc<State>,
    ) -> Run<()> {
        match related {
            Related::Joined { relationship, load } => {
                let other = self.instance(machine, load, row)?;
                if is_list(relationship) {
                    self.begin(relationship, state);
                    self.append(relationship, state, other);
                    return Ok(());
                }
                let key = Rc::clone(&relationship.key.borrow());
                state.put(&key, other);
                Ok(())
            }
            Related::Nothing(relationship) => {
                let empty =
                    if is_list(relationship) { Value::list(Vec::new()) } else { Value::None };
                let property = Property::Relationship(Rc::clone(relationship));
                state.set_committed(machine, &property, empty).map(drop)
            }
            Related::Waits(key, lazy) => {
                let old = state.take(key);
                state.per_state.borrow_mut().insert(Rc::clone(key), *lazy);
                drop(old);
                Ok(())
            }
            Related::Subquery { relationship, local, .. } => {
                let key = self.local_key(machine, local, row)?;
                self.put_beside(machine, relationship, key, state)
            }
            Related::After { .. } => Ok(()),
        }
    }

    /// A relationship, where the object came in an earlier row already.
    pub(super) fn again(
        &mut self,
        machine: &mut Machine,
        related: &Related,
        row: &[Value],
        state: &Rc<State>,
    ) -> Run<()> {
        match related {
            Related::Joined { relationship, load } => {
                let other = self.instance(machine, load, row)?;
                if is_list(relationship) {
                    if !self.collections.contains_key(&place(state, relationship)) {
                        self.begin(relationship, state);
                    }
                    self.append(relationship, state, other);
                    return Ok(());
                }
                let key = Rc::clone(&relationship.key.borrow());
                match state.present(&key) {
                    Some(own) if !own.is(&other) => {
                        let text = format!(
                            "Multiple rows returned with uselist=False for eagerly-loaded attribute \
                             '{}' ",
                            shown(relationship)
                        );
                        machine.warn("SAWarning", text);
                    }
                    Some(_) => {}
                    None => state.put(&key, other),
                }
                Ok(())
            }
            Related::Subquery { relationship, local, .. } => {
                if state.has(&relationship.key.borrow()) {
                    return Ok(());
                }
                let key = self.local_key(machine, local, row)?;
                self.put_beside(machine, relationship, key, state)
            }
            _ => Ok(()),
        }
    }

    /// An object that was there already: what it does not have is filled in.
    pub(super) fn fill_partly(
        &mut self,
        machine: &mut Machine,
        load: &Rc<Load>,
        row: &[Value],
        state: &Rc<State>,
    ) -> Run<()> {
        let unloaded = state.unloaded();
        let at = Rc::as_ptr(state);
        let is_first = !self.partial.contains_key(&at);
        let has_eager = self.invokes_all
            && load.related.iter().any(|related| {
                matches!(related, Related::Joined { .. } | Related::Subquery { .. })
            });
        if !is_first || !unloaded.is_empty() || has_eager {
            let wanted = if is_first {
                self.partial.insert(at, (Rc::clone(state), unloaded.clone()));
                unloaded.clone()
            } else {
                self.partial.get(&at).map(|(_, wanted)| wanted.clone()).unwrap_or_default()
            };
            for (key, place) in &load.columns {
                if unloaded.contains(key) {
                    state.put(key, self.cell(row, *place));
                }
            }
            if is_first {
                for key in load.absent.iter().filter(|key| unloaded.contains(*key)) {
                    state.expired_attributes.borrow_mut().insert(Rc::clone(key));
                }
                for (key, how) in &load.later {
                    if unloaded.contains(key) && matches!(how, Column::Later | Column::Raise) {
                        let lazy = if *how == Column::Raise { Lazy::Raise } else { Lazy::Select };
                        state.per_state.borrow_mut().insert(Rc::clone(key), lazy);
                    }
                }
            }
            for related in load.related.clone() {
                let Some(key) = related.key() else { continue };
                if wanted.contains(&key) {
                    if is_first {
                        self.first(machine, &related, row, state)?;
                    } else {
                        self.again(machine, &related, row, state)?;
                    }
                } else if self.invokes_all {
                    match &related {
                        Related::Joined { load, .. } => {
                            self.instance(machine, load, row)?;
                        }
                        Related::Subquery { relationship, .. } => {
                            self.beside(machine, relationship)?;
                        }
                        _ => {}
                    }
                }
            }
            if is_first {
                let wanted: Vec<Rc<str>> = wanted.into_iter().collect();
                state.commit_keys(&wanted);
            }
        }
        if self.invokes_all {
            let path = self.whole(&load.path);
            self.after.borrow_mut().add(&path, state, false);
        }
        Ok(())
    }

    pub(super) fn begin(&mut self, relationship: &Rc<Relationship>, state: &Rc<State>) {
        self.collections.insert(
            place(state, relationship),
            Collecting {
                state: Rc::clone(state),
                relationship: Rc::clone(relationship),
                members: Vec::new(),
                seen: IndexSet::new(),
            },
        );
    }

    pub(super) fn append(
        &mut self,
        relationship: &Rc<Relationship>,
        state: &Rc<State>,
        other: Value,
    ) {
        let Value::Instance(object) = &other else { return };
        if let Some(collecting) = self.collections.get_mut(&place(state, relationship))
            && collecting.seen.insert(Rc::as_ptr(object))
        {
            collecting.members.push(other);
        }
    }

    pub(super) fn local_key(
        &self,
        machine: &mut Machine,
        local: &[Place],
        row: &[Value],
    ) -> Run<Vec<Key>> {
        local.iter().map(|place| machine.key(&self.cell(row, *place))).collect()
    }
}
