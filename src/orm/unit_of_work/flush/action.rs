//! What a flush does, and the relationships that take part in it.

use std::collections::{HashSet, VecDeque};
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use super::by_id::ById;
use crate::orm::mapper::{Mapper, Relationship};
use crate::orm::unit_of_work::State;

/// One thing that a flush does.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum Action {
    /// A relationship carries keys over for all objects of its class.
    ProcessAll { processor: Processor, is_delete: bool, from_parent: bool },
    /// UPDATEs that come after or before all others, of `post_update`.
    PostUpdateAll { base: ById<Mapper>, is_delete: bool },
    /// INSERTs and UPDATEs of a hierarchy's objects.
    SaveAll(ById<Mapper>),
    /// DELETEs of a hierarchy's objects.
    DeleteAll(ById<Mapper>),
    /// A relationship carries keys over for one object.
    ProcessState { processor: Processor, is_delete: bool, state: ById<State> },
    /// INSERT or UPDATE of one object.
    SaveState(ById<State>),
    /// DELETE of one object.
    DeleteState(ById<State>),
}

/// How a relationship looks at objects before the order is settled.
#[derive(Default)]
pub(super) struct Preprocess {
    pub(super) processed: HashSet<ById<State>>,
    pub(super) has_actions: bool,
}

/// `__main__.User`.
pub(super) fn sort_key(mapper: &Rc<Mapper>) -> String {
    format!("{}.{}", mapper.class.module, mapper.class.name)
}

/// A relationship's part in a flush.
#[derive(Clone)]
pub(super) struct Processor {
    pub relationship: Rc<Relationship>,
    /// It only carries changed keys of the other side over to this one.
    pub is_switch: bool,
}

impl PartialEq for Processor {
    fn eq(&self, other: &Self) -> bool {
        self.is_switch == other.is_switch && Rc::ptr_eq(&self.relationship, &other.relationship)
    }
}

impl Eq for Processor {}

impl Hash for Processor {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Rc::as_ptr(&self.relationship).hash(state);
        self.is_switch.hash(state);
    }
}

/// A mapper and all that inherit from it.
pub(super) fn family(mapper: &Rc<Mapper>) -> Vec<Rc<Mapper>> {
    let mut found = Vec::new();
    let mut queue = VecDeque::from([Rc::clone(mapper)]);
    while let Some(mapper) = queue.pop_front() {
        queue.extend(mapper.children.borrow().iter().cloned());
        found.push(mapper);
    }
    found
}

/// How an object was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Saved {
    /// By INSERT.
    Inserted,
    /// By UPDATE.
    Updated,
}
