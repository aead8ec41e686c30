//! `clear_mappers()`, what failed, and the end of a run.

use std::rc::Rc;

use super::{Mapper, Shared, Unmapped};
use crate::orm::python::{Args, Class, Machine, Run, Value};

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

impl Unmapped {
    /// Takes away what it left: its name, its table, its place below another class.
    fn forget(self) {
        let is_other = |class: &Rc<Class>| !Rc::ptr_eq(class, &self.class);
        let mut classes = self.registry.classes.borrow_mut();
        if let Some(known) = classes.get_mut(&self.class.name) {
            known.retain(is_other);
            if known.is_empty() {
                classes.shift_remove(&self.class.name);
            }
        }
        drop(classes);
        for mapper in self.registry.mappers.borrow().iter() {
            mapper.children.borrow_mut().retain(|child| is_other(&child.class));
        }
        let Some(table) = &self.table else { return };
        let Some(metadata) = table.metadata.upgrade() else { return };
        let name = table.full_name();
        let is_there = metadata.tables.borrow().get(&name).is_some_and(|it| Rc::ptr_eq(it, table));
        if is_there {
            let gone = metadata.tables.borrow_mut().shift_remove(&name);
            metadata.removed.borrow_mut().extend(gone);
        }
    }
}

impl Shared {
    /// Has classes that could not be mapped leave nothing behind. A script goes on with what they
    /// left; at a prompt the next text is another try.
    pub fn forget_failed(machine: &Machine) {
        let failed = Self::of(machine).failed.take();
        failed.into_iter().for_each(Unmapped::forget);
    }

    /// Lets go of what refers to itself in a circle. The run is over.
    pub fn end(machine: &Machine) {
        let shared = Self::of(machine);
        shared.writes.take();
        shared.failed.take();
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
