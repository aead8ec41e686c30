//! What follows from a change of an attribute: validators, cascades into the session, the other
//! side of the relationship, and what the script listens for.

mod backref;
mod cascaded;

use std::rc::Rc;

use super::super::core::errors;
use super::super::mapper::{Property, Relationship};
use super::super::python::{Args, Machine, Native, Run, Value};
use super::passive::Got;
use super::token::{Op, Token};
use super::{State, key_of};

/// What a listener is handed as `initiator`.
impl Native for Token {
    fn type_name(&self) -> Rc<str> {
        "AttributeEventToken".into()
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "key" => Some(Value::Str(key_of(&self.property))),
            "op" => Some(Value::str(match self.op {
                Op::Replace => "REPLACE",
                Op::Append => "APPEND",
                Op::Remove => "REMOVE",
                Op::BulkReplace => "BULK_REPLACE",
            })),
            _ => None,
        })
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

impl State {
    /// A scalar is set: what the value becomes.
    pub(super) fn fire_set(
        self: &Rc<Self>,
        machine: &mut Machine,
        property: &Property,
        value: Value,
        old: &Got,
        token: &Token,
    ) -> Run<Value> {
        if let Property::Relationship(relationship) = property {
            let is_same = old.is(&value);
            self.check_single_parent(machine, relationship, &value, is_same, token)?;
        }
        let value = self.listeners_set(machine, property, value, old, token, true)?;
        let value = self.validated(machine, property, value, token)?;
        if let Property::Relationship(relationship) = property {
            self.cascade_set(machine, relationship, &value, old, token)?;
            self.backref_set(machine, relationship, &value, old, token)?;
        }
        self.listeners_set(machine, property, value, old, token, false)
    }

    /// A collection gets a member: what that becomes.
    pub(super) fn fire_append(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        value: Value,
        token: &Token,
    ) -> Run<Value> {
        let property = Property::Relationship(Rc::clone(relationship));
        self.check_single_parent(machine, relationship, &value, false, token)?;
        let value = self.listeners_append(machine, &property, value, token, true)?;
        let value = if token.op == Op::BulkReplace {
            value
        } else {
            self.validated(machine, &property, value, token)?
        };
        self.cascade_append(machine, relationship, &value, token)?;
        self.backref_append(machine, relationship, &value, token)?;
        self.listeners_append(machine, &property, value, token, false)
    }

    /// A member stays in a collection that is replaced, or is set again where it stands.
    pub(super) fn fire_append_unchanged(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        value: &Value,
        token: &Token,
    ) -> Run<()> {
        self.cascade_append(machine, relationship, value, token)
    }

    /// A value goes.
    pub(super) fn fire_remove(
        self: &Rc<Self>,
        machine: &mut Machine,
        property: &Property,
        old: &Got,
        token: &Token,
    ) -> Run<()> {
        self.listeners_remove(machine, property, old, token, true)?;
        let key = key_of(property);
        let validator = self.mapper.validators.borrow().get(&key).cloned();
        if let (Some(validator), Got::Value(value)) = (validator, old)
            && validator.include_removes
            && (validator.include_backrefs || token.same_attribute(property))
        {
            let args = vec![self.value(), Value::Str(key), value.clone(), Value::Bool(true)];
            machine.call(&validator.function, Args::of(args))?;
        }
        if let Property::Relationship(relationship) = property {
            self.cascade_remove(machine, relationship, old)?;
            self.backref_remove(machine, relationship, old, token)?;
        }
        self.listeners_remove(machine, property, old, token, false)
    }

    /// A collection is to be replaced by these: what they become.
    pub(super) fn fire_bulk_replace(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        values: Vec<Value>,
    ) -> Run<Vec<Value>> {
        let property = Property::Relationship(Rc::clone(relationship));
        let token = Token::of(&property, Op::BulkReplace);
        values.into_iter().map(|value| self.validated(machine, &property, value, &token)).collect()
    }

    fn validated(
        self: &Rc<Self>,
        machine: &mut Machine,
        property: &Property,
        value: Value,
        token: &Token,
    ) -> Run<Value> {
        let key = key_of(property);
        let Some(validator) = self.mapper.validators.borrow().get(&key).cloned() else {
            return Ok(value);
        };
        if !validator.include_backrefs && !token.same_attribute(property) {
            return Ok(value);
        }
        let mut args = vec![self.value(), Value::Str(key), value];
        if validator.include_removes {
            args.push(Value::Bool(false));
        }
        machine.call(&validator.function, Args::of(args))
    }

    fn check_single_parent(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        value: &Value,
        is_same: bool,
        token: &Token,
    ) -> Run<()> {
        if !relationship.single_parent.get() || value.is_none() || is_same {
            return Ok(());
        }
        let Property::Relationship(of) = &token.property else { return Ok(()) };
        if *of.key.borrow() != *relationship.key.borrow() {
            return Ok(());
        }
        let child = State::required(machine, value)?;
        if !child.has_parent(of, false) {
            return Ok(());
        }
        let class = &self.mapper.class;
        let text = format!(
            "Instance {} is already associated with an instance of <class '{}.{}'> via its {} \
             attribute, and is only allowed a single parent.",
            child.name(),
            class.module,
            class.qualified(),
            super::kind::shown(relationship)
        );
        Err(errors::raise_coded(machine, "InvalidRequestError", text, "bbf1"))
    }
}
