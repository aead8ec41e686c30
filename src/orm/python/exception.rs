//! What an exception carries.

use std::any::Any;
use std::rc::Rc;

use crate::orm::python::{
    Class, Exception, Instance, Machine, Raised, Run, Stop, Unsupported, Value,
};

impl Instance {
    /// What Python keeps with it, if it is an exception. It is made when it is first asked for.
    pub fn as_exception(&self) -> Rc<Exception> {
        let slot = self.slot.get_or_init(|| Rc::new(Exception::default()) as Rc<dyn Any>);
        // A library that keeps something of its own with an exception has no `args` to lose.
        Rc::clone(slot).downcast().unwrap_or_default()
    }
}

impl Class {
    /// The class itself and its ancestors, in the order in which names are looked up.
    pub fn line_of_descent(self: &Rc<Self>) -> impl Iterator<Item = &Rc<Class>> {
        std::iter::once(self).chain(&self.ancestors)
    }

    /// It is that class or derived from it.
    pub fn derives_from(self: &Rc<Self>, other: &Rc<Class>) -> bool {
        self.line_of_descent().any(|class| Rc::ptr_eq(class, other))
    }

    /// It is an exception, by its name in Python.
    pub fn is_exception(self: &Rc<Self>) -> bool {
        self.line_of_descent().any(|class| &*class.name == "BaseException" && class.line == 0)
    }
}

impl Machine {
    /// One of Python's own exceptions, by its class's name.
    pub fn error(&mut self, class: &str, message: impl AsRef<str>) -> Stop {
        let class = self.builtin_class(class);
        self.raise(&class, message)
    }

    /// An exception of any class with one text as its argument.
    pub fn raise(&mut self, class: &Rc<Class>, message: impl AsRef<str>) -> Stop {
        let exception = self.exception(class, vec![Value::str(message)]);
        self.stop(exception)
    }

    /// An exception object with these arguments.
    pub fn exception(&mut self, class: &Rc<Class>, args: Vec<Value>) -> Rc<Instance> {
        let exception = self.new_instance(class);
        *exception.as_exception().args.borrow_mut() = args;
        exception
    }

    /// What raises an exception object.
    pub fn stop(&self, exception: Rc<Instance>) -> Stop {
        let kept = exception.as_exception();
        if kept.span.get().is_none() {
            kept.span.set(Some(self.running.span.get()));
        }
        let (lines, hint) = (kept.lines.borrow().clone(), kept.hint.borrow().clone());
        let help = kept.help.borrow().clone();
        Stop::Raised(Box::new(Raised { lines, span: kept.span.get(), hint, help, exception }))
    }

    /// The same with a guess at what was meant.
    pub(in crate::orm::python) fn error_with_hint(
        &mut self,
        class: &str,
        message: impl AsRef<str>,
        hint: Option<&str>,
    ) -> Stop {
        self.error(class, message).with_hint(hint)
    }

    /// What says that something is not supported here.
    pub fn unsupported(&self, what: impl Into<String>) -> Stop {
        let span = Some(self.running.span.get());
        Stop::Unsupported(Box::new(Unsupported { what: what.into(), span }))
    }

    /// Where the script is, in bytes: where a bound was met, or the expression or statement that
    /// ran last.
    pub fn stands_at(&self) -> crate::diagnostic::Span {
        self.running.halted.get().unwrap_or_else(|| self.running.span.get())
    }

    /// Whether what stopped a step is an exception of one of Python's own classes.
    pub(in crate::orm::python) fn is_error(&self, stop: &Stop, class: &str) -> bool {
        match stop {
            Stop::Raised(raised) => raised.exception.class.derives_from(&self.builtin_class(class)),
            Stop::Bounds(_) | Stop::Unsupported(_) => false,
        }
    }

    /// A step's value, or none where it raised this one of Python's own exceptions.
    pub(in crate::orm::python) fn unless<T>(&self, run: Run<T>, class: &str) -> Run<Option<T>> {
        match run {
            Ok(value) => Ok(Some(value)),
            Err(stop) if self.is_error(&stop, class) => Ok(None),
            Err(stop) => Err(stop),
        }
    }
}
