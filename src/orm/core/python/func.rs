//! `func`: functions of SQL by any name.

use std::rc::Rc;

use super::naming::set;
use crate::orm::core::coerce::{expression, type_of};
use crate::orm::core::natives::plain_repr;
use crate::orm::core::{Element, Expr, Function, Kind, Role, Type, TypeKind};
use crate::orm::python::{Args, Machine, Native, Run, Value};

/// `func`, `func.name` and `func.package.name`.
struct Func {
    names: Vec<Rc<str>>,
}

impl Native for Func {
    fn type_name(&self) -> Rc<str> {
        "_FunctionGenerator".into()
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        if name.starts_with("__") {
            return Ok(None);
        }
        // A name of Python's own is written with a line behind it.
        let name = name.strip_suffix('_').unwrap_or(name);
        let mut names = self.names.clone();
        names.push(name.into());
        Ok(Some(Value::of(Self { names })))
    }

    fn call(self: Rc<Self>, machine: &mut Machine, args: Args) -> Run<Option<Value>> {
        let Some((name, package)) = self.names.split_last() else {
            return Err(machine.error("TypeError", "func takes the name of a function"));
        };
        function(machine, package, name, args).map(|expr| Some(Value::Native(expr as _)))
    }

    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        plain_repr(machine, "sql.functions._FunctionGenerator")
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

fn function(machine: &mut Machine, package: &[Rc<str>], name: &Rc<str>, args: Args) -> Run<Expr> {
    let mut ty = None;
    for (option, value) in &args.named {
        if &**option == "type_" {
            ty = Some(type_of(machine, value)?);
        }
    }
    let mut exprs = Vec::new();
    for value in &args.positional {
        let expr = match value {
            Value::Native(_) if expression_or_from(machine, value)?.is_some() => {
                expression_or_from(machine, value)?
            }
            _ => None,
        };
        exprs.push(match expr {
            Some(expr) => expr,
            None => named_like(name, expression(machine, value, Role::Expression)?),
        });
    }
    let lower = name.to_ascii_lowercase();
    let made = |kind| Some(Type::new(kind));
    let known = if package.is_empty() {
        match lower.as_str() {
            "count" | "char_length" | "rank" | "dense_rank" => made(TypeKind::Integer),
            "max" | "min" | "sum" | "pow" | "coalesce" | "first_value" | "last_value" => {
                // The first argument whose type is known says it.
                let known = exprs.iter().map(|expr| expr.ty()).find(|ty| !ty.is_null());
                match lower.as_str() {
                    "max" | "min" | "sum" | "coalesce" | "pow" => known,
                    _ => None,
                }
            }
            "now" | "current_timestamp" | "localtime" | "localtimestamp" | "sysdate" => {
                made(TypeKind::DateTime)
            }
            "current_date" => made(TypeKind::Date),
            "current_time" => made(TypeKind::Time),
            "concat" | "current_user" | "session_user" | "user" | "aggregate_strings" => {
                Some(Type::string())
            }
            "percent_rank" | "cume_dist" => Some(Type::numeric()),
            _ => None,
        }
    } else {
        None
    };
    let ty = ty.or(known).unwrap_or_else(Type::null);
    // SQLAlchemy's own functions are known by their small letters.
    let name = if is_generic(&lower) { lower.as_str().into() } else { Rc::clone(name) };
    let function = Function { package: package.to_vec(), name, args: exprs };
    Ok(Element::typed(Kind::Function(function), ty))
}

fn is_generic(lower: &str) -> bool {
    [
        "count",
        "max",
        "min",
        "sum",
        "now",
        "coalesce",
        "concat",
        "char_length",
        "random",
        "current_date",
        "current_time",
        "current_timestamp",
        "pow",
        "rank",
        "dense_rank",
    ]
    .contains(&lower)
}

fn expression_or_from(machine: &mut Machine, value: &Value) -> Run<Option<Expr>> {
    if let Some(expr) = crate::orm::core::coerce::known(machine, value, Role::Expression)? {
        return Ok(Some(expr));
    }
    let from = crate::orm::core::coerce::from_if_any(machine, value)?;
    Ok(from.map(|from| Element::plain(Kind::From(from))))
}

/// A value in a function's arguments is named like the function.
fn named_like(name: &str, expr: Expr) -> Expr {
    match &expr.kind {
        Kind::Bind(bind) => {
            let value = bind.value.clone().unwrap_or(Value::None);
            Element::bind(name, value, expr.ty())
        }
        _ => expr,
    }
}

pub(super) fn install(machine: &mut Machine) {
    let func = Value::of(Func { names: Vec::new() });
    set(machine, &["sqlalchemy", "sqlalchemy.sql", "sqlalchemy.sql.expression"], "func", &func);
}
