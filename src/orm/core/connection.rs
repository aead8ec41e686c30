//! `Engine` and `Connection`.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use indexmap::IndexMap;

use super::Database;
use crate::orm::python::Value;

/// `create_engine(url)`: one database.
pub struct Engine {
    /// The URL as `repr` shows it.
    pub url: Rc<str>,
    /// The database, once something was sent.
    pub database: RefCell<Option<Rc<RefCell<dyn Database>>>>,
    /// How many connections are open, which share it; at the end of the last it rolls back.
    pub open: Cell<usize>,
}

/// A connection.
pub struct Connection {
    /// Its engine.
    pub engine: Rc<Engine>,
    /// It was closed.
    pub closed: Cell<bool>,
    /// A transaction has begun, as SQLAlchemy sees it.
    pub begun: Cell<bool>,
    /// Names of the savepoints that are open.
    pub savepoints: RefCell<Vec<Rc<str>>>,
    /// How many savepoints were opened: their names go on counting.
    pub opened: Cell<u32>,
}

/// Named values for a statement, as a script gives them to `execute`.
pub type Params = IndexMap<Rc<str>, Value>;
