//! `object.__dict__` and `globals()`: names that are seen, and changed, as a dict.

use std::rc::Rc;

use crate::orm::python::{
    Args, Binary, Class, Comparison, Instance, Iter, Key, Machine, Names, Native, Run, Scope, Value,
};

/// Whose names they are.
enum Of {
    Instance(Rc<Instance>),
    Scope(Rc<Scope>),
}

/// Names seen as a dict: each question is asked of a dict made for it, and what has changed is
/// written back.
pub(super) struct Namespace(Of);

/// An object's attributes, as a dict.
pub(super) fn of_instance(instance: &Rc<Instance>) -> Value {
    Value::of(Namespace(Of::Instance(Rc::clone(instance))))
}

/// A scope's variables, as a dict.
pub(super) fn of_scope(scope: &Rc<Scope>) -> Value {
    Value::of(Namespace(Of::Scope(Rc::clone(scope))))
}

impl Namespace {
    fn names(&self) -> &std::cell::RefCell<Names> {
        match &self.0 {
            Of::Instance(instance) => &instance.dict,
            Of::Scope(scope) => &scope.names,
        }
    }

    fn dict(&self) -> Value {
        let names = self.names().borrow().clone();
        Value::dict(names.into_iter().collect())
    }

    /// Asks the dict, and keeps what it is afterwards.
    fn ask<T>(
        &self,
        machine: &mut Machine,
        ask: impl FnOnce(&mut Machine, &Value) -> Run<T>,
    ) -> Run<T> {
        let value = self.dict();
        let answer = ask(machine, &value)?;
        if let Value::Dict(dict) = &value {
            let entries = dict.entries.take();
            let mut names = Names::with_capacity(entries.len());
            for (key, value) in entries {
                let Value::Str(name) = key.0 else {
                    return Err(machine.error("TypeError", "attribute name must be string"));
                };
                names.insert(name, value);
            }
            let before = self.names().replace(names);
            drop(before);
        }
        Ok(answer)
    }
}

impl Native for Namespace {
    fn type_name(&self) -> Rc<str> {
        "dict".into()
    }

    fn class(&self, machine: &Machine) -> Option<Rc<Class>> {
        Some(machine.builtin_class("dict"))
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        match name {
            // What looks at the names without changing them needs no writing back.
            "get" | "items" | "keys" | "values" | "copy" => {
                machine.call_method(&self.dict(), name, args).map(Some)
            }
            _ => self.ask(machine, |machine, dict| machine.call_method(dict, name, args)).map(Some),
        }
    }

    fn methods(&self) -> &'static [&'static str] {
        &[
            "get",
            "items",
            "keys",
            "values",
            "copy",
            "pop",
            "popitem",
            "setdefault",
            "update",
            "clear",
        ]
    }

    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        machine.repr(&self.dict()).map(Some)
    }

    fn binary(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Binary,
        other: &Value,
        reflected: bool,
    ) -> Run<Option<Value>> {
        let dict = self.dict();
        let (left, right) = if reflected { (other, &dict) } else { (&dict, other) };
        machine.binary(op, left, right).map(Some)
    }

    fn compare(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Comparison,
        other: &Value,
    ) -> Run<Option<Value>> {
        machine.compare(op, &self.dict(), other).map(Some)
    }

    fn len(self: Rc<Self>, _: &mut Machine) -> Run<Option<usize>> {
        Ok(Some(self.names().borrow().len()))
    }

    fn get_item(self: Rc<Self>, machine: &mut Machine, key: &Value) -> Run<Option<Value>> {
        if let Value::Str(name) = key {
            let found = self.names().borrow().get(name).cloned();
            if found.is_some() {
                return Ok(found);
            }
        }
        machine.item(&self.dict(), key).map(Some)
    }

    fn set_item(self: Rc<Self>, machine: &mut Machine, key: &Value, value: Value) -> Run<bool> {
        let Value::Str(name) = key else {
            return self
                .ask(machine, |machine, dict| machine.set_item(dict, key, value))
                .map(|()| true);
        };
        let before = self.names().borrow_mut().insert(Rc::clone(name), value);
        drop(before);
        Ok(true)
    }

    fn delete_item(self: Rc<Self>, machine: &mut Machine, key: &Value) -> Run<bool> {
        self.ask(machine, |machine, dict| machine.delete_item(dict, key)).map(|()| true)
    }

    fn contains(self: Rc<Self>, _: &mut Machine, item: &Value) -> Run<Option<bool>> {
        Ok(Some(match item {
            Value::Str(name) => self.names().borrow().contains_key(name),
            _ => false,
        }))
    }

    fn iterate(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<Iter>>> {
        machine.iterate(&self.dict()).map(Some)
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

impl Machine {
    /// The entries of what is a dict, or seen as one.
    pub(super) fn as_entries(&self, value: &Value) -> Option<Vec<(Key, Value)>> {
        let value = match value.native::<Namespace>() {
            Some(names) => names.dict(),
            None => value.clone(),
        };
        match &value {
            Value::Dict(dict) => {
                let entries = dict.entries.borrow();
                Some(entries.iter().map(|(key, value)| (key.clone(), value.clone())).collect())
            }
            _ => None,
        }
    }
}
