//! What a relationship does in a flush, whichever side holds the key.

use std::rc::Rc;

use super::action::{Action, Processor, sort_key};
use super::by_id::ById;
use super::{Flush, Part, Why};
use crate::orm::core::errors;
use crate::orm::mapper::{Direction, Mapper, Property, Relationship, Resolved};
use crate::orm::python::{Machine, Run};
use crate::orm::unit_of_work::State;
use crate::orm::unit_of_work::cascade::{self, Along, is_a};
use crate::orm::unit_of_work::identity::root;
use crate::orm::unit_of_work::kind::shown;
use crate::orm::unit_of_work::passive::Passive;

impl Processor {
    pub fn of(relationship: &Rc<Relationship>) -> Self {
        Self { relationship: Rc::clone(relationship), is_switch: false }
    }

    pub fn key(&self) -> Rc<str> {
        Rc::clone(&self.relationship.key.borrow())
    }

    pub fn parent(&self) -> Option<Rc<Mapper>> {
        self.relationship.parent.get().cloned()
    }

    pub fn resolved(&self) -> Option<&Resolved> {
        self.relationship.resolved.get()
    }

    pub fn target(&self) -> Option<Rc<Mapper>> {
        self.resolved().map(|resolved| Rc::clone(&resolved.target))
    }

    pub fn direction(&self) -> Direction {
        self.resolved().map_or(Direction::OneToMany, |resolved| resolved.direction)
    }

    pub fn sort_key(&self) -> String {
        let parent = self.parent().map(|parent| sort_key(&parent)).unwrap_or_default();
        format!("{parent}_{}", self.key())
    }

    /// Objects of this mapper have the relationship.
    pub fn is_of(&self, mapper: &Rc<Mapper>) -> bool {
        matches!(
            mapper.properties.borrow().get(&self.key()),
            Some(Property::Relationship(own)) if Rc::ptr_eq(own, &self.relationship)
        )
    }

    /// How members are looked up when their parent is deleted.
    pub fn for_deletes(&self) -> Passive {
        if self.relationship.passive_deletes.get().0 { Passive::NO_LOAD } else { Passive::LOAD }
    }

    /// `passive_deletes="all"`.
    pub fn leaves_all(&self) -> bool {
        self.relationship.passive_deletes.get().1
    }

    pub fn post_update(&self) -> bool {
        self.relationship.post_update.get()
    }

    pub fn passive_updates(&self) -> bool {
        self.relationship.passive_updates.get()
    }

    /// The object has a parent along the relationship.
    pub fn has_parent(&self, state: &Rc<State>) -> bool {
        state.has_parent(&self.relationship, false)
    }
}

/// The actions on both sides of a relationship.
pub(super) struct Sides {
    pub parent_saves: Action,
    pub child_saves: Action,
    pub parent_deletes: Action,
    pub child_deletes: Action,
    pub after_save: Action,
    pub before_delete: Action,
}

/// The actions of one object and one of what it refers to.
pub(super) struct Pair<'a> {
    pub save_parent: Option<&'a Action>,
    pub delete_parent: Option<&'a Action>,
    pub child: Option<&'a Action>,
    pub child_is_delete: bool,
    pub after_save: Option<&'a Action>,
    pub before_delete: Option<&'a Action>,
    pub is_delete: bool,
}

impl Flush {
    /// The object takes part, come to along a relationship.
    pub(super) fn register_along(
        &mut self,
        machine: &mut Machine,
        by: &Processor,
        state: &Rc<State>,
        is_delete: bool,
        operation: Option<&str>,
    ) {
        let why = operation.map(|operation| Why { operation, by });
        self.register(machine, state, Part { is_delete, only_listed: false }, false, why);
    }

    /// The object is deleted, and all that `delete` reaches from it.
    pub(super) fn delete_along(
        &mut self,
        machine: &mut Machine,
        by: &Processor,
        state: &Rc<State>,
    ) -> Run<()> {
        self.register_along(machine, by, state, true, Some("delete"));
        for (other, _object) in cascade::all(machine, Along::Delete, state)? {
            self.register_along(machine, by, &other, true, None);
        }
        Ok(())
    }

    /// The actions of a relationship and what they depend on.
    pub(super) fn set_up(&mut self, processor: &Processor) {
        let (Some(parent), Some(target)) = (processor.parent(), processor.target()) else { return };
        if processor.is_switch {
            self.set_up_switch(processor, &parent);
            return;
        }
        let all = |is_delete| Action::ProcessAll {
            processor: processor.clone(),
            is_delete,
            from_parent: true,
        };
        let sides = Sides {
            after_save: self.action(all(false)),
            before_delete: self.action(all(true)),
            parent_saves: self.save_all(&parent),
            child_saves: self.save_all(&target),
            parent_deletes: self.delete_all(&parent),
            child_deletes: self.delete_all(&target),
        };
        match processor.direction() {
            Direction::OneToMany => self.one_to_many_order(processor, &sides),
            Direction::ManyToOne => self.many_to_one_order(processor, &sides),
            Direction::ManyToMany => self.many_to_many_order(&sides),
        }
    }

    /// UPDATEs of `post_update`, as an action.
    pub(super) fn post_updates_of(&mut self, mapper: &Rc<Mapper>, is_delete: bool) -> Action {
        self.action(Action::PostUpdateAll { base: ById(root(mapper)), is_delete })
    }

    /// As [`Flush::set_up`], for single objects, where there is a circle.
    pub(super) fn process_per_state(
        &mut self,
        machine: &mut Machine,
        processor: &Processor,
        states: &[Rc<State>],
        is_delete: bool,
    ) -> Run<()> {
        if processor.is_switch {
            return Ok(());
        }
        let (Some(parent), Some(target)) = (processor.parent(), processor.target()) else {
            return Ok(());
        };
        let child_saves = self.save_all(&target);
        let child_deletes = self.delete_all(&target);
        self.disable(Action::ProcessAll {
            processor: processor.clone(),
            is_delete,
            from_parent: true,
        });
        let children_apart = self.is_in_cycle(&child_saves);
        let of_parent = if is_delete { self.delete_all(&parent) } else { self.save_all(&parent) };
        let parents_apart = self.is_in_cycle(&of_parent);
        let passive = if is_delete { processor.for_deletes() } else { Passive::NO_LOAD };
        for state in states {
            let members = state.all_pending(machine, &processor.relationship, passive)?;
            if members.is_empty() {
                continue;
            }
            let place = ById(Rc::clone(state));
            let process = self.action(Action::ProcessState {
                processor: processor.clone(),
                is_delete,
                state: place.clone(),
            });
            let own = match (parents_apart, is_delete) {
                (false, _) => of_parent.clone(),
                (true, true) => self.action(Action::DeleteState(place)),
                (true, false) => self.action(Action::SaveState(place)),
            };
            let mut children = Vec::new();
            if children_apart {
                for (member, _) in members {
                    let part = member.and_then(|member| {
                        let place = ById(member);
                        self.states.get(&place).map(|part| (place, part.is_delete))
                    });
                    children.push(match part {
                        None => (None, false),
                        Some((place, true)) => {
                            (Some(self.action(Action::DeleteState(place))), true)
                        }
                        Some((place, false)) => {
                            (Some(self.action(Action::SaveState(place))), false)
                        }
                    });
                }
            } else {
                children.push((Some(child_saves.clone()), false));
                children.push((Some(child_deletes.clone()), true));
            }
            for (child, child_is_delete) in &children {
                let pair = Pair {
                    save_parent: (!is_delete).then_some(&own),
                    delete_parent: is_delete.then_some(&own),
                    child: child.as_ref(),
                    child_is_delete: *child_is_delete,
                    after_save: (!is_delete).then_some(&process),
                    before_delete: is_delete.then_some(&process),
                    is_delete,
                };
                match processor.direction() {
                    Direction::OneToMany => self.one_to_many_pair(processor, &target, &pair),
                    Direction::ManyToOne => self.many_to_one_pair(processor, &parent, &pair),
                    Direction::ManyToMany => self.many_to_many_pair(&pair),
                }
            }
        }
        Ok(())
    }

    /// The first comes before the second, where both are there.
    pub(super) fn depend_if(&mut self, edges: &[(Option<&Action>, Option<&Action>)]) {
        for (first, then) in edges {
            if let (Some(first), Some(then)) = (first, then) {
                self.depend(&[(first, then)]);
            }
        }
    }

    pub(super) fn presort_deletes(
        &mut self,
        machine: &mut Machine,
        processor: &Processor,
        states: &[Rc<State>],
    ) -> Run<()> {
        match processor.direction() {
            _ if processor.is_switch => Ok(()),
            Direction::OneToMany => self.one_to_many_presort_deletes(machine, processor, states),
            Direction::ManyToOne => self.many_to_one_presort_deletes(machine, processor, states),
            Direction::ManyToMany => self.many_to_many_presort_deletes(machine, processor, states),
        }
    }

    pub(super) fn presort_saves(
        &mut self,
        machine: &mut Machine,
        processor: &Processor,
        states: &[Rc<State>],
    ) -> Run<()> {
        match processor.direction() {
            _ if processor.is_switch => self.switch_presort_saves(machine, processor, states),
            Direction::OneToMany => self.one_to_many_presort_saves(machine, processor, states),
            Direction::ManyToOne => self.many_to_one_presort_saves(machine, processor, states),
            Direction::ManyToMany => self.many_to_many_presort_saves(machine, processor, states),
        }
    }

    pub(super) fn process(
        &mut self,
        machine: &mut Machine,
        processor: &Processor,
        states: &[Rc<State>],
        is_delete: bool,
    ) -> Run<()> {
        match (processor.direction(), is_delete) {
            _ if processor.is_switch => self.switch_keys(machine, processor, states),
            (Direction::OneToMany, true) => self.one_to_many_deletes(machine, processor, states),
            (Direction::OneToMany, false) => self.one_to_many_saves(machine, processor, states),
            (Direction::ManyToOne, true) => self.many_to_one_deletes(machine, processor, states),
            (Direction::ManyToOne, false) => self.many_to_one_saves(machine, processor, states),
            (Direction::ManyToMany, true) => self.many_to_many_deletes(machine, processor, states),
            (Direction::ManyToMany, false) => self.many_to_many_saves(machine, processor, states),
        }
    }

    /// The relationship has something to do for one of these.
    pub(super) fn has_changes(
        &mut self,
        machine: &mut Machine,
        processor: &Processor,
        states: &[Rc<State>],
        is_delete: bool,
    ) -> Run<bool> {
        if processor.is_switch {
            return self.switch_has_changes(machine, processor, states, is_delete);
        }
        let passive = if !is_delete || processor.relationship.passive_deletes.get().0 {
            Passive::NO_LOAD | Passive::QUEUED
        } else if processor.direction() == Direction::ManyToOne {
            Passive::NO_FETCH_RELATED
        } else {
            Passive::LOAD | Passive::QUEUED
        };
        for state in states {
            if !self.history(machine, state, &processor.key(), passive)?.is_empty() {
                return Ok(true);
            }
        }
        let Some(resolved) = processor.resolved() else { return Ok(false) };
        Ok(!states.is_empty()
            && !resolved.self_referential
            && self.mappers.contains_key(&ById(Rc::clone(&resolved.target))))
    }

    /// What stands in the attribute has to be of the right class.
    pub(super) fn check_member(
        machine: &mut Machine,
        processor: &Processor,
        state: Option<&Rc<State>>,
    ) -> Run<()> {
        let Some(resolved) = processor.resolved() else { return Ok(()) };
        let Some(state) = state else {
            if !resolved.uselist {
                return Ok(());
            }
            let text = format!(
                "Can't flush None value found in collection {}",
                shown(&processor.relationship)
            );
            return Err(errors::raise(machine, "FlushError", text));
        };
        let (own, target) = (&state.mapper, &resolved.target);
        let may_be_sub = target.polymorphic.is_some() || !processor.relationship.type_checks.get();
        if Rc::ptr_eq(own, target) || may_be_sub && is_a(own, target) {
            return Ok(());
        }
        let class = |mapper: &Rc<Mapper>| {
            format!("<class '{}.{}'>", mapper.class.module, mapper.class.qualified())
        };
        let mut text = format!(
            "Attempting to flush an item of type {} as a member of collection \"{}\". Expected an \
             object of type {} or a polymorphic subclass of this type.",
            class(own),
            shown(&processor.relationship),
            class(target)
        );
        if is_a(own, target) {
            text.push_str(&format!(
                " If {} is a subclass of {}, configure mapper \"{}\" to load this subtype \
                 polymorphically, or set enable_typechecks=False to allow any subtype to be \
                 accepted for flush. ",
                class(own),
                class(target),
                crate::orm::unit_of_work::naming::mapper_name(target)
            ));
        }
        Err(errors::raise(machine, "FlushError", text))
    }

    /// A column of this object is written by `post_update`, once something refers to it.
    pub(super) fn note_post_update(
        &mut self,
        processor: &Processor,
        state: &Rc<State>,
        related: &[Option<Rc<State>>],
        is_delete: bool,
    ) {
        let Some(resolved) = processor.resolved() else { return };
        if !related.iter().any(|one| !is_delete || one.is_some()) {
            return;
        }
        let base = ById(root(&state.mapper));
        let (states, columns) = self.post_updates.entry(base).or_default();
        states.insert(ById(Rc::clone(state)));
        for (_, column) in &resolved.synchronize_pairs {
            if !columns.iter().any(|one| Rc::ptr_eq(one, column)) {
                columns.push(Rc::clone(column));
            }
        }
    }
}
