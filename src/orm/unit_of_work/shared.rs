//! What all sessions and states share, and how messages call things.

use std::rc::Rc;

use super::super::mapper::Mapper;
use super::super::python::{Class, Instance, Machine, Run};
use super::{Items, Loader, Shared, State};

impl Shared {
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
            Items::List(_) | Items::Custom(_) => &self.classes.list,
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
