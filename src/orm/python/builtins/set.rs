//! Methods of sets.

use std::rc::Rc;

use crate::orm::python::{Args, Binary, Comparison, Machine, Run, Set, Value};

pub(super) const FROZEN: &[&str] = &[
    "copy",
    "difference",
    "intersection",
    "isdisjoint",
    "issubset",
    "issuperset",
    "symmetric_difference",
    "union",
];

pub(super) const METHODS: &[&str] = &[
    "add",
    "clear",
    "copy",
    "difference",
    "difference_update",
    "discard",
    "intersection",
    "intersection_update",
    "isdisjoint",
    "issubset",
    "issuperset",
    "pop",
    "remove",
    "symmetric_difference",
    "symmetric_difference_update",
    "union",
    "update",
];

impl Machine {
    pub(super) fn set_method(
        &mut self,
        set: &Rc<Set>,
        name: &str,
        args: &Args,
    ) -> Run<Option<Value>> {
        if set.frozen && !FROZEN.contains(&name) {
            return Ok(None);
        }
        let args = args.clone();
        let own = Value::Set(Rc::clone(set));
        let full = format!("set.{name}");
        Ok(Some(match name {
            "add" => {
                let item = args.take_one(self, &full)?;
                let key = self.key(&item)?;
                self.use_memory(1)?;
                set.members.borrow_mut().insert(key);
                Value::None
            }
            "discard" | "remove" => {
                let item = args.take_one(self, &full)?;
                let key = self.key(&item)?;
                let size = set.members.borrow().len();
                self.step(size as u64 / 64)?;
                let found = set.members.borrow_mut().shift_take(&key);
                if found.is_none() && name == "remove" {
                    return Err(self.key_error(item));
                }
                Value::None
            }
            "pop" => {
                args.take_none(self, &full)?;
                let size = set.members.borrow().len();
                self.step(size as u64 / 4)?;
                let first = self.set_items(set).into_iter().next();
                match first {
                    Some(item) => {
                        let key = self.key(&item)?;
                        set.members.borrow_mut().shift_remove(&key);
                        item
                    }
                    None => return Err(self.key_error(Value::str("pop from an empty set"))),
                }
            }
            "clear" => {
                args.take_none(self, &full)?;
                let old = set.members.take();
                drop(old);
                Value::None
            }
            "copy" => {
                args.take_none(self, &full)?;
                let members = set.members.borrow().clone();
                self.use_entries(members.len())?;
                Value::Set(Rc::new(Set { members: members.into(), frozen: set.frozen }))
            }
            "union" | "intersection" | "difference" => {
                args.no_names(self, &full)?;
                let op = match name {
                    "union" => Binary::Or,
                    "intersection" => Binary::And,
                    _ => Binary::Subtract,
                };
                let members = set.members.borrow().clone();
                let mut result =
                    Value::Set(Rc::new(Set { members: members.into(), frozen: set.frozen }));
                for other in &args.positional {
                    let other = self.as_set(other)?;
                    result = self.binary(op, &result, &other)?;
                }
                result
            }
            "symmetric_difference" => {
                let other = args.take_one(self, &full)?;
                let other = self.as_set(&other)?;
                self.binary(Binary::Xor, &own, &other)?
            }
            "update" | "intersection_update" | "difference_update" => {
                args.no_names(self, &full)?;
                let op = match name {
                    "update" => Binary::Or,
                    "intersection_update" => Binary::And,
                    _ => Binary::Subtract,
                };
                for other in &args.positional {
                    let other = self.as_set(other)?;
                    self.binary_in_place(op, &own, &other)?;
                }
                Value::None
            }
            "symmetric_difference_update" => {
                let other = args.take_one(self, &full)?;
                let other = self.as_set(&other)?;
                self.binary_in_place(Binary::Xor, &own, &other)?;
                Value::None
            }
            "issubset" | "issuperset" => {
                let other = args.take_one(self, &full)?;
                let other = self.as_set(&other)?;
                let op = if name == "issubset" {
                    Comparison::LessOrEqual
                } else {
                    Comparison::GreaterOrEqual
                };
                self.compare(op, &own, &other)?
            }
            "isdisjoint" => {
                let other = args.take_one(self, &full)?;
                let other = self.as_set(&other)?;
                let common = self.binary(Binary::And, &own, &other)?;
                Value::Bool(self.length(&common)? == 0)
            }
            _ => return Ok(None),
        }))
    }

    fn as_set(&mut self, value: &Value) -> Run<Value> {
        match value {
            Value::Set(_) => Ok(value.clone()),
            other => {
                let items = self.collect(other)?;
                self.set_of(items)
            }
        }
    }
}
