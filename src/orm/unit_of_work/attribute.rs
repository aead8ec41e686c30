//! Reading, setting and deleting attributes: what all kinds have in common, and columns.

use std::rc::Rc;

use super::super::core::errors;
use super::super::mapper::Property;
use super::super::python::{Comparison, Machine, Run, Value};
use super::history::{DynamicPast, History, Past};
use super::kind::{Kind, kind};
use super::passive::{Got, Passive};
use super::state::is_deferred;
use super::token::{Op, Token};
use super::{State, key_of, wanted};

/// What the loader of an attribute did.
pub(in crate::orm::unit_of_work) enum Fired {
    /// It found this.
    Value(Value),
    /// It may not, with what was allowed.
    Unknown,
    /// There never was a value.
    Never,
    /// It put the value in by itself.
    WasSet,
    /// There is nothing to load from.
    Empty,
}

impl State {
    /// What an attribute holds. It is loaded where `passive` allows it.
    ///
    /// # Errors
    ///
    /// What loading raises.
    pub fn get(
        self: &Rc<Self>,
        machine: &mut Machine,
        property: &Property,
        passive: Passive,
    ) -> Run<Got> {
        let key = key_of(property);
        if let Property::Relationship(relationship) = property
            && kind(relationship) == Kind::Dynamic
        {
            return self.dynamic_get(machine, relationship, passive);
        }
        if let Some(value) = self.present(&key) {
            return Ok(Got::Value(value));
        }
        let changed =
            self.committed.borrow().get(&key).is_some_and(|past| !matches!(past, Past::Never));
        if !changed {
            if !passive.has(Passive::CALLABLES) {
                return Ok(Got::Unknown);
            }
            match self.fire_loader(machine, property, passive)? {
                Fired::Value(value) => {
                    return self.set_committed(machine, property, value).map(Got::Value);
                }
                Fired::Unknown => return Ok(Got::Unknown),
                Fired::Never => return Ok(Got::Never),
                Fired::WasSet => {
                    return match self.present(&key) {
                        Some(value) => Ok(Got::Value(value)),
                        None => {
                            let text = format!(
                                "Deferred loader for attribute '{key}' failed to populate correctly"
                            );
                            Err(machine.error("KeyError", text))
                        }
                    };
                }
                Fired::Empty => {}
            }
        }
        if !passive.has(Passive::INIT) {
            return Ok(Got::Never);
        }
        match property {
            Property::Relationship(relationship) if kind(relationship) == Kind::Collection => {
                self.empty_collection(machine, relationship).map(Got::Value)
            }
            Property::Column(own) => Ok(Got::Value(own.default.clone().unwrap_or(Value::None))),
            _ => Ok(Got::Value(Value::None)),
        }
    }

    pub(in crate::orm::unit_of_work) fn fire_loader(
        self: &Rc<Self>,
        machine: &mut Machine,
        property: &Property,
        passive: Passive,
    ) -> Run<Fired> {
        match property {
            Property::Column(_) | Property::Expression(_) => {
                self.load_column(machine, property, passive)
            }
            Property::Relationship(relationship) => {
                self.load_lazily(machine, relationship, passive)
            }
        }
    }

    fn load_column(
        self: &Rc<Self>,
        machine: &mut Machine,
        property: &Property,
        passive: Passive,
    ) -> Run<Fired> {
        if let Property::Expression(own) = property
            && own.by_query
        {
            return Ok(Fired::Empty);
        }
        let key = &key_of(property);
        let deferred = is_deferred(property);
        let (group, raises) = match property {
            Property::Column(own) => (own.group.clone(), own.raiseload),
            _ => (None, false),
        };
        if !deferred && self.expired_attributes.borrow().contains(key) {
            let loaded = self.load_expired(machine, passive)?;
            return Ok(if loaded { Fired::WasSet } else { Fired::Unknown });
        }
        if !deferred && self.own_strategy(key).is_none() || !self.has_identity() {
            return Ok(Fired::Empty);
        }
        if !passive.has(Passive::SQL) {
            return Ok(Fired::Unknown);
        }
        if self.session().is_none() {
            let text = format!(
                "Parent instance {} is not bound to a Session; deferred load operation of \
                 attribute '{key}' cannot proceed",
                self.name()
            );
            return Err(errors::raise_coded(machine, "DetachedInstanceError", text, "bhk3"));
        }
        if raises || self.own_strategy(key) == Some(super::super::mapper::Lazy::Raise) {
            let text = format!("'{}' is not available due to raiseload=True", self.named(key));
            return Err(errors::raise(machine, "InvalidRequestError", text));
        }
        let keys: Vec<Rc<str>> = match &group {
            None => vec![Rc::clone(key)],
            Some(group) => self
                .properties()
                .iter()
                .filter_map(|property| match property {
                    Property::Column(other) if other.group.as_ref() == Some(group) => {
                        Some(Rc::clone(&other.key))
                    }
                    _ => None,
                })
                .filter(|key| !self.committed.borrow().contains_key(key))
                .collect(),
        };
        self.load_columns(machine, &keys, Passive::LOAD)?;
        Ok(Fired::WasSet)
    }

    /// `User.name`.
    pub(in crate::orm::unit_of_work) fn named(&self, key: &str) -> String {
        format!("{}.{key}", self.mapper.class.name)
    }

    /// What an attribute held when it was last in step with the database.
    ///
    /// # Errors
    ///
    /// What loading raises.
    pub fn committed_value(
        self: &Rc<Self>,
        machine: &mut Machine,
        property: &Property,
        passive: Passive,
    ) -> Run<Got> {
        let past = self.committed.borrow().get(&key_of(property)).cloned();
        match past {
            None => self.get(machine, property, passive),
            Some(Past::Value(value)) => Ok(Got::Value(value)),
            Some(Past::Never) => Ok(Got::Value(Value::None)),
            Some(Past::Items(items)) => Ok(Got::Value(Value::list(items))),
            Some(Past::Unknown | Past::Dynamic(_)) => Ok(Got::Unknown),
        }
    }

    /// Sets an attribute, with all that follows from it.
    ///
    /// # Errors
    ///
    /// What validators, listeners, the other side and loading raise.
    pub fn set(
        self: &Rc<Self>,
        machine: &mut Machine,
        property: &Property,
        value: Value,
        initiator: Option<&Token>,
    ) -> Run<()> {
        match property {
            Property::Column(_) | Property::Expression(_) => {
                self.set_column(machine, property, value, initiator)
            }
            Property::Relationship(relationship) => match kind(relationship) {
                Kind::Scalar => {
                    let given = value.clone();
                    let set = self.set_scalar(machine, relationship, value, initiator, None, false);
                    set.map_err(|stop| wanted::one(machine, relationship, &given, stop))
                }
                Kind::Collection => {
                    let given = value.clone();
                    self.set_collection(machine, relationship, value, Passive::LOAD, true)
                        .map_err(|stop| wanted::several(machine, relationship, &given, stop))
                }
                Kind::Dynamic => self.set_dynamic(machine, relationship, value, initiator),
            },
        }
    }

    fn set_column(
        self: &Rc<Self>,
        machine: &mut Machine,
        property: &Property,
        value: Value,
        initiator: Option<&Token>,
    ) -> Run<()> {
        let key = key_of(property);
        let old = if reads_before(property) {
            self.get(machine, property, Passive::LOAD_KNOWN)?
        } else {
            self.present(&key).map_or(Got::Never, Got::Value)
        };
        let token = initiator.cloned().unwrap_or_else(|| Token::of(property, Op::Replace));
        let value = self.fire_set(machine, property, value, &old, &token)?;
        self.note_change(machine, property, past(old))?;
        self.put(&key, value);
        Ok(())
    }

    /// Deletes an attribute.
    ///
    /// # Errors
    ///
    /// AttributeError where it has no value; what listeners and loading raise.
    pub fn delete(self: &Rc<Self>, machine: &mut Machine, property: &Property) -> Run<()> {
        if let Property::Relationship(relationship) = property {
            return self.delete_relationship(machine, relationship);
        }
        let key = key_of(property);
        let old = if reads_before(property) {
            self.get(machine, property, Passive::LOAD_KNOWN)?
        } else {
            self.present(&key).map_or(Got::Never, Got::Value)
        };
        let never = matches!(old, Got::Never);
        self.fire_remove(machine, property, &old, &Token::of(property, Op::Remove))?;
        self.note_change(machine, property, past(old))?;
        let existing = self.take(&key);
        let is_expired = self.expired.get() || self.expired_attributes.borrow().contains(&key);
        if existing.is_none() && never && !is_expired {
            let text = format!("{} object does not have a value", self.named(&key));
            return Err(machine.error("AttributeError", text));
        }
        Ok(())
    }

    /// How an attribute differs from what it was.
    ///
    /// # Errors
    ///
    /// What loading raises.
    pub fn history(
        self: &Rc<Self>,
        machine: &mut Machine,
        property: &Property,
        passive: Passive,
    ) -> Run<History> {
        let Property::Relationship(relationship) = property else {
            return self.column_history(machine, property, passive);
        };
        match kind(relationship) {
            Kind::Scalar => self.scalar_history(machine, relationship, passive),
            Kind::Collection => self.collection_history(machine, relationship, passive),
            Kind::Dynamic => self.dynamic_history(machine, relationship, passive),
        }
    }

    fn column_history(
        self: &Rc<Self>,
        machine: &mut Machine,
        property: &Property,
        passive: Passive,
    ) -> Run<History> {
        let key = key_of(property);
        let current = match self.present(&key) {
            Some(value) => Some(value),
            None if self.committed.borrow().contains_key(&key) => None,
            None => match self.get(machine, property, passive.without(Passive::INIT))? {
                Got::Unknown => return Ok(History::default()),
                Got::Never => None,
                Got::Value(value) => Some(value),
            },
        };
        let past = self.committed.borrow().get(&key).cloned();
        let unchanged = |value| History { unchanged: Some(vec![value]), ..History::default() };
        let original = match past {
            None => return Ok(current.map_or_else(History::default, unchanged)),
            Some(Past::Value(original)) => Some(original),
            Some(_) => None,
        };
        if let (Some(current), Some(original)) = (&current, &original)
            && same(machine, current, original)?
        {
            return Ok(unchanged(current.clone()));
        }
        // Where neither is known, it counts as set to None.
        let added = match (&current, &original) {
            (None, None) => Some(vec![Value::None]),
            _ => current.map(|value| vec![value]),
        };
        Ok(History { added, unchanged: None, deleted: original.map(|value| vec![value]) })
    }
}

/// `a == b` is `True` itself: an SQL expression is equal to nothing.
///
/// # Errors
///
/// What comparing raises.
pub(in crate::orm::unit_of_work) fn same(machine: &mut Machine, a: &Value, b: &Value) -> Run<bool> {
    Ok(matches!(machine.compare(Comparison::Equal, a, b)?, Value::Bool(true)))
}

/// What was there is read before something else is set.
fn reads_before(property: &Property) -> bool {
    matches!(property, Property::Column(own) if own.active_history || own.column.primary_key.get())
}

/// What was looked at, as what an attribute was before.
pub(in crate::orm::unit_of_work) fn past(got: Got) -> Past {
    match got {
        Got::Value(value) => Past::Value(value),
        Got::Unknown => Past::Unknown,
        Got::Never => Past::Never,
    }
}

/// Nothing was done to a collection that is never loaded.
impl DynamicPast {
    pub(in crate::orm::unit_of_work) fn copy(&self) -> (Vec<Value>, Vec<Value>) {
        (self.added.borrow().clone(), self.removed.borrow().clone())
    }
}
