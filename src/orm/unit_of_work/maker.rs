//! `Session(…)`, `sessionmaker(…)` and `scoped_session(…)`.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::{Rc, Weak};

use super::super::core::Library;
use super::super::core::errors;
use super::super::python::{
    Args, Builtin, Class, Instance, Iter, Machine, Native, Raised, Run, Value,
};
use super::bind::bind_of;
use super::factory::{ScopedSession, SessionMaker};
use super::session::{ATTRIBUTES, METHODS, Options, bound};
use super::{Classes, Session, Shared, Transaction};

/// Methods that the layer above answers.
const QUESTIONS: [&str; 4] = ["query", "execute", "scalars", "scalar"];

/// The parameters of `Session(…)`.
const PARAMETERS: [&str; 15] = [
    "bind?",
    "*",
    "autoflush?",
    "future?",
    "expire_on_commit?",
    "autobegin?",
    "twophase?",
    "binds?",
    "enable_baked_queries?",
    "info?",
    "query_cls?",
    "autocommit?",
    "join_transaction_mode?",
    "close_resets_only?",
    "execution_options?",
];

fn options(machine: &mut Machine, args: Args) -> Run<Options> {
    let taken = args.bind(machine, "Session.__init__", &PARAMETERS)?;
    let names = PARAMETERS.iter().filter(|name| **name != "*");
    let given: Vec<(&str, Value)> = names
        .zip(taken.values)
        .filter_map(|(name, value)| Some((name.trim_end_matches('?'), value?)))
        .collect();
    let mut options = Options::bound(None);
    for (name, value) in given {
        match name {
            "bind" => options.bind = bind_of(machine, &value)?,
            "autoflush" => options.autoflush = machine.truth(&value)?,
            "expire_on_commit" => options.expire_on_commit = machine.truth(&value)?,
            "autobegin" => options.autobegin = machine.truth(&value)?,
            "close_resets_only" => options.closes_for_good = !machine.truth(&value)?,
            "autocommit" if machine.truth(&value)? => {
                return errors::argument(machine, "autocommit=True is no longer supported");
            }
            "future" if !machine.truth(&value)? => {
                let text = "The 'future' parameter passed to Session() may only be set to True.";
                return errors::argument(machine, text);
            }
            "binds" | "twophase" if machine.truth(&value)? => {
                return Err(machine.unsupported(format!("Session({name}=…)")));
            }
            "info" if !value.is_none() => options.info = value,
            "query_cls" if !value.is_none() => options.query_class = Some(value),
            _ => {}
        }
    }
    Ok(options)
}

/// A class that a script can call, which makes natives.
fn class(name: &str, module: &str, base: &Rc<Class>, construct: Option<Rc<Builtin>>) -> Rc<Class> {
    let mut ancestors = vec![Rc::clone(base)];
    ancestors.extend(base.ancestors.iter().cloned());
    Rc::new(Class {
        name: name.into(),
        module: module.into(),
        bases: vec![Rc::clone(base)],
        ancestors,
        dict: RefCell::default(),
        annotations: RefCell::default(),
        meta: Default::default(),
        slot: RefCell::default(),
        construct,
        line: 0,
    })
}

/// What makes natives of a class, when it is called.
type Make = fn(&Rc<Shared>, &mut Machine, Args) -> Run<Value>;

/// The classes of this room.
pub(super) fn classes(machine: &Machine, shared: &Weak<Shared>) -> Classes {
    let object = machine.builtin_class("object");
    let called = |name: &str, module: &str, make: Make| {
        let shared = Weak::clone(shared);
        let run = move |machine: &mut Machine, args: Args| match shared.upgrade() {
            Some(shared) => make(&shared, machine, args),
            None => Ok(Value::None),
        };
        let construct = Rc::new(Builtin { name: name.into(), of: None, run: Box::new(run) });
        class(name, module, &object, Some(construct))
    };
    let kept = |name: &str, base: &str| {
        class(name, "sqlalchemy.orm.collections", &machine.builtin_class(base), None)
    };
    let session = called("Session", "sqlalchemy.orm.session", |shared, machine, args| {
        let options = options(machine, args)?;
        Ok(Session::new(shared, &shared.classes.session, options).value())
    });
    // What may be asked of the class, as `Session.object_session(user)`.
    let object_session = Value::function("object_session", |machine, args| {
        let taken = args.bind(machine, "object_session", &["instance"])?;
        let object = taken.values.into_iter().next().flatten().unwrap_or(Value::None);
        super::object_session(machine, &object)
    });
    let identity_key = Value::function("identity_key", super::identity_key);
    session.dict.borrow_mut().insert("object_session".into(), object_session);
    session.dict.borrow_mut().insert("identity_key".into(), identity_key);
    Classes {
        session,
        sessionmaker: called("sessionmaker", "sqlalchemy.orm.session", SessionMaker::make),
        scoped_session: called("scoped_session", "sqlalchemy.orm.scoping", ScopedSession::make),
        list: kept("InstrumentedList", "list"),
        set: kept("InstrumentedSet", "set"),
        dict: kept("_MKeyfuncMapped", "dict"),
    }
}

impl SessionMaker {
    fn make(shared: &Rc<Shared>, machine: &mut Machine, args: Args) -> Run<Value> {
        let taken = args.bind(machine, "sessionmaker.__init__", &["bind?", "**options"])?;
        let mut named = taken.named;
        if let Some(bind) = taken.values.into_iter().next().flatten() {
            named.insert(0, ("bind".into(), bind));
        }
        named.retain(|(name, _)| &**name != "class_");
        let module = "sqlalchemy.orm.session";
        let class = class("Session", module, &shared.classes.session, None);
        let named = RefCell::new(named);
        Ok(Value::of(Self { shared: Rc::clone(shared), class, named }))
    }

    /// The class of the sessions that it makes.
    pub fn class(&self) -> Rc<Class> {
        Rc::clone(&self.class)
    }

    pub(super) fn session(&self, machine: &mut Machine, args: Args) -> Run<Rc<Session>> {
        let mut args = args;
        let kept = self.named.borrow().clone();
        for (name, value) in kept {
            let is_given = args.named.iter().any(|(given, _)| *given == name)
                || &*name == "bind" && !args.positional.is_empty();
            if !is_given {
                args.named.push((name, value));
            }
        }
        let options = options(machine, args)?;
        Ok(Session::new(&self.shared, &self.class, options))
    }
}

impl Native for SessionMaker {
    fn type_name(&self) -> Rc<str> {
        "sessionmaker".into()
    }

    fn class(&self, _machine: &Machine) -> Option<Rc<Class>> {
        Some(Rc::clone(&self.shared.classes.sessionmaker))
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "kw" => Some(Value::dict(self.named.borrow().clone())),
            "class_" => Some(Value::Class(self.class())),
            name => self.methods().contains(&name).then(|| Value::bound(self, name)),
        })
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        match name {
            "begin" => {
                let session = self.session(machine, Args::none())?;
                Ok(Some(Value::of(Begun { session, transaction: RefCell::default() })))
            }
            "configure" => {
                let mut named = self.named.borrow_mut();
                for (name, value) in args.named {
                    named.retain(|(own, _)| *own != name);
                    named.push((name, value));
                }
                Ok(Some(Value::None))
            }
            _ => Ok(None),
        }
    }

    fn methods(&self) -> &'static [&'static str] {
        &["begin", "configure"]
    }

    fn call(self: Rc<Self>, machine: &mut Machine, args: Args) -> Run<Option<Value>> {
        Ok(Some(self.session(machine, args)?.value()))
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

/// `with maker.begin() as session:`.
struct Begun {
    session: Rc<Session>,
    transaction: RefCell<Option<Rc<Transaction>>>,
}

impl Native for Begun {
    fn type_name(&self) -> Rc<str> {
        "_GeneratorContextManager".into()
    }

    fn enter(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Value>> {
        let transaction = self.session.begin(machine, false)?;
        Rc::clone(&transaction).enter(machine)?;
        *self.transaction.borrow_mut() = Some(transaction);
        Ok(Some(self.session.value()))
    }

    fn exit(self: Rc<Self>, machine: &mut Machine, raised: Option<&Raised>) -> Run<bool> {
        let transaction = self.transaction.borrow_mut().take();
        let done = match transaction {
            Some(transaction) => transaction.exit(machine, raised),
            None => Ok(false),
        };
        self.session.close(machine, false)?;
        done
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

impl ScopedSession {
    fn make(_shared: &Rc<Shared>, machine: &mut Machine, args: Args) -> Run<Value> {
        let [factory, _] =
            bound(machine, args, "scoped_session.__init__", ["session_factory", "scopefunc?"])?;
        Ok(Self::around(factory.unwrap_or(Value::None)))
    }

    /// A scope of the sessions that this makes when it is called.
    pub fn around(factory: Value) -> Value {
        Value::of(Self { factory, current: RefCell::default() })
    }

    /// The class of the sessions, for listeners.
    pub fn class(&self) -> Option<Rc<Class>> {
        if let Some(maker) = self.factory.native::<SessionMaker>() {
            return Some(maker.class());
        }
        self.current
            .borrow()
            .as_ref()
            .and_then(|current| current.native::<Session>())
            .map(|session| Rc::clone(&session.class))
    }

    /// The session, which is made if there is none.
    ///
    /// # Errors
    ///
    /// What making it raises.
    pub fn session(&self, machine: &mut Machine) -> Run<Value> {
        let current = self.current.borrow().clone();
        if let Some(current) = current {
            return Ok(current);
        }
        let made = machine.call(&self.factory, Args::none())?;
        *self.current.borrow_mut() = Some(made.clone());
        Ok(made)
    }
}

impl Native for ScopedSession {
    fn type_name(&self) -> Rc<str> {
        "scoped_session".into()
    }

    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        if ["remove", "configure", "query_property"].contains(&name) {
            return Ok(Some(Value::bound(self, name)));
        }
        match name {
            "session_factory" => return Ok(Some(self.factory.clone())),
            "registry" => return Ok(Some(Value::of(super::registry::Registry(self)))),
            _ => {}
        }
        let session = self.session(machine)?;
        machine.attribute_if_any(&session, name)
    }

    fn set_attribute(self: Rc<Self>, machine: &mut Machine, name: &str, value: Value) -> Run<bool> {
        let session = self.session(machine)?;
        machine.set_attribute(&session, name, value)?;
        Ok(true)
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        match name {
            "remove" => {
                let current = self.current.borrow_mut().take();
                if let Some(session) = current.and_then(|current| current.native::<Session>()) {
                    session.close(machine, false)?;
                }
                Ok(Some(Value::None))
            }
            "configure" => {
                if self.current.borrow().is_some() {
                    let text = "At least one scoped session is already present.  configure() can \
                                not affect sessions that have already been created.";
                    machine.warn("SAWarning", text);
                }
                machine.call_method(&self.factory, "configure", args).map(Some)
            }
            "query_property" => {
                let taken = args.bind(machine, "query_property", &["query_cls?"])?;
                let class = taken.values.into_iter().flatten().next();
                let class = class.filter(|class| !class.is_none());
                Ok(Some(Value::of(QueryProperty { scoped: self, class })))
            }
            name if METHODS.contains(&name) => {
                let held = self.session(machine)?;
                match held.native::<Session>() {
                    Some(session) if !QUESTIONS.contains(&name) => {
                        session.act(machine, "scoped_session", name, args).map(Some)
                    }
                    _ => machine.call_method(&held, name, args).map(Some),
                }
            }
            _ => Ok(None),
        }
    }

    fn methods(&self) -> &'static [&'static str] {
        METHODS
    }

    fn attributes(&self) -> Vec<Rc<str>> {
        ATTRIBUTES.iter().map(|name| Rc::from(*name)).collect()
    }

    fn call(self: Rc<Self>, machine: &mut Machine, args: Args) -> Run<Option<Value>> {
        if args.positional.is_empty() && args.named.is_empty() {
            return self.session(machine).map(Some);
        }
        if self.current.borrow().is_some() {
            let text = "Scoped session is already present; no new arguments may be specified.";
            return Err(errors::raise(machine, "InvalidRequestError", text));
        }
        let made = machine.call(&self.factory, args)?;
        *self.current.borrow_mut() = Some(made.clone());
        Ok(Some(made))
    }

    fn contains(self: Rc<Self>, machine: &mut Machine, item: &Value) -> Run<Option<bool>> {
        let session = self.session(machine)?;
        machine.contains(&session, item).map(Some)
    }

    fn iterate(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<Iter>>> {
        let session = self.session(machine)?;
        machine.iterate(&session).map(Some)
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

/// `Base.query = scoped.query_property()`: a query of the class that it is asked of.
struct QueryProperty {
    scoped: Rc<ScopedSession>,
    class: Option<Value>,
}

impl Native for QueryProperty {
    fn type_name(&self) -> Rc<str> {
        "query".into()
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }

    fn is_descriptor(&self) -> bool {
        true
    }

    fn descriptor_get(
        self: Rc<Self>,
        machine: &mut Machine,
        _instance: Option<&Rc<Instance>>,
        owner: &Rc<Class>,
    ) -> Run<Value> {
        let session = Rc::clone(&self.scoped).session(machine)?;
        let owner = Value::Class(Rc::clone(owner));
        match &self.class {
            Some(class) => {
                let named = vec![("session".into(), session)];
                machine.call(class, Args { positional: vec![owner], named })
            }
            None => machine.call_method(&session, "query", Args::of(vec![owner])),
        }
    }
}

impl Shared {
    /// What the sessions of a run share.
    pub fn new(machine: &Machine, library: &Rc<Library>) -> Rc<Self> {
        Rc::new_cyclic(|this| Self {
            library: Rc::clone(library),
            loader: OnceCell::new(),
            listeners: RefCell::default(),
            watched: RefCell::default(),
            classes: classes(machine, this),
            sessions: RefCell::default(),
            counted: Cell::new(0),
            commits: Cell::new(0),
            prepare: RefCell::default(),
            rolled_back: RefCell::default(),
        })
    }
}
