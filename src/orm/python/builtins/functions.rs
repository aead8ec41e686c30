//! The functions that are known without an import.

mod iterate;
mod attribute;

use std::rc::Rc;

use crate::orm::python::text::quote;
use crate::orm::python::{Args, Machine, Names, Run, Value};

const FUNCTIONS: &[(&str, fn(&mut Machine, Args) -> Run<Value>)] = &[
    ("print", print),
    ("len", len),
    ("repr", |machine, args| {
        let value = args.take_one(machine, "repr")?;
        machine.repr(&value).map(Value::Str)
    }),
    ("ascii", |machine, args| {
        let value = args.take_one(machine, "ascii")?;
        let text = machine.repr(&value)?;
        Ok(Value::str(quote::ascii(&text)))
    }),
    ("format", |machine, args| {
        let [value, spec] = args.take(machine, "format", 1)?;
        let spec = spec.unwrap_or_else(|| Value::str(""));
        let Value::Str(spec) = spec else {
            let kind = machine.type_name(&spec);
            let text = format!("format() argument 2 must be str, not {kind}");
            return Err(machine.error("TypeError", text));
        };
        machine.format(&value.unwrap_or(Value::None), &spec).map(Value::Str)
    }),
    ("id", |machine, args| {
        let value = args.take_one(machine, "id")?;
        Ok(Value::Int(machine.place(&value).cast_signed()))
    }),
    ("hash", |machine, args| {
        let value = args.take_one(machine, "hash")?;
        machine.hash(&value).map(Value::Int)
    }),
];

/// What no script may do here, whatever it is called with.
const REFUSED: &[&str] = &[
    "input",
    "open",
    "exec",
    "eval",
    "compile",
    "__import__",
    "breakpoint",
    "globals",
    "locals",
    "memoryview",
    "bytearray",
    "aiter",
    "anext",
    "help",
    "complex",
];

/// All functions by name.
pub(super) fn names() -> Names {
    let mut names: Names = [FUNCTIONS, iterate::FUNCTIONS, attribute::FUNCTIONS]
        .into_iter()
        .flatten()
        .map(|(name, body)| (Rc::from(*name), Value::function(name, *body)))
        .collect();
    for (name, body) in super::numbers::FUNCTIONS {
        names.insert(Rc::from(*name), Value::function(name, *body));
    }
    for name in REFUSED {
        let refusal =
            move |machine: &mut Machine, _: Args| Err(machine.unsupported(format!("{name}()")));
        names.insert(Rc::from(*name), Value::function(name, refusal));
    }
    for name in ["exit", "quit"] {
        names.insert(Rc::from(name), Value::function(name, exit_with_none));
    }
    names
}

/// `exit()` of the prompt: SystemExit, with `None` where no code is given.
fn exit_with_none(machine: &mut Machine, mut args: Args) -> Run<Value> {
    if args.positional.is_empty() {
        args.positional.push(Value::None);
    }
    exit(machine, args)
}

/// `sys.exit(code)`: SystemExit.
pub(super) fn exit(machine: &mut Machine, args: Args) -> Run<Value> {
    let [code] = args.take(machine, "exit", 0)?;
    let class = machine.builtin_class("SystemExit");
    let exception = machine.exception(&class, code.into_iter().collect());
    Err(machine.stop(exception))
}

fn print(machine: &mut Machine, args: Args) -> Run<Value> {
    let mut between: Rc<str> = " ".into();
    let mut end: Rc<str> = "\n".into();
    for (name, value) in &args.named {
        let target = match &**name {
            "sep" => &mut between,
            "end" => &mut end,
            "flush" => continue,
            "file" if value.is_none() => continue,
            "file" => {
                // Where errors go is not what a script prints.
                if matches!(value, Value::Native(native) if &*native.type_name() == "stderr") {
                    return Ok(Value::None);
                }
                if matches!(value, Value::Native(native) if &*native.type_name() == "stdout") {
                    continue;
                }
                return Err(machine.unsupported("print() to a file"));
            }
            _ => {
                let text = format!("'{name}' is an invalid keyword argument for print()");
                return Err(machine.error("TypeError", text));
            }
        };
        match value {
            Value::Str(text) => *target = Rc::clone(text),
            Value::None => {}
            other => {
                let kind = machine.type_name(other);
                let text = format!("{name} must be None or a string, not {kind}");
                return Err(machine.error("TypeError", text));
            }
        }
    }
    for (place, value) in args.positional.iter().enumerate() {
        if place > 0 {
            machine.write(&between)?;
        }
        let text = machine.str(value)?;
        machine.write(&text)?;
    }
    machine.write(&end)?;
    Ok(Value::None)
}

fn len(machine: &mut Machine, args: Args) -> Run<Value> {
    let value = args.take_one(machine, "len")?;
    let length = machine.length(&value)?;
    Ok(Value::Int(i64::try_from(length).unwrap_or(i64::MAX)))
}
