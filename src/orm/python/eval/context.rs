//! `contextlib.contextmanager`: a generator function as what `with` enters and leaves.

use std::cell::RefCell;
use std::rc::Rc;

use crate::orm::python::{Args, Iter, Machine, Native, Raised, Run, Sent, Value};

/// What `@contextmanager` gives: a function whose value can be entered.
pub(super) fn context_manager(machine: &mut Machine, args: Args) -> Run<Value> {
    let Some(function) = args.positional.into_iter().next() else {
        let text = "contextmanager() missing 1 required positional argument: 'func'";
        return Err(machine.error("TypeError", text));
    };
    let name = match &function {
        Value::Function(function) => function.name.to_string(),
        _ => "contextmanager".to_owned(),
    };
    Ok(Value::of(Wrapper { function, name: name.into() }))
}

/// A function under `@contextmanager`; in a class it is a method.
struct Wrapper {
    function: Value,
    name: Rc<str>,
}

impl Native for Wrapper {
    fn type_name(&self) -> Rc<str> {
        "function".into()
    }

    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        machine.attribute_if_any(&self.function, name)
    }

    fn call(self: Rc<Self>, machine: &mut Machine, args: Args) -> Run<Option<Value>> {
        let generator = machine.call(&self.function, args)?;
        let iterator = machine.iterate(&generator)?;
        Ok(Some(Value::of(Context { iterator: RefCell::new(Some(iterator)) })))
    }

    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        machine.repr(&self.function).map(Some)
    }

    fn is_descriptor(&self) -> bool {
        true
    }

    fn descriptor_get(
        self: Rc<Self>,
        _: &mut Machine,
        instance: Option<&Rc<crate::orm::python::Instance>>,
        _: &Rc<crate::orm::python::Class>,
    ) -> Run<Value> {
        let function = Value::Native(self);
        Ok(match instance {
            Some(instance) => Value::Method(Rc::new(crate::orm::python::Method {
                receiver: Value::Instance(Rc::clone(instance)),
                function,
            })),
            None => function,
        })
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

/// A generator that waits between entering and leaving.
struct Context {
    iterator: RefCell<Option<Rc<Iter>>>,
}

impl Native for Context {
    fn type_name(&self) -> Rc<str> {
        "_GeneratorContextManager".into()
    }

    fn enter(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Value>> {
        let iterator = self.iterator.borrow().clone();
        let entered = match iterator {
            Some(iterator) => machine.next(&iterator)?,
            None => None,
        };
        match entered {
            Some(value) => Ok(Some(value)),
            None => Err(machine.error("RuntimeError", "generator didn't yield")),
        }
    }

    fn exit(self: Rc<Self>, machine: &mut Machine, raised: Option<&Raised>) -> Run<bool> {
        let Some(iterator) = self.iterator.take() else { return Ok(false) };
        let Some(raised) = raised else {
            return match machine.next(&iterator)? {
                None => Ok(false),
                Some(_) => Err(machine.error("RuntimeError", "generator didn't stop")),
            };
        };
        let stop = machine.stop(Rc::clone(&raised.exception));
        match machine.resume(&iterator, Sent::Error(stop)) {
            Ok(Err(_)) => Ok(true),
            Ok(Ok(_)) => Err(machine.error("RuntimeError", "generator didn't stop after throw()")),
            Err(crate::orm::python::Stop::Raised(again))
                if Rc::ptr_eq(&again.exception, &raised.exception) =>
            {
                Ok(false)
            }
            Err(stop) => Err(stop),
        }
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}
