//! `Column`, and what it is given where a statement gives it nothing.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use indexmap::IndexMap;

use super::{Constraint, Expr, ForeignKey, Set, Table, Type};
use crate::orm::python::Value;

/// `Column(…)`.
pub struct Column {
    /// Its name in SQL.
    pub name: RefCell<Option<Rc<str>>>,
    /// Its name in `.c`; the name where `key=` was not given.
    pub key: RefCell<Option<Rc<str>>>,
    /// Its type; that of what it refers to, once known, where none was given.
    pub ty: RefCell<Type>,
    /// No type was given.
    pub type_is_open: Cell<bool>,
    /// Its table.
    pub table: RefCell<Weak<Table>>,
    /// `primary_key=`.
    pub primary_key: Cell<bool>,
    /// Whether it may be NULL.
    pub nullable: Cell<bool>,
    /// `nullable=` was given.
    pub nullable_given: bool,
    /// `unique=`.
    pub unique: Cell<bool>,
    /// `index=`.
    pub index: Cell<bool>,
    /// `default=`.
    pub default: RefCell<Option<ColumnDefault>>,
    /// `onupdate=`.
    pub onupdate: RefCell<Option<ColumnDefault>>,
    /// `server_default=`: a text, or an expression.
    pub server_default: RefCell<Option<Set>>,
    /// `server_onupdate=` was given.
    pub server_onupdate: Cell<bool>,
    /// `autoincrement=`.
    pub autoincrement: Autoincrement,
    /// `comment=`.
    pub comment: Option<Rc<str>>,
    /// `doc=`.
    pub doc: Option<Rc<str>>,
    /// `info`.
    pub info: Value,
    /// Its foreign keys.
    pub foreign_keys: RefCell<Vec<Rc<ForeignKey>>>,
    /// CHECKs that were given with it.
    pub checks: RefCell<Vec<Rc<Constraint>>>,
    /// `Computed(sql, persisted)`.
    pub computed: Option<(Expr, Option<bool>)>,
    /// `Identity()` was given.
    pub identity: bool,
    /// It is `column("x")`, no part of a definition.
    pub is_plain: bool,
    /// A number that grows from one column made to the next.
    pub created: u64,
    /// SQLite's options, as `sqlite_on_conflict_unique`.
    pub options: RefCell<IndexMap<Rc<str>, Value>>,
    /// What a later layer keeps with it.
    pub slot: RefCell<Option<Rc<dyn Any>>>,
}

/// What a column is given where a statement gives it nothing.
#[derive(Clone)]
pub enum ColumnDefault {
    /// A value.
    Value(Value),
    /// A function; with the context where it takes one parameter.
    Call {
        /// The function.
        function: Value,
        /// It takes the context.
        takes_context: bool,
    },
    /// An expression, written into the statement.
    Sql(Expr),
}

/// `autoincrement=`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Autoincrement {
    /// `"auto"`.
    #[default]
    Auto,
    /// `True`.
    Yes,
    /// `False`.
    No,
    /// `"ignore_fk"`.
    IgnoreForeignKey,
}
