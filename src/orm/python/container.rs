//! What holds other values: length, items, membership, iteration.

mod iteration;
mod slice;
mod set_order;

pub(in crate::orm::python) use set_order::hash_of_run;

use std::rc::Rc;

use crate::orm::python::value::range_length;
use crate::orm::python::{Args, Machine, Run, Stop, Value};

impl Machine {
    /// `len(value)`.
    pub fn length(&mut self, value: &Value) -> Run<usize> {
        Ok(match value {
            Value::Str(text) => {
                self.step(text.len() as u64 / 1024)?;
                text.chars().count()
            }
            Value::Bytes(bytes) => bytes.len(),
            Value::List(list) => list.items.borrow().len(),
            Value::Tuple(items) => items.len(),
            Value::Dict(dict) => dict.entries.borrow().len(),
            Value::Set(set) => set.members.borrow().len(),
            Value::Range(start, stop, step) => {
                usize::try_from(range_length(*start, *stop, *step)).unwrap_or(usize::MAX)
            }
            Value::Native(native) => match Rc::clone(native).len(self)? {
                Some(length) => length,
                None => return Err(self.no_length(value)),
            },
            Value::Instance(instance) => {
                if let Some(method) = self.special(value, "__len__") {
                    let length = self.call_special(value, &method, Vec::new())?;
                    let Value::Int(length) = length else {
                        let kind = self.type_name(&length);
                        let text = format!("'{kind}' object cannot be interpreted as an integer");
                        return Err(self.error("TypeError", text));
                    };
                    return usize::try_from(length)
                        .map_err(|_| self.error("ValueError", "__len__() should return >= 0"));
                }
                match Self::part(instance) {
                    Some(part) => self.length(&part)?,
                    None => return Err(self.no_length(value)),
                }
            }
            Value::Class(class) => match self.enum_members(class) {
                Some(members) => members.len(),
                None => return Err(self.no_length(value)),
            },
            _ => return Err(self.no_length(value)),
        })
    }

    fn no_length(&mut self, value: &Value) -> Stop {
        let kind = self.type_name(value);
        let stop = self.error("TypeError", format!("object of type '{kind}' has no len()"));
        self.uncalled(stop, value)
    }

    /// `value[key]`.
    pub fn item(&mut self, value: &Value, key: &Value) -> Run<Value> {
        match value {
            Value::List(list) => {
                if let Value::Int(index) = key {
                    let items = list.items.borrow();
                    if let Some(item) =
                        slice::place(*index, items.len()).and_then(|at| items.get(at))
                    {
                        return Ok(item.clone());
                    }
                    drop(items);
                    return Err(self.error("IndexError", "list index out of range"));
                }
                let length = list.items.borrow().len();
                if let Value::Slice(parts) = key {
                    let places = self.slice_places(parts, length)?;
                    let items = list.items.borrow();
                    return Ok(Value::list(
                        places.filter_map(|at| items.get(at).cloned()).collect(),
                    ));
                }
                let index = self.list_index("list", key)?;
                self.item(value, &Value::Int(index))
            }
            Value::Tuple(items) => self.item_of(value, items, key),
            Value::Str(text) => self.letter(text, key),
            Value::Bytes(bytes) => {
                self.step(bytes.len() as u64 / 16)?;
                let items: Vec<Value> =
                    bytes.iter().map(|byte| Value::Int(i64::from(*byte))).collect();
                match key {
                    Value::Slice(parts) => {
                        let places = self.slice_places(parts, items.len())?;
                        let taken = places.filter_map(|at| bytes.get(at).copied());
                        Ok(Value::Bytes(taken.collect()))
                    }
                    _ => self.item_of(value, &items, key),
                }
            }
            Value::Dict(dict) => {
                let found = {
                    let key = self.key(key)?;
                    dict.entries.borrow().get(&key).cloned()
                };
                found.ok_or_else(|| self.key_error(key.clone()))
            }
            Value::Range(start, stop, step) => self.range_item(*start, *stop, *step, key),
            Value::Native(native) => match Rc::clone(native).get_item(self, key)? {
                Some(item) => Ok(item),
                None => Err(self.no_items(value, "is not subscriptable")),
            },
            Value::Instance(instance) => {
                if let Some(method) = self.special(value, "__getitem__") {
                    return self.call_special(value, &method, vec![key.clone()]);
                }
                match Self::part(instance) {
                    Some(part) => self.part_item(value, &part, key),
                    None => Err(self.no_items(value, "is not subscriptable")),
                }
            }
            Value::Class(class) => self.class_item(class, key),
            _ => Err(self.no_items(value, "is not subscriptable")),
        }
    }

    /// An item of an object that also is data: a dict may know what to do where a key is missing.
    fn part_item(&mut self, value: &Value, part: &Value, key: &Value) -> Run<Value> {
        if let Value::Dict(dict) = part {
            let hashed = self.key(key)?;
            let found = dict.entries.borrow().get(&hashed).cloned();
            if let Some(found) = found {
                return Ok(found);
            }
            if let Some(method) = self.special(value, "__missing__") {
                return self.call_special(value, &method, vec![key.clone()]);
            }
            return self.missing_item(value, dict, key);
        }
        self.item(part, key)
    }

    fn no_items(&mut self, value: &Value, what: &str) -> Stop {
        let text = match value {
            Value::Class(class) if what.contains("subscriptable") => {
                format!("type '{}' {what}", class.name)
            }
            _ => format!("'{}' object {what}", self.type_name(value)),
        };
        let stop = self.error("TypeError", text);
        self.uncalled(stop, value)
    }

    /// `value[key] = new`.
    pub fn set_item(&mut self, value: &Value, key: &Value, new: Value) -> Run<()> {
        match value {
            Value::List(list) => match key {
                Value::Slice(parts) => self.set_slice(list, parts, &new),
                _ => {
                    let index = self.list_index("list", key)?;
                    let mut items = list.items.borrow_mut();
                    let at = slice::place(index, items.len());
                    let old = at
                        .and_then(|at| items.get_mut(at))
                        .map(|item| std::mem::replace(item, new));
                    drop(items);
                    // What was there goes when nothing is borrowed any more.
                    match old {
                        Some(_) => Ok(()),
                        None => Err(self.error("IndexError", "list assignment index out of range")),
                    }
                }
            },
            Value::Dict(dict) => {
                let key = self.key(key)?;
                self.use_memory(1)?;
                let old = dict.entries.borrow_mut().insert(key, new);
                drop(old);
                Ok(())
            }
            Value::Native(native) => {
                if Rc::clone(native).set_item(self, key, new)? {
                    return Ok(());
                }
                Err(self.no_items(value, "does not support item assignment"))
            }
            Value::Instance(instance) => {
                if let Some(method) = self.special(value, "__setitem__") {
                    self.call_special(value, &method, vec![key.clone(), new])?;
                    return Ok(());
                }
                match Self::part(instance) {
                    Some(part) => self.set_item(&part, key, new),
                    None => Err(self.no_items(value, "does not support item assignment")),
                }
            }
            _ => Err(self.no_items(value, "does not support item assignment")),
        }
    }

    /// `del value[key]`.
    pub fn delete_item(&mut self, value: &Value, key: &Value) -> Run<()> {
        match value {
            Value::List(list) => match key {
                Value::Slice(parts) => self.delete_slice(list, parts),
                _ => {
                    let index = self.list_index("list", key)?;
                    let length = list.items.borrow().len();
                    self.step(length as u64 / 64)?;
                    let old =
                        slice::place(index, length).map(|at| list.items.borrow_mut().remove(at));
                    match old {
                        Some(_) => Ok(()),
                        None => Err(self.error("IndexError", "list assignment index out of range")),
                    }
                }
            },
            Value::Dict(dict) => {
                let hashed = self.key(key)?;
                let size = dict.entries.borrow().len();
                self.step(size as u64 / 64)?;
                let old = dict.entries.borrow_mut().shift_remove_entry(&hashed);
                match old {
                    Some(_) => Ok(()),
                    None => Err(self.key_error(key.clone())),
                }
            }
            Value::Native(native) => {
                if Rc::clone(native).delete_item(self, key)? {
                    return Ok(());
                }
                Err(self.no_deletion(value, key))
            }
            Value::Instance(instance) => {
                if let Some(method) = self.special(value, "__delitem__") {
                    self.call_special(value, &method, vec![key.clone()])?;
                    return Ok(());
                }
                match Self::part(instance) {
                    Some(part) => self.delete_item(&part, key),
                    None => Err(self.no_deletion(value, key)),
                }
            }
            _ => Err(self.no_deletion(value, key)),
        }
    }

    /// CPython has two texts: its sequences' own where an integer is the key, and every object's.
    fn no_deletion(&mut self, value: &Value, key: &Value) -> Stop {
        let is_sequence = matches!(
            value,
            Value::Instance(_)
                | Value::Str(_)
                | Value::Tuple(_)
                | Value::Bytes(_)
                | Value::Range(..)
                | Value::Set(_)
        );
        if is_sequence
            && matches!(Self::plain_part(key), Value::Int(_) | Value::Big(_) | Value::Bool(_))
        {
            self.no_items(value, "doesn't support item deletion")
        } else {
            self.no_items(value, "does not support item deletion")
        }
    }

    /// `item in value`.
    pub fn contains(&mut self, value: &Value, item: &Value) -> Run<bool> {
        match value {
            Value::Str(text) => match Self::plain_part(item) {
                Value::Str(part) => {
                    self.step(text.len() as u64 / 256)?;
                    Ok(text.contains(&*part))
                }
                _ => {
                    let kind = self.type_name(item);
                    let text = format!("'in <string>' requires string as left operand, not {kind}");
                    Err(self.error("TypeError", text))
                }
            },
            Value::Bytes(bytes) => match item {
                Value::Bytes(part) => {
                    let size = part.len();
                    self.step(bytes.len() as u64 / 64)?;
                    Ok(size == 0 || bytes.windows(size).any(|window| window == &**part))
                }
                _ => {
                    let byte = self.index(item)?;
                    Ok(bytes.iter().any(|other| i64::from(*other) == byte))
                }
            },
            Value::Dict(dict) => {
                let key = self.key(item)?;
                Ok(dict.entries.borrow().contains_key(&key))
            }
            Value::Set(set) => {
                let item = match item {
                    Value::Set(inner) if !inner.frozen => self.frozen(inner),
                    other => other.clone(),
                };
                let key = self.key(&item)?;
                Ok(set.members.borrow().contains(&key))
            }
            Value::Range(start, stop, step) => match item {
                Value::Int(number) => {
                    let inside = if *step > 0 {
                        start <= number && number < stop
                    } else {
                        stop < number && number <= start
                    };
                    Ok(inside
                        && (i128::from(*number) - i128::from(*start)) % i128::from(*step) == 0)
                }
                Value::Big(_) => Ok(false),
                _ => self.contains_by_iteration(value, item),
            },
            Value::Native(native) => match Rc::clone(native).contains(self, item)? {
                Some(truth) => Ok(truth),
                None => self.contains_by_iteration(value, item),
            },
            Value::Instance(instance) => {
                if let Some(method) = self.special(value, "__contains__") {
                    let found = self.call_special(value, &method, vec![item.clone()])?;
                    return self.truth(&found);
                }
                match Self::part(instance) {
                    Some(part) if self.special(value, "__iter__").is_none() => {
                        self.contains(&part, item)
                    }
                    _ => self.contains_by_iteration(value, item),
                }
            }
            Value::Class(class) if let Some(members) = self.enum_members(class) => {
                Ok(members.iter().any(|(_, member)| member.is(item)))
            }
            _ => self.contains_by_iteration(value, item),
        }
    }

    fn contains_by_iteration(&mut self, value: &Value, item: &Value) -> Run<bool> {
        if !self.is_iterable(value) {
            let kind = self.type_name(value);
            let text = format!("argument of type '{kind}' is not iterable");
            return Err(self.error("TypeError", text));
        }
        let iter = self.iterate(value)?;
        while let Some(other) = self.next(&iter)? {
            self.step(1)?;
            if self.same(item, &other)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// `value.name(…)` as Python calls special methods of containers, for libraries' objects.
    pub(in crate::orm::python) fn native_special(
        &mut self,
        value: &Value,
        name: &str,
        args: Vec<Value>,
    ) -> Run<Option<Value>> {
        match value {
            Value::Native(native) => Rc::clone(native).call_method(self, name, Args::of(args)),
            _ => match self.special(value, name) {
                Some(method) => self.call_special(value, &method, args).map(Some),
                None => Ok(None),
            },
        }
    }
}
