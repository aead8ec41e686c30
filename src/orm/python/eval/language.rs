//! The built-in functions that look at what is being run: `super`, `locals`, `globals`, `eval`;
//! and a generator's methods.

use std::rc::Rc;

use super::Written;
use crate::orm::python::{Args, Iter, Machine, Run, Scope, Sent, Stop, Value, Wrapped};

impl Machine {
    /// Adds them to what is known without an import.
    pub(in crate::orm::python) fn add_language(&mut self) {
        let functions: [(&str, Written); 4] = [
            ("super", Self::super_function),
            ("locals", |machine, _| Ok(machine.locals())),
            ("globals", |machine, _| Ok(super::namespace::of_scope(&Rc::clone(&machine.globals)))),
            ("eval", Self::eval_function),
        ];
        for (name, function) in functions {
            self.builtins.insert(name.into(), Value::function(name, function));
        }
        super::context::add(self);
    }

    /// `super()` and `super(Class, object)`.
    fn super_function(&mut self, args: Args) -> Run<Value> {
        match args.positional.as_slice() {
            [] => {}
            [Value::Class(class), object] => {
                return self.super_of(Rc::clone(class), object.clone());
            }
            [other, ..] => {
                let kind = self.class_of(other);
                let text = format!("super() argument 1 must be a type, not {}", kind.name);
                return Err(self.error("TypeError", text));
            }
        }
        let frame = self.running.frames.last();
        let found = frame.and_then(|frame| {
            let function = frame.function.as_ref()?;
            let first = function.code.parameters.first()?;
            Some((Rc::clone(&frame.scope), Rc::clone(function), Rc::clone(&first.name)))
        });
        let Some((scope, function, first)) = found else {
            return Err(self.error("RuntimeError", "super(): no arguments"));
        };
        let mut class = None;
        let mut at = Some(Rc::clone(&function.scope));
        while let Some(scope) = at {
            class = scope.class.get().and_then(std::rc::Weak::upgrade);
            if class.is_some() {
                break;
            }
            at = scope.outer.clone();
        }
        let mut object = None;
        let mut at = Some(scope);
        while let Some(scope) = at {
            object = scope.names.borrow().get(&first).cloned();
            if object.is_some() {
                break;
            }
            at = scope.outer.clone();
        }
        match (class, object) {
            (Some(class), Some(object)) => self.super_of(class, object),
            (None, _) => Err(self.error("RuntimeError", "super(): __class__ cell not found")),
            (_, None) => Err(self.error("RuntimeError", "super(): arg[0] deleted")),
        }
    }

    fn super_of(&mut self, class: Rc<crate::orm::python::Class>, object: Value) -> Run<Value> {
        let fits = match &object {
            Value::Class(own) => own.derives_from(&class),
            _ => self.is_instance(&object, &class),
        };
        if fits {
            return Ok(Value::Super(class, Rc::new(Wrapped(object))));
        }
        let text = "super(type, obj): obj must be an instance or subtype of type";
        Err(self.error("TypeError", text))
    }

    /// `eval(text)`, with the variables of the caller or those that are given.
    fn eval_function(&mut self, args: Args) -> Run<Value> {
        let Some(Value::Str(text)) = args.positional.first() else {
            let text = "eval() arg 1 must be a string, bytes or code object";
            return Err(self.error("TypeError", text));
        };
        let mut scope =
            self.running.frames.last().map_or(&self.globals, |frame| &frame.scope).clone();
        for names in args.positional.iter().skip(1) {
            let Some(entries) = self.as_entries(names) else {
                return Err(self.error("TypeError", "globals must be a dict"));
            };
            let inner = Scope::within(&scope, false);
            for (key, value) in entries {
                if let Value::Str(name) = key.0 {
                    inner.names.borrow_mut().insert(name, value);
                }
            }
            scope = inner;
        }
        self.evaluate_in(text, scope, "<string>")
    }

    /// A generator's methods.
    pub(super) fn of_generator(iterator: &Rc<Iter>, name: &str) -> Option<Value> {
        let function: fn(&mut Machine, &Rc<Iter>, Args) -> Run<Value> = match name {
            "send" => |machine, iterator, args| {
                let value = args.positional.into_iter().next().unwrap_or(Value::None);
                let result = machine.resume(iterator, Sent::Value(value))?;
                result.map_err(|value| machine.stop_iteration(value))
            },
            "throw" => |machine, iterator, args| {
                let mut args = args.positional.into_iter();
                let exception = args.next().unwrap_or(Value::None);
                let exception = match (exception, args.next()) {
                    (_, Some(value @ Value::Instance(_))) => value,
                    (class @ Value::Class(_), Some(value)) if !value.is_none() => {
                        machine.call(&class, Args::of(vec![value]))?
                    }
                    (exception, _) => exception,
                };
                let text = "exceptions must be classes or instances deriving from BaseException";
                let exception = machine.as_raised(exception, text)?;
                let stop = machine.stop(exception);
                let result = machine.resume(iterator, Sent::Error(stop))?;
                result.map_err(|value| machine.stop_iteration(value))
            },
            "close" => |machine, iterator, _| {
                let stop = machine.error("GeneratorExit", "");
                match machine.resume(iterator, Sent::Error(stop)) {
                    Ok(Ok(_)) => {
                        Err(machine.error("RuntimeError", "generator ignored GeneratorExit"))
                    }
                    Ok(Err(_)) => Ok(Value::None),
                    Err(stop) => {
                        let quiet = machine.is_error(&stop, "GeneratorExit")
                            || machine.is_error(&stop, "StopIteration");
                        if quiet { Ok(Value::None) } else { Err(stop) }
                    }
                }
            },
            _ => {
                let state = iterator.state.try_borrow().ok()?;
                return match name {
                    "__name__" | "__qualname__" => state.name().map(Value::Str),
                    _ => None,
                };
            }
        };
        let iterator = Rc::clone(iterator);
        Some(Value::function(name, move |machine, args| function(machine, &iterator, args)))
    }

    pub(super) fn stop_iteration(&mut self, value: Value) -> Stop {
        let class = self.builtin_class("StopIteration");
        let args = if value.is_none() { Vec::new() } else { vec![value] };
        let exception = self.exception(&class, args);
        self.stop(exception)
    }
}
