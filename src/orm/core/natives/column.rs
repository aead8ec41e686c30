//! `Column`.

use std::rc::Rc;

use super::bound;
use crate::orm::core::coerce::{expr_value, from_value, type_value};
use crate::orm::core::method::{METHODS, custom, method};
use crate::orm::core::{Autoincrement, Column, ColumnDefault, Element, FromClause, Set, operate};
use crate::orm::python::{Args, Binary, Comparison, Key, Machine, Native, Run, Unary, Value};

/// `column.default`: what a script looks at.
struct DefaultObject(ColumnDefault);

impl Native for DefaultObject {
    fn type_name(&self) -> Rc<str> {
        match self.0 {
            ColumnDefault::Value(_) => "ScalarElementColumnDefault",
            ColumnDefault::Call { .. } => "CallableColumnDefault",
            ColumnDefault::Sql(_) => "ColumnElementColumnDefault",
        }
        .into()
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match (name, &self.0) {
            ("arg", ColumnDefault::Value(value)) => Some(value.clone()),
            ("arg", ColumnDefault::Call { function, .. }) => Some(function.clone()),
            ("arg", ColumnDefault::Sql(expr)) => Some(expr_value(expr)),
            ("is_scalar", own) => Some(Value::Bool(matches!(own, ColumnDefault::Value(_)))),
            ("is_callable", own) => Some(Value::Bool(matches!(own, ColumnDefault::Call { .. }))),
            _ => None,
        })
    }

    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let inner = match &self.0 {
            ColumnDefault::Value(value) => machine.repr(value)?,
            ColumnDefault::Call { function, .. } => machine.repr(function)?,
            ColumnDefault::Sql(expr) => machine.repr(&expr_value(expr))?,
        };
        Ok(Some(format!("{}({inner})", self.type_name()).into()))
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

impl Native for Column {
    fn type_name(&self) -> Rc<str> {
        if self.is_plain { "ColumnClause" } else { "Column" }.into()
    }

    fn class(&self, machine: &Machine) -> Option<Rc<crate::orm::python::Class>> {
        super::class_named(machine, &self.type_name())
    }

    fn methods(&self) -> &'static [&'static str] {
        METHODS
    }

    fn method_name(&self, name: &str) -> String {
        crate::orm::core::method::qualified(name)
    }

    fn attributes(&self) -> Vec<Rc<str>> {
        ["name", "key", "type", "table", "nullable", "primary_key", "unique", "index", "default"]
            .map(Rc::from)
            .into()
    }

    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        let text = |text: Option<Rc<str>>| Some(text.map_or(Value::None, Value::Str));
        let default = |own: Option<ColumnDefault>| {
            Some(own.map_or(Value::None, |own| Value::of(DefaultObject(own))))
        };
        Ok(match name {
            "name" => text(self.name.borrow().clone()),
            "key" => text(self.key.borrow().clone()),
            "description" => text(self.name.borrow().clone()),
            "type" => Some(type_value(&self.ty(machine)?)),
            "table" => Some(match self.table() {
                Some(table) => from_value(&FromClause::Table(table)),
                None => Value::None,
            }),
            "primary_key" => Some(Value::Bool(self.primary_key.get())),
            "nullable" => Some(Value::Bool(self.nullable.get())),
            "unique" => Some(if self.unique.get() { Value::Bool(true) } else { Value::None }),
            "index" => Some(if self.index.get() { Value::Bool(true) } else { Value::None }),
            "autoincrement" => Some(match self.autoincrement {
                Autoincrement::Auto => Value::str("auto"),
                Autoincrement::Yes => Value::Bool(true),
                Autoincrement::No => Value::Bool(false),
                Autoincrement::IgnoreForeignKey => Value::str("ignore_fk"),
            }),
            "default" => default(self.default.borrow().clone()),
            "onupdate" => default(self.onupdate.borrow().clone()),
            "server_default" => Some(match self.server_default.borrow().clone() {
                None => Value::None,
                Some(Set::Value(value)) => Value::of(DefaultObject(ColumnDefault::Value(value))),
                Some(Set::Expr(expr)) => Value::of(DefaultObject(ColumnDefault::Sql(expr))),
            }),
            "comment" => text(self.comment.clone()),
            "doc" => text(self.doc.clone()),
            "info" => Some(self.info.clone()),
            "foreign_keys" => {
                let set = crate::orm::python::Set::default();
                for key in self.foreign_keys.borrow().iter() {
                    let key: Key = machine.key(&Value::Native(Rc::clone(key) as _))?;
                    set.members.borrow_mut().insert(key);
                }
                Some(Value::Set(Rc::new(set)))
            }
            _ => match bound(&self, name) {
                Some(method) => Some(method),
                None => return super::no_attribute(machine, &self.type_name(), name),
            },
        })
    }

    fn set_attribute(
        self: Rc<Self>,
        _machine: &mut Machine,
        name: &str,
        value: Value,
    ) -> Run<bool> {
        match (name, &value) {
            ("name", Value::Str(text)) => *self.name.borrow_mut() = Some(Rc::clone(text)),
            ("key", Value::Str(text)) => *self.key.borrow_mut() = Some(Rc::clone(text)),
            ("nullable", Value::Bool(truth)) => self.nullable.set(*truth),
            ("primary_key", Value::Bool(truth)) => self.primary_key.set(*truth),
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        if name == "copy" || name == "_copy" {
            return Ok(Some(Value::Native(self.copied(machine) as _)));
        }
        let expr = Element::column(&self);
        match name {
            "op" | "bool_op" => custom(machine, &expr, name, args).map(Some),
            "references" => {
                let other = args.positional.first().and_then(|value| value.native::<Column>());
                let keys = self.foreign_keys.borrow().clone();
                for key in keys {
                    let target = key.column(machine)?;
                    if other.as_ref().is_some_and(|other| Rc::ptr_eq(other, &target)) {
                        return Ok(Some(Value::Bool(true)));
                    }
                }
                Ok(Some(Value::Bool(false)))
            }
            "compile" => {
                let statement = crate::orm::core::Statement::Expr(expr);
                super::compiled_value(machine, &statement, args).map(Some)
            }
            _ => method(machine, &expr, name, args),
        }
    }

    fn str(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let name = self.name.borrow().clone();
        Ok(Some(match (name, self.table()) {
            (None, _) => "(no name)".into(),
            (Some(name), Some(table)) if !self.is_plain => format!("{}.{name}", table.name).into(),
            (Some(name), Some(table)) => format!("{}.{name}", table.name).into(),
            (Some(name), None) => name,
        }))
    }

    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        if self.is_plain {
            let identity = machine.identity();
            let address = 0x7f00_0000_0000_u64 + identity * 16;
            let text =
                format!("<sqlalchemy.sql.elements.ColumnClause at 0x{address:x}; {}>", self.name());
            return Ok(Some(text.into()));
        }
        let mut parts = Vec::new();
        let quoted = |text: Option<Rc<str>>| match text {
            Some(text) => format!("'{text}'"),
            None => "None".to_owned(),
        };
        let name = self.name.borrow().clone();
        let key = self.key.borrow().clone();
        parts.push(quoted(name.clone()));
        parts.push(self.ty.borrow().repr());
        for key in self.foreign_keys.borrow().iter() {
            parts.push(format!("ForeignKey('{}')", key.target_fullname()));
        }
        parts.push(match self.table() {
            Some(table) => format!("table=<{}>", table.name),
            None => "table=None".to_owned(),
        });
        if key != name {
            parts.push(format!("key={}", quoted(key)));
        }
        if self.primary_key.get() {
            parts.push("primary_key=True".to_owned());
        }
        if !self.nullable.get() {
            parts.push("nullable=False".to_owned());
        }
        for (word, default) in [("onupdate", &self.onupdate), ("default", &self.default)] {
            let own = default.borrow().clone();
            if let Some(own) = own {
                let own = machine.repr(&Value::of(DefaultObject(own)))?;
                parts.push(format!("{word}={own}"));
            }
        }
        let server = self.server_default.borrow().clone();
        if let Some(server) = server {
            let shown = match server {
                Set::Value(value) => machine.repr(&value)?,
                Set::Expr(expr) => machine.repr(&expr_value(&expr))?,
            };
            parts.push(format!("server_default=DefaultClause({shown}, for_update=False)"));
        }
        if let Some(comment) = &self.comment {
            parts.push(format!("comment='{comment}'"));
        }
        // A name that is no key is told as the key; SQLAlchemy's repr has it so.
        Ok(Some(format!("Column({})", parts.join(", ")).into()))
    }

    fn binary(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Binary,
        other: &Value,
        reflected: bool,
    ) -> Run<Option<Value>> {
        let expr = Element::column(&self);
        Ok(operate::binary(machine, &expr, op, other, reflected)?.map(|e| expr_value(&e)))
    }

    fn compare(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Comparison,
        other: &Value,
    ) -> Run<Option<Value>> {
        let expr = Element::column(&self);
        operate::compare(machine, &expr, op, other).map(|expr| Some(expr_value(&expr)))
    }

    fn unary(self: Rc<Self>, machine: &mut Machine, op: Unary) -> Run<Option<Value>> {
        let expr = Element::column(&self);
        Ok(operate::unary(machine, &expr, op)?.map(|expr| expr_value(&expr)))
    }

    fn truth(self: Rc<Self>, machine: &mut Machine) -> Run<Option<bool>> {
        Err(machine.error("TypeError", "Boolean value of this clause is not defined"))
    }

    fn get_item(self: Rc<Self>, machine: &mut Machine, key: &Value) -> Run<Option<Value>> {
        super::element::item(machine, &Element::column(&self), key).map(Some)
    }

    fn key(&self) -> Option<Vec<u8>> {
        Some((std::ptr::from_ref(self) as usize).to_le_bytes().to_vec())
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}
