//! Many-to-one: this side holds the key.

use std::rc::Rc;

use super::Flush;
use super::action::Processor;
use super::processor::{Pair, Sides};
use crate::orm::mapper::Mapper;
use crate::orm::python::{Machine, Run};
use crate::orm::unit_of_work::State;
use crate::orm::unit_of_work::kind::shown;
use crate::orm::unit_of_work::passive::Passive;

impl Flush {
    pub(super) fn many_to_one_order(&mut self, processor: &Processor, sides: &Sides) {
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
                (child_saves, after_save),
                (after_save, parent_saves),
                (parent_saves, child_deletes),
                (parent_deletes, child_deletes),
            ]);
            return;
        }
        let Some(parent) = processor.parent() else { return };
        let after = self.post_updates_of(&parent, false);
        let before = self.post_updates_of(&parent, true);
        self.depend(&[
            (child_saves, after_save),
            (parent_saves, after_save),
            (after_save, &after),
            (after_save, &before),
            (before_delete, &before),
            (&before, child_deletes),
            (&before, parent_deletes),
        ]);
    }

    pub(super) fn many_to_one_pair(
        &mut self,
        processor: &Processor,
        parent: &Rc<Mapper>,
        pair: &Pair<'_>,
    ) {
        if processor.post_update() {
            if pair.is_delete {
                let before = self.post_updates_of(parent, true);
                self.depend_if(&[
                    (pair.before_delete, Some(&before)),
                    (Some(&before), pair.delete_parent),
                    (Some(&before), pair.child),
                ]);
                return;
            }
            let after = self.post_updates_of(parent, false);
            if pair.child_is_delete {
                self.depend_if(&[(pair.after_save, Some(&after)), (Some(&after), pair.child)]);
            } else {
                self.depend_if(&[
                    (pair.save_parent, pair.after_save),
                    (pair.child, pair.after_save),
                    (pair.after_save, Some(&after)),
                ]);
            }
            return;
        }
        if pair.is_delete {
            if pair.child_is_delete {
                self.depend_if(&[(pair.delete_parent, pair.child)]);
            }
            return;
        }
        if !pair.child_is_delete {
            self.depend_if(&[(pair.child, pair.after_save)]);
        }
        self.depend_if(&[(pair.after_save, pair.save_parent)]);
    }

    pub(super) fn many_to_one_presort_deletes(
        &mut self,
        machine: &mut Machine,
        processor: &Processor,
        states: &[Rc<State>],
    ) -> Run<()> {
        let cascade = processor.relationship.cascade.get();
        if !cascade.delete && !cascade.delete_orphan {
            return Ok(());
        }
        for state in states {
            let history =
                self.history(machine, state, &processor.key(), processor.for_deletes())?;
            let doomed = if cascade.delete_orphan { history.sum() } else { history.non_deleted() };
            for child in doomed.iter().flatten() {
                self.delete_along(machine, processor, child)?;
            }
        }
        Ok(())
    }

    pub(super) fn many_to_one_presort_saves(
        &mut self,
        machine: &mut Machine,
        processor: &Processor,
        states: &[Rc<State>],
    ) -> Run<()> {
        for state in states {
            self.register_along(machine, processor, state, false, Some("add"));
            if !processor.relationship.cascade.get().delete_orphan {
                continue;
            }
            let history =
                self.history(machine, state, &processor.key(), processor.for_deletes())?;
            for child in history.deleted.iter().flatten() {
                if !processor.has_parent(child) {
                    self.delete_along(machine, processor, child)?;
                }
            }
        }
        Ok(())
    }

    pub(super) fn many_to_one_deletes(
        &mut self,
        machine: &mut Machine,
        processor: &Processor,
        states: &[Rc<State>],
    ) -> Run<()> {
        if !processor.post_update()
            || processor.relationship.cascade.get().delete_orphan
            || processor.leaves_all()
        {
            return Ok(());
        }
        for state in states {
            self.carry_to_parent(machine, processor, state, None, true, None)?;
            let history =
                self.history(machine, state, &processor.key(), processor.for_deletes())?;
            self.note_post_update(processor, state, &history.sum(), true);
        }
        Ok(())
    }

    pub(super) fn many_to_one_saves(
        &mut self,
        machine: &mut Machine,
        processor: &Processor,
        states: &[Rc<State>],
    ) -> Run<()> {
        for state in states {
            let history = self.history(machine, state, &processor.key(), Passive::NO_LOAD)?;
            if !history.added.is_empty() {
                for child in &history.added {
                    let child = child.as_ref();
                    self.carry_to_parent(machine, processor, state, child, false, Some("add"))?;
                }
            } else if !history.deleted.is_empty() {
                self.carry_to_parent(machine, processor, state, None, true, Some("delete"))?;
            }
            if processor.post_update() {
                self.note_post_update(processor, state, &history.sum(), false);
            }
        }
        Ok(())
    }

    fn carry_to_parent(
        &mut self,
        machine: &mut Machine,
        processor: &Processor,
        state: &Rc<State>,
        child: Option<&Rc<State>>,
        clears: bool,
        operation: Option<&str>,
    ) -> Run<()> {
        if !processor.post_update() && self.is_deleted(state) {
            return Ok(());
        }
        if let (Some(operation), Some(child)) = (operation, child)
            && !self.session.contains(child)
        {
            let text = format!(
                "Object of type {} not in session, {operation} operation along '{}' won't proceed",
                child.class_name(),
                shown(&processor.relationship)
            );
            machine.warn("SAWarning", text);
            return Ok(());
        }
        let pairs = processor.resolved().map_or(&[][..], |own| &own.synchronize_pairs);
        match child {
            Some(child) if !clears => {
                Self::check_member(machine, processor, Some(child))?;
                self.populate(machine, child, state, pairs, false)
            }
            _ => super::sync::clear(machine, state, pairs),
        }
    }
}
