//! What is known without an import, Python's own types with their methods, and its modules.

mod classes;
mod construct;
mod sorting;
mod string;
mod bytes;
mod list;
mod dict;
mod set;
pub mod aware;
mod moment;
mod plain;
pub mod annotation;
pub mod enumeration;
mod object;
mod numbers;
mod functions;
mod library;
mod json;
pub mod dataclass;
pub(in crate::orm::python) mod modules;

use std::cell::Cell;
use std::rc::Rc;

use indexmap::IndexMap;

pub(in crate::orm::python) use classes::Classes;
pub(in crate::orm::python) use modules::warned::Filters;

use crate::orm::python::{
    Args, Bound, Builtin, Class, Limits, Machine, Method, Names, Run, Scope, Stop, Value,
};

impl Machine {
    /// A machine with Python's own functions and modules, and nothing of a library.
    pub fn new(limits: Limits, now: i64) -> Self {
        let mut machine = Self {
            globals: Rc::new(Scope {
                names: Names::new().into(),
                outer: None,
                is_class: false,
                class: std::cell::OnceCell::new(),
            }),
            output: String::new(),
            warnings: Vec::new(),
            modules: IndexMap::new(),
            stand_in: |_, _| None,
            is_elsewhere: |_| false,
            builtins: Names::new(),
            now,
            limits,
            line: Cell::new(0),
            classes: classes::all(),
            open: Vec::new(),
            places: std::collections::HashMap::new(),
            canonical: std::collections::HashMap::new(),
            running: Default::default(),
            shown: Vec::new(),
            uncalled: Vec::new(),
            steps: 0,
            memory: 0,
            depth: 0,
            identities: 0,
            native_classes: Default::default(),
            filters: Default::default(),
            interrupted: None,
        };
        let mut names = functions::names();
        names.insert("__name__".into(), Value::str("__main__"));
        for class in machine.classes.values() {
            if classes::is_global(class) {
                names.insert(Rc::clone(&class.name), Value::Class(Rc::clone(class)));
            }
        }
        for (other, name) in [("IOError", "OSError"), ("EnvironmentError", "OSError")] {
            names.insert(other.into(), Value::Class(machine.builtin_class(name)));
        }
        names.insert("NotImplemented".into(), Value::NotImplemented);
        names.insert("Ellipsis".into(), Value::Ellipsis);
        names.insert("__debug__".into(), Value::Bool(true));
        machine.builtins = names;
        modules::add(&mut machine);
        machine.add_language();
        machine
    }

    /// An attribute of a value that comes from Python's own type of it: `'a'.upper` (bound),
    /// `date.year`, `str.upper` and `dict.fromkeys` (of a class), `object.__init__`,
    /// `Exception.__str__`, `error.args`. To be asked after an object's and its class's own
    /// attributes; for a class among ancestors, ask with that class as the value, and what it
    /// gives is unbound (takes the object first) unless it is a class method.
    pub(in crate::orm::python) fn builtin_attribute(
        &mut self,
        value: &Value,
        name: &str,
    ) -> Run<Option<Value>> {
        if let Value::Class(class) = value {
            let class = Rc::clone(class);
            return self.builtin_class_attribute(&class, name);
        }
        if let Some(found) = self.plain_attribute(value, name)? {
            return Ok(Some(found));
        }
        if self.has_builtin_method(value, name) {
            return Ok(Some(bound(value.clone(), name)));
        }
        Ok(None)
    }

    /// `value.name(…)` for a method of Python's own type of the value, without making a bound
    /// method; none where there is no such method.
    pub(in crate::orm::python) fn builtin_method(
        &mut self,
        value: &Value,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        match value {
            Value::Str(text) => {
                let text = Rc::clone(text);
                if let Some(result) = self.string_method(&text, name, &args)? {
                    return Ok(Some(result));
                }
            }
            Value::List(list) => {
                let list = Rc::clone(list);
                if let Some(result) = self.list_method(&list, name, &args)? {
                    return Ok(Some(result));
                }
            }
            Value::Dict(dict) => {
                let dict = Rc::clone(dict);
                if let Some(result) = self.dict_method(&dict, name, &args)? {
                    return Ok(Some(result));
                }
            }
            Value::Set(set) => {
                let set = Rc::clone(set);
                if let Some(result) = self.set_method(&set, name, &args)? {
                    return Ok(Some(result));
                }
            }
            Value::Bytes(bytes) => {
                let bytes = Rc::clone(bytes);
                if let Some(result) = self.bytes_method(&bytes, name, &args)? {
                    return Ok(Some(result));
                }
            }
            Value::Date(_) | Value::DateTime(_) | Value::Time(_) | Value::Delta(_) => {
                if let Some(result) = self.moment_method(value, name, &args)? {
                    return Ok(Some(result));
                }
            }
            Value::Class(class) => {
                let class = Rc::clone(class);
                if let Some(found) = self.builtin_class_attribute(&class, name)? {
                    return self.call(&found, args).map(Some);
                }
                return Ok(None);
            }
            Value::Instance(instance) => {
                let instance = Rc::clone(instance);
                if let Some(result) = self.family_method(value, &instance, name, &args)? {
                    return Ok(Some(result));
                }
                if let Some(part) = Self::part(&instance)
                    && self.has_builtin_method(&part, name)
                    && !name.starts_with("__")
                {
                    return self.builtin_method(&part, name, args);
                }
            }
            _ => {}
        }
        if let Some(result) = self.plain_method(value, name, &args)? {
            return Ok(Some(result));
        }
        if self.is_object_method(value, name) {
            return self.object_method(value, name, args).map(Some);
        }
        Ok(None)
    }

    /// Whether Python's own type of the value has such a method.
    pub(in crate::orm::python) fn has_builtin_method(&self, value: &Value, name: &str) -> bool {
        let methods: &[&str] = match value {
            Value::Str(_) => string::METHODS,
            Value::List(_) => list::METHODS,
            Value::Dict(_) => dict::METHODS,
            Value::Set(set) if set.frozen => set::FROZEN,
            Value::Set(_) => set::METHODS,
            Value::Bytes(_) => bytes::METHODS,
            Value::Date(_) => moment::DATE,
            Value::DateTime(_) => moment::DATE_TIME,
            Value::Time(_) => moment::TIME,
            Value::Delta(_) => moment::DELTA,
            Value::Instance(instance) => {
                if self.has_family_method(instance, name) {
                    return true;
                }
                match Self::part(instance) {
                    Some(part) if self.has_builtin_method(&part, name) => return true,
                    _ => &[],
                }
            }
            other => plain::methods(other),
        };
        methods.contains(&name) || self.is_object_method(value, name)
    }

    /// What one of Python's own classes has: its functions, its methods unbound.
    fn builtin_class_attribute(&mut self, class: &Rc<Class>, name: &str) -> Run<Option<Value>> {
        if let Some(found) = self.class_fact(class, name)? {
            return Ok(Some(found));
        }
        if let Some(function) = self.class_function(class, name) {
            return Ok(Some(function));
        }
        for ancestor in std::iter::once(class).chain(&class.ancestors) {
            if !ancestor.is_builtin() {
                continue;
            }
            if object::class_methods(&ancestor.name).contains(&name)
                || object::class_specials(&ancestor.name).contains(&name)
            {
                return Ok(Some(unbound(ancestor, name)));
            }
        }
        Ok(None)
    }

    /// `print()` writes through this: bounded by [`Limits::output`].
    pub(in crate::orm::python) fn write(&mut self, text: &str) -> Run<()> {
        if self.output.len().saturating_add(text.len()) > self.limits.output {
            return Err(Stop::Bounds(Bound::Output));
        }
        self.output.push_str(text);
        Ok(())
    }
}

/// A method with its object, looked up and not yet called.
fn bound(receiver: Value, name: &str) -> Value {
    let function = Value::function(name, {
        let name: Rc<str> = name.into();
        move |machine, mut args| {
            let value = if args.positional.is_empty() {
                return Err(machine.error("TypeError", format!("{name}() needs an argument")));
            } else {
                args.positional.remove(0)
            };
            match machine.builtin_method(&value, &name, args)? {
                Some(result) => Ok(result),
                None => {
                    let kind = machine.type_name(&value);
                    let text = format!("'{kind}' object has no attribute '{name}'");
                    Err(machine.error("AttributeError", text))
                }
            }
        }
    });
    Value::Method(Rc::new(Method { receiver, function }))
}

/// A method of one of Python's own classes, which takes the object first.
fn unbound(class: &Rc<Class>, name: &str) -> Value {
    let class = Rc::clone(class);
    let name: Rc<str> = name.into();
    Value::Builtin(Rc::new(Builtin {
        name: Rc::clone(&name),
        of: None,
        run: Box::new(move |machine, mut args| {
            let owner = Rc::clone(&class.name);
            if args.positional.is_empty() {
                let text = format!("unbound method {owner}.{name}() needs an argument");
                return Err(machine.error("TypeError", text));
            }
            let value = args.positional.remove(0);
            if !machine.is_instance(&value, &class) {
                let kind = machine.type_name(&value);
                let text = format!(
                    "descriptor '{name}' for '{owner}' objects doesn't apply to a '{kind}' object"
                );
                return Err(machine.error("TypeError", text));
            }
            match machine.base_method(&class, &value, &name, args)? {
                Some(result) => Ok(result),
                None => {
                    let text = format!("type object '{owner}' has no attribute '{name}'");
                    Err(machine.error("AttributeError", text))
                }
            }
        }),
    }))
}
