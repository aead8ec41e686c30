//! Expressions.

use std::rc::Rc;

use super::{bound, compiled_value, plain_repr};
use crate::orm::core::coerce::{expr_value, type_value};
use crate::orm::core::compile;
use crate::orm::core::method::{METHODS, custom, method};
use crate::orm::core::types::Affinity;
use crate::orm::core::{Element, Kind, Op, Statement, Type, operate};
use crate::orm::python::{Args, Binary, Comparison, Machine, Native, Run, Unary, Value};

/// The name of the class that SQLAlchemy has for a kind of expression.
pub fn class_name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Column(_) => "Column",
        Kind::Proxy(_) | Kind::LiteralColumn(_) => "ColumnClause",
        Kind::Bind(_) => "BindParameter",
        Kind::Null => "Null",
        Kind::True => "True_",
        Kind::False => "False_",
        Kind::Text(_) => "TextClause",
        Kind::LabelText(_) => "_textual_label_reference",
        Kind::Collation(_) => "CollationClause",
        Kind::Unary { op: Op::IsTrue | Op::IsFalse, .. } => "AsBoolean",
        Kind::Unary { .. } => "UnaryExpression",
        Kind::Binary { .. } => "BinaryExpression",
        Kind::List { op: Op::And | Op::Or, .. } => "BooleanClauseList",
        Kind::List { op: Op::Comma, .. } => "ClauseList",
        Kind::List { .. } => "ExpressionClauseList",
        Kind::Tuple(_) => "Tuple",
        Kind::Group(_) => "Grouping",
        Kind::Function(_) => "Function",
        Kind::Case { .. } => "Case",
        Kind::Cast(_) => "Cast",
        Kind::Coerce(_) => "TypeCoerce",
        Kind::Extract { .. } => "Extract",
        Kind::Label { .. } => "Label",
        Kind::Over { .. } => "Over",
        Kind::Filter { .. } => "FunctionFilter",
        Kind::Scalar(_) | Kind::Query(_) => "ScalarSelect",
        Kind::Exists(_) => "Exists",
        Kind::From(_) => "TableValuedColumn",
    }
}

impl Native for Element {
    fn type_name(&self) -> Rc<str> {
        match &self.kind {
            Kind::Function(function)
                if ["count", "max", "min", "sum", "now", "coalesce", "concat", "random"]
                    .contains(&&*function.name) =>
            {
                Rc::clone(&function.name)
            }
            kind => class_name(kind).into(),
        }
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

    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        let text = |text: Option<Rc<str>>| Some(text.map_or(Value::None, Value::Str));
        Ok(match (name, &self.kind) {
            ("type", _) => {
                let ty = match &self.kind {
                    Kind::Column(column) => column.ty(machine)?,
                    _ => self.ty(),
                };
                Some(type_value(&ty))
            }
            ("key", _) => text(self.key()),
            ("name", Kind::Column(_) | Kind::Proxy(_) | Kind::Label { .. })
            | ("name", Kind::LiteralColumn(_) | Kind::Function(_)) => text(self.name()),
            ("left", Kind::Binary { left, .. }) => Some(expr_value(left)),
            ("right", Kind::Binary { right, .. }) => Some(expr_value(right)),
            ("element", Kind::Label { of: inner, .. } | Kind::Group(inner)) => {
                Some(expr_value(inner))
            }
            ("element", Kind::Unary { operand, .. }) => Some(expr_value(operand)),
            ("clauses", Kind::List { items, .. }) => {
                Some(Value::list(items.iter().map(expr_value).collect()))
            }
            ("value", Kind::Bind(bind)) => Some(bind.value.clone().unwrap_or(Value::None)),
            ("text", Kind::Text(clause)) => Some(Value::Str(Rc::clone(&clause.text))),
            ("table", Kind::Proxy(proxy)) => {
                Some(crate::orm::core::coerce::from_value(&proxy.from))
            }
            (
                "nullable" | "primary_key" | "default" | "foreign_keys" | "unique" | "table"
                | "index" | "onupdate" | "server_default" | "autoincrement" | "comment" | "info",
                Kind::Column(column),
            ) => {
                let column = Value::Native(Rc::clone(column) as _);
                machine.attribute_if_any(&column, name)?
            }
            ("expression" | "clause_element", _) => Some(Value::Native(Rc::clone(&self) as _)),
            _ => match bound(&self, name) {
                Some(method) => Some(method),
                None => return super::no_attribute(machine, &self.type_name(), name),
            },
        })
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        match (name, &self.kind) {
            ("op" | "bool_op", _) => custom(machine, &self, name, args).map(Some),
            ("compile", _) => {
                compiled_value(machine, &Statement::Expr(Rc::clone(&self)), args).map(Some)
            }
            (
                "select_from" | "where" | "correlate" | "correlate_except",
                Kind::Scalar(body) | Kind::Exists(body),
            ) => {
                let inner = super::body::body_value(body);
                let inner = machine.call_method(&inner, name, args)?;
                let Some(body) = crate::orm::core::coerce::body(&inner) else { return Ok(None) };
                let kind = match &self.kind {
                    Kind::Exists(_) => Kind::Exists(body),
                    _ => Kind::Scalar(body),
                };
                Ok(Some(Value::Native(self.with(kind) as _)))
            }
            ("scalar_subquery", Kind::Scalar(_)) => Ok(Some(Value::Native(self as _))),
            _ => method(machine, &self, name, args),
        }
    }

    fn str(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let statement = Statement::Expr(self);
        Ok(Some(compile::text(machine, &statement)?.into()))
    }

    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let identity = machine.identity();
        let address = format!("0x{:x}", 0x7f00_0000_0000_u64 + identity * 16);
        Ok(match &self.kind {
            Kind::Function(function) => Some(
                format!(
                    "<sqlalchemy.sql.functions.{} at {address}; {}>",
                    self.type_name(),
                    function.name
                )
                .into(),
            ),
            Kind::Label { .. } | Kind::Proxy(_) | Kind::LiteralColumn(_) => {
                let name = self.name().unwrap_or_else(|| "%(anon)s".into());
                let class = class_name(&self.kind);
                Some(format!("<sqlalchemy.sql.elements.{class} at {address}; {name}>").into())
            }
            Kind::Column(column) => {
                let value = Value::Native(Rc::clone(column) as _);
                Some(machine.repr(&value)?)
            }
            Kind::Bind(bind) => {
                let value = bind.value.clone().unwrap_or(Value::None);
                let value = machine.repr(&value)?;
                let ty = self.ty().repr();
                Some(format!("BindParameter('{}', {value}, type_={ty})", bind.key).into())
            }
            kind => plain_repr(machine, &format!("sql.elements.{}", class_name(kind)))?,
        })
    }

    fn binary(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Binary,
        other: &Value,
        reflected: bool,
    ) -> Run<Option<Value>> {
        Ok(operate::binary(machine, &self, op, other, reflected)?.map(|e| expr_value(&e)))
    }

    fn compare(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Comparison,
        other: &Value,
    ) -> Run<Option<Value>> {
        operate::compare(machine, &self, op, other).map(|expr| Some(expr_value(&expr)))
    }

    fn unary(self: Rc<Self>, machine: &mut Machine, op: Unary) -> Run<Option<Value>> {
        Ok(operate::unary(machine, &self, op)?.map(|expr| expr_value(&expr)))
    }

    fn truth(self: Rc<Self>, machine: &mut Machine) -> Run<Option<bool>> {
        match &self.kind {
            Kind::Binary { left, op: op @ (Op::Eq | Op::Ne), right, .. } => {
                Ok(Some(left.same(right) == (*op == Op::Eq)))
            }
            _ => Err(machine.error("TypeError", "Boolean value of this clause is not defined")),
        }
    }

    fn get_item(self: Rc<Self>, machine: &mut Machine, key: &Value) -> Run<Option<Value>> {
        item(machine, &self, key).map(Some)
    }

    fn iterate(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<crate::orm::python::Iter>>> {
        if let Kind::List { items, .. } = &self.kind {
            let items = items.iter().map(expr_value).collect();
            return Ok(Some(crate::orm::python::Iter::over("tuple_iterator", items)));
        }
        let text = format!("'{}' object is not iterable", self.type_name());
        Err(machine.error("TypeError", text))
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

/// `expr[key]`: a part of a JSON value.
pub(super) fn item(machine: &mut Machine, expr: &Rc<Element>, key: &Value) -> Run<Value> {
    if expr.ty().affinity() != Affinity::Json {
        let text = "Operator 'getitem' is not supported on this expression";
        return Err(machine.error("NotImplementedError", text));
    }
    let path = match key {
        Value::Int(index) => format!("$[{index}]"),
        Value::Tuple(parts) => {
            let mut path = "$".to_owned();
            for part in parts.iter() {
                match part {
                    Value::Int(index) => path.push_str(&format!("[{index}]")),
                    other => path.push_str(&format!(".\"{}\"", machine.str(other)?)),
                }
            }
            path
        }
        other => format!("$.\"{}\"", machine.str(other)?),
    };
    let name = operate::bind_name(expr);
    let right = Element::bind(&name, Value::str(path), Type::string());
    let op = if matches!(key, Value::Tuple(_)) { Op::PathGetItem } else { Op::GetItem };
    let kind = Kind::Binary { left: Rc::clone(expr), op, right, negate: None, escape: None };
    Ok(expr_value(&Element::typed(kind, expr.ty())))
}
