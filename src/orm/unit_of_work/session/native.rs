//! `Session` as the script sees it.

use std::cell::Cell;
use std::rc::Rc;

use super::views::{Map, NoAutoflush};
use super::{IdentitySet, bound};
use crate::orm::core::errors;
use crate::orm::mapper::Property;
use crate::orm::python::{Args, Class, Instance, Iter, Machine, Native, Raised, Run, Value};
use crate::orm::unit_of_work::kind::{Kind, kind};
use crate::orm::unit_of_work::passive::Passive;
use crate::orm::unit_of_work::transaction::Phase;
use crate::orm::unit_of_work::{Bind, Held, Question, Session, State, Transaction, bind};

/// The methods of a session.
pub(in crate::orm::unit_of_work) const METHODS: &[&str] = &[
    "add",
    "add_all",
    "begin",
    "begin_nested",
    "bulk_insert_mappings",
    "bulk_save_objects",
    "bulk_update_mappings",
    "close",
    "commit",
    "connection",
    "delete",
    "delete_all",
    "execute",
    "expire",
    "expire_all",
    "expunge",
    "expunge_all",
    "flush",
    "get",
    "get_bind",
    "get_nested_transaction",
    "get_one",
    "get_transaction",
    "in_nested_transaction",
    "in_transaction",
    "invalidate",
    "is_modified",
    "merge",
    "merge_all",
    "query",
    "refresh",
    "reset",
    "rollback",
    "scalar",
    "scalars",
    "object_session",
    "identity_key",
];

/// The attributes of a session that are no methods.
pub(in crate::orm::unit_of_work) const ATTRIBUTES: &[&str] = &[
    "autoflush",
    "bind",
    "deleted",
    "dirty",
    "expire_on_commit",
    "hash_key",
    "identity_map",
    "info",
    "is_active",
    "new",
    "no_autoflush",
];

fn objects(objects: Vec<Rc<Instance>>) -> Value {
    IdentitySet::value(objects.into_iter().map(Value::Instance).collect())
}

fn transaction(held: Option<&Rc<Transaction>>) -> Value {
    held.map_or(Value::None, |transaction| transaction.value())
}

impl Native for Session {
    fn type_name(&self) -> Rc<str> {
        Rc::clone(&self.class.name)
    }

    fn class(&self, _machine: &Machine) -> Option<Rc<Class>> {
        Some(Rc::clone(&self.class))
    }

    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        let held =
            |held: &Held| objects(held.values().map(|(_, object)| Rc::clone(object)).collect());
        Ok(Some(match name {
            "new" => held(&self.new.borrow()),
            "deleted" => held(&self.deleted.borrow()),
            "dirty" => {
                self.look_at_mutables(machine)?;
                objects(self.dirty())
            }
            "identity_map" => Value::of(Map(self)),
            "no_autoflush" => {
                Value::of(NoAutoflush { before: Cell::new(self.autoflush.get()), session: self })
            }
            "autoflush" => Value::Bool(self.autoflush.get()),
            "expire_on_commit" => Value::Bool(self.expire_on_commit.get()),
            "autobegin" => Value::Bool(self.autobegin.get()),
            "hash_key" => i64::try_from(self.number).map_or(Value::None, Value::Int),
            "info" => self.info.clone(),
            "bind" => bind::bind_value(self.bind.borrow().as_ref()),
            "is_active" => {
                let open = self.transaction.borrow().clone();
                Value::Bool(open.is_none_or(|open| open.phase.get() == Phase::Active))
            }
            name if METHODS.contains(&name) => Value::bound(self, name),
            _ => {
                let _ = machine;
                return Ok(None);
            }
        }))
    }

    fn set_attribute(self: Rc<Self>, machine: &mut Machine, name: &str, value: Value) -> Run<bool> {
        match name {
            "autoflush" => self.autoflush.set(machine.truth(&value)?),
            "expire_on_commit" => self.expire_on_commit.set(machine.truth(&value)?),
            "autobegin" => self.autobegin.set(machine.truth(&value)?),
            "bind" => {
                let bind = bind::bind_of(machine, &value)?;
                let old = self.bind.replace(bind);
                drop(old);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        if let Some(value) = self.ask(machine, name, &args)? {
            return Ok(Some(value));
        }
        if !METHODS.contains(&name) {
            return Ok(None);
        }
        self.act(machine, "Session", name, args).map(Some)
    }

    fn methods(&self) -> &'static [&'static str] {
        METHODS
    }

    fn attributes(&self) -> Vec<Rc<str>> {
        ATTRIBUTES.iter().map(|name| Rc::from(*name)).collect()
    }

    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let number = u64::try_from(self.number).unwrap_or_default();
        let address = super::super::naming::address(number.wrapping_add(1 << 30));
        Ok(Some(format!("<sqlalchemy.orm.session.Session object at {address}>").into()))
    }

    fn contains(self: Rc<Self>, machine: &mut Machine, item: &Value) -> Run<Option<bool>> {
        let state = Self::state_of(machine, item)?;
        Ok(Some(Session::contains(&self, &state)))
    }

    fn iterate(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<Iter>>> {
        let mut all: Vec<Value> = self
            .new
            .borrow()
            .values()
            .map(|(_, object)| Value::Instance(Rc::clone(object)))
            .collect();
        all.extend(self.identity_map.borrow().states().iter().map(|state| state.value()));
        Ok(Some(Iter::over("list_iterator", all)))
    }

    fn enter(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Value>> {
        Ok(Some(self.value()))
    }

    fn exit(self: Rc<Self>, machine: &mut Machine, _raised: Option<&Raised>) -> Run<bool> {
        self.close(machine, false)?;
        Ok(false)
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

impl Session {
    /// Methods that the layer above answers.
    fn ask(self: &Rc<Self>, machine: &mut Machine, name: &str, args: &Args) -> Run<Option<Value>> {
        let question = match name {
            "query" => Question::Query,
            "execute" => Question::Execute,
            "scalars" => Question::Scalars,
            "scalar" => Question::Scalar,
            _ => return Ok(None),
        };
        let loader = self.shared.loader(machine)?;
        loader.ask(machine, self, question, args.clone()).map(Some)
    }

    /// Does what a method says. `of` is what messages call its class: a `scoped_session` has the
    /// same methods.
    pub(in crate::orm::unit_of_work) fn act(
        self: &Rc<Self>,
        machine: &mut Machine,
        of: &str,
        name: &str,
        args: Args,
    ) -> Run<Value> {
        let function = format!("{of}.{name}");
        match name {
            "add" | "delete" | "expunge" => {
                let [object] = bound(machine, args, &function, ["instance"])?;
                let object = object.unwrap_or(Value::None);
                if name != "expunge" {
                    self.warn_of_flush(machine, &format!("Session.{name}()"));
                }
                let state = Self::state_of(machine, &object)?;
                match name {
                    "add" => self.save_or_update(machine, &state)?,
                    "delete" => self.delete(machine, &state)?,
                    _ => self.expunge(machine, &state)?,
                }
            }
            "add_all" | "delete_all" => {
                let [all] = bound(machine, args, &function, ["instances"])?;
                self.warn_of_flush(machine, &format!("Session.{name}()"));
                let all = machine.collect(&all.unwrap_or(Value::None))?;
                for object in all {
                    let state = Self::state_of(machine, &object)?;
                    if name == "add_all" {
                        self.save_or_update(machine, &state)?;
                    } else {
                        self.delete(machine, &state)?;
                    }
                }
            }
            "flush" => {
                let [objects] = bound(machine, args, &function, ["objects?"])?;
                let Some(objects) = objects.filter(|objects| !objects.is_none()) else {
                    self.flush(machine)?;
                    return Ok(Value::None);
                };
                machine.warn(
                    "SADeprecationWarning",
                    "The `objects` parameter of `Session.flush` is deprecated",
                );
                let objects = machine.collect(&objects)?;
                let mut only = Vec::with_capacity(objects.len());
                for object in &objects {
                    only.push(State::required(machine, object)?);
                }
                let only = Some(only.as_slice()).filter(|only| !only.is_empty());
                self.flush_only(machine, only)?;
            }
            "commit" | "rollback" | "close" | "reset" | "invalidate" | "expire_all"
            | "expunge_all" => {
                let [] = bound(machine, args, &function, [])?;
                match name {
                    "commit" => self.commit(machine)?,
                    "rollback" => self.rollback(machine)?,
                    "expire_all" => self.expire_all(machine)?,
                    "expunge_all" => self.expunge_all(machine)?,
                    _ => self.close(machine, name == "reset")?,
                }
            }
            "begin" => {
                let [nested] = bound(machine, args, &function, ["nested?"])?;
                let nested = match nested {
                    Some(nested) => machine.truth(&nested)?,
                    None => false,
                };
                return Ok(self.begin(machine, nested)?.value());
            }
            "begin_nested" => {
                let [] = bound(machine, args, &function, [])?;
                return Ok(self.begin(machine, true)?.value());
            }
            "get" => {
                return Ok(self
                    .get_as(machine, &function, args)?
                    .map_or(Value::None, Value::Instance));
            }
            "get_one" => {
                return match self.get_as(machine, &function, args)? {
                    Some(object) => Ok(Value::Instance(object)),
                    None => {
                        let text = "No row was found when one was required";
                        Err(errors::raise(machine, "NoResultFound", text))
                    }
                };
            }
            "refresh" => {
                let parameters = ["instance", "attribute_names?", "with_for_update?"];
                let [object, names, _] = bound(machine, args, &function, parameters)?;
                let state = Self::state_of(machine, &object.unwrap_or(Value::None))?;
                let names = attribute_names(machine, names)?;
                self.refresh(machine, &state, names)?;
            }
            "expire" => {
                let parameters = ["instance", "attribute_names?"];
                let [object, names] = bound(machine, args, &function, parameters)?;
                let state = Self::state_of(machine, &object.unwrap_or(Value::None))?;
                let names = attribute_names(machine, names)?;
                self.expire(machine, &state, names.as_deref())?;
            }
            "merge" | "merge_all" => {
                let parameters = ["instance", "*", "load?", "options?"];
                let [given, load] = bound(machine, args, &function, parameters)?;
                let given = given.unwrap_or(Value::None);
                let load = match load {
                    Some(load) => machine.truth(&load)?,
                    None => true,
                };
                if name == "merge" {
                    return self.merge(machine, &given, load);
                }
                let mut merged = Vec::new();
                for one in machine.collect(&given)? {
                    merged.push(self.merge(machine, &one, load)?);
                }
                return Ok(Value::list(merged));
            }
            "is_modified" => {
                let parameters = ["instance", "include_collections?"];
                let [object, collections] = bound(machine, args, &function, parameters)?;
                let collections = match collections {
                    Some(collections) => machine.truth(&collections)?,
                    None => true,
                };
                return self.is_modified(machine, &object.unwrap_or(Value::None), collections);
            }
            "in_transaction" => return Ok(Value::Bool(self.transaction.borrow().is_some())),
            "in_nested_transaction" => return Ok(Value::Bool(self.nested.borrow().is_some())),
            "get_nested_transaction" => return Ok(transaction(self.nested.borrow().as_ref())),
            "get_transaction" => {
                let mut open = self.transaction.borrow().clone();
                while let Some(parent) = open.as_ref().and_then(|open| open.parent.clone()) {
                    open = Some(parent);
                }
                return Ok(transaction(open.as_ref()));
            }
            "connection" => {
                let connection = self.connection(machine)?;
                return Ok(crate::orm::unit_of_work::naming::connection_value(&connection));
            }
            "get_bind" => {
                let bind: Bind = self.bound(machine)?;
                return Ok(bind::bind_value(Some(&bind)));
            }
            "object_session" => {
                let [object] = bound(machine, args, "object_session", ["instance"])?;
                let object = object.unwrap_or(Value::None);
                return crate::orm::unit_of_work::object_session(machine, &object);
            }
            "bulk_save_objects" | "bulk_insert_mappings" | "bulk_update_mappings" => {
                self.bulk(machine, name, args)?;
            }
            "identity_key" => return crate::orm::unit_of_work::identity_key(machine, args),
            other => return Err(machine.unsupported(format!("Session.{other}"))),
        }
        Ok(Value::None)
    }

    fn is_modified(
        self: &Rc<Self>,
        machine: &mut Machine,
        object: &Value,
        collections: bool,
    ) -> Run<Value> {
        let state = Self::state_of(machine, object)?;
        if !state.modified.get() {
            return Ok(Value::Bool(false));
        }
        for property in state.properties() {
            if let Property::Relationship(relationship) = &property
                && !collections
                && kind(relationship) != Kind::Scalar
            {
                continue;
            }
            if state.history(machine, &property, Passive::NO_CHANGE)?.has_changes() {
                return Ok(Value::Bool(true));
            }
        }
        Ok(Value::Bool(false))
    }
}

fn attribute_names(machine: &mut Machine, names: Option<Value>) -> Run<Option<Vec<Rc<str>>>> {
    let Some(names) = names.filter(|names| !names.is_none()) else { return Ok(None) };
    let mut keys = Vec::new();
    for name in machine.collect(&names)? {
        keys.push(machine.str(&name)?);
    }
    Ok(Some(keys))
}
