//! Foreign keys, constraints and indexes.

use std::rc::Rc;

use super::{Columns, bound};
use crate::orm::core::coerce::{expr_value, from_value};
use crate::orm::core::schema::column::{Computed, Identity};
use crate::orm::core::{
    Column, Constraint, ConstraintKind, Element, ForeignKey, FromClause, Index,
};
use crate::orm::python::{Args, Iter, Machine, Native, Run, Value};

fn text(text: Option<Rc<str>>) -> Option<Value> {
    Some(text.map_or(Value::None, Value::Str))
}

fn columns(columns: &[Rc<Column>]) -> Value {
    let keyed = columns.iter().map(|column| (column.key(), Element::column(column)));
    Value::of(Columns { from: None, columns: keyed.collect() })
}

impl Native for ForeignKey {
    fn type_name(&self) -> Rc<str> {
        "ForeignKey".into()
    }

    fn class(&self, machine: &Machine) -> Option<Rc<crate::orm::python::Class>> {
        super::class_named(machine, &self.type_name())
    }

    fn methods(&self) -> &'static [&'static str] {
        &["references"]
    }

    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "column" => Some(Value::Native(self.column(machine)? as _)),
            "parent" => Some(self.parent().map_or(Value::None, |own| Value::Native(own as _))),
            "target_fullname" => Some(Value::Str(self.target_fullname())),
            "constraint" => {
                let own = self.constraint.borrow().upgrade();
                Some(own.map_or(Value::None, |own| Value::Native(own as _)))
            }
            "name" => text(self.name.clone()),
            "ondelete" => text(self.ondelete.clone()),
            "onupdate" => text(self.onupdate.clone()),
            _ => bound(&self, name),
        })
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        if name != "references" {
            return Ok(None);
        }
        let table = args.positional.first().and_then(Value::native::<crate::orm::core::Table>);
        let own = self.column(machine)?.table();
        let same = own.zip(table).is_some_and(|(own, table)| Rc::ptr_eq(&own, &table));
        Ok(Some(Value::Bool(same)))
    }

    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some(format!("ForeignKey('{}')", self.target_fullname()).into()))
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

impl Native for Constraint {
    fn type_name(&self) -> Rc<str> {
        match self.kind {
            ConstraintKind::PrimaryKey { .. } => "PrimaryKeyConstraint",
            ConstraintKind::ForeignKey { .. } => "ForeignKeyConstraint",
            ConstraintKind::Unique => "UniqueConstraint",
            ConstraintKind::Check(_) => "CheckConstraint",
        }
        .into()
    }

    fn class(&self, machine: &Machine) -> Option<Rc<crate::orm::python::Class>> {
        super::class_named(machine, &self.type_name())
    }

    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match (name, &self.kind) {
            ("name", _) => text(self.name.borrow().clone()),
            ("columns" | "c", _) => Some(columns(&self.columns.borrow())),
            ("table", _) => {
                let table = self.table.borrow().upgrade();
                Some(table.map_or(Value::None, |table| from_value(&FromClause::Table(table))))
            }
            ("sqltext", ConstraintKind::Check(expr)) => Some(expr_value(expr)),
            ("elements", ConstraintKind::ForeignKey { elements, .. }) => {
                let keys = elements.borrow().clone();
                Some(Value::list(keys.into_iter().map(|key| Value::Native(key as _)).collect()))
            }
            ("ondelete", ConstraintKind::ForeignKey { ondelete, .. }) => text(ondelete.clone()),
            ("onupdate", ConstraintKind::ForeignKey { onupdate, .. }) => text(onupdate.clone()),
            ("column_keys", _) => {
                let keys = self.columns.borrow().iter().map(|c| Value::Str(c.key())).collect();
                Some(Value::list(keys))
            }
            ("referred_table", ConstraintKind::ForeignKey { elements, .. }) => {
                let key = elements.borrow().first().cloned();
                match key {
                    Some(key) => {
                        let table = key.column(machine)?.table();
                        table.map(|table| from_value(&FromClause::Table(table)))
                    }
                    None => None,
                }
            }
            _ => None,
        })
    }

    fn iterate(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<Iter>>> {
        let all = self.columns.borrow().clone();
        let all = all.into_iter().map(|column| Value::Native(column as _)).collect();
        Ok(Some(Iter::over("list_iterator", all)))
    }

    fn len(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<usize>> {
        Ok(Some(self.columns.borrow().len()))
    }

    fn truth(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<bool>> {
        Ok(Some(true))
    }

    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let mut parts = Vec::new();
        for column in self.columns.borrow().clone() {
            parts.push(machine.repr(&Value::Native(column as _))?.to_string());
        }
        if let Some(name) = self.name.borrow().as_ref() {
            parts.push(format!("name='{name}'"));
        }
        Ok(Some(format!("{}({})", self.type_name(), parts.join(", ")).into()))
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

impl Native for Index {
    fn type_name(&self) -> Rc<str> {
        "Index".into()
    }

    fn class(&self, machine: &Machine) -> Option<Rc<crate::orm::python::Class>> {
        super::class_named(machine, &self.type_name())
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "name" => text(self.name.borrow().clone()),
            "unique" => Some(Value::Bool(self.unique)),
            "columns" => {
                let all = self.expressions.borrow().clone();
                let all: Vec<Rc<Column>> =
                    all.iter().filter_map(|expr| expr.base_column()).collect();
                Some(columns(&all))
            }
            "expressions" => {
                Some(Value::list(self.expressions.borrow().iter().map(expr_value).collect()))
            }
            "table" => {
                let table = self.table.borrow().upgrade();
                Some(table.map_or(Value::None, |table| from_value(&FromClause::Table(table))))
            }
            _ => None,
        })
    }

    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let name = self.name.borrow().clone();
        let mut parts = vec![name.map_or("None".to_owned(), |name| format!("'{name}'"))];
        for expr in self.expressions.borrow().clone() {
            parts.push(machine.repr(&expr_value(&expr))?.to_string());
        }
        if self.unique {
            parts.push("unique=True".to_owned());
        }
        Ok(Some(format!("Index({})", parts.join(", ")).into()))
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

impl Native for Computed {
    fn type_name(&self) -> Rc<str> {
        "Computed".into()
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

impl Native for Identity {
    fn type_name(&self) -> Rc<str> {
        "Identity".into()
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}
