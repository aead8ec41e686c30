//! `update(…)`: each method gives a changed copy.

use std::rc::Rc;

use indexmap::IndexMap;

use super::dml::{self, key_of, set_of, values_of};
use super::{bound, compiled_value, plain_repr};
use crate::orm::core::errors::invalid;
use crate::orm::core::{Statement, Table, Update, compile};
use crate::orm::python::{Args, Machine, Native, Run, Value};

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
        "Update".into()
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
        if dml::narrow(machine, &self.table, &mut new.wheres, name, &args)? {
            return Ok(Some(Value::of(new)));
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
                let (row, many) = values_of(machine, &self.table, self.entity.as_ref(), args)?;
                if !many.is_empty() {
                    let text = "UPDATE construct does not support multiple parameter sets.";
                    return invalid(machine, text);
                }
                new.values.extend(row);
            }
            "ordered_values" => {
                let mut pairs = Vec::new();
                for pair in &args.positional {
                    if let [key, value] = machine.collect(pair)?.as_slice() {
                        pairs.push((key.clone(), value.clone()));
                    }
                }
                for (key, value) in dml::spread(machine, self.entity.as_ref(), pairs)? {
                    let key = key_of(machine, &key)?;
                    let set = set_of(machine, &value)?;
                    new.values.insert(key, set);
                }
                new.ordered = true;
            }
            "return_defaults" => new.return_defaults = Some(Vec::new()),
            "prefix_with" => {
                let kind = self.type_name();
                return Err(machine.unsupported(format!("{kind}.prefix_with()")));
            }
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
