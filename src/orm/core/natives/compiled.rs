//! What `.compile()` gives.

use std::rc::Rc;

use super::plain_repr;
use crate::orm::core::Statement;
use crate::orm::core::compile::{self, Compiled, Dialect};
use crate::orm::python::{Args, Machine, Native, Run, Value};

/// What `.compile(…)` gives: its text is the statement's, and `.params` its values.
///
/// # Errors
///
/// What making the text raises.
pub fn compiled_value(machine: &mut Machine, statement: &Statement, args: Args) -> Run<Value> {
    let option = |name: &str| {
        args.named.iter().find(|(own, _)| &**own == name).map(|(_, value)| value.clone())
    };
    let bind = option("bind").or_else(|| args.positional.first().cloned());
    let dialect = match option("dialect").or(bind) {
        Some(value) if !value.is_none() => Dialect::Sqlite,
        _ => Dialect::Default,
    };
    let literal = match option("compile_kwargs") {
        Some(options) => {
            let key = Value::str("literal_binds");
            machine.contains(&options, &key)? && {
                let value = machine.item(&options, &key)?;
                machine.truth(&value)?
            }
        }
        None => false,
    };
    let compiled = if literal {
        compile::compile_literal(machine, statement, dialect)?
    } else {
        compile::compile(machine, statement, dialect)?
    };
    Ok(Value::of(CompiledObject { compiled }))
}

/// What `.compile()` gives.
pub(super) struct CompiledObject {
    pub(super) compiled: Compiled,
}

impl Native for CompiledObject {
    fn type_name(&self) -> Rc<str> {
        "StrSQLCompiler".into()
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "params" => Some(Value::dict(self.compiled.params().into_iter().collect())),
            "string" => Some(Value::str(self.compiled.text())),
            _ => None,
        })
    }

    fn str(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some(self.compiled.text().into()))
    }

    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        plain_repr(machine, "sql.compiler.StrSQLCompiler")
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}
