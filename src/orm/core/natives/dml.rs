//! `insert()`, `update()` and `delete()`: each method gives a changed copy.

use std::rc::Rc;

use indexmap::IndexMap;

use crate::orm::core::compile::Dialect;

use super::{bound, compiled_value, plain_repr};
use crate::orm::core::coerce::{self, expected, expression, item, known};
use crate::orm::core::errors::{argument, invalid};
use crate::orm::core::{
    Alias, Compound, Delete, Element, Expr, FromClause, Insert, Item, Role, Set, Statement, Table,
    Update, compile,
};
use crate::orm::python::{Args, Comparison, Machine, Native, Run, Value};

impl Insert {
    /// An INSERT into a table, with no values yet.
    pub fn into(table: &Rc<Table>) -> Self {
        Self {
            table: Rc::clone(table),
            entity: None,
            values: None,
            many: Vec::new(),
            select: None,
            returning: Vec::new(),
            prefixes: Vec::new(),
            conflict: None,
            ctes: Vec::new(),
            options: Vec::new(),
            execution: Vec::new(),
            return_defaults: None,
        }
    }
}

impl Update {
    /// An UPDATE of a table, with no values yet.
    pub fn of(table: &Rc<Table>) -> Self {
        Self {
            table: Rc::clone(table),
            entity: None,
            values: IndexMap::new(),
            ordered: false,
            wheres: Vec::new(),
            returning: Vec::new(),
            ctes: Vec::new(),
            options: Vec::new(),
            execution: Vec::new(),
            return_defaults: None,
        }
    }
}

impl Delete {
    /// A DELETE from a table, of all rows.
    pub fn of(table: &Rc<Table>) -> Self {
        Self {
            table: Rc::clone(table),
            entity: None,
            wheres: Vec::new(),
            returning: Vec::new(),
            ctes: Vec::new(),
            options: Vec::new(),
            execution: Vec::new(),
        }
    }
}

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
fn set_of(machine: &mut Machine, value: &Value) -> Run<Set> {
    if let Some(scalar) = coerce::select(machine, value) {
        return Ok(Set::Expr(scalar));
    }
    Ok(match known(machine, value, Role::Expression)? {
        Some(expr) => Set::Expr(expr),
        None => Set::Value(value.clone()),
    })
}

/// The key of a column that a script names by a text, a column or an attribute.
fn key_of(machine: &mut Machine, value: &Value) -> Run<Rc<str>> {
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

fn row_of(machine: &mut Machine, value: &Value) -> Run<IndexMap<Rc<str>, Set>> {
    let mut row = IndexMap::new();
    for key in machine.collect(value)? {
        let own = machine.item(value, &key)?;
        let key = key_of(machine, &key)?;
        let set = set_of(machine, &own)?;
        row.insert(key, set);
    }
    Ok(row)
}

/// The values of one row, by column key.
type Values = IndexMap<Rc<str>, Set>;

/// The values that `values(…)` was given: one row, or several.
fn values_of(machine: &mut Machine, table: &Table, args: Args) -> Run<(Values, Vec<Values>)> {
    let mut row = IndexMap::new();
    let mut many = Vec::new();
    match args.positional.first() {
        Some(value @ Value::Dict(_)) => row = row_of(machine, value)?,
        Some(value @ (Value::List(_) | Value::Tuple(_))) => {
            let items = machine.collect(value)?;
            let is_rows = items.first().is_some_and(|first| {
                matches!(first, Value::Dict(_) | Value::List(_) | Value::Tuple(_))
            });
            let keys: Vec<Rc<str>> = table.columns.borrow().keys().cloned().collect();
            if is_rows {
                for own in &items {
                    if let Value::Dict(_) = own {
                        many.push(row_of(machine, own)?);
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
    for (name, value) in &args.named {
        let set = set_of(machine, value)?;
        row.insert(Rc::clone(name), set);
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

fn unknown(name: &str) -> Rc<str> {
    name.into()
}

const INSERT: &[&str] = &[
    "values",
    "returning",
    "from_select",
    "prefix_with",
    "on_conflict_do_nothing",
    "on_conflict_do_update",
    "options",
    "execution_options",
    "add_cte",
    "compile",
    "params",
    "return_defaults",
    "inline",
];

impl Native for Insert {
    fn type_name(&self) -> Rc<str> {
        unknown("Insert")
    }

    fn class(&self, machine: &Machine) -> Option<Rc<crate::orm::python::Class>> {
        super::class_named(machine, &self.type_name())
    }

    fn methods(&self) -> &'static [&'static str] {
        INSERT
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "table" => Some(self.table.value()),
            "excluded" => Some(super::conflict::excluded(&self.table)),
            _ => bound(&self, name),
        })
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        let mut new = Self::clone(&self);
        match name {
            "values" => {
                let (row, many) = values_of(machine, &self.table, args)?;
                if many.is_empty() {
                    new.values.get_or_insert_with(IndexMap::new).extend(row);
                } else {
                    new.many.extend(many);
                }
            }
            "returning" => new.returning.extend(items(machine, &args)?),
            "from_select" => {
                let taken =
                    args.bind(machine, "from_select", &["names", "select", "include_defaults?"])?;
                let mut values = taken.values.into_iter();
                let names = values.next().flatten().unwrap_or(Value::None);
                let select = values.next().flatten().unwrap_or(Value::None);
                let mut keys = Vec::new();
                for name in machine.collect(&names)? {
                    keys.push(key_of(machine, &name)?);
                }
                let Some(body) = coerce::part(machine, &select)? else {
                    let what = "SELECT statement or equivalent textual object";
                    return Err(expected(machine, what, &select));
                };
                new.select = Some((keys, body));
            }
            "prefix_with" => {
                for value in &args.positional {
                    if let Value::Str(text) = value {
                        new.prefixes.push(Element::text(text));
                    }
                }
            }
            "on_conflict_do_nothing" => {
                new.conflict = Some(super::conflict::nothing(machine, &self.table, args)?);
            }
            "on_conflict_do_update" => {
                new.conflict = Some(super::conflict::update(machine, &self.table, args)?);
            }
            "options" => new.options.extend(args.positional),
            "execution_options" => new.execution.extend(args.named),
            "add_cte" => new.ctes.extend(ctes(&args)),
            "return_defaults" => new.return_defaults = Some(Vec::new()),
            "inline" => {}
            "compile" => {
                return compiled_value(machine, &Statement::Insert(self), args).map(Some);
            }
            _ => return Ok(None),
        }
        Ok(Some(Value::of(new)))
    }

    fn str(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        // What only SQLite has is shown as SQLite has it.
        let dialect = if self.conflict.is_some() { Dialect::Sqlite } else { Dialect::Default };
        let statement = Statement::Insert(self);
        Ok(Some(compile::compile(machine, &statement, dialect)?.text().into()))
    }

    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        plain_repr(machine, "sql.dml.Insert")
    }

    fn truth(self: Rc<Self>, machine: &mut Machine) -> Run<Option<bool>> {
        Err(machine.error("TypeError", "Boolean value of this clause is not defined"))
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

const UPDATE: &[&str] = &[
    "values",
    "ordered_values",
    "where",
    "filter",
    "filter_by",
    "returning",
    "options",
    "execution_options",
    "add_cte",
    "compile",
    "params",
    "return_defaults",
    "prefix_with",
];

impl Native for Update {
    fn type_name(&self) -> Rc<str> {
        unknown("Update")
    }

    fn class(&self, machine: &Machine) -> Option<Rc<crate::orm::python::Class>> {
        super::class_named(machine, &self.type_name())
    }

    fn methods(&self) -> &'static [&'static str] {
        UPDATE
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "table" => Some(self.table.value()),
            _ => bound(&self, name),
        })
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        let mut new = Self::clone(&self);
        match name {
            "values" => {
                let (row, many) = values_of(machine, &self.table, args)?;
                if !many.is_empty() {
                    let text = "UPDATE construct does not support multiple parameter sets.";
                    return invalid(machine, text);
                }
                new.values.extend(row);
            }
            "ordered_values" => {
                for pair in &args.positional {
                    let parts = machine.collect(pair)?;
                    let [key, value] = parts.as_slice() else { continue };
                    let key = key_of(machine, key)?;
                    let set = set_of(machine, value)?;
                    new.values.insert(key, set);
                }
                new.ordered = true;
            }
            "where" | "filter" => {
                args.only_positional(machine, &format!("DMLWhereBase.{name}"))?;
                new.wheres.extend(conditions(machine, &args)?);
            }
            "filter_by" => new.wheres.extend(by_names(machine, &self.table, &args.named)?),
            "returning" => new.returning.extend(items(machine, &args)?),
            "options" => new.options.extend(args.positional),
            "execution_options" => new.execution.extend(args.named),
            "add_cte" => new.ctes.extend(ctes(&args)),
            "return_defaults" => new.return_defaults = Some(Vec::new()),
            "prefix_with" => {}
            "compile" => {
                return compiled_value(machine, &Statement::Update(self), args).map(Some);
            }
            _ => return Ok(None),
        }
        Ok(Some(Value::of(new)))
    }

    fn str(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some(compile::text(machine, &Statement::Update(self))?.into()))
    }

    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        plain_repr(machine, "sql.dml.Update")
    }

    fn truth(self: Rc<Self>, machine: &mut Machine) -> Run<Option<bool>> {
        Err(machine.error("TypeError", "Boolean value of this clause is not defined"))
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

const DELETE: &[&str] = &[
    "where",
    "filter",
    "filter_by",
    "returning",
    "options",
    "execution_options",
    "add_cte",
    "compile",
    "params",
    "prefix_with",
];

impl Native for Delete {
    fn type_name(&self) -> Rc<str> {
        unknown("Delete")
    }

    fn class(&self, machine: &Machine) -> Option<Rc<crate::orm::python::Class>> {
        super::class_named(machine, &self.type_name())
    }

    fn methods(&self) -> &'static [&'static str] {
        DELETE
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "table" => Some(self.table.value()),
            _ => bound(&self, name),
        })
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        let mut new = Self::clone(&self);
        match name {
            "where" | "filter" => {
                args.only_positional(machine, &format!("DMLWhereBase.{name}"))?;
                new.wheres.extend(conditions(machine, &args)?);
            }
            "filter_by" => new.wheres.extend(by_names(machine, &self.table, &args.named)?),
            "returning" => new.returning.extend(items(machine, &args)?),
            "options" => new.options.extend(args.positional),
            "execution_options" => new.execution.extend(args.named),
            "add_cte" => new.ctes.extend(ctes(&args)),
            "prefix_with" => {}
            "compile" => {
                return compiled_value(machine, &Statement::Delete(self), args).map(Some);
            }
            _ => return Ok(None),
        }
        Ok(Some(Value::of(new)))
    }

    fn str(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some(compile::text(machine, &Statement::Delete(self))?.into()))
    }

    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        plain_repr(machine, "sql.dml.Delete")
    }

    fn truth(self: Rc<Self>, machine: &mut Machine) -> Run<Option<bool>> {
        Err(machine.error("TypeError", "Boolean value of this clause is not defined"))
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

impl Compound {
    /// Its parts joined by a word.
    pub fn of(keyword: &'static str, parts: Vec<crate::orm::core::Body>) -> Self {
        Self { keyword, parts, ..Self::empty() }
    }
}
