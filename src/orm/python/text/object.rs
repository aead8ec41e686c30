//! `repr()` of any value.

use std::rc::Rc;

use crate::orm::python::text::{decimal, float, quote, time};
use crate::orm::python::value::address;
use crate::orm::python::{Args, Class, Dict, Instance, Machine, Run, Value};

/// A UUID as it is written.
pub(super) fn uuid(number: u128) -> String {
    let hex = format!("{number:032x}");
    let cut = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    [cut(0, 8), cut(8, 12), cut(12, 16), cut(16, 20), cut(20, 32)].join("-")
}

impl Machine {
    /// `repr(value)`.
    pub fn repr(&mut self, value: &Value) -> Run<Rc<str>> {
        let text: String = match value {
            Value::None => "None".into(),
            Value::NotImplemented => "NotImplemented".into(),
            Value::Ellipsis => "Ellipsis".into(),
            Value::Bool(truth) => if *truth { "True" } else { "False" }.into(),
            Value::Int(number) => number.to_string(),
            Value::Big(number) => self.digits(number)?,
            Value::Float(number) => float::repr(*number),
            Value::Decimal(number) => format!("Decimal('{}')", decimal::plain(*number)),
            Value::Str(text) => {
                self.use_bytes(text.len())?;
                quote::text(text)
            }
            Value::Bytes(bytes) => {
                self.use_bytes(bytes.len())?;
                quote::bytes(bytes)
            }
            Value::Date(date) => time::date_repr(*date),
            Value::DateTime(moment) => time::date_time_repr(*moment),
            Value::Time(moment) => time::time_repr(*moment),
            Value::Delta(micros) => time::delta_repr(*micros),
            Value::Uuid(number) => format!("UUID('{}')", uuid(*number)),
            Value::List(list) => {
                let items = list.items.borrow().clone();
                self.bracketed(Rc::as_ptr(list).addr(), "[", &items, "]", "[...]")?
            }
            Value::Tuple(items) => {
                let close = if items.len() == 1 { ",)" } else { ")" };
                self.bracketed(items.as_ptr().cast::<u8>().addr(), "(", items, close, "(...)")?
            }
            Value::Dict(dict) => self.dict_repr(dict)?,
            Value::Set(set) => {
                let items = self.set_items(set);
                let at = Rc::as_ptr(set).addr();
                match (items.is_empty(), set.frozen) {
                    (true, true) => "frozenset()".into(),
                    (true, false) => "set()".into(),
                    (false, true) => {
                        self.bracketed(at, "frozenset({", &items, "})", "frozenset(...)")?
                    }
                    (false, false) => self.bracketed(at, "{", &items, "}", "set(...)")?,
                }
            }
            Value::Range(start, stop, 1) => format!("range({start}, {stop})"),
            Value::Range(start, stop, step) => format!("range({start}, {stop}, {step})"),
            Value::Slice(parts) => {
                let mut texts = Vec::new();
                for part in parts.iter() {
                    texts.push(self.repr(part)?);
                }
                format!("slice({})", texts.join(", "))
            }
            Value::Iterator(iter) => {
                let name = match iter.type_name {
                    "generator" => {
                        let name = iter.state.try_borrow().ok().and_then(|state| state.name());
                        format!("generator object {}", name.as_deref().unwrap_or("<genexpr>"))
                    }
                    name => format!("{name} object"),
                };
                format!("<{name} at 0x{:x}>", self.place(value))
            }
            Value::Function(function) => {
                format!("<function {} at 0x{:x}>", function.qualified, self.place(value))
            }
            Value::Method(method) => {
                let name = match &method.function {
                    Value::Function(function) => Rc::clone(&function.qualified),
                    Value::Builtin(builtin) => Rc::clone(&builtin.name),
                    _ => "?".into(),
                };
                let is_object = matches!(method.receiver, Value::Instance(_) | Value::Native(_));
                if matches!(method.function, Value::Builtin(_)) && !is_object {
                    let kind = self.type_name(&method.receiver);
                    let at = self.place(&method.receiver);
                    format!("<built-in method {name} of {kind} object at 0x{at:x}>")
                } else {
                    let receiver = self.repr(&method.receiver)?;
                    format!("<bound method {name} of {receiver}>")
                }
            }
            Value::Builtin(builtin) => match &builtin.of {
                Some(native) => {
                    let name = native.method_name(&builtin.name);
                    format!(
                        "<bound method {name} of {}>",
                        self.repr(&Value::Native(Rc::clone(native)))?
                    )
                }
                None => format!("<built-in function {}>", builtin.name),
            },
            Value::Class(class) => self.class_repr(class),
            Value::Instance(instance) => return self.instance_repr(instance),
            Value::Property(_) => format!("<property object at 0x{:x}>", self.place(value)),
            Value::StaticMethod(inner) => format!("<staticmethod({})>", self.repr(inner)?),
            Value::ClassMethod(inner) => format!("<classmethod({})>", self.repr(inner)?),
            Value::Super(class, object) => {
                let kind = self.short_type_name(object);
                format!("<super: <class '{}'>, <{kind} object>>", class.name)
            }
            Value::Module(module) => format!("<module '{}' (built-in)>", module.name),
            Value::Native(native) => match Rc::clone(native).repr(self)? {
                Some(text) => return Ok(text),
                None => {
                    let kind = match native.class(self) {
                        Some(class) => format!("{}.{}", class.module, class.qualified()),
                        None => native.type_name().to_string(),
                    };
                    format!("<{kind} object at 0x{:x}>", self.place(value))
                }
            },
        };
        Ok(text.into())
    }

    /// Items between brackets; where they stand within themselves, `cycle`.
    fn bracketed(
        &mut self,
        at: usize,
        open: &str,
        items: &[Value],
        close: &str,
        cycle: &str,
    ) -> Run<String> {
        if self.open.contains(&at) {
            return Ok(cycle.to_owned());
        }
        self.step(items.len() as u64)?;
        self.open.push(at);
        let result = self.nested(|machine| {
            let mut text = open.to_owned();
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    text.push_str(", ");
                }
                text.push_str(&machine.repr(item)?);
            }
            text.push_str(close);
            machine.use_bytes(text.len())?;
            Ok(text)
        });
        self.open.pop();
        result
    }

    fn dict_repr(&mut self, dict: &Rc<Dict>) -> Run<String> {
        let at = Rc::as_ptr(dict).addr();
        if self.open.contains(&at) {
            return Ok("{...}".to_owned());
        }
        let entries: Vec<(Value, Value)> = {
            let entries = dict.entries.borrow();
            entries.iter().map(|(key, value)| (key.0.clone(), value.clone())).collect()
        };
        self.step(entries.len() as u64)?;
        self.open.push(at);
        let result = self.nested(|machine| {
            let mut text = String::from("{");
            for (place, (key, value)) in entries.iter().enumerate() {
                if place > 0 {
                    text.push_str(", ");
                }
                text.push_str(&machine.repr(key)?);
                text.push_str(": ");
                text.push_str(&machine.repr(value)?);
            }
            text.push('}');
            machine.use_bytes(text.len())?;
            Ok(text)
        });
        self.open.pop();
        result
    }

    /// `<class '__main__.User'>`.
    fn class_repr(&mut self, class: &Rc<Class>) -> String {
        if self.is_enum(class) && &*class.module != "enum" {
            return format!("<enum '{}'>", class.name);
        }
        match &*class.module {
            "builtins" => format!("<class '{}'>", class.name),
            module => format!("<class '{module}.{}'>", class.qualified()),
        }
    }

    fn instance_repr(&mut self, instance: &Rc<Instance>) -> Run<Rc<str>> {
        let value = Value::Instance(Rc::clone(instance));
        if let Some(method) = self.special(&value, "__repr__") {
            let text = self.nested(|machine| machine.call_special(&value, &method, Vec::new()))?;
            return self.expect_text(text, "__repr__");
        }
        self.base_repr(instance)
    }

    /// `repr()` of an object whose class's own `__repr__` has no say, or calls this by `super()`.
    pub(in crate::orm::python) fn base_repr(&mut self, instance: &Rc<Instance>) -> Run<Rc<str>> {
        let class = &instance.class;
        let metas = std::iter::once(class).chain(&class.ancestors);
        let meta = metas.filter_map(|class| class.meta.get().cloned()).next();
        if let Some(meta) = meta
            && let Some(text) = meta.repr(self, instance)?
        {
            return Ok(text);
        }
        if class.is_exception() {
            let args = Self::exception_args(instance);
            let name = Rc::clone(&class.name);
            let at = Rc::as_ptr(instance).addr();
            return Ok(self.bracketed(at, &format!("{name}("), &args, ")", "...")?.into());
        }
        if let Some(part) = Self::part(instance) {
            return self.part_repr(instance, &part);
        }
        self.plain_repr(instance)
    }

    /// `object.__repr__`.
    pub(in crate::orm::python) fn plain_repr(&mut self, instance: &Rc<Instance>) -> Run<Rc<str>> {
        let class = &instance.class;
        let at = address(instance.identity);
        let module = if &*class.module == "builtins" { None } else { Some(&class.module) };
        Ok(match module {
            None => format!("<{} object at 0x{at:x}>", class.name),
            Some(module) => format!("<{module}.{} object at 0x{at:x}>", class.qualified()),
        }
        .into())
    }

    /// An object of a class that derives from `list`, `str` and their like.
    fn part_repr(&mut self, instance: &Rc<Instance>, part: &Value) -> Run<Rc<str>> {
        let text = self.repr(part)?;
        let name = Rc::clone(&instance.class.name);
        let families = std::iter::once(&instance.class).chain(&instance.class.ancestors);
        let family = families
            .map(|class| class.own_name())
            .find(|name| matches!(*name, "defaultdict" | "Counter" | "OrderedDict" | "deque"));
        let empty = matches!(part, Value::Dict(dict) if dict.entries.borrow().is_empty());
        Ok(match family {
            Some("defaultdict") => {
                let factory = instance.dict.borrow().get("default_factory").cloned();
                let factory = self.repr(&factory.unwrap_or(Value::None))?;
                format!("{name}({factory}, {text})").into()
            }
            Some("OrderedDict") if !empty => {
                let Value::Dict(dict) = part else { return Ok(text) };
                let pairs: Vec<Value> = {
                    let entries = dict.entries.borrow();
                    let pairs = entries.iter();
                    pairs.map(|(key, v)| Value::tuple(vec![key.0.clone(), v.clone()])).collect()
                };
                format!("{name}({})", self.repr(&Value::list(pairs))?).into()
            }
            Some("Counter") if !empty => {
                // The most common first.
                let value = Value::Instance(Rc::clone(instance));
                let most = self.call_method(&value, "most_common", Args::none())?;
                let mut texts = Vec::new();
                for pair in self.collect(&most)? {
                    if let Value::Tuple(pair) = &pair
                        && let [key, count] = &**pair
                    {
                        texts.push(format!("{}: {}", self.repr(key)?, self.repr(count)?));
                    }
                }
                format!("{name}({{{}}})", texts.join(", ")).into()
            }
            Some("Counter" | "OrderedDict") if empty => format!("{name}()").into(),
            Some("deque") => match instance.dict.borrow().get("maxlen") {
                Some(Value::Int(most)) => format!("{name}({text}, maxlen={most})").into(),
                _ => format!("{name}({text})").into(),
            },
            Some(_) => format!("{name}({text})").into(),
            None => match part {
                Value::Set(_) => {
                    let inner = text
                        .strip_prefix("frozenset(")
                        .map_or(&*text, |rest| rest.strip_suffix(')').unwrap_or(rest));
                    let inner = if inner == "set()" { "" } else { inner };
                    format!("{name}({inner})").into()
                }
                _ => text,
            },
        })
    }

    /// Where an object lies, as `id()` tells: the same as long as it lives.
    pub(in crate::orm::python) fn place(&mut self, value: &Value) -> u64 {
        let at = match value {
            Value::Instance(instance) => return address(instance.identity),
            Value::Int(number) => {
                return 0x5500_0000_0000 + number.cast_unsigned().wrapping_mul(32) % (1 << 40);
            }
            Value::Big(number) => Rc::as_ptr(number).addr(),
            Value::None => return 0x5500_0000_0010,
            Value::Bool(truth) => return 0x5500_0000_0020 + u64::from(*truth) * 32,
            Value::Str(text) => Rc::as_ptr(text).cast::<u8>().addr(),
            Value::Bytes(bytes) => Rc::as_ptr(bytes).cast::<u8>().addr(),
            Value::List(list) => Rc::as_ptr(list).addr(),
            Value::Tuple(items) => items.as_ptr().cast::<u8>().addr(),
            Value::Dict(dict) => Rc::as_ptr(dict).addr(),
            Value::Set(set) => Rc::as_ptr(set).addr(),
            Value::Iterator(iter) => Rc::as_ptr(iter).addr(),
            Value::Function(function) => Rc::as_ptr(function).addr(),
            Value::Method(method) => Rc::as_ptr(method).addr(),
            Value::Builtin(builtin) => Rc::as_ptr(builtin).addr(),
            Value::Class(class) => Rc::as_ptr(class).addr(),
            Value::Property(property) => Rc::as_ptr(property).addr(),
            Value::Module(module) => Rc::as_ptr(module).addr(),
            Value::Native(native) => Rc::as_ptr(native).cast::<u8>().addr(),
            _ => 0,
        };
        if let Some(identity) = self.places.get(&at) {
            return address(*identity);
        }
        let identity = self.identity();
        self.places.insert(at, identity);
        address(identity)
    }
}
