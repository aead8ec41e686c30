//! Attributes, by Python's protocol.

use std::rc::Rc;

use super::hint;
use super::inherent::{of_function, of_property};
use crate::orm::python::{Args, Class, Instance, Machine, Method, Native, Run, Value};

/// What an attribute is looked up on.
enum Seen<'a> {
    Instance(&'a Rc<Instance>),
    Class,
}

impl Machine {
    /// `value.name`.
    pub fn attribute(&mut self, value: &Value, name: &str) -> Run<Value> {
        match self.found(value, name)? {
            Some(found) => Ok(found),
            None => Err(self.no_attribute(value, name)),
        }
    }

    /// `value.name`, or none where Python has AttributeError.
    pub fn attribute_if_any(&mut self, value: &Value, name: &str) -> Run<Option<Value>> {
        let found = self.found(value, name);
        Ok(self.unless(found, "AttributeError")?.flatten())
    }

    pub(super) fn no_attribute(&mut self, value: &Value, name: &str) -> crate::orm::python::Stop {
        let hint = match self.within_its_class(value, name) {
            Some(within) => Some(within),
            None => hint::attribute(self, value, name),
        };
        let text = match value {
            Value::Class(class) => {
                format!("type object '{}' has no attribute '{name}'", class.name)
            }
            Value::Module(module) => format!("module '{}' has no attribute '{name}'", module.name),
            // A bound method passes every question on to its function.
            Value::Method(method) => {
                let kind = self.class_of(&method.function.clone());
                format!("'{}' object has no attribute '{name}'", kind.name)
            }
            Value::Builtin(method) if method.of.as_ref().is_some_and(|of| !of.is_compiled()) => {
                format!("'function' object has no attribute '{name}'")
            }
            Value::Super(..) => format!("'super' object has no attribute '{name}'"),
            _ => {
                let kind = self.type_name(value);
                format!("'{kind}' object has no attribute '{name}'")
            }
        };
        let stop = self.error_with_hint("AttributeError", text, hint.as_deref());
        self.uncalled(stop, value)
    }

    /// `datetime.datetime.now`, where `datetime.now` was written and `datetime` is the module.
    fn within_its_class(&mut self, value: &Value, name: &str) -> Option<String> {
        let Value::Module(module) = value else { return None };
        let class = module.names.borrow().get(&module.name).cloned()?;
        let found = self.found(&class, name).ok().flatten();
        found.map(|_| format!("{0}.{0}.{name}", module.name))
    }

    /// The attribute, or none where nothing of that name is there.
    fn found(&mut self, value: &Value, name: &str) -> Run<Option<Value>> {
        let found = match value {
            Value::Instance(instance) => return self.of_instance(instance, name),
            Value::Class(class) => return self.of_class(class, name),
            Value::Super(after, object) => return self.of_super(after, object, name),
            Value::Module(module) => {
                let found = module.names.borrow().get(name).cloned();
                match (found, name) {
                    (None, "__name__") => Some(Value::Str(Rc::clone(&module.name))),
                    (None, _) => (self.stand_in)(&module.name, name),
                    (found, _) => found,
                }
            }
            Value::Native(native) => self.of_native(native, name)?,
            Value::Function(function) => of_function(function, name),
            Value::Method(method) => match name {
                "__self__" => Some(method.receiver.clone()),
                "__func__" => Some(method.function.clone()),
                _ => self.found(&method.function.clone(), name)?,
            },
            Value::Property(property) => of_property(property, name),
            Value::StaticMethod(function) | Value::ClassMethod(function) => match name {
                "__func__" | "__wrapped__" => Some((**function).clone()),
                _ => None,
            },
            Value::Iterator(iterator) if iterator.type_name == "generator" => {
                Self::of_generator(iterator, name)
            }
            _ => None,
        };
        match (found, name) {
            (None, "__class__") => Ok(Some(Value::Class(self.class_of(value)))),
            (None, _) => self.builtin_attribute(value, name),
            (found, _) => Ok(found),
        }
    }

    fn of_native(&mut self, native: &Rc<dyn Native>, name: &str) -> Run<Option<Value>> {
        if let Some(found) = Rc::clone(native).get_attribute(self, name)? {
            return Ok(Some(found));
        }
        let is_method = native.methods().contains(&name);
        Ok(is_method.then(|| Value::bound(Rc::clone(native), name)))
    }

    fn of_instance(&mut self, instance: &Rc<Instance>, name: &str) -> Run<Option<Value>> {
        let value = Value::Instance(Rc::clone(instance));
        if let Some(get) = instance.class.in_line("__getattribute__") {
            let bound = self.bound(get.1, &get.0, &Seen::Instance(instance), &instance.class)?;
            let args = Args::of(vec![Value::str(name)]);
            let found = self.call(&bound, args);
            return match self.unless(found, "AttributeError")? {
                Some(found) => Ok(Some(found)),
                None => self.fallback(instance, name),
            };
        }
        let of_class = instance.class.in_line(name);
        if let Some((owner, attribute)) = &of_class
            && self.is_data_descriptor(attribute)
        {
            let seen = Seen::Instance(instance);
            return match self.bound(attribute.clone(), owner, &seen, &instance.class) {
                // A property that fails with AttributeError leaves it to `__getattr__`.
                Err(stop)
                    if self.is_error(&stop, "AttributeError")
                        && instance.class.in_line("__getattr__").is_some() =>
                {
                    self.fallback(instance, name)
                }
                found => found.map(Some),
            };
        }
        let own = instance.dict.borrow().get(name).cloned();
        if own.is_some() {
            return Ok(own);
        }
        if let Some((owner, attribute)) = of_class {
            let seen = Seen::Instance(instance);
            return self.bound(attribute, &owner, &seen, &instance.class).map(Some);
        }
        match name {
            "__class__" => return Ok(Some(Value::Class(Rc::clone(&instance.class)))),
            "__dict__" => {
                return Ok(Some(super::namespace::of_instance(instance)));
            }
            _ => {}
        }
        if let Some(found) = self.of_exception(instance, name) {
            return Ok(Some(found));
        }
        if let Some(found) = self.of_library_class(&instance.class, Some(instance), name) {
            return Ok(Some(found));
        }
        match self.builtin_attribute(&value, name)? {
            Some(found) => Ok(Some(found)),
            None => self.fallback(instance, name),
        }
    }

    /// `__getattr__`.
    fn fallback(&mut self, instance: &Rc<Instance>, name: &str) -> Run<Option<Value>> {
        let Some((owner, get)) = instance.class.in_line("__getattr__") else { return Ok(None) };
        let bound = self.bound(get, &owner, &Seen::Instance(instance), &instance.class)?;
        self.call(&bound, Args::of(vec![Value::str(name)])).map(Some)
    }

    fn of_class(&mut self, class: &Rc<Class>, name: &str) -> Run<Option<Value>> {
        match name {
            "__mro__" => {
                let line = class.line_of_descent().map(|class| Value::Class(Rc::clone(class)));
                return Ok(Some(Value::tuple(line.collect())));
            }
            "__bases__" => {
                let bases = class.bases.iter().map(|class| Value::Class(Rc::clone(class)));
                return Ok(Some(Value::tuple(bases.collect())));
            }
            "__name__" => return Ok(Some(Value::Str(Rc::clone(&class.name)))),
            "__dict__" => {
                let names = class.dict.borrow().clone();
                return Ok(Some(Value::dict(names.into_iter().collect())));
            }
            "__annotations__" => {
                let names = class.annotations.borrow().clone();
                return Ok(Some(Value::dict(names.into_iter().collect())));
            }
            _ => {}
        }
        if let Some((owner, attribute)) = class.in_line(name) {
            return self.bound(attribute, &owner, &Seen::Class, class).map(Some);
        }
        match name {
            "__module__" => return Ok(Some(Value::Str(Rc::clone(&class.module)))),
            "__qualname__" => return Ok(Some(Value::Str(class.qualified()))),
            "__doc__" if class.line > 0 => return Ok(Some(Value::None)),
            "__class__" => return Ok(Some(Value::Class(self.builtin_class("type")))),
            "__subclasses__" if &*class.module == "builtins" => {
                return Err(self.unsupported(format!("{}.__subclasses__()", class.name)));
            }
            "__subclasses__" => {
                let made = self.running.classes.iter().filter_map(std::rc::Weak::upgrade);
                let derived = made.filter(|made| made.bases.iter().any(|b| Rc::ptr_eq(b, class)));
                let derived: Vec<Value> = derived.map(Value::Class).collect();
                let list = move |_: &mut Machine, _| Ok(Value::list(derived.clone()));
                return Ok(Some(Value::function(name, list)));
            }
            _ => {}
        }
        if let Some(meta) = class.library()
            && let Some(found) = meta.class_attribute(self, class, name)?
        {
            return Ok(Some(found));
        }
        if let Some(found) = self.of_library_class(class, None, name) {
            return Ok(Some(found));
        }
        self.builtin_attribute(&Value::Class(Rc::clone(class)), name)
    }

    /// `super().name`.
    fn of_super(&mut self, after: &Rc<Class>, object: &Value, name: &str) -> Run<Option<Value>> {
        let class = match object {
            Value::Class(class) => Rc::clone(class),
            _ => self.class_of(object),
        };
        let rest: Vec<Rc<Class>> = class
            .line_of_descent()
            .skip_while(|class| !Rc::ptr_eq(class, after))
            .skip(1)
            .cloned()
            .collect();
        for owner in rest {
            let found = owner.dict.borrow().get(name).cloned();
            if let Some(attribute) = found {
                return match object {
                    Value::Instance(instance) => {
                        self.bound(attribute, &owner, &Seen::Instance(instance), &class).map(Some)
                    }
                    _ => self.bound(attribute, &owner, &Seen::Class, &class).map(Some),
                };
            }
            if owner.meta.get().is_some() {
                let instance = match object {
                    Value::Instance(instance) => Some(instance),
                    _ => None,
                };
                if let Some(found) = self.of_library_class(&owner, instance, name) {
                    return Ok(Some(found));
                }
            }
            if owner.line > 0 {
                continue;
            }
            if let Some(found) = self.of_root(&owner, &class, object, name)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// What one of Python's own classes gives to `super()`.
    fn of_root(
        &mut self,
        owner: &Rc<Class>,
        class: &Rc<Class>,
        object: &Value,
        name: &str,
    ) -> Run<Option<Value>> {
        let class = Rc::clone(class);
        match (name, object) {
            ("__new__", _) => {
                return Ok(Some(Value::function("__new__", move |machine, args| {
                    let class = match args.positional.first() {
                        Some(Value::Class(class)) => Rc::clone(class),
                        _ => Rc::clone(&class),
                    };
                    let instance = machine.new_instance(&class);
                    machine.builtin_part(&instance, &args)?;
                    Ok(Value::Instance(instance))
                })));
            }
            ("__init_subclass__", _) => {
                return Ok(Some(Value::function(
                    "__init_subclass__",
                    move |machine, args| match args.named.is_empty() {
                        true => Ok(Value::None),
                        false => Err(machine.no_keywords(&class)),
                    },
                )));
            }
            ("__setattr__" | "__delattr__" | "__getattribute__", Value::Instance(instance)) => {
                return Ok(Some(plain_access(instance, name)));
            }
            ("__init__", Value::Instance(instance)) if class.is_exception() => {
                let instance = Rc::clone(instance);
                return Ok(Some(Value::function("__init__", move |_, args| {
                    *instance.as_exception().args.borrow_mut() = args.positional;
                    Ok(Value::None)
                })));
            }
            _ => {}
        }
        let found = self.builtin_attribute(&Value::Class(Rc::clone(owner)), name)?;
        Ok(found.map(|function| match object {
            Value::Class(_) => function,
            _ => Value::Method(Rc::new(Method { receiver: object.clone(), function })),
        }))
    }

    /// What a library's [`crate::orm::python::Meta`] does where a script wrote no method.
    fn of_library_class(
        &mut self,
        class: &Rc<Class>,
        instance: Option<&Rc<Instance>>,
        name: &str,
    ) -> Option<Value> {
        let meta = class.library()?;
        if name != "__init__" {
            return None;
        }
        let init = move |machine: &mut Machine, mut args: Args, instance: Option<Rc<Instance>>| {
            let instance = match instance {
                Some(instance) => instance,
                None if args.positional.is_empty() => {
                    let text = "unbound method __init__() needs an argument";
                    return Err(machine.error("TypeError", text));
                }
                None => match args.positional.remove(0) {
                    Value::Instance(instance) => instance,
                    _ => {
                        let text = "__init__() requires an object of the class";
                        return Err(machine.error("TypeError", text));
                    }
                },
            };
            meta.init(machine, &instance, args)?;
            Ok(Value::None)
        };
        let instance = instance.cloned();
        Some(Value::function("__init__", move |machine, args| {
            init(machine, args, instance.clone())
        }))
    }

    /// What a descriptor gives for an object, as if it stood in its class.
    ///
    /// # Errors
    ///
    /// What it raises.
    pub fn get_through(&mut self, descriptor: &Value, instance: &Rc<Instance>) -> Run<Value> {
        let seen = Seen::Instance(instance);
        self.bound(descriptor.clone(), &instance.class, &seen, &instance.class)
    }

    /// A special method, looked up on the value's class as Python does, and bound.
    pub(in crate::orm::python) fn special_method(
        &mut self,
        value: &Value,
        name: &str,
    ) -> Run<Option<Value>> {
        match value {
            Value::Instance(instance) => match instance.class.in_line(name) {
                Some((owner, attribute)) => {
                    let seen = Seen::Instance(instance);
                    self.bound(attribute, &owner, &seen, &instance.class).map(Some)
                }
                None => Ok(None),
            },
            Value::Native(native) => self.of_native(native, name),
            _ => Ok(None),
        }
    }

    /// It has `__set__`, and goes before the object's own attributes.
    fn is_data_descriptor(&mut self, attribute: &Value) -> bool {
        match attribute {
            Value::Property(_) => true,
            Value::Native(native) => native.is_descriptor() && native.takes_sets(),
            Value::Instance(instance) => instance.class.in_line("__set__").is_some(),
            _ => false,
        }
    }

    /// A class's attribute as it is seen on an object or on the class.
    fn bound(
        &mut self,
        attribute: Value,
        owner: &Rc<Class>,
        seen: &Seen<'_>,
        class: &Rc<Class>,
    ) -> Run<Value> {
        let method = |receiver: Value, function: Value| {
            Ok(Value::Method(Rc::new(Method { receiver, function })))
        };
        match (&attribute, seen) {
            (Value::StaticMethod(function), _) => Ok((**function).clone()),
            (Value::ClassMethod(function), _) => {
                method(Value::Class(Rc::clone(class)), (**function).clone())
            }
            (Value::Native(native), _) if native.is_descriptor() => {
                let instance = match seen {
                    Seen::Instance(instance) => Some(*instance),
                    Seen::Class => None,
                };
                Rc::clone(native).descriptor_get(self, instance, class)
            }
            (Value::Function(_), Seen::Instance(instance)) => {
                method(Value::Instance(Rc::clone(instance)), attribute)
            }
            // A library's function in a library's class is a method.
            (Value::Builtin(_), Seen::Instance(instance)) if owner.line == 0 => {
                method(Value::Instance(Rc::clone(instance)), attribute)
            }
            (Value::Property(property), Seen::Instance(instance)) => match &property.get {
                Some(get) => self.call(get, Args::of(vec![Value::Instance(Rc::clone(instance))])),
                None => Err(self.error("AttributeError", "unreadable attribute")),
            },
            (Value::Instance(descriptor), _) => {
                if descriptor.class.in_line("__get__").is_none() {
                    return Ok(attribute);
                }
                let Some(get) = self.special_method(&attribute, "__get__")? else {
                    return Ok(attribute);
                };
                let object = match seen {
                    Seen::Instance(instance) => Value::Instance(Rc::clone(instance)),
                    Seen::Class => Value::None,
                };
                self.call(&get, Args::of(vec![object, Value::Class(Rc::clone(class))]))
            }
            _ => Ok(attribute),
        }
    }
}

/// `object.__setattr__` and its like, bound.
fn plain_access(instance: &Rc<Instance>, name: &str) -> Value {
    let (instance, kind) = (Rc::clone(instance), name.to_owned());
    Value::function(name, move |machine, args| {
        let mut args = args.positional.into_iter();
        let Some(Value::Str(name)) = args.next() else {
            return Err(machine.error("TypeError", "attribute name must be string"));
        };
        match (kind.as_str(), args.next()) {
            ("__setattr__", Some(new)) => machine.set_on_instance(&instance, &name, new)?,
            ("__delattr__", _) => machine.delete_on_instance(&instance, &name)?,
            _ => {
                let own = instance.dict.borrow().get(&name).cloned();
                if let Some(own) = own {
                    return Ok(own);
                }
                let value = Value::Instance(Rc::clone(&instance));
                return match instance.class.in_line(&name) {
                    Some((owner, found)) => {
                        let seen = Seen::Instance(&instance);
                        machine.bound(found, &owner, &seen, &instance.class)
                    }
                    None => Err(machine.no_attribute(&value, &name)),
                };
            }
        }
        Ok(Value::None)
    })
}
