//! What all sessions and states share, and how messages call things.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use super::super::core::{Column, Library};
use super::super::mapper::Mapper;
use super::super::python::{Class, Instance, Machine, Run};
use super::{Items, Loader, Shared, State};

impl Shared {
    /// What the sessions of a run share.
    pub fn new(machine: &Machine, library: &Rc<Library>) -> Rc<Self> {
        Rc::new_cyclic(|this| Self {
            library: Rc::clone(library),
            loader: OnceCell::new(),
            listeners: RefCell::default(),
            classes: super::maker::classes(machine, this),
            sessions: RefCell::default(),
            counted: Cell::new(0),
            prepare: RefCell::default(),
            rolled_back: RefCell::default(),
        })
    }

    /// The class of this name, as a script imports it; `Session` where there is none.
    pub fn class(&self, name: &str) -> Rc<Class> {
        Rc::clone(match name {
            "sessionmaker" => &self.classes.sessionmaker,
            "scoped_session" => &self.classes.scoped_session,
            "InstrumentedList" => &self.classes.list,
            "InstrumentedSet" => &self.classes.set,
            "InstrumentedDict" | "KeyFuncDict" => &self.classes.dict,
            _ => &self.classes.session,
        })
    }

    pub(in crate::orm::unit_of_work) fn collection_class(&self, items: &Items) -> Rc<Class> {
        Rc::clone(match items {
            Items::List(_) => &self.classes.list,
            Items::Set(_) => &self.classes.set,
            Items::Dict(..) => &self.classes.dict,
        })
    }

    /// What reads rows.
    ///
    /// # Errors
    ///
    /// Where the library was put together without it.
    pub fn loader(&self, machine: &Machine) -> Run<Rc<dyn Loader>> {
        match self.loader.get() {
            Some(loader) => Ok(Rc::clone(loader)),
            None => Err(machine.unsupported("loading objects")),
        }
    }

    /// An object of a mapped class, without its `__init__`, for a row that was read.
    pub fn new_object(
        self: &Rc<Self>,
        machine: &mut Machine,
        mapper: &Rc<Mapper>,
    ) -> (Rc<State>, Rc<Instance>) {
        let instance = machine.new_instance(&mapper.class);
        (State::attach(self, mapper, &instance), instance)
    }
}

/// `0x…`, as `repr` shows where an object stands.
pub(in crate::orm::unit_of_work) fn address(identity: u64) -> String {
    format!("0x{:x}", 0x7f00_0000_0000_u64.wrapping_add(identity.wrapping_mul(16)))
}

/// `users.id`.
pub(in crate::orm::unit_of_work) fn column_name(column: &Rc<Column>) -> String {
    let name = column.name.borrow().clone().unwrap_or_default();
    match column.table.borrow().upgrade() {
        Some(table) => format!("{}.{name}", table.name),
        None => name.to_string(),
    }
}

/// The column's key, as statements' parameters are named.
pub(in crate::orm::unit_of_work) fn column_key(column: &Rc<Column>) -> Rc<str> {
    column.key.borrow().clone().or_else(|| column.name.borrow().clone()).unwrap_or_default()
}

/// `Mapper[User(users)]`.
pub(in crate::orm::unit_of_work) fn mapper_name(mapper: &Rc<Mapper>) -> String {
    format!("Mapper[{}({})]", mapper.class.name, mapper.table.name)
}
