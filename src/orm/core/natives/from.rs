//! Aliases, subqueries, CTEs and joins; and what every FROM can do.

use std::rc::Rc;

use super::{Columns, bound};
use crate::orm::core::coerce::{self, from_value};
use crate::orm::core::froms::{description, join_condition};
use crate::orm::core::{
    Alias, Body, Compound, FromClause, Item, Join, Name, Select, Source, compile,
};
use crate::orm::python::{Args, Machine, Native, Run, Value};

const METHODS: &[&str] = &[
    "select",
    "join",
    "outerjoin",
    "alias",
    "corresponding_column",
    "is_derived_from",
    "union",
    "union_all",
    "lateral",
];

/// A method that every FROM has.
///
/// # Errors
///
/// NoForeignKeysError and its kin.
pub(super) fn method(
    machine: &mut Machine,
    from: &FromClause,
    name: &str,
    args: Args,
) -> Run<Option<Value>> {
    Ok(Some(match name {
        "select" => {
            let mut select = Select::new();
            match from {
                FromClause::Join(_) => {
                    select.items = from.leaves().into_iter().map(Item::From).collect();
                    select.froms = vec![from.clone()];
                }
                _ => select.items = vec![Item::From(from.clone())],
            }
            Value::of(select)
        }
        "alias" => {
            let taken = args.bind(machine, "alias", &["name?", "flat?"])?;
            let name = taken.values.into_iter().next().flatten();
            let name = name.as_ref().and_then(Value::as_str);
            Value::Native(from.alias(name) as _)
        }
        "join" | "outerjoin" => {
            let parameters = ["right", "onclause?", "isouter?", "full?"];
            let taken = args.bind(machine, name, &parameters)?;
            let mut values = taken.values.into_iter();
            let right = values.next().flatten().unwrap_or(Value::None);
            let on = values.next().flatten().filter(|on| !on.is_none());
            let outer = matches!(values.next().flatten(), Some(Value::Bool(true)));
            let full = matches!(values.next().flatten(), Some(Value::Bool(true)));
            let right = coerce::from(machine, &right)?;
            let on = match on {
                Some(on) => coerce::expression(machine, &on, crate::orm::core::Role::Where)?,
                None => join_condition(machine, from, &right)?,
            };
            let outer = outer || name == "outerjoin";
            let left = from.clone();
            Value::of(Join { left, right, on, outer, full })
        }
        "corresponding_column" => {
            let column = args.positional.first().cloned().unwrap_or(Value::None);
            let expr = coerce::expression(machine, &column, crate::orm::core::Role::Columns)?;
            from.corresponding(&expr).map_or(Value::None, |found| coerce::expr_value(&found))
        }
        "is_derived_from" => {
            let other = args.positional.first().cloned().unwrap_or(Value::None);
            let other = coerce::from(machine, &other)?;
            Value::Bool(is_derived(from, &other))
        }
        _ => return Ok(None),
    }))
}

fn is_derived(from: &FromClause, other: &FromClause) -> bool {
    from.same(other)
        || match from {
            FromClause::Table(_) => false,
            FromClause::Join(join) => {
                is_derived(&join.left, other) || is_derived(&join.right, other)
            }
            FromClause::Alias(alias) => match &alias.of {
                Source::From(inner) => is_derived(inner, other),
                _ => false,
            },
        }
}

impl Native for Alias {
    fn type_name(&self) -> Rc<str> {
        match &self.of {
            Source::From(_) => "Alias",
            Source::Subquery(_) => "Subquery",
            Source::Cte { .. } => "CTE",
        }
        .into()
    }

    fn class(&self, machine: &Machine) -> Option<Rc<crate::orm::python::Class>> {
        super::class_named(machine, &self.type_name())
    }

    fn methods(&self) -> &'static [&'static str] {
        METHODS
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        let own = FromClause::Alias(Rc::clone(&self));
        Ok(match name {
            "c" | "columns" | "exported_columns" => Some(Columns::of(&own)),
            "name" | "description" => Some(match &self.name {
                Name::Given(name) => Value::Str(Rc::clone(name)),
                _ => Value::str(description(&own)),
            }),
            "element" | "original" => match &self.of {
                Source::From(from) => Some(from_value(from)),
                Source::Subquery(body) | Source::Cte { query: body, .. } => {
                    Some(super::body::body_value(body))
                }
            },
            _ => bound(&self, name),
        })
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        let own = FromClause::Alias(Rc::clone(&self));
        match (name, &self.of) {
            ("union" | "union_all", Source::Cte { query, recursive, .. }) => {
                let mut parts = vec![query.clone()];
                for value in &args.positional {
                    parts.push(super::part_of(machine, value)?);
                }
                let keyword = if name == "union" { "UNION" } else { "UNION ALL" };
                let query =
                    Body::Compound(Rc::new(Compound { keyword, parts, ..Compound::empty() }));
                let of =
                    Source::Cte { query, recursive: *recursive, restates: Some(Rc::clone(&self)) };
                let alias = Self { of, name: self.name.clone(), notes: Default::default() };
                Ok(Some(Value::of(alias)))
            }
            _ => method(machine, &own, name, args),
        }
    }

    fn str(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let own = FromClause::Alias(self);
        Ok(Some(compile::from_text(machine, &own)?.into()))
    }

    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let identity = machine.identity();
        let address = 0x7f00_0000_0000_u64 + identity * 16;
        let class = self.type_name();
        let name = description(&FromClause::Alias(self));
        Ok(Some(format!("<sqlalchemy.sql.selectable.{class} at 0x{address:x}; {name}>").into()))
    }

    fn truth(self: Rc<Self>, machine: &mut Machine) -> Run<Option<bool>> {
        Err(machine.error("TypeError", "Boolean value of this clause is not defined"))
    }

    fn key(&self) -> Option<Vec<u8>> {
        Some((std::ptr::from_ref(self) as usize).to_le_bytes().to_vec())
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

impl Native for Join {
    fn type_name(&self) -> Rc<str> {
        "Join".into()
    }

    fn class(&self, machine: &Machine) -> Option<Rc<crate::orm::python::Class>> {
        super::class_named(machine, &self.type_name())
    }

    fn methods(&self) -> &'static [&'static str] {
        METHODS
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        let own = FromClause::Join(Rc::clone(&self));
        Ok(match name {
            "c" | "columns" => Some(Columns::of(&own)),
            "left" => Some(from_value(&self.left)),
            "right" => Some(from_value(&self.right)),
            "onclause" => Some(coerce::expr_value(&self.on)),
            "isouter" => Some(Value::Bool(self.outer)),
            "full" => Some(Value::Bool(self.full)),
            _ => bound(&self, name),
        })
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        method(machine, &FromClause::Join(self), name, args)
    }

    fn str(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some(compile::from_text(machine, &FromClause::Join(self))?.into()))
    }

    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let identity = machine.identity();
        let address = 0x7f00_0000_0000_u64 + identity * 16;
        let text = description(&FromClause::Join(self));
        Ok(Some(format!("<sqlalchemy.sql.selectable.Join at 0x{address:x}; {text}>").into()))
    }

    fn truth(self: Rc<Self>, machine: &mut Machine) -> Run<Option<bool>> {
        Err(machine.error("TypeError", "Boolean value of this clause is not defined"))
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}
