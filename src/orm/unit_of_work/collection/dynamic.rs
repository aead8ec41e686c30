//! Collections that are never loaded as a whole: `lazy="dynamic"` and `lazy="write_only"`.

use std::rc::Rc;

use crate::orm::core::errors;
use crate::orm::mapper::{Lazy, Property, Relationship};
use crate::orm::python::{Machine, Run, Value};
use crate::orm::unit_of_work::State;
use crate::orm::unit_of_work::history::{DynamicPast, History, Past};
use crate::orm::unit_of_work::kind::{shown, tracks_parents};
use crate::orm::unit_of_work::passive::{Got, Passive};
use crate::orm::unit_of_work::token::{Op, Token};

/// What is known of a collection that is never loaded.
struct Parts {
    added: Vec<Value>,
    members: Vec<Value>,
    removed: Vec<Value>,
    /// The members are all that the database has.
    are_all: bool,
}

impl State {
    pub(in crate::orm::unit_of_work) fn dynamic_get(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        passive: Passive,
    ) -> Run<Got> {
        if !passive.has(Passive::SQL) {
            return Ok(Got::Value(Value::list(self.dynamic_added(relationship))));
        }
        let loader = self.shared.loader(machine)?;
        loader.dynamic(machine, self, relationship).map(Got::Value)
    }

    /// What was added since the last flush.
    pub fn dynamic_added(&self, relationship: &Rc<Relationship>) -> Vec<Value> {
        self.dynamic_past(relationship).map_or_else(Vec::new, |past| past.copy().0)
    }

    fn dynamic_past(&self, relationship: &Rc<Relationship>) -> Option<Rc<DynamicPast>> {
        match self.committed.borrow().get(&*relationship.key.borrow()) {
            Some(Past::Dynamic(past)) => Some(Rc::clone(past)),
            _ => None,
        }
    }

    fn dynamic_changes(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
    ) -> Run<Rc<DynamicPast>> {
        let key = Rc::clone(&relationship.key.borrow());
        let past = self.dynamic_past(relationship).unwrap_or_default();
        let property = Property::Relationship(Rc::clone(relationship));
        self.note_change(machine, &property, Past::Dynamic(Rc::clone(&past)))?;
        self.put(&key, Value::Bool(true));
        Ok(past)
    }

    /// Adds an object, to be written at the next flush.
    ///
    /// # Errors
    ///
    /// What the other side and listeners raise.
    pub fn append_dynamic(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        value: Value,
        initiator: Option<&Token>,
    ) -> Run<()> {
        let past = self.dynamic_changes(machine, relationship)?;
        if !past.added.borrow().iter().any(|one| one.is(&value)) {
            past.added.borrow_mut().push(value.clone());
        }
        let token = initiator.cloned().unwrap_or_else(|| Token::along(relationship, Op::Append));
        let value = self.fire_append(machine, relationship, value, &token)?;
        if tracks_parents(relationship) && !value.is_none() {
            let child = State::required(machine, &value)?;
            child.set_parent(machine, relationship, self, true)?;
        }
        Ok(())
    }

    /// Removes an object, which is written at the next flush.
    ///
    /// # Errors
    ///
    /// What the other side and listeners raise.
    pub fn remove_dynamic(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        value: &Value,
        initiator: Option<&Token>,
    ) -> Run<()> {
        let past = self.dynamic_changes(machine, relationship)?;
        let place = past.added.borrow().iter().position(|one| one.is(value));
        if let Some(place) = place {
            past.added.borrow_mut().remove(place);
        } else if !past.removed.borrow().iter().any(|one| one.is(value)) {
            past.removed.borrow_mut().push(value.clone());
        }
        if tracks_parents(relationship) && !value.is_none() {
            let child = State::required(machine, value)?;
            child.set_parent(machine, relationship, self, false)?;
        }
        let token = initiator.cloned().unwrap_or_else(|| Token::along(relationship, Op::Remove));
        let property = Property::Relationship(Rc::clone(relationship));
        self.fire_remove(machine, &property, &Got::Value(value.clone()), &token)
    }

    pub(in crate::orm::unit_of_work) fn set_dynamic(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        value: Value,
        initiator: Option<&Token>,
    ) -> Run<()> {
        if initiator.is_some_and(|token| token.is_of(relationship)) {
            return Ok(());
        }
        let values = machine.collect(&value)?;
        let mut old = Vec::new();
        if self.has_identity() {
            if relationship.lazy.get() == Lazy::WriteOnly {
                let text = format!(
                    "Collection \"{}\" does not support implicit iteration; collection \
                     replacement operations can't be used",
                    shown(relationship)
                );
                return Err(errors::raise(machine, "InvalidRequestError", text));
            }
            let loader = self.shared.loader(machine)?;
            old = loader.dynamic_members(machine, self, relationship)?;
        }
        let past = self.dynamic_changes(machine, relationship)?;
        for one in past.copy().0 {
            if !old.iter().any(|other| other.is(&one)) {
                old.push(one);
            }
        }
        for value in &values {
            if !old.iter().any(|one| one.is(value)) {
                self.append_dynamic(machine, relationship, value.clone(), None)?;
            }
        }
        for one in &old {
            if !values.iter().any(|value| value.is(one)) {
                self.remove_dynamic(machine, relationship, one, None)?;
            }
        }
        Ok(())
    }

    /// What came, stayed and went, as far as it is known or may be asked.
    fn dynamic_parts(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        passive: Passive,
    ) -> Run<Parts> {
        let past = self.dynamic_past(relationship);
        let (added, removed) = past.map_or_else(Default::default, |past| past.copy());
        if !self.has_identity() || !passive.has(Passive::INIT) {
            return Ok(Parts { added, members: Vec::new(), removed, are_all: false });
        }
        if relationship.lazy.get() == Lazy::WriteOnly {
            if passive.has(Passive::SQL) {
                let shown = shown(relationship);
                let text = format!(
                    "Attribute {shown} can't load the existing state from the database for this \
                     operation; full iteration is not permitted.  If this is a delete operation, \
                     configure passive_deletes=True on the {shown} relationship in order to \
                     resolve this error."
                );
                return Err(errors::raise(machine, "InvalidRequestError", text));
            }
            return Ok(Parts { added, members: Vec::new(), removed, are_all: false });
        }
        let loader = self.shared.loader(machine)?;
        let members = loader.dynamic_members(machine, self, relationship)?;
        Ok(Parts { added, members, removed, are_all: true })
    }

    pub(in crate::orm::unit_of_work) fn dynamic_history(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        passive: Passive,
    ) -> Run<History> {
        let Parts { added, members, removed, are_all } =
            self.dynamic_parts(machine, relationship, passive)?;
        if !are_all {
            return Ok(History {
                added: Some(added),
                unchanged: Some(members),
                deleted: Some(removed),
            });
        }
        let among = |values: &[Value], one: &Value| values.iter().any(|other| other.is(one));
        let deleted: Vec<Value> = removed.into_iter().filter(|one| among(&members, one)).collect();
        Ok(History {
            added: Some(added.into_iter().filter(|one| !among(&members, one)).collect()),
            unchanged: Some(members.iter().filter(|one| !among(&deleted, one)).cloned().collect()),
            deleted: Some(deleted),
        })
    }

    pub(in crate::orm::unit_of_work) fn dynamic_pending(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        passive: Passive,
    ) -> Run<Vec<(Option<Rc<State>>, Value)>> {
        let Parts { added, members, removed, .. } =
            self.dynamic_parts(machine, relationship, passive)?;
        let mut all: Vec<Value> = Vec::new();
        for value in [added, members, removed].concat() {
            if !all.iter().any(|one| one.is(&value)) {
                all.push(value);
            }
        }
        all.into_iter().map(|value| Ok((Some(State::required(machine, &value)?), value))).collect()
    }
}
