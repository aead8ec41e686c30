//! What a proxy of a collection gives on an object: a list, set or dict of values.

use std::rc::Rc;

use super::known::Known;
use crate::orm::python::{Args, Binary, Comparison, Iter, Machine, Native, Run, Value};

/// What the relationship's collection is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Like {
    List,
    Set,
    Dict,
}

/// The values of one object's collection. What it holds is looked up each time.
pub(super) struct Proxied {
    known: Known,
    object: Value,
    like: Like,
}

/// The values behind the proxy of an object.
pub(super) fn of(machine: &mut Machine, known: Known, object: Value) -> Run<Value> {
    let behind = known.behind(machine, &object)?;
    let like = if machine.attribute_if_any(&behind, "append")?.is_some() {
        Like::List
    } else if machine.attribute_if_any(&behind, "add")?.is_some() {
        Like::Set
    } else {
        Like::Dict
    };
    Ok(Value::of(Proxied { known, object, like }))
}

impl Proxied {
    fn behind(&self, machine: &mut Machine) -> Run<Value> {
        self.known.behind(machine, &self.object)
    }

    /// The objects behind the values.
    fn members(&self, machine: &mut Machine) -> Run<Vec<Value>> {
        let behind = self.behind(machine)?;
        match self.like {
            Like::Dict => {
                let values = machine.call_method(&behind, "values", Args::none())?;
                machine.collect(&values)
            }
            _ => machine.collect(&behind),
        }
    }

    fn values(&self, machine: &mut Machine) -> Run<Vec<Value>> {
        let members = self.members(machine)?;
        members.iter().map(|member| self.known.value_of(machine, member)).collect()
    }

    /// The values as Python's own list, set or dict.
    fn plain(&self, machine: &mut Machine) -> Run<Value> {
        match self.like {
            Like::List => Ok(Value::list(self.values(machine)?)),
            Like::Set => {
                let values = Value::list(self.values(machine)?);
                let set = Value::Class(machine.builtin_class("set"));
                machine.call(&set, Args::of(vec![values]))
            }
            Like::Dict => {
                let (plain, behind) = (Value::dict(Vec::new()), self.behind(machine)?);
                for key in machine.collect(&behind)? {
                    let member = machine.item(&behind, &key)?;
                    let value = self.known.value_of(machine, &member)?;
                    machine.set_item(&plain, &key, value)?;
                }
                Ok(plain)
            }
        }
    }

    /// The place of the first object behind a value.
    fn find(&self, machine: &mut Machine, value: &Value) -> Run<Option<(usize, Value)>> {
        for (at, member) in self.members(machine)?.into_iter().enumerate() {
            let own = self.known.value_of(machine, &member)?;
            if machine.equal(&own, value)? {
                return Ok(Some((at, member)));
            }
        }
        Ok(None)
    }

    /// One more value, at the end.
    fn add(&self, machine: &mut Machine, value: Value) -> Run<()> {
        if self.like == Like::Set && self.find(machine, &value)?.is_some() {
            return Ok(());
        }
        let behind = self.behind(machine)?;
        let member = self.known.create(machine, None, value)?;
        let name = if self.like == Like::Set { "add" } else { "append" };
        machine.call_method(&behind, name, Args::of(vec![member]))?;
        Ok(())
    }

    fn put(&self, machine: &mut Machine, key: Value, value: Value) -> Run<()> {
        let behind = self.behind(machine)?;
        if machine.contains(&behind, &key)? {
            let member = machine.item(&behind, &key)?;
            return self.known.set_value_of(machine, &member, value);
        }
        let member = self.known.create(machine, Some(key.clone()), value)?;
        machine.set_item(&behind, &key, member)
    }

    fn add_all(&self, machine: &mut Machine, values: &Value) -> Run<()> {
        if self.like != Like::Dict {
            for value in machine.collect(values)? {
                self.add(machine, value)?;
            }
            return Ok(());
        }
        for key in machine.collect(values)? {
            let value = machine.item(values, &key)?;
            self.put(machine, key, value)?;
        }
        Ok(())
    }

    /// Takes one value out; false where it is not there.
    fn remove(&self, machine: &mut Machine, value: &Value) -> Run<bool> {
        let behind = self.behind(machine)?;
        if self.like == Like::Dict {
            machine.delete_item(&behind, value)?;
            return Ok(true);
        }
        let Some((at, member)) = self.find(machine, value)? else { return Ok(false) };
        match self.like {
            Like::Set => {
                machine.call_method(&behind, "discard", Args::of(vec![member]))?;
            }
            _ => {
                let at = i64::try_from(at).unwrap_or(i64::MAX);
                machine.delete_item(&behind, &Value::Int(at))?;
            }
        }
        Ok(true)
    }

    /// `object.keywords = values`.
    pub(super) fn replace(&self, machine: &mut Machine, values: &Value) -> Run<()> {
        if let Some(own) = values.native::<Self>()
            && own.object.is(&self.object)
            && Rc::ptr_eq(&own.known.proxy, &self.known.proxy)
        {
            return Ok(());
        }
        if self.like == Like::List {
            let behind = self.behind(machine)?;
            machine.call_method(&behind, "clear", Args::none())?;
            return self.add_all(machine, values);
        }
        // What stays is left as it is.
        let before = match self.like {
            Like::Dict => {
                let behind = self.behind(machine)?;
                machine.collect(&behind)?
            }
            _ => self.values(machine)?,
        };
        let wanted = if values.is_none() { Vec::new() } else { machine.collect(values)? };
        if !values.is_none() {
            self.add_all(machine, values)?;
        }
        for old in before {
            let mut stays = false;
            for new in &wanted {
                stays = stays || machine.equal(&old, new)?;
            }
            if !stays {
                self.remove(machine, &old)?;
            }
        }
        Ok(())
    }

    fn list_method(&self, machine: &mut Machine, name: &str, args: Args) -> Run<Option<Value>> {
        let mut given = args.positional.clone().into_iter();
        let behind = self.behind(machine)?;
        Ok(Some(match (name, given.next(), given.next()) {
            ("append", Some(value), None) => {
                self.add(machine, value)?;
                Value::None
            }
            ("extend", Some(values), None) => {
                self.add_all(machine, &values)?;
                Value::None
            }
            ("insert", Some(at), Some(value)) => {
                let member = self.known.create(machine, None, value)?;
                machine.call_method(&behind, "insert", Args::of(vec![at, member]))?
            }
            ("remove", Some(value), None) => match self.remove(machine, &value)? {
                true => Value::None,
                false => return Err(machine.error("ValueError", "value not in list")),
            },
            ("pop", ..) => {
                let member = machine.call_method(&behind, "pop", args)?;
                self.known.value_of(machine, &member)?
            }
            ("clear", None, None) => machine.call_method(&behind, "clear", args)?,
            ("index" | "count" | "copy", ..) => {
                let plain = self.plain(machine)?;
                machine.call_method(&plain, name, args)?
            }
            ("sort" | "reverse", ..) => return Err(machine.error("NotImplementedError", "")),
            _ => return Ok(None),
        }))
    }

    fn set_method(&self, machine: &mut Machine, name: &str, args: Args) -> Run<Option<Value>> {
        let given = args.positional.first().cloned();
        Ok(Some(match (name, given) {
            ("add", Some(value)) => {
                self.add(machine, value)?;
                Value::None
            }
            ("discard", Some(value)) => {
                self.remove(machine, &value)?;
                Value::None
            }
            ("remove", Some(value)) => match self.remove(machine, &value)? {
                true => Value::None,
                false => {
                    let class = machine.builtin_class("KeyError");
                    let exception = machine.exception(&class, vec![value]);
                    return Err(machine.stop(exception));
                }
            },
            ("update", _) => {
                for values in &args.positional {
                    self.add_all(machine, values)?;
                }
                Value::None
            }
            ("pop", None) => {
                let behind = self.behind(machine)?;
                let member = machine.call_method(&behind, "pop", args)?;
                self.known.value_of(machine, &member)?
            }
            ("clear", None) => {
                for value in self.values(machine)? {
                    self.remove(machine, &value)?;
                }
                Value::None
            }
            (
                "union"
                | "intersection"
                | "difference"
                | "symmetric_difference"
                | "copy"
                | "issubset"
                | "issuperset"
                | "isdisjoint",
                _,
            ) => {
                let plain = self.plain(machine)?;
                machine.call_method(&plain, name, args)?
            }
            _ => return Ok(None),
        }))
    }

    fn dict_method(&self, machine: &mut Machine, name: &str, args: Args) -> Run<Option<Value>> {
        let behind = self.behind(machine)?;
        let mut given = args.positional.clone().into_iter();
        Ok(Some(match name {
            "keys" => machine.call_method(&behind, "keys", args)?,
            "values" | "items" | "get" | "copy" => {
                let plain = self.plain(machine)?;
                machine.call_method(&plain, name, args)?
            }
            "setdefault" => {
                let (Some(key), default) = (given.next(), given.next()) else { return Ok(None) };
                if !machine.contains(&behind, &key)? {
                    self.put(machine, key, default.clone().unwrap_or(Value::None))?;
                    return Ok(Some(default.unwrap_or(Value::None)));
                }
                let member = machine.item(&behind, &key)?;
                self.known.value_of(machine, &member)?
            }
            "pop" => {
                let member = machine.call_method(&behind, "pop", args)?;
                self.known.value_of(machine, &member)?
            }
            "update" => {
                for values in given {
                    self.add_all(machine, &values)?;
                }
                for (key, value) in args.named {
                    self.put(machine, Value::Str(key), value)?;
                }
                Value::None
            }
            "clear" => machine.call_method(&behind, "clear", args)?,
            _ => return Ok(None),
        }))
    }
}

const LIST: [&str; 11] = [
    "append", "clear", "copy", "count", "extend", "index", "insert", "pop", "remove", "reverse",
    "sort",
];
const SET: [&str; 14] = [
    "add",
    "clear",
    "copy",
    "difference",
    "discard",
    "intersection",
    "isdisjoint",
    "issubset",
    "issuperset",
    "pop",
    "remove",
    "symmetric_difference",
    "union",
    "update",
];
const DICT: [&str; 9] =
    ["clear", "copy", "get", "items", "keys", "pop", "setdefault", "update", "values"];

impl Native for Proxied {
    fn type_name(&self) -> Rc<str> {
        match self.like {
            Like::List => "_AssociationList".into(),
            Like::Set => "_AssociationSet".into(),
            Like::Dict => "_AssociationDict".into(),
        }
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn methods(&self) -> &'static [&'static str] {
        match self.like {
            Like::List => &LIST,
            Like::Set => &SET,
            Like::Dict => &DICT,
        }
    }
    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        match self.like {
            Like::List => self.list_method(machine, name, args),
            Like::Set => self.set_method(machine, name, args),
            Like::Dict => self.dict_method(machine, name, args),
        }
    }
    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let plain = self.plain(machine)?;
        machine.repr(&plain).map(Some)
    }
    fn truth(self: Rc<Self>, machine: &mut Machine) -> Run<Option<bool>> {
        let behind = self.behind(machine)?;
        machine.truth(&behind).map(Some)
    }
    fn len(self: Rc<Self>, machine: &mut Machine) -> Run<Option<usize>> {
        let behind = self.behind(machine)?;
        machine.length(&behind).map(Some)
    }
    fn contains(self: Rc<Self>, machine: &mut Machine, item: &Value) -> Run<Option<bool>> {
        if self.like == Like::Dict {
            let behind = self.behind(machine)?;
            return machine.contains(&behind, item).map(Some);
        }
        Ok(Some(self.find(machine, item)?.is_some()))
    }
    fn iterate(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<Iter>>> {
        let given = match self.like {
            Like::Dict => self.behind(machine)?,
            _ => Value::list(self.values(machine)?),
        };
        machine.iterate(&given).map(Some)
    }
    fn get_item(self: Rc<Self>, machine: &mut Machine, key: &Value) -> Run<Option<Value>> {
        if matches!(key, Value::Slice(_)) || self.like == Like::Set {
            let plain = self.plain(machine)?;
            return machine.item(&plain, key).map(Some);
        }
        let behind = self.behind(machine)?;
        let member = machine.item(&behind, key)?;
        self.known.value_of(machine, &member).map(Some)
    }
    fn set_item(self: Rc<Self>, machine: &mut Machine, key: &Value, value: Value) -> Run<bool> {
        match (self.like, key) {
            (Like::Set, _) => return Ok(false),
            (Like::Dict, _) => self.put(machine, key.clone(), value)?,
            (Like::List, Value::Slice(_)) => {
                return Err(machine.unsupported("setting a slice of an association proxy"));
            }
            (Like::List, _) => {
                let behind = self.behind(machine)?;
                let member = machine.item(&behind, key)?;
                self.known.set_value_of(machine, &member, value)?;
            }
        }
        Ok(true)
    }
    fn delete_item(self: Rc<Self>, machine: &mut Machine, key: &Value) -> Run<bool> {
        let behind = self.behind(machine)?;
        machine.delete_item(&behind, key)?;
        Ok(true)
    }
    fn compare(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Comparison,
        other: &Value,
    ) -> Run<Option<Value>> {
        let other = match other.native::<Self>() {
            Some(other) => other.plain(machine)?,
            None => other.clone(),
        };
        let plain = self.plain(machine)?;
        machine.compare(op, &plain, &other).map(Some)
    }
    fn binary(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Binary,
        other: &Value,
        reflected: bool,
    ) -> Run<Option<Value>> {
        let plain = self.plain(machine)?;
        match reflected {
            true => machine.binary(op, other, &plain).map(Some),
            false => machine.binary(op, &plain, other).map(Some),
        }
    }
}
