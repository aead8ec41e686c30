//! `table.c`: columns by their names.

use std::rc::Rc;

use super::bound;
use crate::orm::core::coerce::expr_value;
use crate::orm::core::{Expr, FromClause};
use crate::orm::python::{Args, Iter, Machine, Native, Run, Value};

/// The columns of a FROM, or of a select list.
pub struct Columns {
    /// What they are of, for messages.
    pub from: Option<FromClause>,
    /// The columns by key.
    pub columns: Vec<(Rc<str>, Expr)>,
}

const METHODS: &[&str] =
    &["keys", "values", "items", "get", "contains_column", "corresponding_column", "as_readonly"];

impl Columns {
    /// The columns of a FROM.
    pub fn of(from: &FromClause) -> Value {
        Value::of(Self { from: Some(from.clone()), columns: from.keyed() })
    }

    fn find(&self, key: &str) -> Option<Value> {
        self.columns.iter().find(|(own, _)| &**own == key).map(|(_, expr)| expr_value(expr))
    }
}

impl Native for Columns {
    fn type_name(&self) -> Rc<str> {
        "ReadOnlyColumnCollection".into()
    }

    fn methods(&self) -> &'static [&'static str] {
        METHODS
    }

    fn attributes(&self) -> Vec<Rc<str>> {
        self.columns.iter().map(|(key, _)| Rc::clone(key)).collect()
    }

    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        if let Some(found) = self.find(name) {
            return Ok(Some(found));
        }
        if let Some(method) = bound(&self, name) {
            return Ok(Some(method));
        }
        if name.starts_with("__") {
            return Ok(None);
        }
        Err(machine.error("AttributeError", name))
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        // A column of such a name goes before the method.
        if let Some(own) = self.find(name) {
            return machine.call(&own, args).map(Some);
        }
        let pair = |(key, expr): &(Rc<str>, Expr)| {
            Value::tuple(vec![Value::Str(Rc::clone(key)), expr_value(expr)])
        };
        Ok(Some(match name {
            "keys" => Value::list(
                self.columns.iter().map(|(key, _)| Value::Str(Rc::clone(key))).collect(),
            ),
            "values" => Value::list(self.columns.iter().map(|(_, e)| expr_value(e)).collect()),
            "items" => Value::list(self.columns.iter().map(pair).collect()),
            "get" => {
                let taken = args.bind(machine, "get", &["key", "default?"])?;
                let mut values = taken.values.into_iter();
                let key = values.next().flatten().unwrap_or(Value::None);
                let other = values.next().flatten().unwrap_or(Value::None);
                key.as_str().and_then(|key| self.find(key)).unwrap_or(other)
            }
            "contains_column" => {
                let column = args.positional.first().cloned().unwrap_or(Value::None);
                Value::Bool(self.columns.iter().any(|(_, expr)| expr_value(expr).is(&column)))
            }
            "as_readonly" => Value::Native(self as _),
            _ => return Ok(None),
        }))
    }

    fn get_item(self: Rc<Self>, machine: &mut Machine, key: &Value) -> Run<Option<Value>> {
        match key {
            Value::Str(name) => match self.find(name) {
                Some(found) => Ok(Some(found)),
                None => {
                    let class = machine.builtin_class("KeyError");
                    let error = machine.exception(&class, vec![key.clone()]);
                    Err(machine.stop(error))
                }
            },
            Value::Int(index) => {
                let count = i64::try_from(self.columns.len()).unwrap_or(i64::MAX);
                let place = if *index < 0 { count + index } else { *index };
                let found = usize::try_from(place).ok().and_then(|place| self.columns.get(place));
                match found {
                    Some((_, expr)) => Ok(Some(expr_value(expr))),
                    None => Err(machine.error("IndexError", index.to_string())),
                }
            }
            Value::Tuple(names) => {
                let mut columns = Vec::new();
                for name in names.iter() {
                    let key: Rc<str> = name.as_str().unwrap_or_default().into();
                    let found = self.columns.iter().find(|(own, _)| *own == key).cloned();
                    match found {
                        Some(column) => columns.push(column),
                        None => {
                            let class = machine.builtin_class("KeyError");
                            let error = machine.exception(&class, vec![name.clone()]);
                            return Err(machine.stop(error));
                        }
                    }
                }
                Ok(Some(Value::of(Self { from: self.from.clone(), columns })))
            }
            _ => {
                let columns: Vec<Value> = self.columns.iter().map(|(_, e)| expr_value(e)).collect();
                machine.item(&Value::tuple(columns), key).map(Some)
            }
        }
    }

    fn contains(self: Rc<Self>, machine: &mut Machine, item: &Value) -> Run<Option<bool>> {
        match item {
            Value::Str(name) => Ok(Some(self.find(name).is_some())),
            _ => {
                let text = "__contains__ requires a string argument";
                Err(crate::orm::core::errors::raise(machine, "ArgumentError", text))
            }
        }
    }

    fn len(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<usize>> {
        Ok(Some(self.columns.len()))
    }

    fn iterate(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<Iter>>> {
        let columns = self.columns.iter().map(|(_, expr)| expr_value(expr)).collect();
        Ok(Some(Iter::over("list_iterator", columns)))
    }

    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let mut parts = Vec::new();
        for (_, expr) in &self.columns {
            parts.push(machine.str(&expr_value(expr))?.to_string());
        }
        Ok(Some(format!("ReadOnlyColumnCollection({})", parts.join(", ")).into()))
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}
