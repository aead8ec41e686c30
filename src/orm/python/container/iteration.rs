//! Iterating over any value.

use std::rc::Rc;

use crate::orm::python::{Args, Class, Iter, Machine, Run, Value};

/// What a place in a container that may change gives: the value, the end, or that it changed.
enum Step {
    Value(Value),
    End,
    Changed(&'static str),
}

impl Machine {
    /// `iter(value)`.
    pub fn iterate(&mut self, value: &Value) -> Run<Rc<Iter>> {
        match value {
            Value::Iterator(iter) => Ok(Rc::clone(iter)),
            Value::List(list) => {
                let list = Rc::clone(list);
                let mut at = 0;
                let mut done = false;
                Ok(Iter::lazily("list_iterator", move |_| {
                    let item = if done { None } else { list.items.borrow().get(at).cloned() };
                    at += 1;
                    done = item.is_none();
                    Ok(item)
                }))
            }
            Value::Tuple(items) => {
                let items = items.clone();
                let mut at = 0;
                Ok(Iter::lazily("tuple_iterator", move |_| {
                    at += 1;
                    Ok(items.get(at - 1).cloned())
                }))
            }
            Value::Str(text) => {
                let text = Rc::clone(text);
                let mut at = 0;
                Ok(Iter::lazily("str_iterator", move |_| {
                    let letter = text.get(at..).and_then(|rest| rest.chars().next());
                    at += letter.map_or(0, char::len_utf8);
                    Ok(letter.map(|letter| Value::str(letter.encode_utf8(&mut [0; 4]))))
                }))
            }
            Value::Bytes(bytes) => {
                let bytes = Rc::clone(bytes);
                let mut at = 0;
                Ok(Iter::lazily("bytes_iterator", move |_| {
                    at += 1;
                    Ok(bytes.get(at - 1).map(|byte| Value::Int(i64::from(*byte))))
                }))
            }
            Value::Dict(dict) => {
                let dict = Rc::clone(dict);
                let size = dict.entries.borrow().len();
                let mut at = 0;
                Ok(Iter::lazily("dict_keyiterator", move |machine| {
                    let step = {
                        let entries = dict.entries.borrow();
                        match entries.get_index(at) {
                            _ if entries.len() != size => {
                                Step::Changed("dictionary changed size during iteration")
                            }
                            Some((key, _)) => Step::Value(key.0.clone()),
                            None => Step::End,
                        }
                    };
                    at += 1;
                    machine.taken(step)
                }))
            }
            Value::Set(set) => {
                let set = Rc::clone(set);
                let size = set.members.borrow().len();
                self.step(size as u64 / 8)?;
                let items = self.set_items(&set);
                let mut items = items.into_iter();
                let size = items.len();
                Ok(Iter::lazily("set_iterator", move |machine| {
                    let changed = set.members.borrow().len() != size;
                    let step = match items.next() {
                        Some(_) if changed => Step::Changed("Set changed size during iteration"),
                        Some(item) => Step::Value(item),
                        None => Step::End,
                    };
                    machine.taken(step)
                }))
            }
            Value::Range(start, stop, step) => {
                let (mut at, stop, step) = (Some(*start), *stop, *step);
                Ok(Iter::lazily("range_iterator", move |_| {
                    let number = at.filter(|at| if step > 0 { *at < stop } else { *at > stop });
                    at = number.and_then(|number| number.checked_add(step));
                    Ok(number.map(Value::Int))
                }))
            }
            Value::Native(native) => match Rc::clone(native).iterate(self)? {
                Some(iter) => Ok(iter),
                None => Err(self.not_iterable(value)),
            },
            Value::Instance(instance) => {
                if let Some(method) = self.special(value, "__iter__") {
                    let iter = self.call_special(value, &method, Vec::new())?;
                    return self.as_iterator(iter);
                }
                if let Some(part) = Self::part(instance) {
                    return self.iterate(&part);
                }
                match self.special(value, "__getitem__") {
                    Some(method) => Ok(by_index(value.clone(), method)),
                    None => Err(self.not_iterable(value)),
                }
            }
            Value::Class(class) => match self.class_values(class) {
                Some(values) => Ok(Iter::over("generator", values)),
                None => Err(self.not_iterable(value)),
            },
            _ => Err(self.not_iterable(value)),
        }
    }

    fn class_values(&mut self, class: &Rc<Class>) -> Option<Vec<Value>> {
        let members = self.enum_members(class)?;
        Some(members.into_iter().map(|(_, member)| member).collect())
    }

    /// What `__iter__` gave, as an iterator.
    fn as_iterator(&mut self, value: Value) -> Run<Rc<Iter>> {
        match value {
            Value::Iterator(iter) => Ok(iter),
            Value::Instance(_) if let Some(method) = self.special(&value, "__next__") => {
                Ok(Iter::lazily("iterator", move |machine| {
                    let next = machine.call_special(&value, &method, Vec::new());
                    machine.until_stop(next)
                }))
            }
            Value::Native(ref native) => match Rc::clone(native).iterate(self)? {
                Some(iter) => Ok(iter),
                None => Err(self.no_iterator(&value)),
            },
            other => Err(self.no_iterator(&other)),
        }
    }

    fn no_iterator(&mut self, value: &Value) -> crate::orm::python::Stop {
        let kind = self.type_name(value);
        let text = format!("iter() returned non-iterator of type '{kind}'");
        self.error("TypeError", text)
    }

    /// A value, or the end where StopIteration was raised.
    pub(in crate::orm::python) fn until_stop(&mut self, result: Run<Value>) -> Run<Option<Value>> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(crate::orm::python::Stop::Raised(raised)) => {
                let stop = self.builtin_class("StopIteration");
                if raised.exception.class.derives_from(&stop) {
                    return Ok(None);
                }
                Err(crate::orm::python::Stop::Raised(raised))
            }
            Err(other) => Err(other),
        }
    }

    fn taken(&mut self, step: Step) -> Run<Option<Value>> {
        match step {
            Step::Value(value) => Ok(Some(value)),
            Step::End => Ok(None),
            Step::Changed(text) => Err(self.error("RuntimeError", text)),
        }
    }

    fn not_iterable(&mut self, value: &Value) -> crate::orm::python::Stop {
        let kind = self.type_name(value);
        let stop = self.error("TypeError", format!("'{kind}' object is not iterable"));
        self.uncalled(stop, value)
    }

    /// `iter(value)` would not be a TypeError.
    pub(in crate::orm::python) fn is_iterable(&mut self, value: &Value) -> bool {
        match value {
            Value::Iterator(_)
            | Value::List(_)
            | Value::Tuple(_)
            | Value::Str(_)
            | Value::Bytes(_)
            | Value::Dict(_)
            | Value::Set(_)
            | Value::Range(..) => true,
            Value::Native(native) => matches!(Rc::clone(native).iterate(self), Ok(Some(_))),
            Value::Instance(instance) => {
                Self::part(instance).is_some()
                    || self.special(value, "__iter__").is_some()
                    || self.special(value, "__getitem__").is_some()
            }
            Value::Class(class) => self.enum_members(class).is_some(),
            _ => false,
        }
    }

    /// `next(iter)`, none at its end.
    pub fn next(&mut self, iter: &Rc<Iter>) -> Run<Option<Value>> {
        self.step(1)?;
        match iter.state.try_borrow_mut() {
            Ok(mut state) => state.next(self),
            Err(_) => Err(self.error("ValueError", "generator already executing")),
        }
    }

    /// All that iterating gives.
    pub fn collect(&mut self, value: &Value) -> Run<Vec<Value>> {
        match value {
            Value::List(list) => {
                let items = list.items.borrow().clone();
                self.use_items(items.len())?;
                return Ok(items);
            }
            Value::Tuple(items) => {
                self.use_items(items.len())?;
                return Ok(items.to_vec());
            }
            _ => {}
        }
        let iter = self.iterate(value)?;
        let mut values = Vec::new();
        while let Some(item) = self.next(&iter)? {
            self.use_bytes(weight(&item))?;
            values.push(item);
        }
        Ok(values)
    }

    /// `next(value)` for any iterator.
    pub(in crate::orm::python) fn next_of(&mut self, value: &Value) -> Run<Option<Value>> {
        match value {
            Value::Iterator(iter) => self.next(iter),
            Value::Instance(_) if let Some(method) = self.special(value, "__next__") => {
                let next = self.call_special(value, &method, Vec::new());
                self.until_stop(next)
            }
            Value::Native(native) => {
                let next = Rc::clone(native).call_method(self, "__next__", Args::none());
                match next {
                    Ok(Some(value)) => Ok(Some(value)),
                    Ok(None) => Err(self.not_an_iterator(value)),
                    Err(stop) => self.until_stop(Err(stop)),
                }
            }
            _ => Err(self.not_an_iterator(value)),
        }
    }

    fn not_an_iterator(&mut self, value: &Value) -> crate::orm::python::Stop {
        let kind = self.type_name(value);
        self.error("TypeError", format!("'{kind}' object is not an iterator"))
    }
}

/// An object that has `__getitem__` alone is asked for 0, 1, 2, … until IndexError.
fn by_index(value: Value, method: Value) -> Rc<Iter> {
    let mut at = 0;
    Iter::lazily("iterator", move |machine| {
        let item = machine.call_special(&value, &method, vec![Value::Int(at)]);
        at += 1;
        match item {
            Ok(item) => Ok(Some(item)),
            Err(crate::orm::python::Stop::Raised(raised))
                if raised.exception.class.derives_from(&machine.builtin_class("IndexError")) =>
            {
                Ok(None)
            }
            Err(other) => Err(other),
        }
    })
}

/// The bytes that a place and what stands in it take, where it may have been made for it: the
/// tuples of `zip()`, the texts of `map(str, …)`.
fn weight(value: &Value) -> usize {
    let behind = match value {
        Value::Int(_) | Value::Float(_) | Value::Bool(_) | Value::None => 0,
        Value::Str(text) => 32 + text.len(),
        Value::Tuple(items) => 32 + items.len() * size_of::<Value>(),
        _ => 32,
    };
    size_of::<Value>() + behind
}
