//! Relationships in an object: what kind of attribute they are, lazy loading, and scalars.

use std::rc::Rc;

use super::super::core::errors;
use super::super::mapper::{Direction, Lazy, Property, Relationship};
use super::super::python::{Machine, Run, Value};
use super::attribute::{Fired, past};
use super::history::{History, Past};
use super::identity::Missing;
use super::kind::{Kind, kind, shown, tracks_parents};
use super::passive::{Got, Passive};
use super::session::Found;
use super::token::{Op, Token};
use super::{Identity, State};

/// The old value is loaded before another is set.
fn has_active_history(relationship: &Rc<Relationship>) -> bool {
    relationship.active_history.get() || relationship.single_parent.get()
}

/// The old value is loaded at the flush, where it was not loaded before it was replaced.
fn has_deferred_history(relationship: &Rc<Relationship>) -> bool {
    !relationship.active_history.get()
        && !matches!(relationship.lazy.get(), Lazy::NoLoad)
        && relationship
            .resolved
            .get()
            .is_some_and(|resolved| resolved.direction != Direction::ManyToOne || !resolved.by_key)
}

impl State {
    pub(in crate::orm::unit_of_work) fn load_lazily(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        passive: Passive,
    ) -> Run<Fired> {
        let loader = self.shared.loader(machine)?;
        let lazy = loader.strategy(self, relationship);
        if lazy == Lazy::NoLoad {
            return Ok(Fired::Empty);
        }
        if !self.has_identity() {
            return Ok(Fired::Empty);
        }
        let Some(resolved) = relationship.resolved.get() else { return Ok(Fired::Empty) };
        let by_key = resolved.by_key && !resolved.uselist;
        if !passive.has(Passive::SQL) && !by_key {
            return Ok(Fired::Unknown);
        }
        let may_raise = !passive.has(Passive::NO_RAISE);
        if lazy == Lazy::Raise && may_raise && (!by_key || passive.has(Passive::RELATED)) {
            return Err(not_available(machine, relationship, "raise"));
        }
        let Some(session) = self.session() else {
            if !may_raise {
                return Ok(Fired::Unknown);
            }
            let text = format!(
                "Parent instance {} is not bound to a Session; lazy load operation of attribute \
                 '{}' cannot proceed",
                self.name(),
                relationship.key.borrow()
            );
            return Err(errors::raise_coded(machine, "DetachedInstanceError", text, "bhk3"));
        };
        let key = Rc::clone(&relationship.key.borrow());
        let is_there = |state: &State| state.has(&key) && !passive.has(Passive::HISTORY_LOAD);
        let mut identity = None;
        if by_key {
            let mut values = Vec::new();
            for column in &resolved.target.primary_key {
                let own = resolved
                    .local_remote_pairs
                    .iter()
                    .find(|(_, remote)| resolved.target.same_value(remote, column))
                    .map(|(local, _)| Rc::clone(local));
                let Some(own) = own else { return Ok(Fired::Empty) };
                match self.column_value(machine, &own, passive)? {
                    Got::Unknown => return Ok(Fired::Unknown),
                    Got::Never => return Ok(Fired::Never),
                    Got::Value(value) => values.push(value),
                }
            }
            let wanted = Identity::new(machine, &resolved.target, values)?;
            if wanted.missing() == Missing::All {
                return Ok(Fired::Value(Value::None));
            }
            if is_there(self) {
                return Ok(Fired::WasSet);
            }
            match session.lookup(machine, &resolved.target, &wanted, passive)? {
                Found::Object(object) => return Ok(Fired::Value(Value::Instance(object))),
                Found::OtherClass => return Ok(Fired::Value(Value::None)),
                Found::Unknown => return Ok(Fired::Unknown),
                Found::Nothing => {}
            }
            if !passive.has(Passive::SQL) || !passive.has(Passive::RELATED) {
                return Ok(Fired::Unknown);
            }
            identity = Some(wanted.values.to_vec());
        } else {
            // Reading this side's columns may read the object again, and with it the attribute.
            for column in &resolved.local_columns {
                self.column_value(machine, column, passive.without(Passive::INIT))?;
            }
            if is_there(self) {
                return Ok(Fired::WasSet);
            }
        }
        if lazy == Lazy::RaiseOnSql && may_raise {
            return Err(not_available(machine, relationship, "raise_on_sql"));
        }
        loader
            .load_relationship(machine, &session, self, relationship, identity, passive)
            .map(Fired::Value)
    }

    pub(in crate::orm::unit_of_work) fn set_scalar(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        value: Value,
        initiator: Option<&Token>,
        check_old: Option<&Value>,
        pop: bool,
    ) -> Run<()> {
        let property = Property::Relationship(Rc::clone(relationship));
        let old = self.old_scalar(machine, relationship, &property)?;
        if let Some(expected) = check_old
            && !matches!(old, Got::Unknown)
            && !old.is(expected)
        {
            if pop {
                return Ok(());
            }
            let expected = State::required(machine, expected)?;
            let text = format!(
                "Object {} not associated with {} on attribute '{}'",
                expected.name(),
                self.name(),
                relationship.key.borrow()
            );
            return Err(machine.error("ValueError", text));
        }
        let token = initiator.cloned().unwrap_or_else(|| Token::of(&property, Op::Replace));
        let tracks = tracks_parents(relationship);
        if tracks
            && let Some(gone) = old.object()
            && !gone.is(&value)
        {
            let gone = State::required(machine, gone)?;
            gone.set_parent(machine, relationship, self, false)?;
        }
        let value = self.fire_set(machine, &property, value, &old, &token)?;
        self.note_change(machine, &property, past(old))?;
        if tracks && !value.is_none() {
            let child = State::required(machine, &value)?;
            child.set_parent(machine, relationship, self, true)?;
        }
        self.put(&Rc::clone(&relationship.key.borrow()), value);
        Ok(())
    }

    fn old_scalar(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        property: &Property,
    ) -> Run<Got> {
        let passive = if has_active_history(relationship) {
            Passive::ONLY_PERSISTENT | Passive::NO_AUTOFLUSH | Passive::COMMITTED
        } else {
            Passive::NO_FETCH.without(Passive::INIT) | Passive::COMMITTED | Passive::NO_RAISE
        };
        self.get(machine, property, passive)
    }

    pub(in crate::orm::unit_of_work) fn delete_relationship(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
    ) -> Run<()> {
        let property = Property::Relationship(Rc::clone(relationship));
        match kind(relationship) {
            Kind::Collection => return self.delete_collection(machine, relationship),
            Kind::Dynamic => return Err(machine.error("NotImplementedError", "")),
            Kind::Scalar => {}
        }
        let old = self.old_scalar(machine, relationship, &property)?;
        if tracks_parents(relationship)
            && let Some(gone) = old.object()
        {
            let gone = State::required(machine, gone)?;
            gone.set_parent(machine, relationship, self, false)?;
        }
        self.fire_remove(machine, &property, &old, &Token::of(&property, Op::Remove))?;
        let known = !matches!(old, Got::Unknown);
        self.note_change(machine, &property, past(old))?;
        let key = Rc::clone(&relationship.key.borrow());
        let existing = self.take(&key);
        if existing.is_none() && known && !self.has_identity() {
            let text = format!("{} object does not have a value", self.named(&key));
            return Err(machine.error("AttributeError", text));
        }
        Ok(())
    }

    pub(in crate::orm::unit_of_work) fn scalar_history(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        passive: Passive,
    ) -> Run<History> {
        let property = Property::Relationship(Rc::clone(relationship));
        let key = Rc::clone(&relationship.key.borrow());
        let passive = passive.without(Passive::INIT);
        let current = match self.present(&key) {
            Some(value) => Some(value),
            None => match self.get(machine, &property, passive)? {
                Got::Unknown => return Ok(History::default()),
                Got::Never => None,
                Got::Value(value) => Some(value),
            },
        };
        let mut original = self.committed.borrow().get(&key).cloned();
        if matches!(original, Some(Past::Unknown)) && has_deferred_history(relationship) {
            let passive = passive
                | Passive::ONLY_PERSISTENT
                | Passive::NO_AUTOFLUSH
                | Passive::COMMITTED
                | Passive::NO_RAISE
                | Passive::HISTORY_LOAD;
            original = Some(match self.load_lazily(machine, relationship, passive)? {
                Fired::Value(value) => Past::Value(value),
                Fired::Never => Past::Never,
                Fired::Unknown | Fired::WasSet | Fired::Empty => Past::Unknown,
            });
        }
        let unchanged = |value| History { unchanged: Some(vec![value]), ..History::default() };
        let original = match original {
            None => return Ok(current.map_or_else(History::default, unchanged)),
            Some(Past::Value(original)) => Some(original),
            Some(_) => None,
        };
        if let (Some(current), Some(original)) = (&current, &original)
            && current.is(original)
        {
            return Ok(unchanged(current.clone()));
        }
        let deleted = original.filter(|value| !value.is_none());
        // Where neither is known, it counts as set to None.
        let added = match (&current, &deleted) {
            (None, None) => Some(vec![Value::None]),
            _ => current.map(|value| vec![value]),
        };
        Ok(History { added, unchanged: None, deleted: deleted.map(|value| vec![value]) })
    }

    /// All that the attribute holds or held, for cascades and dependencies; nothing is loaded
    /// unless `passive` says so. The state is none for `None`.
    pub(in crate::orm::unit_of_work) fn all_pending(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        passive: Passive,
    ) -> Run<Vec<(Option<Rc<State>>, Value)>> {
        let property = Property::Relationship(Rc::clone(relationship));
        let key = Rc::clone(&relationship.key.borrow());
        match kind(relationship) {
            Kind::Collection => return self.collection_pending(machine, &key),
            Kind::Dynamic => return self.dynamic_pending(machine, relationship, passive),
            Kind::Scalar => {}
        }
        let current = match self.present(&key) {
            Some(value) => Some(value),
            None if passive.has(Passive::CALLABLES) => {
                self.get(machine, &property, passive)?.value()
            }
            None => return Ok(Vec::new()),
        };
        let current = current.filter(|value| !value.is_none());
        let mut all = vec![match &current {
            Some(value) => (Some(State::required(machine, value)?), value.clone()),
            None => (None, Value::None),
        }];
        let original = self.committed.borrow().get(&key).cloned();
        if let Some(Past::Value(original)) = original
            && !original.is_none()
            && !current.is_some_and(|current| current.is(&original))
        {
            all.push((Some(State::required(machine, &original)?), original));
        }
        Ok(all)
    }
}

fn not_available(
    machine: &mut Machine,
    relationship: &Rc<Relationship>,
    lazy: &str,
) -> super::super::python::Stop {
    let text = format!("'{}' is not available due to lazy='{lazy}'", shown(relationship));
    errors::raise(machine, "InvalidRequestError", text)
}
