//! Rows of results, as a script sees them: tuples whose values have names.

use std::rc::Rc;

use super::compile::ResultColumn;
use super::library::Role;
use super::{Expr, coerce, errors};
use crate::orm::python::{Args, Comparison, Iter, Machine, Native, Run, Value};

/// A row: a tuple whose values have names.
pub struct Row {
    /// The names.
    pub columns: Rc<[ResultColumn]>,
    /// The values.
    pub values: Vec<Value>,
    /// It comes of a statement of mapped classes: the last of several columns of a name is taken,
    /// and an unknown name is told in fewer words.
    pub is_mapped: bool,
}

/// A row by its names: what `row._mapping` and `result.mappings()` give.
pub struct RowMapping {
    /// The row.
    pub row: Rc<Row>,
}

/// The names of a result's columns, as `result.keys()` gives them.
pub struct Keys {
    /// The columns.
    pub columns: Rc<[ResultColumn]>,
}

impl Row {
    /// The row as a plain tuple.
    pub fn tuple(&self) -> Value {
        Value::tuple(self.values.clone())
    }

    /// Where the column of a name stands; the outer none is an unknown name.
    ///
    /// # Errors
    ///
    /// InvalidRequestError where several have the name.
    fn place(&self, machine: &mut Machine, name: &str) -> Run<Option<usize>> {
        if self.is_mapped {
            return Ok(self.columns.iter().rposition(|column| &*column.key == name));
        }
        let mut found = self.columns.iter().enumerate().filter(|(_, column)| &*column.key == name);
        let first = found.next().map(|(at, _)| at);
        if first.is_some() && found.next().is_some() {
            let message =
                format!("Ambiguous column name '{name}' in result set column descriptions");
            return errors::invalid(machine, message);
        }
        Ok(first)
    }

    /// The value by a name, or by the expression that was selected.
    fn by_key(&self, machine: &mut Machine, key: &Value) -> Run<Option<Value>> {
        let place = match key {
            Value::Str(name) => self.place(machine, name)?,
            Value::Int(_) | Value::Slice(_) => None,
            other => match coerce::known(machine, other, Role::Columns)? {
                Some(expr) => find(&self.columns, &expr),
                None => None,
            },
        };
        Ok(place.and_then(|at| self.values.get(at).cloned()))
    }

    fn by_name(&self) -> Vec<(Rc<str>, Value)> {
        let keys = self.columns.iter().map(|column| Rc::clone(&column.key));
        keys.zip(self.values.iter().cloned()).collect()
    }
}

impl Native for Row {
    fn type_name(&self) -> Rc<str> {
        "Row".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn methods(&self) -> &'static [&'static str] {
        &["_asdict", "_tuple", "tuple"]
    }
    fn attributes(&self) -> Vec<Rc<str>> {
        self.columns.iter().map(|column| Rc::clone(&column.key)).collect()
    }
    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        Ok(match name {
            "_asdict" => Some(Value::dict(self.by_name())),
            "_tuple" | "tuple" => {
                args.bind(machine, name, &[])?;
                if name == "tuple" {
                    machine.warn("SADeprecationWarning", old_name("method", "tuple"));
                }
                machine.warn("SADeprecationWarning", like_tuple("method", "_tuple"));
                Some(Value::Native(self))
            }
            _ => None,
        })
    }
    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        match name {
            "_mapping" => return Ok(Some(Value::of(RowMapping { row: self }))),
            "_fields" => {
                let keys = self.columns.iter().map(|column| Value::str(&column.key)).collect();
                return Ok(Some(Value::tuple(keys)));
            }
            "t" | "_t" => {
                if name == "t" {
                    machine.warn("SADeprecationWarning", old_name("attribute", "t"));
                }
                machine.warn("SADeprecationWarning", like_tuple("attribute", "_t"));
                return Ok(Some(Value::Native(self)));
            }
            "count" if self.place(machine, name)?.is_none() => {
                return Ok(Some(Value::of(OfTuple { row: self, name: "count" })));
            }
            "index" if self.place(machine, name)?.is_none() => {
                return Ok(Some(Value::of(OfTuple { row: self, name: "index" })));
            }
            _ => {}
        }
        if let Some(at) = self.place(machine, name)? {
            return Ok(self.values.get(at).cloned());
        }
        if self.methods().contains(&name) || name.starts_with("__") {
            return Ok(None);
        }
        let message = if self.is_mapped {
            name.to_owned()
        } else {
            format!("Could not locate column in row for column '{name}'")
        };
        Err(machine.error("AttributeError", message))
    }
    fn set_attribute(self: Rc<Self>, machine: &mut Machine, _: &str, _: Value) -> Run<bool> {
        Err(machine.error("AttributeError", "can't set attribute"))
    }
    fn get_item(self: Rc<Self>, machine: &mut Machine, key: &Value) -> Run<Option<Value>> {
        machine.item(&self.tuple(), key).map(Some)
    }
    fn len(self: Rc<Self>, _: &mut Machine) -> Run<Option<usize>> {
        Ok(Some(self.values.len()))
    }
    fn iterate(self: Rc<Self>, _: &mut Machine) -> Run<Option<Rc<Iter>>> {
        Ok(Some(Iter::over("tuple_iterator", self.values.clone())))
    }
    fn contains(self: Rc<Self>, machine: &mut Machine, item: &Value) -> Run<Option<bool>> {
        machine.contains(&self.tuple(), item).map(Some)
    }
    fn compare(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Comparison,
        other: &Value,
    ) -> Run<Option<Value>> {
        let other = match other.native::<Row>() {
            Some(row) => row.tuple(),
            None => other.clone(),
        };
        match other {
            Value::Tuple(_) => machine.compare(op, &self.tuple(), &other).map(Some),
            _ => Ok(None),
        }
    }
    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        machine.repr(&self.tuple()).map(Some)
    }
}

/// `row.count` and `row.index`, where no column has the name: functions about its values.
struct OfTuple {
    row: Rc<Row>,
    name: &'static str,
}

impl Native for OfTuple {
    fn type_name(&self) -> Rc<str> {
        "function".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn call(self: Rc<Self>, machine: &mut Machine, args: Args) -> Run<Option<Value>> {
        machine.call_method(&self.row.tuple(), self.name, args).map(Some)
    }
    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let address = Rc::as_ptr(&self.row).cast::<()>() as usize;
        let name = "Row._special_name_accessor.<locals>.go.<locals>.meth";
        Ok(Some(format!("<function {name} at 0x{address:x}>").into()))
    }
}

fn old_name(kind: &str, name: &str) -> String {
    format!(
        "The Row.{name} {kind} is deprecated in favor of Row._{name}; all Row methods and \
         library-level attributes are intended to be underscored to avoid name conflicts.  \
         Please use Row._{name}. (deprecated since: 2.0.19)"
    )
}

fn like_tuple(kind: &str, name: &str) -> String {
    format!(
        "The Row.{name} {kind} is deprecated, Row now behaves like a tuple and can unpack types \
         directly. (deprecated since: 2.1.0)"
    )
}

impl Native for RowMapping {
    fn type_name(&self) -> Rc<str> {
        "RowMapping".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn methods(&self) -> &'static [&'static str] {
        &["get", "items", "keys", "values"]
    }
    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        let dict = Value::dict(self.row.by_name());
        Ok(match name {
            "keys" => Some(Value::of(Keys { columns: Rc::clone(&self.row.columns) })),
            "get" => match args.positional.first() {
                Some(key) => {
                    let found = self.row.by_key(machine, key)?;
                    let default = || args.positional.get(1).cloned().unwrap_or(Value::None);
                    Some(found.unwrap_or_else(default))
                }
                None => Some(machine.call_method(&dict, name, args)?),
            },
            "items" | "values" => Some(machine.call_method(&dict, name, args)?),
            _ => None,
        })
    }
    fn get_item(self: Rc<Self>, machine: &mut Machine, key: &Value) -> Run<Option<Value>> {
        if let Some(value) = self.row.by_key(machine, key)? {
            return Ok(Some(value));
        }
        if self.row.is_mapped {
            let shown = machine.str(key)?;
            return Err(machine.error("KeyError", shown));
        }
        let shown = match key {
            Value::Str(name) => format!("'{name}'"),
            other => format!("'{}'", machine.str(other)?),
        };
        let message = format!("Could not locate column in row for column {shown}");
        Err(errors::raise(machine, "NoSuchColumnError", message))
    }
    fn contains(self: Rc<Self>, machine: &mut Machine, item: &Value) -> Run<Option<bool>> {
        Ok(Some(self.row.by_key(machine, item)?.is_some()))
    }
    fn len(self: Rc<Self>, _: &mut Machine) -> Run<Option<usize>> {
        Ok(Some(self.row.values.len()))
    }
    fn iterate(self: Rc<Self>, _: &mut Machine) -> Run<Option<Rc<Iter>>> {
        Ok(Some(Iter::over("generator", keys(&self.row.columns))))
    }
    fn compare(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Comparison,
        other: &Value,
    ) -> Run<Option<Value>> {
        let other = match other.native::<RowMapping>() {
            Some(mapping) => Value::dict(mapping.row.by_name()),
            None => other.clone(),
        };
        machine.compare(op, &Value::dict(self.row.by_name()), &other).map(Some)
    }
    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        machine.repr(&Value::dict(self.row.by_name())).map(Some)
    }
}

fn keys(columns: &[ResultColumn]) -> Vec<Value> {
    columns.iter().map(|column| Value::str(&column.key)).collect()
}

impl Native for Keys {
    fn type_name(&self) -> Rc<str> {
        "RMKeyView".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn len(self: Rc<Self>, _: &mut Machine) -> Run<Option<usize>> {
        Ok(Some(self.columns.len()))
    }
    fn iterate(self: Rc<Self>, _: &mut Machine) -> Run<Option<Rc<Iter>>> {
        Ok(Some(Iter::over("list_iterator", keys(&self.columns))))
    }
    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let names = machine.repr(&Value::list(keys(&self.columns)))?;
        Ok(Some(format!("RMKeyView({names})").into()))
    }
}

/// The place of a result's value by an expression, as `row._mapping[User.name]` asks for it.
pub fn find(columns: &[ResultColumn], expr: &Expr) -> Option<usize> {
    columns.iter().position(|column| column.expr.as_ref().is_some_and(|own| own.same(expr)))
}
