//! What a script gives, understood as an expression, a FROM, or what stands behind SELECT.

use std::rc::Rc;

use super::{Expr, FromClause, Item, Role, Type};
use crate::orm::python::{Machine, Run, Value};

/// The value as an expression in this place.
///
/// # Errors
///
/// ArgumentError in SQLAlchemy's words.
pub fn expression(machine: &mut Machine, value: &Value, role: Role) -> Run<Expr> {
    todo!()
}

/// The value as the other side of an operator: what is no expression becomes a parameter with the
/// type, and named like, the expression that it is compared with.
pub fn operand(machine: &mut Machine, value: &Value, beside: &Expr) -> Run<Expr> {
    todo!()
}

/// The value between SELECT and FROM.
pub fn item(machine: &mut Machine, value: &Value) -> Run<Item> {
    todo!()
}

/// The value as a FROM.
pub fn from(machine: &mut Machine, value: &Value) -> Run<FromClause> {
    todo!()
}

/// The value as a type: `Integer` or `Integer()`, or what the script derived from `TypeDecorator`.
pub fn type_of(machine: &mut Machine, value: &Value) -> Run<Type> {
    todo!()
}
