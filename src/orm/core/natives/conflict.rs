//! `ON CONFLICT`, as SQLite's own `insert()` has it.

use std::rc::Rc;

use crate::orm::core::coerce::{expression, known};
use crate::orm::core::{Conflict, Element, Expr, FromClause, Name, Role, Set, Source, Table};
use crate::orm::python::{Args, Machine, Run, Value};

/// The row that was refused: `insert.excluded`.
pub(super) fn excluded(table: &Rc<Table>) -> Value {
    let of = Source::From(FromClause::Table(Rc::clone(table)));
    let name = Name::Given("excluded".into());
    let alias = crate::orm::core::Alias { of, name, notes: Default::default() };
    super::Columns::of(&FromClause::Alias(Rc::new(alias)))
}

fn elements(machine: &mut Machine, table: &Table, value: Option<Value>) -> Run<Vec<Expr>> {
    let mut found = Vec::new();
    let Some(value) = value.filter(|value| !value.is_none()) else { return Ok(found) };
    for item in machine.collect(&value)? {
        found.push(match &item {
            Value::Str(name) => table.column(name).unwrap_or_else(|| Element::text(name)),
            other => expression(machine, other, Role::Column)?,
        });
    }
    Ok(found)
}

fn condition(machine: &mut Machine, value: Option<Value>) -> Run<Option<Expr>> {
    match value.filter(|value| !value.is_none()) {
        Some(value) => expression(machine, &value, Role::Where).map(Some),
        None => Ok(None),
    }
}

/// `on_conflict_do_nothing(…)`.
pub(super) fn nothing(machine: &mut Machine, table: &Table, args: Args) -> Run<Rc<Conflict>> {
    let parameters = ["index_elements?", "index_where?"];
    let taken = args.bind(machine, "on_conflict_do_nothing", &parameters)?;
    let mut values = taken.values.into_iter();
    let target = elements(machine, table, values.next().flatten())?;
    let target_where = condition(machine, values.next().flatten())?;
    Ok(Rc::new(Conflict { target, target_where, set: None, set_where: None }))
}

/// `on_conflict_do_update(…)`.
pub(super) fn update(machine: &mut Machine, table: &Table, args: Args) -> Run<Rc<Conflict>> {
    let parameters = ["index_elements?", "index_where?", "set_?", "where?"];
    let taken = args.bind(machine, "on_conflict_do_update", &parameters)?;
    let mut values = taken.values.into_iter();
    let target = elements(machine, table, values.next().flatten())?;
    let target_where = condition(machine, values.next().flatten())?;
    let given = values.next().flatten();
    let set_where = condition(machine, values.next().flatten())?;
    let mut set = Vec::new();
    match given {
        Some(dict @ Value::Dict(_)) => {
            for key in machine.collect(&dict)? {
                let value = machine.item(&dict, &key)?;
                let name: Rc<str> = match &key {
                    Value::Str(name) => Rc::clone(name),
                    other => {
                        let expr = expression(machine, other, Role::Column)?;
                        expr.key().unwrap_or_else(|| "".into())
                    }
                };
                set.push((
                    name,
                    match known(machine, &value, Role::Expression)? {
                        Some(expr) => Set::Expr(expr),
                        None => Set::Value(value),
                    },
                ));
            }
        }
        _ => {
            let text = "set parameter dictionary must not be empty";
            return Err(machine.error("ValueError", text));
        }
    }
    Ok(Rc::new(Conflict { target, target_where, set: Some(set), set_where }))
}
