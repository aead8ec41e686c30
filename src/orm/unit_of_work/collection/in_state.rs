//! A collection as an attribute of an object: loaded, replaced, changed while not loaded.

use std::rc::Rc;

use super::{By, Collection};
use crate::orm::mapper::{Property, Relationship};
use crate::orm::python::{Machine, Run, Value};
use crate::orm::unit_of_work::State;
use crate::orm::unit_of_work::history::{History, Past};
use crate::orm::unit_of_work::passive::{Got, Passive};
use crate::orm::unit_of_work::token::{Op, Token};
use crate::orm::unit_of_work::wanted;

/// A member with its state; none for `None`.
type Member = (Option<Rc<State>>, Value);

impl State {
    /// What an attribute gives that has no members yet: always the same empty collection.
    pub(in crate::orm::unit_of_work) fn empty_collection(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
    ) -> Run<Value> {
        let key = Rc::clone(&relationship.key.borrow());
        let held = self.empty_collections.borrow().get(&key).cloned();
        if let Some(held) = held {
            return Ok(held);
        }
        let (collection, value) = Collection::new(machine, self, relationship)?;
        collection.empty.set(true);
        self.empty_collections.borrow_mut().insert(key, value.clone());
        Ok(value)
    }

    pub(in crate::orm::unit_of_work) fn set_committed_collection(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        value: Value,
    ) -> Run<Value> {
        let key = Rc::clone(&relationship.key.borrow());
        let (collection, held) = Collection::new(machine, self, relationship)?;
        let members = match &value {
            Value::List(list) => list.items.borrow().clone(),
            Value::None => Vec::new(),
            value => machine.collect(value)?,
        };
        for member in members {
            collection.add(machine, member, By::Silent)?;
        }
        self.put(&key, held.clone());
        self.commit_keys(&[Rc::clone(&key)]);
        let queued = self.queued.borrow_mut().shift_remove(&key);
        if let Some((added, removed)) = queued {
            self.note_collection_change(machine, relationship)?;
            for item in added {
                collection.add(machine, item, By::Silent)?;
            }
            for item in &removed {
                collection.remove(machine, item, By::Silent)?;
            }
        }
        Ok(held)
    }

    /// Puts other members in the place of those of a collection. `adapt`: the value has to be of
    /// the collection's kind.
    pub(in crate::orm::unit_of_work) fn set_collection(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        value: Value,
        passive: Passive,
        adapt: bool,
    ) -> Run<()> {
        let key = Rc::clone(&relationship.key.borrow());
        let property = Property::Relationship(Rc::clone(relationship));
        let (fresh, held) = Collection::new(machine, self, relationship)?;
        if adapt {
            super::object::check_kind(machine, &held, &value)?;
        }
        let given = Collection::of(&value);
        let values = match (&given, &value) {
            (Some(collection), _) => collection.members(machine)?,
            (None, Value::Dict(dict)) => dict.entries.borrow().values().cloned().collect(),
            (None, value) => machine.collect(value)?,
        };
        let values = self.fire_bulk_replace(machine, relationship, values)?;
        let mut looking = Passive::ONLY_PERSISTENT;
        if passive.has(Passive::NO_RAISE) {
            looking = looking | Passive::NO_RAISE;
        }
        let old = match self.get(machine, &property, looking)? {
            Got::Value(old) => old,
            Got::Unknown | Got::Never => self.empty_collection(machine, relationship)?,
        };
        if old.is(&value) {
            return Ok(());
        }
        let Some(old) = Collection::of(&old) else { return Ok(()) };
        let before = old.members(machine)?;
        self.note_change(machine, &property, Past::Items(before))?;
        self.put(&key, held);
        self.replace_members(machine, &values, &old, &fresh)?;
        old.dispose();
        let empty = self.empty_collections.borrow_mut().shift_remove(&key);
        drop(empty);
        Ok(())
    }

    fn replace_members(
        self: &Rc<Self>,
        machine: &mut Machine,
        values: &[Value],
        old: &Rc<Collection>,
        fresh: &Rc<Collection>,
    ) -> Run<()> {
        let token = Token::along(&fresh.relationship, Op::BulkReplace);
        let among = |values: &[Value], wanted: &Value| values.iter().any(|one| one.is(wanted));
        let existing = distinct(&old.members(machine)?);
        let stay: Vec<Value> = existing.iter().filter(|one| among(values, one)).cloned().collect();
        for value in values {
            let by = if among(&stay, value) { By::Silent } else { By::Token(&token) };
            fresh.add(machine, value.clone(), by)?;
        }
        for value in &stay {
            old.staying(machine, value, By::Token(&token))?;
        }
        for value in existing.iter().filter(|one| !among(&stay, one)) {
            old.going(machine, value, By::Token(&token))?;
        }
        Ok(())
    }

    pub(in crate::orm::unit_of_work) fn delete_collection(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
    ) -> Run<()> {
        let key = Rc::clone(&relationship.key.borrow());
        let Some(held) = self.present(&key).and_then(|held| Collection::of(&held)) else {
            return Ok(());
        };
        self.note_collection_change(machine, relationship)?;
        for member in held.members(machine)? {
            held.remove(machine, &member, By::Script)?;
        }
        let gone = self.take(&key);
        drop(gone);
        Ok(())
    }

    pub(in crate::orm::unit_of_work) fn append_to_collection(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        value: Value,
        token: &Token,
        passive: Passive,
    ) -> Run<()> {
        if let Some(collection) = self.collection(machine, relationship, passive)? {
            return collection.add(machine, value, By::Token(token));
        }
        let given = value.clone();
        let value = self
            .member_comes(machine, relationship, value, token)
            .map_err(|stop| wanted::member(machine, relationship, &given, stop))?;
        let key = Rc::clone(&relationship.key.borrow());
        let mut queued = self.queued.borrow_mut();
        let (added, removed) = queued.entry(key).or_default();
        if let Some(place) = removed.iter().position(|one| one.is(&value)) {
            removed.remove(place);
        } else if !added.iter().any(|one| one.is(&value)) {
            added.push(value);
        }
        Ok(())
    }

    pub(in crate::orm::unit_of_work) fn remove_from_collection(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        value: &Value,
        token: &Token,
        passive: Passive,
    ) -> Run<()> {
        if let Some(collection) = self.collection(machine, relationship, passive)? {
            return collection.remove(machine, value, By::Token(token));
        }
        self.member_goes(machine, relationship, value, token)?;
        let key = Rc::clone(&relationship.key.borrow());
        let mut queued = self.queued.borrow_mut();
        let (added, removed) = queued.entry(key).or_default();
        if let Some(place) = added.iter().position(|one| one.is(value)) {
            added.remove(place);
        } else if !removed.iter().any(|one| one.is(value)) {
            removed.push(value.clone());
        }
        Ok(())
    }

    /// The collection; none where it is not known with what is allowed.
    fn collection(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        passive: Passive,
    ) -> Run<Option<Rc<Collection>>> {
        let property = Property::Relationship(Rc::clone(relationship));
        let got = self.get(machine, &property, passive)?;
        Ok(got.value().and_then(|value| Collection::of(&value)))
    }

    pub(in crate::orm::unit_of_work) fn collection_history(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        passive: Passive,
    ) -> Run<History> {
        let key = Rc::clone(&relationship.key.borrow());
        let Some(collection) = self.collection(machine, relationship, passive)? else {
            let queued = self.queued.borrow().get(&key).cloned();
            return Ok(match queued {
                Some((added, deleted)) if passive.has(Passive::QUEUED) => {
                    History { added: Some(added), unchanged: None, deleted: Some(deleted) }
                }
                _ => History::default(),
            });
        };
        let current = collection.members(machine)?;
        let past = self.committed.borrow().get(&key).cloned();
        let original = match past {
            None => return Ok(History { unchanged: Some(current), ..History::default() }),
            Some(Past::Items(original)) => original,
            Some(_) => return Ok(History { added: Some(current), ..History::default() }),
        };
        let (added, unchanged, deleted) = compared(machine, current, original)?;
        let values = |members: Vec<Member>| Some(members.into_iter().map(|(_, one)| one).collect());
        Ok(History { added: values(added), unchanged: values(unchanged), deleted: values(deleted) })
    }

    pub(in crate::orm::unit_of_work) fn collection_pending(
        self: &Rc<Self>,
        machine: &mut Machine,
        key: &Rc<str>,
    ) -> Run<Vec<Member>> {
        let Some(held) = self.present(key).and_then(|held| Collection::of(&held)) else {
            return Ok(Vec::new());
        };
        let past = self.committed.borrow().get(key).cloned();
        let current = held.members(machine)?;
        let Some(Past::Items(original)) = past else { return members(machine, current) };
        let (added, unchanged, deleted) = compared(machine, current, original)?;
        Ok([added, unchanged, deleted].concat())
    }
}

fn members(machine: &mut Machine, values: Vec<Value>) -> Run<Vec<Member>> {
    values
        .into_iter()
        .map(|value| {
            let state =
                if value.is_none() { None } else { Some(State::required(machine, &value)?) };
            Ok((state, value))
        })
        .collect()
}

/// What came, what stayed and what went.
fn compared(
    machine: &mut Machine,
    current: Vec<Value>,
    original: Vec<Value>,
) -> Run<(Vec<Member>, Vec<Member>, Vec<Member>)> {
    let current = members(machine, current)?;
    let original = members(machine, original)?;
    let place = |member: &Member| member.0.as_ref().map(Rc::as_ptr);
    let now: std::collections::HashSet<_> = current.iter().map(place).collect();
    let before: std::collections::HashSet<_> = original.iter().map(place).collect();
    let (stay, come) = current.into_iter().partition(|one| before.contains(&place(one)));
    let go = original.into_iter().filter(|one| !now.contains(&place(one))).collect();
    Ok((come, stay, go))
}

/// Each object once.
fn distinct(values: &[Value]) -> Vec<Value> {
    let mut once: Vec<Value> = Vec::new();
    for value in values {
        if !once.iter().any(|one| one.is(value)) {
            once.push(value.clone());
        }
    }
    once
}
