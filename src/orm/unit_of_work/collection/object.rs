//! Collections as the script sees them.

use std::rc::Rc;

use super::like::Like;
use super::{Collection, Items, dict, list, set};
use crate::orm::python::{Args, Binary, Class, Comparison, Iter, Machine, Native, Run, Value};

/// Methods that SQLAlchemy wraps, as they change a collection.
fn changes(name: &str) -> bool {
    matches!(
        name,
        "append"
            | "remove"
            | "insert"
            | "extend"
            | "pop"
            | "clear"
            | "add"
            | "discard"
            | "update"
            | "setdefault"
            | "popitem"
            | "difference_update"
            | "intersection_update"
            | "symmetric_difference_update"
    )
}

impl Native for Collection {
    fn type_name(&self) -> Rc<str> {
        Rc::clone(&self.class.name)
    }

    fn class(&self, _machine: &Machine) -> Option<Rc<Class>> {
        Some(Rc::clone(&self.class))
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        match &self.items {
            Items::List(list) => self.list_method(machine, &Rc::clone(list), name, args),
            Items::Set(set) => self.set_method(machine, &Rc::clone(set), name, args),
            Items::Dict(dict, _) => self.dict_method(machine, &Rc::clone(dict), name, args),
            Items::Custom(_) => Ok(None),
        }
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(self.methods().contains(&name).then(|| Value::bound(self, name)))
    }

    fn methods(&self) -> &'static [&'static str] {
        match &self.items {
            Items::List(_) => list::METHODS,
            Items::Set(_) => set::METHODS,
            Items::Dict(..) => dict::METHODS,
            Items::Custom(_) => &[],
        }
    }

    fn method_name(&self, name: &str) -> String {
        match &self.items {
            Items::List(_) | Items::Set(_) | Items::Dict(..) if changes(name) => {
                let kind = match &self.items {
                    Items::List(_) => "list",
                    Items::Set(_) => "set",
                    _ => "dict",
                };
                format!("_{kind}_decorators.<locals>.{name}.<locals>.{name}")
            }
            _ => format!("{}.{name}", self.class.name),
        }
    }

    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let plain = machine.repr(&self.plain())?;
        Ok(Some(match &self.items {
            Items::Set(set) if set.members.borrow().is_empty() => {
                format!("{}()", self.class.name).into()
            }
            Items::Set(_) => format!("{}({plain})", self.class.name).into(),
            Items::List(_) | Items::Dict(..) | Items::Custom(_) => plain,
        }))
    }

    fn binary(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Binary,
        other: &Value,
        reflected: bool,
    ) -> Run<Option<Value>> {
        let other = plain(other);
        let own = self.plain();
        let (left, right) = if reflected { (&other, &own) } else { (&own, &other) };
        machine.binary(op, left, right).map(Some)
    }

    fn compare(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Comparison,
        other: &Value,
    ) -> Run<Option<Value>> {
        machine.compare(op, &self.plain(), &plain(other)).map(Some)
    }

    fn truth(self: Rc<Self>, machine: &mut Machine) -> Run<Option<bool>> {
        machine.truth(&self.plain()).map(Some)
    }

    fn len(self: Rc<Self>, machine: &mut Machine) -> Run<Option<usize>> {
        machine.length(&self.plain()).map(Some)
    }

    fn get_item(self: Rc<Self>, machine: &mut Machine, key: &Value) -> Run<Option<Value>> {
        machine.item(&self.plain(), key).map(Some)
    }

    fn set_item(self: Rc<Self>, machine: &mut Machine, key: &Value, value: Value) -> Run<bool> {
        match &self.items {
            Items::List(list) => {
                self.list_set_item(machine, &Rc::clone(list), key, value)?;
            }
            Items::Set(_) | Items::Custom(_) => return Ok(false),
            Items::Dict(..) => self.dict_set(machine, key, value, super::By::Script)?,
        }
        Ok(true)
    }

    fn delete_item(self: Rc<Self>, machine: &mut Machine, key: &Value) -> Run<bool> {
        match &self.items {
            Items::List(list) => self.list_delete_item(machine, &Rc::clone(list), key)?,
            Items::Set(_) | Items::Custom(_) => return Ok(false),
            Items::Dict(..) => self.dict_delete(machine, key, super::By::Script)?,
        }
        Ok(true)
    }

    fn contains(self: Rc<Self>, machine: &mut Machine, item: &Value) -> Run<Option<bool>> {
        machine.contains(&self.plain(), item).map(Some)
    }

    fn iterate(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<Iter>>> {
        machine.iterate(&self.plain()).map(Some)
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

/// A collection as Python's own kind; anything else as it is.
fn plain(value: &Value) -> Value {
    value.native::<Collection>().map_or_else(|| value.clone(), |collection| collection.plain())
}

/// What is put in the place of a collection has to be of its kind.
pub(super) fn check_kind(machine: &mut Machine, collection: &Value, value: &Value) -> Run<()> {
    let (wanted, given) = (Like::of(collection), Like::of(value));
    if given == wanted {
        return Ok(());
    }
    let name =
        if value.is_none() { "None".into() } else { Rc::clone(&machine.class_of(value).name) };
    let wanted = wanted.map_or("None", Like::name);
    let text = format!("Incompatible collection type: {name} is not {wanted}-like");
    Err(machine.error("TypeError", text))
}
