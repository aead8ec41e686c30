//! Conditions asked of objects in memory, as a bulk UPDATE or DELETE asks them.

use std::rc::Rc;

use super::super::core::{Expr, Kind, Op, Place, TypeKind};
use super::super::mapper::{Mapper, Property};
use super::super::python::{Args, Binary, Comparison, Machine, Run, Value};
use super::super::unit_of_work::{Got, Passive, State};
use super::entity;

/// What a condition or a value is for one object.
pub enum Found {
    /// This value; `None` is NULL.
    Value(Value),
    /// An attribute that it reads has to be read again.
    Expired,
}

/// The expression can be asked of objects of this class.
pub fn is_known(mapper: &Mapper, expr: &Expr) -> bool {
    stacker::maybe_grow(64 << 10, 1 << 20, || match &expr.kind {
        Kind::Null | Kind::True | Kind::False => true,
        Kind::Bind(bind) => bind.value.is_some(),
        Kind::Column(column) => entity::property_of(mapper, column).is_some(),
        Kind::Group(inner) => is_known(mapper, inner),
        Kind::Unary { op: Op::Not, operand } => is_known(mapper, operand),
        Kind::List { op, items } => {
            let numeric = matches!(op, Op::Add | Op::Mul);
            (numeric || matches!(op, Op::And | Op::Or | Op::Concat))
                && items.iter().all(|item| is_known(mapper, item) && (!numeric || is_number(item)))
        }
        Kind::Tuple(items) => items.iter().all(|item| is_known(mapper, item)),
        Kind::Binary { left, op, right, .. } => {
            let fits = match op {
                Op::Eq
                | Op::Ne
                | Op::Lt
                | Op::Le
                | Op::Gt
                | Op::Ge
                | Op::Is
                | Op::IsNot
                | Op::In
                | Op::NotIn
                | Op::Concat => true,
                Op::Pattern { place, negated: false, ignores_case: false } => {
                    *place != Place::Anywhere
                }
                Op::Add | Op::Sub | Op::Mul | Op::Mod | Op::TrueDiv => {
                    is_number(left) && is_number(right)
                }
                _ => false,
            };
            fits && is_known(mapper, left) && is_known(mapper, right)
        }
        _ => false,
    })
}

fn is_number(expr: &Expr) -> bool {
    fn number(kind: &TypeKind) -> bool {
        match kind {
            TypeKind::Named { like, .. } => number(&like.0),
            TypeKind::Integer
            | TypeKind::SmallInteger
            | TypeKind::BigInteger
            | TypeKind::Float { .. }
            | TypeKind::Double { .. }
            | TypeKind::Numeric { .. } => true,
            _ => false,
        }
    }
    number(&expr.ty().0)
}

/// Whether all conditions hold for an object; expired counts as perhaps.
///
/// # Errors
///
/// What comparing raises.
pub fn matches(machine: &mut Machine, state: &Rc<State>, conditions: &[Expr]) -> Run<Option<bool>> {
    for condition in conditions {
        match value(machine, state, condition)? {
            Found::Expired => return Ok(None),
            Found::Value(value) => {
                if !machine.truth(&value)? {
                    return Ok(Some(false));
                }
            }
        }
    }
    Ok(Some(true))
}

/// What an expression is for an object.
///
/// # Errors
///
/// What comparing raises.
pub fn value(machine: &mut Machine, state: &Rc<State>, expr: &Expr) -> Run<Found> {
    stacker::maybe_grow(64 << 10, 1 << 20, || look(machine, state, expr))
}

fn look(machine: &mut Machine, state: &Rc<State>, expr: &Expr) -> Run<Found> {
    let found = match &expr.kind {
        Kind::True => Value::Bool(true),
        Kind::False => Value::Bool(false),
        Kind::Bind(bind) => match &bind.value {
            Some(Value::Builtin(late)) => (late.run)(machine, Args::none())?,
            Some(value) => value.clone(),
            None => Value::None,
        },
        Kind::Column(column) => {
            let Some(property) = entity::property_of(&state.mapper, column) else {
                return Ok(Found::Value(Value::None));
            };
            return Ok(
                match state.get(machine, &Property::Column(property), Passive::NO_FETCH)? {
                    Got::Value(value) => Found::Value(value),
                    Got::Never => Found::Value(Value::None),
                    Got::Unknown => Found::Expired,
                },
            );
        }
        Kind::Group(inner) => return value(machine, state, inner),
        Kind::Unary { operand, .. } => match value(machine, state, operand)? {
            Found::Expired => return Ok(Found::Expired),
            Found::Value(Value::None) => Value::None,
            Found::Value(value) => Value::Bool(!machine.truth(&value)?),
        },
        Kind::List { op, items } => return list(machine, state, op, items),
        Kind::Tuple(items) => {
            let mut values = Vec::new();
            for item in items {
                match value(machine, state, item)? {
                    Found::Expired => return Ok(Found::Expired),
                    Found::Value(value) => values.push(value),
                }
            }
            Value::tuple(values)
        }
        Kind::Binary { left, op, right, .. } => {
            let (left, right) = (value(machine, state, left)?, value(machine, state, right)?);
            let (Found::Value(left), Found::Value(right)) = (left, right) else {
                return Ok(Found::Expired);
            };
            binary(machine, op, &left, &right)?
        }
        _ => Value::None,
    };
    Ok(Found::Value(found))
}

fn list(machine: &mut Machine, state: &Rc<State>, op: &Op, items: &[Expr]) -> Run<Found> {
    let mut has_null = false;
    let mut sum: Option<Value> = None;
    for item in items {
        let Found::Value(value) = value(machine, state, item)? else { return Ok(Found::Expired) };
        match op {
            Op::And if value.is_none() => return Ok(Found::Value(Value::None)),
            Op::And => {
                if !machine.truth(&value)? {
                    return Ok(Found::Value(Value::Bool(false)));
                }
            }
            Op::Or => {
                if machine.truth(&value)? {
                    return Ok(Found::Value(Value::Bool(true)));
                }
                has_null |= value.is_none();
            }
            _ => {
                sum = Some(match sum {
                    Some(sum) => binary(machine, op, &sum, &value)?,
                    None => value,
                });
            }
        }
    }
    Ok(Found::Value(match op {
        Op::And => Value::Bool(true),
        Op::Or if has_null => Value::None,
        Op::Or => Value::Bool(false),
        _ => sum.unwrap_or(Value::None),
    }))
}

fn binary(machine: &mut Machine, op: &Op, left: &Value, right: &Value) -> Run<Value> {
    match op {
        Op::Is => return machine.equal(left, right).map(Value::Bool),
        Op::IsNot => return Ok(Value::Bool(!machine.equal(left, right)?)),
        _ => {}
    }
    if left.is_none() || right.is_none() {
        return Ok(Value::None);
    }
    let comparison = match op {
        Op::Eq => Comparison::Equal,
        Op::Ne => Comparison::NotEqual,
        Op::Lt => Comparison::Less,
        Op::Le => Comparison::LessOrEqual,
        Op::Gt => Comparison::Greater,
        Op::Ge => Comparison::GreaterOrEqual,
        Op::In => return machine.contains(right, left).map(Value::Bool),
        Op::Pattern { place, .. } => {
            let name = if *place == Place::Start { "startswith" } else { "endswith" };
            let method = machine.attribute(left, name)?;
            return machine.call(&method, Args::of(vec![right.clone()]));
        }
        Op::NotIn => return Ok(Value::Bool(!machine.contains(right, left)?)),
        _ => {
            let op = match op {
                Op::Sub => Binary::Subtract,
                Op::Mul => Binary::Multiply,
                Op::Mod => Binary::Modulo,
                Op::TrueDiv => Binary::Divide,
                _ => Binary::Add,
            };
            return machine.binary(op, left, right);
        }
    };
    machine.compare(comparison, left, right)
}
