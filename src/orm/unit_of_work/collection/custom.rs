//! Collections whose class a script writes: which of its methods add, remove and iterate.

use std::rc::{Rc, Weak};

use super::instrumented::{How, Instrumented};
use super::like::{Like, found, line};
use super::{By, Collection};
use crate::orm::core::errors;
use crate::orm::python::{Args, Class, Instance, Machine, Native, Run, Value};
use crate::orm::unit_of_work::State;

/// Under which name a collection's object keeps what tells of its changes.
const ADAPTER: &str = "_sa_adapter";

/// Under which name a class keeps its [`Roles`].
const ROLES: &str = "_sa_collection_roles";

/// A collection that is an object of a script's class.
pub struct Custom {
    data: Weak<Instance>,
    roles: Rc<Roles>,
}

/// What the methods of a class are for.
pub(super) struct Roles {
    appender: Rc<str>,
    remover: Rc<str>,
    iterator: Rc<str>,
    /// Keys are found by a function: `KeyFuncDict`.
    keyed: bool,
}

impl Native for Roles {
    fn type_name(&self) -> Rc<str> {
        "dict".into()
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

impl Roles {
    /// Those of a class, whose methods tell of changes from now on.
    ///
    /// # Errors
    ///
    /// ArgumentError where a role has no method.
    fn of(machine: &mut Machine, class: &Rc<Class>) -> Run<Rc<Self>> {
        let known = class.dict.borrow().get(ROLES).and_then(Value::native::<Self>);
        if let Some(known) = known {
            return Ok(known);
        }
        let like = Like::of_class(class);
        let keyed = line(class).any(|base| &*base.name == "KeyFuncDict" && base.line == 0);
        let marked = |role: &str| {
            line(class).find_map(|base| {
                let names = base.dict.borrow().clone();
                names.into_iter().find_map(|(name, value)| {
                    let is_it = super::decorators::role(&value).is_some_and(|own| &*own == role);
                    is_it.then_some(name)
                })
            })
        };
        let usual = |role: &str| -> Option<Rc<str>> {
            let name = match (like?, role) {
                (Like::List, "appender") => "append",
                (Like::Set, "appender") => "add",
                (Like::List | Like::Set, "remover") => "remove",
                (Like::Dict, "appender") if keyed => "set",
                (Like::Dict, "remover") if keyed => "remove",
                (Like::Dict, "iterator") => "values",
                (_, "iterator") => "__iter__",
                _ => return None,
            };
            Some(name.into())
        };
        let is_builtin = |name: &str| match like {
            Some(_)
                if !line(class)
                    .any(|base| &*base.module == "builtins" && &*base.name != "object") =>
            {
                false
            }
            Some(like) => canned(like).contains(&name) || name == "__iter__" || name == "values",
            None => false,
        };
        let mut take = |role: &str, article: &str| -> Run<Rc<str>> {
            let name = marked(role).or_else(|| usual(role));
            match name.filter(|name| found(class, name).is_some() || is_builtin(name)) {
                Some(name) => Ok(name),
                None => {
                    let text = format!(
                        "Type {} must elect {article} {role} method to be a collection class",
                        class.name
                    );
                    Err(errors::raise(machine, "ArgumentError", text))
                }
            }
        };
        let appender = take("appender", "an")?;
        let remover = take("remover", "a")?;
        let iterator = take("iterator", "an")?;
        let roles = Rc::new(Self { appender, remover, iterator, keyed });
        roles.instrument(class, like);
        let held = Value::Native(Rc::clone(&roles) as _);
        let before = class.dict.borrow_mut().insert(ROLES.into(), held);
        drop(before);
        Ok(roles)
    }

    /// Puts methods that tell of changes in the place of those of the class.
    fn instrument(&self, class: &Rc<Class>, like: Option<Like>) {
        let is_plain = |name: &str| {
            let own = found(class, name);
            own.and_then(|own| own.native::<Instrumented>()).is_none()
        };
        let put = |name: &str, how: How| {
            let original = found(class, name);
            let made = Value::of(Instrumented { name: name.into(), original, how });
            let before = class.dict.borrow_mut().insert(name.into(), made);
            drop(before);
        };
        let mut done: Vec<Rc<str>> = Vec::new();
        let own: Vec<(Rc<str>, Value)> = line(class)
            .filter(|base| base.line > 0)
            .flat_map(|base| base.dict.borrow().clone())
            .collect();
        for (name, value) in own {
            let Some(marks) = super::decorators::marks(&value) else { continue };
            if done.contains(&name) || !is_plain(&name) {
                continue;
            }
            if let Some(how) = marks {
                put(&name, how);
            }
            done.push(name);
        }
        if let Some(like) = like {
            let derives =
                line(class).any(|base| &*base.module == "builtins" && &*base.name == like.name());
            for name in canned(like) {
                let is_role = super::decorators::role(&found(class, name).unwrap_or(Value::None));
                if is_role.is_some() || done.iter().any(|own| **own == **name) {
                    continue;
                }
                if is_plain(name) && (derives || found(class, name).is_some()) {
                    put(name, How::Like(like));
                    done.push((*name).into());
                }
            }
        }
        if self.keyed {
            return;
        }
        for (name, how) in [(&self.appender, How::Comes(0)), (&self.remover, How::Goes(0))] {
            if is_plain(name) {
                put(name, how);
            }
        }
    }
}

/// The methods that change a collection of this kind.
fn canned(like: Like) -> &'static [&'static str] {
    match like {
        Like::List => &[
            "append",
            "remove",
            "insert",
            "__setitem__",
            "__delitem__",
            "extend",
            "__iadd__",
            "pop",
            "clear",
        ],
        Like::Set => &[
            "add",
            "discard",
            "remove",
            "pop",
            "clear",
            "update",
            "__ior__",
            "difference_update",
            "__isub__",
            "intersection_update",
            "__iand__",
            "symmetric_difference_update",
            "__ixor__",
        ],
        Like::Dict => {
            &["__setitem__", "__delitem__", "clear", "pop", "popitem", "setdefault", "update"]
        }
    }
}

impl Custom {
    /// For an object that a script's `collection_class` made.
    ///
    /// # Errors
    ///
    /// ArgumentError where its class is no collection.
    pub fn of(machine: &mut Machine, data: &Rc<Instance>) -> Run<Self> {
        let roles = Roles::of(machine, &data.class)?;
        Ok(Self { data: Rc::downgrade(data), roles })
    }

    /// The object, as long as somebody has it.
    pub fn value(&self) -> Value {
        self.data.upgrade().map_or(Value::None, Value::Instance)
    }

    pub(super) fn members(&self, machine: &mut Machine) -> Run<Vec<Value>> {
        let Some(data) = self.data.upgrade() else { return Ok(Vec::new()) };
        let iterator = &self.roles.iterator;
        let value = Value::Instance(Rc::clone(&data));
        let is_own = found(&data.class, iterator).is_some();
        let part = Machine::plain_part(&value);
        let members = match (is_own, &part) {
            (true, _) => machine.call_method(&value, iterator, Args::none())?,
            (false, Value::Dict(_)) => machine.call_method(&part, "values", Args::none())?,
            (false, _) => part,
        };
        machine.collect(&members)
    }

    /// A member is added by the class's own method.
    pub(super) fn add(&self, machine: &mut Machine, item: Value, by: By<'_>) -> Run<()> {
        let Some(data) = self.data.upgrade() else { return Ok(()) };
        if self.roles.keyed {
            let key = key_of(machine, &data, &item)?;
            return self.call(machine, &data, "__setitem__", vec![key, item], by);
        }
        self.call(machine, &data, &self.roles.appender, vec![item], by)
    }

    /// A member is removed by the class's own method.
    pub(super) fn remove(&self, machine: &mut Machine, item: &Value, by: By<'_>) -> Run<()> {
        let Some(data) = self.data.upgrade() else { return Ok(()) };
        if self.roles.keyed {
            let key = key_of(machine, &data, item)?;
            return self.call(machine, &data, "__delitem__", vec![key], by);
        }
        self.call(machine, &data, &self.roles.remover, vec![item.clone()], by)
    }

    fn call(
        &self,
        machine: &mut Machine,
        data: &Rc<Instance>,
        name: &str,
        args: Vec<Value>,
        by: By<'_>,
    ) -> Run<()> {
        let own = found(&data.class, name).and_then(|own| own.native::<Instrumented>());
        match own {
            Some(own) => own.run(machine, data, Args::of(args), by)?,
            None => {
                let value = Value::Instance(Rc::clone(data));
                machine.call_method(&value, name, Args::of(args))?
            }
        };
        Ok(())
    }
}

fn key_of(machine: &mut Machine, data: &Rc<Instance>, item: &Value) -> Run<Value> {
    let function = machine.attribute(&Value::Instance(Rc::clone(data)), "keyfunc")?;
    machine.call(&function, Args::of(vec![item.clone()]))
}

impl Collection {
    /// The collection that a value is, or whose object it is.
    pub fn of(value: &Value) -> Option<Rc<Self>> {
        match value {
            Value::Instance(instance) => {
                let held = instance.dict.borrow().get(ADAPTER).cloned();
                held.and_then(|held| held.native::<Self>())
            }
            other => other.native::<Self>(),
        }
    }

    /// The object of a script's class tells of its changes by this collection.
    pub(super) fn adapt(self: &Rc<Self>, data: &Rc<Instance>) {
        let held = Value::Native(Rc::clone(self) as _);
        let before = data.dict.borrow_mut().insert(ADAPTER.into(), held);
        drop(before);
    }

    /// It stands in the attribute of its object.
    pub(super) fn is_current(&self) -> bool {
        let Some(owner) = self.owner.upgrade() else { return false };
        let held = State::present(&owner, &self.relationship.key.borrow());
        held.and_then(|held| Self::of(&held)).is_some_and(|held| std::ptr::eq(&*held, self))
    }
}
