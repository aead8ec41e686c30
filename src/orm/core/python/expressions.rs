//! The functions that make expressions.

use std::rc::Rc;

use indexmap::IndexMap;

use super::naming::function;
use crate::orm::core::coerce::{constant, expr_value, expression, null, type_of};
use crate::orm::core::errors::argument;
use crate::orm::core::group::negate;
use crate::orm::core::method::{collate, label, method, over};
use crate::orm::core::operate::join_boolean;
use crate::orm::core::{
    Bind, Body, Element, Expr, Item, Kind, Op, Role, Select, TextClause, Type, TypeKind, coerce,
};
use crate::orm::python::{Args, Machine, Run, Value};

fn made(expr: &Expr) -> Run<Value> {
    Ok(expr_value(expr))
}

fn first(machine: &mut Machine, args: Args, name: &str, parameter: &str) -> Run<Value> {
    let taken = args.bind(machine, name, &[parameter])?;
    Ok(taken.values.into_iter().next().flatten().unwrap_or(Value::None))
}

fn conjunction(machine: &mut Machine, args: &Args, op: Op) -> Run<Value> {
    args.only_positional(machine, if op == Op::And { "and_" } else { "or_" })?;
    let mut values = args.positional.clone();
    if let [iterator @ Value::Iterator(_)] = values.as_slice() {
        values = machine.collect(&iterator.clone())?;
    }
    if values.is_empty() {
        let (name, word) = if op == Op::And { ("and_", "true") } else { ("or_", "false") };
        let capital = if op == Op::And { "True" } else { "False" };
        let text = format!(
            "Invoking {name}() without arguments is deprecated, and will be disallowed in a \
             future release.   For an empty {name}() construct, use '{name}({word}(), *args)' or \
             '{name}({capital}, *args)'."
        );
        machine.warn("SADeprecationWarning", text);
        let list = Kind::List { op, items: Vec::new() };
        return made(&Element::typed(list, Type::boolean()));
    }
    let mut conditions = Vec::new();
    for value in &values {
        conditions.push(expression(machine, value, Role::Where)?);
    }
    made(&join_boolean(op, conditions))
}

fn case(machine: &mut Machine, args: Args) -> Run<Value> {
    let named = |name: &str| {
        args.named.iter().find(|(own, _)| &**own == name).map(|(_, value)| value.clone())
    };
    let value = match named("value").filter(|value| !value.is_none()) {
        Some(value) => Some(expression(machine, &value, Role::Expression)?),
        None => None,
    };
    let mut pairs: Vec<(Value, Value)> = Vec::new();
    if let [dict @ Value::Dict(_)] = args.positional.as_slice() {
        for key in machine.collect(dict)? {
            let then = machine.item(dict, &key)?;
            pairs.push((key, then));
        }
    } else {
        if let [Value::List(_)] = args.positional.as_slice() {
            let text = "The \"whens\" argument to case(), when referring to a sequence of items, \
                        is now passed as a series of positional elements, rather than as a list. ";
            return argument(machine, text);
        }
        for pair in &args.positional {
            let parts = machine.collect(pair)?;
            let [when, then] = parts.as_slice() else {
                let text = "not enough values to unpack (expected 2)";
                return Err(machine.error("ValueError", text));
            };
            pairs.push((when.clone(), then.clone()));
        }
    }
    let mut whens = Vec::new();
    for (when, then) in &pairs {
        let when = match &value {
            Some(_) => expression(machine, when, Role::Expression)?,
            None => expression(machine, when, Role::Where)?,
        };
        let when = crate::orm::core::group::grouped(&when, None);
        whens.push((when, expression(machine, then, Role::Expression)?));
    }
    let otherwise = match named("else_") {
        Some(value) if !value.is_none() => Some(expression(machine, &value, Role::Expression)?),
        _ => None,
    };
    let known = whens.iter().map(|(_, then)| then.ty()).chain(otherwise.iter().map(|o| o.ty()));
    let ty = known.into_iter().rfind(|ty| !ty.is_null()).unwrap_or_else(Type::null);
    made(&Element::typed(Kind::Case { value, whens, otherwise }, ty))
}

fn text(machine: &mut Machine, args: Args) -> Run<Value> {
    let value = first(machine, args, "text", "text")?;
    let Value::Str(text) = value else {
        let class = machine.class_of(&value).name.clone();
        let message = format!("expected string or bytes-like object, got '{class}'");
        return Err(machine.error("TypeError", message));
    };
    Ok(Value::of(TextClause { text, binds: IndexMap::new(), columns: Vec::new() }))
}

fn bindparam(machine: &mut Machine, args: Args) -> Run<Value> {
    let parameters = [
        "key",
        "value?",
        "type_?",
        "unique?",
        "required?",
        "quote?",
        "callable_?",
        "expanding?",
        "isoutparam?",
        "literal_execute?",
    ];
    let taken = args.bind(machine, "bindparam", &parameters)?;
    let mut values = taken.values.into_iter();
    let key = values.next().flatten().unwrap_or(Value::None);
    let value = values.next().flatten();
    let ty = match values.next().flatten() {
        Some(ty) if !ty.is_none() => Some(type_of(machine, &ty)?),
        _ => None,
    };
    let unique = matches!(values.next().flatten(), Some(Value::Bool(true)));
    let expanding = matches!(values.nth(3).flatten(), Some(Value::Bool(true)));
    let ty = ty.unwrap_or_else(|| value.as_ref().map_or_else(Type::null, Type::of_value));
    let (key, unique) = match key {
        Value::Str(key) => (key, unique),
        _ => ("param".into(), true),
    };
    let expand_op = expanding.then_some(Op::In);
    let bind = Bind { key, unique, value, expanding, expand_op };
    made(&Element::typed(Kind::Bind(Rc::new(bind)), ty))
}

fn literal(machine: &mut Machine, args: Args) -> Run<Value> {
    let taken = args.bind(machine, "literal", &["value", "type_?", "literal_execute?"])?;
    let mut values = taken.values.into_iter();
    let value = values.next().flatten().unwrap_or(Value::None);
    let ty = match values.next().flatten() {
        Some(ty) if !ty.is_none() => type_of(machine, &ty)?,
        _ => Type::of_value(&value),
    };
    made(&Element::bind("param", value, ty))
}

fn literal_column(machine: &mut Machine, args: Args) -> Run<Value> {
    let taken = args.bind(machine, "literal_column", &["text", "type_?"])?;
    let mut values = taken.values.into_iter();
    let text = values.next().flatten().unwrap_or(Value::None);
    let text = machine.str(&text)?;
    let ty = match values.next().flatten() {
        Some(ty) => type_of(machine, &ty)?,
        None => Type::null(),
    };
    made(&Element::typed(Kind::LiteralColumn(text), ty))
}

fn cast(machine: &mut Machine, args: Args, coerces: bool) -> Run<Value> {
    let taken = args.bind(machine, "cast", &["expression", "type_"])?;
    let mut values = taken.values.into_iter();
    let value = values.next().flatten().unwrap_or(Value::None);
    let ty = values.next().flatten().unwrap_or(Value::None);
    let ty = type_of(machine, &ty)?;
    let inner = expression(machine, &value, Role::Expression)?;
    let inner = match &inner.kind {
        Kind::Bind(_) if coerce::is_literal(machine, &value) => {
            Element::bind("param", value, ty.clone())
        }
        _ => inner,
    };
    let kind = if coerces { Kind::Coerce(inner) } else { Kind::Cast(inner) };
    made(&Element::typed(kind, ty))
}

fn extract(machine: &mut Machine, args: Args) -> Run<Value> {
    let taken = args.bind(machine, "extract", &["field", "expr"])?;
    let mut values = taken.values.into_iter();
    let field = values.next().flatten().unwrap_or(Value::None);
    let field = machine.str(&field)?;
    let of = values.next().flatten().unwrap_or(Value::None);
    let of = expression(machine, &of, Role::Expression)?;
    made(&Element::typed(Kind::Extract { field, of }, Type::integer()))
}

fn tuple(machine: &mut Machine, args: Args) -> Run<Value> {
    let mut items = Vec::new();
    for value in &args.positional {
        items.push(expression(machine, value, Role::Expression)?);
    }
    let types = items.iter().map(|item| item.ty()).collect();
    made(&Element::typed(Kind::Tuple(items), Type::new(TypeKind::Tuple(types))))
}

fn exists(machine: &mut Machine, args: Args) -> Run<Value> {
    let body = match args.positional.first() {
        None => {
            let star = Element::plain(Kind::LiteralColumn("*".into()));
            Select { items: vec![Item::Expr(star)], ..Select::new() }.body()
        }
        Some(value) => match coerce::body(value) {
            Some(body) => body,
            None => {
                if let Some(expr) = value.native::<Element>()
                    && let Kind::Scalar(body) = &expr.kind
                {
                    return made(&body.exists());
                }
                let mut select = Select::new();
                for value in &args.positional {
                    select.items.push(coerce::item(machine, value)?);
                }
                Body::Select(Rc::new(select))
            }
        },
    };
    made(&body.exists())
}

/// A function that is a method of its first argument.
fn of_first(machine: &mut Machine, name: &'static str) {
    let method_name = name.trim_end_matches("__");
    function(machine, name, move |machine, args| {
        let mut positional = args.positional;
        if positional.is_empty() {
            let text = format!("{name}() missing 1 required positional argument: 'column'");
            return Err(machine.error("TypeError", text));
        }
        let column = positional.remove(0);
        let role = match name {
            "desc" | "asc" | "nulls_first" | "nulls_last" | "nullsfirst" | "nullslast" => {
                Role::OrderBy
            }
            _ => Role::Expression,
        };
        let expr = expression(machine, &column, role)?;
        let args = Args { positional, named: args.named };
        Ok(method(machine, &expr, method_name, args)?.unwrap_or(Value::None))
    });
}

pub(super) fn install(machine: &mut Machine) {
    function(machine, "and_", |machine, args| conjunction(machine, &args, Op::And));
    function(machine, "or_", |machine, args| conjunction(machine, &args, Op::Or));
    function(machine, "not_", |machine, args| {
        let value = first(machine, args, "not_", "clause")?;
        let expr = expression(machine, &value, Role::Expression)?;
        made(&negate(&expr))
    });
    function(machine, "case", case);
    function(machine, "text", text);
    function(machine, "bindparam", bindparam);
    function(machine, "literal", literal);
    function(machine, "literal_column", literal_column);
    function(machine, "cast", |machine, args| cast(machine, args, false));
    function(machine, "type_coerce", |machine, args| cast(machine, args, true));
    function(machine, "extract", extract);
    function(machine, "tuple_", tuple);
    function(machine, "exists", exists);
    function(machine, "null", |_, _| made(&null()));
    function(machine, "true", |_, _| made(&constant(true)));
    function(machine, "false", |_, _| made(&constant(false)));
    for name in [
        "desc",
        "asc",
        "nulls_first",
        "nulls_last",
        "nullsfirst",
        "nullslast",
        "distinct",
        "between",
        "any_",
        "all_",
        "bitwise_not",
    ] {
        of_first(machine, name);
    }
    function(machine, "label", |machine, args| {
        let taken = args.bind(machine, "label", &["name", "element", "type_?"])?;
        let mut values = taken.values.into_iter();
        let name = values.next().flatten().unwrap_or(Value::None);
        let element = values.next().flatten().unwrap_or(Value::None);
        let expr = expression(machine, &element, Role::Expression)?;
        made(&label(&expr, name.as_str()))
    });
    function(machine, "collate", |machine, args| {
        let taken = args.bind(machine, "collate", &["expression", "collation"])?;
        let mut values = taken.values.into_iter();
        let value = values.next().flatten().unwrap_or(Value::None);
        let name = values.next().flatten().unwrap_or(Value::None);
        let expr = expression(machine, &value, Role::Expression)?;
        made(&collate(&expr, name.as_str().unwrap_or_default()))
    });
    function(machine, "over", |machine, args| {
        let mut positional = args.positional;
        if positional.is_empty() {
            return Err(machine.error("TypeError", "over() missing its element"));
        }
        let element = positional.remove(0);
        let expr = expression(machine, &element, Role::Expression)?;
        let expr = over(machine, &expr, Args { positional, named: args.named })?;
        made(&expr)
    });
}
