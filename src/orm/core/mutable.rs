//! `sqlalchemy.ext.mutable`: types whose values are lists, dicts and sets that may change in place.

use std::rc::Rc;

pub use crate::orm::core::library::Like;
use crate::orm::core::{Library, Type, TypeKind, coerce};
use crate::orm::python::{Args, Machine, Native, Run, Value};

/// `MutableDict` and its kin, as far as `as_mutable()` goes.
pub struct Mutable(pub Like);

impl Mutable {
    fn name(&self) -> &'static str {
        match self.0 {
            Like::Dict => "MutableDict",
            Like::List => "MutableList",
            Like::Set => "MutableSet",
        }
    }
}

impl Native for Mutable {
    fn type_name(&self) -> Rc<str> {
        "type".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn methods(&self) -> &'static [&'static str] {
        &["as_mutable"]
    }
    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        if name != "as_mutable" {
            return Err(machine.unsupported(format!("{}.{name}()", self.name())));
        }
        let taken = args.bind(machine, "as_mutable", &["sqltype"])?;
        let given = taken.values.into_iter().next().flatten().unwrap_or(Value::None);
        let plain = coerce::type_of(machine, &given)?;
        // A type of its own, by which its columns are known.
        let own = Type::new(TypeKind::clone(&plain.0));
        Library::of(machine).mutables.borrow_mut().push((own.clone(), self.0));
        Ok(Some(coerce::type_value(&own)))
    }
    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        match name {
            "as_mutable" => Ok(Some(Value::bound(self, name))),
            "__name__" => Ok(Some(Value::str(self.name()))),
            _ => Err(machine.unsupported(format!("{}.{name}", self.name()))),
        }
    }
    fn call(self: Rc<Self>, machine: &mut Machine, _: Args) -> Run<Option<Value>> {
        Err(machine.unsupported(format!("{}()", self.name())))
    }
}

/// What values of the type are kept as, where they may change in place.
pub fn like(machine: &Machine, ty: &Type) -> Option<Like> {
    let library = Library::of(machine);
    let mutables = library.mutables.borrow();
    mutables.iter().find(|(own, _)| Rc::ptr_eq(&own.0, &ty.0)).map(|(_, like)| *like)
}

/// A value that a script sets, as the attribute keeps it: a copy.
///
/// # Errors
///
/// ValueError for what is nothing of the kind.
pub fn coerced(machine: &mut Machine, key: &str, value: Value, like: Like) -> Run<Value> {
    if value.is_none() {
        return Ok(value);
    }
    let class = match (like, &value) {
        (Like::Dict, Value::Dict(_)) => "dict",
        (Like::List, Value::List(_)) => "list",
        (Like::Set, Value::Set(_)) => "set",
        _ => {
            let class = Value::Class(machine.class_of(&value));
            let shown = machine.repr(&class)?;
            let text = format!("Attribute '{key}' does not accept objects of type {shown}");
            return Err(machine.error("ValueError", text));
        }
    };
    let class = Value::Class(machine.builtin_class(class));
    machine.call(&class, Args::of(vec![value]))
}
