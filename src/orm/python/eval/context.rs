//! `contextlib`: a generator function as what `with` enters and leaves, and its small kin.

use std::cell::RefCell;
use std::rc::Rc;

use super::Written;
use crate::orm::python::{
    Args, Class, Instance, Iter, Machine, Method, Module, Native, Raised, Run, Sent, Stop, Value,
};

/// Adds the module.
pub(super) fn add(machine: &mut Machine) {
    let functions: [(&str, Written); 7] = [
        ("contextmanager", context_manager),
        ("suppress", |_, args| Ok(Value::of(Small::Suppress(args.positional)))),
        ("nullcontext", |_, args| {
            let value = args.positional.into_iter().next().unwrap_or(Value::None);
            Ok(Value::of(Small::Null(value)))
        }),
        ("closing", |machine, args| {
            Ok(Value::of(Small::Closing(args.take_one(machine, "closing")?)))
        }),
        ("redirect_stdout", |machine, _| Err(machine.unsupported("contextlib.redirect_stdout()"))),
        ("ExitStack", |machine, _| Err(machine.unsupported("contextlib.ExitStack()"))),
        ("asynccontextmanager", |machine, _| {
            Err(machine.unsupported("contextlib.asynccontextmanager()"))
        }),
    ];
    let module = Module { name: "contextlib".into(), names: RefCell::default() };
    for (name, function) in functions {
        module.names.borrow_mut().insert(name.into(), Value::function(name, function));
    }
    machine.modules.insert("contextlib".into(), Rc::new(module));
}

/// What is entered and left without a generator.
enum Small {
    /// `suppress(kinds)`.
    Suppress(Vec<Value>),
    /// `nullcontext(value)`.
    Null(Value),
    /// `closing(value)`.
    Closing(Value),
}

impl Native for Small {
    fn type_name(&self) -> Rc<str> {
        match self {
            Self::Suppress(_) => "suppress".into(),
            Self::Null(_) => "nullcontext".into(),
            Self::Closing(_) => "closing".into(),
        }
    }

    fn enter(self: Rc<Self>, _: &mut Machine) -> Run<Option<Value>> {
        Ok(Some(match &*self {
            Self::Suppress(_) => Value::None,
            Self::Null(value) | Self::Closing(value) => value.clone(),
        }))
    }

    fn exit(self: Rc<Self>, machine: &mut Machine, raised: Option<&Raised>) -> Run<bool> {
        match (&*self, raised) {
            (Self::Suppress(kinds), Some(raised)) => {
                let kinds = Value::tuple(kinds.clone());
                machine.catches(&kinds, &raised.exception)
            }
            (Self::Closing(value), _) => {
                machine.call_method(value, "close", Args::none()).map(|_| false)
            }
            _ => Ok(false),
        }
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

/// What `@contextmanager` gives: a function whose value can be entered.
fn context_manager(machine: &mut Machine, args: Args) -> Run<Value> {
    let Some(function) = args.positional.into_iter().next() else {
        let text = "contextmanager() missing 1 required positional argument: 'func'";
        return Err(machine.error("TypeError", text));
    };
    Ok(Value::of(Wrapper { function }))
}

/// A function under `@contextmanager`; in a class it is a method.
struct Wrapper {
    function: Value,
}

impl Native for Wrapper {
    fn type_name(&self) -> Rc<str> {
        "function".into()
    }

    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        machine.attribute_if_any(&self.function, name)
    }

    fn call(self: Rc<Self>, machine: &mut Machine, args: Args) -> Run<Option<Value>> {
        let context = Context::new(machine, self.function.clone(), args)?;
        Ok(Some(Value::Native(context)))
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
        instance: Option<&Rc<Instance>>,
        _: &Rc<Class>,
    ) -> Run<Value> {
        let function = Value::Native(self);
        Ok(match instance {
            Some(instance) => Value::Method(Rc::new(Method {
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
    /// What made it, for a use as a decorator.
    function: Value,
    args: Args,
    /// None once it has been left.
    iterator: RefCell<Option<Rc<Iter>>>,
}

impl Context {
    fn new(machine: &mut Machine, function: Value, args: Args) -> Run<Rc<Self>> {
        let generator = machine.call(&function, args.clone())?;
        let iterator = RefCell::new(Some(machine.iterate(&generator)?));
        Ok(Rc::new(Self { function, args, iterator }))
    }
}

impl Native for Context {
    fn type_name(&self) -> Rc<str> {
        "_GeneratorContextManager".into()
    }

    /// As a decorator: each call is made within a context of its own.
    fn call(self: Rc<Self>, machine: &mut Machine, args: Args) -> Run<Option<Value>> {
        let function = args.take_one(machine, "contextmanager")?;
        Ok(Some(Value::function("inner", move |machine, args| {
            let context = Self::new(machine, self.function.clone(), self.args.clone())?;
            Rc::clone(&context).enter(machine)?;
            match machine.call(&function, args) {
                Ok(value) => context.exit(machine, None).map(|_| value),
                Err(Stop::Raised(raised)) => {
                    if context.exit(machine, Some(&raised))? {
                        Ok(Value::None)
                    } else {
                        Err(Stop::Raised(raised))
                    }
                }
                Err(stop) => Err(stop),
            }
        })))
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
            Err(Stop::Raised(again)) if Rc::ptr_eq(&again.exception, &raised.exception) => {
                Ok(false)
            }
            Err(stop) => Err(stop),
        }
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}
