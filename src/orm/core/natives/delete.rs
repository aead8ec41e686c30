//! `delete(…)`: each method gives a changed copy.

use std::rc::Rc;

use super::dml;
use super::{bound, compiled_value, plain_repr};
use crate::orm::core::{Delete, Statement, Table, compile};
use crate::orm::python::{Args, Machine, Native, Run, Value};

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
        "Delete".into()
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
            "prefix_with" => {
                let kind = self.type_name();
                Err(machine.unsupported(format!("{kind}.prefix_with()")))
            }
            "compile" => compiled_value(machine, &Statement::Delete(self), args).map(Some),
            _ => Ok(None),
        }
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
