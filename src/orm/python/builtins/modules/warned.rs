//! The module `warnings`: which of the warnings that a library gives are kept.

use std::cell::RefCell;
use std::rc::Rc;

use crate::orm::python::{Args, Class, Machine, Names, Native, Raised, Run, Value};

/// What `filterwarnings()` and `simplefilter()` ask for.
#[derive(Clone)]
pub(in crate::orm::python) struct Filter {
    is_ignored: bool,
    category: Option<Rc<Class>>,
    /// How the message begins, in small letters.
    begins: Option<String>,
}

/// What becomes of warnings.
#[derive(Default)]
pub(in crate::orm::python) struct Filters {
    /// The last one counts first.
    filters: Vec<Filter>,
    /// The lists of `catch_warnings(record=True)`, the innermost last.
    recorded: Vec<Value>,
}

impl Machine {
    /// Whether a warning is kept for whoever runs the script.
    pub(in crate::orm::python) fn keeps_warning(&mut self, category: &str, message: &str) -> bool {
        let class = self.class_named(category);
        let message = message.to_lowercase();
        let applies = |filter: &&Filter| {
            let fits = filter.category.as_ref().is_none_or(|wanted| {
                let is = |class: &Rc<Class>| Rc::ptr_eq(class, wanted);
                class.as_ref().is_some_and(|own| is(own) || own.ancestors.iter().any(is))
            });
            fits && filter.begins.as_ref().is_none_or(|begins| message.starts_with(begins))
        };
        let found = self.filters.filters.iter().rev().find(applies);
        !found.is_some_and(|filter| filter.is_ignored)
    }

    /// Adds a warning to the innermost list that records them; false where there is none.
    pub(in crate::orm::python) fn records_warning(&mut self, category: &str, text: &str) -> bool {
        let Some(Value::List(list)) = self.filters.recorded.last().cloned() else { return false };
        let class = self.class_named(category).unwrap_or_else(|| self.builtin_class("Warning"));
        let exception = self.exception(&class, vec![Value::str(text)]);
        let line = self.line.get();
        let message = Value::Instance(exception);
        list.items.borrow_mut().push(Value::of(Caught { message, class, line }));
        true
    }

    /// The class of a warning: Python's, or that of a library's module.
    fn class_named(&self, name: &str) -> Option<Rc<Class>> {
        let of = |names: &Names| match names.get(name) {
            Some(Value::Class(class)) => Some(Rc::clone(class)),
            _ => None,
        };
        of(&self.builtins)
            .or_else(|| self.modules.values().find_map(|module| of(&module.names.borrow())))
    }
}

/// A warning in the list of `catch_warnings(record=True)`.
struct Caught {
    message: Value,
    class: Rc<Class>,
    line: usize,
}

impl Native for Caught {
    fn type_name(&self) -> Rc<str> {
        "WarningMessage".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn get_attribute(self: Rc<Self>, _: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "message" => Some(self.message.clone()),
            "category" => Some(Value::Class(Rc::clone(&self.class))),
            "lineno" => Some(Value::Int(i64::try_from(self.line).unwrap_or(i64::MAX))),
            _ => None,
        })
    }
}

/// `catch_warnings(record=False, action=None, category=Warning)`.
struct Catching {
    record: bool,
    filter: Option<Filter>,
    before: RefCell<Option<(Vec<Filter>, usize)>>,
}

impl Native for Catching {
    fn type_name(&self) -> Rc<str> {
        "catch_warnings".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn enter(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Value>> {
        let now = &mut machine.filters;
        *self.before.borrow_mut() = Some((now.filters.clone(), now.recorded.len()));
        now.filters.extend(self.filter.clone());
        if !self.record {
            return Ok(Some(Value::None));
        }
        let list = Value::list(Vec::new());
        now.recorded.push(list.clone());
        Ok(Some(list))
    }
    fn exit(self: Rc<Self>, machine: &mut Machine, _: Option<&Raised>) -> Run<bool> {
        if let Some((filters, recorded)) = self.before.take() {
            machine.filters.filters = filters;
            machine.filters.recorded.truncate(recorded);
        }
        Ok(false)
    }
}

fn category(value: Option<Value>) -> Option<Rc<Class>> {
    match value {
        Some(Value::Class(class)) => Some(class),
        _ => None,
    }
}

/// What a filter does with the warnings that it is for.
fn is_ignored(machine: &mut Machine, action: &Value) -> Run<bool> {
    match action.as_str() {
        Some("ignore") => Ok(true),
        Some("default" | "always" | "once" | "module" | "all") => Ok(false),
        Some("error") => Err(machine.unsupported("making errors of warnings")),
        _ => {
            let shown = machine.repr(action)?;
            Err(machine.error("AssertionError", format!("invalid action: {shown}")))
        }
    }
}

/// `simplefilter(action, category=Warning)` and `filterwarnings(action, message="", category=…)`.
fn filter(machine: &mut Machine, args: Args, function: &'static str) -> Run<Value> {
    let names: &[&str] = match function {
        "simplefilter" => &["action", "category?", "lineno?", "append?"],
        _ => &["action", "message?", "category?", "module?", "lineno?", "append?"],
    };
    let mut values = args.bind(machine, function, names)?.values.into_iter();
    let action = values.next().flatten().unwrap_or(Value::None);
    let message = if function == "simplefilter" { None } else { values.next().flatten() };
    let category = category(values.next().flatten());
    // Of a module, of a line, or behind the others: all warnings come from the library.
    for value in values.flatten() {
        if machine.truth(&value)? {
            return Err(machine.unsupported(format!("these arguments of {function}()")));
        }
    }
    let is_ignored = is_ignored(machine, &action)?;
    let begins = match message {
        Some(message) => {
            let text = machine.str(&message)?.to_lowercase();
            let plain = text.trim_start_matches(".*");
            if plain.len() < text.len() || text.contains(['[', '(', '\\', '|', '*', '+', '?']) {
                return Err(machine.unsupported("a pattern as the message of filterwarnings()"));
            }
            Some(text).filter(|text| !text.is_empty())
        }
        None => None,
    };
    machine.filters.filters.push(Filter { is_ignored, category, begins });
    Ok(Value::None)
}

/// Adds the module.
pub(super) fn add(machine: &mut Machine) {
    let mut names = Names::new();
    for name in ["simplefilter", "filterwarnings"] {
        let function = Value::function(name, move |machine, args| filter(machine, args, name));
        names.insert(name.into(), function);
    }
    let reset = Value::function("resetwarnings", |machine, args| {
        args.take_none(machine, "resetwarnings")?;
        machine.filters.filters.clear();
        Ok(Value::None)
    });
    names.insert("resetwarnings".into(), reset);
    let catch = Value::function("catch_warnings", |machine, args| {
        let parameters = ["*", "record?", "module?", "action?", "category?"];
        let [record, module, action, given] =
            args.bind(machine, "catch_warnings", &parameters)?.array();
        if module.is_some_and(|module| !matches!(module, Value::None)) {
            return Err(machine.unsupported("the module of catch_warnings()"));
        }
        let record = record.map_or(Ok(false), |value| machine.truth(&value))?;
        let filter = match action.filter(|action| !matches!(action, Value::None)) {
            Some(action) => {
                let is_ignored = is_ignored(machine, &action)?;
                Some(Filter { is_ignored, category: category(given), begins: None })
            }
            None => None,
        };
        Ok(Value::of(Catching { record, filter, before: RefCell::default() }))
    });
    names.insert("catch_warnings".into(), catch);
    let warn = Value::function("warn", |machine, args| {
        let parameters = ["message", "category?", "stacklevel?", "source?"];
        let [message, category] = args.bind(machine, "warn", &parameters)?.array();
        let message = message.unwrap_or(Value::None);
        let category = match (category, &message) {
            (Some(Value::Class(class)), _) => Rc::clone(&class.name),
            (_, Value::Instance(instance)) => Rc::clone(&instance.class.name),
            _ => "UserWarning".into(),
        };
        let message = machine.str(&message)?;
        machine.warn(&category, message.to_string());
        Ok(Value::None)
    });
    names.insert("warn".into(), warn);
    machine.add_module("warnings", names);
}
