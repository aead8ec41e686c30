//! `default=` and `onupdate=` that Python gives a value to.

use std::rc::Rc;

use crate::orm::core::{Column, ColumnDefault, Params};
use crate::orm::python::{Args, Machine, Native, Run, Value};

/// What a default's function is given, where it takes something: the context.
struct Context {
    params: Params,
}

impl Native for Context {
    fn type_name(&self) -> Rc<str> {
        "SQLiteExecutionContext".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn methods(&self) -> &'static [&'static str] {
        &["get_current_parameters"]
    }
    fn call_method(self: Rc<Self>, _: &mut Machine, name: &str, _: Args) -> Run<Option<Value>> {
        Ok((name == "get_current_parameters").then(|| self.dict()))
    }
    fn get_attribute(self: Rc<Self>, _: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok((name == "current_parameters").then(|| self.dict()))
    }
}

impl Context {
    fn dict(&self) -> Value {
        Value::dict(
            self.params.iter().map(|(key, value)| (Rc::clone(key), value.clone())).collect(),
        )
    }
}

/// Adds to a row what Python gives to columns that were given nothing. `updating` asks for
/// `onupdate=`.
///
/// # Errors
///
/// What a function raises.
pub(super) fn fill(
    machine: &mut Machine,
    columns: &[Rc<Column>],
    params: &mut Params,
    updating: bool,
) -> Run<()> {
    for column in columns {
        let default = match updating {
            true => column.onupdate.borrow().clone(),
            false => column.default.borrow().clone(),
        };
        let value = match default {
            Some(ColumnDefault::Value(value)) => value,
            Some(ColumnDefault::Call { function, takes_context }) => {
                let given = match takes_context {
                    true => vec![Value::of(Context { params: params.clone() })],
                    false => Vec::new(),
                };
                machine.call(&function, Args::of(given))?
            }
            Some(ColumnDefault::Sql(_)) | None => continue,
        };
        params.insert(column.key(), value);
    }
    Ok(())
}
