//! Modules that are accepted and do little: `sys`, `logging`, `abc`, `pprint`, ….

use std::rc::Rc;

use crate::orm::python::builtins::library::functions;
use crate::orm::python::{Args, Machine, Names, Native, Run, Value};

/// An object whose every method does nothing: a logger, `sys.stderr`.
struct Silent {
    name: &'static str,
}

impl Native for Silent {
    fn type_name(&self) -> Rc<str> {
        self.name.into()
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        let name: Rc<str> = name.into();
        if name.starts_with("__") {
            return Ok(None);
        }
        Ok(Some(Value::bound(self, &name)))
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        if self.name == "stdout" && name == "write" {
            let text = args.take_one(machine, "write")?;
            let text = machine.str(&text)?;
            machine.write(&text)?;
            return Ok(Some(Value::Int(text.chars().count() as i64)));
        }
        Ok(Some(match name {
            "getLogger" | "getChild" => Value::Native(self),
            "isEnabledFor" => Value::Bool(false),
            _ => Value::None,
        }))
    }
}

pub(super) fn add(machine: &mut Machine) {
    let nothing = |_: &mut Machine, _: Args| Ok(Value::None);
    let mut names = functions(&[("exit", crate::orm::python::builtins::functions::exit)]);
    names.insert("version".into(), Value::str("3.11.0"));
    names.insert(
        "version_info".into(),
        Value::tuple(vec![Value::Int(3), Value::Int(11), Value::Int(0)]),
    );
    names.insert("maxsize".into(), Value::Int(i64::MAX));
    names.insert("platform".into(), Value::str("linux"));
    names.insert("argv".into(), Value::list(vec![Value::str("script.py")]));
    names.insert("stdout".into(), Value::of(Silent { name: "stdout" }));
    names.insert("stderr".into(), Value::of(Silent { name: "stderr" }));
    names.insert("path".into(), Value::list(Vec::new()));
    names.insert("modules".into(), Value::dict(Vec::new()));
    machine.add_module("sys", names);

    let mut names = Names::new();
    for name in [
        "basicConfig",
        "debug",
        "info",
        "warning",
        "error",
        "critical",
        "exception",
        "disable",
        "log",
    ] {
        names.insert(name.into(), Value::function(name, nothing));
    }
    for (name, level) in [
        ("NOTSET", 0),
        ("DEBUG", 10),
        ("INFO", 20),
        ("WARNING", 30),
        ("WARN", 30),
        ("ERROR", 40),
        ("CRITICAL", 50),
    ] {
        names.insert(name.into(), Value::Int(level));
    }
    for name in ["getLogger", "StreamHandler", "Formatter", "NullHandler"] {
        let made = |_: &mut Machine, _: Args| Ok(Value::of(Silent { name: "Logger" }));
        names.insert(name.into(), Value::function(name, made));
    }
    machine.add_module("logging", names);

    let marked = |machine: &mut Machine, args: Args| {
        let function = args.take_one(machine, "abstractmethod")?;
        machine.set_attribute(&function, "__isabstractmethod__", Value::Bool(true))?;
        Ok(function)
    };
    let base = machine.new_class("ABC", "abc", Vec::new(), None);
    base.dict.borrow_mut().insert("_abc_impl".into(), Value::None);
    let mut names = Names::new();
    names.insert("abstractmethod".into(), Value::function("abstractmethod", marked));
    names.insert("ABC".into(), Value::Class(base));
    names.insert("ABCMeta".into(), Value::Class(machine.builtin_class("ABCMeta")));
    machine.add_module("abc", names);

    let names = functions(&[
        ("pprint", pprint),
        ("pp", pprint),
        ("pformat", |machine, args| {
            let value = args.positional.first().cloned().unwrap_or(Value::None);
            machine.repr(&value).map(Value::Str)
        }),
    ]);
    machine.add_module("pprint", names);

    let mut names = Names::new();
    let lower = "abcdefghijklmnopqrstuvwxyz";
    let upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    names.insert("ascii_lowercase".into(), Value::str(lower));
    names.insert("ascii_uppercase".into(), Value::str(upper));
    names.insert("ascii_letters".into(), Value::str(format!("{lower}{upper}")));
    names.insert("digits".into(), Value::str("0123456789"));
    names.insert("hexdigits".into(), Value::str("0123456789abcdefABCDEF"));
    names.insert("punctuation".into(), Value::str(punctuation));
    names.insert("whitespace".into(), Value::str(" \t\n\r\x0b\x0c"));
    names.insert(
        "capwords".into(),
        Value::function("capwords", |machine, args| {
            let [text, mark] = args.bind(machine, "capwords", &["s", "sep?"])?.array();
            let given: Vec<Value> =
                mark.clone().filter(|mark| !mark.is_none()).into_iter().collect();
            let between = given.first().cloned().unwrap_or_else(|| Value::str(" "));
            let words =
                machine.call_method(&text.unwrap_or(Value::None), "split", Args::of(given))?;
            let mut changed = Vec::new();
            for word in machine.collect(&words)? {
                changed.push(machine.call_method(&word, "capitalize", Args::none())?);
            }
            machine.call_method(&between, "join", Args::of(vec![Value::list(changed)]))
        }),
    );
    names.insert(
        "Template".into(),
        crate::orm::python::builtins::library::refused("string.Template"),
    );
    machine.add_module("string", names);

    let mut names = functions(&[
        ("copy", |machine, args| {
            let value = args.take_one(machine, "copy")?;
            match &value {
                Value::List(_) | Value::Dict(_) | Value::Set(_) => {
                    machine.call_method(&value, "copy", Args::none())
                }
                Value::Instance(_) | Value::Native(_) => {
                    Err(machine.unsupported("copy.copy() of an object"))
                }
                _ => Ok(value),
            }
        }),
        ("deepcopy", |machine, args| {
            let value = args.positional.first().cloned().unwrap_or(Value::None);
            machine.deep_copy(&value)
        }),
    ]);
    names.insert("Error".into(), Value::Class(machine.builtin_class("Exception")));
    machine.add_module("copy", names);
}

/// What fits on a line; what does not, one item a line.
fn pprint(machine: &mut Machine, args: Args) -> Run<Value> {
    let value = args.positional.first().cloned().unwrap_or(Value::None);
    let text = machine.pretty(&value, 0, 0)?;
    machine.write(&text)?;
    machine.write("\n")?;
    Ok(Value::None)
}

impl Machine {
    fn pretty(&mut self, value: &Value, indent: usize, after: usize) -> Run<String> {
        let plain = match value {
            Value::Dict(dict) => {
                // Dicts are shown in the order of their keys.
                let keys: Vec<Value> =
                    dict.entries.borrow().keys().map(|key| key.0.clone()).collect();
                let sorted = self.sorted(keys.clone(), Vec::new(), "sort").unwrap_or(keys);
                let mut entries = crate::orm::python::Dict::default().entries.take();
                for key in sorted {
                    let found = self.item(value, &key)?;
                    let key = self.key(&key)?;
                    entries.insert(key, found);
                }
                Value::Dict(Rc::new(crate::orm::python::Dict { entries: entries.into() }))
            }
            other => other.clone(),
        };
        let text = self.repr(&plain)?;
        if text.chars().count() + indent + after <= 80 {
            return Ok(text.to_string());
        }
        let (open, close, items) = match &plain {
            Value::List(list) => ("[", "]", list.items.borrow().clone()),
            Value::Tuple(items) => ("(", ")", items.to_vec()),
            Value::Dict(dict) => {
                let entries = dict.entries.borrow().clone();
                let mut lines = Vec::new();
                let last = entries.len();
                for (at, (key, item)) in entries.iter().enumerate() {
                    let key = self.repr(&key.0)?;
                    let width = indent + 1 + key.chars().count() + 2;
                    let end = if at + 1 == last { after + 1 } else { 1 };
                    let item = self.nested(|machine| machine.pretty(item, width, end))?;
                    lines.push(format!("{key}: {item}"));
                }
                let between = format!(",\n{}", " ".repeat(indent + 1));
                return Ok(format!("{{{}}}", lines.join(&between)));
            }
            _ => return Ok(text.to_string()),
        };
        let mut lines = Vec::new();
        let last = items.len();
        for (at, item) in items.iter().enumerate() {
            let end = if at + 1 == last { after + 1 } else { 1 };
            lines.push(self.nested(|machine| machine.pretty(item, indent + 1, end))?);
        }
        let between = format!(",\n{}", " ".repeat(indent + 1));
        Ok(format!("{open}{}{close}", lines.join(&between)))
    }

    fn deep_copy(&mut self, value: &Value) -> Run<Value> {
        self.use_memory(1)?;
        Ok(match value {
            Value::List(list) => {
                let items = list.items.borrow().clone();
                let mut copies = Vec::with_capacity(items.len());
                for item in &items {
                    copies.push(self.nested(|machine| machine.deep_copy(item))?);
                }
                Value::list(copies)
            }
            Value::Tuple(items) => {
                let mut copies = Vec::with_capacity(items.len());
                for item in items.iter() {
                    copies.push(self.nested(|machine| machine.deep_copy(item))?);
                }
                Value::tuple(copies)
            }
            Value::Dict(dict) => {
                let entries = dict.entries.borrow().clone();
                let copy = Value::dict(Vec::new());
                for (key, item) in &entries {
                    let item = self.nested(|machine| machine.deep_copy(item))?;
                    self.set_item(&copy, &key.0, item)?;
                }
                copy
            }
            Value::Set(_) => self.call_method(value, "copy", Args::none())?,
            Value::Instance(_) | Value::Native(_) => {
                return Err(self.unsupported("copy.deepcopy() of an object"));
            }
            other => other.clone(),
        })
    }
}
