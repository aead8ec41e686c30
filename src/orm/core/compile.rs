//! From trees to SQLAlchemy's text for SQLite.

pub mod label;

use std::rc::Rc;

use super::{Expr, Statement, Type};
use crate::orm::python::{Machine, Run, Value};

/// For whom a text is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// `str(statement)`: no dialect in particular; values are named, as `:id_1`.
    Default,
    /// SQLite; values are `?`.
    Sqlite,
}

/// A statement's text and what belongs to it.
pub struct Compiled {
    /// The text, with places for values.
    pub pieces: Vec<Piece>,
    /// The columns of its result.
    pub columns: Rc<[ResultColumn]>,
    /// The dialect.
    pub dialect: Dialect,
}

/// A piece of a text.
#[derive(Clone)]
pub enum Piece {
    /// Just text.
    Text(String),
    /// A value's place: its name, and its [`super::Kind::Bind`].
    Bind(Rc<str>, Expr),
}

/// A column of a result.
#[derive(Clone)]
pub struct ResultColumn {
    /// Its name in the row: `row.name`.
    pub key: Rc<str>,
    /// Its name in SQL.
    pub name: Rc<str>,
    /// What it is: rows are asked for values by it.
    pub expr: Option<Expr>,
    /// Its type, by which values are converted.
    pub ty: Type,
}

/// A text ready to be sent.
pub struct Ready {
    /// The text.
    pub sql: String,
    /// The values in order, not converted yet, with their types and names.
    pub values: Vec<(Rc<str>, Value, Type)>,
}

/// Makes a statement's text.
///
/// # Errors
///
/// SQLAlchemy's, such as a join that has no foreign key to go by, or a later layer's.
pub fn compile(machine: &mut Machine, statement: &Statement, dialect: Dialect) -> Run<Compiled> {
    todo!()
}

impl Compiled {
    /// The text as `str()` shows it.
    pub fn text(&self) -> String {
        todo!()
    }

    /// The text and its values for these parameters.
    ///
    /// # Errors
    ///
    /// Where a value is missing.
    pub fn ready(&self, machine: &mut Machine, params: &super::Params) -> Run<Ready> {
        todo!()
    }
}
