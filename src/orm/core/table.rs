//! `MetaData` and `Table`.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use indexmap::IndexMap;

use super::{Column, Constraint, Index};
use crate::orm::python::Value;

/// `MetaData()`.
pub struct MetaData {
    /// Its tables by their full name, in the order in which they were defined.
    pub tables: RefCell<IndexMap<Rc<str>, Rc<Table>>>,
    /// `naming_convention=`: by the kind of constraint.
    pub naming: RefCell<IndexMap<Rc<str>, Value>>,
    /// `schema=`.
    pub schema: Option<Rc<str>>,
    /// `info`.
    pub info: Value,
    /// Tables that were removed and that a script may still hold.
    pub removed: RefCell<Vec<Rc<Table>>>,
}

/// `Table(…)`. The [`Library`] owns every `MetaData`, and that owns its tables.
pub struct Table {
    /// Its name.
    pub name: Rc<str>,
    /// Its schema.
    pub schema: Option<Rc<str>>,
    /// Where it is defined; nowhere for `table("x")`.
    pub metadata: Weak<MetaData>,
    /// Its columns by key.
    pub columns: RefCell<IndexMap<Rc<str>, Rc<Column>>>,
    /// Its constraints in the order in which they came, the primary key first.
    pub constraints: RefCell<Vec<Rc<Constraint>>>,
    /// Its indexes.
    pub indexes: RefCell<Vec<Rc<Index>>>,
    /// `comment=`.
    pub comment: RefCell<Option<Rc<str>>>,
    /// `info`.
    pub info: Value,
    /// `prefixes=`, as `TEMPORARY`.
    pub prefixes: Vec<Rc<str>>,
    /// Options for SQLite: `sqlite_autoincrement`, `sqlite_with_rowid`, `sqlite_strict`.
    pub options: RefCell<IndexMap<Rc<str>, Value>>,
    /// It is `table("x")`, which is defined nowhere.
    pub is_plain: bool,
    /// It is a text behind FROM, written as it is.
    pub is_text: bool,
}
