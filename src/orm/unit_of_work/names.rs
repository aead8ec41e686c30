//! The functions of this room that a script imports, by module.

use std::rc::Rc;

use super::super::mapper::Property;
use super::super::python::{Args, Machine, Run, Value};
use super::passive::Passive;
use super::symbol::Symbol;
use super::{KeyedBy, State};

/// What such a function does.
type Function = fn(&mut Machine, Args) -> Run<Value>;

const COLLECTIONS: [(&str, Function); 7] = [
    ("attribute_keyed_dict", KeyedBy::attribute),
    ("attribute_mapped_collection", KeyedBy::attribute),
    ("column_keyed_dict", KeyedBy::column),
    ("column_mapped_collection", KeyedBy::column),
    ("keyfunc_mapping", KeyedBy::function),
    ("mapped_collection", KeyedBy::function),
    ("collection_adapter", |machine, _| Err(machine.unsupported("collection_adapter"))),
];

const ATTRIBUTES: [(&str, Function); 6] = [
    ("get_attribute", get_attribute),
    ("set_attribute", set_attribute),
    ("del_attribute", del_attribute),
    ("set_committed_value", set_committed_value),
    ("get_history", get_history),
    ("instance_state", |machine, args| {
        let (object, ..) = taken(machine, args, "instance_state", &["instance"])?;
        let state = State::required(machine, &object)?;
        Ok(Value::Native(state as _))
    }),
];

/// Module, name and value of everything.
pub fn functions() -> Vec<(&'static str, &'static str, Value)> {
    let mut all = Vec::new();
    for (name, function) in COLLECTIONS {
        for module in ["sqlalchemy.orm", "sqlalchemy.orm.collections"] {
            if name != "collection_adapter" || module != "sqlalchemy.orm" {
                all.push((module, name, Value::function(name, function)));
            }
        }
    }
    for (name, function) in ATTRIBUTES {
        all.push(("sqlalchemy.orm.attributes", name, Value::function(name, function)));
    }
    for module in ["sqlalchemy.orm", "sqlalchemy.orm.attributes", "sqlalchemy.orm.base"] {
        all.push((module, "NO_VALUE", Value::of(Symbol("NO_VALUE"))));
    }
    all
}

/// The first three of a function's arguments.
fn taken(
    machine: &mut Machine,
    args: Args,
    function: &str,
    parameters: &[&str],
) -> Run<(Value, Value, Value)> {
    let taken = args.bind(machine, function, parameters)?;
    let mut values = taken.values.into_iter().map(|value| value.unwrap_or(Value::None));
    let mut next = || values.next().unwrap_or(Value::None);
    Ok((next(), next(), next()))
}

/// An object's state and the attribute of this name.
fn attribute(machine: &mut Machine, object: &Value, key: &Value) -> Run<(Rc<State>, Property)> {
    let state = State::required(machine, object)?;
    let name = machine.str(key)?;
    match state.property(&name) {
        Some(property) => Ok((state, property)),
        None => Err(machine.error("KeyError", &*name)),
    }
}

fn get_attribute(machine: &mut Machine, args: Args) -> Run<Value> {
    let (object, key, _) = taken(machine, args, "get_attribute", &["instance", "key"])?;
    let (state, property) = attribute(machine, &object, &key)?;
    Ok(state.get(machine, &property, Passive::LOAD)?.value().unwrap_or(Value::None))
}

fn set_attribute(machine: &mut Machine, args: Args) -> Run<Value> {
    let parameters = ["instance", "key", "value", "initiator?"];
    let (object, key, value) = taken(machine, args, "set_attribute", &parameters)?;
    let (state, property) = attribute(machine, &object, &key)?;
    state.set(machine, &property, value, None)?;
    Ok(Value::None)
}

fn del_attribute(machine: &mut Machine, args: Args) -> Run<Value> {
    let (object, key, _) = taken(machine, args, "del_attribute", &["instance", "key"])?;
    let (state, property) = attribute(machine, &object, &key)?;
    state.delete(machine, &property)?;
    Ok(Value::None)
}

fn set_committed_value(machine: &mut Machine, args: Args) -> Run<Value> {
    let parameters = ["instance", "key", "value"];
    let (object, key, value) = taken(machine, args, "set_committed_value", &parameters)?;
    let (state, property) = attribute(machine, &object, &key)?;
    state.set_committed(machine, &property, value)?;
    Ok(Value::None)
}

fn get_history(machine: &mut Machine, args: Args) -> Run<Value> {
    let parameters = ["obj", "key", "passive?"];
    let (object, key, _) = taken(machine, args, "get_history", &parameters)?;
    let (state, property) = attribute(machine, &object, &key)?;
    Ok(Value::of(state.history(machine, &property, Passive::LOAD)?))
}
