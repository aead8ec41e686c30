//! `raise` and `except`: what is raised, what catches it, and in what context.

use std::rc::Rc;

use super::Ending;
use crate::orm::python::syntax::{Handler, Try};
use crate::orm::python::{Args, Instance, Machine, Raised, Run, Scope, Stop, Value};

impl Machine {
    /// What `raise exception from cause` raises.
    pub(super) fn raising(&mut self, exception: Option<Value>, cause: Option<Value>) -> Run<Stop> {
        let Some(exception) = exception else {
            return match self.running.handled.last().cloned() {
                Some(handled) => Ok(self.stop(handled)),
                None => Err(self.error("RuntimeError", "No active exception to reraise")),
            };
        };
        let exception = self.as_raised(exception, "exceptions must derive from BaseException")?;
        if let Some(cause) = cause {
            let kept = exception.as_exception();
            kept.suppress_context.set(true);
            let cause = match cause {
                Value::None => None,
                cause => {
                    let text = "exception causes must derive from BaseException";
                    Some(self.as_raised(cause, text)?)
                }
            };
            *kept.cause.borrow_mut() = cause;
        }
        if let Some(handled) = self.running.handled.last() {
            in_context(&exception, handled);
        }
        Ok(self.stop(exception))
    }

    /// An exception, or one made of a class of them.
    pub(super) fn as_raised(&mut self, value: Value, refusal: &str) -> Run<Rc<Instance>> {
        let value = match value {
            Value::Class(class) if class.is_exception() => {
                self.call(&Value::Class(class), Args::none())?
            }
            value => value,
        };
        match value {
            Value::Instance(instance) if instance.class.is_exception() => Ok(instance),
            _ => Err(self.error("TypeError", refusal)),
        }
    }

    /// Keeps with an exception which way it came, as a traceback does.
    pub(super) fn remember(&self, raised: &Raised) {
        let kept = raised.exception.as_exception();
        let mut lines = raised.lines.clone();
        lines.push(self.line.get());
        *kept.lines.borrow_mut() = lines;
        kept.hint.borrow_mut().clone_from(&raised.hint);
        kept.help.borrow_mut().clone_from(&raised.help);
    }

    /// The `except` that catches an exception.
    pub(super) fn handler<'c>(
        &mut self,
        scope: &Rc<Scope>,
        code: &'c Try,
        raised: &Raised,
    ) -> Run<Option<&'c Handler>> {
        self.remember(raised);
        if let Some(handled) = self.running.handled.last() {
            in_context(&raised.exception, handled);
        }
        // What the kinds of `except` are worked out from is seen while it is being handled.
        self.running.handled.push(Rc::clone(&raised.exception));
        let mut found = Ok(None);
        for handler in &code.handlers {
            let Some(kind) = &handler.kind else {
                found = Ok(Some(handler));
                break;
            };
            let catches = self.value(scope, kind).and_then(|kind| {
                self.at(handler.place);
                self.catches(&kind, &raised.exception)
            });
            match catches {
                Ok(false) => {}
                Ok(true) => {
                    found = Ok(Some(handler));
                    break;
                }
                Err(stop) => {
                    found = Err(stop);
                    break;
                }
            }
        }
        self.running.handled.pop();
        if let Err(Stop::Raised(second)) = &found {
            in_context(&second.exception, &raised.exception);
        }
        if !code.handlers.is_empty() && matches!(found, Ok(None)) {
            // What nothing catches goes on from where it was raised.
            if let Some(line) = raised.exception.as_exception().lines.borrow().last() {
                self.line.set(*line);
            }
        }
        found
    }

    pub(super) fn catches(&mut self, kind: &Value, exception: &Rc<Instance>) -> Run<bool> {
        match kind {
            Value::Class(class) if class.is_exception() => Ok(exception.class.derives_from(class)),
            Value::Tuple(kinds) => {
                for kind in kinds.iter() {
                    if self.catches(kind, exception)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            _ => {
                let text = "catching classes that do not inherit from BaseException is not allowed";
                Err(self.error("TypeError", text))
            }
        }
    }

    /// What ends a `finally` was raised while that was on its way which it was to end with.
    pub(super) fn in_context(&self, ending: &Ending, before: &Ending) {
        if let Ending::Stop(Stop::Raised(first)) = before {
            self.raised_while(ending, &first.exception);
        }
    }

    /// What was raised was raised while that was being handled.
    pub(super) fn raised_while(&self, ending: &Ending, handled: &Rc<Instance>) {
        if let Ending::Stop(Stop::Raised(raised)) = ending {
            in_context(&raised.exception, handled);
        }
    }

    /// What an exception has besides its own attributes.
    pub(super) fn of_exception(&mut self, instance: &Rc<Instance>, name: &str) -> Option<Value> {
        if !instance.class.is_exception() {
            return None;
        }
        let kept = instance.as_exception();
        let or_none = |exception: &Option<Rc<Instance>>| match exception {
            Some(exception) => Value::Instance(Rc::clone(exception)),
            None => Value::None,
        };
        match name {
            "args" => Some(Value::tuple(kept.args.borrow().clone())),
            "__cause__" => Some(or_none(&kept.cause.borrow())),
            "__context__" => Some(or_none(&kept.context.borrow())),
            "__suppress_context__" => Some(Value::Bool(kept.suppress_context.get())),
            "__traceback__" => Some(Value::None),
            "with_traceback" => {
                let instance = Rc::clone(instance);
                let itself = move |_: &mut Machine, _| Ok(Value::Instance(Rc::clone(&instance)));
                Some(Value::function(name, itself))
            }
            "add_note" => {
                let instance = Rc::clone(instance);
                Some(Value::function(name, move |machine, args| {
                    let value = Value::Instance(Rc::clone(&instance));
                    let notes = match machine.attribute_if_any(&value, "__notes__")? {
                        Some(notes) => notes,
                        None => Value::list(Vec::new()),
                    };
                    if let Value::List(list) = &notes {
                        list.items.borrow_mut().extend(args.positional);
                    }
                    instance.dict.borrow_mut().insert("__notes__".into(), notes);
                    Ok(Value::None)
                }))
            }
            "value" if &*instance.class.name == "StopIteration" => {
                Some(kept.args.borrow().first().cloned().unwrap_or(Value::None))
            }
            "code" if &*instance.class.name == "SystemExit" => {
                let args = kept.args.borrow();
                Some(match args.as_slice() {
                    [] => Value::None,
                    [one] => one.clone(),
                    several => Value::tuple(several.to_vec()),
                })
            }
            _ => None,
        }
    }

    /// Sets what an exception has besides its own attributes; false for any other name.
    pub(super) fn set_on_exception(
        &mut self,
        instance: &Rc<Instance>,
        name: &str,
        new: &Value,
    ) -> bool {
        if !instance.class.is_exception() {
            return false;
        }
        let kept = instance.as_exception();
        let exception = match new {
            Value::Instance(instance) => Some(Rc::clone(instance)),
            _ => None,
        };
        match (name, new) {
            ("args", Value::Tuple(args)) => *kept.args.borrow_mut() = args.to_vec(),
            ("args", Value::List(args)) => {
                let args = args.items.borrow().clone();
                *kept.args.borrow_mut() = args;
            }
            ("__cause__", _) => {
                kept.suppress_context.set(true);
                *kept.cause.borrow_mut() = exception;
            }
            ("__context__", _) => *kept.context.borrow_mut() = exception,
            ("__suppress_context__", Value::Bool(new)) => kept.suppress_context.set(*new),
            ("__traceback__", _) => {}
            _ => return false,
        }
        true
    }
}

/// One exception was raised while another was being handled.
fn in_context(exception: &Rc<Instance>, handled: &Rc<Instance>) {
    let kept = exception.as_exception();
    if Rc::ptr_eq(exception, handled) || kept.context.borrow().is_some() {
        return;
    }
    // The handled one may itself have come of this one: then the chain would be a ring.
    let mut at = Some(Rc::clone(handled));
    while let Some(one) = at {
        if Rc::ptr_eq(&one, exception) {
            return;
        }
        at = one.as_exception().context.borrow().clone();
    }
    *kept.context.borrow_mut() = Some(Rc::clone(handled));
}
