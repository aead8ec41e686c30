//! What `insert()`, `update()` and `delete()` can do alike.

use std::rc::Rc;

use indexmap::IndexMap;

use crate::orm::core::coerce::{self, expected, expression, item, known};
use crate::orm::core::errors::{argument, invalid};
use crate::orm::core::{Alias, Expr, FromClause, Item, Library, Role, Set, Table};
use crate::orm::python::{Args, Comparison, Machine, Run, Value};

/// The table that a statement is about, and the later layer's object that it was given as.
///
/// # Errors
///
/// ArgumentError for what is no table.
pub fn target(machine: &mut Machine, value: &Value) -> Run<(Rc<Table>, Option<Value>)> {
    match coerce::from_if_any(machine, value)? {
        Some(FromClause::Table(table)) => {
            let entity = value.native::<Table>().is_none().then(|| value.clone());
            Ok((table, entity))
        }
        _ => {
            let what = "subject table for an INSERT, UPDATE or DELETE";
            Err(expected(machine, what, value))
        }
    }
}

/// A value as a column is set to it.
pub(crate) fn set_of(machine: &mut Machine, value: &Value) -> Run<Set> {
    if let Some(scalar) = coerce::select(machine, value) {
        return Ok(Set::Expr(scalar));
    }
    Ok(match known(machine, value, Role::Expression)? {
        Some(expr) => Set::Expr(expr),
        None => Set::Value(value.clone()),
    })
}

/// The key of a column that a script names by a text, a column or an attribute.
pub(crate) fn key_of(machine: &mut Machine, value: &Value) -> Run<Rc<str>> {
    if let Value::Str(name) = value {
        return Ok(Rc::clone(name));
    }
    match known(machine, value, Role::Column)?
        .and_then(|expr| expr.base_column().map(|column| column.key()).or_else(|| expr.key()))
    {
        Some(key) => Ok(key),
        None => Err(expected(machine, "SET/VALUES column expression or string key", value)),
    }
}

/// What a statement sets where a script sets these keys: a later layer may put other columns in
/// the place of one.
///
/// # Errors
///
/// What the later layer raises.
pub fn spread(
    machine: &mut Machine,
    entity: Option<&Value>,
    pairs: Vec<(Value, Value)>,
) -> Run<Vec<(Value, Value)>> {
    let coercions = Library::of(machine).coercions.borrow().clone();
    let mut all = Vec::new();
    'pairs: for (key, value) in pairs {
        for coercion in &coercions {
            if let Some(own) = coercion.sets(machine, entity, &key, &value)? {
                all.extend(own);
                continue 'pairs;
            }
        }
        all.push((key, value));
    }
    Ok(all)
}

fn row_of(
    machine: &mut Machine,
    entity: Option<&Value>,
    value: &Value,
) -> Run<IndexMap<Rc<str>, Set>> {
    let mut pairs = Vec::new();
    for key in machine.collect(value)? {
        let own = machine.item(value, &key)?;
        pairs.push((key, own));
    }
    let mut row = IndexMap::new();
    for (key, own) in spread(machine, entity, pairs)? {
        let key = key_of(machine, &key)?;
        let set = set_of(machine, &own)?;
        row.insert(key, set);
    }
    Ok(row)
}

/// The values of one row, by column key.
type Values = IndexMap<Rc<str>, Set>;

/// The values that `values(…)` was given: one row, or several.
pub(crate) fn values_of(
    machine: &mut Machine,
    table: &Table,
    entity: Option<&Value>,
    args: Args,
) -> Run<(Values, Vec<Values>)> {
    let mut row = IndexMap::new();
    let mut many = Vec::new();
    match args.positional.first() {
        Some(value @ Value::Dict(_)) => row = row_of(machine, entity, value)?,
        Some(value @ (Value::List(_) | Value::Tuple(_))) => {
            let items = machine.collect(value)?;
            let is_rows = items.first().is_some_and(|first| {
                matches!(first, Value::Dict(_) | Value::List(_) | Value::Tuple(_))
            });
            let keys: Vec<Rc<str>> = table.columns.borrow().keys().cloned().collect();
            if is_rows {
                for own in &items {
                    if let Value::Dict(_) = own {
                        many.push(row_of(machine, entity, own)?);
                    } else {
                        let mut row = IndexMap::new();
                        for (key, value) in keys.iter().zip(machine.collect(own)?) {
                            row.insert(Rc::clone(key), set_of(machine, &value)?);
                        }
                        many.push(row);
                    }
                }
            } else {
                for (key, value) in keys.iter().zip(items) {
                    row.insert(Rc::clone(key), set_of(machine, &value)?);
                }
            }
        }
        Some(other) => {
            let shown = machine.repr(other)?;
            let text = format!("dictionary or sequence expected, got {shown}");
            return argument(machine, text);
        }
        None => {}
    }
    let named = args.named.into_iter().map(|(name, value)| (Value::Str(name), value)).collect();
    for (key, value) in spread(machine, entity, named)? {
        let key = key_of(machine, &key)?;
        let set = set_of(machine, &value)?;
        row.insert(key, set);
    }
    Ok((row, many))
}

fn conditions(machine: &mut Machine, args: &Args) -> Run<Vec<Expr>> {
    args.positional.iter().map(|value| expression(machine, value, Role::Where)).collect()
}

fn by_names(machine: &mut Machine, table: &Table, named: &[(Rc<str>, Value)]) -> Run<Vec<Expr>> {
    let mut found = Vec::new();
    for (name, value) in named {
        let Some(column) = table.column(name) else {
            let text = format!(
                "None of the FROM clause entities have a property \"{name}\". Searched entities: \
                 {}",
                table.name
            );
            return invalid(machine, text);
        };
        let op = Comparison::Equal;
        found.push(crate::orm::core::operate::compare(machine, &column, op, value)?);
    }
    Ok(found)
}

fn items(machine: &mut Machine, args: &Args) -> Run<Vec<Item>> {
    args.positional.iter().map(|value| item(machine, value)).collect()
}

fn ctes(args: &Args) -> Vec<Rc<Alias>> {
    args.positional.iter().filter_map(Value::native::<Alias>).collect()
}

/// What the three statements have alike.
pub(super) struct Parts<'a> {
    /// RETURNING.
    pub returning: &'a mut Vec<Item>,
    /// `add_cte(…)`.
    pub ctes: &'a mut Vec<Rc<Alias>>,
    /// `.options(…)`.
    pub options: &'a mut Vec<Value>,
    /// `.execution_options(…)`.
    pub execution: &'a mut Vec<(Rc<str>, Value)>,
}

impl Parts<'_> {
    /// Calls a method that the three statements have alike; false where it is none of those.
    pub fn call(self, machine: &mut Machine, name: &str, args: Args) -> Run<bool> {
        match name {
            "returning" => self.returning.extend(items(machine, &args)?),
            "options" => self.options.extend(args.positional),
            "execution_options" => self.execution.extend(args.named),
            "add_cte" => self.ctes.extend(ctes(&args)),
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// Calls a method that narrows the rows which UPDATE and DELETE are about; false where it is none.
pub(super) fn narrow(
    machine: &mut Machine,
    table: &Table,
    wheres: &mut Vec<Expr>,
    name: &str,
    args: &Args,
) -> Run<bool> {
    match name {
        "where" | "filter" => {
            args.only_positional(machine, &format!("DMLWhereBase.{name}"))?;
            wheres.extend(conditions(machine, args)?);
        }
        "filter_by" => wheres.extend(by_names(machine, table, &args.named)?),
        _ => return Ok(false),
    }
    Ok(true)
}
