//! Expressions put together: with an operator between, in parentheses where SQLAlchemy has them.

use std::rc::Rc;

use super::group::grouped;
use super::{Element, Expr, Kind, Op, Type};

/// A comparison of two expressions.
pub fn compared(left: &Expr, op: Op, right: &Expr) -> Expr {
    let negate = op.negated();
    let (left, right) = (grouped(left, Some(&op)), grouped(right, Some(&op)));
    let kind = Kind::Binary { left, op, right, negate, escape: None };
    Element::typed(kind, Type::boolean())
}

/// `left = right`, for conditions that Rust makes, such as those of relationships.
pub fn equal(left: &Expr, right: &Expr) -> Expr {
    compared(left, Op::Eq, right)
}

/// Two expressions with an operator between that gives no condition: `+`, `||`, …
pub fn join(left: &Expr, op: Op, right: &Expr) -> Expr {
    let (op, ty) = match op {
        Op::Custom { is_comparison: true, .. } => (op, Type::boolean()),
        _ => left.ty().adapt(&op, &right.ty()),
    };
    let flat = |side: &Expr| -> Option<Vec<Expr>> {
        let akin = side.ty().affinity() == ty.affinity();
        match &side.kind {
            Kind::Binary { left, op: own, right, .. } if akin && *own == op => {
                Some(vec![Rc::clone(left), Rc::clone(right)])
            }
            Kind::List { op: own, items } if akin && *own == op => Some(items.clone()),
            _ => None,
        }
    };
    if op.is_associative() {
        let (first, second) = (flat(left), flat(right));
        if first.is_some() || second.is_some() {
            let mut items = first.unwrap_or_else(|| vec![Rc::clone(left)]);
            items.extend(second.unwrap_or_else(|| vec![Rc::clone(right)]));
            let items = items.iter().map(|item| grouped(item, Some(&op))).collect();
            return Element::typed(Kind::List { op, items }, ty);
        }
    }
    let (left, right) = (grouped(left, Some(&op)), grouped(right, Some(&op)));
    Element::typed(Kind::Binary { left, op, right, negate: None, escape: None }, ty)
}

/// An operator before or behind one expression.
pub fn prefixed(op: Op, expr: &Expr, ty: Type) -> Expr {
    let operand = grouped(expr, Some(&op));
    Element::typed(Kind::Unary { op, operand }, ty)
}

/// Conditions joined by AND or OR, with what SQLAlchemy leaves out left out.
pub fn join_boolean(op: Op, conditions: Vec<Expr>) -> Expr {
    let items = boolean_items(&op, conditions);
    match items.as_slice() {
        [one] => Rc::clone(one),
        _ => {
            let mut flat = Vec::new();
            for item in items {
                match &item.kind {
                    Kind::List { op: own, items } if *own == op => flat.extend(items.clone()),
                    _ => flat.push(item),
                }
            }
            Element::typed(Kind::List { op, items: flat }, Type::boolean())
        }
    }
}

/// The conditions of AND or OR with what changes nothing left out: `true` in AND; and `false` alone
/// where it is there.
pub fn boolean_items(op: &Op, conditions: Vec<Expr>) -> Vec<Expr> {
    let is_and = *op == Op::And;
    let (mut kept, mut neutral) = (Vec::new(), None);
    for condition in conditions {
        match condition.kind {
            Kind::True if is_and => neutral = Some(condition),
            Kind::False if !is_and => neutral = Some(condition),
            Kind::True | Kind::False => {
                kept = vec![condition];
                break;
            }
            _ => kept.push(condition),
        }
    }
    if kept.is_empty() {
        kept.extend(neutral);
    }
    let against = if kept.len() > 1 { op.clone() } else { Op::AsBool };
    kept.iter().map(|condition| grouped(condition, Some(&against))).collect()
}
