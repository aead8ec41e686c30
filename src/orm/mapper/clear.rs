//! `clear_mappers()`, and the end of a run.

use std::rc::Rc;

use super::{Mapper, Shared};
use crate::orm::python::{Args, Machine, Run, Value};

/// `clear_mappers()`: classes are plain classes again; their tables stay.
///
/// # Errors
///
/// TypeError for arguments.
pub fn clear_mappers(machine: &mut Machine, args: Args) -> Run<Value> {
    args.bind(machine, "clear_mappers", &[])?;
    let shared = Shared::of(machine);
    let registries = shared.registries.borrow().clone();
    for registry in registries {
        registry.classes.take();
        registry.unconfigured.set(false);
        for mapper in registry.mappers.take() {
            mapper.forget();
            shared.cleared.borrow_mut().push(mapper);
        }
    }
    shared.writes.take();
    Ok(Value::None)
}

impl Mapper {
    /// Takes what it put on its class away.
    fn forget(&self) {
        let keys: Vec<Rc<str>> = self.properties.borrow().keys().cloned().collect();
        let synonyms: Vec<Rc<str>> = self.synonyms.borrow().keys().cloned().collect();
        for key in keys.iter().chain(&synonyms) {
            let before = self.class.dict.borrow_mut().shift_remove(key);
            drop(before);
        }
        let before = self.class.dict.borrow_mut().shift_remove("__mapper__");
        drop(before);
        self.class.slot.take();
    }

    /// Lets go of what leads back to it.
    fn end(&self) {
        self.properties.take();
        self.children.take();
        self.listeners.take();
        self.validators.take();
        self.delete_orphans.take();
        self.class.slot.take();
        self.class.dict.take();
    }
}

impl Shared {
    /// Lets go of what refers to itself in a circle. The run is over.
    pub fn end(machine: &Machine) {
        let shared = Self::of(machine);
        shared.writes.take();
        for registry in shared.registries.take() {
            registry.classes.take();
            for mapper in registry.mappers.take() {
                mapper.end();
            }
        }
        for mapper in shared.cleared.take() {
            mapper.end();
        }
    }
}
