//! What is done in a flush, and in which order.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use indexmap::IndexSet;

use super::action::family;
use super::action::{Action, Processor, sort_key};
use super::by_id::ById;
use super::{Flush, topological};
use crate::orm::core::errors;
use crate::orm::mapper::{Direction, Mapper, Property};
use crate::orm::python::{Machine, Run};
use crate::orm::unit_of_work::State;
use crate::orm::unit_of_work::identity::root;
use crate::orm::unit_of_work::kind::shown;
use crate::orm::unit_of_work::naming::mapper_name;

impl Action {
    /// What it is sorted by, where dependencies leave it open.
    fn sort_key(&self) -> (&'static str, String, bool) {
        match self {
            Self::ProcessAll { processor, is_delete, .. } => {
                ("ProcessAll", processor.sort_key(), *is_delete)
            }
            Self::PostUpdateAll { base, is_delete } => {
                ("PostUpdateAll", sort_key(&base.0), *is_delete)
            }
            Self::SaveAll(base) => ("SaveUpdateAll", sort_key(&base.0), false),
            Self::DeleteAll(base) => ("DeleteAll", sort_key(&base.0), false),
            Self::ProcessState { processor, .. } => ("ProcessState", processor.sort_key(), false),
            Self::SaveState(state) => ("ProcessState", sort_key(&root(&state.0.mapper)), false),
            Self::DeleteState(state) => ("DeleteState", sort_key(&root(&state.0.mapper)), false),
        }
    }
}

impl Action {
    /// As SQLAlchemy shows it in an error.
    fn shown(&self) -> String {
        let processor = |processor: &Processor| {
            let kind = match processor.direction() {
                _ if processor.is_switch => "_DetectKeySwitch",
                Direction::OneToMany => "_OneToManyDP",
                Direction::ManyToOne => "_ManyToOneDP",
                Direction::ManyToMany => "_ManyToManyDP",
            };
            format!("{kind}({})", shown(&processor.relationship))
        };
        let truth = |is_true: &bool| if *is_true { "True" } else { "False" };
        match self {
            Self::ProcessAll { processor: own, is_delete, .. } => {
                format!("_ProcessAll({}, isdelete={})", processor(own), truth(is_delete))
            }
            Self::PostUpdateAll { .. } => {
                "<sqlalchemy.orm.unitofwork._PostUpdateAll object>".into()
            }
            Self::SaveAll(base) => format!("_SaveUpdateAll({})", mapper_name(&base.0)),
            Self::DeleteAll(base) => format!("_DeleteAll({})", mapper_name(&base.0)),
            Self::ProcessState { processor: own, is_delete, state } => format!(
                "_ProcessState({}, {}, delete={})",
                processor(own),
                state.0.name(),
                truth(is_delete)
            ),
            Self::SaveState(state) => format!("_SaveUpdateState({})", state.0.name()),
            Self::DeleteState(state) => format!("_DeleteState({})", state.0.name()),
        }
    }
}

impl Flush {
    /// Notes that an action is part of the flush.
    pub(super) fn action(&mut self, action: Action) -> Action {
        if let Action::ProcessAll { processor, .. } = &action
            && let Some(parent) = processor.parent()
        {
            let base = ById(root(&parent));
            self.processors.entry(base).or_default().insert(processor.clone());
        }
        if !self.actions.contains(&action) {
            self.actions.insert(action.clone());
        }
        action
    }

    /// The action is left out: others stand for it.
    pub(super) fn disable(&mut self, action: Action) {
        let action = self.action(action);
        self.disabled.insert(action);
    }

    /// The first comes before the second.
    pub(super) fn depend(&mut self, edges: &[(&Action, &Action)]) {
        for (first, then) in edges {
            self.dependencies.insert(((*first).clone(), (*then).clone()));
        }
    }

    pub(super) fn save_all(&mut self, mapper: &Rc<Mapper>) -> Action {
        self.action(Action::SaveAll(ById(root(mapper))))
    }

    pub(super) fn delete_all(&mut self, mapper: &Rc<Mapper>) -> Action {
        self.action(Action::DeleteAll(ById(root(mapper))))
    }

    pub(super) fn is_in_cycle(&self, action: &Action) -> bool {
        self.cycles.contains(action)
    }

    /// The first object of a class takes part: its relationships are to look at it.
    pub(super) fn mapper_comes(&mut self, mapper: &Rc<Mapper>) {
        let saves = self.save_all(mapper);
        let deletes = self.delete_all(mapper);
        self.depend(&[(&saves, &deletes)]);
        for processor in super::key_switch::watching(mapper) {
            self.preprocesses.entry((processor, false)).or_default();
        }
        let properties: Vec<Property> = mapper.properties.borrow().values().cloned().collect();
        for property in properties {
            if let Property::Relationship(relationship) = property
                && !relationship.viewonly.get()
            {
                self.preprocesses.entry((Processor::of(&relationship), true)).or_default();
            }
        }
    }

    /// Does everything.
    pub(in crate::orm::unit_of_work) fn execute(&mut self, machine: &mut Machine) -> Run<()> {
        let mut actions = self.settle(machine)?;
        actions.sort_by_cached_key(Action::sort_key);
        let dependencies = self.dependencies.clone();
        let Some(groups) = topological::groups(&dependencies, &actions) else {
            let cycle: Vec<String> =
                topological::cycles(&dependencies).iter().map(Action::shown).collect();
            let text = format!("Circular dependency detected. ({})", cycle.join(", "));
            return Err(errors::raise(machine, "CircularDependencyError", text));
        };
        let has_cycles = !self.cycles.is_empty();
        for group in groups {
            let mut open: IndexSet<Action> = group.into_iter().collect();
            while let Some(action) = open.shift_remove_index(0) {
                machine.step(1)?;
                if has_cycles {
                    self.run_together(machine, &action, &mut open)?;
                } else {
                    self.run(machine, &action)?;
                }
            }
        }
        Ok(())
    }

    /// Lets relationships look until nothing more comes, and takes circles apart.
    fn settle(&mut self, machine: &mut Machine) -> Run<Vec<Action>> {
        loop {
            let mut goes_on = false;
            let keys: Vec<(Processor, bool)> = self.preprocesses.keys().cloned().collect();
            for key in keys {
                machine.step(1)?;
                if self.preprocess(machine, &key)? {
                    goes_on = true;
                }
            }
            if !goes_on {
                break;
            }
        }
        self.cycles = topological::cycles(&self.dependencies);
        if !self.cycles.is_empty() {
            self.take_apart(machine)?;
        }
        Ok(self
            .actions
            .iter()
            .filter(|action| !self.disabled.contains(*action) && !self.cycles.contains(*action))
            .cloned()
            .collect())
    }

    fn take_apart(&mut self, machine: &mut Machine) -> Run<()> {
        let mut apart: HashMap<Action, IndexSet<Action>> = HashMap::new();
        for action in self.cycles.clone() {
            let parts = self.per_state(machine, &action)?;
            apart.insert(action, parts);
        }
        for edge in self.dependencies.clone() {
            let (first, then) = &edge;
            let inside = (self.cycles.contains(first), self.cycles.contains(then));
            let is_off = self.disabled.contains(first) || self.disabled.contains(then);
            if !is_off && inside == (false, false) {
                continue;
            }
            self.dependencies.shift_remove(&edge);
            if is_off || inside == (true, true) {
                continue;
            }
            let parts = if inside.0 { apart.get(first) } else { apart.get(then) };
            for part in parts.into_iter().flatten() {
                let edge = if inside.0 {
                    (part.clone(), then.clone())
                } else {
                    (first.clone(), part.clone())
                };
                self.dependencies.insert(edge);
            }
        }
        Ok(())
    }

    /// One action for each object, in the place of one for all.
    fn per_state(&mut self, machine: &mut Machine, action: &Action) -> Run<IndexSet<Action>> {
        let (base, is_delete) = match action {
            Action::SaveAll(base) => (Rc::clone(&base.0), false),
            Action::DeleteAll(base) => (Rc::clone(&base.0), true),
            _ => return Ok(IndexSet::new()),
        };
        let states = self.states_of(&base, is_delete);
        let other = if is_delete { self.save_all(&base) } else { self.delete_all(&base) };
        let mut parts = IndexSet::new();
        for state in &states {
            let place = ById(Rc::clone(state));
            let part =
                if is_delete { Action::DeleteState(place) } else { Action::SaveState(place) };
            let part = self.action(part);
            if is_delete {
                self.depend(&[(&other, &part)]);
            } else {
                self.depend(&[(&part, &other)]);
            }
            parts.insert(part);
        }
        let processors = self.processors.get(&ById(base)).cloned().unwrap_or_default();
        for processor in processors {
            let own: Vec<Rc<State>> =
                states.iter().filter(|state| processor.is_of(&state.mapper)).cloned().collect();
            self.process_per_state(machine, &processor, &own, is_delete)?;
        }
        Ok(parts)
    }

    /// A relationship looks at what is new; false where nothing is.
    fn preprocess(&mut self, machine: &mut Machine, key: &(Processor, bool)) -> Run<bool> {
        let (processor, from_parent) = key;
        let done = self
            .preprocesses
            .get(key)
            .map_or_else(HashSet::new, |preprocess| preprocess.processed.clone());
        let mut deleted = Vec::new();
        let mut saved = Vec::new();
        for mapper in self.mappers_of(processor, *from_parent) {
            for state in self.mappers.get(&ById(mapper)).into_iter().flatten() {
                if done.contains(state) {
                    continue;
                }
                match self.states.get(state) {
                    Some(part) if part.only_listed => {}
                    Some(part) if part.is_delete => deleted.push(Rc::clone(&state.0)),
                    Some(_) => saved.push(Rc::clone(&state.0)),
                    None => {}
                }
            }
        }
        if deleted.is_empty() && saved.is_empty() {
            return Ok(false);
        }
        if !deleted.is_empty() {
            self.presort_deletes(machine, processor, &deleted)?;
        }
        if !saved.is_empty() {
            self.presort_saves(machine, processor, &saved)?;
        }
        let mut has_actions = false;
        if let Some(preprocess) = self.preprocesses.get_mut(key) {
            preprocess
                .processed
                .extend(deleted.iter().chain(&saved).map(|one| ById(Rc::clone(one))));
            has_actions = preprocess.has_actions;
        }
        if !has_actions
            && (self.has_changes(machine, processor, &deleted, true)?
                || self.has_changes(machine, processor, &saved, false)?)
        {
            self.set_up(processor);
            if let Some(preprocess) = self.preprocesses.get_mut(key) {
                preprocess.has_actions = true;
            }
        }
        Ok(true)
    }

    /// The mappers whose objects a relationship looks at.
    pub(super) fn mappers_of(&self, processor: &Processor, from_parent: bool) -> Vec<Rc<Mapper>> {
        if !from_parent {
            return processor.target().map_or_else(Vec::new, |target| family(&target));
        }
        let Some(parent) = processor.parent() else { return Vec::new() };
        family(&parent).into_iter().filter(|mapper| processor.is_of(mapper)).collect()
    }

    fn run(&mut self, machine: &mut Machine, action: &Action) -> Run<()> {
        match action {
            Action::ProcessAll { processor, is_delete, from_parent } => {
                let states: Vec<Rc<State>> = self
                    .mappers_of(processor, *from_parent)
                    .into_iter()
                    .filter_map(|mapper| self.mappers.get(&ById(mapper)))
                    .flatten()
                    .filter(|state| {
                        self.states
                            .get(*state)
                            .is_some_and(|part| part.is_delete == *is_delete && !part.only_listed)
                    })
                    .map(|state| Rc::clone(&state.0))
                    .collect();
                self.process(machine, processor, &states, *is_delete)
            }
            Action::PostUpdateAll { base, is_delete } => {
                self.post_update_all(machine, &base.0, *is_delete)
            }
            Action::SaveAll(base) => {
                let states = self.states_of(&base.0, false);
                self.save(machine, &base.0, &states)
            }
            Action::DeleteAll(base) => {
                let states = self.states_of(&base.0, true);
                self.delete(machine, &base.0, &states)
            }
            Action::ProcessState { processor, is_delete, state } => {
                self.process(machine, processor, &[Rc::clone(&state.0)], *is_delete)
            }
            Action::SaveState(state) => {
                let base = root(&state.0.mapper);
                self.save(machine, &base, &[Rc::clone(&state.0)])
            }
            Action::DeleteState(state) => {
                let base = root(&state.0.mapper);
                self.delete(machine, &base, &[Rc::clone(&state.0)])
            }
        }
    }

    /// Does an action, and with it those of its kind that could be done at the same time.
    fn run_together(
        &mut self,
        machine: &mut Machine,
        action: &Action,
        open: &mut IndexSet<Action>,
    ) -> Run<()> {
        let mut take = |goes_along: &dyn Fn(&Action) -> Option<ById<State>>| {
            let taken: Vec<(Action, ById<State>)> =
                open.iter().filter_map(|other| Some((other.clone(), goes_along(other)?))).collect();
            for (other, _) in &taken {
                open.shift_remove(other);
            }
            taken.into_iter().map(|(_, state)| state.0).collect::<Vec<Rc<State>>>()
        };
        match action {
            Action::ProcessState { processor, is_delete, state } => {
                let others = take(&|other| match other {
                    Action::ProcessState { processor: p, is_delete: d, state }
                        if p == processor && d == is_delete =>
                    {
                        Some(state.clone())
                    }
                    _ => None,
                });
                let states = [vec![Rc::clone(&state.0)], others].concat();
                self.process(machine, processor, &states, *is_delete)
            }
            Action::SaveState(state) => {
                let base = root(&state.0.mapper);
                let others = take(&|other| match other {
                    Action::SaveState(state) if Rc::ptr_eq(&root(&state.0.mapper), &base) => {
                        Some(state.clone())
                    }
                    _ => None,
                });
                let states = [vec![Rc::clone(&state.0)], others].concat();
                self.save(machine, &base, &states)
            }
            Action::DeleteState(state) => {
                let base = root(&state.0.mapper);
                let others = take(&|other| match other {
                    Action::DeleteState(state) if Rc::ptr_eq(&root(&state.0.mapper), &base) => {
                        Some(state.clone())
                    }
                    _ => None,
                });
                let mut states = [vec![Rc::clone(&state.0)], others].concat();
                states.retain(|state| self.is_deleted(state));
                self.delete(machine, &base, &states)
            }
            other => self.run(machine, other),
        }
    }
}
