//! `flask`, as far as a script about tables needs it: an application with its configuration, and
//! its contexts. No request ever comes in.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::modules::set;
use crate::orm::core::Library;
use crate::orm::python::{Args, Class, Dict, Iter, Machine, Native, Raised, Run, Stop, Value};

/// What Flask says where no context is pushed.
const OUTSIDE: &str = "Working outside of application context.

This typically means that you attempted to use functionality that needed
the current application. To solve this, set up an application context
with app.app_context(). See the documentation for more information.";

/// The contexts that are pushed, the innermost last.
#[derive(Default)]
pub(super) struct Contexts {
    pushed: RefCell<Vec<Rc<Context>>>,
    made: Cell<u64>,
}

/// `Flask(__name__)`.
pub(super) struct App {
    name: Rc<str>,
    /// `app.config`.
    pub(super) config: Rc<Config>,
    extensions: Rc<Dict>,
    /// Called with None when a context of it is popped.
    pub(super) teardown: RefCell<Vec<Value>>,
    attributes: RefCell<Vec<(Rc<str>, Value)>>,
}

/// `app.config`: a dict with more ways to fill it.
pub(super) struct Config {
    entries: Rc<Dict>,
}

/// `app.app_context()`.
pub(super) struct Context {
    pub(super) app: Rc<App>,
    /// A number of its own; one session for each.
    pub(super) number: u64,
}

/// `current_app`.
struct CurrentApp;

impl Contexts {
    /// Those of the run.
    pub(super) fn of(machine: &Machine) -> Rc<Self> {
        let library = Library::of(machine);
        let found = library.kept.borrow().iter().find_map(|it| Rc::clone(it).downcast().ok());
        found.unwrap_or_else(|| {
            let contexts = Rc::new(Self::default());
            library.kept.borrow_mut().push(Rc::clone(&contexts) as Rc<dyn std::any::Any>);
            contexts
        })
    }

    /// The innermost one, or Flask's RuntimeError.
    pub(super) fn current(machine: &mut Machine) -> Run<Rc<Context>> {
        let current = Self::of(machine).pushed.borrow().last().cloned();
        current.ok_or_else(|| machine.error("RuntimeError", OUTSIDE))
    }

    /// Whether one is pushed.
    pub(super) fn is_pushed(machine: &Machine) -> bool {
        !Self::of(machine).pushed.borrow().is_empty()
    }

    pub(super) fn push(&self, context: &Rc<Context>) {
        self.pushed.borrow_mut().push(Rc::clone(context));
    }

    fn pop(machine: &mut Machine) -> Run<()> {
        let contexts = Self::of(machine);
        let Some(context) = contexts.pushed.borrow().last().cloned() else { return Ok(()) };
        // The session is put away while the context is still there.
        let teardown: Vec<Value> = context.app.teardown.borrow().clone();
        for function in teardown.iter().rev() {
            machine.call(function, Args::of(vec![Value::None]))?;
        }
        contexts.pushed.borrow_mut().pop();
        Ok(())
    }
}

impl App {
    pub(super) fn new(name: &str) -> Rc<Self> {
        Rc::new(Self {
            name: name.into(),
            config: Rc::new(Config { entries: Rc::default() }),
            extensions: Rc::default(),
            teardown: RefCell::default(),
            attributes: RefCell::default(),
        })
    }

    /// A context of it, pushed by nobody yet.
    pub(super) fn context(self: &Rc<Self>, machine: &Machine) -> Rc<Context> {
        let contexts = Contexts::of(machine);
        contexts.made.set(contexts.made.get() + 1);
        Rc::new(Context { app: Rc::clone(self), number: contexts.made.get() })
    }

    /// A decorator that leaves its function as it is.
    fn decorator(name: &str) -> Value {
        Value::function(name, |machine, args| {
            let taken = args.bind(machine, "decorator", &["f"])?;
            Ok(taken.values.into_iter().flatten().next().unwrap_or(Value::None))
        })
    }
}

impl Config {
    /// The value under a name; set to this where there is none.
    pub(super) fn set_default(
        &self,
        machine: &mut Machine,
        name: &str,
        value: Value,
    ) -> Run<Value> {
        let key = Value::str(name);
        let args = Args::of(vec![key, value]);
        machine.call_method(&Value::Dict(Rc::clone(&self.entries)), "setdefault", args)
    }

    pub(super) fn set(&self, machine: &mut Machine, name: &str, value: Value) -> Run<()> {
        machine.set_item(&Value::Dict(Rc::clone(&self.entries)), &Value::str(name), value)
    }
}

impl Native for App {
    fn type_name(&self) -> Rc<str> {
        "Flask".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn methods(&self) -> &'static [&'static str] {
        &[
            "app_context",
            "route",
            "get",
            "post",
            "put",
            "delete",
            "shell_context_processor",
            "teardown_appcontext",
            "before_request",
            "errorhandler",
        ]
    }
    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        Ok(Some(match name {
            "app_context" => Value::Native(self.context(machine)),
            // What they decorate is never called: no request comes in.
            "route" | "get" | "post" | "put" | "delete" | "errorhandler" => Self::decorator(name),
            "shell_context_processor" | "before_request" | "teardown_appcontext" => {
                args.positional.into_iter().next().unwrap_or(Value::None)
            }
            _ => return Ok(None),
        }))
    }
    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        let set = self.attributes.borrow().iter().find(|(own, _)| **own == *name).cloned();
        if let Some((_, value)) = set {
            return Ok(Some(value));
        }
        Ok(Some(match name {
            "name" | "import_name" => Value::Str(Rc::clone(&self.name)),
            "config" => Value::Native(Rc::clone(&self.config) as Rc<dyn Native>),
            "extensions" => Value::Dict(Rc::clone(&self.extensions)),
            "debug" | "testing" => Value::Bool(false),
            "secret_key" => Value::None,
            "run" | "test_client" | "test_request_context" | "cli" | "logger" | "json" => {
                return Err(machine.unsupported(format!("Flask.{name}")));
            }
            _ => return Ok(None),
        }))
    }
    fn attributes(&self) -> Vec<Rc<str>> {
        ["config", "debug", "extensions", "name"].map(Rc::from).to_vec()
    }
    fn set_attribute(self: Rc<Self>, _: &mut Machine, name: &str, value: Value) -> Run<bool> {
        let mut attributes = self.attributes.borrow_mut();
        attributes.retain(|(own, _)| **own != *name);
        attributes.push((name.into(), value));
        Ok(true)
    }
    fn repr(self: Rc<Self>, _: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some(format!("<Flask '{}'>", self.name).into()))
    }
}

impl Native for Context {
    fn type_name(&self) -> Rc<str> {
        "AppContext".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn methods(&self) -> &'static [&'static str] {
        &["push", "pop"]
    }
    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        _: Args,
    ) -> Run<Option<Value>> {
        match name {
            "push" => Contexts::of(machine).push(&self),
            "pop" => Contexts::pop(machine)?,
            _ => return Ok(None),
        }
        Ok(Some(Value::None))
    }
    fn get_attribute(self: Rc<Self>, _: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok((name == "app").then(|| Value::Native(Rc::clone(&self.app) as Rc<dyn Native>)))
    }
    fn enter(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Value>> {
        Contexts::of(machine).push(&self);
        Ok(Some(Value::Native(self)))
    }
    fn exit(self: Rc<Self>, machine: &mut Machine, _: Option<&Raised>) -> Run<bool> {
        Contexts::pop(machine)?;
        Ok(false)
    }
}

impl Native for Config {
    fn type_name(&self) -> Rc<str> {
        "Config".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn methods(&self) -> &'static [&'static str] {
        &[
            "from_mapping",
            "from_object",
            "update",
            "setdefault",
            "get",
            "pop",
            "keys",
            "values",
            "items",
        ]
    }
    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        let entries = Value::Dict(Rc::clone(&self.entries));
        match name {
            "from_mapping" => {
                machine.call_method(&entries, "update", args)?;
                Ok(Some(Value::Bool(true)))
            }
            "from_object" => {
                let taken = args.bind(machine, "from_object", &["obj"])?;
                let Some(Some(Value::Class(class))) = taken.values.into_iter().next() else {
                    return Err(machine.unsupported("Config.from_object of what is no class"));
                };
                for of in class.ancestors.iter().rev().chain([&class]) {
                    for (key, value) in of.dict.borrow().clone() {
                        if key.chars().all(|it| it.is_uppercase() || it == '_' || it.is_numeric()) {
                            machine.set_item(&entries, &Value::Str(key), value)?;
                        }
                    }
                }
                Ok(Some(Value::None))
            }
            _ if self.methods().contains(&name) => {
                machine.call_method(&entries, name, args).map(Some)
            }
            _ => Ok(None),
        }
    }
    fn get_item(self: Rc<Self>, machine: &mut Machine, key: &Value) -> Run<Option<Value>> {
        machine.item(&Value::Dict(Rc::clone(&self.entries)), key).map(Some)
    }
    fn set_item(self: Rc<Self>, machine: &mut Machine, key: &Value, value: Value) -> Run<bool> {
        machine.set_item(&Value::Dict(Rc::clone(&self.entries)), key, value)?;
        Ok(true)
    }
    fn delete_item(self: Rc<Self>, machine: &mut Machine, key: &Value) -> Run<bool> {
        machine.delete_item(&Value::Dict(Rc::clone(&self.entries)), key)?;
        Ok(true)
    }
    fn contains(self: Rc<Self>, machine: &mut Machine, item: &Value) -> Run<Option<bool>> {
        machine.contains(&Value::Dict(Rc::clone(&self.entries)), item).map(Some)
    }
    fn len(self: Rc<Self>, machine: &mut Machine) -> Run<Option<usize>> {
        machine.length(&Value::Dict(Rc::clone(&self.entries))).map(Some)
    }
    fn iterate(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<Iter>>> {
        machine.iterate(&Value::Dict(Rc::clone(&self.entries))).map(Some)
    }
    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let inner = machine.repr(&Value::Dict(Rc::clone(&self.entries)))?;
        Ok(Some(format!("<Config {inner}>").into()))
    }
}

impl Native for CurrentApp {
    fn type_name(&self) -> Rc<str> {
        "Flask".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        let app = Contexts::current(machine)?.app.clone();
        machine.attribute(&Value::Native(app), name).map(Some)
    }
    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let app = Contexts::current(machine)?.app.clone();
        machine.repr(&Value::Native(app)).map(Some)
    }
}

/// The exceptions of werkzeug that `abort()` raises: class, code, and what it says.
const ABORTS: [(&str, i64, &str, &str); 7] = [
    (
        "BadRequest",
        400,
        "Bad Request",
        "The browser (or proxy) sent a request that this server could not understand.",
    ),
    (
        "Unauthorized",
        401,
        "Unauthorized",
        "The server could not verify that you are authorized to access the URL requested. You either supplied the wrong credentials (e.g. a bad password), or your browser doesn't understand how to supply the credentials required.",
    ),
    (
        "Forbidden",
        403,
        "Forbidden",
        "You don't have the permission to access the requested resource. It is either read-protected or not readable by the server.",
    ),
    (
        "NotFound",
        404,
        "Not Found",
        "The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.",
    ),
    (
        "Conflict",
        409,
        "Conflict",
        "A conflict happened while processing the request. The resource might have been modified while the request was being processed.",
    ),
    (
        "InternalServerError",
        500,
        "Internal Server Error",
        "The server encountered an internal error and was unable to complete your request. Either the server is overloaded or there is an error in the application.",
    ),
    (
        "NotImplemented",
        501,
        "Not Implemented",
        "The server does not support the action requested by the browser.",
    ),
];

/// Raises what `abort(code)` raises.
pub(super) fn abort(machine: &mut Machine, code: i64, description: Option<&str>) -> Stop {
    let Some((name, _, status, usual)) = ABORTS.iter().find(|it| it.1 == code) else {
        return machine.error("LookupError", format!("no exception for {code}"));
    };
    let class = match super::modules::get(machine, "werkzeug.exceptions", name) {
        Some(Value::Class(class)) => class,
        _ => machine.builtin_class("Exception"),
    };
    let description = description.unwrap_or(usual);
    let text = format!("{code} {status}: {description}");
    let exception = machine.exception(&class, vec![Value::str(text)]);
    let mut dict = exception.dict.borrow_mut();
    dict.insert("code".into(), Value::Int(code));
    dict.insert("name".into(), Value::str(status));
    dict.insert("description".into(), Value::str(description));
    drop(dict);
    machine.stop(exception)
}

/// Makes the modules `flask` and `werkzeug.exceptions`.
pub(super) fn install(machine: &mut Machine) {
    let base = machine.builtin_class("Exception");
    let http = machine.new_class("HTTPException", "werkzeug.exceptions", vec![base], None);
    set(machine, "werkzeug.exceptions", "HTTPException", Value::Class(Rc::clone(&http)));
    for (name, ..) in ABORTS {
        let class: Rc<Class> =
            machine.new_class(name, "werkzeug.exceptions", vec![Rc::clone(&http)], None);
        set(machine, "werkzeug.exceptions", name, Value::Class(class));
    }
    let stop = Value::function("abort", |machine, args| {
        let taken = args.bind(machine, "abort", &["code", "description?"])?;
        let mut values = taken.values.into_iter();
        let Some(Some(Value::Int(code))) = values.next() else {
            return Err(machine.unsupported("abort() with what is no number"));
        };
        let description = values.next().flatten();
        Err(abort(machine, code, description.as_ref().and_then(Value::as_str)))
    });
    set(machine, "flask", "abort", stop.clone());
    set(machine, "werkzeug.exceptions", "abort", stop);
    let make = Value::function("Flask", |machine, args| {
        let name = args.positional.first().cloned();
        let Some(Value::Str(name)) = name else {
            return Err(machine.error(
                "TypeError",
                "Flask.__init__() missing 1 required positional argument: 'import_name'",
            ));
        };
        Ok(Value::Native(App::new(&name)))
    });
    set(machine, "flask", "Flask", make);
    set(machine, "flask", "current_app", Value::of(CurrentApp));
    let has = Value::function("has_app_context", |machine, _| {
        Ok(Value::Bool(Contexts::is_pushed(machine)))
    });
    set(machine, "flask", "has_app_context", has);
}
