//! Methods of dicts, and the views of their keys, values and items.

use std::rc::Rc;

use crate::orm::python::{
    Args, Binary, Class, Comparison, Dict, Instance, Iter, Key, Machine, Native, Run, Set, Value,
};

pub(super) const METHODS: &[&str] = &[
    "clear",
    "copy",
    "fromkeys",
    "get",
    "items",
    "keys",
    "pop",
    "popitem",
    "setdefault",
    "update",
    "values",
];

impl Machine {
    pub(super) fn dict_method(
        &mut self,
        dict: &Rc<Dict>,
        name: &str,
        args: &Args,
    ) -> Run<Option<Value>> {
        let args = args.clone();
        Ok(Some(match name {
            "get" => {
                let [key, default] = args.take(self, "get", 1)?;
                let key = self.key(&key.unwrap_or(Value::None))?;
                let found = dict.entries.borrow().get(&key).cloned();
                found.or(default).unwrap_or(Value::None)
            }
            "keys" | "values" | "items" => {
                args.take_none(self, &format!("dict.{name}"))?;
                let kind = match name {
                    "keys" => Kind::Keys,
                    "values" => Kind::Values,
                    _ => Kind::Items,
                };
                Value::of(View { dict: Rc::clone(dict), kind })
            }
            "pop" => {
                let [key, default] = args.take(self, "pop", 1)?;
                let key = key.unwrap_or(Value::None);
                let hashed = self.key(&key)?;
                let size = dict.entries.borrow().len();
                self.step(size as u64 / 64)?;
                let found = dict.entries.borrow_mut().shift_remove(&hashed);
                match found.or(default) {
                    Some(value) => value,
                    None => return Err(self.key_error(key)),
                }
            }
            "popitem" => {
                args.take_none(self, "dict.popitem")?;
                let last = dict.entries.borrow_mut().pop();
                match last {
                    Some((key, value)) => Value::tuple(vec![key.0, value]),
                    None => {
                        let text = Value::str("popitem(): dictionary is empty");
                        return Err(self.key_error(text));
                    }
                }
            }
            "setdefault" => {
                let [key, default] = args.take(self, "setdefault", 1)?;
                let key = self.key(&key.unwrap_or(Value::None))?;
                self.use_memory(1)?;
                let default = default.unwrap_or(Value::None);
                dict.entries.borrow_mut().entry(key).or_insert(default).clone()
            }
            "update" => {
                self.dict_fill(dict, args, "update")?;
                Value::None
            }
            "clear" => {
                args.take_none(self, "dict.clear")?;
                let old = dict.entries.take();
                drop(old);
                Value::None
            }
            "copy" => {
                args.take_none(self, "dict.copy")?;
                let entries = dict.entries.borrow().clone();
                self.use_entries(entries.len())?;
                Value::Dict(Rc::new(Dict { entries: entries.into() }))
            }
            "fromkeys" => self.from_keys(args)?,
            _ => return Ok(None),
        }))
    }

    /// `dict.fromkeys(keys, value)`.
    pub(super) fn from_keys(&mut self, args: Args) -> Run<Value> {
        let [keys, value] = args.take(self, "fromkeys", 1)?;
        let value = value.unwrap_or(Value::None);
        let dict = Dict::default();
        for key in self.collect(&keys.unwrap_or(Value::None))? {
            let key = self.key(&key)?;
            dict.entries.borrow_mut().insert(key, value.clone());
        }
        Ok(Value::Dict(Rc::new(dict)))
    }

    /// What `dict(…)` and `dict.update(…)` do with their arguments.
    pub(super) fn dict_fill(&mut self, dict: &Rc<Dict>, args: Args, name: &str) -> Run<()> {
        let Args { positional, named } = args;
        let [source] = Args::of(positional).take(self, name, 0)?;
        if let Some(source) = source {
            self.dict_update(&Value::Dict(Rc::clone(dict)), &source)?;
        }
        self.use_memory(named.len() as u64)?;
        for (name, value) in named {
            let old = dict.entries.borrow_mut().insert(Key(Value::Str(name)), value);
            drop(old);
        }
        Ok(())
    }

    /// Puts all entries of a mapping, or of pairs, into a dict.
    pub(in crate::orm::python) fn dict_update(&mut self, dict: &Value, source: &Value) -> Run<()> {
        let source = match source {
            Value::Instance(_) if self.special(source, "keys").is_none() => {
                Self::plain_part(source)
            }
            other => other.clone(),
        };
        if let (Value::Dict(dict), Value::Dict(source)) = (dict, &source) {
            let entries = source.entries.borrow().clone();
            self.use_entries(entries.len())?;
            self.step(entries.len() as u64 / 8)?;
            let mut old = Vec::new();
            for (key, value) in entries {
                old.extend(dict.entries.borrow_mut().insert(key, value));
            }
            return Ok(());
        }
        let has_keys = match &source {
            Value::Native(native) => native.methods().contains(&"keys"),
            Value::Instance(_) => self.special(&source, "keys").is_some(),
            _ => false,
        };
        if has_keys {
            let keys = self.call_method(&source, "keys", Args::none())?;
            for key in self.collect(&keys)? {
                let value = self.item(&source, &key)?;
                self.set_item(dict, &key, value)?;
            }
            return Ok(());
        }
        let iter = self.iterate(&source)?;
        let mut at = 0;
        while let Some(pair) = self.next(&iter)? {
            if !self.is_iterable(&pair) {
                let text = format!(
                    "cannot convert dictionary update sequence element #{at} to a sequence"
                );
                return Err(self.error("TypeError", text));
            }
            let items = self.collect(&pair)?;
            let [key, value] = items.as_slice() else {
                let length = items.len();
                let text = format!(
                    "dictionary update sequence element #{at} has length {length}; 2 is required"
                );
                return Err(self.error("ValueError", text));
            };
            self.set_item(dict, key, value.clone())?;
            at += 1;
        }
        Ok(())
    }

    /// What an object that also is a dict gives where a key is missing.
    pub(in crate::orm::python) fn missing_item(
        &mut self,
        value: &Value,
        dict: &Rc<Dict>,
        key: &Value,
    ) -> Run<Value> {
        let Value::Instance(instance) = value else {
            return Err(self.key_error(key.clone()));
        };
        if instance.class.derives_from(&self.builtin_class("Counter")) {
            return Ok(Value::Int(0));
        }
        let factory = instance.dict.borrow().get("default_factory").cloned();
        match factory.filter(|factory| !factory.is_none()) {
            Some(factory) => {
                let made = self.call(&factory, Args::none())?;
                let hashed = self.key(key)?;
                self.use_memory(1)?;
                dict.entries.borrow_mut().insert(hashed, made.clone());
                Ok(made)
            }
            None => Err(self.key_error(key.clone())),
        }
    }

    /// The key that stands for an object with a `__hash__` of its own: the first of those that
    /// are equal to it.
    pub(in crate::orm::python) fn canonical(
        &mut self,
        instance: &Rc<Instance>,
        method: &Value,
    ) -> Run<Key> {
        let value = Value::Instance(Rc::clone(instance));
        let hash = match self.call_special(&value, method, Vec::new())? {
            Value::Int(hash) => hash,
            large @ Value::Big(_) => self.hash(&large)?,
            Value::Bool(truth) => i64::from(truth),
            _ => {
                let text = "__hash__ method should return an integer";
                return Err(self.error("TypeError", text));
            }
        };
        if self.special(&value, "__eq__").is_none() {
            return Ok(Key(value));
        }
        let known = self.canonical.get(&hash).cloned().unwrap_or_default();
        for other in known.iter().filter_map(std::rc::Weak::upgrade) {
            let other = Value::Instance(other);
            if self.same(&other, &value)? {
                return Ok(Key(other));
            }
        }
        let known = self.canonical.entry(hash).or_default();
        known.retain(|other| other.strong_count() > 0);
        known.push(Rc::downgrade(instance));
        Ok(Key(value))
    }
}

/// Which side of the entries a view shows.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Keys,
    Values,
    Items,
}

/// `dict.keys()`, `dict.values()` and `dict.items()`: they follow the dict.
struct View {
    dict: Rc<Dict>,
    kind: Kind,
}

impl View {
    fn at(&self, at: usize) -> Option<Value> {
        let entries = self.dict.entries.borrow();
        let (key, value) = entries.get_index(at)?;
        Some(match self.kind {
            Kind::Keys => key.0.clone(),
            Kind::Values => value.clone(),
            Kind::Items => Value::tuple(vec![key.0.clone(), value.clone()]),
        })
    }

    fn all(&self) -> Vec<Value> {
        let length = self.dict.entries.borrow().len();
        (0..length).filter_map(|at| self.at(at)).collect()
    }
}

impl Native for View {
    fn is_compiled(&self) -> bool {
        true
    }
    fn type_name(&self) -> Rc<str> {
        match self.kind {
            Kind::Keys => "dict_keys",
            Kind::Values => "dict_values",
            Kind::Items => "dict_items",
        }
        .into()
    }

    fn class(&self, machine: &Machine) -> Option<Rc<Class>> {
        Some(machine.builtin_class(&self.type_name()))
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }

    fn len(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<usize>> {
        Ok(Some(self.dict.entries.borrow().len()))
    }

    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let items = machine.repr(&Value::list(self.all()))?;
        Ok(Some(format!("{}({items})", self.type_name()).into()))
    }

    fn iterate(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<Iter>>> {
        let size = self.dict.entries.borrow().len();
        let name = match self.kind {
            Kind::Keys => "dict_keyiterator",
            Kind::Values => "dict_valueiterator",
            Kind::Items => "dict_itemiterator",
        };
        let mut at = 0;
        Ok(Some(Iter::lazily(name, move |machine| {
            if self.dict.entries.borrow().len() != size {
                let text = "dictionary changed size during iteration";
                return Err(machine.error("RuntimeError", text));
            }
            at += 1;
            Ok(self.at(at - 1))
        })))
    }

    fn contains(self: Rc<Self>, machine: &mut Machine, item: &Value) -> Run<Option<bool>> {
        match self.kind {
            Kind::Keys => {
                let key = machine.key(item)?;
                Ok(Some(self.dict.entries.borrow().contains_key(&key)))
            }
            _ => Ok(None),
        }
    }

    fn binary(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Binary,
        other: &Value,
        reflected: bool,
    ) -> Run<Option<Value>> {
        if self.kind == Kind::Values
            || !matches!(op, Binary::Or | Binary::And | Binary::Subtract | Binary::Xor)
        {
            return Ok(None);
        }
        let own = machine.set_of(self.all())?;
        let more = machine.collect(other)?;
        let more = machine.set_of(more)?;
        let (a, b) = if reflected { (more, own) } else { (own, more) };
        machine.binary(op, &a, &b).map(Some)
    }

    fn compare(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Comparison,
        other: &Value,
    ) -> Run<Option<Value>> {
        let other_is_set = match other {
            Value::Set(_) => true,
            Value::Native(native) => matches!(&*native.type_name(), "dict_keys" | "dict_items"),
            _ => false,
        };
        if self.kind == Kind::Values || !other_is_set {
            return Ok(None);
        }
        let own = machine.set_of(self.all())?;
        let more = machine.collect(other)?;
        let more = machine.set_of(more)?;
        machine.compare(op, &own, &more).map(Some)
    }

    fn methods(&self) -> &'static [&'static str] {
        if self.kind == Kind::Values { &["__reversed__"] } else { &["isdisjoint", "__reversed__"] }
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(self.methods().contains(&name).then(|| Value::bound(self.into_native(), name)))
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        match name {
            "__reversed__" => {
                let items = self.all().into_iter().rev().collect();
                Ok(Some(Value::Iterator(Iter::over("dict_reversekeyiterator", items))))
            }
            "isdisjoint" if self.kind != Kind::Values => {
                let own = machine.set_of(self.all())?;
                machine.builtin_method(&own, "isdisjoint", args)
            }
            _ => Ok(None),
        }
    }
}

impl Machine {
    /// A set of these values.
    pub(in crate::orm::python) fn set_of(&mut self, items: Vec<Value>) -> Run<Value> {
        let set = Set::default();
        self.use_entries(items.len())?;
        for item in items {
            let key = self.key(&item)?;
            set.members.borrow_mut().insert(key);
        }
        Ok(Value::Set(Rc::new(set)))
    }
}
