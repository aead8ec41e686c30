//! Generator functions: bodies that stop at `yield` and go on later.

use std::cell::RefCell;
use std::rc::Rc;

use super::{Activation, Progress};
use crate::orm::python::syntax::Body;
use crate::orm::python::{Function, Iter, Iterate, Machine, Run, Scope, Sent, Stop, Value};

/// A generator's body, and whether it has begun.
struct Generator {
    function: Rc<Function>,
    /// None at its end.
    body: Option<Activation>,
    begun: bool,
    /// What it returned, until someone asks.
    result: Value,
}

impl Generator {
    fn go_on(&mut self, machine: &mut Machine, sent: Sent) -> Run<Option<Value>> {
        let Some(body) = &mut self.body else {
            return match sent {
                Sent::Value(_) => Ok(None),
                Sent::Error(stop) => Err(stop),
            };
        };
        let mut error = None;
        match sent {
            Sent::Value(value) if !self.begun && !value.is_none() => {
                let text = "can't send non-None value to a just-started generator";
                return Err(machine.error("TypeError", text));
            }
            Sent::Value(value) => body.received = value,
            Sent::Error(stop) if !self.begun => {
                self.body = None;
                return Err(stop);
            }
            Sent::Error(stop) => error = Some(stop),
        }
        self.begun = true;
        let function = Some(Rc::clone(&self.function));
        let progress =
            machine.framed(Rc::clone(&body.scope), function, |machine| body.run(machine, error));
        match progress {
            Ok(Progress::Yielded(value)) => Ok(Some(value)),
            Ok(Progress::Done(value)) => {
                self.body = None;
                self.result = value;
                Ok(None)
            }
            Err(stop) => {
                self.body = None;
                if machine.is_error(&stop, "StopIteration") {
                    let raised = machine.error("RuntimeError", "generator raised StopIteration");
                    return Err(raised);
                }
                Err(stop)
            }
        }
    }
}

impl Iterate for Generator {
    fn next(&mut self, machine: &mut Machine) -> Run<Option<Value>> {
        self.go_on(machine, Sent::Value(Value::None))
    }

    fn resume(&mut self, machine: &mut Machine, sent: Sent) -> Run<Option<Value>> {
        self.go_on(machine, sent)
    }

    fn name(&self) -> Option<Rc<str>> {
        Some(Rc::clone(&self.function.name))
    }

    fn result(&mut self) -> Value {
        std::mem::replace(&mut self.result, Value::None)
    }
}

impl Machine {
    /// The generator that calling a generator function gives.
    pub(super) fn generator(&mut self, function: &Rc<Function>, scope: Rc<Scope>) -> Value {
        let body = match &function.code.body {
            Body::Block(block) => Some(Activation::new(scope, block)),
            Body::Expression(_) => None,
        };
        let generator =
            Generator { function: Rc::clone(function), body, begun: false, result: Value::None };
        Value::Iterator(Rc::new(Iter {
            type_name: "generator",
            state: RefCell::new(Box::new(generator)),
        }))
    }

    /// Lets a generator go on. An error is its result, at its end.
    pub(super) fn resume(&mut self, iterator: &Rc<Iter>, sent: Sent) -> Run<Result<Value, Value>> {
        let Ok(mut state) = iterator.state.try_borrow_mut() else {
            return Err(self.error("ValueError", "generator already executing"));
        };
        match state.resume(self, sent)? {
            Some(value) => Ok(Ok(value)),
            None => Ok(Err(state.result())),
        }
    }

    /// Lets go of an iterator that a loop has left. A generator that nobody else has ends here,
    /// and what it does in its `finally` it does now.
    pub(super) fn let_go(&mut self, iterator: Rc<Iter>) -> Run<()> {
        if iterator.type_name != "generator" || Rc::strong_count(&iterator) > 1 {
            return Ok(());
        }
        let line = self.line.get();
        let class = self.builtin_class("GeneratorExit");
        let exit = self.exception(&class, Vec::new());
        let stop = self.stop(Rc::clone(&exit));
        let ended = self.resume(&iterator, Sent::Error(stop));
        self.line.set(line);
        match ended {
            // What goes wrong while it ends is told to nobody, as in Python.
            Ok(_) | Err(Stop::Raised(_)) => Ok(()),
            Err(stop) => Err(stop),
        }
    }

    /// The StopIteration of an iterator that has no more values: what a generator returned.
    pub(in crate::orm::python) fn at_its_end(&mut self, value: &Value) -> Stop {
        let result = match value {
            Value::Iterator(iterator) => {
                iterator.state.try_borrow_mut().map_or(Value::None, |mut state| state.result())
            }
            _ => Value::None,
        };
        self.stop_iteration(result)
    }

    /// `iterator.send(value)`; for what is no generator, its next value.
    pub(super) fn send(&mut self, iterator: &Rc<Iter>, value: Value) -> Run<Result<Value, Value>> {
        self.resume(iterator, Sent::Value(value))
    }
}
