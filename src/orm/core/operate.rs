//! What operators make of expressions: types, parentheses, parameters.

use std::rc::Rc;

use super::coerce::{constant, expected, is_literal, known, null};
pub use super::combine::{boolean_items, compared, equal, join, join_boolean, prefixed};
use super::group::negate;
use super::{Bind, Element, Expr, Kind, Op, Role, Type, TypeKind};
use crate::orm::python::{Binary, Comparison, Machine, Run, Unary, Value};

/// `left op right`, where `right` is what the script gave.
///
/// # Errors
///
/// ArgumentError and its kin.
pub fn compare(machine: &mut Machine, left: &Expr, op: Comparison, right: &Value) -> Run<Expr> {
    let op = match op {
        Comparison::Equal => Op::Eq,
        Comparison::NotEqual => Op::Ne,
        Comparison::Less => Op::Lt,
        Comparison::LessOrEqual => Op::Le,
        Comparison::Greater => Op::Gt,
        Comparison::GreaterOrEqual => Op::Ge,
    };
    boolean(machine, left, op, right)
}

/// A comparison by any operator; `None`, `True` and `False` have their own.
///
/// # Errors
///
/// ArgumentError where the operator cannot be used with these.
pub fn boolean(machine: &mut Machine, left: &Expr, op: Op, right: &Value) -> Run<Expr> {
    let found = known(machine, right, Role::Operand)?;
    // A type of the script's own converts truth values itself.
    let converts = matches!(&*left.ty().0, TypeKind::Decorator { .. });
    let constant = match (right, &found) {
        (Value::None, _) => Some(null()),
        (Value::Bool(truth), _) if !converts => Some(constant(*truth)),
        (_, Some(expr)) if matches!(expr.kind, Kind::Null | Kind::True | Kind::False) => {
            Some(Rc::clone(expr))
        }
        _ => None,
    };
    if let Some(constant) = constant {
        let is_null = matches!(constant.kind, Kind::Null);
        let op = match op {
            Op::Eq | Op::Ne if !is_null => op,
            Op::IsDistinctFrom | Op::IsNotDistinctFrom => op,
            Op::Eq | Op::Is => Op::Is,
            Op::Ne | Op::IsNot => Op::IsNot,
            _ => {
                let text = "Only '=', '!=', 'is_()', 'is_not()', 'is_distinct_from()', \
                            'is_not_distinct_from()' operators can be used with None/True/False";
                return Err(super::errors::raise(machine, "ArgumentError", text));
            }
        };
        return Ok(compared(left, op, &constant));
    }
    let right = match found {
        Some(expr) => typed_like(&expr, left),
        None => operand(machine, right, left)?,
    };
    Ok(compared(left, op, &right))
}

/// The value as the other side of an operator: what is no expression becomes a parameter with the
/// type, and named like, the expression that it is compared with.
///
/// # Errors
///
/// ArgumentError where it can be neither.
pub fn operand(machine: &mut Machine, value: &Value, beside: &Expr) -> Run<Expr> {
    if let Some(expr) = known(machine, value, Role::Operand)? {
        return Ok(typed_like(&expr, beside));
    }
    if let Some(body) = super::coerce::select(machine, value) {
        return Ok(body);
    }
    if value.is_none() {
        // A parameter that is None, as in `x < None` behind a custom operator.
        return Ok(bind_beside(value, beside));
    }
    if !is_literal(machine, value) {
        return Err(expected(machine, "SQL expression element or literal value", value));
    }
    Ok(bind_beside(value, beside))
}

/// A parameter beside an expression.
pub fn bind_beside(value: &Value, beside: &Expr) -> Expr {
    Element::bind(&bind_name(beside), value.clone(), beside.ty().beside(value))
}

/// What a parameter beside an expression is named like: a column's key.
pub fn bind_name(beside: &Expr) -> Rc<str> {
    match &beside.kind {
        Kind::Column(_) | Kind::Proxy(_) | Kind::LiteralColumn(_) => {
            beside.own_key().unwrap_or_else(|| "param".into())
        }
        Kind::Function(function) => Rc::clone(&function.name),
        _ => "param".into(),
    }
}

/// An expression of no known type gets that of the one beside it.
fn typed_like(expr: &Expr, beside: &Expr) -> Expr {
    let ty = beside.ty();
    match &expr.kind {
        Kind::Bind(_) if expr.ty().is_null() && !ty.is_null() => {
            Rc::new(Element { kind: expr.kind.clone(), given: Some(ty), notes: expr.notes.clone() })
        }
        _ => Rc::clone(expr),
    }
}

/// `left op right`, or the other way round where `reflected`; none where there is no such operator.
///
/// # Errors
///
/// ArgumentError and its kin.
pub fn binary(
    machine: &mut Machine,
    left: &Expr,
    op: Binary,
    right: &Value,
    reflected: bool,
) -> Run<Option<Expr>> {
    let op = match op {
        Binary::Add => Op::Add,
        Binary::Subtract => Op::Sub,
        Binary::Multiply => Op::Mul,
        Binary::Divide => Op::TrueDiv,
        Binary::FloorDivide => Op::FloorDiv,
        Binary::Modulo => Op::Mod,
        Binary::And | Binary::Or => {
            let other = super::coerce::expression(machine, right, Role::Where)?;
            let op = if op == Binary::And { Op::And } else { Op::Or };
            let sides =
                if reflected { vec![other, Rc::clone(left)] } else { vec![Rc::clone(left), other] };
            return Ok(Some(join_boolean(op, sides)));
        }
        Binary::Power => {
            let other = super::coerce::expression(machine, right, Role::Expression)?;
            let other = match &other.kind {
                Kind::Bind(bind) if bind.unique => {
                    let value = bind.value.clone().unwrap_or(Value::None);
                    Element::bind("pow", value, other.ty())
                }
                _ => other,
            };
            let args =
                if reflected { vec![other, Rc::clone(left)] } else { vec![Rc::clone(left), other] };
            let ty = args.first().map_or_else(Type::null, |first| first.ty());
            return Ok(Some(Element::function("pow", args, ty)));
        }
        Binary::ShiftLeft | Binary::ShiftRight => {
            let name = if op == Binary::ShiftLeft { "lshift" } else { "rshift" };
            let text = format!("Operator '{name}' is not supported on this expression");
            return Err(machine.error("NotImplementedError", text));
        }
        Binary::Xor | Binary::MatrixMultiply => return Ok(None),
    };
    let other = operand(machine, right, left)?;
    let whole = if reflected { join(&other, op, left) } else { join(left, op, &other) };
    Ok(Some(whole))
}

/// `op expr`; none where there is no such operator.
///
/// # Errors
///
/// None as yet.
pub fn unary(_machine: &mut Machine, expr: &Expr, op: Unary) -> Run<Option<Expr>> {
    Ok(match op {
        Unary::Minus => Some(prefixed(Op::Neg, expr, expr.ty())),
        Unary::Invert => Some(negate(expr)),
        Unary::Plus => None,
    })
}

/// `expr IN (…)`, or NOT IN.
///
/// # Errors
///
/// ArgumentError where the value is no list or query.
pub fn in_list(machine: &mut Machine, expr: &Expr, value: &Value, op: Op) -> Run<Expr> {
    let what = "IN expression list, SELECT construct, or bound parameter object";
    if let Some(body) = super::coerce::body(value) {
        return Ok(compared(expr, op, &Element::typed(Kind::Query(body), expr.ty())));
    }
    if let Some(found) = known(machine, value, Role::Operand)? {
        let right = match &found.kind {
            Kind::Bind(bind) => {
                let bind =
                    Bind { expanding: true, expand_op: Some(op.clone()), ..Bind::clone(bind) };
                let ty = if found.ty().is_null() { expr.ty() } else { found.ty() };
                Element::typed(Kind::Bind(Rc::new(bind)), ty)
            }
            Kind::Scalar(body) => Element::typed(Kind::Query(body.clone()), expr.ty()),
            Kind::Exists(_) | Kind::Column(_) => return Err(expected(machine, what, value)),
            _ => found,
        };
        return Ok(compared(expr, op, &right));
    }
    if let Some(alias) = value.native::<super::Alias>() {
        let kind = match &alias.of {
            super::Source::Subquery(_) => "Subquery",
            super::Source::Cte { .. } => "CTE",
            super::Source::From(_) => "Alias",
        };
        machine.warn(
            "SAWarning",
            format!(
                "Coercing {kind} object into a select() for use in IN(); please pass a select() \
                 construct explicitly"
            ),
        );
        let mut select = super::Select::new();
        select.items = vec![super::Item::From(super::FromClause::Alias(alias))];
        let body = super::Body::Select(Rc::new(select));
        let right = Element::typed(Kind::Query(body), expr.ty());
        return Ok(compared(expr, op, &right));
    }
    let is_list = match value {
        Value::Str(_) | Value::Bytes(_) | Value::Native(_) | Value::Class(_) => false,
        Value::List(_)
        | Value::Tuple(_)
        | Value::Set(_)
        | Value::Dict(_)
        | Value::Range(..)
        | Value::Iterator(_) => true,
        Value::Instance(_) => machine.attribute_if_any(value, "__iter__")?.is_some(),
        _ => false,
    };
    if !is_list {
        return Err(expected(machine, what, value));
    }
    let items = machine.collect(value)?;
    let mut exprs = Vec::new();
    let mut has_exprs = false;
    for item in &items {
        let found = known(machine, item, Role::Operand)?;
        if found.is_none() && !is_literal(machine, item) {
            let shown = machine.repr(item)?;
            let text = format!("Object {shown} is not legal as a SQL literal value");
            return super::errors::argument(machine, text);
        }
        has_exprs |= found.is_some();
        exprs.push(found);
    }
    if has_exprs {
        let items = exprs
            .into_iter()
            .zip(&items)
            .map(|(found, item)| found.unwrap_or_else(|| bind_beside(item, expr)))
            .collect();
        let list = Element::typed(Kind::List { op: Op::Comma, items }, Type::null());
        return Ok(compared(expr, op, &super::group::group(&list)));
    }
    let first = items.first().cloned().unwrap_or(Value::None);
    let ty = match &*expr.ty().0 {
        TypeKind::Tuple(_) => expr.ty(),
        _ => expr.ty().beside(&first),
    };
    let bind = Bind {
        key: bind_name(expr),
        unique: true,
        value: Some(Value::list(items)),
        expanding: true,
        expand_op: Some(op.clone()),
    };
    Ok(compared(expr, op, &Element::typed(Kind::Bind(Rc::new(bind)), ty)))
}
