//! Generator functions: bodies that stop at `yield` and go on later.

use std::cell::RefCell;
use std::rc::Rc;

use super::{Activation, Progress};
use crate::orm::python::syntax::Body;
use crate::orm::python::{Function, Iter, Iterate, Machine, Run, Scope, Sent, Value};

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

    /// `iterator.send(value)`; for what is no generator, its next value.
    pub(super) fn send(&mut self, iterator: &Rc<Iter>, value: Value) -> Run<Result<Value, Value>> {
        self.resume(iterator, Sent::Value(value))
    }
}
