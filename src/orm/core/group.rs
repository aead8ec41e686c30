//! Parentheses and negation.

use std::rc::Rc;

use super::types::Affinity;
use super::{Bind, Element, Expr, Kind, Negated, Op, Type};

/// The expression as it stands beside an operator: in parentheses, or as a condition.
pub fn grouped(expr: &Expr, against: Option<&Op>) -> Expr {
    match &expr.kind {
        Kind::Label { name, of } => {
            let inner = grouped(of, against);
            if Rc::ptr_eq(&inner, of) {
                return Rc::clone(expr);
            }
            expr.with(Kind::Label { name: name.clone(), of: inner })
        }
        Kind::List { items, .. } if items.is_empty() => Rc::clone(expr),
        Kind::List { op: Op::BetweenAnd, .. } => Rc::clone(expr),
        Kind::Binary { op, .. } | Kind::List { op, .. } => {
            let negates_value = against == Some(&Op::Not) && !op.is_boolean();
            if op.needs_group(against) || negates_value { group(expr) } else { Rc::clone(expr) }
        }
        Kind::Exists(_) => {
            if Op::Exists.needs_group(against) {
                group(expr)
            } else {
                Rc::clone(expr)
            }
        }
        Kind::Unary { op: Op::IsTrue | Op::IsFalse, .. } => Rc::clone(expr),
        Kind::Unary { op, .. } if op.is_order() => Rc::clone(expr),
        Kind::Unary { op, .. } => {
            if op.needs_group(against) {
                group(expr)
            } else {
                Rc::clone(expr)
            }
        }
        Kind::Filter { .. } => {
            if Op::Filter.needs_group(against) {
                group(expr)
            } else {
                Rc::clone(expr)
            }
        }
        Kind::Tuple(_) | Kind::Group(_) | Kind::Scalar(_) | Kind::Query(_) => Rc::clone(expr),
        Kind::Text(_) => {
            if matches!(against, Some(Op::In | Op::NotIn)) {
                group(expr)
            } else {
                Rc::clone(expr)
            }
        }
        Kind::Coerce(inner) => {
            let inside = grouped(inner, against);
            if Rc::ptr_eq(&inside, inner) {
                Rc::clone(expr)
            } else {
                expr.with(Kind::Coerce(inside))
            }
        }
        _ if matches!(against, Some(Op::And | Op::Or | Op::AsBool)) && is_boolean(expr) => {
            condition(Op::IsTrue, expr)
        }
        _ if matches!(against, Some(Op::Any | Op::All)) => group(expr),
        _ => Rc::clone(expr),
    }
}

/// The expression negated, as `~` and `not_()` do it.
pub fn negate(expr: &Expr) -> Expr {
    if let Some(other) = &expr.notes.other
        && let Some(Negated(negated)) = other.downcast_ref()
    {
        return Rc::clone(negated);
    }
    match &expr.kind {
        Kind::True => Element::typed(Kind::False, Type::boolean()),
        Kind::False => Element::typed(Kind::True, Type::boolean()),
        Kind::Label { name, of } => expr.with(Kind::Label { name: name.clone(), of: negate(of) }),
        Kind::Unary { op: op @ (Op::IsTrue | Op::IsFalse), operand } => match operand.kind {
            Kind::True | Kind::False => negate(operand),
            _ => condition(if *op == Op::IsTrue { Op::IsFalse } else { Op::IsTrue }, operand),
        },
        Kind::Binary { left, op, right, negate: Some(other), escape } => {
            let right = match &right.kind {
                Kind::Bind(bind) if bind.expand_op.as_ref() == Some(op) => {
                    let bind = Bind { expand_op: Some(other.clone()), ..Bind::clone(bind) };
                    right.with(Kind::Bind(Rc::new(bind)))
                }
                _ => Rc::clone(right),
            };
            expr.with(Kind::Binary {
                left: grouped(left, Some(other)),
                op: other.clone(),
                right: grouped(&right, Some(other)),
                negate: Some(op.clone()),
                escape: escape.clone(),
            })
        }
        Kind::Binary { .. } => negate(&group(expr)),
        Kind::List { .. } => not(&grouped(expr, Some(&Op::Not)), Type::null()),
        Kind::Unary { .. } | Kind::Exists(_) if is_boolean(expr) => {
            not(&grouped(expr, Some(&Op::Not)), Type::boolean())
        }
        _ if is_boolean(expr) => condition(Op::IsFalse, expr),
        _ => not(&grouped(expr, Some(&Op::Not)), Type::null()),
    }
}

/// Any database knows it to be a condition, also one without a type for truth.
pub fn is_implicitly_boolean(expr: &Expr) -> bool {
    match &expr.kind {
        Kind::Binary { op, .. } | Kind::List { op, .. } => op.is_boolean(),
        Kind::Group(inner) | Kind::Label { of: inner, .. } => is_implicitly_boolean(inner),
        Kind::Unary { op: Op::IsTrue | Op::IsFalse, operand } => is_implicitly_boolean(operand),
        _ => false,
    }
}

/// Parentheses around it.
pub fn group(expr: &Expr) -> Expr {
    Element::typed(Kind::Group(Rc::clone(expr)), expr.ty())
}

fn is_boolean(expr: &Expr) -> bool {
    expr.ty().affinity() == Affinity::Boolean
}

fn condition(op: Op, operand: &Expr) -> Expr {
    Element::typed(Kind::Unary { op, operand: Rc::clone(operand) }, Type::boolean())
}

fn not(operand: &Expr, ty: Type) -> Expr {
    let operand = grouped(operand, Some(&Op::Not));
    Element::typed(Kind::Unary { op: Op::Not, operand }, ty)
}
