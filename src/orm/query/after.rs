//! What is sent once the rows of a statement are read: `selectin` and `immediate` loading.

use std::cell::RefCell;
use std::rc::Rc;

use indexmap::IndexMap;

use super::super::mapper::{Lazy, Property, Relationship};
use super::super::python::{Machine, Run, Value};
use super::super::unit_of_work::{Passive, Session, State};
use super::load::Plan;
use super::option::Directive;
use super::path::{Key, Path};
use super::{entity, selectin};

/// What is still to be sent, by the path of the objects that it is for.
#[derive(Default)]
pub struct After {
    paths: IndexMap<Key, Due>,
}

struct Due {
    path: Path,
    loaders: IndexMap<*const Relationship, Loader>,
    states: IndexMap<*const State, (Rc<State>, Value, bool)>,
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

    /// Sends all that is to be sent, until nothing is left.
    ///
    /// # Errors
    ///
    /// What loading raises.
    pub fn run(after: &Rc<RefCell<Self>>, machine: &mut Machine, session: &Rc<Session>) -> Run<()> {
        loop {
            let paths = std::mem::take(&mut after.borrow_mut().paths);
            if paths.is_empty() {
                return Ok(());
            }
            for due in paths.into_values() {
                if due.states.is_empty() {
                    continue;
                }
                let _ = &due.path;
                for loader in due.loaders.values() {
                    let parent = loader.relationship.parent.get().cloned();
                    let states: Vec<Target> = due
                        .states
                        .values()
                        .filter(|(state, _, _)| {
                            parent.as_ref().is_none_or(|p| entity::is_a(&state.mapper, p))
                        })
                        .map(|(state, _, overwrites)| (Rc::clone(state), *overwrites))
                        .collect();
                    if states.is_empty() {
                        continue;
                    }
                    match loader.lazy {
                        Lazy::SelectIn => selectin::load(machine, session, loader, &states, after)?,
                        _ => immediate(machine, loader, &states)?,
                    }
                }
            }
        }
    }
}

fn immediate(machine: &mut Machine, loader: &Loader, states: &[Target]) -> Run<()> {
    let key = Rc::clone(&loader.relationship.key.borrow());
    let property = Property::Relationship(Rc::clone(&loader.relationship));
    for (state, overwrites) in states {
        if state.has(&key) {
            if !overwrites {
                continue;
            }
            let old = state.take(&key);
            drop(old);
        }
        state.get(machine, &property, Passive::LOAD | Passive::NO_RAISE)?;
    }
    Ok(())
}
