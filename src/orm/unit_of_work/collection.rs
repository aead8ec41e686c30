//! Collections of a relationship: list, set and dict that tell of every change.

mod like;
mod instrumented;
mod decorators;
mod custom;
mod ordering;
mod dynamic;
mod keyed;
mod list;
mod dict;
mod set;
mod object;
mod in_state;

pub use custom::Custom;
pub use decorators::Decorators;
pub use keyed::KeyedBy;
pub use ordering::{key_func_dict, ordering_list};

use std::cell::Cell;
use std::rc::{Rc, Weak};

use super::super::core::errors;
use super::super::mapper::{Property, Relationship};
use super::super::python::{Args, Dict, Instance, Key, List, Machine, Run, Set, Value};
use super::kind::tracks_parents;
use super::passive::Got;
use super::token::{Op, Token};
use super::{State, wanted};

/// What a relationship's attribute gives where there may be many: `InstrumentedList`,
/// `InstrumentedSet` or a dict with a key function.
pub struct Collection {
    /// The relationship.
    pub relationship: Rc<Relationship>,
    /// The object whose attribute it is.
    owner: Weak<State>,
    /// Changes are told: it is that attribute, or still empty and to become it.
    attached: Cell<bool>,
    /// The attribute was expired, and this is what it was before.
    pub invalidated: Cell<bool>,
    /// It was looked at, is empty, and does not stand in the object yet.
    empty: Cell<bool>,
    /// The members.
    pub items: Items,
    class: Rc<super::super::python::Class>,
}

/// The members of a collection, as Python's own kinds hold them.
pub enum Items {
    /// A list.
    List(Rc<List>),
    /// A set.
    Set(Rc<Set>),
    /// A dict, and how a member's key is found.
    Dict(Rc<Dict>, Rc<KeyedBy>),
    /// An object of a class that the script wrote.
    Custom(Custom),
}

/// Who began a change of a collection: none is the script, on the collection itself.
#[derive(Clone, Copy)]
pub(in crate::orm::unit_of_work) enum By<'a> {
    /// Nothing is told.
    Silent,
    /// The script.
    Script,
    /// Another attribute.
    Token(&'a Token),
}

impl Collection {
    /// A new collection for an attribute, and what stands there. It does not stand in the object yet.
    pub(in crate::orm::unit_of_work) fn new(
        machine: &mut Machine,
        state: &Rc<State>,
        relationship: &Rc<Relationship>,
    ) -> Run<(Rc<Self>, Value)> {
        let asked = relationship.resolved.get().and_then(|own| own.collection_class.clone());
        let (items, data) = items_of(machine, asked.as_ref())?;
        let class = state.shared.collection_class(&items);
        machine.use_memory(1)?;
        let collection = Rc::new(Self {
            relationship: Rc::clone(relationship),
            owner: Rc::downgrade(state),
            attached: Cell::new(true),
            invalidated: Cell::new(false),
            empty: Cell::new(false),
            items,
            class,
        });
        let value = match data {
            Some(data) => {
                collection.adapt(&data);
                Value::Instance(data)
            }
            None => collection.value(),
        };
        Ok((collection, value))
    }

    /// What a relationship asks for is a collection.
    ///
    /// # Errors
    ///
    /// ArgumentError where it is not; what making one raises.
    pub fn check(machine: &mut Machine, relationship: &Relationship) -> Run<()> {
        let Some(resolved) = relationship.resolved.get() else { return Ok(()) };
        if resolved.uselist {
            items_of(machine, resolved.collection_class.as_ref())?;
        }
        Ok(())
    }

    /// What stands in the attribute.
    pub fn value(self: &Rc<Self>) -> Value {
        match &self.items {
            Items::Custom(custom) => custom.value(),
            Items::List(_) | Items::Set(_) | Items::Dict(..) => Value::Native(Rc::clone(self) as _),
        }
    }

    /// As Python's own kind, sharing the members.
    pub fn plain(&self) -> Value {
        match &self.items {
            Items::List(list) => Value::List(Rc::clone(list)),
            Items::Set(set) => Value::Set(Rc::clone(set)),
            Items::Dict(dict, _) => Value::Dict(Rc::clone(dict)),
            Items::Custom(custom) => custom.value(),
        }
    }

    /// The members: of a dict, the values.
    ///
    /// # Errors
    ///
    /// What the method of a script's own class raises.
    pub fn members(&self, machine: &mut Machine) -> Run<Vec<Value>> {
        Ok(match &self.items {
            Items::List(list) => list.items.borrow().clone(),
            Items::Set(set) => set.members.borrow().iter().map(Key::value).cloned().collect(),
            Items::Dict(dict, _) => dict.entries.borrow().values().cloned().collect(),
            Items::Custom(custom) => return custom.members(machine),
        })
    }

    fn owner(&self, machine: &mut Machine) -> Run<Rc<State>> {
        if let Some(owner) = self.owner.upgrade() {
            return Ok(owner);
        }
        let parent = self.relationship.parent.get().map(|parent| Rc::clone(&parent.class.name));
        let text = format!(
            "Can't emit change event for attribute '{}' - parent object of type <{}> has been \
             garbage collected.",
            super::kind::shown(&self.relationship),
            parent.unwrap_or_default()
        );
        Err(errors::raise(machine, "ObjectDereferencedError", text))
    }

    /// A change is about to be told: the state to tell it to; none where nothing is to be told.
    fn told(self: &Rc<Self>, machine: &mut Machine, by: By<'_>) -> Run<Option<Rc<State>>> {
        if matches!(by, By::Silent) || !self.attached.get() {
            return Ok(None);
        }
        if self.invalidated.get() {
            machine.warn("SAWarning", "This collection has been invalidated.");
        }
        let owner = self.owner(machine)?;
        if self.empty.replace(false) {
            let key = Rc::clone(&self.relationship.key.borrow());
            owner.empty_collections.borrow_mut().shift_remove(&key);
            owner.put(&key, self.value());
        }
        Ok(Some(owner))
    }

    fn token(&self, by: By<'_>, op: Op) -> Token {
        match by {
            By::Token(token) => token.clone(),
            By::Script | By::Silent => Token::along(&self.relationship, op),
        }
    }

    /// A member comes: what it becomes.
    fn coming(self: &Rc<Self>, machine: &mut Machine, item: Value, by: By<'_>) -> Run<Value> {
        if self.owner.upgrade().is_none() && !matches!(by, By::Silent) {
            // What listens looks at the member before the owner is missed.
            State::required(machine, &item)?;
        }
        let Some(owner) = self.told(machine, by)? else { return Ok(item) };
        let token = self.token(by, Op::Append);
        let given = item.clone();
        owner
            .member_comes(machine, &self.relationship, item, &token)
            .map_err(|stop| wanted::member(machine, &self.relationship, &given, stop))
    }

    /// A member that is there is put there again.
    fn staying(self: &Rc<Self>, machine: &mut Machine, item: &Value, by: By<'_>) -> Run<()> {
        let Some(owner) = self.told(machine, by)? else { return Ok(()) };
        let token = self.token(by, Op::Append);
        owner.fire_append_unchanged(machine, &self.relationship, item, &token)
    }

    /// A member goes.
    fn going(self: &Rc<Self>, machine: &mut Machine, item: &Value, by: By<'_>) -> Run<()> {
        let Some(owner) = self.told(machine, by)? else { return Ok(()) };
        let token = self.token(by, Op::Remove);
        owner.member_goes(machine, &self.relationship, item, &token)
    }

    /// Something is about to be taken out, and only then known.
    fn before_pop(self: &Rc<Self>, machine: &mut Machine) -> Run<()> {
        if !self.attached.get() {
            return Ok(());
        }
        if self.invalidated.get() {
            machine.warn("SAWarning", "This collection has been invalidated.");
        }
        self.owner(machine)?.note_collection_change(machine, &self.relationship)
    }

    /// Adds a member, as the kind of collection does it.
    pub(in crate::orm::unit_of_work) fn add(
        self: &Rc<Self>,
        machine: &mut Machine,
        item: Value,
        by: By<'_>,
    ) -> Run<()> {
        match &self.items {
            Items::List(list) => {
                let item = self.coming(machine, item, by)?;
                list.items.borrow_mut().push(item);
                Ok(())
            }
            Items::Set(set) => self.set_add(machine, set, item, by),
            Items::Dict(_, keyed) => match keyed.key(machine, self, &item, by)? {
                Some(key) => self.dict_set(machine, &key, item, by),
                None => Ok(()),
            },
            Items::Custom(custom) => custom.add(machine, item, by),
        }
    }

    /// Removes a member, as the kind of collection does it.
    pub(in crate::orm::unit_of_work) fn remove(
        self: &Rc<Self>,
        machine: &mut Machine,
        item: &Value,
        by: By<'_>,
    ) -> Run<()> {
        match &self.items {
            Items::List(list) => {
                self.going(machine, item, by)?;
                let plain = Value::List(Rc::clone(list));
                machine.call_method(&plain, "remove", Args::of(vec![item.clone()]))?;
                Ok(())
            }
            Items::Set(set) => {
                let plain = Value::Set(Rc::clone(set));
                if machine.contains(&plain, item)? {
                    self.going(machine, item, by)?;
                }
                machine.call_method(&plain, "remove", Args::of(vec![item.clone()]))?;
                Ok(())
            }
            Items::Dict(_, keyed) => match keyed.key(machine, self, item, by)? {
                Some(key) => self.dict_remove_member(machine, &key, item, by),
                None => Ok(()),
            },
            Items::Custom(custom) => custom.remove(machine, item, by),
        }
    }

    /// It is no attribute's any more; changes are told to nobody.
    fn dispose(&self) {
        self.attached.set(false);
    }
}

/// The members of a new collection of the kind that a relationship asks for, and the object that it
/// is where the script wrote its class.
fn items_of(machine: &mut Machine, asked: Option<&Value>) -> Run<(Items, Option<Rc<Instance>>)> {
    let Some(asked) = asked else { return Ok((Items::List(Rc::default()), None)) };
    if let Some(keyed) = asked.native::<KeyedBy>() {
        return Ok((Items::Dict(Rc::default(), keyed), None));
    }
    let made = match asked {
        Value::None => return Ok((Items::List(Rc::default()), None)),
        Value::Class(class) if &*class.module == "builtins" && &*class.name == "list" => {
            return Ok((Items::List(Rc::default()), None));
        }
        Value::Class(class) if &*class.module == "builtins" && &*class.name == "set" => {
            return Ok((Items::Set(Rc::default()), None));
        }
        asked => machine.call(asked, Args::none())?,
    };
    Ok(match made {
        Value::List(_) => (Items::List(Rc::default()), None),
        Value::Set(_) => (Items::Set(Rc::default()), None),
        Value::Instance(data) => (Items::Custom(Custom::of(machine, &data)?), Some(data)),
        other => {
            let name = machine.class_of(&other).name.clone();
            let text =
                format!("Type {name} must elect an appender method to be a collection class");
            return Err(errors::raise(machine, "ArgumentError", text));
        }
    })
}

impl State {
    /// A member comes to a collection of this object, which may not be loaded.
    fn member_comes(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        item: Value,
        token: &Token,
    ) -> Run<Value> {
        let item = self.fire_append(machine, relationship, item, token)?;
        self.note_collection_change(machine, relationship)?;
        if tracks_parents(relationship) && !item.is_none() {
            let child = State::required(machine, &item)?;
            child.set_parent(machine, relationship, self, true)?;
        }
        Ok(item)
    }

    /// A member goes from a collection of this object, which may not be loaded.
    fn member_goes(
        self: &Rc<Self>,
        machine: &mut Machine,
        relationship: &Rc<Relationship>,
        item: &Value,
        token: &Token,
    ) -> Run<()> {
        if tracks_parents(relationship) && !item.is_none() {
            let child = State::required(machine, item)?;
            child.set_parent(machine, relationship, self, false)?;
        }
        let property = Property::Relationship(Rc::clone(relationship));
        self.fire_remove(machine, &property, &Got::Value(item.clone()), token)?;
        self.note_collection_change(machine, relationship)
    }
}
