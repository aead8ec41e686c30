//! `collections`: `defaultdict`, `Counter`, `OrderedDict`, `deque`, `namedtuple`.

use std::rc::Rc;

use super::deque;
use crate::orm::python::{
    Args, Binary, Comparison, Instance, Iter, Machine, Names, Native, Run, Value,
};

const COUNTER: &[&str] = &["most_common", "elements", "update", "subtract", "total", "copy"];
const ORDERED: &[&str] = &["move_to_end", "popitem"];

pub(super) fn add(machine: &mut Machine) {
    let mut names = Names::new();
    for name in ["defaultdict", "Counter", "OrderedDict", "deque"] {
        names.insert(name.into(), Value::Class(machine.builtin_class(name)));
    }
    names.insert("namedtuple".into(), Value::function("namedtuple", named_tuple));
    names.insert(
        "ChainMap".into(),
        crate::orm::python::builtins::library::refused("collections.ChainMap"),
    );
    machine.add_module("collections", names);
}

impl Machine {
    /// Which of the classes of `collections` an object is of.
    fn family(&self, instance: &Rc<Instance>) -> Option<(&'static str, &'static [&'static str])> {
        let methods = [("Counter", COUNTER), ("deque", deque::METHODS), ("OrderedDict", ORDERED)];
        methods
            .into_iter()
            .chain([("defaultdict", &["copy"] as &[&str])])
            .find(|(name, _)| instance.class.derives_from(&self.builtin_class(name)))
    }

    /// Whether a class of `collections` has such a method.
    pub(in crate::orm::python) fn has_family_method(
        &self,
        instance: &Rc<Instance>,
        name: &str,
    ) -> bool {
        Self::part(instance).is_some()
            && self.family(instance).is_some_and(|(_, methods)| methods.contains(&name))
    }

    /// A method of one of the classes of `collections`.
    pub(in crate::orm::python) fn family_method(
        &mut self,
        value: &Value,
        instance: &Rc<Instance>,
        name: &str,
        args: &Args,
    ) -> Run<Option<Value>> {
        if !self.has_family_method(instance, name) {
            return Ok(None);
        }
        let args = args.clone();
        let Some((family, _)) = self.family(instance) else { return Ok(None) };
        let part = Self::plain_part(value);
        Ok(Some(match (family, name, &part) {
            ("Counter" | "defaultdict", "copy", _) => {
                let copy = self.new_instance(&instance.class);
                *copy.dict.borrow_mut() = instance.dict.borrow().clone();
                let entries = self.builtin_method(&part, "copy", Args::none())?;
                let part = entries.unwrap_or(Value::None);
                // An object has its part once only.
                let _ = copy.slot.set(Rc::new(crate::orm::python::value::Part(part)));
                Value::Instance(copy)
            }
            ("Counter", "update", _) => {
                self.count_into(instance, args, 1)?;
                Value::None
            }
            ("Counter", "subtract", _) => {
                self.count_into(instance, args, -1)?;
                Value::None
            }
            ("Counter", "most_common", Value::Dict(dict)) => {
                let [most] = args.take(self, "most_common", 0)?;
                let entries = dict.entries.borrow().clone();
                let mut ranked: Vec<(Value, Value)> =
                    entries.into_iter().map(|(key, count)| (key.0, count)).collect();
                // Stable: equal counts stay in the order of insertion.
                let mut sorted = Vec::with_capacity(ranked.len());
                for (key, count) in ranked.drain(..) {
                    sorted.push(Value::tuple(vec![key, count]));
                }
                let by_count = Value::function("count", |machine, args| {
                    let pair = args.take_one(machine, "count")?;
                    machine.item(&pair, &Value::Int(1))
                });
                let named = vec![("key".into(), by_count), ("reverse".into(), Value::Bool(true))];
                let mut sorted = self.sorted(sorted, named, "sort")?;
                if let Some(most) = most.filter(|most| !most.is_none()) {
                    let most = usize::try_from(self.index(&most)?).unwrap_or(0);
                    sorted.truncate(most);
                }
                Value::list(sorted)
            }
            ("Counter", "elements", Value::Dict(dict)) => {
                let entries = dict.entries.borrow().clone();
                let mut items = Vec::new();
                for (key, count) in entries {
                    let count = self.index(&count)?.max(0);
                    self.use_items(count.cast_unsigned())?;
                    items.extend(std::iter::repeat_n(key.0, count as usize));
                }
                Value::Iterator(Iter::over("chain", items))
            }
            ("Counter", "total", Value::Dict(dict)) => {
                let counts = dict.entries.borrow().clone();
                let mut total = Value::Int(0);
                for (_, count) in counts {
                    total = self.binary(Binary::Add, &total, &count)?;
                }
                total
            }
            ("deque", _, Value::List(list)) => {
                return self.deque_method(instance, list, name, args);
            }
            ("OrderedDict", "move_to_end", Value::Dict(dict)) => {
                let taken = args.bind(self, "move_to_end", &["key", "last?"])?;
                let [key, last] = taken.array();
                let key = key.unwrap_or(Value::None);
                let last = match last {
                    Some(last) => self.truth(&last)?,
                    None => true,
                };
                let hashed = self.key(&key)?;
                let size = dict.entries.borrow().len();
                self.step(size as u64 / 64)?;
                let mut entries = dict.entries.borrow_mut();
                let found = entries.get_index_of(&hashed);
                let end = entries.len().saturating_sub(1);
                match found {
                    Some(at) => entries.move_index(at, if last { end } else { 0 }),
                    None => {
                        drop(entries);
                        return Err(self.key_error(key));
                    }
                }
                Value::None
            }
            ("OrderedDict", "popitem", Value::Dict(dict)) => {
                let taken = args.bind(self, "popitem", &["last?"])?;
                let last = match taken.values.into_iter().next().flatten() {
                    Some(last) => self.truth(&last)?,
                    None => true,
                };
                let size = dict.entries.borrow().len();
                self.step(size as u64 / 64)?;
                let mut entries = dict.entries.borrow_mut();
                let found = if last { entries.pop() } else { entries.shift_remove_index(0) };
                drop(entries);
                match found {
                    Some((key, value)) => Value::tuple(vec![key.0, value]),
                    None => return Err(self.key_error(Value::str("dictionary is empty"))),
                }
            }
            _ => return Ok(None),
        }))
    }

    /// `+`, `-`, `&` and `|` of counters: what is above zero of each count.
    pub(in crate::orm::python) fn counters(
        &mut self,
        op: Binary,
        a: &Value,
        b: &Value,
    ) -> Run<Option<Value>> {
        let counter = self.builtin_class("Counter");
        if !(self.is_instance(a, &counter) && self.is_instance(b, &counter)) {
            return Ok(None);
        }
        if !matches!(op, Binary::Add | Binary::Subtract | Binary::And | Binary::Or) {
            return Ok(None);
        }
        let result = self.construct("Counter", Args::none())?;
        let mut keys = self.collect(a)?;
        for key in self.collect(b)? {
            if !self.contains(a, &key)? {
                keys.push(key);
            }
        }
        for key in keys {
            let (x, y) = (self.item(a, &key)?, self.item(b, &key)?);
            let count = match op {
                Binary::Add | Binary::Subtract => self.binary(op, &x, &y)?,
                _ => {
                    let less = self.compare(Comparison::Less, &x, &y)?;
                    if self.truth(&less)? == (op == Binary::Or) { y } else { x }
                }
            };
            let above = self.compare(Comparison::Greater, &count, &Value::Int(0))?;
            if self.truth(&above)? {
                self.set_item(&result, &key, count)?;
            }
        }
        Ok(Some(result))
    }

    /// A tuple with names.
    pub(in crate::orm::python) fn named_tuple(
        &mut self,
        name: &str,
        fields: Vec<(&str, Value)>,
    ) -> Value {
        let (names, values) =
            fields.into_iter().map(|(name, value)| (Rc::from(name), value)).unzip();
        Value::of(NamedTuple { name: name.into(), names, values })
    }
}

/// `namedtuple("Point", "x y")`.
fn named_tuple(machine: &mut Machine, args: Args) -> Run<Value> {
    let taken = args.bind(machine, "namedtuple", &["typename", "field_names", "*", "defaults?"])?;
    let mut values = taken.values.into_iter();
    let mut take = || values.next().flatten().unwrap_or(Value::None);
    let (name, fields, defaults) = (take(), take(), take());
    let name = machine.str(&name)?;
    let names: Vec<Rc<str>> = match &fields {
        Value::Str(text) => text.replace(',', " ").split_whitespace().map(Rc::from).collect(),
        other => {
            let mut names = Vec::new();
            for item in machine.collect(other)? {
                names.push(machine.str(&item)?);
            }
            names
        }
    };
    let defaults = match defaults {
        Value::None => Vec::new(),
        other => machine.collect(&other)?,
    };
    Ok(Value::of(TupleClass { name, names, defaults }))
}

/// What `namedtuple()` gives: called, it makes a [`NamedTuple`].
struct TupleClass {
    name: Rc<str>,
    names: Vec<Rc<str>>,
    defaults: Vec<Value>,
}

impl Native for TupleClass {
    fn type_name(&self) -> Rc<str> {
        "type".into()
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }

    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some(format!("<class '__main__.{}'>", self.name).into()))
    }

    fn call(self: Rc<Self>, machine: &mut Machine, args: Args) -> Run<Option<Value>> {
        let required = self.names.len().saturating_sub(self.defaults.len());
        let parameters: Vec<String> = self
            .names
            .iter()
            .enumerate()
            .map(|(at, name)| if at < required { name.to_string() } else { format!("{name}?") })
            .collect();
        let parameters: Vec<&str> = parameters.iter().map(String::as_str).collect();
        let taken = args.bind(machine, &format!("{}.__new__", self.name), &parameters)?;
        let values = taken.values.into_iter().enumerate().map(|(at, value)| {
            let default = at.checked_sub(required).and_then(|at| self.defaults.get(at));
            value.or_else(|| default.cloned()).unwrap_or(Value::None)
        });
        let values = values.collect();
        let names = self.names.clone();
        Ok(Some(Value::of(NamedTuple { name: Rc::clone(&self.name), names, values })))
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "__name__" => Some(Value::Str(Rc::clone(&self.name))),
            "_fields" => Some(Value::tuple(self.names.iter().map(Value::str).collect())),
            "_make" => Some(Value::function("_make", move |machine, args| {
                let items = args.take_one(machine, "_make")?;
                let items = machine.collect(&items)?;
                let made = Rc::clone(&self).call(machine, Args::of(items))?;
                Ok(made.unwrap_or(Value::None))
            })),
            _ => None,
        })
    }

    fn methods(&self) -> &'static [&'static str] {
        &["__instancecheck__", "__call__"]
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        match name {
            "__instancecheck__" => {
                let value = args.take_one(machine, name)?;
                let made = value.native::<NamedTuple>();
                Ok(Some(Value::Bool(made.is_some_and(|made| made.name == self.name))))
            }
            "__call__" => self.call(machine, args),
            _ => Ok(None),
        }
    }
}

/// A tuple whose items have names.
struct NamedTuple {
    name: Rc<str>,
    names: Vec<Rc<str>>,
    values: Vec<Value>,
}

impl Native for NamedTuple {
    fn type_name(&self) -> Rc<str> {
        Rc::clone(&self.name)
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }

    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let mut texts = Vec::new();
        for (name, value) in self.names.iter().zip(&self.values) {
            texts.push(format!("{name}={}", machine.repr(value)?));
        }
        Ok(Some(format!("{}({})", self.name, texts.join(", ")).into()))
    }

    fn len(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<usize>> {
        Ok(Some(self.values.len()))
    }

    fn iterate(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<Iter>>> {
        Ok(Some(Iter::over("tuple_iterator", self.values.clone())))
    }

    fn get_item(self: Rc<Self>, machine: &mut Machine, key: &Value) -> Run<Option<Value>> {
        machine.item(&Value::tuple(self.values.clone()), key).map(Some)
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        if let Some(at) = self.names.iter().position(|known| **known == *name) {
            return Ok(self.values.get(at).cloned());
        }
        if self.methods().contains(&name) {
            return Ok(Some(Value::bound(self, name)));
        }
        Ok((name == "_fields").then(|| Value::tuple(self.names.iter().map(Value::str).collect())))
    }

    fn methods(&self) -> &'static [&'static str] {
        &["_asdict", "_replace", "count", "index"]
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        match name {
            "_asdict" => {
                let pairs = self.names.iter().cloned().zip(self.values.iter().cloned());
                Ok(Some(Value::dict(pairs.collect())))
            }
            "_replace" => {
                let mut values = self.values.clone();
                for (name, value) in args.named {
                    let at = self.names.iter().position(|known| *known == name);
                    match at.and_then(|at| values.get_mut(at)) {
                        Some(slot) => *slot = value,
                        None => {
                            let text = format!("Got unexpected field names: ['{name}']");
                            return Err(machine.error("ValueError", text));
                        }
                    }
                }
                let (name, names) = (Rc::clone(&self.name), self.names.clone());
                Ok(Some(Value::of(NamedTuple { name, names, values })))
            }
            _ => machine.builtin_method(&Value::tuple(self.values.clone()), name, args),
        }
    }

    fn compare(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Comparison,
        other: &Value,
    ) -> Run<Option<Value>> {
        let other = match other.native::<NamedTuple>() {
            Some(other) => Value::tuple(other.values.clone()),
            None => other.clone(),
        };
        if !matches!(other, Value::Tuple(_)) {
            return Ok(None);
        }
        machine.compare(op, &Value::tuple(self.values.clone()), &other).map(Some)
    }
}
