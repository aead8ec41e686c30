//! The names that a script finds bound before its first line.

use std::rc::Rc;

use super::flask::{App, Contexts};
use super::flask_sqlalchemy::Db;
use super::modules::call;
use crate::orm::core::{Database, Engine};
use crate::orm::python::{Args, Machine, Native, Run, Value};

/// Where databases in memory are.
const MEMORY: &str = "sqlite:///:memory:";

/// Binds `Base`, `engine` and `session`.
///
/// # Errors
///
/// Where the library is not complete.
pub fn bind_classic(machine: &mut Machine) -> Run<()> {
    let url = Args::of(vec![Value::str(MEMORY)]);
    let engine = call(machine, "sqlalchemy", "create_engine", url)?;
    let base = call(machine, "sqlalchemy.orm", "declarative_base", Args::none())?;
    let session = call(machine, "sqlalchemy.orm", "Session", Args::of(vec![engine.clone()]))?;
    set(machine, "engine", engine);
    set(machine, "Base", base);
    set(machine, "session", session);
    Ok(())
}

/// Binds Flask's `app`, and unless the script makes its own, `db` and `session`; a context of the
/// application is pushed.
///
/// # Errors
///
/// Where the library is not complete.
pub fn bind_flask(machine: &mut Machine, with_db: bool) -> Run<()> {
    let app = App::new("app");
    app.config.set(machine, "SQLALCHEMY_DATABASE_URI", Value::str(MEMORY))?;
    let context = app.context(machine);
    let app = Value::Native(app as Rc<dyn Native>);
    set(machine, "app", app.clone());
    if with_db {
        let db = Db::make(machine, Args::of(vec![app]))?;
        let session = db.session();
        set(machine, "db", Value::Native(db as Rc<dyn Native>));
        set(machine, "session", session);
    }
    Contexts::of(machine).push(&context);
    Ok(())
}

/// The engine that the script's `db`, or else its `engine`, is on.
pub fn engine(machine: &mut Machine) -> Option<Rc<Engine>> {
    let named = |machine: &Machine, name: &str| machine.globals.names.borrow().get(name).cloned();
    let db = named(machine, "db").and_then(|value| value.native::<Db>());
    let of_db = db.and_then(|db| db.engine(machine).ok());
    of_db.or_else(|| named(machine, "engine")).and_then(|value| value.native::<Engine>())
}

/// The database of an engine.
pub fn database(engine: &Engine) -> Option<Rc<std::cell::RefCell<dyn Database>>> {
    engine.database.borrow().clone()
}

fn set(machine: &Machine, name: &str, value: Value) {
    machine.globals.names.borrow_mut().insert(name.into(), value);
}
