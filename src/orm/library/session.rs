//! The names of `sqlalchemy.orm` that sessions and queries give.

use std::rc::Rc;

use super::modules::set;
use crate::orm::core::mutable::{Like, Mutable};
use crate::orm::python::{Args, Machine, Run, Value};
use crate::orm::query::{self, Query};
use crate::orm::unit_of_work::{Session, Shared, State, collection, inspection, names};

const ORM: &str = "sqlalchemy.orm";

/// Puts the names into `sqlalchemy.orm` and the modules beside it.
pub(super) fn install(machine: &mut Machine, shared: &Rc<Shared>) {
    for name in ["Session", "sessionmaker", "scoped_session"] {
        set(machine, ORM, name, Value::Class(shared.class(name)));
    }
    for name in ["InstrumentedList", "InstrumentedSet"] {
        set(machine, "sqlalchemy.orm.collections", name, Value::Class(shared.class(name)));
    }
    for (module, name, function) in names::functions() {
        set(machine, module, name, function);
    }
    for (name, function) in query::functions() {
        set(machine, ORM, name, function);
    }
    let keyed = collection::key_func_dict(machine);
    for name in ["KeyFuncDict", "MappedCollection"] {
        set(machine, ORM, name, keyed.clone());
        set(machine, "sqlalchemy.orm.collections", name, keyed.clone());
    }
    let decorators = Value::of(collection::Decorators);
    set(machine, "sqlalchemy.orm.collections", "collection", decorators);
    let ordering = collection::ordering_list(machine);
    set(machine, "sqlalchemy.ext.orderinglist", "ordering_list", ordering);
    for (name, like) in
        [("MutableDict", Like::Dict), ("MutableList", Like::List), ("MutableSet", Like::Set)]
    {
        set(machine, "sqlalchemy.ext.mutable", name, Value::of(Mutable(like)));
    }
    set(machine, ORM, "Query", Value::function("Query", query));
    about_object(machine, "object_session", inspection::object_session);
    about_object(machine, "make_transient", |machine, object| {
        inspection::make_transient(machine, object).map(|()| Value::None)
    });
    about_object(machine, "make_transient_to_detached", |machine, object| {
        inspection::make_transient_to_detached(machine, object).map(|()| Value::None)
    });
    about_object(machine, "was_deleted", |machine, object| {
        Ok(Value::Bool(State::required(machine, object)?.deleted.get()))
    });
    let flag = Value::function("flag_modified", |machine, args| {
        let taken = args.bind(machine, "flag_modified", &["instance", "key"])?;
        let mut values = taken.values.into_iter().flatten();
        let (object, key) = (values.next().unwrap_or(Value::None), values.next());
        let key = key.unwrap_or(Value::None);
        let key = machine.str(&key)?;
        inspection::flag_modified(machine, &object, &key)?;
        Ok(Value::None)
    });
    set(machine, "sqlalchemy.orm.attributes", "flag_modified", flag);
    let sessions = Rc::clone(shared);
    let close = Value::function("close_all_sessions", move |machine, args| {
        args.bind(machine, "close_all_sessions", &[])?;
        close_all(machine, &sessions)?;
        Ok(Value::None)
    });
    set(machine, ORM, "close_all_sessions", close);
    let identity_key = Value::function("identity_key", inspection::identity_key);
    set(machine, "sqlalchemy.orm.util", "identity_key", identity_key);
}

/// Closes every session that there is.
///
/// # Errors
///
/// What listeners raise.
pub fn close_all(machine: &mut Machine, shared: &Shared) -> Run<()> {
    let sessions: Vec<Rc<Session>> =
        shared.sessions.borrow().iter().filter_map(std::rc::Weak::upgrade).collect();
    for session in sessions {
        session.close(machine, false)?;
    }
    Ok(())
}

type About = fn(&mut Machine, &Value) -> Run<Value>;

fn about_object(machine: &mut Machine, name: &'static str, about: About) {
    let function = Value::function(name, move |machine, args| {
        let taken = args.bind(machine, name, &["instance"])?;
        let object = taken.values.into_iter().flatten().next().unwrap_or(Value::None);
        about(machine, &object)
    });
    set(machine, ORM, name, function);
}

/// `Query(entities, session=None)`.
fn query(machine: &mut Machine, args: Args) -> Run<Value> {
    let taken = args.bind(machine, "Query.__init__", &["entities", "session?"])?;
    let mut values = taken.values.into_iter();
    let entities = values.next().flatten().unwrap_or(Value::None);
    let session = values.next().flatten().and_then(|session| session.native::<Session>());
    let entities = match &entities {
        Value::List(_) | Value::Tuple(_) => machine.collect(&entities)?,
        one => vec![one.clone()],
    };
    Ok(Query::new(machine, session, &entities)?.value())
}
