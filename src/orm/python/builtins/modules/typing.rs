//! `typing`, and what else is there for annotations alone.

use std::rc::Rc;

use crate::orm::python::builtins::annotation::{FORMS, Form};
use crate::orm::python::builtins::library::functions;
use crate::orm::python::{Machine, Native, Run, Value};

/// `TypeVar("T")`.
struct TypeVar {
    name: Rc<str>,
}

impl Native for TypeVar {
    fn type_name(&self) -> Rc<str> {
        "TypeVar".into()
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }

    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some(format!("~{}", self.name).into()))
    }
}

pub(super) fn add(machine: &mut Machine) {
    let itself = |machine: &mut Machine, args: crate::orm::python::Args| {
        args.positional
            .into_iter()
            .next()
            .ok_or_else(|| machine.error("TypeError", "missing 1 required positional argument"))
    };
    let mut names = functions(&[
        ("cast", |machine, args| {
            let [_, value] = args.take(machine, "cast", 2)?;
            Ok(value.unwrap_or(Value::None))
        }),
        ("TypeVar", |machine, args| {
            let name = args.positional.first().cloned().unwrap_or(Value::None);
            let name = machine.str(&name)?;
            Ok(Value::of(TypeVar { name }))
        }),
        ("NewType", |machine, args| {
            let [_, value] = args.take(machine, "NewType", 2)?;
            Ok(value.unwrap_or(Value::None))
        }),
        ("get_type_hints", |machine, args| {
            let value = args.positional.first().cloned().unwrap_or(Value::None);
            machine.attribute(&value, "__annotations__")
        }),
        ("get_origin", |machine, args| {
            let value = args.take_one(machine, "get_origin")?;
            Ok(machine.attribute_if_any(&value, "__origin__")?.unwrap_or(Value::None))
        }),
        ("get_args", |machine, args| {
            let value = args.take_one(machine, "get_args")?;
            let found = machine.attribute_if_any(&value, "__args__")?;
            Ok(found.unwrap_or_else(|| Value::tuple(Vec::new())))
        }),
        ("NamedTuple", |machine, _| Err(machine.unsupported("typing.NamedTuple"))),
        ("TypedDict", |machine, _| Err(machine.unsupported("typing.TypedDict"))),
    ]);
    for name in ["overload", "final", "no_type_check", "runtime_checkable"] {
        names.insert(name.into(), Value::function(name, itself));
    }
    for (name, _) in FORMS {
        names.insert(Rc::from(*name), Value::of(Form { name }));
    }
    names.insert("Text".into(), Value::Class(machine.builtin_class("str")));
    names.insert("TYPE_CHECKING".into(), Value::Bool(false));
    machine.add_module("typing", names.clone());
    machine.add_module("typing_extensions", names);
    let mut names = crate::orm::python::Names::new();
    for name in [
        "Iterable",
        "Iterator",
        "Sequence",
        "Mapping",
        "MutableMapping",
        "Callable",
        "Generator",
        "Collection",
        "MutableSequence",
        "MutableSet",
        "Hashable",
        "Sized",
        "Set",
    ] {
        names.insert(name.into(), Value::of(Form { name }));
    }
    machine.add_module("collections.abc", names);
}
