//! The other side of a relationship changes with it, before any flush.

use std::rc::Rc;

use super::super::token::{Op, Token};
use crate::orm::mapper::{Property, Relationship};
use crate::orm::python::{Machine, Run, Stop, Value};
use crate::orm::unit_of_work::State;
use crate::orm::unit_of_work::collection::Collection;
use crate::orm::unit_of_work::kind::{Kind, backref_key, kind, shown};
use crate::orm::unit_of_work::passive::{Got, Passive};

impl State {
    /// The relationship on the other side, as this object has it.
    fn other_side(&self, machine: &mut Machine, key: &Rc<str>) -> Run<Rc<Relationship>> {
        match self.property(key) {
            Some(Property::Relationship(relationship)) => Ok(relationship),
            _ => Err(machine.error("KeyError", &**key)),
        }
    }

    pub(super) fn backref_set(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        value: &Value,
        old: &Got,
        token: &Token,
    ) -> Run<()> {
        let Some(key) = backref_key(relationship) else { return Ok(()) };
        if old.is(value) {
            return Ok(());
        }
        if let Some(old) = old.object() {
            let old = State::required(machine, old)?;
            let other = old.other_side(machine, &key)?;
            let recursive = if kind(&other) == Kind::Scalar { Op::Replace } else { Op::Remove };
            if !token.is(&other, recursive) {
                let own = Token::adding(relationship);
                old.pop_along(machine, &other, &self.value(), &own)?;
            }
        }
        self.backref_append(machine, relationship, value, token)
    }

    pub(super) fn backref_append(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        child: &Value,
        token: &Token,
    ) -> Run<()> {
        let Some(key) = backref_key(relationship) else { return Ok(()) };
        if child.is_none() {
            return Ok(());
        }
        let child = State::required(machine, child)?;
        let other = child.other_side(machine, &key)?;
        if !token.is_of(relationship) && !token.is_of(&other) {
            return Err(self.conflict(machine, relationship, &other, token));
        }
        let adding = Token::adding(&other);
        let bulk = kind(&other) == Kind::Collection && token.is(&other, Op::BulkReplace);
        if !token.is(&other, adding.op) && !bulk {
            child.append_along(machine, &other, self.value(), token)?;
        }
        Ok(())
    }

    fn conflict(
        &self,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        other: &Rc<Relationship>,
        token: &Token,
    ) -> Stop {
        let began = match &token.property {
            Property::Relationship(began) => shown(began),
            other => self.named(&crate::orm::unit_of_work::key_of(other)),
        };
        let text = format!(
            "Bidirectional attribute conflict detected: Passing object {} to attribute \"{began}\" \
             triggers a modify event on attribute \"{}\" via the backref \"{}\".",
            self.name(),
            shown(other),
            shown(relationship)
        );
        machine.error("ValueError", text)
    }

    pub(super) fn backref_remove(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        child: &Got,
        token: &Token,
    ) -> Run<()> {
        let Some(key) = backref_key(relationship) else { return Ok(()) };
        let Some(child) = child.object() else { return Ok(()) };
        let state = State::required(machine, child)?;
        let other = state.other_side(machine, &key)?;
        let is_scalar = kind(&other) == Kind::Scalar;
        let replacing = match kind(&other) {
            Kind::Scalar => token.is(&other, Op::Replace),
            Kind::Collection => token.is(&other, Op::BulkReplace),
            Kind::Dynamic => false,
        };
        if token.is(&other, Op::Remove) || replacing {
            return Ok(());
        }
        if is_scalar
            && kind(relationship) == Kind::Collection
            && self.stands_twice(machine, relationship, child)?
        {
            return Ok(());
        }
        state.pop_along(machine, &other, &self.value(), token)
    }

    /// A collection holds an object more than once.
    fn stands_twice(
        &self,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        child: &Value,
    ) -> Run<bool> {
        let held = self.present(&relationship.key.borrow());
        let Some(collection) = held.as_ref().and_then(Collection::of) else { return Ok(false) };
        let members = collection.members(machine)?;
        Ok(members.iter().filter(|member| member.is(child)).count() > 1)
    }

    /// Adds an object along a relationship, on behalf of the other side. Nothing is loaded.
    pub(in crate::orm::unit_of_work) fn append_along(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        value: Value,
        token: &Token,
    ) -> Run<()> {
        match kind(relationship) {
            Kind::Scalar => self.set_scalar(machine, relationship, value, Some(token), None, false),
            Kind::Collection => {
                self.append_to_collection(machine, relationship, value, token, Passive::NO_FETCH)
            }
            Kind::Dynamic => self.append_dynamic(machine, relationship, value, Some(token)),
        }
    }

    /// Removes an object along a relationship, on behalf of the other side, if it is there.
    fn pop_along(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        value: &Value,
        token: &Token,
    ) -> Run<()> {
        match kind(relationship) {
            Kind::Scalar => {
                self.set_scalar(machine, relationship, Value::None, Some(token), Some(value), true)
            }
            Kind::Collection => {
                let done = self.remove_from_collection(
                    machine,
                    relationship,
                    value,
                    token,
                    Passive::NO_FETCH,
                );
                match done {
                    Err(Stop::Raised(raised))
                        if ["ValueError", "KeyError", "IndexError"].iter().any(|name| {
                            let class = machine.builtin_class(name);
                            let exception = Value::Instance(Rc::clone(&raised.exception));
                            machine.is_instance(&exception, &class)
                        }) =>
                    {
                        Ok(())
                    }
                    done => done,
                }
            }
            Kind::Dynamic => self.remove_dynamic(machine, relationship, value, Some(token)),
        }
    }
}
