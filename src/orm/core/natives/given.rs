//! `select(User).from_statement(…)`: what is asked for, and the statement that gives its rows.

use std::rc::Rc;

use super::{bound, compiled_value, plain_repr};
use crate::orm::core::{Body, Compound, Select, Statement, TextClause, compile, errors};
use crate::orm::python::{Args, Machine, Native, Run, Value};

/// What is asked for, and the statement that gives its rows. A later layer runs it.
#[derive(Clone)]
pub struct FromStatement {
    /// What is asked for, with its options.
    pub select: Rc<Select>,
    /// What is sent.
    pub statement: Value,
    /// `.execution_options(…)`.
    pub execution: Vec<(Rc<str>, Value)>,
}

impl FromStatement {
    /// What is sent, where it is a query or a text.
    fn plain(&self) -> Option<Statement> {
        if let Some(select) = self.statement.native::<Select>() {
            return Some(Statement::Query(Body::Select(select)));
        }
        if let Some(compound) = self.statement.native::<Compound>() {
            return Some(Statement::Query(Body::Compound(compound)));
        }
        self.statement.native::<TextClause>().map(Statement::Text)
    }

    fn text(&self, machine: &mut Machine) -> Run<Rc<str>> {
        match self.plain() {
            Some(statement) => Ok(compile::text(machine, &statement)?.into()),
            None => machine.str(&self.statement),
        }
    }
}

impl Native for FromStatement {
    fn type_name(&self) -> Rc<str> {
        "FromStatement".into()
    }

    fn methods(&self) -> &'static [&'static str] {
        &["options", "execution_options", "compile"]
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "element" => Some(self.statement.clone()),
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
        match name {
            "options" => {
                let mut select = Select::clone(&self.select);
                select.options.extend(args.positional);
                new.select = Rc::new(select);
            }
            "execution_options" => new.execution.extend(args.named),
            "compile" => {
                let Some(statement) = self.plain() else {
                    return Err(machine.unsupported("FromStatement.compile() of this statement"));
                };
                return compiled_value(machine, &statement, args).map(Some);
            }
            _ => return Ok(None),
        }
        Ok(Some(Value::of(new)))
    }

    fn str(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        self.text(machine).map(Some)
    }

    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        plain_repr(machine, "orm.context.FromStatement")
    }

    fn truth(self: Rc<Self>, machine: &mut Machine) -> Run<Option<bool>> {
        Err(machine.error("TypeError", "Boolean value of this clause is not defined"))
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

impl Select {
    /// `.from_statement(…)`.
    pub(super) fn given(self: &Rc<Self>, machine: &mut Machine, args: Args) -> Run<Value> {
        let taken = args.bind(machine, "Select.from_statement", &["statement"])?;
        let statement = taken.values.into_iter().flatten().next().unwrap_or(Value::None);
        if !matches!(statement, Value::Native(_)) {
            let shown = machine.repr(&statement)?;
            let text = match &statement {
                Value::Str(_) => format!(
                    "Textual SQL expression {shown} should be explicitly declared as text({shown})"
                ),
                _ => {
                    format!("Executable SQL or text() construct expected, got {shown}.")
                }
            };
            return errors::argument(machine, text);
        }
        let select = Rc::clone(self);
        Ok(Value::of(FromStatement { select, statement, execution: Vec::new() }))
    }
}
