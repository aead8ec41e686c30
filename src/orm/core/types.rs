//! What types do: their names in DDL, and values on the way to the database and back.

use std::rc::Rc;

use super::{StringKind, Type, TypeKind};
use crate::orm::python::{Machine, Run, Value};
use crate::rows::Value as Cell;

impl Type {
    /// A type.
    pub fn new(kind: TypeKind) -> Self {
        Self(Rc::new(kind))
    }
    /// A type that is not known.
    pub fn null() -> Self {
        Self::new(TypeKind::Null)
    }
    /// `Integer`.
    pub fn integer() -> Self {
        Self::new(TypeKind::Integer)
    }
    /// `Boolean`.
    pub fn boolean() -> Self {
        Self::new(TypeKind::Boolean { check: None })
    }
    /// `String` without a length.
    pub fn string() -> Self {
        Self::new(TypeKind::String { kind: StringKind::String, length: None, collation: None })
    }

    /// The value as `sqlite3` is given it: what SQLAlchemy's bind processor makes of it.
    ///
    /// # Errors
    ///
    /// TypeError and its kin; what runs the statement makes a StatementError of them.
    pub fn bind(&self, machine: &mut Machine, value: &Value) -> Run<Value> {
        todo!()
    }

    /// A cell as the script gets it.
    ///
    /// # Errors
    ///
    /// LookupError for an Enum's unknown name, ValueError for text that is no date.
    pub fn result(&self, machine: &mut Machine, cell: &Cell) -> Run<Value> {
        todo!()
    }

    /// The type of a literal value of Python.
    pub fn of_value(value: &Value) -> Self {
        todo!()
    }
}
