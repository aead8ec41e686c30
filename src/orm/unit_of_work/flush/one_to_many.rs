//! One-to-many: the children hold the key.

use std::rc::Rc;

use super::action::Processor;
use super::by_id::ById;
use super::processor::{Pair, Sides};
use super::{Flush, Part, Why};
use crate::orm::mapper::Mapper;
use crate::orm::python::{Machine, Run};
use crate::orm::unit_of_work::State;
use crate::orm::unit_of_work::passive::Passive;

impl Flush {
    pub(super) fn one_to_many_order(&mut self, processor: &Processor, sides: &Sides) {
        let Sides {
            parent_saves,
            child_saves,
            parent_deletes,
            child_deletes,
            after_save,
            before_delete,
        } = sides;
        if !processor.post_update() {
            self.depend(&[
                (parent_saves, after_save),
                (after_save, child_saves),
                (after_save, child_deletes),
                (child_saves, parent_deletes),
                (child_deletes, parent_deletes),
                (before_delete, child_saves),
                (before_delete, child_deletes),
            ]);
            return;
        }
        let Some(target) = processor.target() else { return };
        let after = self.post_updates_of(&target, false);
        let before = self.post_updates_of(&target, true);
        self.depend(&[
            (child_saves, after_save),
            (parent_saves, after_save),
            (after_save, &after),
            (child_saves, before_delete),
            (before_delete, &after),
            (&after, parent_deletes),
            (before_delete, &before),
            (&before, parent_deletes),
            (&before, child_deletes),
        ]);
    }

    pub(super) fn one_to_many_pair(
        &mut self,
        processor: &Processor,
        target: &Rc<Mapper>,
        pair: &Pair<'_>,
    ) {
        if !processor.post_update() {
            if pair.is_delete {
                self.depend_if(&[
                    (pair.before_delete, pair.child),
                    (pair.child, pair.delete_parent),
                ]);
            } else {
                self.depend_if(&[
                    (pair.save_parent, pair.after_save),
                    (pair.after_save, pair.child),
                    (pair.save_parent, pair.child),
                ]);
            }
            return;
        }
        let after = self.post_updates_of(target, false);
        let before = self.post_updates_of(target, true);
        if pair.is_delete {
            self.depend_if(&[
                (pair.before_delete, Some(&before)),
                (Some(&before), pair.delete_parent),
            ]);
            return;
        }
        if !pair.child_is_delete {
            self.depend_if(&[(pair.save_parent, pair.after_save)]);
        }
        self.depend_if(&[(pair.child, pair.after_save), (pair.after_save, Some(&after))]);
    }

    pub(super) fn one_to_many_presort_deletes(
        &mut self,
        machine: &mut Machine,
        processor: &Processor,
        states: &[Rc<State>],
    ) -> Run<()> {
        let cascade = processor.relationship.cascade.get();
        let nulls_keys = !cascade.delete && !processor.leaves_all();
        for state in states {
            let history =
                self.history(machine, state, &processor.key(), processor.for_deletes())?;
            for child in history.deleted.iter().flatten() {
                if !processor.has_parent(child) {
                    self.register_along(machine, processor, child, cascade.delete_orphan, None);
                }
            }
            if nulls_keys {
                for child in history.unchanged.iter().flatten() {
                    self.register_along(machine, processor, child, false, Some("delete"));
                }
            }
        }
        Ok(())
    }

    pub(super) fn one_to_many_presort_saves(
        &mut self,
        machine: &mut Machine,
        processor: &Processor,
        states: &[Rc<State>],
    ) -> Run<()> {
        let deletes_orphans = processor.relationship.cascade.get().delete_orphan;
        let nulls_keys = !deletes_orphans && !processor.leaves_all();
        for state in states {
            let key_changed = self.parent_key_changed(machine, processor, state)?;
            let passive = if !key_changed || processor.passive_updates() {
                Passive::NO_LOAD | Passive::QUEUED
            } else {
                Passive::LOAD | Passive::QUEUED
            };
            let history = self.history(machine, state, &processor.key(), passive)?;
            let save = Part { is_delete: false, only_listed: false };
            for child in history.added.iter().flatten() {
                let why = Why { operation: "add", by: processor };
                self.register(machine, child, save, true, Some(why));
            }
            self.children_added
                .entry(processor.clone())
                .or_default()
                .extend(history.added.iter().flatten().cloned().map(ById));
            for child in history.deleted.iter().flatten() {
                if !deletes_orphans {
                    if nulls_keys {
                        self.register_along(machine, processor, child, false, Some("delete"));
                    }
                } else if !processor.has_parent(child) {
                    self.delete_along(machine, processor, child)?;
                }
            }
            if key_changed {
                let part = Part { is_delete: false, only_listed: processor.passive_updates() };
                for child in history.unchanged.iter().flatten() {
                    let why = Why { operation: "pk change", by: processor };
                    self.register(machine, child, part, false, Some(why));
                }
            }
        }
        Ok(())
    }

    pub(super) fn one_to_many_deletes(
        &mut self,
        machine: &mut Machine,
        processor: &Processor,
        states: &[Rc<State>],
    ) -> Run<()> {
        if !processor.post_update() && processor.leaves_all() {
            return Ok(());
        }
        for state in states {
            let history =
                self.history(machine, state, &processor.key(), processor.for_deletes())?;
            let mut cleared: Vec<Rc<State>> = history
                .deleted
                .iter()
                .flatten()
                .filter(|child| !processor.has_parent(child))
                .cloned()
                .collect();
            if processor.post_update() || !processor.relationship.cascade.get().delete {
                let added = self.children_added.get(processor);
                cleared.extend(
                    history
                        .unchanged
                        .iter()
                        .flatten()
                        .filter(|child| {
                            added.is_none_or(|added| !added.contains(&ById(Rc::clone(child))))
                        })
                        .cloned(),
                );
            }
            for child in cleared {
                self.carry_to_child(machine, processor, state, Some(&child), true, false)?;
                if processor.post_update() {
                    self.note_post_update(processor, &child, &[Some(Rc::clone(state))], false);
                }
            }
        }
        Ok(())
    }

    pub(super) fn one_to_many_saves(
        &mut self,
        machine: &mut Machine,
        processor: &Processor,
        states: &[Rc<State>],
    ) -> Run<()> {
        let deletes_orphans = processor.relationship.cascade.get().delete_orphan;
        let nulls_keys = !deletes_orphans && !processor.leaves_all();
        for state in states {
            let history = self.history(machine, state, &processor.key(), Passive::NO_LOAD)?;
            for child in &history.added {
                self.carry_to_child(machine, processor, state, child.as_ref(), false, false)?;
                if let Some(child) = child
                    && processor.post_update()
                {
                    self.note_post_update(processor, child, &[Some(Rc::clone(state))], false);
                }
            }
            for child in history.deleted.iter().flatten() {
                if nulls_keys && !processor.has_parent(child) {
                    self.carry_to_child(machine, processor, state, Some(child), true, false)?;
                }
            }
            if self.parent_key_changed(machine, processor, state)? {
                for child in &history.unchanged {
                    self.carry_to_child(machine, processor, state, child.as_ref(), false, true)?;
                }
            }
        }
        Ok(())
    }

    fn carry_to_child(
        &mut self,
        machine: &mut Machine,
        processor: &Processor,
        parent: &Rc<State>,
        child: Option<&Rc<State>>,
        clears: bool,
        key_changed: bool,
    ) -> Run<()> {
        Self::check_member(machine, processor, child)?;
        let Some(child) = child else { return Ok(()) };
        if !processor.post_update() && self.is_deleted(child) {
            return Ok(());
        }
        let pairs = processor.resolved().map_or(&[][..], |own| &own.synchronize_pairs);
        if clears {
            return super::sync::clear(machine, child, pairs);
        }
        let flags = processor.passive_updates() && key_changed;
        self.populate(machine, parent, child, pairs, flags)
    }

    fn parent_key_changed(
        &mut self,
        machine: &mut Machine,
        processor: &Processor,
        state: &Rc<State>,
    ) -> Run<bool> {
        let pairs = processor.resolved().map_or(&[][..], |own| &own.synchronize_pairs);
        super::sync::source_changed(machine, state, pairs)
    }
}
