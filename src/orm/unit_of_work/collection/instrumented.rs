//! A method of a script's collection class that tells of changes before or after it makes them.

use std::rc::Rc;

use super::like::Like;
use super::{By, Collection};
use crate::orm::python::{Args, Class, Instance, Machine, Method, Native, Run, Value};

/// The method that stands in the place of one of the class.
pub(super) struct Instrumented {
    /// Its name.
    pub name: Rc<str>,
    /// What stood there; none for what Python's own `list`, `set` or `dict` has.
    pub original: Option<Value>,
    /// What it does.
    pub how: How,
}

/// What such a method does.
#[derive(Debug, Clone, Copy)]
pub(super) enum How {
    /// What the method of that name does to Python's own kind.
    Like(Like),
    /// The argument at this place is added.
    Comes(usize),
    /// The argument at this place is removed.
    Goes(usize),
    /// What it returns was removed.
    GoesBack,
    /// The argument at this place is added, what it returns was removed.
    Replaces(usize),
}

impl Native for Instrumented {
    fn type_name(&self) -> Rc<str> {
        "function".into()
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }

    fn call(self: Rc<Self>, machine: &mut Machine, mut args: Args) -> Run<Option<Value>> {
        if args.positional.is_empty() {
            let text = format!("{}() missing 1 required positional argument: 'self'", self.name);
            return Err(machine.error("TypeError", text));
        }
        match args.positional.remove(0) {
            Value::Instance(instance) => self.run(machine, &instance, args, By::Script).map(Some),
            _ => Err(machine.error("TypeError", "expected an object of the collection's class")),
        }
    }

    fn is_descriptor(&self) -> bool {
        true
    }

    fn descriptor_get(
        self: Rc<Self>,
        _machine: &mut Machine,
        instance: Option<&Rc<Instance>>,
        _owner: &Rc<Class>,
    ) -> Run<Value> {
        let Some(instance) = instance else { return Ok(Value::Native(self)) };
        let receiver = Value::Instance(Rc::clone(instance));
        Ok(Value::Method(Rc::new(Method { receiver, function: Value::Native(self) })))
    }
}

/// What an instrumented method works with.
struct At<'a> {
    method: &'a Instrumented,
    data: &'a Rc<Instance>,
    collection: &'a Rc<Collection>,
    by: By<'a>,
}

impl Instrumented {
    /// What stood in its place.
    fn original(&self, machine: &mut Machine, data: &Rc<Instance>, args: Args) -> Run<Value> {
        let value = Value::Instance(Rc::clone(data));
        match &self.original {
            Some(original) => {
                let mut args = args;
                args.positional.insert(0, value);
                machine.call(original, args)
            }
            None => machine.call_method(&Machine::plain_part(&value), &self.name, args),
        }
    }

    /// Calls it, on behalf of whoever began the change.
    pub fn run(
        &self,
        machine: &mut Machine,
        data: &Rc<Instance>,
        args: Args,
        by: By<'_>,
    ) -> Run<Value> {
        let Some(collection) = Collection::of(&Value::Instance(Rc::clone(data))) else {
            return self.original(machine, data, args);
        };
        let at = At { method: self, data, collection: &collection, by };
        match self.how {
            How::Like(Like::List) => at.list(machine, args),
            How::Like(Like::Set) => at.set(machine, args),
            How::Like(Like::Dict) => at.dict(machine, args),
            How::Comes(place) => {
                if let Some(item) = args.positional.get(place).cloned() {
                    collection.coming(machine, item, by)?;
                }
                self.original(machine, data, args)
            }
            How::Goes(place) => {
                if let Some(item) = args.positional.get(place).cloned() {
                    collection.going(machine, &item, by)?;
                }
                self.original(machine, data, args)
            }
            How::GoesBack => at.returned(machine, args),
            How::Replaces(place) => {
                if let Some(item) = args.positional.get(place).cloned() {
                    collection.coming(machine, item, by)?;
                }
                at.returned(machine, args)
            }
        }
    }
}

impl At<'_> {
    fn original(&self, machine: &mut Machine, args: Args) -> Run<Value> {
        self.method.original(machine, self.data, args)
    }

    fn value(&self) -> Value {
        Value::Instance(Rc::clone(self.data))
    }

    fn own(&self, machine: &mut Machine, name: &str, args: Vec<Value>) -> Run<Value> {
        machine.call_method(&self.value(), name, Args::of(args))
    }

    fn returned(&self, machine: &mut Machine, args: Args) -> Run<Value> {
        let gone = self.original(machine, args)?;
        if !gone.is_none() {
            self.collection.going(machine, &gone, self.by)?;
        }
        Ok(gone)
    }

    /// The arguments with another one in a place.
    fn with(args: &Args, place: usize, value: Value) -> Args {
        let mut args = args.clone();
        if let Some(own) = args.positional.get_mut(place) {
            *own = value;
        }
        args
    }

    fn list(&self, machine: &mut Machine, args: Args) -> Run<Value> {
        let first = args.positional.first().cloned().unwrap_or(Value::None);
        let second = args.positional.get(1).cloned();
        match &*self.method.name {
            "append" => {
                let item = self.collection.coming(machine, first, self.by)?;
                self.original(machine, Self::with(&args, 0, item))
            }
            "remove" => {
                self.collection.going(machine, &first, self.by)?;
                self.original(machine, args)
            }
            "insert" => {
                let item = second.unwrap_or(Value::None);
                let item = self.collection.coming(machine, item, self.by)?;
                self.original(machine, Self::with(&args, 1, item))
            }
            "__setitem__" => {
                let item = second.unwrap_or(Value::None);
                if let Value::Slice(_) = first {
                    return self.set_slice(machine, &first, item);
                }
                let existing = machine.item(&self.value(), &first)?;
                if !existing.is_none() {
                    self.collection.going(machine, &existing, self.by)?;
                }
                let item = self.collection.coming(machine, item, self.by)?;
                self.original(machine, Self::with(&args, 1, item))
            }
            "__delitem__" => {
                let gone = machine.item(&self.value(), &first)?;
                let gone = match (&first, &gone) {
                    (Value::Slice(_), Value::List(items)) => items.items.borrow().clone(),
                    _ => vec![gone],
                };
                for item in &gone {
                    self.collection.going(machine, item, self.by)?;
                }
                self.original(machine, args)
            }
            "extend" | "__iadd__" => {
                for item in machine.collect(&first)? {
                    self.own(machine, "append", vec![item])?;
                }
                let is_extend = &*self.method.name == "extend";
                Ok(if is_extend { Value::None } else { self.value() })
            }
            "pop" => {
                self.collection.before_pop(machine)?;
                let gone = self.original(machine, args)?;
                self.collection.going(machine, &gone, self.by)?;
                Ok(gone)
            }
            _ => {
                for item in self.collection.members(machine)? {
                    self.collection.going(machine, &item, self.by)?;
                }
                self.original(machine, args)
            }
        }
    }

    fn set_slice(&self, machine: &mut Machine, slice: &Value, value: Value) -> Run<Value> {
        let values = machine.collect(&value)?;
        let all = self.collection.members(machine)?;
        let places: Vec<Value> =
            (0..all.len()).map(|at| Value::Int(i64::try_from(at).unwrap_or(i64::MAX))).collect();
        let places = machine.item(&Value::list(places), slice)?;
        let places = machine.collect(&places)?;
        let steps = matches!(slice, Value::Slice(parts) if !matches!(parts.0, [_, _, Value::None | Value::Int(1)]));
        if steps {
            if values.len() != places.len() {
                let text = format!(
                    "attempt to assign sequence of size {} to extended slice of size {}",
                    values.len(),
                    places.len()
                );
                return Err(machine.error("ValueError", text));
            }
            for (place, item) in places.into_iter().zip(values) {
                self.own(machine, "__setitem__", vec![place, item])?;
            }
            return Ok(Value::None);
        }
        let start = match slice {
            Value::Slice(parts) => match &parts.0 {
                [Value::Int(start), ..] => *start,
                _ => 0,
            },
            _ => 0,
        };
        let length = i64::try_from(all.len()).unwrap_or(i64::MAX);
        let start = if start < 0 { start.saturating_add(length) } else { start };
        for _ in &places {
            self.own(machine, "__delitem__", vec![Value::Int(start)])?;
        }
        for (at, item) in (start..).zip(values) {
            self.own(machine, "insert", vec![Value::Int(at), item])?;
        }
        Ok(Value::None)
    }

    fn has(&self, machine: &mut Machine, item: &Value) -> Run<bool> {
        machine.contains(&self.value(), item)
    }

    fn set(&self, machine: &mut Machine, args: Args) -> Run<Value> {
        let first = args.positional.first().cloned().unwrap_or(Value::None);
        match &*self.method.name {
            "add" => {
                let item = if self.has(machine, &first)? {
                    self.collection.staying(machine, &first, self.by)?;
                    first
                } else {
                    self.collection.coming(machine, first, self.by)?
                };
                self.original(machine, Self::with(&args, 0, item))
            }
            "discard" | "remove" => {
                if self.has(machine, &first)? {
                    self.collection.going(machine, &first, self.by)?;
                }
                self.original(machine, args)
            }
            "pop" => {
                self.collection.before_pop(machine)?;
                let gone = self.original(machine, args)?;
                self.collection.going(machine, &gone, self.by)?;
                Ok(gone)
            }
            "clear" => {
                for item in self.collection.members(machine)? {
                    self.own(machine, "remove", vec![item])?;
                }
                Ok(Value::None)
            }
            "update" | "__ior__" => {
                for item in machine.collect(&first)? {
                    self.own(machine, "add", vec![item])?;
                }
                Ok(self.result())
            }
            "difference_update" | "__isub__" => {
                for item in machine.collect(&first)? {
                    self.own(machine, "discard", vec![item])?;
                }
                Ok(self.result())
            }
            name => {
                let wanted = if matches!(name, "intersection_update" | "__iand__") {
                    "intersection"
                } else {
                    "symmetric_difference"
                };
                let wanted = self.own(machine, wanted, args.positional)?;
                for item in self.collection.members(machine)? {
                    if !machine.contains(&wanted, &item)? {
                        self.own(machine, "remove", vec![item])?;
                    }
                }
                for item in machine.collect(&wanted)? {
                    if !self.has(machine, &item)? {
                        self.own(machine, "add", vec![item])?;
                    }
                }
                Ok(self.result())
            }
        }
    }

    /// What an operator with `=` gives is the collection, what a method gives is nothing.
    fn result(&self) -> Value {
        if self.method.name.starts_with("__") { self.value() } else { Value::None }
    }

    fn dict(&self, machine: &mut Machine, args: Args) -> Run<Value> {
        let key = args.positional.first().cloned().unwrap_or(Value::None);
        match &*self.method.name {
            "__setitem__" => {
                let item = args.positional.get(1).cloned().unwrap_or(Value::None);
                self.gone_at(machine, &key)?;
                let item = self.collection.coming(machine, item, self.by)?;
                self.original(machine, Self::with(&args, 1, item))
            }
            "__delitem__" => {
                self.gone_at(machine, &key)?;
                self.original(machine, args)
            }
            "pop" => {
                self.collection.before_pop(machine)?;
                let is_there = self.has(machine, &key)?;
                let gone = self.original(machine, args)?;
                if is_there {
                    self.collection.going(machine, &gone, self.by)?;
                }
                Ok(gone)
            }
            "popitem" => {
                self.collection.before_pop(machine)?;
                let pair = self.original(machine, args)?;
                let gone = machine.item(&pair, &Value::Int(1))?;
                self.collection.going(machine, &gone, self.by)?;
                Ok(pair)
            }
            "setdefault" => {
                let default = args.positional.get(1).cloned().unwrap_or(Value::None);
                if !self.has(machine, &key)? {
                    self.own(machine, "__setitem__", vec![key, default.clone()])?;
                    return Ok(default);
                }
                let held = machine.item(&self.value(), &key)?;
                if held.is(&default) {
                    self.collection.staying(machine, &held, self.by)?;
                }
                Ok(held)
            }
            "update" => {
                let given = machine.call(&Value::Class(machine.builtin_class("dict")), args)?;
                let pairs = machine.call_method(&given, "items", Args::none())?;
                for pair in machine.collect(&pairs)? {
                    let key = machine.item(&pair, &Value::Int(0))?;
                    let item = machine.item(&pair, &Value::Int(1))?;
                    let is_same =
                        self.has(machine, &key)? && machine.item(&self.value(), &key)?.is(&item);
                    if is_same {
                        self.collection.staying(machine, &item, self.by)?;
                    } else {
                        self.own(machine, "__setitem__", vec![key, item])?;
                    }
                }
                Ok(Value::None)
            }
            _ => {
                let keys = machine.collect(&self.value())?;
                for key in keys {
                    self.gone_at(machine, &key)?;
                }
                self.original(machine, args)
            }
        }
    }

    fn gone_at(&self, machine: &mut Machine, key: &Value) -> Run<()> {
        if self.has(machine, key)? {
            let existing = machine.item(&self.value(), key)?;
            self.collection.going(machine, &existing, self.by)?;
        }
        Ok(())
    }
}
