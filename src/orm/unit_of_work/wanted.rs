//! What a relationship takes, said where it is given something else: SQLAlchemy then raises what
//! comes of it, which speaks of neither.

use super::State;
use crate::orm::mapper::Relationship;
use crate::orm::python::{Machine, Stop, Value};

/// A value that is no object of the other class was assigned where one is held.
pub(super) fn one(
    machine: &Machine,
    relationship: &Relationship,
    value: &Value,
    stop: Stop,
) -> Stop {
    match (target(relationship), unfit(machine, relationship, value)) {
        (Some(target), Some(is)) => stop.with_help(|| {
            format!(
                "`{}` holds one object of class `{target}`, and {is}.",
                relationship.described()
            )
        }),
        _ => stop,
    }
}

/// A value that is no object of the other class came to a collection.
pub(super) fn member(
    machine: &Machine,
    relationship: &Relationship,
    value: &Value,
    stop: Stop,
) -> Stop {
    match (target(relationship), unfit(machine, relationship, value)) {
        (Some(target), Some(is)) => stop.with_help(|| {
            format!("`{}` holds objects of class `{target}`, and {is}.", relationship.described())
        }),
        _ => stop,
    }
}

/// A value that is no collection was assigned where one is held.
pub(super) fn several(
    machine: &Machine,
    relationship: &Relationship,
    value: &Value,
    stop: Stop,
) -> Stop {
    let is_type_error =
        matches!(&stop, Stop::Raised(raised) if &*raised.exception.class.name == "TypeError");
    match target(relationship) {
        Some(target) if is_type_error => stop.with_help(|| {
            let name = relationship.described();
            let is = is(machine, value);
            format!(
                "`{name}` holds several objects of class `{target}`, and {is}. `.append()` adds one; \
                 a list takes the place of them all."
            )
        }),
        _ => stop,
    }
}

fn target(relationship: &Relationship) -> Option<String> {
    relationship.target.get().map(|mapper| mapper.class.name.to_string())
}

/// What a value is, where it is no object of the other class.
fn unfit(machine: &Machine, relationship: &Relationship, value: &Value) -> Option<String> {
    let target = relationship.target.get()?;
    let fits = State::of(value).is_some_and(|it| it.mapper.class.derives_from(&target.class));
    (!fits && !value.is_none()).then(|| is(machine, value))
}

fn is(machine: &Machine, value: &Value) -> String {
    match value {
        Value::None => "this is None".to_owned(),
        Value::Class(class) => {
            format!("this is the class `{0}`: `{0}(…)` makes an object", class.name)
        }
        Value::Instance(instance) if State::of_instance(instance).is_some() => {
            format!("this is an object of class `{}`", instance.class.name)
        }
        value => format!("this is of type `{}`", machine.class_of(value).name),
    }
}
