//! `KeyFuncDict`: what changes a dict, with all that follows.

use std::rc::Rc;

use super::list::take;
use super::{By, Collection, Items};
use crate::orm::core::errors;
use crate::orm::python::{Args, Dict, Machine, Run, Value};

/// The methods of a dict with a key function.
pub(super) const METHODS: &[&str] = &[
    "set",
    "remove",
    "clear",
    "pop",
    "popitem",
    "setdefault",
    "update",
    "get",
    "keys",
    "values",
    "items",
    "copy",
];

impl Collection {
    fn dict(&self) -> Rc<Dict> {
        match &self.items {
            Items::Dict(dict, _) => Rc::clone(dict),
            Items::List(_) | Items::Set(_) | Items::Custom(_) => Rc::default(),
        }
    }

    pub(super) fn dict_set(
        self: &Rc<Self>,
        machine: &mut Machine,
        key: &Value,
        value: Value,
        by: By<'_>,
    ) -> Run<()> {
        let plain = Value::Dict(self.dict());
        if machine.contains(&plain, key)? {
            let existing = machine.item(&plain, key)?;
            self.going(machine, &existing, by)?;
        }
        let value = self.coming(machine, value, by)?;
        machine.set_item(&plain, key, value)
    }

    pub(super) fn dict_delete(
        self: &Rc<Self>,
        machine: &mut Machine,
        key: &Value,
        by: By<'_>,
    ) -> Run<()> {
        let plain = Value::Dict(self.dict());
        if machine.contains(&plain, key)? {
            let existing = machine.item(&plain, key)?;
            self.going(machine, &existing, by)?;
        }
        machine.delete_item(&plain, key)
    }

    pub(super) fn dict_remove_member(
        self: &Rc<Self>,
        machine: &mut Machine,
        key: &Value,
        item: &Value,
        by: By<'_>,
    ) -> Run<()> {
        let held = machine.item(&Value::Dict(self.dict()), key)?;
        if !machine.equal(&held, item)? {
            let text = format!(
                "Can not remove '{}': collection holds '{}' for key '{}'. Possible cause: is the \
                 KeyFuncDict key function based on mutable properties or properties that only \
                 obtain values after flush?",
                machine.str(item)?,
                machine.str(&held)?,
                machine.str(key)?
            );
            return Err(errors::raise(machine, "InvalidRequestError", text));
        }
        self.dict_delete(machine, key, by)
    }

    pub(super) fn dict_method(
        self: &Rc<Self>,
        machine: &mut Machine,
        dict: &Rc<Dict>,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        let plain = Value::Dict(Rc::clone(dict));
        match name {
            "set" => {
                let [item] = take(machine, args, "set", ["value"])?;
                self.add(machine, item, By::Script)?;
            }
            "remove" => {
                let [item] = take(machine, args, "remove", ["value"])?;
                self.remove(machine, &item, By::Script)?;
            }
            "clear" => {
                for item in self.members(machine)? {
                    self.going(machine, &item, By::Script)?;
                }
                machine.call_method(&plain, "clear", args)?;
            }
            "pop" => {
                self.before_pop(machine)?;
                let is_there = match args.positional.first() {
                    Some(key) => machine.contains(&plain, key)?,
                    None => false,
                };
                let item = machine.call_method(&plain, "pop", args)?;
                if is_there {
                    self.going(machine, &item, By::Script)?;
                }
                return Ok(Some(item));
            }
            "popitem" => {
                self.before_pop(machine)?;
                let pair = machine.call_method(&plain, "popitem", args)?;
                let item = machine.item(&pair, &Value::Int(1))?;
                self.going(machine, &item, By::Script)?;
                return Ok(Some(pair));
            }
            "setdefault" => {
                let taken = args.bind(machine, "setdefault", &["key", "default?"])?;
                let mut values = taken.values.into_iter().map(|value| value.unwrap_or(Value::None));
                let key = values.next().unwrap_or(Value::None);
                let default = values.next().unwrap_or(Value::None);
                if !machine.contains(&plain, &key)? {
                    self.dict_set(machine, &key, default.clone(), By::Script)?;
                    return Ok(Some(default));
                }
                let held = machine.item(&plain, &key)?;
                if held.is(&default) {
                    self.staying(machine, &held, By::Script)?;
                }
                return Ok(Some(held));
            }
            "update" | "__ior__" => {
                let given = machine.call(&Value::Class(machine.builtin_class("dict")), args)?;
                let pairs = machine.call_method(&given, "items", Args::none())?;
                for pair in machine.collect(&pairs)? {
                    let key = machine.item(&pair, &Value::Int(0))?;
                    let item = machine.item(&pair, &Value::Int(1))?;
                    let is_same =
                        machine.contains(&plain, &key)? && machine.item(&plain, &key)?.is(&item);
                    if is_same {
                        self.staying(machine, &item, By::Script)?;
                    } else {
                        self.dict_set(machine, &key, item, By::Script)?;
                    }
                }
                if name == "__ior__" {
                    return Ok(Some(Value::Native(Rc::clone(self) as _)));
                }
            }
            name if METHODS.contains(&name) => {
                return machine.call_method(&plain, name, args).map(Some);
            }
            _ => return Ok(None),
        }
        Ok(Some(Value::None))
    }
}
