//! An object of a mapped class is made.

use std::rc::Rc;

use super::{Shared, mapper_of_object};
use crate::orm::core::errors;
use crate::orm::python::{Args, Instance, Machine, Run, Value};

/// An object was made, and its `__init__` has not run yet.
///
/// # Errors
///
/// What configuration raises; InvalidRequestError where no object is of this very class.
pub(super) fn made(machine: &mut Machine, instance: &Rc<Instance>) -> Run<()> {
    let Some(mapper) = mapper_of_object(instance) else { return Ok(()) };
    mapper.registry.check(machine)?;
    if let Some(polymorphic) = &mapper.polymorphic
        && polymorphic.identity.is_none()
        && polymorphic.is_abstract
    {
        let message = format!(
            "Can't instantiate class for {}; mapper is marked polymorphic_abstract=True",
            mapper.described()
        );
        return errors::invalid(machine, message);
    }
    let instrumentation = Shared::instrumentation(machine)?;
    instrumentation.made(machine, &mapper, instance)?;
    if let Some(polymorphic) = &mapper.polymorphic
        && let Some(property) = mapper.property(&polymorphic.key)
    {
        let identity = polymorphic.identity.clone().unwrap_or(Value::None);
        instrumentation.set(machine, &property, instance, identity)?;
    }
    Ok(())
}

/// What `__init__` does where the script wrote none: a value for each attribute by name.
///
/// # Errors
///
/// TypeError for what is no attribute.
pub(super) fn init(machine: &mut Machine, instance: &Rc<Instance>, args: Args) -> Run<()> {
    if !args.positional.is_empty() {
        let message = format!(
            "__init__() takes 1 positional argument but {} were given",
            args.positional.len() + 1
        );
        return Err(machine.error("TypeError", message));
    }
    let class = Value::Class(Rc::clone(&instance.class));
    let object = Value::Instance(Rc::clone(instance));
    for (name, value) in args.named {
        if machine.attribute_if_any(&class, &name)?.is_none() {
            let text = machine.repr(&Value::Str(Rc::clone(&name)))?;
            let message =
                format!("{text} is an invalid keyword argument for {}", instance.class.name);
            return Err(machine.error("TypeError", message));
        }
        machine.set_attribute(&object, &name, value)?;
    }
    Ok(())
}
