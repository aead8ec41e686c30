//! What the script listens for: `event.listen()` on sessions, classes and attributes.

use std::rc::Rc;

use super::super::core::Connection;
use super::super::mapper::{Attribute, Mapper, Property, mapper_of};
use super::super::python::{Args, Class, Machine, Run, Value};
use super::factory::{ScopedSession, SessionMaker};
use super::naming::connection_value;
use super::passive::Got;
use super::symbol::Symbol;
use super::token::Token;
use super::{Session, Shared, State};

/// One function that listens.
#[derive(Clone)]
pub struct Listener {
    target: Target,
    name: Rc<str>,
    function: Value,
    /// What it returns is the value (`retval=True`).
    returns: bool,
    /// It is handed the state, not the object (`raw=True`).
    raw: bool,
    /// It listens to classes derived from its own, too (`propagate=True`).
    propagates: bool,
    /// It listens to an attribute since before its mapper was configured.
    early: bool,
}

/// What is listened to.
#[derive(Clone)]
enum Target {
    /// Sessions of this class and those derived from it.
    Sessions(Rc<Class>),
    /// One session.
    Session(std::rc::Weak<Session>),
    /// Objects of this class.
    Class(Rc<Class>),
    /// All mapped objects.
    Mappers,
    /// An attribute.
    Attribute(Property, Rc<Class>),
}

impl Shared {
    /// `event.listen(target, name, function, …)`; false where the target is none of a session, a
    /// class or an attribute.
    ///
    /// # Errors
    ///
    /// What looking at the arguments raises.
    pub fn listen(
        &self,
        machine: &mut Machine,
        target_value: &Value,
        name: &str,
        function: Value,
        named: &[(Rc<str>, Value)],
    ) -> Run<bool> {
        let Some(target) = self.target(target_value) else { return Ok(false) };
        let mut flag = |wanted: &str| -> Run<bool> {
            match named.iter().find(|(name, _)| &**name == wanted) {
                Some((_, value)) => machine.truth(value),
                None => Ok(false),
            }
        };
        let early = value_mapper(target_value).is_some_and(|mapper| !mapper.configured.get());
        let listener = Listener {
            target,
            early,
            name: name.into(),
            function,
            returns: flag("retval")?,
            raw: flag("raw")?,
            propagates: flag("propagate")?,
        };
        self.listeners.borrow_mut().push(listener);
        Ok(true)
    }

    /// `event.remove(target, name, function)`.
    pub fn unlisten(&self, name: &str, function: &Value) {
        self.listeners.borrow_mut().retain(|one| &*one.name != name || !one.function.is(function));
    }

    fn target(&self, value: &Value) -> Option<Target> {
        if let Some(session) = value.native::<Session>() {
            return Some(Target::Session(Rc::downgrade(&session)));
        }
        if let Some(maker) = value.native::<SessionMaker>() {
            return Some(Target::Sessions(maker.class()));
        }
        if let Some(scoped) = value.native::<ScopedSession>() {
            return scoped.class().map(Target::Sessions);
        }
        if let Some(mapper) = value.native::<Mapper>() {
            return Some(Target::Class(Rc::clone(&mapper.class)));
        }
        if let Some(attribute) = value.native::<Attribute>() {
            let class = Rc::clone(&attribute.mapper.class);
            return Some(Target::Attribute(attribute.property.clone(), class));
        }
        let Value::Class(class) = value else { return None };
        if is_of(class, &self.classes.session) {
            return Some(Target::Sessions(Rc::clone(class)));
        }
        if &*class.name == "Mapper" && mapper_of(class).is_none() {
            return Some(Target::Mappers);
        }
        let is_base = mapper_of(class).is_some() || class.meta.get().is_some();
        is_base.then(|| Target::Class(Rc::clone(class)))
    }

    fn heard(&self, name: &str, is_target: impl Fn(&Listener) -> bool) -> Vec<Listener> {
        self.listeners
            .borrow()
            .iter()
            .filter(|one| &*one.name == name && is_target(one))
            .cloned()
            .collect()
    }

    fn heard_of_object(&self, name: &str, state: &State) -> Vec<Listener> {
        if self.listeners.borrow().is_empty() {
            return Vec::new();
        }
        let class = &state.mapper.class;
        self.heard(name, |one| match &one.target {
            Target::Mappers => true,
            Target::Class(own) => {
                Rc::ptr_eq(own, class)
                    || (one.propagates || mapper_of(own).is_none()) && is_of(class, own)
            }
            _ => false,
        })
    }

    /// Objects were expired.
    pub(super) fn events_expired(
        &self,
        machine: &mut Machine,
        state: &State,
        keys: Option<&[Rc<str>]>,
    ) -> Run<()> {
        let keys = keys.map_or(Value::None, |keys| {
            Value::list(keys.iter().map(|key| Value::Str(Rc::clone(key))).collect())
        });
        for listener in self.heard_of_object("expire", state) {
            machine.call(&listener.function, Args::of(vec![state.value(), keys.clone()]))?;
        }
        Ok(())
    }

    /// An object was loaded: `@reconstructor` and listeners are told. Who reads rows calls this
    /// for each object that it made.
    ///
    /// # Errors
    ///
    /// What they raise.
    pub fn fire_load(&self, machine: &mut Machine, state: &Rc<State>) -> Run<()> {
        let reconstructor = state.mapper.reconstructor.borrow().clone();
        if let Some(function) = reconstructor {
            machine.call(&function, Args::of(vec![state.value()]))?;
        }
        for listener in self.heard_of_object("load", state) {
            let first = if listener.raw { native(state) } else { state.value() };
            machine.call(&listener.function, Args::of(vec![first, Value::None]))?;
        }
        Ok(())
    }

    /// An object was made by the script, with these arguments.
    ///
    /// # Errors
    ///
    /// What listeners raise.
    pub fn fire_init(&self, machine: &mut Machine, state: &Rc<State>, args: &Args) -> Run<()> {
        for listener in self.heard_of_object("init", state) {
            let rest = vec![
                state.value(),
                Value::tuple(args.positional.clone()),
                Value::dict(args.named.clone()),
            ];
            machine.call(&listener.function, Args::of(rest))?;
        }
        Ok(())
    }
}

/// The mapper of an attribute.
fn value_mapper(value: &Value) -> Option<Rc<Mapper>> {
    value.native::<Attribute>().map(|attribute| Rc::clone(&attribute.mapper))
}

/// A class is another, or is derived from it.
fn is_of(class: &Rc<Class>, other: &Rc<Class>) -> bool {
    Rc::ptr_eq(class, other) || class.ancestors.iter().any(|one| Rc::ptr_eq(one, other))
}

fn native(state: &Rc<State>) -> Value {
    Value::Native(Rc::clone(state) as _)
}

/// `before_insert` and its kin.
pub(super) fn mapper_event(
    machine: &mut Machine,
    name: &str,
    state: &Rc<State>,
    connection: &Rc<Connection>,
) -> Run<()> {
    for listener in state.shared.heard_of_object(name, state) {
        let mapper = Value::Native(Rc::clone(&state.mapper) as _);
        let target = if listener.raw { native(state) } else { state.value() };
        let args = Args::of(vec![mapper, connection_value(connection), target]);
        machine.call(&listener.function, args)?;
    }
    Ok(())
}

impl Session {
    fn heard(self: &Rc<Self>, name: &str) -> Vec<Listener> {
        if self.shared.listeners.borrow().is_empty() {
            return Vec::new();
        }
        self.shared.heard(name, |one| match &one.target {
            Target::Session(own) => std::ptr::eq(own.as_ptr(), Rc::as_ptr(self)),
            Target::Sessions(class) => is_of(&self.class, class),
            _ => false,
        })
    }

    /// Tells of something in the session. Who executes statements tells of `do_orm_execute`.
    ///
    /// # Errors
    ///
    /// What listeners raise.
    pub fn fire(self: &Rc<Self>, machine: &mut Machine, name: &str, rest: &[Value]) -> Run<()> {
        for listener in self.heard(name) {
            let mut args = vec![self.value()];
            args.extend_from_slice(rest);
            machine.call(&listener.function, Args::of(args))?;
        }
        Ok(())
    }

    /// Somebody listens to this event.
    pub fn has_listeners(self: &Rc<Self>, name: &str) -> bool {
        !self.heard(name).is_empty()
    }

    /// Tells of something, with nothing but what it is about.
    ///
    /// # Errors
    ///
    /// What listeners raise.
    pub fn fire_alone(
        self: &Rc<Self>,
        machine: &mut Machine,
        name: &str,
        about: &Value,
    ) -> Run<()> {
        for listener in self.heard(name) {
            machine.call(&listener.function, Args::of(vec![about.clone()]))?;
        }
        Ok(())
    }

    /// Tells of something that befell an object.
    pub(super) fn fire_about(
        self: &Rc<Self>,
        machine: &mut Machine,
        name: &str,
        state: &Rc<State>,
    ) -> Run<()> {
        for listener in self.heard(name) {
            let args = Args::of(vec![self.value(), state.value()]);
            machine.call(&listener.function, args)?;
        }
        Ok(())
    }
}

/// What listeners to attributes are asked.
impl State {
    fn heard_of_attribute(&self, name: &str, property: &Property) -> Vec<Listener> {
        if self.shared.listeners.borrow().is_empty() {
            return Vec::new();
        }
        let same = |own: &Property| match (own, property) {
            (Property::Column(a), Property::Column(b)) => Rc::ptr_eq(a, b),
            (Property::Expression(a), Property::Expression(b)) => Rc::ptr_eq(a, b),
            (Property::Relationship(a), Property::Relationship(b)) => Rc::ptr_eq(a, b),
            _ => false,
        };
        let class = &self.mapper.class;
        self.shared.heard(name, |one| match &one.target {
            Target::Attribute(own, of) => {
                same(own) && (Rc::ptr_eq(of, class) || one.propagates && is_of(class, of))
            }
            _ => false,
        })
    }

    fn first(self: &Rc<Self>, listener: &Listener) -> Value {
        if listener.raw { native(self) } else { self.value() }
    }

    pub(super) fn listeners_set(
        self: &Rc<Self>,
        machine: &mut Machine,
        property: &Property,
        value: Value,
        old: &Got,
        token: &Token,
        early: bool,
    ) -> Run<Value> {
        let mut value = value;
        for listener in self.heard_of_attribute("set", property) {
            if listener.early != early {
                continue;
            }
            let old = shown(old);
            let args = vec![self.first(&listener), value.clone(), old, Value::of(token.clone())];
            let returned = machine.call(&listener.function, Args::of(args))?;
            if listener.returns {
                value = returned;
            }
        }
        Ok(value)
    }

    pub(super) fn listeners_append(
        self: &Rc<Self>,
        machine: &mut Machine,
        property: &Property,
        value: Value,
        token: &Token,
        early: bool,
    ) -> Run<Value> {
        let mut value = value;
        for listener in self.heard_of_attribute("append", property) {
            if listener.early != early {
                continue;
            }
            let args = vec![self.first(&listener), value.clone(), Value::of(token.clone())];
            let returned = machine.call(&listener.function, Args::of(args))?;
            if listener.returns {
                value = returned;
            }
        }
        Ok(value)
    }

    pub(super) fn listeners_remove(
        self: &Rc<Self>,
        machine: &mut Machine,
        property: &Property,
        old: &Got,
        token: &Token,
        early: bool,
    ) -> Run<()> {
        for listener in self.heard_of_attribute("remove", property) {
            if listener.early != early {
                continue;
            }
            let args = vec![self.first(&listener), shown(old), Value::of(token.clone())];
            machine.call(&listener.function, Args::of(args))?;
        }
        Ok(())
    }
}

/// An old value as a listener sees it.
fn shown(old: &Got) -> Value {
    match old {
        Got::Value(value) => value.clone(),
        Got::Unknown => Value::of(Symbol("PASSIVE_NO_RESULT")),
        Got::Never => Value::of(Symbol("NO_VALUE")),
    }
}
