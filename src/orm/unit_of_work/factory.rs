//! What sessions are made by.

use std::cell::RefCell;
use std::rc::Rc;

use super::super::python::{Class, Value};
use super::Shared;

/// `sessionmaker(…)`.
pub struct SessionMaker {
    pub(super) shared: Rc<Shared>,
    pub(super) class: Rc<Class>,
    pub(super) named: RefCell<Vec<(Rc<str>, Value)>>,
}

/// `scoped_session(…)`: one session, made when it is first used.
pub struct ScopedSession {
    pub(super) factory: Value,
    pub(super) current: RefCell<Option<Value>>,
}
