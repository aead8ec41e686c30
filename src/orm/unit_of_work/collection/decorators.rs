//! `collection.appender` and its kin: what a script says about the methods of a collection class.

use std::rc::Rc;

use super::instrumented::How;
use crate::orm::python::{Args, Machine, Native, Run, Value};

const ROLE: &str = "_sa_instrument_role";
const BEFORE: &str = "_sa_instrument_before";
const AFTER: &str = "_sa_instrument_after";
const INTERNAL: &str = "_sa_instrumented";

/// `sqlalchemy.orm.collections.collection`.
pub struct Decorators;

/// The attribute that a decorator left on a function.
fn mark(value: &Value, name: &str) -> Option<Value> {
    match value {
        Value::Function(function) => function.dict.borrow().get(name).cloned(),
        _ => None,
    }
}

/// The role that a method was given.
pub(super) fn role(value: &Value) -> Option<Rc<str>> {
    mark(value, ROLE).and_then(|role| role.as_str().map(Rc::from))
}

/// What a method was said to do: the inner none is a method that tells of changes by itself.
pub(super) fn marks(value: &Value) -> Option<Option<How>> {
    let number = |value: Value| match value {
        Value::Int(number) => usize::try_from(number).ok(),
        _ => None,
    };
    if mark(value, INTERNAL).is_some() {
        return Some(None);
    }
    let place = |pair: &Value| match pair {
        Value::Tuple(items) => items.get(1).cloned().and_then(number),
        _ => None,
    };
    let event = |pair: &Value| match pair {
        Value::Tuple(items) => items.first().and_then(Value::as_str).map(str::to_owned),
        _ => None,
    };
    let before = mark(value, BEFORE);
    let after = mark(value, AFTER).is_some();
    let before = before.as_ref();
    let at = before.and_then(place).unwrap_or(1).saturating_sub(1);
    match (before.and_then(event).as_deref(), after) {
        (Some("append"), true) => Some(Some(How::Replaces(at))),
        (Some("append"), false) => Some(Some(How::Comes(at))),
        (Some("remove"), _) => Some(Some(How::Goes(at))),
        (_, true) => Some(Some(How::GoesBack)),
        _ => None,
    }
}

fn note(machine: &mut Machine, function: &Value, name: &str, value: Value) -> Run<()> {
    machine.set_attribute(function, name, value)
}

impl Native for Decorators {
    fn type_name(&self) -> Rc<str> {
        "type".into()
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }

    fn methods(&self) -> &'static [&'static str] {
        &[
            "appender",
            "remover",
            "iterator",
            "internally_instrumented",
            "adds",
            "replaces",
            "removes",
            "removes_return",
        ]
    }

    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        if self.methods().contains(&name) {
            return Ok(Some(Value::bound(self, name)));
        }
        let text = format!("type object 'collection' has no attribute '{name}'");
        Err(machine.error("AttributeError", text))
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        let first = |machine: &mut Machine, args: Args, parameter: &str| -> Run<Value> {
            let taken = args.bind(machine, name, &[parameter])?;
            Ok(taken.values.into_iter().flatten().next().unwrap_or(Value::None))
        };
        Ok(Some(match name {
            "appender" | "remover" | "iterator" => {
                let function = first(machine, args, "fn")?;
                note(machine, &function, ROLE, Value::str(name))?;
                function
            }
            "internally_instrumented" => {
                let function = first(machine, args, "fn")?;
                note(machine, &function, INTERNAL, Value::Bool(true))?;
                function
            }
            "adds" | "replaces" | "removes" => {
                let place = first(machine, args, "arg")?;
                let (event, returns) = match name {
                    "removes" => ("remove", false),
                    "adds" => ("append", false),
                    _ => ("append", true),
                };
                Value::function("decorator", move |machine, args| {
                    let function = first_of(args);
                    let before = Value::tuple(vec![Value::str(event), place.clone()]);
                    note(machine, &function, BEFORE, before)?;
                    if returns {
                        note(machine, &function, AFTER, Value::str("remove"))?;
                    }
                    Ok(function)
                })
            }
            "removes_return" => {
                args.bind(machine, name, &[])?;
                Value::function("decorator", move |machine, args| {
                    let function = first_of(args);
                    note(machine, &function, AFTER, Value::str("remove"))?;
                    Ok(function)
                })
            }
            _ => return Ok(None),
        }))
    }
}

fn first_of(args: Args) -> Value {
    args.positional.into_iter().next().unwrap_or(Value::None)
}
