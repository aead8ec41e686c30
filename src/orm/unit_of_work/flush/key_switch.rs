//! A changed primary key is carried over to objects that refer to it by a many-to-one which has no
//! other side.

use std::rc::Rc;

use super::action::Action;
use super::action::Processor;
use super::by_id::ById;
use super::{Flush, Part};
use crate::orm::mapper::{Direction, Mapper, Property};
use crate::orm::python::{Machine, Run};
use crate::orm::unit_of_work::State;
use crate::orm::unit_of_work::cascade::is_a;
use crate::orm::unit_of_work::passive::Passive;

/// The many-to-one relationships that refer to this mapper and have nobody else to tell them.
pub(super) fn watching(mapper: &Rc<Mapper>) -> Vec<Processor> {
    let mut found = Vec::new();
    for registry in mapper.registry.shared.registries.borrow().iter() {
        for other in registry.mappers.borrow().iter() {
            for property in other.properties.borrow().values() {
                let Property::Relationship(relationship) = property else { continue };
                let Some(resolved) = relationship.resolved.get() else { continue };
                let is_own =
                    relationship.parent.get().is_some_and(|parent| Rc::ptr_eq(parent, other));
                if !is_own
                    || resolved.direction != Direction::ManyToOne
                    || relationship.viewonly.get()
                    || !is_a(mapper, &resolved.target)
                {
                    continue;
                }
                let reverse = relationship.reverse.borrow();
                let is_told = !reverse.is_empty()
                    && (relationship.passive_updates.get()
                        || reverse.iter().any(|other| !other.passive_updates.get()));
                if !is_told {
                    let relationship = Rc::clone(relationship);
                    found.push(Processor { relationship, is_switch: true });
                }
            }
        }
    }
    found
}

impl Flush {
    pub(super) fn set_up_switch(&mut self, processor: &Processor, parent: &Rc<Mapper>) {
        let saves = self.save_all(parent);
        let after = self.action(Action::ProcessAll {
            processor: processor.clone(),
            is_delete: false,
            from_parent: false,
        });
        self.depend(&[(&saves, &after)]);
    }

    pub(super) fn switch_presort_saves(
        &mut self,
        machine: &mut Machine,
        processor: &Processor,
        states: &[Rc<State>],
    ) -> Run<()> {
        if processor.passive_updates() {
            return Ok(());
        }
        self.switch_keys(machine, processor, states)
    }

    pub(super) fn switch_has_changes(
        &mut self,
        machine: &mut Machine,
        processor: &Processor,
        states: &[Rc<State>],
        is_delete: bool,
    ) -> Run<bool> {
        if is_delete || !processor.passive_updates() {
            return Ok(false);
        }
        Ok(!self.switchers(machine, processor, states)?.is_empty())
    }

    /// Those of them, and of those seen before, whose key changed.
    fn switchers(
        &mut self,
        machine: &mut Machine,
        processor: &Processor,
        states: &[Rc<State>],
    ) -> Run<Vec<Rc<State>>> {
        let pairs = processor.resolved().map_or(&[][..], |own| &own.synchronize_pairs);
        for state in states {
            let place = ById(Rc::clone(state));
            if self.switched.get(processor).is_some_and(|known| known.contains_key(&place)) {
                continue;
            }
            let changed =
                state.has_identity() && super::sync::source_changed(machine, state, pairs)?;
            self.switched.entry(processor.clone()).or_default().insert(place, changed);
        }
        Ok(self
            .switched
            .get(processor)
            .into_iter()
            .flatten()
            .filter(|(_, changed)| **changed)
            .map(|(state, _)| Rc::clone(&state.0))
            .collect())
    }

    pub(super) fn switch_keys(
        &mut self,
        machine: &mut Machine,
        processor: &Processor,
        states: &[Rc<State>],
    ) -> Run<()> {
        let switchers = self.switchers(machine, processor, states)?;
        let (Some(parent), Some(resolved)) = (processor.parent(), processor.resolved()) else {
            return Ok(());
        };
        if switchers.is_empty() {
            return Ok(());
        }
        let passive = if processor.passive_updates() { Passive::NO_LOAD } else { Passive::LOAD };
        let property = Property::Relationship(Rc::clone(&processor.relationship));
        let known = self.session.identity_map.borrow().states();
        for state in known.iter().filter(|state| is_a(&state.mapper, &parent)) {
            let got = state.get(machine, &property, passive)?;
            let Some(related) = got.object().and_then(State::of) else { continue };
            if !switchers.iter().any(|one| Rc::ptr_eq(one, &related)) {
                continue;
            }
            let part = Part { is_delete: false, only_listed: processor.passive_updates() };
            self.register(machine, state, part, false, None);
            self.populate(
                machine,
                &related,
                state,
                &resolved.synchronize_pairs,
                processor.passive_updates(),
            )?;
        }
        Ok(())
    }
}
