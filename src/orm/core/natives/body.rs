//! What `select()` and `union()` can do alike.

use std::rc::Rc;

use super::{Columns, compiled_value};
use crate::orm::core::coerce::{self, expected, expr_value};
use crate::orm::core::compile::label::named_columns;
use crate::orm::core::{
    Alias, Body, Compound, Element, Expr, FromClause, Kind, Name, Role, Source, Statement, Type,
};
use crate::orm::python::{Args, Machine, Run, Value};

/// What gives rows, as a script holds it.
pub(crate) fn body_value(body: &Body) -> Value {
    match body {
        Body::Select(select) => Value::Native(Rc::clone(select) as _),
        Body::Compound(compound) => Value::Native(Rc::clone(compound) as _),
        Body::Text(text) => Value::Native(Rc::clone(text) as _),
    }
}

/// The columns that a query gives, as a script holds them.
pub(crate) fn selected(body: &Body) -> Value {
    let columns = named_columns(body).into_iter().map(|(key, _, expr)| (key, expr)).collect();
    Value::of(Columns { from: None, columns })
}

/// What queries of both kinds can do.
pub(crate) fn shared(
    machine: &mut Machine,
    body: &Body,
    name: &str,
    args: Args,
) -> Run<Option<Value>> {
    let optional_name = |machine: &mut Machine, args: Args| -> Run<Option<Rc<str>>> {
        let taken = args.bind(machine, name, &["name?", "flat?"])?;
        let name = taken.values.into_iter().next().flatten();
        Ok(name.and_then(|value| value.as_str().map(Rc::from)))
    };
    Ok(Some(match name {
        "subquery" | "alias" => {
            let name = optional_name(machine, args)?;
            Value::Native(body.subquery(name.as_deref()) as _)
        }
        "cte" => {
            let taken = args.bind(machine, "cte", &["name?", "recursive?", "nesting?"])?;
            let mut values = taken.values.into_iter();
            let given = values.next().flatten();
            let recursive = matches!(values.next().flatten(), Some(Value::Bool(true)));
            let name = match given.as_ref().and_then(Value::as_str) {
                Some(name) => Name::Given(name.into()),
                None => Name::made("anon"),
            };
            let of = Source::Cte { query: body.clone(), recursive, restates: None };
            Value::of(Alias { of, name, notes: Default::default() })
        }
        "scalar_subquery" | "as_scalar" => Value::Native(body.scalar() as _),
        "label" => {
            let name = args.positional.first().and_then(Value::as_str).map(str::to_owned);
            expr_value(&crate::orm::core::method::label(&body.scalar(), name.as_deref()))
        }
        "exists" => Value::Native(body.exists() as _),
        "union" | "union_all" | "intersect" | "intersect_all" | "except_" | "except_all" => {
            let mut parts = vec![body.clone()];
            for value in &args.positional {
                parts.push(part_of(machine, value)?);
            }
            Value::of(Compound { keyword: keyword(name), parts, ..Compound::empty() })
        }
        "compile" => {
            return compiled_value(machine, &Statement::Query(body.clone()), args).map(Some);
        }
        _ => return Ok(None),
    }))
}

/// The word of SQL for a method or function that joins queries.
pub fn keyword(name: &str) -> &'static str {
    match name {
        "union" => "UNION",
        "union_all" => "UNION ALL",
        "intersect" => "INTERSECT",
        "intersect_all" => "INTERSECT ALL",
        "except_" => "EXCEPT",
        _ => "EXCEPT ALL",
    }
}

/// A part of a UNION.
///
/// # Errors
///
/// ArgumentError for what is no query.
pub fn part_of(machine: &mut Machine, value: &Value) -> Run<Body> {
    match coerce::part(machine, value)? {
        Some(body) => Ok(body),
        None => {
            let what = "SELECT construct for inclusion in a UNION or other set construct";
            Err(expected(machine, what, value))
        }
    }
}

/// The expressions of ORDER BY or GROUP BY: `None` alone takes away what was there.
pub(crate) fn ordering(machine: &mut Machine, own: &[Expr], args: &Args) -> Run<Vec<Expr>> {
    if let [Value::None] = args.positional.as_slice() {
        return Ok(Vec::new());
    }
    let mut all = own.to_vec();
    let mut values = args.positional.clone();
    if let [Value::List(_) | Value::Tuple(_)] = values.as_slice()
        && let Some(list) = values.first().cloned()
    {
        values = machine.collect(&list)?;
    }
    for value in &values {
        all.extend(coerce::ordered(machine, value)?);
    }
    Ok(all)
}

/// The number behind LIMIT or OFFSET.
pub(crate) fn limit_of(machine: &mut Machine, args: Args, name: &str) -> Run<Option<Expr>> {
    let taken = args.bind(machine, name, &[name])?;
    let value = taken.values.into_iter().next().flatten().unwrap_or(Value::None);
    if value.is_none() {
        return Ok(None);
    }
    if let Some(expr) = coerce::known(machine, &value, Role::Expression)? {
        return Ok(Some(expr));
    }
    let number = match &value {
        Value::Int(number) => Value::Int(*number),
        Value::Bool(truth) => Value::Int(i64::from(*truth)),
        _ => {
            let int = Value::Class(machine.builtin_class("int"));
            machine.call(&int, Args::of(vec![value]))?
        }
    };
    Ok(Some(Element::bind("param", number, Type::integer())))
}

pub(crate) fn froms_of_args(machine: &mut Machine, args: &Args) -> Run<Vec<FromClause>> {
    args.positional.iter().map(|value| coerce::from(machine, value)).collect()
}

/// The query with its parameters of these names given values.
pub(crate) fn with_params(machine: &mut Machine, body: &Body, args: &Args) -> Run<Value> {
    let mut given = args.named.clone();
    if let Some(first @ Value::Dict(_)) = args.positional.first() {
        for key in machine.collect(first)? {
            let value = machine.item(first, &key)?;
            if let Some(name) = key.as_str() {
                given.push((name.into(), value));
            }
        }
    }
    let new = crate::orm::core::walk::replace_body(body, &mut |expr| {
        let Kind::Bind(bind) = &expr.kind else { return None };
        let value = given.iter().find(|(name, _)| *name == bind.key)?.1.clone();
        let bind =
            crate::orm::core::Bind { value: Some(value), ..crate::orm::core::Bind::clone(bind) };
        Some(expr.with(Kind::Bind(Rc::new(bind))))
    });
    Ok(body_value(&new))
}
