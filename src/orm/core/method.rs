//! The methods that every expression has.

use std::rc::Rc;

use super::coerce::{expected, expr_value, expression, type_of};
use super::group::grouped;
use super::operate::{bind_beside, boolean, compared, in_list, join, operand, prefixed};
use super::types::Affinity;
use super::{Element, Expr, Kind, Name, Op, Place, Role, Type};
use crate::orm::python::Taken;
use crate::orm::python::{Args, Machine, Run, Value};

/// The name of a method with the class of SQLAlchemy's that defines it.
pub fn qualified(name: &str) -> String {
    let class = match name {
        "asc" | "desc" | "nulls_first" | "nulls_last" | "nullsfirst" | "nullslast" => {
            "OrderingOperators"
        }
        "op" | "bool_op" => "Operators",
        "label" | "cast" => "ColumnElement",
        _ => "ColumnOperators",
    };
    format!("{class}.{name}")
}

/// The names that [`method`] knows.
pub const METHODS: &[&str] = &[
    "in_",
    "not_in",
    "notin_",
    "like",
    "not_like",
    "notlike",
    "ilike",
    "not_ilike",
    "notilike",
    "startswith",
    "endswith",
    "contains",
    "istartswith",
    "iendswith",
    "icontains",
    "between",
    "is_",
    "is_not",
    "isnot",
    "is_distinct_from",
    "is_not_distinct_from",
    "isnot_distinct_from",
    "op",
    "bool_op",
    "desc",
    "asc",
    "nulls_first",
    "nullsfirst",
    "nulls_last",
    "nullslast",
    "label",
    "cast",
    "distinct",
    "collate",
    "concat",
    "match",
    "regexp_match",
    "any_",
    "all_",
    "over",
    "filter",
    "as_string",
    "as_integer",
    "as_float",
    "as_boolean",
    "as_json",
    "self_group",
    "bitwise_and",
    "bitwise_or",
    "bitwise_xor",
    "bitwise_not",
    "bitwise_lshift",
    "bitwise_rshift",
    "scalar_subquery",
    "select_from",
    "where",
    "correlate",
    "correlate_except",
    "compile",
    "unique_params",
    "params",
    "bindparams",
    "columns",
    "references",
    "copy",
    "_copy",
];

/// A method that every expression has: `in_`, `like`, `is_`, `desc`, `label`, …; none where there
/// is no such method.
///
/// # Errors
///
/// ArgumentError and TypeError in SQLAlchemy's and Python's words.
pub fn method(machine: &mut Machine, expr: &Expr, name: &str, args: Args) -> Run<Option<Value>> {
    Ok(call(machine, expr, name, args)?.map(|found| expr_value(&found)))
}

fn call(machine: &mut Machine, expr: &Expr, name: &str, args: Args) -> Run<Option<Expr>> {
    let full = format!("ColumnOperators.{name}");
    let one = |machine: &mut Machine, args: Args, parameter: &str| -> Run<Value> {
        let taken = args.bind(machine, &full, &[parameter])?;
        Ok(first(taken))
    };
    Ok(Some(match name {
        "in_" => {
            let other = one(machine, args, "other")?;
            in_list(machine, expr, &other, Op::In)?
        }
        "not_in" | "notin_" => {
            let other = one(machine, args, "other")?;
            in_list(machine, expr, &other, Op::NotIn)?
        }
        "like" => like(machine, expr, Op::Like, args, &full)?,
        "not_like" | "notlike" => like(machine, expr, Op::NotLike, args, &full)?,
        "ilike" => like(machine, expr, Op::ILike, args, &full)?,
        "not_ilike" | "notilike" => like(machine, expr, Op::NotILike, args, &full)?,
        "startswith" => pattern(machine, expr, Place::Start, false, args, &full)?,
        "endswith" => pattern(machine, expr, Place::End, false, args, &full)?,
        "contains" => pattern(machine, expr, Place::Anywhere, false, args, &full)?,
        "istartswith" => pattern(machine, expr, Place::Start, true, args, &full)?,
        "iendswith" => pattern(machine, expr, Place::End, true, args, &full)?,
        "icontains" => pattern(machine, expr, Place::Anywhere, true, args, &full)?,
        "between" => between(machine, expr, args, &full)?,
        "is_" => {
            let other = one(machine, args, "other")?;
            let is_truth = matches!(other, Value::Bool(_));
            if is_truth {
                compared(expr, Op::Is, &expression(machine, &other, Role::Where)?)
            } else {
                boolean(machine, expr, Op::Is, &other)?
            }
        }
        "is_not" | "isnot" => {
            let other = one(machine, args, "other")?;
            boolean(machine, expr, Op::IsNot, &other)?
        }
        "is_distinct_from" => {
            let other = one(machine, args, "other")?;
            boolean(machine, expr, Op::IsDistinctFrom, &other)?
        }
        "is_not_distinct_from" | "isnot_distinct_from" => {
            let other = one(machine, args, "other")?;
            boolean(machine, expr, Op::IsNotDistinctFrom, &other)?
        }
        "desc" => prefixed(Op::Desc, expr, Type::null()),
        "asc" => prefixed(Op::Asc, expr, Type::null()),
        "nulls_first" | "nullsfirst" => prefixed(Op::NullsFirst, expr, Type::null()),
        "nulls_last" | "nullslast" => prefixed(Op::NullsLast, expr, Type::null()),
        "distinct" => prefixed(Op::Distinct, expr, expr.ty()),
        "any_" => prefixed(Op::Any, expr, expr.ty()),
        "all_" => prefixed(Op::All, expr, expr.ty()),
        "bitwise_not" => prefixed(Op::BitNot, expr, expr.ty()),
        "bitwise_and" => joined(machine, expr, Op::BitAnd, args, &full)?,
        "bitwise_or" => joined(machine, expr, Op::BitOr, args, &full)?,
        "bitwise_xor" => joined(machine, expr, Op::BitXor, args, &full)?,
        "bitwise_lshift" => joined(machine, expr, Op::ShiftLeft, args, &full)?,
        "bitwise_rshift" => joined(machine, expr, Op::ShiftRight, args, &full)?,
        "concat" => joined(machine, expr, Op::Concat, args, &full)?,
        "match" => {
            let other = one(machine, args, "other")?;
            boolean(machine, expr, Op::Match, &other)?
        }
        "regexp_match" => {
            let other = one(machine, args, "pattern")?;
            let other = operand(machine, &other, expr)?;
            compared(expr, Op::RegexpMatch, &other)
        }
        "label" => {
            let name = one(machine, args, "name")?;
            label(expr, name.as_str())
        }
        "cast" => {
            let ty = one(machine, args, "type_")?;
            let ty = type_of(machine, &ty)?;
            Element::typed(Kind::Cast(Rc::clone(expr)), ty)
        }
        "collate" => {
            let name = one(machine, args, "collation")?;
            collate(expr, name.as_str().unwrap_or_default())
        }
        "self_group" => grouped(expr, None),
        "over" => over(machine, expr, args)?,
        "filter" => {
            let mut conditions = Vec::new();
            for value in &args.positional {
                conditions.push(expression(machine, value, Role::Where)?);
            }
            let when = super::operate::join_boolean(Op::And, conditions);
            Element::typed(Kind::Filter { of: Rc::clone(expr), when }, expr.ty())
        }
        "as_string" => json_as(expr, Type::string()),
        "as_integer" => json_as(expr, Type::integer()),
        "as_float" => json_as(expr, Type::float()),
        "as_boolean" => json_as(expr, Type::boolean()),
        "as_json" => Rc::clone(expr),
        _ => return Ok(None),
    }))
}

fn first(taken: Taken) -> Value {
    taken.values.into_iter().next().flatten().unwrap_or(Value::None)
}

fn joined(machine: &mut Machine, expr: &Expr, op: Op, args: Args, full: &str) -> Run<Expr> {
    let other = first(args.bind(machine, full, &["other"])?);
    let other = operand(machine, &other, expr)?;
    Ok(join(expr, op, &other))
}

fn with_escape(expr: Expr, escape: Option<&str>) -> Expr {
    let Some(escape) = escape else { return expr };
    match &expr.kind {
        Kind::Binary { left, op, right, negate, .. } => expr.with(Kind::Binary {
            left: Rc::clone(left),
            op: op.clone(),
            right: Rc::clone(right),
            negate: negate.clone(),
            escape: Some(escape.into()),
        }),
        _ => expr,
    }
}

fn like(machine: &mut Machine, expr: &Expr, op: Op, args: Args, full: &str) -> Run<Expr> {
    let taken = args.bind(machine, full, &["other", "escape?"])?;
    let mut values = taken.values.into_iter();
    let other = values.next().flatten().unwrap_or(Value::None);
    let escape = values.next().flatten();
    let whole = boolean(machine, expr, op, &other)?;
    Ok(with_escape(whole, escape.as_ref().and_then(Value::as_str)))
}

fn pattern(
    machine: &mut Machine,
    expr: &Expr,
    place: Place,
    ignores_case: bool,
    args: Args,
    full: &str,
) -> Run<Expr> {
    let taken = args.bind(machine, full, &["other", "escape?", "autoescape?"])?;
    let mut values = taken.values.into_iter();
    let mut other = values.next().flatten().unwrap_or(Value::None);
    let escape = values.next().flatten().filter(|value| !value.is_none());
    let mut escape = escape.and_then(|value| value.as_str().map(str::to_owned));
    if matches!(values.next().flatten(), Some(Value::Bool(true))) {
        let sign = escape.get_or_insert_with(|| "/".to_owned()).clone();
        let Value::Str(text) = &other else {
            return Err(machine.error("TypeError", "String value expected when autoescape=True"));
        };
        let mut text = text.to_string();
        if sign != "%" && sign != "_" {
            text = text.replace(&sign, &format!("{sign}{sign}"));
        }
        let text = text.replace('%', &format!("{sign}%")).replace('_', &format!("{sign}_"));
        other = Value::str(text);
    }
    let op = Op::Pattern { place, negated: false, ignores_case };
    let whole = boolean(machine, expr, op, &other)?;
    Ok(with_escape(whole, escape.as_deref()))
}

fn between(machine: &mut Machine, expr: &Expr, args: Args, full: &str) -> Run<Expr> {
    let taken = args.bind(machine, full, &["cleft", "cright", "symmetric?"])?;
    let mut values = taken.values.into_iter();
    let mut side = |machine: &mut Machine| -> Run<Expr> {
        let value = values.next().flatten().unwrap_or(Value::None);
        operand(machine, &value, expr)
    };
    let items = vec![side(machine)?, side(machine)?];
    let range = Element::typed(Kind::List { op: Op::BetweenAnd, items }, Type::null());
    let left = grouped(expr, Some(&Op::Between));
    let kind = Kind::Binary {
        left,
        op: Op::Between,
        right: range,
        negate: Some(Op::NotBetween),
        escape: None,
    };
    // SQLAlchemy gives BETWEEN no type.
    Ok(Element::typed(kind, Type::null()))
}

/// `expr AS name`; a name is made up where none is given.
pub fn label(expr: &Expr, name: Option<&str>) -> Expr {
    let mut of = Rc::clone(expr);
    while let Kind::Label { of: inner, .. } = &of.kind {
        of = Rc::clone(inner);
    }
    let name = match name {
        Some(name) if !name.is_empty() => Name::Given(name.into()),
        _ => Name::made(&of.name().unwrap_or_else(|| "anon".into())),
    };
    let ty = of.ty();
    Rc::new(Element {
        kind: Kind::Label { name, of },
        given: Some(ty),
        notes: super::Notes { key: None, ..expr.notes.clone() },
    })
}

/// `expr COLLATE name`.
pub fn collate(expr: &Expr, name: &str) -> Expr {
    let right = Element::plain(Kind::Collation(name.into()));
    let left = grouped(expr, Some(&Op::Collate));
    let kind = Kind::Binary { left, op: Op::Collate, right, negate: None, escape: None };
    Element::typed(kind, expr.ty())
}

fn json_as(expr: &Expr, ty: Type) -> Expr {
    if expr.ty().affinity() == Affinity::Json {
        return Rc::new(Element {
            kind: expr.kind.clone(),
            given: Some(ty),
            notes: expr.notes.clone(),
        });
    }
    Rc::clone(expr)
}

/// `func.…().over(partition_by=…, order_by=…)`.
///
/// # Errors
///
/// ArgumentError for what is no expression.
pub fn over(machine: &mut Machine, expr: &Expr, args: Args) -> Run<Expr> {
    let parameters = ["partition_by?", "order_by?", "rows?", "range_?", "groups?"];
    let taken = args.bind(machine, "over", &parameters)?;
    let mut values = taken.values.into_iter();
    let mut list = |machine: &mut Machine| -> Run<Vec<Expr>> {
        let Some(value) = values.next().flatten() else { return Ok(Vec::new()) };
        let items = match &value {
            Value::None => return Ok(Vec::new()),
            Value::List(_) | Value::Tuple(_) => machine.collect(&value)?,
            _ => vec![value],
        };
        items.iter().map(|item| expression(machine, item, Role::OrderBy)).collect()
    };
    let (partition, order) = (list(machine)?, list(machine)?);
    let mut frame = None;
    for word in ["ROWS", "RANGE", "GROUPS"] {
        let Some(Value::Tuple(ends)) = values.next().flatten() else { continue };
        let end = |value: Option<&Value>| match value {
            Some(Value::Int(number)) => Some(*number),
            _ => None,
        };
        frame = Some((word.into(), end(ends.first()), end(ends.get(1))));
    }
    let kind = Kind::Over { of: Rc::clone(expr), partition, order, frame };
    Ok(Element::typed(kind, expr.ty()))
}

/// What `expr.op("…")` gives: a function of the other side.
pub fn custom(machine: &mut Machine, expr: &Expr, name: &str, args: Args) -> Run<Value> {
    let parameters = ["opstring", "precedence?", "is_comparison?", "return_type?", "python_impl?"];
    let full = format!("Operators.{name}");
    let taken = args.bind(machine, &full, &parameters)?;
    let mut values = taken.values.into_iter();
    let text: Rc<str> = match values.next().flatten() {
        Some(Value::Str(text)) => text,
        Some(other) => return Err(expected(machine, "Operator text", &other)),
        None => "".into(),
    };
    let precedence = match values.next().flatten() {
        Some(Value::Int(number)) => i32::try_from(number).unwrap_or(0),
        _ => 0,
    };
    let is_comparison = matches!(values.next().flatten(), Some(Value::Bool(true)));
    let ty = match values.next().flatten() {
        Some(value) if !value.is_none() => Some(type_of(machine, &value)?),
        _ => None,
    };
    let is_comparison = is_comparison || name == "bool_op";
    let op = Op::Custom { text, precedence, is_comparison };
    let left = Rc::clone(expr);
    Ok(Value::function("op", move |machine, args| {
        let other = first(args.bind(machine, "against", &["other"])?);
        let right = match &other {
            Value::None => bind_beside(&other, &left),
            _ => operand(machine, &other, &left)?,
        };
        let whole = join(&left, op.clone(), &right);
        let whole = match &ty {
            Some(ty) => Element::typed(whole.kind.clone(), ty.clone()),
            None => whole,
        };
        Ok(expr_value(&whole))
    }))
}
