//! `text(…)`, and what `.compile()` gives.

use std::rc::Rc;

use super::body::shared;
use super::{bound, compiled_value, plain_repr};
use crate::orm::core::coerce::type_of;
use crate::orm::core::compile;
use crate::orm::core::method;
use crate::orm::core::{
    Bind, Body, Column, Element, Expr, Kind, Statement, TextClause, Type, coerce, operate,
};
use crate::orm::python::{Args, Binary, Machine, Native, Run, Value};

const METHODS: &[&str] = &[
    "bindparams",
    "columns",
    "compile",
    "label",
    "execution_options",
    "options",
    "desc",
    "asc",
    "params",
    "subquery",
    "alias",
    "cte",
    "scalar_subquery",
    "exists",
];

impl TextClause {
    fn expr(self: &Rc<Self>) -> Expr {
        Element::plain(Kind::Text(Rc::clone(self)))
    }
}

impl Native for TextClause {
    fn type_name(&self) -> Rc<str> {
        if self.columns.is_empty() { "TextClause" } else { "TextualSelect" }.into()
    }

    fn class(&self, machine: &Machine) -> Option<Rc<crate::orm::python::Class>> {
        super::class_named(machine, &self.type_name())
    }

    fn methods(&self) -> &'static [&'static str] {
        METHODS
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "text" => Some(Value::Str(Rc::clone(&self.text))),
            _ => bound(&self, name),
        })
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        match name {
            "bindparams" | "params" => {
                let mut binds = self.binds.clone();
                for value in &args.positional {
                    if let Some(expr) = value.native::<Element>()
                        && let Kind::Bind(bind) = &expr.kind
                    {
                        binds.insert(Rc::clone(&bind.key), expr);
                    }
                }
                for (name, value) in args.named {
                    let bind = Bind {
                        key: Rc::clone(&name),
                        unique: false,
                        value: Some(value.clone()),
                        expanding: false,
                        expand_op: None,
                    };
                    let expr = Element::typed(Kind::Bind(Rc::new(bind)), Type::of_value(&value));
                    binds.insert(name, expr);
                }
                let (text, columns) = (Rc::clone(&self.text), self.columns.clone());
                Ok(Some(Value::of(Self { text, binds, columns })))
            }
            "columns" => {
                let mut columns = Vec::new();
                for value in &args.positional {
                    columns.push(coerce::expression(
                        machine,
                        value,
                        crate::orm::core::Role::Column,
                    )?);
                }
                for (name, value) in &args.named {
                    let ty = type_of(machine, value)?;
                    columns.push(Element::column(&Column::plain(machine, name, ty)));
                }
                let (text, binds) = (Rc::clone(&self.text), self.binds.clone());
                Ok(Some(Value::of(Self { text, binds, columns })))
            }
            "subquery" | "alias" | "cte" | "scalar_subquery" | "exists"
                if !self.columns.is_empty() =>
            {
                shared(machine, &Body::Text(self), name, args)
            }
            "compile" => compiled_value(machine, &Statement::Text(self), args).map(Some),
            "execution_options" | "options" => Ok(Some(Value::Native(self as _))),
            _ => method::method(machine, &self.expr(), name, args),
        }
    }

    fn binary(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Binary,
        other: &Value,
        reflected: bool,
    ) -> Run<Option<Value>> {
        if !matches!(op, Binary::And | Binary::Or) {
            return Ok(None);
        }
        let whole = operate::binary(machine, &self.expr(), op, other, reflected)?;
        Ok(whole.map(|expr| coerce::expr_value(&expr)))
    }

    fn str(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some(compile::text(machine, &Statement::Text(self))?.into()))
    }

    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        plain_repr(machine, "sql.elements.TextClause")
    }

    fn truth(self: Rc<Self>, machine: &mut Machine) -> Run<Option<bool>> {
        Err(machine.error("TypeError", "Boolean value of this clause is not defined"))
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

impl Native for coerce::DdlObject {
    fn type_name(&self) -> Rc<str> {
        self.name.into()
    }

    fn methods(&self) -> &'static [&'static str] {
        &["compile"]
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(bound(&self, name))
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        if name != "compile" {
            return Ok(None);
        }
        let sqlite = !args.positional.is_empty() || !args.named.is_empty();
        Ok(Some(Value::str((self.text)(machine, sqlite)?)))
    }

    fn str(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some((self.text)(machine, false)?.into()))
    }

    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        plain_repr(machine, &format!("sql.ddl.{}", self.name))
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}
