//! What an object is in the database, and the map of all that a session knows.

use std::rc::{Rc, Weak};

use indexmap::IndexMap;

use super::super::mapper::Mapper;
use super::super::python::{Instance, Key, Machine, Run, Value};
use super::State;

/// What a mapped object is in the database: its hierarchy's first mapper and its key's values.
#[derive(Clone)]
pub struct Identity {
    /// [`Mapper::order`] of the hierarchy's first mapper.
    pub mapper: usize,
    /// The values of the primary key, as they compare.
    pub key: Vec<Key>,
    /// The values of the primary key.
    pub values: Rc<[Value]>,
    /// What messages call the class: `<class '__main__.User'>`.
    pub class: Rc<str>,
}

impl PartialEq for Identity {
    fn eq(&self, other: &Self) -> bool {
        self.mapper == other.mapper && self.key == other.key
    }
}

impl Eq for Identity {}

impl std::hash::Hash for Identity {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.mapper.hash(state);
        self.key.hash(state);
    }
}

impl Identity {
    /// The identity of an object of this mapper with these values.
    ///
    /// # Errors
    ///
    /// TypeError where one of the values is not hashable.
    pub fn new(machine: &mut Machine, mapper: &Rc<Mapper>, values: Vec<Value>) -> Run<Self> {
        let root = root(mapper);
        let key = values.iter().map(|value| machine.key(value)).collect::<Run<Vec<Key>>>()?;
        let class = format!("<class '{}.{}'>", root.class.module, root.class.qualified());
        Ok(Self { mapper: root.order, key, values: values.into(), class: class.into() })
    }

    /// Some of its values, or all, are missing.
    pub fn missing(&self) -> Missing {
        let none = self.values.iter().filter(|value| value.is_none()).count();
        if none == 0 {
            Missing::Nothing
        } else if none == self.values.len() {
            Missing::All
        } else {
            Missing::Some
        }
    }

    /// As messages show it: `(<class '__main__.User'>, (1,), None)`.
    ///
    /// # Errors
    ///
    /// What `repr` raises.
    pub fn shown(&self, machine: &mut Machine) -> Run<String> {
        let values = machine.repr(&Value::tuple(self.values.to_vec()))?;
        Ok(format!("({}, {values}, None)", self.class))
    }
}

/// How much of an identity is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// It is whole.
    Nothing,
    /// Part of it.
    Some,
    /// All of it.
    All,
}

/// The first mapper of a hierarchy.
pub fn root(mapper: &Rc<Mapper>) -> Rc<Mapper> {
    let mut mapper = Rc::clone(mapper);
    while let Some(parent) = mapper.inherits.clone() {
        mapper = parent;
    }
    mapper
}

/// The objects that a session knows, by identity. Objects are held weakly, save those that have
/// changes to send.
#[derive(Default)]
pub struct IdentityMap {
    objects: IndexMap<Identity, Weak<State>>,
    modified: IndexMap<*const State, Rc<State>>,
}

impl IdentityMap {
    /// The object of this identity, while it lives.
    pub fn get(&self, identity: &Identity) -> Option<(Rc<State>, Rc<Instance>)> {
        let state = self.objects.get(identity)?.upgrade()?;
        let object = state.object()?;
        Some((state, object))
    }

    /// This very state stands in the map.
    pub fn contains(&self, state: &State) -> bool {
        let identity = state.identity.borrow();
        identity
            .as_ref()
            .and_then(|identity| self.objects.get(identity))
            .is_some_and(|held| std::ptr::eq(held.as_ptr(), state))
    }

    /// The states of all objects that live, in the order in which they came.
    pub fn states(&self) -> Vec<Rc<State>> {
        self.objects
            .values()
            .filter_map(Weak::upgrade)
            .filter(|state| state.instance.borrow().strong_count() > 0)
            .collect()
    }

    /// Puts a state in, in the place of whatever had its identity, which it gives.
    pub fn replace(&mut self, state: &Rc<State>) -> Option<Rc<State>> {
        let identity = state.identity.borrow().clone()?;
        let previous = self.objects.get(&identity).and_then(Weak::upgrade);
        if let Some(previous) = &previous {
            if Rc::ptr_eq(previous, state) {
                return None;
            }
            if previous.object().is_some() {
                self.modified.shift_remove(&Rc::as_ptr(previous));
                self.objects.insert(identity, Rc::downgrade(state));
                self.take_note(state);
                return Some(Rc::clone(previous));
            }
        }
        self.objects.shift_remove(&identity);
        self.objects.insert(identity, Rc::downgrade(state));
        self.take_note(state);
        previous
    }

    /// Takes a state out, if it is this very one that stands there.
    pub fn discard(&mut self, state: &State) {
        if !self.contains(state) {
            return;
        }
        if let Some(identity) = &*state.identity.borrow() {
            self.objects.shift_remove(identity);
        }
        self.modified.shift_remove(&std::ptr::from_ref(state));
    }

    fn take_note(&mut self, state: &Rc<State>) {
        if state.modified.get() {
            self.modified.insert(Rc::as_ptr(state), Rc::clone(state));
        }
    }

    /// The states that have changed, in the order in which they did.
    pub fn modified(&self) -> Vec<Rc<State>> {
        self.modified.values().cloned().collect()
    }

    /// Something has changed.
    pub fn has_modified(&self) -> bool {
        !self.modified.is_empty()
    }

    /// A state has changed, if it stands here.
    pub fn note_modified(&mut self, state: &Rc<State>) {
        if self.contains(state) {
            self.modified.insert(Rc::as_ptr(state), Rc::clone(state));
        }
    }

    /// A state is as in the database.
    pub fn forget_modified(&mut self, state: &State) {
        self.modified.shift_remove(&std::ptr::from_ref(state));
    }

    /// Nothing has changed.
    pub fn clear_modified(&mut self) {
        self.modified.clear();
    }
}
