//! Objects by their key: from the identity map, or read.

use std::rc::Rc;

use crate::orm::core::errors;
use crate::orm::mapper::{Mapper, Property, mapper_of_value};
use crate::orm::python::{Args, Instance, Machine, Run, Stop, Value};
use crate::orm::unit_of_work::cascade::is_a;
use crate::orm::unit_of_work::passive::Passive;
use crate::orm::unit_of_work::{Identity, Session, State};

/// What stands behind a warning that a flush gave which nobody asked for.
const BY_AUTOFLUSH: &str = " (This warning originated from the Session 'autoflush' process, which \
    was invoked automatically in response to a user-initiated operation. Consider using \
    ``no_autoflush`` context manager if this warning happened while initializing objects.)";

/// What the identity map has under a key.
pub enum Found {
    /// This object.
    Object(Rc<Instance>),
    /// An object of another class of the hierarchy.
    OtherClass,
    /// It is expired, and whether its row is still there may not be asked.
    Unknown,
    /// None.
    Nothing,
}

impl Session {
    /// Looks for an object in the identity map. One that is expired is read again, and is no more
    /// where its row is gone.
    ///
    /// # Errors
    ///
    /// What reading raises.
    pub fn lookup(
        self: &Rc<Self>,
        machine: &mut Machine,
        mapper: &Rc<Mapper>,
        identity: &Identity,
        passive: Passive,
    ) -> Run<Found> {
        let found = self.identity_map.borrow().get(identity);
        let Some((state, object)) = found else { return Ok(Found::Nothing) };
        if mapper.inherits.is_some() && !is_a(&state.mapper, mapper) {
            return Ok(Found::OtherClass);
        }
        if state.expired.get() {
            if !passive.has(Passive::SQL) {
                return Ok(Found::Unknown);
            }
            if passive.has(Passive::RELATED) && !self.is_still_there(machine, &state, passive)? {
                return Ok(Found::Nothing);
            }
        }
        Ok(Found::Object(object))
    }

    /// Reads an expired object again; false where its row is gone.
    pub(in crate::orm::unit_of_work) fn is_still_there(
        self: &Rc<Self>,
        machine: &mut Machine,
        state: &Rc<State>,
        passive: Passive,
    ) -> Run<bool> {
        match state.load_expired(machine, passive) {
            Ok(_) => Ok(true),
            Err(Stop::Raised(raised)) => {
                let class = errors::class(machine, "ObjectDeletedError");
                let exception = Value::Instance(Rc::clone(&raised.exception));
                if !machine.is_instance(&exception, &class) {
                    return Err(Stop::Raised(raised));
                }
                self.note_deleted(machine, &[Rc::clone(state)])?;
                Ok(false)
            }
            Err(stop) => Err(stop),
        }
    }

    /// Flushes, unless that is switched off or under way.
    ///
    /// # Errors
    ///
    /// What the flush raises.
    pub fn autoflush_now(self: &Rc<Self>, machine: &mut Machine) -> Run<()> {
        if !self.autoflush.get() || self.flushing.get() {
            return Ok(());
        }
        let warned = machine.warnings.len();
        let done = self.flush(machine);
        for warning in machine.warnings.iter_mut().skip(warned) {
            if &*warning.category == "SAWarning" && !warning.message.ends_with(BY_AUTOFLUSH) {
                warning.message.push_str(BY_AUTOFLUSH);
            }
        }
        done.inspect_err(|stop| {
            let Stop::Raised(raised) = stop else { return };
            let class = errors::class(machine, "StatementError");
            let exception = Value::Instance(Rc::clone(&raised.exception));
            if machine.is_instance(&exception, &class) {
                errors::add_detail(
                    &raised.exception,
                    "raised as a result of Query-invoked autoflush; consider using a \
                     session.no_autoflush block if this flush is occurring prematurely",
                );
            }
        })
    }

    /// `session.get(User, 1)`.
    ///
    /// # Errors
    ///
    /// InvalidRequestError about the key; what reading raises.
    pub fn get(self: &Rc<Self>, machine: &mut Machine, args: Args) -> Run<Option<Rc<Instance>>> {
        self.get_as(machine, "Session.get", args)
    }

    pub(in crate::orm::unit_of_work) fn get_as(
        self: &Rc<Self>,
        machine: &mut Machine,
        function: &str,
        args: Args,
    ) -> Run<Option<Rc<Instance>>> {
        let parameters = ["entity", "ident", "**options"];
        let taken = args.bind(machine, function, &parameters)?;
        let mut values = taken.values.into_iter();
        let entity = values.next().flatten().unwrap_or(Value::None);
        let ident = values.next().flatten().unwrap_or(Value::None);
        let Some(mapper) = mapper_of_value(&entity) else {
            return Err(no_inspection(machine, &entity));
        };
        mapper.registry.check(machine)?;
        let key = primary_key(machine, &mapper, &ident)?;
        let populate = taken.named.iter().any(|(name, value)| {
            matches!(&**name, "populate_existing" | "with_for_update")
                && !value.is_none()
                && !matches!(value, Value::Bool(false))
        });
        if !populate {
            let identity = Identity::new(machine, &mapper, key.clone())?;
            match self.lookup(machine, &mapper, &identity, Passive::LOAD)? {
                Found::Object(object) => {
                    let is_such = State::of_instance(&object)
                        .is_some_and(|state| is_a(&state.mapper, &mapper));
                    return Ok(is_such.then_some(object));
                }
                Found::OtherClass => return Ok(None),
                Found::Unknown | Found::Nothing => {}
            }
        }
        let loader = self.shared.loader(machine)?;
        loader.get(machine, self, &mapper, key, &taken.named)
    }

    /// `session.refresh(object)`.
    ///
    /// # Errors
    ///
    /// InvalidRequestError where it is not persistent or its row is gone.
    pub fn refresh(
        self: &Rc<Self>,
        machine: &mut Machine,
        state: &Rc<State>,
        keys: Option<Vec<Rc<str>>>,
    ) -> Run<()> {
        self.expire(machine, state, keys.as_deref())?;
        self.autoflush_now(machine)?;
        let loader = self.shared.loader(machine)?;
        if loader.refresh(machine, self, state, keys.as_deref())? {
            return Ok(());
        }
        let text = format!("Could not refresh instance '{}'", state.name());
        Err(errors::raise(machine, "InvalidRequestError", text))
    }
}

/// A line before an error's text.
/// `No inspection system is available for object of type <class 'str'>`.
pub(in crate::orm::unit_of_work) fn no_inspection(machine: &mut Machine, value: &Value) -> Stop {
    let class = Value::Class(machine.class_of(value));
    match machine.repr(&class) {
        Ok(shown) => {
            let text = format!("No inspection system is available for object of type {shown}");
            errors::raise(machine, "NoInspectionAvailable", text)
        }
        Err(stop) => stop,
    }
}

/// The values of a key as `get()` takes them: one, several in order, or by name.
fn primary_key(machine: &mut Machine, mapper: &Rc<Mapper>, ident: &Value) -> Run<Vec<Value>> {
    let columns = &mapper.primary_key;
    if let Value::Dict(_) = ident {
        let names: Vec<Rc<str>> = mapper
            .properties
            .borrow()
            .values()
            .filter_map(|property| match property {
                Property::Column(own)
                    if columns.iter().any(|one| {
                        Rc::ptr_eq(one, &own.column)
                            || own.also.iter().any(|also| Rc::ptr_eq(one, also))
                    }) =>
                {
                    Some(Rc::clone(&own.key))
                }
                _ => None,
            })
            .collect();
        let mut key = Vec::new();
        for name in &names {
            let wanted = Value::Str(Rc::clone(name));
            if !machine.contains(ident, &wanted)? {
                let shown: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
                let text = format!(
                    "Incorrect names of values in identifier to formulate primary key for \
                     session.get(); primary key attribute names are {} (synonym names are also \
                     accepted)",
                    shown.join(",")
                );
                return Err(errors::raise(machine, "InvalidRequestError", text));
            }
            key.push(machine.item(ident, &wanted)?);
        }
        return Ok(key);
    }
    let key = match ident {
        Value::Tuple(_) | Value::List(_) | Value::Set(_) => machine.collect(ident)?,
        one => vec![one.clone()],
    };
    if key.len() != columns.len() {
        let shown: Vec<String> = columns
            .iter()
            .map(|column| format!("'{}'", super::super::naming::column_name(column)))
            .collect();
        let text = format!(
            "Incorrect number of values in identifier to formulate primary key for session.get(); \
             primary key columns are {}",
            shown.join(",")
        );
        return Err(errors::raise(machine, "InvalidRequestError", text));
    }
    Ok(key)
}
