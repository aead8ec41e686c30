//! An object of a mapped class is made.

use std::rc::Rc;

use super::{Mapper, Property, Shared, mapper_of_object};
use crate::nearest::nearest_cased;
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
        let stop = machine.error("TypeError", message);
        return Err(stop.with_help(|| by_name(instance)));
    }
    let class = Value::Class(Rc::clone(&instance.class));
    let object = Value::Instance(Rc::clone(instance));
    for (name, value) in args.named {
        if machine.attribute_if_any(&class, &name)?.is_none() {
            let text = machine.repr(&Value::Str(Rc::clone(&name)))?;
            let message =
                format!("{text} is an invalid keyword argument for {}", instance.class.name);
            let keys = keys(instance);
            let meant = nearest_cased(&name, keys.iter().map(|key| &**key));
            return Err(machine.error("TypeError", message).with_hint(meant));
        }
        machine.set_attribute(&object, &name, value)?;
    }
    Ok(())
}

/// The names of what is mapped on an object's class.
fn keys(instance: &Instance) -> Vec<Rc<str>> {
    let mapper = mapper_of_object(instance);
    mapper.map(|it| it.properties.borrow().keys().cloned().collect()).unwrap_or_default()
}

/// How values are given: each by its name, and the key, which the database gives, last.
fn by_name(instance: &Instance) -> String {
    let is_key = |mapper: &Mapper, key: &str| match mapper.properties.borrow().get(key) {
        Some(Property::Column(it)) => it.column.primary_key.get(),
        _ => true,
    };
    let mapper = mapper_of_object(instance);
    let example = mapper.and_then(|it| keys(instance).into_iter().find(|key| !is_key(&it, key)));
    let (class, name) = (&instance.class.name, example.unwrap_or_else(|| "id".into()));
    format!("Values are given by name: `{class}({name}=…)`.")
}
