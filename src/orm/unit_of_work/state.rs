//! The state of one mapped object: where it stands, what has changed, what is to be read again.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use indexmap::IndexSet;

use super::super::core::{Column, errors};
use super::super::mapper::{ColumnProperty, Lazy, Mapper, Property, Relationship};
use super::super::python::{Instance, Machine, Run, Value};
use super::collection::Collection;
use super::history::Past;
use super::passive::{Got, Passive};
use super::{Identity, Session, Shared, Standing, State, key_of};

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

    /// Notes that an attribute changes, with what it was, and that the object has changes.
    ///
    /// # Errors
    ///
    /// What beginning the session's transaction raises.
    pub fn note_change(
        self: &Rc<Self>,
        machine: &mut Machine,
        property: &Property,
        previous: Past,
    ) -> Run<()> {
        if let Property::Relationship(relationship) = property
            && relationship.viewonly.get()
        {
            return Ok(());
        }
        let key = key_of(property);
        if !self.committed.borrow().contains_key(&key) {
            self.committed.borrow_mut().insert(key, previous);
        }
        self.note_modified(machine)
    }

    /// As [`State::note_change`] for a collection, whose members are kept as they are now.
    ///
    /// # Errors
    ///
    /// What beginning the session's transaction raises.
    pub fn note_collection_change(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
    ) -> Run<()> {
        let key = Rc::clone(&relationship.key.borrow());
        let previous = match self.present(&key).and_then(|value| Collection::of(&value)) {
            Some(collection) => Past::Items(collection.members(machine)?),
            None => Past::Never,
        };
        self.note_change(machine, &Property::Relationship(Rc::clone(relationship)), previous)
    }

    fn note_modified(self: &Rc<Self>, machine: &mut Machine) -> Run<()> {
        let session = self.session();
        if self.modified.get() && (session.is_none() || self.strong.borrow().is_some()) {
            return Ok(());
        }
        self.modified.set(true);
        let Some(session) = session else { return Ok(()) };
        let had_modified = session.identity_map.borrow().has_modified();
        session.identity_map.borrow_mut().note_modified(self);
        *self.strong.borrow_mut() = self.object();
        if !had_modified && session.transaction.borrow().is_none() {
            session.autobegin(machine)?;
        }
        Ok(())
    }

    /// Puts what was read from the database into an attribute: for a collection, `value` is a
    /// list of its members. Queued changes of the collection are done to it.
    ///
    /// # Errors
    ///
    /// What a keyed collection raises about its keys.
    pub fn set_committed(
        self: &Rc<Self>,
        machine: &mut Machine,
        property: &Property,
        value: Value,
    ) -> Run<Value> {
        let key = key_of(property);
        if let Property::Relationship(relationship) = property
            && super::kind::kind(relationship) == super::kind::Kind::Collection
        {
            return self.set_committed_collection(machine, relationship, value);
        }
        self.put(&key, value.clone());
        self.commit_keys(&[key]);
        Ok(value)
    }

    /// These attributes are as in the database.
    pub fn commit_keys(&self, keys: &[Rc<str>]) {
        for key in keys {
            let past = self.committed.borrow_mut().shift_remove(key);
            drop(past);
            if self.has(key) {
                self.expired_attributes.borrow_mut().shift_remove(key);
                self.per_state.borrow_mut().shift_remove(key);
            }
        }
        self.expired.set(false);
    }

    /// All is as in the database (`_commit_all`).
    pub fn commit_all(&self) {
        let past = std::mem::take(&mut *self.committed.borrow_mut());
        drop(past);
        let queued = std::mem::take(&mut *self.queued.borrow_mut());
        drop(queued);
        if let Some(instance) = self.object() {
            let dict = instance.dict.borrow();
            self.expired_attributes.borrow_mut().retain(|key| !dict.contains_key(key));
        }
        if self.modified.get()
            && let Some(session) = self.session()
        {
            session.identity_map.borrow_mut().forget_modified(self);
        }
        self.modified.set(false);
        self.expired.set(false);
        let strong = self.strong.borrow_mut().take();
        drop(strong);
    }

    /// All is to be read again when it is asked for; changes are lost.
    pub fn expire(&self, machine: &mut Machine) -> Run<()> {
        let held = self.object();
        self.expired.set(true);
        if self.modified.get() {
            if let Some(session) = self.session() {
                session.identity_map.borrow_mut().forget_modified(self);
            }
            let past = std::mem::take(&mut *self.committed.borrow_mut());
            drop(past);
            self.modified.set(false);
        }
        let strong = self.strong.borrow_mut().take();
        let queued = std::mem::take(&mut *self.queued.borrow_mut());
        let parents = std::mem::take(&mut *self.parents.borrow_mut());
        drop((strong, queued, parents));
        // Relationships too: those that are loaded eagerly are read again with the row.
        for key in self.mapper.properties.borrow().keys() {
            self.expired_attributes.borrow_mut().insert(Rc::clone(key));
            self.per_state.borrow_mut().shift_remove(key);
        }
        let keys = self.keys();
        let mut dropped = Vec::new();
        if let Some(instance) = &held {
            for key in keys {
                let old = instance.dict.borrow_mut().shift_remove(&key);
                if let Some(old) = old {
                    if let Some(collection) = Collection::of(&old) {
                        collection.invalidated.set(true);
                    }
                    dropped.push(old);
                }
            }
        }
        drop(dropped);
        self.shared.events_expired(machine, self, None)
    }

    /// These attributes are to be read again when they are asked for.
    ///
    /// # Errors
    ///
    /// KeyError for a name that is no attribute.
    pub fn expire_attributes(&self, machine: &mut Machine, keys: &[Rc<str>]) -> Run<()> {
        self.expire_some(machine, keys, false)
    }

    pub(in crate::orm::unit_of_work) fn expire_some(
        &self,
        machine: &mut Machine,
        keys: &[Rc<str>],
        without_loader: bool,
    ) -> Run<()> {
        for key in keys {
            let Some(property) = self.property(key) else {
                return Err(machine.error("KeyError", &**key));
            };
            if !matches!(property, Property::Relationship(_)) {
                let own_way = is_deferred(&property) || self.per_state.borrow().contains_key(key);
                if without_loader && own_way {
                    continue;
                }
                self.expired_attributes.borrow_mut().insert(Rc::clone(key));
                self.per_state.borrow_mut().shift_remove(key);
            }
            let old = self.take(key);
            if let Some(collection) = old.as_ref().and_then(Collection::of) {
                collection.invalidated.set(true);
            }
            let past = self.committed.borrow_mut().shift_remove(key);
            let queued = self.queued.borrow_mut().shift_remove(key);
            drop((old, past, queued));
        }
        self.shared.events_expired(machine, self, Some(keys))
    }

    /// Reads the expired attributes again that have not been changed since; false where no
    /// statement may be sent.
    ///
    /// # Errors
    ///
    /// DetachedInstanceError, ObjectDeletedError, and what the database says.
    pub fn load_expired(self: &Rc<Self>, machine: &mut Machine, passive: Passive) -> Run<bool> {
        if !passive.has(Passive::SQL) {
            return Ok(false);
        }
        let expired = self.expired_attributes.borrow().clone();
        let keys: Vec<Rc<str>> = self
            .mapper
            .properties
            .borrow()
            .iter()
            .filter(|(key, property)| {
                expired.contains(*key)
                    && !self.committed.borrow().contains_key(*key)
                    && !is_deferred(property)
            })
            .map(|(key, _)| Rc::clone(key))
            .collect();
        self.load_columns(machine, &keys, passive)?;
        self.expired_attributes.borrow_mut().clear();
        Ok(true)
    }

    /// Reads these attributes.
    ///
    /// # Errors
    ///
    /// DetachedInstanceError, ObjectDeletedError, and what the database says.
    pub fn load_columns(
        self: &Rc<Self>,
        machine: &mut Machine,
        keys: &[Rc<str>],
        passive: Passive,
    ) -> Run<()> {
        let Some(session) = self.session() else {
            let text = format!(
                "Instance {} is not bound to a Session; attribute refresh operation cannot proceed",
                self.name()
            );
            return Err(errors::raise_coded(machine, "DetachedInstanceError", &text, "bhk3"));
        };
        let loader = self.shared.loader(machine)?;
        loader.load_columns(machine, &session, self, keys, passive)
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

    /// Attributes that are neither loaded nor changed.
    pub fn unloaded(&self) -> IndexSet<Rc<str>> {
        self.keys()
            .into_iter()
            .filter(|key| !self.committed.borrow().contains_key(key) && !self.has(key))
            .collect()
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
