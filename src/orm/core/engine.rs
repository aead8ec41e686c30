//! Engines and connections: what runs statements.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::{Column, Database, Expr, Params, ResultColumn, Statement};
use crate::orm::python::{Machine, Run, Value};

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
}

/// What a statement gave.
#[derive(Default)]
pub struct Fetched {
    /// The columns; none where it gives no rows.
    pub columns: Rc<[ResultColumn]>,
    /// Whether it gives rows at all.
    pub gives_rows: bool,
    /// The rows, each value converted by its column's type.
    pub rows: Vec<Vec<Value>>,
    /// Rows changed; -1 where that is not known.
    pub rowcount: i64,
    /// For INSERT: the primary key of each row that was sent, where it is known.
    pub primary_keys: Vec<Vec<Value>>,
    /// For INSERT and UPDATE: the values that the statement was sent with, by column key, those of
    /// `default=` and `onupdate=` included, one map for each row.
    pub sent: Vec<Params>,
    /// For INSERT and UPDATE: columns that SQL gave a value to and that are not known.
    pub unknown: Vec<Rc<Column>>,
    /// With `return_defaults`: for each row, what RETURNING gave, by column.
    pub returned: Vec<Vec<(Rc<Column>, Value)>>,
}

impl Engine {
    /// An engine, which has sent nothing yet.
    pub fn new(machine: &mut Machine, url: &str) -> Run<Rc<Self>> {
        todo!()
    }

    /// A connection to it.
    pub fn connect(self: &Rc<Self>, machine: &mut Machine) -> Run<Rc<Connection>> {
        todo!()
    }
}

impl Connection {
    /// Runs a statement, once for no or one set of parameters, or for many.
    ///
    /// # Errors
    ///
    /// StatementError, and DBAPIError and its kin, wrapped as SQLAlchemy does it.
    pub fn execute(
        self: &Rc<Self>,
        machine: &mut Machine,
        statement: &Statement,
        params: Vec<Params>,
    ) -> Run<Fetched> {
        todo!()
    }

    /// `begin()`: notes that a transaction has begun; SQLite hears of it with the first change.
    pub fn begin(&self, machine: &mut Machine) -> Run<()> {
        todo!()
    }

    /// Commits.
    pub fn commit(&self, machine: &mut Machine) -> Run<()> {
        todo!()
    }

    /// Rolls back.
    pub fn rollback(&self, machine: &mut Machine) -> Run<()> {
        todo!()
    }

    /// `begin_nested()`: opens a savepoint and gives its name.
    pub fn savepoint(&self, machine: &mut Machine) -> Run<Rc<str>> {
        todo!()
    }

    /// Ends a savepoint, keeping what was done since.
    pub fn release(&self, machine: &mut Machine, name: &str) -> Run<()> {
        todo!()
    }

    /// Undoes what was done since a savepoint.
    pub fn rollback_to(&self, machine: &mut Machine, name: &str) -> Run<()> {
        todo!()
    }

    /// Closes it: what was not committed is rolled back.
    pub fn close(&self, machine: &mut Machine) -> Run<()> {
        todo!()
    }
}

/// The value of a result's row by an expression, as `row._mapping[User.name]` asks.
pub fn find(columns: &[ResultColumn], expr: &Expr) -> Option<usize> {
    columns.iter().position(|column| column.expr.as_ref().is_some_and(|own| own.same(expr)))
}
