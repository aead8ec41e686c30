//! `inspect(object)`: the state of an object as the script sees it.

use std::rc::Rc;

use super::super::core::errors;
use super::super::mapper::{Mapper, Property, mapper_of_value};
use super::super::python::{Args, Iter, Machine, Native, Run, Set, Value};
use super::passive::{Got, Passive};
use super::symbol::Symbol;
use super::{Session, Standing, State, instrument};

impl Native for State {
    fn type_name(&self) -> Rc<str> {
        "InstanceState".into()
    }

    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let identity = self.object().map_or(0, |instance| instance.identity);
        let address = super::naming::address(identity.wrapping_add(1 << 32));
        Ok(Some(format!("<sqlalchemy.orm.state.InstanceState object at {address}>").into()))
    }

    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        let is = |standing| Some(Value::Bool(self.standing() == standing));
        Ok(match name {
            "transient" => is(Standing::Transient),
            "pending" => is(Standing::Pending),
            "persistent" => is(Standing::Persistent),
            "deleted" => is(Standing::Deleted),
            "detached" => is(Standing::Detached),
            "was_deleted" => Some(Value::Bool(self.deleted.get())),
            "has_identity" => Some(Value::Bool(self.has_identity())),
            "modified" => Some(Value::Bool(self.modified.get())),
            "expired" => Some(Value::Bool(self.expired.get())),
            "session" => Some(self.session().map_or(Value::None, |session| session.value())),
            "object" => Some(self.value()),
            "class_" => Some(Value::Class(Rc::clone(&self.mapper.class))),
            "mapper" => Some(Value::Native(Rc::clone(&self.mapper) as _)),
            "identity" => Some(
                self.identity
                    .borrow()
                    .as_ref()
                    .map_or(Value::None, |identity| Value::tuple(identity.values.to_vec())),
            ),
            "identity_key" | "key" => Some(super::session::key_value(&self)),
            "dict" => Some(match self.object() {
                Some(instance) => {
                    let names = instance.dict.borrow();
                    Value::dict(
                        names
                            .iter()
                            .map(|(name, value)| (Rc::clone(name), value.clone()))
                            .collect(),
                    )
                }
                None => Value::dict(Vec::new()),
            }),
            "attrs" => Some(Value::of(Attributes(Rc::clone(&self)))),
            "unloaded" => Some(names(machine, self.unloaded().into_iter().collect())?),
            "unmodified" => {
                let mut keys = self.keys();
                keys.retain(|key| !self.committed.borrow().contains_key(key));
                Some(names(machine, keys)?)
            }
            "expired_attributes" => {
                let keys = self.expired_attributes.borrow().iter().cloned().collect();
                Some(names(machine, keys)?)
            }
            "committed_state" => {
                let committed = self.committed.borrow();
                let shown = committed.iter().map(|(key, past)| {
                    let value = match past {
                        super::Past::Value(value) => value.clone(),
                        super::Past::Items(items) => Value::list(items.clone()),
                        super::Past::Unknown => Value::of(Symbol("PASSIVE_NO_RESULT")),
                        super::Past::Never | super::Past::Dynamic(_) => {
                            Value::of(Symbol("NO_VALUE"))
                        }
                    };
                    (Rc::clone(key), value)
                });
                Some(Value::dict(shown.collect()))
            }
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
            "get_history" => {
                let key = args.positional.first().cloned().unwrap_or(Value::None);
                let key = machine.str(&key)?;
                let Some(property) = self.property(&key) else {
                    return Err(machine.error("KeyError", &*key));
                };
                let history = self.history(machine, &property, Passive::NO_LOAD)?;
                Ok(Some(Value::of(history)))
            }
            _ => Ok(None),
        }
    }

    fn methods(&self) -> &'static [&'static str] {
        &["get_history"]
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

/// A set of names.
fn names(machine: &mut Machine, keys: Vec<Rc<str>>) -> Run<Value> {
    let set = Set::default();
    for key in keys {
        let key = machine.key(&Value::Str(key))?;
        set.members.borrow_mut().insert(key);
    }
    Ok(Value::Set(Rc::new(set)))
}

/// `inspect(object).attrs`.
struct Attributes(Rc<State>);

impl Attributes {
    fn one(&self, name: &str) -> Option<Value> {
        let property = self.0.property(name)?;
        Some(Value::of(AttributeState { state: Rc::clone(&self.0), key: name.into(), property }))
    }

    fn names(&self) -> Vec<Rc<str>> {
        instrument::named(&self.0).into_iter().map(|(key, _)| key).collect()
    }

    fn values(&self) -> Vec<Value> {
        self.names().iter().filter_map(|name| self.one(name)).collect()
    }
}

impl Native for Attributes {
    fn type_name(&self) -> Rc<str> {
        "ReadOnlyProperties".into()
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(self
            .one(name)
            .or_else(|| self.methods().contains(&name).then(|| Value::bound(self, name))))
    }

    fn call_method(
        self: Rc<Self>,
        _machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        let names = || self.names().into_iter().map(Value::Str);
        Ok(match name {
            "keys" => Some(Value::list(names().collect())),
            "values" => Some(Value::list(self.values())),
            "items" => {
                let pairs = names().zip(self.values());
                Some(Value::list(
                    pairs.map(|(name, value)| Value::tuple(vec![name, value])).collect(),
                ))
            }
            "get" => {
                let key = args.positional.first().and_then(Value::as_str).map(Rc::<str>::from);
                Some(key.and_then(|key| self.one(&key)).unwrap_or(Value::None))
            }
            _ => None,
        })
    }

    fn methods(&self) -> &'static [&'static str] {
        &["keys", "values", "items", "get"]
    }

    fn len(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<usize>> {
        Ok(Some(self.names().len()))
    }

    fn get_item(self: Rc<Self>, machine: &mut Machine, key: &Value) -> Run<Option<Value>> {
        let name = machine.str(key)?;
        match self.one(&name) {
            Some(value) => Ok(Some(value)),
            None => Err(machine.error("KeyError", &*name)),
        }
    }

    fn contains(self: Rc<Self>, _machine: &mut Machine, item: &Value) -> Run<Option<bool>> {
        Ok(Some(item.as_str().is_some_and(|name| self.0.property(name).is_some())))
    }

    fn iterate(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<Iter>>> {
        Ok(Some(Iter::over("generator", self.values())))
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

/// `inspect(object).attrs.name`.
struct AttributeState {
    state: Rc<State>,
    key: Rc<str>,
    property: Property,
}

impl Native for AttributeState {
    fn type_name(&self) -> Rc<str> {
        "AttributeState".into()
    }

    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "key" => Some(Value::Str(Rc::clone(&self.key))),
            "state" => Some(Value::Native(Rc::clone(&self.state) as _)),
            "history" => {
                let history = self.state.history(machine, &self.property, Passive::NO_LOAD)?;
                Some(Value::of(history))
            }
            "value" => Some(match self.state.get(machine, &self.property, Passive::LOAD)? {
                Got::Value(value) => value,
                Got::Unknown | Got::Never => Value::None,
            }),
            "loaded_value" => {
                Some(self.state.present(&self.key).unwrap_or_else(|| Value::of(Symbol("NO_VALUE"))))
            }
            name => self.methods().contains(&name).then(|| Value::bound(self, name)),
        })
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        _args: Args,
    ) -> Run<Option<Value>> {
        if name != "load_history" {
            return Ok(None);
        }
        let history = self.state.history(machine, &self.property, Passive::LOAD_KNOWN)?;
        Ok(Some(Value::of(history)))
    }

    fn methods(&self) -> &'static [&'static str] {
        &["load_history"]
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

/// `object_session(object)`.
///
/// # Errors
///
/// UnmappedInstanceError.
pub fn object_session(machine: &mut Machine, value: &Value) -> Run<Value> {
    let state = Session::state_of(machine, value)?;
    Ok(state.session().map_or(Value::None, |session| session.value()))
}

/// `make_transient(object)`.
///
/// # Errors
///
/// AttributeError where it is not mapped.
pub fn make_transient(machine: &mut Machine, value: &Value) -> Run<()> {
    let state = State::required(machine, value)?;
    if let Some(session) = state.session() {
        session.expunge_states(machine, &[Rc::clone(&state)], false)?;
    }
    state.expired_attributes.borrow_mut().clear();
    state.per_state.borrow_mut().clear();
    *state.identity.borrow_mut() = None;
    state.deleted.set(false);
    Ok(())
}

/// `make_transient_to_detached(object)`.
///
/// # Errors
///
/// InvalidRequestError where it is not transient.
pub fn make_transient_to_detached(machine: &mut Machine, value: &Value) -> Run<()> {
    let state = State::required(machine, value)?;
    if state.session().is_some() || state.has_identity() {
        let text = "Given object must be transient";
        return Err(errors::raise(machine, "InvalidRequestError", text));
    }
    let identity = state.identity_from_attributes(machine, Passive::LOAD_KNOWN)?;
    *state.identity.borrow_mut() = Some(identity);
    state.deleted.set(false);
    state.commit_all();
    let keys: Vec<Rc<str>> = state.unloaded().into_iter().collect();
    state.expire_attributes(machine, &keys)
}

/// `attributes.flag_modified(object, key)`.
///
/// # Errors
///
/// InvalidRequestError where the attribute is not there.
pub fn flag_modified(machine: &mut Machine, value: &Value, key: &str) -> Run<()> {
    let state = State::required(machine, value)?;
    let Some(property) = state.property(key) else { return Err(machine.error("KeyError", key)) };
    if !state.has(key) {
        let text =
            format!("Can't flag attribute '{key}' modified; it's not present in the object state");
        return Err(errors::raise(machine, "InvalidRequestError", text));
    }
    let past = state.committed.borrow_mut().shift_remove(key);
    drop(past);
    state.note_change(machine, &property, super::Past::Never)
}

/// `identity_key(class, ident)` and `identity_key(instance=…)`.
///
/// # Errors
///
/// ArgumentError where neither is given; what reading the key raises.
pub fn identity_key(machine: &mut Machine, args: Args) -> Run<Value> {
    let names = ["class_?", "ident?", "*", "instance?", "row?", "identity_token?"];
    let taken = args.bind(machine, "identity_key", &names)?;
    let mut values = taken.values.into_iter().map(|value| value.filter(|value| !value.is_none()));
    let (class, key, instance) = (values.next(), values.next(), values.next());
    if let Some(instance) = instance.flatten() {
        let state = State::required(machine, &instance)?;
        let identity = state.identity_from_attributes(machine, Passive::LOAD)?;
        return Ok(key_tuple(&state.mapper, identity.values.to_vec()));
    }
    let mapper = class.flatten().as_ref().and_then(mapper_of_value);
    match (mapper, key.flatten()) {
        (Some(mapper), Some(key)) => {
            let key = match &key {
                Value::List(_) | Value::Tuple(_) => machine.collect(&key)?,
                one => vec![one.clone()],
            };
            Ok(key_tuple(&mapper, key))
        }
        _ => errors::argument(machine, "class or instance is required"),
    }
}

fn key_tuple(mapper: &Rc<Mapper>, key: Vec<Value>) -> Value {
    let class = Rc::clone(&super::identity::root(mapper).class);
    Value::tuple(vec![Value::Class(class), Value::tuple(key), Value::None])
}
