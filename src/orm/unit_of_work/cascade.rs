//! What is reached from an object along the relationships that cascade.

use std::collections::HashSet;
use std::collections::VecDeque;
use std::rc::Rc;

use super::super::mapper::{Mapper, Property, Relationship};
use super::super::python::{Machine, Run, Value};
use super::collection::Collection;
use super::kind::{Kind, kind};
use super::passive::{Got, Passive};
use super::{Session, State};

/// The cascades.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Along {
    /// `save-update`.
    SaveUpdate,
    /// `delete`.
    Delete,
    /// `expunge`.
    Expunge,
    /// `refresh-expire`.
    RefreshExpire,
}

impl Along {
    fn is_in(self, relationship: &Rc<Relationship>) -> bool {
        let cascade = relationship.cascade.get();
        match self {
            Self::SaveUpdate => cascade.save_update,
            Self::Delete => cascade.delete,
            Self::Expunge => cascade.expunge,
            Self::RefreshExpire => cascade.refresh_expire,
        }
    }
}

/// What is still to be looked at.
enum Todo {
    /// The relationships of an object.
    Properties(Rc<State>, VecDeque<Rc<Relationship>>),
    /// Objects that one of them leads to, held: nothing else may hold those of a dynamic attribute.
    Objects(VecDeque<(Rc<State>, Value)>),
}

/// Visits every object that is reached, in depth first, each once; not those that stand in `halt`
/// already when they are come to.
///
/// # Errors
///
/// What `visit` and loading raise; AssertionError for objects of a wrong class.
pub fn cascade(
    machine: &mut Machine,
    along: Along,
    state: &Rc<State>,
    halt: Option<&Rc<Session>>,
    visit: &mut dyn FnMut(&mut Machine, &Rc<State>) -> Run<()>,
) -> Run<()> {
    let mut visited = HashSet::new();
    let mut stack = vec![Todo::Properties(Rc::clone(state), relationships(state))];
    while let Some(todo) = stack.last_mut() {
        machine.step(1)?;
        match todo {
            Todo::Properties(parent, queue) => {
                let Some(relationship) = queue.pop_front() else {
                    stack.pop();
                    continue;
                };
                if !along.is_in(&relationship) {
                    continue;
                }
                let parent = Rc::clone(parent);
                let found = reached(machine, along, &parent, &relationship, halt, &mut visited)?;
                if !found.is_empty() {
                    stack.push(Todo::Objects(found));
                }
            }
            Todo::Objects(queue) => {
                let Some((next, held)) = queue.pop_front() else {
                    stack.pop();
                    continue;
                };
                visit(machine, &next)?;
                drop(held);
                let queue = relationships(&next);
                stack.push(Todo::Properties(next, queue));
            }
        }
    }
    Ok(())
}

/// All that is reached, before anything is done with it; each with its object, which nothing else
/// may hold.
///
/// # Errors
///
/// What loading raises.
pub fn all(machine: &mut Machine, along: Along, state: &Rc<State>) -> Run<Vec<(Rc<State>, Value)>> {
    let mut found = Vec::new();
    cascade(machine, along, state, None, &mut |_, state| {
        found.push((Rc::clone(state), state.value()));
        Ok(())
    })?;
    Ok(found)
}

fn relationships(state: &Rc<State>) -> VecDeque<Rc<Relationship>> {
    state
        .mapper
        .properties
        .borrow()
        .values()
        .filter_map(|property| match property {
            Property::Relationship(relationship) => Some(Rc::clone(relationship)),
            Property::Column(_) | Property::Expression(_) => None,
        })
        .collect()
}

fn reached(
    machine: &mut Machine,
    along: Along,
    parent: &Rc<State>,
    relationship: &Rc<Relationship>,
    halt: Option<&Rc<Session>>,
    visited: &mut HashSet<*const State>,
) -> Run<VecDeque<(Rc<State>, Value)>> {
    let members = match along {
        Along::SaveUpdate => parent.all_pending(machine, relationship, Passive::NO_LOAD)?,
        _ => {
            let loads = along == Along::Delete && !relationship.passive_deletes.get().0;
            let passive = if loads { Passive::LOAD | Passive::NO_RAISE } else { Passive::NO_LOAD };
            held(machine, parent, relationship, passive)?
        }
    };
    let skips_pending = along == Along::RefreshExpire && !relationship.cascade.get().delete_orphan;
    let mut found = VecDeque::new();
    for (state, value) in members {
        let Some(state) = state else { continue };
        if visited.contains(&Rc::as_ptr(&state))
            || halt.is_some_and(|session| session.contains(&state))
            || skips_pending && !state.has_identity()
        {
            continue;
        }
        if let Some(resolved) = relationship.resolved.get()
            && !is_a(&state.mapper, &resolved.target)
        {
            let parent = relationship.parent.get().map(|parent| Rc::clone(&parent.class));
            let class = machine.class_of(&value);
            let owner =
                parent.map(|parent| format!("<class '{}.{}'>", parent.module, parent.qualified()));
            let text = format!(
                "Attribute '{}' on class '{}' doesn't handle objects of type '<class '{}.{}'>'",
                relationship.key.borrow(),
                owner.unwrap_or_default(),
                class.module,
                class.qualified()
            );
            return Err(machine.error("AssertionError", text));
        }
        visited.insert(Rc::as_ptr(&state));
        found.push_back((state, value));
    }
    Ok(found)
}

/// What an attribute holds, as a list.
fn held(
    machine: &mut Machine,
    parent: &Rc<State>,
    relationship: &Rc<Relationship>,
    passive: Passive,
) -> Run<Vec<(Option<Rc<State>>, Value)>> {
    let property = Property::Relationship(Rc::clone(relationship));
    let values = match kind(relationship) {
        Kind::Dynamic => {
            return parent.dynamic_pending(machine, relationship, passive);
        }
        Kind::Scalar => match parent.get(machine, &property, passive)? {
            Got::Value(value) if !value.is_none() => vec![value],
            _ => Vec::new(),
        },
        Kind::Collection => {
            let held = parent.get(machine, &property, passive)?.value();
            match held.as_ref().and_then(Collection::of) {
                Some(collection) => collection.members(machine)?,
                None => Vec::new(),
            }
        }
    };
    values
        .into_iter()
        .map(|value| {
            let state =
                if value.is_none() { None } else { Some(State::required(machine, &value)?) };
            Ok((state, value))
        })
        .collect()
}

/// A mapper is another, or inherits from it.
pub fn is_a(mapper: &Rc<Mapper>, other: &Rc<Mapper>) -> bool {
    let mut at = Some(Rc::clone(mapper));
    while let Some(mapper) = at {
        if Rc::ptr_eq(&mapper, other) {
            return true;
        }
        at = mapper.inherits.clone();
    }
    false
}

/// Relationships with `delete-orphan` ask for a parent, and it has none along one of them, as the
/// mapper on this relationship's other side sees it.
pub fn is_orphan(state: &Rc<State>, relationship: &Rc<Relationship>) -> bool {
    relationship.resolved.get().is_some_and(|resolved| is_orphan_of(state, &resolved.target))
}

/// As [`is_orphan`], as a mapper sees it.
pub fn is_orphan_of(state: &Rc<State>, mapper: &Rc<Mapper>) -> bool {
    let mut at = Some(Rc::clone(mapper));
    while let Some(mapper) = at {
        let asked = mapper.delete_orphans.borrow().clone();
        for (key, class) in asked {
            let Some(parent) = super::super::mapper::mapper_of(&class) else { continue };
            let property = parent.properties.borrow().get(&key).cloned();
            if let Some(Property::Relationship(relationship)) = property
                && !state.has_parent(&relationship, state.has_identity())
            {
                return true;
            }
        }
        at = mapper.inherits.clone();
    }
    false
}
