//! The state of one mapped object: where it stands, what has changed, what is to be read again.

mod change;
mod expire;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use super::super::core::{Column, errors};
use super::super::mapper::{ColumnProperty, Lazy, Mapper, Property, Relationship};
use super::super::python::{Instance, Machine, Run, Value};
use super::passive::{Got, Passive};
use super::{Identity, Session, Shared, Standing, State};

impl State {
    /// What an object's state takes of a run's memory, with its values and its place in a session.
    pub const SIZE: u64 = 48;

    /// A state for an object that has none, put into the object's slot. Where the slot is taken,
    /// what is there stays.
    pub fn attach(shared: &Rc<Shared>, mapper: &Rc<Mapper>, instance: &Rc<Instance>) -> Rc<Self> {
        if let Some(state) = Self::of_instance(instance) {
            return state;
        }
        let state = Rc::new(Self {
            shared: Rc::clone(shared),
            mapper: Rc::clone(mapper),
            instance: RefCell::new(Rc::downgrade(instance)),
            strong: RefCell::default(),
            identity: RefCell::default(),
            watched: RefCell::default(),
            session: RefCell::new(Weak::new()),
            committed: RefCell::default(),
            modified: Cell::new(false),
            expired: Cell::new(false),
            expired_attributes: RefCell::default(),
            per_state: RefCell::default(),
            deleted: Cell::new(false),
            insert_order: Cell::new(0),
            parents: RefCell::default(),
            queued: RefCell::default(),
            empty_collections: RefCell::default(),
            orphaned: Cell::new(false),
            load_options: RefCell::default(),
            load: Cell::new(0),
        });
        let held: Rc<dyn std::any::Any> = Rc::clone(&state) as Rc<dyn std::any::Any>;
        if instance.slot.set(held).is_ok() {
            let shown = Value::Native(Rc::clone(&state) as Rc<dyn super::super::python::Native>);
            let previous = instance.dict.borrow_mut().insert("_sa_instance_state".into(), shown);
            drop(previous);
        }
        state
    }

    /// The state of a mapped object, if it is one.
    pub fn of(value: &Value) -> Option<Rc<Self>> {
        match value {
            Value::Instance(instance) => Self::of_instance(instance),
            _ => None,
        }
    }

    /// The state of an object, if it is mapped.
    pub fn of_instance(instance: &Rc<Instance>) -> Option<Rc<Self>> {
        instance.slot.get().and_then(|slot| Rc::clone(slot).downcast().ok())
    }

    /// The state of what has to be a mapped object.
    ///
    /// # Errors
    ///
    /// AttributeError, as Python raises it where the state is looked up.
    pub fn required(machine: &mut Machine, value: &Value) -> Run<Rc<Self>> {
        if let Some(state) = Self::of(value) {
            return Ok(state);
        }
        let text = if let Value::Class(class) = value {
            format!("type object '{}' has no attribute '_sa_instance_state'", class.name)
        } else {
            let kind = Rc::clone(&machine.class_of(value).name);
            format!("'{kind}' object has no attribute '_sa_instance_state'")
        };
        Err(machine.error("AttributeError", text))
    }

    /// The object, while it lives.
    pub fn object(&self) -> Option<Rc<Instance>> {
        self.instance.borrow().upgrade()
    }

    /// The object as a value; `None` where it is gone.
    pub fn value(&self) -> Value {
        self.object().map_or(Value::None, Value::Instance)
    }

    /// `<User at 0x…>`, as messages call the object.
    pub fn name(&self) -> String {
        let address = self.object().map_or(0, |instance| instance.identity);
        format!("<{} at {}>", self.mapper.class.name, super::naming::address(address))
    }

    /// `<User>`, as messages call its class.
    pub fn class_name(&self) -> String {
        format!("<{}>", self.mapper.class.name)
    }

    /// The session that it is in.
    pub fn session(&self) -> Option<Rc<Session>> {
        self.session.borrow().upgrade()
    }

    /// It has a row.
    pub fn has_identity(&self) -> bool {
        self.identity.borrow().is_some()
    }

    /// Where it stands.
    pub fn standing(&self) -> Standing {
        match (self.has_identity(), self.session().is_some(), self.deleted.get()) {
            (false, false, _) => Standing::Transient,
            (false, true, _) => Standing::Pending,
            (true, true, true) => Standing::Deleted,
            (true, true, false) => Standing::Persistent,
            (true, false, _) => Standing::Detached,
        }
    }

    /// What stands in the object under this name.
    pub fn present(&self, key: &str) -> Option<Value> {
        self.object().and_then(|instance| instance.dict.borrow().get(key).cloned())
    }

    /// Something stands in the object under this name.
    pub fn has(&self, key: &str) -> bool {
        self.object().is_some_and(|instance| instance.dict.borrow().contains_key(key))
    }

    /// Puts something into the object, with no event.
    pub fn put(&self, key: &Rc<str>, value: Value) {
        if let Some(instance) = self.object() {
            let previous = instance.dict.borrow_mut().insert(Rc::clone(key), value);
            drop(previous);
        }
    }

    /// Takes something out of the object, with no event.
    pub fn take(&self, key: &str) -> Option<Value> {
        self.object().and_then(|instance| instance.dict.borrow_mut().shift_remove(key))
    }

    /// The property of this name.
    pub fn property(&self, key: &str) -> Option<Property> {
        self.mapper.properties.borrow().get(key).cloned()
    }

    /// The names of its attributes, in the mapper's order.
    pub fn keys(&self) -> Vec<Rc<str>> {
        self.mapper.properties.borrow().keys().cloned().collect()
    }

    /// Its properties, in the mapper's order.
    pub fn properties(&self) -> Vec<Property> {
        self.mapper.properties.borrow().values().cloned().collect()
    }

    /// What the attribute of this column holds.
    ///
    /// # Errors
    ///
    /// What loading it raises; UnmappedColumnError where no attribute has the column.
    pub fn column_value(
        self: &Rc<Self>,
        machine: &mut Machine,
        column: &Rc<Column>,
        passive: Passive,
    ) -> Run<Got> {
        let property = self.column_property(machine, column)?;
        if passive.has(Passive::COMMITTED) {
            self.committed_value(machine, &property, passive)
        } else {
            self.get(machine, &property, passive)
        }
    }

    /// The attribute that a column is mapped to.
    ///
    /// # Errors
    ///
    /// UnmappedColumnError where there is none.
    pub fn column_property(&self, machine: &mut Machine, column: &Rc<Column>) -> Run<Property> {
        property_of(&self.mapper, column).ok_or_else(|| {
            let text = format!(
                "No column {} is configured on mapper {}...",
                super::naming::column_name(column),
                super::naming::mapper_name(&self.mapper)
            );
            errors::raise(machine, "UnmappedColumnError", &text)
        })
    }

    /// It has a parent along this relationship; `optimistic` is the answer where nothing is known.
    pub fn has_parent(&self, relationship: &Rc<Relationship>, optimistic: bool) -> bool {
        match self.parents.borrow().get(&Rc::as_ptr(relationship)) {
            Some(parent) => parent.is_some(),
            None => optimistic,
        }
    }

    /// It came to a parent along this relationship, or lost it.
    ///
    /// # Errors
    ///
    /// StaleDataError where the parent that it had is gone.
    pub fn set_parent(
        &self,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        parent: &Rc<State>,
        comes: bool,
    ) -> Run<()> {
        let place = Rc::as_ptr(relationship);
        if comes {
            self.parents.borrow_mut().insert(place, Some(Rc::downgrade(parent)));
            return Ok(());
        }
        let last = self.parents.borrow().get(&place).cloned();
        if let Some(Some(last)) = last {
            let last = last.upgrade();
            let same = last
                .as_ref()
                .is_none_or(|last| *last.identity.borrow() == *parent.identity.borrow());
            if !same && last.is_some_and(|last| last.object().is_none()) {
                let text = format!(
                    "Removing state {} from parent state {} along attribute '{}', but the parent \
                     record has gone stale, can't be sure this is the most recent parent.",
                    self.name(),
                    parent.name(),
                    relationship.key.borrow()
                );
                return Err(errors::raise(machine, "StaleDataError", &text));
            }
            if !same {
                return Ok(());
            }
        }
        self.parents.borrow_mut().insert(place, None);
        Ok(())
    }

    /// Its identity, from what its attributes hold now; what cannot be known is `None`.
    ///
    /// # Errors
    ///
    /// What loading raises.
    pub fn identity_from_attributes(
        self: &Rc<Self>,
        machine: &mut Machine,
        passive: Passive,
    ) -> Run<Identity> {
        let mut values = Vec::new();
        for column in &self.mapper.primary_key {
            let got = self.column_value(machine, column, passive)?;
            values.push(got.value().unwrap_or(Value::None));
        }
        Identity::new(machine, &self.mapper, values)
    }

    /// How an attribute is loaded for this object where that is not what the class says.
    pub fn own_strategy(&self, key: &str) -> Option<Lazy> {
        self.per_state.borrow().get(key).copied()
    }
}

/// The attribute is of this column, or of one that always has the same value.
fn stands_for(own: &ColumnProperty, column: &Rc<Column>) -> bool {
    Rc::ptr_eq(&own.column, column) || own.also.iter().any(|one| Rc::ptr_eq(one, column))
}

/// The attribute is loaded when it is asked for.
pub(in crate::orm::unit_of_work) fn is_deferred(property: &Property) -> bool {
    match property {
        Property::Column(own) => own.deferred,
        Property::Expression(own) => own.deferred,
        Property::Relationship(_) => false,
    }
}

/// The attribute that a mapper has for a column.
pub(in crate::orm::unit_of_work) fn property_of(
    mapper: &Rc<Mapper>,
    column: &Rc<Column>,
) -> Option<Property> {
    mapper
        .properties
        .borrow()
        .values()
        .find(|property| matches!(property, Property::Column(own) if stands_for(own, column)))
        .cloned()
}
