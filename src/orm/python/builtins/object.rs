//! What every object can do, and what `super()` finds on Python's own classes.

use std::rc::Rc;

use crate::orm::python::container::hash_of_run;
use crate::orm::python::number::operator_of;
use crate::orm::python::{Args, Class, Comparison, Instance, Machine, Run, Unary, Value};

/// Special methods that every value has.
const ALWAYS: &[&str] = &[
    "__eq__",
    "__format__",
    "__ge__",
    "__gt__",
    "__hash__",
    "__init__",
    "__le__",
    "__lt__",
    "__ne__",
    "__repr__",
    "__str__",
    "__sizeof__",
    "__dir__",
];

/// The methods of one of Python's own classes by its name, without those of its ancestors.
pub(super) fn class_methods(class: &str) -> &'static [&'static str] {
    match class {
        "object" => ALWAYS,
        "BaseException" => &["with_traceback", "add_note"],
        "str" => super::string::METHODS,
        "list" | "deque" => super::list::METHODS,
        "dict" | "defaultdict" | "Counter" | "OrderedDict" => super::dict::METHODS,
        "set" => super::set::METHODS,
        "frozenset" => super::set::FROZEN,
        "bytes" => super::bytes::METHODS,
        "date" => super::moment::DATE,
        "datetime" => super::moment::DATE_TIME,
        "time" => super::moment::TIME,
        "timedelta" => super::moment::DELTA,
        "int" => super::plain::INT,
        "float" => super::plain::FLOAT,
        "tuple" => super::plain::TUPLE,
        "range" => super::plain::TUPLE,
        "Decimal" => super::plain::DECIMAL,
        _ => &[],
    }
}

/// The special methods of containers and numbers by the class that has them.
pub(super) fn class_specials(class: &str) -> &'static [&'static str] {
    match class {
        "list" | "dict" => &[
            "__len__",
            "__getitem__",
            "__setitem__",
            "__delitem__",
            "__contains__",
            "__iter__",
            "__add__",
            "__iadd__",
            "__or__",
            "__ior__",
            "__mul__",
        ],
        "str" | "tuple" | "bytes" | "range" => {
            &["__len__", "__getitem__", "__contains__", "__iter__", "__add__", "__mul__", "__mod__"]
        }
        "set" | "frozenset" => {
            &["__len__", "__contains__", "__iter__", "__or__", "__and__", "__sub__", "__xor__"]
        }
        "int" | "float" | "Decimal" => &[
            "__add__",
            "__radd__",
            "__sub__",
            "__rsub__",
            "__mul__",
            "__rmul__",
            "__truediv__",
            "__rtruediv__",
            "__floordiv__",
            "__mod__",
            "__pow__",
            "__neg__",
            "__abs__",
            "__bool__",
            "__int__",
            "__float__",
            "__round__",
        ],
        "date" | "datetime" | "timedelta" => &["__add__", "__sub__", "__radd__"],
        _ => &[],
    }
}

impl Machine {
    /// A special method that Python's own type of the value has.
    pub(super) fn is_object_method(&self, value: &Value, name: &str) -> bool {
        if !name.starts_with("__") {
            return false;
        }
        if ALWAYS.contains(&name) {
            return true;
        }
        match value {
            Value::Iterator(_) => matches!(name, "__iter__" | "__next__"),
            Value::Function(_) | Value::Method(_) | Value::Builtin(_) => name == "__call__",
            Value::Native(_) => false,
            Value::Instance(instance) => match Self::part(instance) {
                Some(part) => self.is_object_method(&part, name),
                None => false,
            },
            _ => {
                let class = self.class_of(value);
                std::iter::once(&class)
                    .chain(&class.ancestors)
                    .any(|class| class_specials(&class.name).contains(&name))
            }
        }
    }

    /// `value.__name__(…)` by the operator that it stands for.
    pub(super) fn object_method(&mut self, value: &Value, name: &str, args: Args) -> Run<Value> {
        let value = &Self::plain_part(value);
        let comparison = match name {
            "__eq__" => Some(Comparison::Equal),
            "__ne__" => Some(Comparison::NotEqual),
            "__lt__" => Some(Comparison::Less),
            "__le__" => Some(Comparison::LessOrEqual),
            "__gt__" => Some(Comparison::Greater),
            "__ge__" => Some(Comparison::GreaterOrEqual),
            _ => None,
        };
        if let Some(op) = comparison {
            let other = args.take_one(self, name)?;
            return self.compare(op, value, &other);
        }
        if let Some((op, reflected)) = operator_of(name) {
            let other = args.take_one(self, name)?;
            return if reflected {
                self.binary(op, &other, value)
            } else if name.starts_with("__i") && !matches!(value, Value::Int(_)) {
                self.binary_in_place(op, value, &other)
            } else {
                self.binary(op, value, &other)
            };
        }
        match name {
            "__str__" => self.str(value).map(Value::Str),
            "__repr__" => self.repr(value).map(Value::Str),
            "__format__" => {
                let spec = args.take_one(self, name)?;
                let spec = self.str(&spec)?;
                self.format(value, &spec).map(Value::Str)
            }
            "__hash__" => self.hash(value).map(Value::Int),
            "__init__" => Ok(Value::None),
            "__sizeof__" => Ok(Value::Int(56)),
            "__len__" => Ok(Value::Int(self.length(value)? as i64)),
            "__bool__" => self.truth(value).map(Value::Bool),
            "__iter__" => self.iterate(value).map(Value::Iterator),
            "__next__" => {
                let next = self.next_of(value)?;
                match next {
                    Some(item) => Ok(item),
                    None => {
                        let class = self.builtin_class("StopIteration");
                        let exception = self.exception(&class, Vec::new());
                        Err(self.stop(exception))
                    }
                }
            }
            "__getitem__" => {
                let key = args.take_one(self, name)?;
                self.item(value, &key)
            }
            "__setitem__" => {
                let [key, new] = args.take(self, name, 2)?;
                self.set_item(value, &key.unwrap_or(Value::None), new.unwrap_or(Value::None))?;
                Ok(Value::None)
            }
            "__delitem__" => {
                let key = args.take_one(self, name)?;
                self.delete_item(value, &key)?;
                Ok(Value::None)
            }
            "__contains__" => {
                let item = args.take_one(self, name)?;
                self.contains(value, &item).map(Value::Bool)
            }
            "__call__" => self.call(value, args),
            "__neg__" => self.unary(Unary::Minus, value),
            "__abs__" | "__int__" | "__float__" | "__round__" | "__dir__" => {
                let function = name.trim_matches('_');
                let mut args = args;
                args.positional.insert(0, value.clone());
                let function = self.builtins.get(function).cloned().unwrap_or(Value::None);
                self.call(&function, args)
            }
            _ => {
                let kind = self.type_name(value);
                let text = format!("'{kind}' object has no attribute '{name}'");
                Err(self.error("AttributeError", text))
            }
        }
    }

    /// A method of one of Python's own classes on an object that derives from it, as `super()`
    /// calls it: what the object's own class wrote is not asked again.
    pub(super) fn base_method(
        &mut self,
        class: &Rc<Class>,
        value: &Value,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        let Value::Instance(instance) = value else {
            return self.builtin_method(value, name, args);
        };
        let part = Self::part(instance);
        Ok(Some(match name {
            "__init__" => {
                if instance.class.is_exception() {
                    *instance.as_exception().args.borrow_mut() = args.positional;
                } else if let Some(part) = part {
                    self.fill_part(instance, &part, args)?;
                } else if !args.positional.is_empty() || !args.named.is_empty() {
                    let text =
                        "object.__init__() takes exactly one argument (the instance to initialize)";
                    return Err(self.error("TypeError", text));
                }
                Value::None
            }
            "__repr__" => Value::Str(self.base_repr(instance)?),
            "__str__" => {
                if instance.class.is_exception() {
                    Value::Str(self.exception_text(instance)?)
                } else if let Some(part) = part.filter(|_| &*class.name != "object") {
                    Value::Str(self.str(&part)?)
                } else {
                    Value::Str(self.repr(value)?)
                }
            }
            "__format__" => {
                let spec = args.take_one(self, name)?;
                let spec = self.str(&spec)?;
                match part {
                    Some(part) => Value::Str(self.format(&part, &spec)?),
                    None => Value::Str(self.str(value)?),
                }
            }
            "__eq__" | "__ne__" => {
                let other = args.take_one(self, name)?;
                match part {
                    Some(part) => {
                        let op =
                            if name == "__eq__" { Comparison::Equal } else { Comparison::NotEqual };
                        self.compare(op, &part, &Self::plain_part(&other))?
                    }
                    None if value.is(&other) => Value::Bool(name == "__eq__"),
                    None => Value::NotImplemented,
                }
            }
            "__hash__" => match part {
                Some(part) => Value::Int(self.hash(&part)?),
                None => Value::Int((self.place(value) >> 4).cast_signed()),
            },
            "__lt__" | "__le__" | "__gt__" | "__ge__" if part.is_none() => Value::NotImplemented,
            "with_traceback" => value.clone(),
            "__getitem__" if matches!(part, Some(Value::Dict(_))) => {
                let (key, part) = (args.take_one(self, name)?, part.unwrap_or(Value::None));
                let found = self.key(&key)?;
                match &part {
                    Value::Dict(dict) => {
                        let found = dict.entries.borrow().get(&found).cloned();
                        match found {
                            Some(found) => found,
                            None => self.missing_item(value, dict, &key)?,
                        }
                    }
                    _ => Value::None,
                }
            }
            _ => {
                if let Some(found) = self.family_method(value, instance, name, &args)? {
                    return Ok(Some(found));
                }
                match part {
                    Some(part) => return self.builtin_method(&part, name, args),
                    None => return Ok(None),
                }
            }
        }))
    }

    /// What `list.__init__` and its kin do to an object that derives from them.
    fn fill_part(&mut self, instance: &Rc<Instance>, part: &Value, args: Args) -> Run<()> {
        match part {
            Value::List(list) => {
                let [items] = args.take(self, "list", 0)?;
                let items = match items {
                    Some(items) => self.collect(&items)?,
                    None => Vec::new(),
                };
                let old = list.items.replace(items);
                drop(old);
            }
            Value::Dict(dict) => {
                let counter = self.builtin_class("Counter");
                if instance.class.derives_from(&counter) {
                    return self.count_into(instance, args, 1);
                }
                let mut args = args;
                if instance.class.derives_from(&self.builtin_class("defaultdict"))
                    && !args.positional.is_empty()
                {
                    let factory = args.positional.remove(0);
                    instance.dict.borrow_mut().insert("default_factory".into(), factory);
                }
                self.dict_fill(dict, args, "dict")?;
            }
            Value::Set(set) => {
                let [items] = args.take(self, "set", 0)?;
                if let Some(items) = items {
                    let items = self.collect(&items)?;
                    for item in items {
                        let key = self.key(&item)?;
                        set.members.borrow_mut().insert(key);
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// `hash(value)`.
    pub(in crate::orm::python) fn hash(&mut self, value: &Value) -> Run<i64> {
        if let Some(method) = self.special(value, "__hash__")
            && !method.is_none()
        {
            return match self.call_special(value, &method, Vec::new())? {
                Value::Int(-1) => Ok(-2),
                Value::Int(hash) => Ok(hash),
                large @ Value::Big(_) => self.hash(&large),
                Value::Bool(truth) => Ok(i64::from(truth)),
                _ => {
                    let text = "__hash__ method should return an integer";
                    Err(self.error("TypeError", text))
                }
            };
        }
        let key = self.key(value)?;
        Ok(hash_of_run(&key))
    }

    /// `isinstance(value, class)` for what a script gives as a class.
    pub(in crate::orm::python) fn is_instance_of(
        &mut self,
        value: &Value,
        class: &Value,
    ) -> Run<bool> {
        match class {
            Value::Class(class) => Ok(self.is_instance(value, class)),
            Value::Tuple(classes) => {
                for class in classes.iter() {
                    if self.nested(|machine| machine.is_instance_of(value, class))? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Value::Builtin(function) => {
                // Functions here that are classes in CPython.
                Ok(self.classes.contains_key(&*function.name)
                    && *self.class_of(value).name == *function.name)
            }
            other => {
                if let Some(parts) = super::annotation::classes(other) {
                    return match parts {
                        Some(kinds) => {
                            for kind in kinds {
                                let found = match &kind {
                                    Value::None => value.is_none(),
                                    kind => self.is_instance_of(value, kind)?,
                                };
                                if found {
                                    return Ok(true);
                                }
                            }
                            Ok(false)
                        }
                        None => {
                            let text = "Subscripted generics cannot be used with class and instance checks";
                            Err(self.error("TypeError", text))
                        }
                    };
                }
                if let Some(result) =
                    self.native_special(other, "__instancecheck__", vec![value.clone()])?
                {
                    return self.truth(&result);
                }
                let text = "isinstance() arg 2 must be a type, a tuple of types, or a union";
                Err(self.error("TypeError", text))
            }
        }
    }

    /// `issubclass(class, other)`.
    pub(in crate::orm::python) fn is_subclass_of(
        &mut self,
        class: &Rc<Class>,
        other: &Value,
    ) -> Run<bool> {
        match other {
            Value::Class(other) => Ok(class.derives_from(other)),
            Value::Tuple(others) => {
                for other in others.iter() {
                    if self.nested(|machine| machine.is_subclass_of(class, other))? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            _ => {
                let text = "issubclass() arg 2 must be a class, a tuple of classes, or a union";
                Err(self.error("TypeError", text))
            }
        }
    }

    /// Something about one of Python's own classes.
    pub(super) fn class_fact(&mut self, class: &Rc<Class>, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "__name__" | "__qualname__" => Some(Value::Str(Rc::clone(&class.name))),
            "__module__" => Some(Value::Str(Rc::clone(&class.module))),
            "__doc__" => Some(Value::None),
            "mro" => {
                let line = std::iter::once(class).chain(&class.ancestors);
                let line: Vec<Value> = line.map(|class| Value::Class(Rc::clone(class))).collect();
                Some(Value::function("mro", move |_, _| Ok(Value::list(line.clone()))))
            }
            _ => self.moment_fact(class, name)?,
        })
    }

    /// A function that is called on one of Python's own classes: `dict.fromkeys`.
    pub(super) fn class_function(&mut self, class: &Rc<Class>, name: &str) -> Option<Value> {
        let families = std::iter::once(class).chain(&class.ancestors);
        let family = families.filter(|class| class.is_builtin());
        for owner in family {
            let function: Option<fn(&mut Self, Args) -> Run<Value>> = match (&*owner.name, name) {
                ("dict", "fromkeys") => Some(Self::from_keys),
                ("str", "maketrans") => Some(Self::make_table),
                ("bytes", "fromhex") => Some(|machine, args| {
                    let text = args.take_one(machine, "fromhex")?;
                    let text = machine.str(&text)?.replace(' ', "");
                    let digits: Vec<char> = text.chars().collect();
                    let pairs = digits.chunks(2).map(|pair| {
                        let pair: String = pair.iter().collect();
                        u8::from_str_radix(&pair, 16).ok().filter(|_| pair.len() == 2)
                    });
                    match pairs.collect::<Option<Vec<u8>>>() {
                        Some(bytes) => Ok(Value::Bytes(bytes.into())),
                        None => {
                            let text = "non-hexadecimal number found in fromhex() arg";
                            Err(machine.error("ValueError", text))
                        }
                    }
                }),
                ("Decimal", "from_float") => {
                    Some(|machine, args| machine.construct("Decimal", args))
                }
                (owner, name) => Self::moment_function(owner, name),
            };
            if let Some(function) = function {
                return Some(Value::function(name, function));
            }
        }
        None
    }
}
