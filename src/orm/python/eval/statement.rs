//! What each statement does.

use std::rc::Rc;

use super::{Activation, Ending, Manager, Open, Part, Turn};
use crate::diagnostic::Span;
use crate::orm::python::syntax::{
    Annotated, Expression, ExpressionKind, Place, Statement, StatementKind,
};
use crate::orm::python::{Args, Machine, Run, Value};

impl Activation {
    /// Runs a statement, or opens the block that it is.
    pub fn statement(&mut self, machine: &mut Machine, statement: &Statement) -> Run<Turn> {
        machine.at(statement.place);
        machine.step(1)?;
        match &statement.kind {
            StatementKind::Pass => {}
            StatementKind::Expression(expression) => {
                let value = self.value(machine, expression)?;
                if self.shows && !value.is_none() {
                    machine.show(value, expression.place.span())?;
                }
            }
            StatementKind::Assign(targets, expression) => {
                let value = self.value(machine, expression)?;
                for target in targets {
                    machine.at(statement.place);
                    machine.assign(&self.scope, target, value.clone())?;
                }
            }
            StatementKind::Augment(target, op, expression) => {
                let received = std::mem::replace(&mut self.received, Value::None);
                machine.augment(&self.scope, target, *op, expression, &received)?;
            }
            StatementKind::Annotate(annotated) => self.annotate(machine, annotated)?,
            StatementKind::Delete(targets) => {
                for target in targets {
                    machine.delete(&self.scope, target)?;
                }
            }
            StatementKind::Return(expression) => {
                let value = match expression {
                    Some(expression) => self.value(machine, expression)?,
                    None => Value::None,
                };
                return Ok(Turn::Ending(Ending::Return(value)));
            }
            StatementKind::Raise(exception, cause) => {
                let exception = self.optional(machine, exception.as_ref())?;
                let cause = self.optional(machine, cause.as_ref())?;
                machine.at(statement.place);
                return Err(machine.raising(exception, cause)?);
            }
            StatementKind::Assert(test, message) => {
                if !machine.test(&self.scope, test, &Value::None)? {
                    let args = self.optional(machine, message.as_ref())?.into_iter().collect();
                    machine.at(statement.place);
                    let class = machine.builtin_class("AssertionError");
                    let exception = machine.exception(&class, args);
                    return Err(machine.stop(exception));
                }
            }
            StatementKind::Import(names) => machine.import(&self.scope, names)?,
            StatementKind::ImportFrom(dots, module, names) => {
                machine.import_from(&self.scope, *dots, module, names)?;
            }
            StatementKind::Break => return Ok(Turn::Ending(Ending::Break)),
            StatementKind::Continue => return Ok(Turn::Ending(Ending::Continue)),
            StatementKind::If(branches, otherwise) => {
                let mut chosen = otherwise;
                for (test, body) in branches {
                    if machine.test(&self.scope, test, &Value::None)? {
                        chosen = body;
                        break;
                    }
                }
                self.open.push(Open::Block(Rc::clone(chosen), 0));
            }
            StatementKind::While(code) => self.open.push(Open::While(Rc::clone(code))),
            StatementKind::For(code) => {
                let iterable = self.value(machine, &code.iterable)?;
                machine.at(code.iterable.place);
                let iterator = machine.iterate(&iterable)?;
                self.open.push(Open::For(Rc::clone(code), iterator));
            }
            StatementKind::Try(code) => {
                self.open.push(Open::Try(Rc::clone(code), Part::Body));
                self.open.push(Open::Block(Rc::clone(&code.body), 0));
            }
            StatementKind::With(code) => {
                let manager = self.value(machine, &code.manager)?;
                machine.at(code.manager.place);
                let (entered, manager) = machine.enter(&manager)?;
                let place = Place { line: statement.place.line, ..code.manager.place };
                self.open.push(Open::With(manager, place));
                if let Some(target) = &code.target {
                    machine.assign(&self.scope, target, entered)?;
                }
                self.open.push(Open::Block(Rc::clone(&code.body), 0));
            }
            StatementKind::Function(definition) => machine.define(&self.scope, definition)?,
            StatementKind::Class(body) => {
                machine.define_class(&self.scope, body, statement.place)?;
            }
            StatementKind::Yield(expression) => {
                let value = self.optional(machine, expression.as_ref())?;
                return Ok(Turn::Yield(value.unwrap_or(Value::None)));
            }
            StatementKind::YieldFrom(expression) => {
                let iterable = self.value(machine, expression)?;
                machine.at(expression.place);
                let iterator = machine.iterate(&iterable)?;
                self.received = Value::None;
                self.open.push(Open::Delegate(iterator));
            }
            StatementKind::Unsupported(what) => return Err(machine.unsupported(*what)),
        }
        Ok(Turn::Ending(Ending::Next))
    }

    /// An expression's value; where it is a `yield`, what was sent.
    fn value(&mut self, machine: &mut Machine, expression: &Expression) -> Run<Value> {
        if matches!(expression.kind, ExpressionKind::Received) {
            return Ok(std::mem::replace(&mut self.received, Value::None));
        }
        machine.value(&self.scope, expression)
    }

    fn optional(
        &mut self,
        machine: &mut Machine,
        expression: Option<&Expression>,
    ) -> Run<Option<Value>> {
        expression.map(|expression| self.value(machine, expression)).transpose()
    }

    fn annotate(&mut self, machine: &mut Machine, annotated: &Annotated) -> Run<()> {
        let scope = Rc::clone(&self.scope);
        if let Some(expression) = &annotated.value {
            let value = self.value(machine, expression)?;
            machine.assign(&scope, &annotated.target, value)?;
        }
        // A function's variables are annotated for the reader alone.
        if machine.running.frames.last().is_some_and(|frame| frame.function.is_some()) {
            return Ok(());
        }
        let value = machine.annotation(&scope, &annotated.annotation)?;
        if let (true, ExpressionKind::Name(name)) = (annotated.simple, &annotated.target.kind) {
            machine.keep_annotation(&scope, &name.id, value);
        }
        Ok(())
    }
}

impl Machine {
    /// Enters a `with`: what `as` names, and what leaves it.
    fn enter(&mut self, manager: &Value) -> Run<(Value, Manager)> {
        if let Value::Native(native) = manager
            && let Some(entered) = Rc::clone(native).enter(self)?
        {
            return Ok((entered, Manager::Native(Rc::clone(native))));
        }
        let enter = self.special_method(manager, "__enter__")?;
        let exit = self.special_method(manager, "__exit__")?;
        match (enter, exit) {
            (Some(enter), Some(exit)) => {
                let entered = self.call(&enter, Args::none())?;
                Ok((entered, Manager::Exit(exit)))
            }
            (enter, _) => {
                let kind = self.class_of(manager);
                let missed = if enter.is_some() { " (missed __exit__ method)" } else { "" };
                let text = format!(
                    "'{}' object does not support the context manager protocol{missed}",
                    kind.name
                );
                Err(self.error("TypeError", text))
            }
        }
    }

    /// The value of an expression typed at a prompt.
    fn show(&mut self, value: Value, span: Span) -> Run<()> {
        let is_method = match &value {
            Value::Method(_) => true,
            Value::Builtin(builtin) => builtin.of.is_some(),
            _ => false,
        };
        if is_method {
            self.uncalled.push(span);
        }
        let text = self.repr(&value)?.to_string();
        // It takes of the same room as what is printed.
        let printed = self.output.len();
        self.write(&text)?;
        self.output.truncate(printed);
        self.shown.push((printed, text));
        self.globals.names.borrow_mut().insert("_".into(), value);
        Ok(())
    }
}
