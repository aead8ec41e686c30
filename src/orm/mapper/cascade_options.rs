//! `User.posts.property.cascade`, as a script sees it: a frozen set of words.

use std::rc::Rc;

use super::Cascade;
use crate::orm::python::{Args, Binary, Comparison, Iter, Machine, Native, Run, Set, Value};

/// What is done to the other side.
pub(super) struct CascadeOptions(pub Cascade);

impl CascadeOptions {
    /// The words as a plain frozen set, which can all that sets can.
    fn set(&self, machine: &mut Machine) -> Run<Value> {
        let mut keys = Vec::new();
        for word in self.0.words() {
            keys.push(machine.key(&Value::str(word))?);
        }
        let members = keys.into_iter().collect::<indexmap::IndexSet<_>>().into();
        Ok(Value::Set(Rc::new(Set { members, frozen: true })))
    }
}

/// The other side of an operator, as a plain set where it is of this kind.
fn plain(machine: &mut Machine, value: &Value) -> Run<Value> {
    match value.native::<CascadeOptions>() {
        Some(other) => other.set(machine),
        None => Ok(value.clone()),
    }
}

impl Native for CascadeOptions {
    fn type_name(&self) -> Rc<str> {
        "CascadeOptions".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        let own = self.0;
        Ok(Some(Value::Bool(match name {
            "save_update" => own.save_update,
            "merge" => own.merge,
            "refresh_expire" => own.refresh_expire,
            "expunge" => own.expunge,
            "delete" => own.delete,
            "delete_orphan" => own.delete_orphan,
            _ => {
                let set = self.set(machine)?;
                return machine.attribute_if_any(&set, name);
            }
        })))
    }
    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        let set = self.set(machine)?;
        machine.call_method(&set, name, args).map(Some)
    }
    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some(format!("CascadeOptions('{}')", self.0.words().join(",")).into()))
    }
    fn binary(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Binary,
        other: &Value,
        reflected: bool,
    ) -> Run<Option<Value>> {
        let (own, other) = (self.set(machine)?, plain(machine, other)?);
        let (left, right) = if reflected { (&other, &own) } else { (&own, &other) };
        machine.binary(op, left, right).map(Some)
    }
    fn compare(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Comparison,
        other: &Value,
    ) -> Run<Option<Value>> {
        let (own, other) = (self.set(machine)?, plain(machine, other)?);
        machine.compare(op, &own, &other).map(Some)
    }
    fn len(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<usize>> {
        Ok(Some(self.0.words().len()))
    }
    fn contains(self: Rc<Self>, machine: &mut Machine, item: &Value) -> Run<Option<bool>> {
        let set = self.set(machine)?;
        machine.contains(&set, item).map(Some)
    }
    fn iterate(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<Iter>>> {
        let words = self.0.words().into_iter().map(Value::str).collect();
        Ok(Some(Iter::over("set_iterator", words)))
    }
}
