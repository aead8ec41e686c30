//! What a session shows of itself: sets of objects, the identity map, `no_autoflush`.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::orm::python::{Args, Comparison, Dict, Iter, Machine, Native, Raised, Run, Value};
use crate::orm::unit_of_work::{Session, State};

/// A set of objects by identity.
pub struct IdentitySet {
    members: RefCell<Vec<Value>>,
}

impl IdentitySet {
    /// A set of these objects.
    pub fn value(members: Vec<Value>) -> Value {
        Value::of(Self { members: RefCell::new(members) })
    }
}

impl Native for IdentitySet {
    fn type_name(&self) -> Rc<str> {
        "IdentitySet".into()
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(self.methods().contains(&name).then(|| Value::bound(self, name)))
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        let first = args.positional.first().cloned().unwrap_or(Value::None);
        let has = |members: &[Value], one: &Value| members.iter().any(|other| other.is(one));
        match name {
            "add" => {
                if !has(&self.members.borrow(), &first) {
                    self.members.borrow_mut().push(first);
                }
                Ok(Some(Value::None))
            }
            "discard" | "remove" => {
                self.members.borrow_mut().retain(|one| !one.is(&first));
                Ok(Some(Value::None))
            }
            "union" | "difference" | "intersection" => {
                let others = machine.collect(&first)?;
                let own = self.members.borrow().clone();
                let mut result: Vec<Value> = match name {
                    "union" => own.clone(),
                    "difference" => own.iter().filter(|one| !has(&others, one)).cloned().collect(),
                    _ => own.iter().filter(|one| has(&others, one)).cloned().collect(),
                };
                if name == "union" {
                    result.extend(others.into_iter().filter(|one| !has(&own, one)));
                }
                Ok(Some(Self::value(result)))
            }
            "copy" => Ok(Some(Self::value(self.members.borrow().clone()))),
            _ => Ok(None),
        }
    }

    fn methods(&self) -> &'static [&'static str] {
        &["add", "discard", "remove", "union", "difference", "intersection", "copy"]
    }

    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let members = self.members.borrow().clone();
        let shown = machine.repr(&Value::list(members))?;
        Ok(Some(format!("IdentitySet({shown})").into()))
    }

    fn compare(
        self: Rc<Self>,
        _machine: &mut Machine,
        op: Comparison,
        other: &Value,
    ) -> Run<Option<Value>> {
        let is_equal = other.native::<IdentitySet>().is_some_and(|other| {
            let (own, other) = (self.members.borrow(), other.members.borrow());
            own.len() == other.len() && own.iter().all(|one| other.iter().any(|two| two.is(one)))
        });
        Ok(match op {
            Comparison::Equal => Some(Value::Bool(is_equal)),
            Comparison::NotEqual => Some(Value::Bool(!is_equal)),
            _ => None,
        })
    }

    fn truth(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<bool>> {
        Ok(Some(!self.members.borrow().is_empty()))
    }

    fn len(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<usize>> {
        Ok(Some(self.members.borrow().len()))
    }

    fn contains(self: Rc<Self>, _machine: &mut Machine, item: &Value) -> Run<Option<bool>> {
        Ok(Some(self.members.borrow().iter().any(|one| one.is(item))))
    }

    fn iterate(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<Iter>>> {
        Ok(Some(Iter::over("generator", self.members.borrow().clone())))
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

/// `session.identity_map`.
pub(super) struct Map(pub(super) Rc<Session>);

impl Map {
    fn pairs(&self) -> Vec<(Value, Value)> {
        self.0
            .identity_map
            .borrow()
            .states()
            .iter()
            .map(|state| (key_value(state), state.value()))
            .collect()
    }
}

/// `(User, (1,), None)`, as the identity map has it.
pub(in crate::orm::unit_of_work) fn key_value(state: &Rc<State>) -> Value {
    let Some(identity) = state.identity.borrow().clone() else { return Value::None };
    let class = Rc::clone(&crate::orm::unit_of_work::identity::root(&state.mapper).class);
    Value::tuple(vec![Value::Class(class), Value::tuple(identity.values.to_vec()), Value::None])
}

impl Native for Map {
    fn type_name(&self) -> Rc<str> {
        "_WeakInstanceDict".into()
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(self.methods().contains(&name).then(|| Value::bound(self, name)))
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        let pairs = self.pairs();
        Ok(match name {
            "keys" => {
                let dict = Dict::default();
                for (key, value) in pairs {
                    let key = machine.key(&key)?;
                    dict.entries.borrow_mut().insert(key, value);
                }
                let dict = Value::Dict(Rc::new(dict));
                Some(machine.call_method(&dict, "keys", Args::none())?)
            }
            "values" => Some(Value::list(pairs.into_iter().map(|(_, value)| value).collect())),
            "items" => Some(Value::list(
                pairs.into_iter().map(|(key, value)| Value::tuple(vec![key, value])).collect(),
            )),
            "get" | "has_key" => {
                let wanted = args.positional.first().cloned().unwrap_or(Value::None);
                let mut found = None;
                for (key, value) in pairs {
                    if machine.equal(&key, &wanted)? {
                        found = Some(value);
                    }
                }
                Some(if name == "get" {
                    found.unwrap_or_else(|| args.positional.get(1).cloned().unwrap_or(Value::None))
                } else {
                    Value::Bool(found.is_some())
                })
            }
            _ => None,
        })
    }

    fn methods(&self) -> &'static [&'static str] {
        &["keys", "values", "items", "get", "has_key"]
    }

    fn len(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<usize>> {
        Ok(Some(self.pairs().len()))
    }

    fn get_item(self: Rc<Self>, machine: &mut Machine, key: &Value) -> Run<Option<Value>> {
        for (own, value) in self.pairs() {
            if machine.equal(&own, key)? {
                return Ok(Some(value));
            }
        }
        let shown = machine.repr(key)?;
        Err(machine.error("KeyError", &*shown))
    }

    fn contains(self: Rc<Self>, machine: &mut Machine, item: &Value) -> Run<Option<bool>> {
        for (own, _) in self.pairs() {
            if machine.equal(&own, item)? {
                return Ok(Some(true));
            }
        }
        Ok(Some(false))
    }

    fn iterate(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<Iter>>> {
        let keys = self.pairs().into_iter().map(|(key, _)| key).collect();
        Ok(Some(Iter::over("dict_keyiterator", keys)))
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

/// `with session.no_autoflush:`.
pub(super) struct NoAutoflush {
    pub(super) session: Rc<Session>,
    pub(super) before: Cell<bool>,
}

impl Native for NoAutoflush {
    fn type_name(&self) -> Rc<str> {
        "_GeneratorContextManager".into()
    }

    fn enter(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Value>> {
        self.before.set(self.session.autoflush.replace(false));
        Ok(Some(self.session.value()))
    }

    fn exit(self: Rc<Self>, _machine: &mut Machine, _raised: Option<&Raised>) -> Run<bool> {
        self.session.autoflush.set(self.before.get());
        Ok(false)
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}
