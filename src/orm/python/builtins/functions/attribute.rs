//! Functions that ask an object about itself.

use std::rc::Rc;

use crate::orm::python::{Args, Machine, Run, Value};

pub(super) const FUNCTIONS: &[(&str, fn(&mut Machine, Args) -> Run<Value>)] = &[
    ("isinstance", isinstance),
    ("issubclass", issubclass),
    ("getattr", getattr),
    ("setattr", setattr),
    ("hasattr", hasattr),
    ("delattr", delattr),
    ("callable", callable),
    ("vars", vars),
    ("dir", dir),
];

fn isinstance(machine: &mut Machine, args: Args) -> Run<Value> {
    let [value, class] = args.take(machine, "isinstance", 2)?;
    let (value, class) = (value.unwrap_or(Value::None), class.unwrap_or(Value::None));
    machine.is_instance_of(&value, &class).map(Value::Bool)
}

fn issubclass(machine: &mut Machine, args: Args) -> Run<Value> {
    let [value, class] = args.take(machine, "issubclass", 2)?;
    let Some(Value::Class(value)) = value else {
        return Err(machine.error("TypeError", "issubclass() arg 1 must be a class"));
    };
    machine.is_subclass_of(&value, &class.unwrap_or(Value::None)).map(Value::Bool)
}

/// The name of an attribute, or TypeError.
fn attribute_name(machine: &mut Machine, name: Option<Value>) -> Run<Rc<str>> {
    match name.map(|name| Machine::plain_part(&name)) {
        Some(Value::Str(name)) => Ok(name),
        other => {
            let kind = machine.type_name(&other.unwrap_or(Value::None));
            let text = format!("attribute name must be string, not '{kind}'");
            Err(machine.error("TypeError", text))
        }
    }
}

fn getattr(machine: &mut Machine, args: Args) -> Run<Value> {
    let [value, name, default] = args.take(machine, "getattr", 2)?;
    let name = attribute_name(machine, name)?;
    let value = value.unwrap_or(Value::None);
    match default {
        None => machine.attribute(&value, &name),
        Some(default) => Ok(machine.attribute_if_any(&value, &name)?.unwrap_or(default)),
    }
}

fn setattr(machine: &mut Machine, args: Args) -> Run<Value> {
    let [value, name, new] = args.take(machine, "setattr", 3)?;
    let name = attribute_name(machine, name)?;
    machine.set_attribute(&value.unwrap_or(Value::None), &name, new.unwrap_or(Value::None))?;
    Ok(Value::None)
}

fn hasattr(machine: &mut Machine, args: Args) -> Run<Value> {
    let [value, name] = args.take(machine, "hasattr", 2)?;
    let name = attribute_name(machine, name)?;
    let found = machine.attribute_if_any(&value.unwrap_or(Value::None), &name)?;
    Ok(Value::Bool(found.is_some()))
}

fn delattr(machine: &mut Machine, args: Args) -> Run<Value> {
    let [value, name] = args.take(machine, "delattr", 2)?;
    let name = attribute_name(machine, name)?;
    machine.delete_attribute(&value.unwrap_or(Value::None), &name)?;
    Ok(Value::None)
}

fn callable(machine: &mut Machine, args: Args) -> Run<Value> {
    let value = args.take_one(machine, "callable")?;
    Ok(Value::Bool(match &value {
        Value::Function(_) | Value::Method(_) | Value::Builtin(_) | Value::Class(_) => true,
        Value::Instance(_) => machine.special(&value, "__call__").is_some(),
        // A library's object says by its methods whether it can be called.
        Value::Native(native) => native.methods().contains(&"__call__"),
        _ => false,
    }))
}

fn vars(machine: &mut Machine, args: Args) -> Run<Value> {
    let [value] = args.take(machine, "vars", 0)?;
    let Some(value) = value else { return Err(machine.unsupported("vars() of the script")) };
    match machine.attribute_if_any(&value, "__dict__")? {
        Some(dict) => Ok(dict),
        None => Err(machine.error("TypeError", "vars() argument must have __dict__ attribute")),
    }
}

fn dir(machine: &mut Machine, args: Args) -> Run<Value> {
    let [value] = args.take(machine, "dir", 0)?;
    let mut names: Vec<Rc<str>> = match &value {
        None => machine.globals.names.borrow().keys().map(Rc::clone).collect(),
        Some(value) => {
            let mut names: Vec<Rc<str>> = Vec::new();
            let class = match value {
                Value::Class(class) => Rc::clone(class),
                other => machine.class_of(other),
            };
            match value {
                Value::Instance(instance) => names.extend(instance.dict.borrow().keys().cloned()),
                Value::Module(module) => names.extend(module.names.borrow().keys().cloned()),
                Value::Native(native) => {
                    names.extend(native.methods().iter().map(|name| Rc::from(*name)));
                    names.extend(native.attributes());
                }
                _ => {}
            }
            for class in std::iter::once(&class).chain(&class.ancestors) {
                names.extend(class.dict.borrow().keys().cloned());
                let methods = crate::orm::python::builtins::object::class_methods(class.own_name());
                names.extend(methods.iter().map(|name| Rc::from(*name)));
            }
            names
        }
    };
    names.sort();
    names.dedup();
    Ok(Value::list(names.into_iter().map(Value::Str).collect()))
}
