//! What operators make of expressions: types, parentheses, negation.

use std::rc::Rc;

use super::{Element, Expr, Kind, Op};
use crate::orm::python::{Args, Binary, Comparison, Machine, Run, Unary, Value};

/// `left op right`, where `right` is what the script gave.
///
/// # Errors
///
/// ArgumentError and its kin.
pub fn compare(machine: &mut Machine, left: &Expr, op: Comparison, right: &Value) -> Run<Expr> {
    todo!()
}

/// `left op right`, or the other way round where `reflected`.
pub fn binary(
    machine: &mut Machine,
    left: &Expr,
    op: Binary,
    right: &Value,
    reflected: bool,
) -> Run<Option<Expr>> {
    todo!()
}

/// `op expr`.
pub fn unary(machine: &mut Machine, expr: &Expr, op: Unary) -> Run<Option<Expr>> {
    todo!()
}

/// A method that every expression has: `in_`, `like`, `is_`, `desc`, `label`, …; none where there
/// is no such method.
pub fn method(machine: &mut Machine, expr: &Expr, name: &str, args: Args) -> Run<Option<Value>> {
    todo!()
}

/// The names that [`method`] knows.
pub const METHODS: &[&str] = &["in_"];

/// Two expressions with an operator between, in parentheses where SQLAlchemy has them.
pub fn join(left: &Expr, op: Op, right: &Expr) -> Expr {
    todo!()
}

/// `left = right`, for conditions that Rust makes, such as those of relationships.
pub fn equal(left: &Expr, right: &Expr) -> Expr {
    join(left, Op::Eq, right)
}

/// Conditions joined by AND or OR, with what SQLAlchemy leaves out left out.
pub fn join_boolean(op: Op, conditions: Vec<Expr>) -> Expr {
    todo!()
}

/// The expression negated.
pub fn negate(expr: &Expr) -> Expr {
    todo!()
}
