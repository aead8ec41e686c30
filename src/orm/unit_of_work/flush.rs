//! A flush: what has changed is sent, in the order that dependencies ask for.
//!
//! Objects to be saved or deleted are [registered](Flush::register) by the session. Each
//! relationship then looks at them, and registers what they take along, until nothing more
//! comes. What is to be done becomes [`Action`]s with dependencies between them; where these form
//! a circle, as within a table that refers to itself, the actions in it are taken apart into one
//! for each object. SQLAlchemy's unit of work goes the same way, and so gives the same order.

mod by_id;
mod action;
mod statement;
mod sync;
mod topological;
mod key_switch;
mod processor;
mod many_to_many;
mod many_to_one;
mod one_to_many;
mod plan;
mod save;
mod version;
mod delete;
mod finish;
mod insert;
mod update;
mod bulk;
mod post_update;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};

use super::super::core::Column;
use super::super::core::Connection;
use super::super::mapper::{Mapper, Property};
use super::super::python::{Machine, Run};
use super::history::{History, StateHistory};
use super::identity::root;
use super::kind::shown;
use super::passive::Passive;
use super::{Session, State, Transaction};
use action::{Action, Preprocess, Processor};
pub use bulk::insert_batches;
pub(super) use bulk::{insert_rows, keys_to_write, update_rows};
use by_id::ById;

/// An object that takes part in a flush.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Part {
    /// It is deleted.
    is_delete: bool,
    /// Nothing is sent for it; others look at it.
    only_listed: bool,
}

/// Along which relationship an object was come to, and why, for the warning where it cannot be.
struct Why<'a> {
    operation: &'a str,
    by: &'a Processor,
}

/// How an attribute differs, as it was looked up.
struct Looked {
    states: Rc<StateHistory>,
    passive: Passive,
    /// The objects themselves, which nobody else may hold.
    _history: History,
}

/// Rows of a join table, by the two objects.
type JoinRows = HashSet<(ById<State>, ById<State>)>;

/// Objects, and the columns that are written for them once all rows are there.
type PostUpdates = (IndexSet<ById<State>>, Vec<Rc<Column>>);

/// One flush.
pub(in crate::orm::unit_of_work) struct Flush {
    session: Rc<Session>,
    transaction: Option<Rc<Transaction>>,
    states: IndexMap<ById<State>, Part>,
    mappers: IndexMap<ById<Mapper>, IndexSet<ById<State>>>,
    preprocesses: IndexMap<(Processor, bool), Preprocess>,
    actions: IndexSet<Action>,
    disabled: HashSet<Action>,
    dependencies: IndexSet<(Action, Action)>,
    cycles: IndexSet<Action>,
    processors: IndexMap<ById<Mapper>, IndexSet<Processor>>,
    histories: HashMap<(ById<State>, Rc<str>), Looked>,
    children_added: HashMap<Processor, HashSet<ById<State>>>,
    reversed: HashMap<Vec<Rc<str>>, JoinRows>,
    switched: HashMap<Processor, IndexMap<ById<State>, bool>>,
    cascaded_keys: HashSet<(ById<State>, ById<Column>)>,
    post_updates: IndexMap<ById<Mapper>, PostUpdates>,
}

impl Flush {
    pub(super) fn new(session: &Rc<Session>) -> Self {
        Self {
            session: Rc::clone(session),
            transaction: None,
            states: IndexMap::new(),
            mappers: IndexMap::new(),
            preprocesses: IndexMap::new(),
            actions: IndexSet::new(),
            disabled: HashSet::new(),
            dependencies: IndexSet::new(),
            cycles: IndexSet::new(),
            processors: IndexMap::new(),
            histories: HashMap::new(),
            children_added: HashMap::new(),
            reversed: HashMap::new(),
            switched: HashMap::new(),
            cascaded_keys: HashSet::new(),
            post_updates: IndexMap::new(),
        }
    }

    /// The transaction that it is sent in.
    pub(super) fn within(&mut self, transaction: &Rc<Transaction>) {
        self.transaction = Some(Rc::clone(transaction));
    }

    /// The objects that were deleted, and the others.
    pub(super) fn outcome(&self) -> (Vec<Rc<State>>, Vec<Rc<State>>) {
        let (deleted, saved): (Vec<_>, Vec<_>) =
            self.states.iter().partition(|(_, part)| part.is_delete);
        let states = |all: Vec<(&ById<State>, &Part)>| {
            all.into_iter().map(|(state, _)| Rc::clone(&state.0)).collect()
        };
        (states(deleted), states(saved))
    }

    /// There is something to do.
    pub(super) fn has_work(&self) -> bool {
        !self.states.is_empty()
    }

    /// An object that the session sends.
    pub(super) fn add(&mut self, machine: &mut Machine, state: &Rc<State>, is_delete: bool) {
        self.register(machine, state, Part { is_delete, only_listed: false }, false, None);
    }

    /// An object takes part; false where it is not in the session.
    fn register(
        &mut self,
        machine: &mut Machine,
        state: &Rc<State>,
        part: Part,
        cancels_delete: bool,
        why: Option<Why<'_>>,
    ) -> bool {
        if !self.session.contains(state) {
            if let Some(why) = why
                && !state.deleted.get()
            {
                let text = format!(
                    "Object of type {} not in session, {} operation along '{}' will not proceed",
                    state.class_name(),
                    why.operation,
                    shown(&why.by.relationship)
                );
                machine.warn("SAWarning", text);
            }
            return false;
        }
        let place = ById(Rc::clone(state));
        if let Some(known) = self.states.get_mut(&place) {
            if !part.only_listed && (part.is_delete || cancels_delete) {
                *known = Part { is_delete: part.is_delete, only_listed: false };
            }
            return true;
        }
        let mapper = ById(Rc::clone(&state.mapper));
        if !self.mappers.contains_key(&mapper) {
            self.mapper_comes(&state.mapper);
        }
        self.mappers.entry(mapper).or_default().insert(ById(Rc::clone(state)));
        self.states.insert(place, part);
        true
    }

    /// The object is deleted in this flush.
    fn is_deleted(&self, state: &Rc<State>) -> bool {
        self.states.get(&ById(Rc::clone(state))).is_some_and(|part| part.is_delete)
    }

    /// How an attribute differs from what it was; looked up once in a flush.
    fn history(
        &mut self,
        machine: &mut Machine,
        state: &Rc<State>,
        key: &Rc<str>,
        passive: Passive,
    ) -> Run<Rc<StateHistory>> {
        let place = (ById(Rc::clone(state)), Rc::clone(key));
        let mut passive = passive | Passive::COMMITTED | Passive::NO_RAISE;
        if let Some(looked) = self.histories.get(&place) {
            if looked.passive.has(Passive::SQL) || !passive.has(Passive::SQL) {
                return Ok(Rc::clone(&looked.states));
            }
            passive = Passive::LOAD | Passive::COMMITTED | Passive::NO_RAISE;
        }
        let history = match state.property(key) {
            Some(property @ Property::Relationship(_)) => {
                state.history(machine, &property, passive)?
            }
            _ => History::default(),
        };
        let states = Rc::new(history.states(machine)?);
        let looked = Looked { states: Rc::clone(&states), passive, _history: history };
        self.histories.insert(place, looked);
        Ok(states)
    }

    /// The states of a hierarchy that are to be saved, or deleted.
    fn states_of(&self, base: &Rc<Mapper>, is_delete: bool) -> Vec<Rc<State>> {
        let wanted = Part { is_delete, only_listed: false };
        action::family(&root(base))
            .iter()
            .filter_map(|mapper| self.mappers.get(&ById(Rc::clone(mapper))))
            .flatten()
            .filter(|state| self.states.get(*state) == Some(&wanted))
            .map(|state| Rc::clone(&state.0))
            .collect()
    }

    /// The connection to send by.
    fn connection(&self, machine: &mut Machine) -> Run<Rc<Connection>> {
        match &self.transaction {
            Some(transaction) => transaction.connection(machine, &self.session),
            None => self.session.connection(machine),
        }
    }
}
