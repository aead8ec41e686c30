//! Many-to-many: a join table holds both keys.

use std::collections::HashSet;
use std::rc::Rc;

use super::action::Processor;
use super::by_id::ById;
use super::processor::{Pair, Sides};
use super::{Flush, statement, sync};
use crate::orm::core::{Params, Statement, Table, errors};
use crate::orm::python::{Machine, Run};
use crate::orm::unit_of_work::State;
use crate::orm::unit_of_work::kind::shown;
use crate::orm::unit_of_work::passive::Passive;

impl Flush {
    pub(super) fn many_to_many_order(&mut self, sides: &Sides) {
        let Sides {
            parent_saves,
            child_saves,
            parent_deletes,
            child_deletes,
            after_save,
            before_delete,
        } = sides;
        self.depend(&[
            (parent_saves, after_save),
            (child_saves, after_save),
            (after_save, child_deletes),
            (before_delete, parent_saves),
            (before_delete, parent_deletes),
            (before_delete, child_deletes),
            (before_delete, child_saves),
        ]);
    }

    pub(super) fn many_to_many_pair(&mut self, pair: &Pair<'_>) {
        if pair.is_delete {
            self.depend_if(&[
                (pair.before_delete, pair.child),
                (pair.before_delete, pair.delete_parent),
            ]);
            return;
        }
        self.depend_if(&[(pair.save_parent, pair.after_save)]);
        if pair.child_is_delete {
            self.depend_if(&[(pair.after_save, pair.child)]);
        } else {
            self.depend_if(&[(pair.child, pair.after_save)]);
        }
    }

    pub(super) fn many_to_many_presort_deletes(
        &mut self,
        machine: &mut Machine,
        processor: &Processor,
        states: &[Rc<State>],
    ) -> Run<()> {
        if processor.relationship.passive_deletes.get().0 {
            return Ok(());
        }
        for state in states {
            self.history(machine, state, &processor.key(), processor.for_deletes())?;
        }
        Ok(())
    }

    pub(super) fn many_to_many_presort_saves(
        &mut self,
        machine: &mut Machine,
        processor: &Processor,
        states: &[Rc<State>],
    ) -> Run<()> {
        if !processor.passive_updates() {
            for state in states {
                if self.own_key_changed(machine, processor, state)? {
                    self.history(machine, state, &processor.key(), Passive::LOAD)?;
                }
            }
        }
        if !processor.relationship.cascade.get().delete_orphan {
            return Ok(());
        }
        for state in states {
            let history = self.history(machine, state, &processor.key(), Passive::NO_LOAD)?;
            for child in history.deleted.iter().flatten() {
                if !processor.has_parent(child) {
                    self.delete_along(machine, processor, child)?;
                }
            }
        }
        Ok(())
    }

    fn own_key_changed(
        &self,
        machine: &mut Machine,
        processor: &Processor,
        state: &Rc<State>,
    ) -> Run<bool> {
        let pairs = processor.resolved().map_or(&[][..], |own| &own.synchronize_pairs);
        sync::source_changed(machine, state, pairs)
    }

    /// The names that both sides of a relationship have in common, by which each knows which rows
    /// the other has written.
    fn both_sides(processor: &Processor) -> Option<Vec<Rc<str>>> {
        let reverse = processor.relationship.reverse.borrow();
        if reverse.is_empty() {
            return None;
        }
        let mut names = vec![processor.key()];
        names.extend(reverse.iter().map(|other| Rc::clone(&other.key.borrow())));
        names.sort();
        Some(names)
    }

    fn is_written(
        &self,
        sides: Option<&Vec<Rc<str>>>,
        state: &Rc<State>,
        child: &Rc<State>,
    ) -> bool {
        sides.and_then(|sides| self.reversed.get(sides)).is_some_and(|written| {
            written.contains(&(ById(Rc::clone(state)), ById(Rc::clone(child))))
        })
    }

    fn note_written(&mut self, sides: Option<Vec<Rc<str>>>, written: super::JoinRows) {
        if let Some(sides) = sides {
            self.reversed.entry(sides).or_default().extend(written);
        }
    }

    pub(super) fn many_to_many_deletes(
        &mut self,
        machine: &mut Machine,
        processor: &Processor,
        states: &[Rc<State>],
    ) -> Run<()> {
        let sides = Self::both_sides(processor);
        let mut rows = Vec::new();
        let mut written = HashSet::new();
        for state in states {
            let history =
                self.history(machine, state, &processor.key(), processor.for_deletes())?;
            for child in history.non_added().iter().flatten() {
                if self.is_written(sides.as_ref(), state, child) {
                    continue;
                }
                rows.extend(self.join_row(machine, processor, state, Some(child), "delete")?);
            }
            written.extend(
                history
                    .non_added()
                    .into_iter()
                    .flatten()
                    .map(|child| (ById(child), ById(Rc::clone(state)))),
            );
        }
        self.note_written(sides, written);
        self.write_rows(machine, processor, Vec::new(), rows)
    }

    pub(super) fn many_to_many_saves(
        &mut self,
        machine: &mut Machine,
        processor: &Processor,
        states: &[Rc<State>],
    ) -> Run<()> {
        let sides = Self::both_sides(processor);
        let mut inserted = Vec::new();
        let mut deleted = Vec::new();
        let mut written = HashSet::new();
        for state in states {
            let passive = Passive::NO_LOAD | Passive::QUEUED;
            let history = self.history(machine, state, &processor.key(), passive)?;
            for (children, rows, operation) in
                [(&history.added, &mut inserted, "add"), (&history.deleted, &mut deleted, "delete")]
            {
                for child in children {
                    if let Some(child) = child
                        && self.is_written(sides.as_ref(), state, child)
                    {
                        continue;
                    }
                    let child = child.as_ref();
                    rows.extend(self.join_row(machine, processor, state, child, operation)?);
                }
            }
            written.extend(
                history
                    .added
                    .iter()
                    .chain(&history.deleted)
                    .flatten()
                    .map(|child| (ById(Rc::clone(child)), ById(Rc::clone(state)))),
            );
        }
        self.note_written(sides, written);
        self.write_rows(machine, processor, inserted, deleted)
    }

    /// The join table's row of two objects; none where one is not in the session.
    fn join_row(
        &self,
        machine: &mut Machine,
        processor: &Processor,
        state: &Rc<State>,
        child: Option<&Rc<State>>,
        operation: &str,
    ) -> Run<Option<Params>> {
        Self::check_member(machine, processor, child)?;
        let (Some(child), Some(resolved)) = (child, processor.resolved()) else { return Ok(None) };
        if !self.session.contains(child) {
            if !child.deleted.get() {
                let text = format!(
                    "Object of type {} not in session, {operation} operation along '{}' won't \
                     proceed",
                    child.class_name(),
                    shown(&processor.relationship)
                );
                machine.warn("SAWarning", text);
            }
            return Ok(None);
        }
        let mut row = Params::new();
        sync::into_row(machine, state, &mut row, &resolved.synchronize_pairs)?;
        sync::into_row(machine, child, &mut row, &resolved.secondary_synchronize_pairs)?;
        Ok(Some(row))
    }

    fn write_rows(
        &mut self,
        machine: &mut Machine,
        processor: &Processor,
        inserted: Vec<Params>,
        deleted: Vec<Params>,
    ) -> Run<()> {
        let Some(table) = processor.resolved().and_then(|own| own.secondary.clone()) else {
            return Ok(());
        };
        let connection = self.connection(machine)?;
        if let Some(first) = deleted.first() {
            let expected = deleted.len();
            let sent = delete_rows(&table, first);
            let fetched = connection.execute(machine, &sent, deleted)?;
            if usize::try_from(fetched.rowcount) != Ok(expected) {
                let text = format!(
                    "DELETE statement on table '{}' expected to delete {expected} row(s); Only {} \
                     were matched.",
                    table.name, fetched.rowcount
                );
                return Err(errors::raise(machine, "StaleDataError", text));
            }
        }
        if !inserted.is_empty() {
            let sent = Statement::Insert(Rc::new(statement::insert(&table)));
            connection.execute(machine, &sent, inserted)?;
        }
        Ok(())
    }
}

/// `DELETE … WHERE`, with a condition for each of the row's columns.
fn delete_rows(table: &Rc<Table>, row: &Params) -> Statement {
    let wheres = table
        .columns
        .borrow()
        .iter()
        .filter(|(key, _)| row.contains_key(*key))
        .map(|(key, column)| statement::equals(column, key))
        .collect();
    Statement::Delete(Rc::new(statement::delete(table, wheres)))
}
