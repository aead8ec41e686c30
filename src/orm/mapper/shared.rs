//! What all declarative bases of one run share, and how it is found.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use super::{Instrumentation, Mapper, Shared};
use crate::orm::core::{Library, errors};
use crate::orm::python::{Class, Instance, Machine, Run, Stop, Value};

impl Shared {
    /// What the run shares; made when it is first asked for, and kept by the [`Library`].
    pub fn of(machine: &Machine) -> Rc<Self> {
        let library = Library::of(machine);
        let found = library.kept.borrow().iter().find_map(|kept| Rc::clone(kept).downcast().ok());
        found.unwrap_or_else(|| {
            let shared = Rc::new(Self {
                instrumentation: OnceCell::new(),
                registries: RefCell::default(),
                mappers: Cell::new(0),
                scanning: RefCell::default(),
                configuring: Cell::new(false),
                writes: RefCell::default(),
                cleared: RefCell::default(),
                failed: RefCell::default(),
            });
            library.kept.borrow_mut().push(Rc::clone(&shared) as Rc<dyn std::any::Any>);
            shared
        })
    }

    /// What mapped objects do.
    ///
    /// # Errors
    ///
    /// Where the library was put together without it.
    pub fn instrumentation(machine: &Machine) -> Run<Rc<dyn Instrumentation>> {
        let shared = Self::of(machine);
        let found = shared.instrumentation.get().cloned();
        found.ok_or_else(|| machine.unsupported("a mapped object"))
    }
}

/// The mapper of this very class, if it is mapped.
pub fn mapper_of(class: &Class) -> Option<Rc<Mapper>> {
    let slot = class.slot.borrow().clone()?;
    slot.downcast().ok()
}

/// The mapper of the class or of the nearest ancestor that is mapped: that of its objects.
pub fn mapper_of_object(instance: &Instance) -> Option<Rc<Mapper>> {
    mapper_of(&instance.class)
        .or_else(|| instance.class.ancestors.iter().find_map(|class| mapper_of(class)))
}

/// The mapper that a value stands for: a mapped class, or a mapper itself.
pub fn mapper_of_value(value: &Value) -> Option<Rc<Mapper>> {
    match value {
        Value::Class(class) => mapper_of(class),
        other => other.native::<Mapper>(),
    }
}

/// What is raised about a class that is not mapped, as `class_mapper()` raises it.
pub fn unmapped_class(machine: &mut Machine, value: &Value) -> Stop {
    let message = match value {
        Value::Class(class) => format!("Class '{}.{}' is not mapped", class.module, class.name),
        other => match machine.repr(other) {
            Ok(text) => format!("Class {text} is not mapped"),
            Err(stop) => return stop,
        },
    };
    errors::raise(machine, "UnmappedClassError", message)
}

/// What stands on the class under a name.
pub(super) fn set(class: &Class, name: &str, value: Value) {
    let before = class.dict.borrow_mut().insert(name.into(), value);
    drop(before);
}
