//! What functions and properties have by themselves.

use std::rc::Rc;

use crate::orm::python::{Function, Property, Value};

/// What a function has besides what was set on it.
pub(super) fn of_function(function: &Rc<Function>, name: &str) -> Option<Value> {
    let own = function.dict.borrow().get(name).cloned();
    if own.is_some() {
        return own;
    }
    match name {
        "__name__" => Some(Value::Str(Rc::clone(&function.name))),
        "__qualname__" => Some(Value::Str(Rc::clone(&function.qualified))),
        "__module__" => Some(Value::str("__main__")),
        "__doc__" => Some(function.code.doc.clone().map_or(Value::None, Value::Str)),
        "__dict__" => {
            let names = function.dict.borrow().clone();
            Some(Value::dict(names.into_iter().collect()))
        }
        "__defaults__" => {
            let defaults: Vec<Value> = function.defaults.iter().flatten().cloned().collect();
            Some(if defaults.is_empty() { Value::None } else { Value::tuple(defaults) })
        }
        "__annotations__" => {
            let empty = Value::dict(Vec::new());
            function.dict.borrow_mut().insert(name.into(), empty.clone());
            Some(empty)
        }
        _ => None,
    }
}

/// What a property has: its functions, and what makes another of it.
pub(super) fn of_property(property: &Rc<Property>, name: &str) -> Option<Value> {
    let or_none = |value: &Option<Value>| Some(value.clone().unwrap_or(Value::None));
    let with = |place: fn(&mut Property) -> &mut Option<Value>| {
        let property = Rc::clone(property);
        Some(Value::function(name, move |_, args| {
            let mut changed = Property {
                get: property.get.clone(),
                set: property.set.clone(),
                delete: property.delete.clone(),
            };
            *place(&mut changed) = args.positional.into_iter().next();
            Ok(Value::Property(Rc::new(changed)))
        }))
    };
    match name {
        "fget" => or_none(&property.get),
        "fset" => or_none(&property.set),
        "fdel" => or_none(&property.delete),
        "getter" => with(|property| &mut property.get),
        "setter" => with(|property| &mut property.set),
        "deleter" => with(|property| &mut property.delete),
        _ => None,
    }
}
