//! `merge()`: what an object holds is put into the session's own object of that key.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::orm::core::errors;
use crate::orm::mapper::{Property, Relationship};
use crate::orm::python::{Args, Machine, Run, Value};
use crate::orm::unit_of_work::collection::Collection;
use crate::orm::unit_of_work::identity::Missing;
use crate::orm::unit_of_work::kind::{Kind, kind};
use crate::orm::unit_of_work::passive::Passive;
use crate::orm::unit_of_work::{Identity, Session, State, key_of};

/// What was merged already.
#[derive(Default)]
struct Done {
    states: HashMap<*const State, Value>,
    along: HashSet<(*const State, *const Relationship)>,
    keys: HashMap<Identity, Value>,
}

impl Session {
    /// `merge(object)`: the session's own object.
    ///
    /// # Errors
    ///
    /// What loading and setting raise.
    pub fn merge(self: &Rc<Self>, machine: &mut Machine, value: &Value, load: bool) -> Run<Value> {
        self.warn_of_flush(machine, "Session.merge()");
        if load {
            self.autoflush_now(machine)?;
        }
        let autoflush = self.autoflush.replace(false);
        let merged = Self::state_of(machine, value)
            .and_then(|state| self.merge_state(machine, &state, load, &mut Done::default()));
        self.autoflush.set(autoflush);
        merged
    }

    fn merge_state(
        self: &Rc<Self>,
        machine: &mut Machine,
        state: &Rc<State>,
        load: bool,
        done: &mut Done,
    ) -> Run<Value> {
        if let Some(merged) = done.states.get(&Rc::as_ptr(state)) {
            return Ok(merged.clone());
        }
        let own = state.identity.borrow().clone();
        let (key, has_key) = match own {
            Some(key) => (key, true),
            None => {
                if self.is_new(state) {
                    let text = format!(
                        "Instance {} is already pending in this Session yet is being merged again; \
                         this is probably not what you want to do",
                        state.name()
                    );
                    machine.warn("SAWarning", text);
                }
                if !load {
                    let text = "merge() with load=False option does not support objects transient \
                                (i.e. unpersisted) objects.  flush() all changes on mapped \
                                instances before merging with load=False.";
                    return Err(errors::raise(machine, "InvalidRequestError", text));
                }
                let key = state.identity_from_attributes(machine, Passive::LOAD_KNOWN)?;
                let has_key = key.missing() == Missing::Nothing;
                (key, has_key)
            }
        };
        let known = self.identity_map.borrow().get(&key).map(|(_, object)| Value::Instance(object));
        let mut merged = known;
        if merged.is_none() && has_key {
            merged = done.keys.get(&key).cloned();
        }
        if merged.is_none() && has_key && load {
            let args = Args::of(vec![
                Value::Class(Rc::clone(&state.mapper.class)),
                Value::tuple(key.values.to_vec()),
            ]);
            merged = self.get(machine, args)?.map(Value::Instance);
        }
        let mut is_fresh = false;
        let merged = match merged {
            Some(merged) => merged,
            None => {
                is_fresh = true;
                let (fresh, object) = self.shared.new_object(machine, &state.mapper);
                if load {
                    self.save_or_update(machine, &fresh)?;
                } else {
                    if state.modified.get() {
                        let text = "merge() with load=False option does not support objects marked \
                                    as 'dirty'.  flush() all changes on mapped instances before \
                                    merging with load=False.";
                        return Err(errors::raise(machine, "InvalidRequestError", text));
                    }
                    *fresh.identity.borrow_mut() = Some(key.clone());
                    self.attach_persistent(machine, &fresh, false)?;
                }
                Value::Instance(object)
            }
        };
        let target = State::required(machine, &merged)?;
        done.states.insert(Rc::as_ptr(state), merged.clone());
        done.keys.insert(key, merged.clone());
        if !Rc::ptr_eq(state, &target) {
            let options = state.load_options.borrow().clone();
            *target.load_options.borrow_mut() = options;
            for property in state.properties() {
                self.merge_property(machine, &property, state, &target, load, done)?;
            }
        }
        if !load {
            target.commit_all();
        }
        if is_fresh {
            self.shared.fire_load(machine, &target)?;
        }
        Ok(merged)
    }

    fn merge_property(
        self: &Rc<Self>,
        machine: &mut Machine,
        property: &Property,
        from: &Rc<State>,
        to: &Rc<State>,
        load: bool,
        done: &mut Done,
    ) -> Run<()> {
        let relationship = match property {
            Property::Relationship(relationship) => relationship,
            column => {
                let key = key_of(column);
                return match from.present(&key) {
                    Some(value) if load => to.set(machine, property, value, None),
                    Some(value) => {
                        to.put(&key, value);
                        Ok(())
                    }
                    None if to.has_identity() && !to.has(&key) => {
                        to.expire_some(machine, &[key], true)
                    }
                    None => Ok(()),
                };
            }
        };
        let comes_back = load
            && relationship
                .reverse
                .borrow()
                .iter()
                .any(|other| done.along.contains(&(Rc::as_ptr(from), Rc::as_ptr(other))));
        let key = Rc::clone(&relationship.key.borrow());
        if comes_back || !relationship.cascade.get().merge {
            return Ok(());
        }
        let Some(held) = from.present(&key) else { return Ok(()) };
        if kind(relationship) == Kind::Scalar {
            let merged = if held.is_none() {
                Value::None
            } else {
                self.merge_along(machine, &held, relationship, load, done)?
            };
            if load {
                return to.set(machine, property, merged, None);
            }
            to.put(&key, merged);
            return Ok(());
        }
        let members = match Collection::of(&held) {
            Some(collection) => collection.members(machine)?,
            None => from.dynamic_added(relationship),
        };
        if load {
            to.get(machine, property, Passive::MERGE)?;
        }
        let mut merged = Vec::new();
        for member in members {
            merged.push(self.merge_along(machine, &member, relationship, load, done)?);
        }
        let merged = Value::list(merged);
        if !load {
            to.set_committed(machine, property, merged)?;
            return Ok(());
        }
        match kind(relationship) {
            Kind::Dynamic => to.set(machine, property, merged, None),
            _ => to.set_collection(machine, relationship, merged, Passive::MERGE, false),
        }
    }

    fn merge_along(
        self: &Rc<Self>,
        machine: &mut Machine,
        value: &Value,
        relationship: &Rc<Relationship>,
        load: bool,
        done: &mut Done,
    ) -> Run<Value> {
        let state = State::required(machine, value)?;
        done.along.insert((Rc::as_ptr(&state), Rc::as_ptr(relationship)));
        stacker::maybe_grow(64 * 1024, 1024 * 1024, || {
            self.merge_state(machine, &state, load, done)
        })
    }
}
