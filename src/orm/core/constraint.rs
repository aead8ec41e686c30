//! Foreign keys, constraints and indexes of a table.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use indexmap::IndexMap;

use super::{Column, Expr, Table};
use crate::orm::python::Value;

/// `ForeignKey(…)`.
pub struct ForeignKey {
    /// What it refers to, as it was given.
    pub target: Target,
    /// The column that it stands at.
    pub parent: RefCell<Weak<Column>>,
    /// The constraint that it is of.
    pub constraint: RefCell<Weak<Constraint>>,
    /// `name=`.
    pub name: Option<Rc<str>>,
    /// `ondelete=`.
    pub ondelete: Option<Rc<str>>,
    /// `onupdate=`.
    pub onupdate: Option<Rc<str>>,
    /// `deferrable=`.
    pub deferrable: Option<bool>,
    /// `initially=`.
    pub initially: Option<Rc<str>>,
    /// `use_alter=`.
    pub use_alter: bool,
    /// `link_to_name=`.
    pub link_to_name: bool,
    /// The column, once found.
    pub found: RefCell<Weak<Column>>,
}

/// What a foreign key refers to.
#[derive(Clone)]
pub enum Target {
    /// `"table.column"`.
    Text(Rc<str>),
    /// A column.
    Column(Rc<Column>),
    /// A later layer's object, or anything with `__clause_element__`, made a column when asked.
    Value(Value),
}

/// A constraint of a table.
pub struct Constraint {
    /// Its name.
    pub name: RefCell<Option<Rc<str>>>,
    /// What it asks.
    pub kind: ConstraintKind,
    /// Its columns, once it stands in a table.
    pub columns: RefCell<Vec<Rc<Column>>>,
    /// Its columns as they were given: names or columns.
    pub pending: RefCell<Vec<Value>>,
    /// Its table.
    pub table: RefCell<Weak<Table>>,
    /// `deferrable=`.
    pub deferrable: Option<bool>,
    /// `initially=`.
    pub initially: Option<Rc<str>>,
    /// It came with a column (`unique=True`, a column's CHECK, a type).
    pub from_column: bool,
    /// A number that grows from one constraint made to the next: their order in CREATE TABLE.
    pub created: u64,
    /// SQLite's options, as `sqlite_on_conflict`.
    pub options: RefCell<IndexMap<Rc<str>, Value>>,
    /// Its name was made by a naming convention.
    pub named_by_rule: Cell<bool>,
}

/// What a constraint asks.
pub enum ConstraintKind {
    /// `PrimaryKeyConstraint`.
    PrimaryKey {
        /// It was not written: it comes of the columns.
        implicit: bool,
    },
    /// `ForeignKeyConstraint`.
    ForeignKey {
        /// One for each column.
        elements: RefCell<Vec<Rc<ForeignKey>>>,
        /// `ondelete=`.
        ondelete: Option<Rc<str>>,
        /// `onupdate=`.
        onupdate: Option<Rc<str>>,
        /// `use_alter=`.
        use_alter: bool,
    },
    /// `UniqueConstraint`.
    Unique,
    /// `CheckConstraint`.
    Check(Expr),
}

/// `Index(…)`.
pub struct Index {
    /// Its name.
    pub name: RefCell<Option<Rc<str>>>,
    /// What it is of, once it stands in a table.
    pub expressions: RefCell<Vec<Expr>>,
    /// What it is of, as it was given.
    pub pending: RefCell<Vec<Value>>,
    /// `unique=`.
    pub unique: bool,
    /// Its table.
    pub table: RefCell<Weak<Table>>,
    /// `sqlite_where=`.
    pub condition: Option<Expr>,
    /// Its name was made by a naming convention.
    pub named_by_rule: Cell<bool>,
}
