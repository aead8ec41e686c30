//! `flask_sqlalchemy`: `db = SQLAlchemy(app)`, with a session for each context of an application,
//! a base class of models, and all names of SQLAlchemy.

use std::cell::RefCell;
use std::rc::Rc;

use super::flask::{App, Contexts, abort};
use super::flask_query::{FlaskQuery, is_of_results};
use super::model;
use super::modules::{call, get, set};
use super::pagination::{Paged, paginate};
use crate::nearest::nearest_cased;
use crate::orm::python::{Args, Machine, Native, Run, Stop, Value};

/// What Flask-SQLAlchemy says of an application that knows no database.
const NOT_REGISTERED: &str = "The current Flask app is not registered with this 'SQLAlchemy' \
    instance. Did you forget to call 'init_app', or did you create multiple 'SQLAlchemy' instances?";
const REGISTERED_TWICE: &str = "A 'SQLAlchemy' instance has already been registered on this Flask \
    app. Import and use that instance instead.";
const NO_URL: &str = "Either 'SQLALCHEMY_DATABASE_URI' or 'SQLALCHEMY_BINDS' must be set.";

/// Methods of `db`.
const METHODS: [&str; 11] = [
    "Table",
    "create_all",
    "drop_all",
    "dynamic_loader",
    "first_or_404",
    "get_engine",
    "get_or_404",
    "init_app",
    "one_or_404",
    "paginate",
    "relationship",
];

/// `SQLAlchemy(app)`.
pub(super) struct Db {
    metadata: Value,
    model: RefCell<Value>,
    session: Rc<RefCell<Value>>,
    /// The engine of each application.
    engines: RefCell<Vec<(Rc<App>, Value)>>,
    /// What `session_options` gave.
    session_options: Vec<(Rc<str>, Value)>,
}

impl Db {
    /// `SQLAlchemy(…)`.
    pub(super) fn make(machine: &mut Machine, args: Args) -> Run<Rc<Self>> {
        let names = [
            "app?",
            "*",
            "metadata?",
            "session_options?",
            "query_class?",
            "model_class?",
            "engine_options?",
            "add_models_to_shell?",
            "disable_autonaming?",
        ];
        let taken = args.bind(machine, "SQLAlchemy.__init__", &names)?;
        let mut values = taken.values.into_iter();
        let mut next = || values.next().flatten().filter(|value| !value.is_none());
        let (app, metadata, options) = (next(), next(), next());
        let (query_class, model_class) = (next(), next());
        if query_class.is_some() {
            return Err(machine.unsupported("SQLAlchemy(query_class=…)"));
        }
        let session_options = match options {
            Some(Value::Dict(options)) => {
                let mut named: Vec<(Rc<str>, Value)> = Vec::new();
                for key in machine.collect(&Value::Dict(Rc::clone(&options)))? {
                    let value = machine.item(&Value::Dict(Rc::clone(&options)), &key)?;
                    named.push((machine.str(&key)?, value));
                }
                named
            }
            _ => Vec::new(),
        };
        let metadata = match metadata {
            Some(metadata) => metadata,
            None => call(machine, "sqlalchemy", "MetaData", Args::none())?,
        };
        let session = Rc::new(RefCell::new(Value::None));
        let db = Rc::new(Self {
            metadata: metadata.clone(),
            model: RefCell::new(Value::None),
            session: Rc::clone(&session),
            engines: RefCell::default(),
            session_options,
        });
        let model = model::base(machine, session, metadata, model_class)?;
        *db.model.borrow_mut() = model;
        let session = db.scoped_session(machine)?;
        *db.session.borrow_mut() = session;
        if let Some(app) = app {
            db.init_app(machine, &app)?;
        }
        Ok(db)
    }

    /// A session for each context, made when it is first asked for.
    fn scoped_session(self: &Rc<Self>, machine: &mut Machine) -> Run<Value> {
        let db = Rc::downgrade(self);
        let factory = Value::function("sessionmaker", move |machine, mut args| {
            let Some(db) = db.upgrade() else { return Ok(Value::None) };
            let engine = db.engine(machine)?;
            args.named.push(("bind".into(), engine));
            args.named.push(("query_cls".into(), Value::of(FlaskQuery)));
            args.named.extend(db.session_options.iter().cloned());
            call(machine, "sqlalchemy.orm", "Session", args)
        });
        let scope = Value::function("_app_ctx_id", |machine, _| {
            let number = Contexts::current(machine)?.number;
            Ok(Value::Int(i64::try_from(number).unwrap_or(i64::MAX)))
        });
        call(machine, "sqlalchemy.orm", "scoped_session", Args::of(vec![factory, scope]))
    }

    /// `db.init_app(app)`.
    fn init_app(self: &Rc<Self>, machine: &mut Machine, app: &Value) -> Run<()> {
        let Some(app) = app.native::<App>() else {
            return Err(machine.unsupported("init_app() with what is no Flask application"));
        };
        let extensions = machine.attribute(&Value::Native(app.clone()), "extensions")?;
        if machine.contains(&extensions, &Value::str("sqlalchemy"))? {
            return Err(machine.error("RuntimeError", REGISTERED_TWICE));
        }
        let url = app.config.set_default(machine, "SQLALCHEMY_DATABASE_URI", Value::None)?;
        let (mut echo, mut options) = (Value::Bool(false), Value::dict(Vec::new()));
        echo = app.config.set_default(machine, "SQLALCHEMY_ECHO", echo)?;
        options = app.config.set_default(machine, "SQLALCHEMY_ENGINE_OPTIONS", options)?;
        let binds = Value::dict(Vec::new());
        let binds = app.config.set_default(machine, "SQLALCHEMY_BINDS", binds)?;
        if machine.truth(&binds)? {
            return Err(machine.unsupported("SQLALCHEMY_BINDS"));
        }
        for key in ["SQLALCHEMY_RECORD_QUERIES", "SQLALCHEMY_TRACK_MODIFICATIONS"] {
            app.config.set_default(machine, key, Value::Bool(false))?;
        }
        if url.is_none() {
            return Err(machine.error("RuntimeError", NO_URL));
        }
        machine.set_item(&extensions, &Value::str("sqlalchemy"), Value::Native(self.clone()))?;
        let db = Rc::downgrade(self);
        let teardown = Value::function("_teardown_session", move |machine, _| {
            let session = db.upgrade().map(|db| db.session.borrow().clone());
            match session {
                Some(session) => machine.call_method(&session, "remove", Args::none()),
                None => Ok(Value::None),
            }
        });
        app.teardown.borrow_mut().push(teardown);
        let mut args = Args::of(vec![url]);
        args.named.push(("echo".into(), echo));
        let _ = options;
        let engine = call(machine, "sqlalchemy", "create_engine", args)?;
        self.engines.borrow_mut().push((app, engine));
        Ok(())
    }

    /// `db.engine`: that of the current application.
    pub(super) fn engine(&self, machine: &mut Machine) -> Run<Value> {
        let context = Contexts::current(machine)?;
        let engines = self.engines.borrow();
        let found = engines.iter().find(|(app, _)| Rc::ptr_eq(app, &context.app));
        match found.map(|(_, engine)| engine.clone()) {
            Some(engine) => Ok(engine),
            None => {
                drop(engines);
                Err(machine.error("RuntimeError", NOT_REGISTERED))
            }
        }
    }

    /// `db.session`.
    pub(super) fn session(&self) -> Value {
        self.session.borrow().clone()
    }

    /// `db.metadata`.
    pub(super) fn metadata(&self) -> Value {
        self.metadata.clone()
    }

    fn of_metadata(&self, machine: &mut Machine, name: &str) -> Run<Value> {
        let engine = self.engine(machine)?;
        machine.call_method(&self.metadata, name, Args::of(vec![engine]))
    }

    /// `db.get_or_404()` and its kin.
    fn or_404(&self, machine: &mut Machine, name: &str, mut args: Args) -> Run<Value> {
        let at = args.named.iter().position(|(key, _)| **key == *"description");
        let description = at.map(|at| args.named.remove(at).1);
        let session = self.session();
        let found = match name {
            "get_or_404" => machine.call_method(&session, "get", args)?,
            _ => {
                let result = machine.call_method(&session, "execute", args)?;
                let one = if name == "one_or_404" { "scalar_one" } else { "scalar" };
                match machine.call_method(&result, one, Args::none()) {
                    Err(Stop::Raised(raised)) if is_of_results(&raised.exception.class.name) => {
                        Value::None
                    }
                    other => other?,
                }
            }
        };
        if found.is_none() {
            return Err(abort(machine, 404, description.as_ref().and_then(Value::as_str)));
        }
        Ok(found)
    }
}

impl Native for Db {
    fn type_name(&self) -> Rc<str> {
        "SQLAlchemy".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn methods(&self) -> &'static [&'static str] {
        &METHODS
    }
    fn attributes(&self) -> Vec<Rc<str>> {
        ["Model", "engine", "metadata", "session"].map(Rc::from).to_vec()
    }
    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        mut args: Args,
    ) -> Run<Option<Value>> {
        Ok(Some(match name {
            "Table" => {
                let has_metadata = args.positional.get(1).is_some_and(
                    |it| matches!(it, Value::Native(native) if &*native.type_name() == "MetaData"),
                );
                if !has_metadata && !args.positional.is_empty() {
                    args.positional.insert(1, self.metadata());
                }
                call(machine, "sqlalchemy", "Table", args)?
            }
            "relationship" | "dynamic_loader" => call(machine, "sqlalchemy.orm", name, args)?,
            "create_all" | "drop_all" => {
                args.bind(machine, name, &["bind_key?"])?;
                self.of_metadata(machine, name)?
            }
            "init_app" => {
                let taken = args.bind(machine, "SQLAlchemy.init_app", &["app"])?;
                let app = taken.values.into_iter().flatten().next().unwrap_or(Value::None);
                self.init_app(machine, &app)?;
                Value::None
            }
            "get_engine" => self.engine(machine)?,
            "get_or_404" | "first_or_404" | "one_or_404" => self.or_404(machine, name, args)?,
            "paginate" if !args.positional.is_empty() => {
                let select = args.positional.remove(0);
                let session = self.session();
                paginate(machine, Paged::Select(select, session), args)?
            }
            _ => return Ok(None),
        }))
    }
    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(Some(match name {
            "Model" => self.model.borrow().clone(),
            "session" => self.session(),
            "metadata" => self.metadata(),
            "metadatas" => {
                let metadatas = Value::dict(Vec::new());
                machine.set_item(&metadatas, &Value::None, self.metadata())?;
                metadatas
            }
            "engine" => self.engine(machine)?,
            "engines" => {
                let (engines, engine) = (Value::dict(Vec::new()), self.engine(machine)?);
                machine.set_item(&engines, &Value::None, engine)?;
                engines
            }
            "Query" => Value::of(FlaskQuery),
            "event" => match machine.modules.get("sqlalchemy.event") {
                Some(module) => Value::Module(Rc::clone(module)),
                None => return Ok(None),
            },
            _ if METHODS.contains(&name) => {
                let native: Rc<dyn Native> = self;
                Value::bound(native, name)
            }
            _ => {
                let found = get(machine, "sqlalchemy", name);
                match found.or_else(|| get(machine, "sqlalchemy.orm", name)) {
                    Some(value) if !name.starts_with('_') => value,
                    _ => return Err(unknown(machine, name)),
                }
            }
        }))
    }
    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        if !Contexts::is_pushed(machine) {
            return Ok(Some("<SQLAlchemy>".into()));
        }
        let engine = self.engine(machine)?;
        let url = machine.attribute(&engine, "url")?;
        Ok(Some(format!("<SQLAlchemy {}>", machine.str(&url)?).into()))
    }
}

/// `db.Integr`: Flask-SQLAlchemy says the name alone; what may be meant is for people.
fn unknown(machine: &mut Machine, name: &str) -> Stop {
    let mut known: Vec<Rc<str>> = ["Model", "engine", "metadata", "session"].map(Rc::from).to_vec();
    known.extend(METHODS.map(Rc::from));
    for module in ["sqlalchemy", "sqlalchemy.orm"] {
        if let Some(module) = machine.modules.get(module) {
            known.extend(module.names.borrow().keys().cloned());
        }
    }
    let meant = nearest_cased(name, known.iter().map(|known| &**known)).map(str::to_owned);
    let mut stop = machine.error("AttributeError", name);
    if let (Stop::Raised(raised), Some(meant)) = (&mut stop, meant) {
        raised.hint = Some(meant.into());
    }
    stop
}

/// Makes the module `flask_sqlalchemy`.
pub(super) fn install(machine: &mut Machine) {
    let make =
        Value::function("SQLAlchemy", |machine, args| Ok(Value::Native(Db::make(machine, args)?)));
    set(machine, "flask_sqlalchemy", "SQLAlchemy", make);
}
