//! `insert(…)`: each method gives a changed copy.

use std::rc::Rc;

use indexmap::IndexMap;

use super::dml::{self, key_of, values_of};
use super::{bound, compiled_value, plain_repr};
use crate::orm::core::coerce::{self, expected};
use crate::orm::core::compile::{self, Dialect};
use crate::orm::core::{Element, Insert, Statement, Table};
use crate::orm::python::{Args, Machine, Native, Run, Value};

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
            sorted: false,
            prefixes: Vec::new(),
            conflict: None,
            ctes: Vec::new(),
            options: Vec::new(),
            execution: Vec::new(),
            return_defaults: None,
        }
    }
}

/// The argument of `returning()` that asks for rows in the order of the parameters.
const SORTED: &str = "sort_by_parameter_order";

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
        "Insert".into()
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
        if name == "returning"
            && let Some((_, value)) = args.named.iter().find(|(key, _)| &**key == SORTED)
        {
            new.sorted = machine.truth(value)?;
        }
        let parts = dml::Parts {
            returning: &mut new.returning,
            ctes: &mut new.ctes,
            options: &mut new.options,
            execution: &mut new.execution,
        };
        if parts.call(machine, name, args.clone())? {
            return Ok(Some(Value::of(new)));
        }
        match name {
            "values" => {
                let (row, many) = values_of(machine, &self.table, None, args)?;
                if many.is_empty() {
                    new.values.get_or_insert_with(IndexMap::new).extend(row);
                } else {
                    new.many.extend(many);
                }
            }
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
