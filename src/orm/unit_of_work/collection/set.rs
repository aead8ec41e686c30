//! `InstrumentedSet`: what changes a set, with all that follows.

use std::rc::Rc;

use super::list::take;
use super::{By, Collection};
use crate::orm::python::{Args, Machine, Run, Set, Value};

/// The methods of a set.
pub(super) const METHODS: &[&str] = &[
    "add",
    "discard",
    "remove",
    "pop",
    "clear",
    "update",
    "difference_update",
    "intersection_update",
    "symmetric_difference_update",
    "union",
    "difference",
    "intersection",
    "symmetric_difference",
    "issubset",
    "issuperset",
    "isdisjoint",
    "copy",
];

impl Collection {
    pub(super) fn set_add(
        self: &Rc<Self>,
        machine: &mut Machine,
        set: &Rc<Set>,
        item: Value,
        by: By<'_>,
    ) -> Run<()> {
        let plain = Value::Set(Rc::clone(set));
        let item = if machine.contains(&plain, &item)? {
            self.staying(machine, &item, by)?;
            item
        } else {
            self.coming(machine, item, by)?
        };
        let key = machine.key(&item)?;
        set.members.borrow_mut().insert(key);
        Ok(())
    }

    fn set_discard(self: &Rc<Self>, machine: &mut Machine, set: &Rc<Set>, item: &Value) -> Run<()> {
        let plain = Value::Set(Rc::clone(set));
        if machine.contains(&plain, item)? {
            self.going(machine, item, By::Script)?;
        }
        machine.call_method(&plain, "discard", Args::of(vec![item.clone()]))?;
        Ok(())
    }

    pub(super) fn set_method(
        self: &Rc<Self>,
        machine: &mut Machine,
        set: &Rc<Set>,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        let plain = Value::Set(Rc::clone(set));
        let itself = || Value::Native(Rc::clone(self) as _);
        match name {
            "add" => {
                let [item] = take(machine, args, "add", ["value"])?;
                self.add(machine, item, By::Script)?;
            }
            "discard" => {
                let [item] = take(machine, args, "discard", ["value"])?;
                self.set_discard(machine, set, &item)?;
            }
            "remove" => {
                let [item] = take(machine, args, "remove", ["value"])?;
                self.remove(machine, &item, By::Script)?;
            }
            "pop" => {
                self.before_pop(machine)?;
                let item = machine.call_method(&plain, "pop", args)?;
                self.going(machine, &item, By::Script)?;
                return Ok(Some(item));
            }
            "clear" => {
                for item in self.members(machine)? {
                    self.remove(machine, &item, By::Script)?;
                }
            }
            "update" | "__ior__" => {
                let [values] = take(machine, args, name, ["value"])?;
                for item in machine.collect(&values)? {
                    self.add(machine, item, By::Script)?;
                }
                if name == "__ior__" {
                    return Ok(Some(itself()));
                }
            }
            "difference_update" | "__isub__" => {
                let [values] = take(machine, args, name, ["value"])?;
                for item in machine.collect(&values)? {
                    self.set_discard(machine, set, &item)?;
                }
                if name == "__isub__" {
                    return Ok(Some(itself()));
                }
            }
            "intersection_update" | "symmetric_difference_update" | "__iand__" | "__ixor__" => {
                let wanted = if matches!(name, "intersection_update" | "__iand__") {
                    "intersection"
                } else {
                    "symmetric_difference"
                };
                let wanted = machine.call_method(&plain, wanted, args)?;
                for item in self.members(machine)? {
                    if !machine.contains(&wanted, &item)? {
                        self.remove(machine, &item, By::Script)?;
                    }
                }
                for item in machine.collect(&wanted)? {
                    if !machine.contains(&plain, &item)? {
                        self.add(machine, item, By::Script)?;
                    }
                }
                if name.starts_with("__") {
                    return Ok(Some(itself()));
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
