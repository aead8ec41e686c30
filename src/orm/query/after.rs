//! What is sent once the rows of a statement are read: `selectin` and `immediate` loading.

use std::rc::Rc;

use indexmap::IndexMap;

use super::super::mapper::{Lazy, Mapper, Relationship};
use super::super::python::Value;
use super::super::unit_of_work::State;
use super::load::Plan;
use super::option::Directive;
use super::path::{Key, Path};

/// What is still to be sent, by the path of the objects that it is for.
#[derive(Default)]
pub struct After {
    pub(super) paths: IndexMap<Key, Due>,
}

pub(super) struct Due {
    pub(super) path: Path,
    pub(super) loaders: IndexMap<*const Relationship, Loader>,
    /// Derived classes whose own attributes are loaded, with the options of the statement.
    pub(super) derived: IndexMap<*const Mapper, (Rc<Mapper>, Vec<Value>)>,
    pub(super) states: IndexMap<*const State, (Rc<State>, Value, bool)>,
}

/// One relationship that is to be loaded.
#[derive(Clone)]
pub struct Loader {
    /// The relationship.
    pub relationship: Rc<Relationship>,
    /// `SelectIn` or `Immediate`.
    pub lazy: Lazy,
    /// The option that asked for it.
    pub directive: Option<Rc<Directive>>,
    /// The options of the statement.
    pub options: Vec<Value>,
    /// Where the objects stand.
    pub path: Path,
    /// What is there already is read again.
    pub populates: bool,
}

/// An object that a relationship is loaded for; what is there already is replaced where it says so.
pub type Target = (Rc<State>, bool);

impl After {
    /// Notes a relationship of the objects at this path.
    pub fn note(
        &mut self,
        path: &Path,
        relationship: &Rc<Relationship>,
        lazy: Lazy,
        directive: Option<Rc<Directive>>,
        plan: &Plan,
        populates: bool,
    ) {
        let due = self.paths.entry(path.key()).or_insert_with(|| Due {
            path: path.clone(),
            loaders: IndexMap::new(),
            derived: IndexMap::new(),
            states: IndexMap::new(),
        });
        due.loaders.entry(Rc::as_ptr(relationship)).or_insert_with(|| Loader {
            relationship: Rc::clone(relationship),
            lazy,
            directive,
            options: plan.options.clone(),
            path: path.clone(),
            populates,
        });
    }

    /// Notes a derived class of the objects at this path.
    pub fn derive(&mut self, path: &Path, mapper: &Rc<Mapper>, plan: &Plan) {
        let due = self.paths.entry(path.key()).or_insert_with(|| Due {
            path: path.clone(),
            loaders: IndexMap::new(),
            derived: IndexMap::new(),
            states: IndexMap::new(),
        });
        let entry = due.derived.entry(Rc::as_ptr(mapper));
        entry.or_insert_with(|| (Rc::clone(mapper), plan.options.clone()));
    }

    /// Notes an object at this path.
    pub fn add(&mut self, path: &Path, state: &Rc<State>, overwrites: bool) {
        if self.paths.is_empty() {
            return;
        }
        if let Some(due) = self.paths.get_mut(&path.key()) {
            let entry = (Rc::clone(state), state.value(), overwrites);
            due.states.insert(Rc::as_ptr(state), entry);
        }
    }
}
