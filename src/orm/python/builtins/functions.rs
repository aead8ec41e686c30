//! The functions that are known without an import.

use std::rc::Rc;

use crate::orm::python::text::quote;
use crate::orm::python::{Args, Comparison, Iter, Machine, Names, Run, Stop, Value};

type Body = fn(&mut Machine, Args) -> Run<Value>;

const FUNCTIONS: &[(&str, Body)] = &[
    ("print", print),
    ("len", len),
    ("sorted", sorted),
    ("min", |machine, args| extreme(machine, args, "min", Comparison::Less)),
    ("max", |machine, args| extreme(machine, args, "max", Comparison::Greater)),
    ("sum", sum),
    ("any", any),
    ("all", all),
    ("enumerate", enumerate),
    ("zip", zip),
    ("map", map),
    ("filter", filter),
    ("reversed", reversed),
    ("iter", iter),
    ("next", next),
    ("isinstance", isinstance),
    ("issubclass", issubclass),
    ("getattr", getattr),
    ("setattr", setattr),
    ("hasattr", hasattr),
    ("delattr", delattr),
    ("callable", callable),
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
    ("vars", vars),
    ("dir", dir),
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
    let mut names: Names = FUNCTIONS
        .iter()
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

fn sorted(machine: &mut Machine, args: Args) -> Run<Value> {
    let Args { positional, named } = args;
    if positional.len() != 1 {
        let text = format!("sorted expected 1 argument, got {}", positional.len());
        return Err(machine.error("TypeError", text));
    }
    let items = match positional.first() {
        Some(value) => machine.collect(value)?,
        None => Vec::new(),
    };
    machine.sorted(items, named, "sort").map(Value::list)
}

/// `min()` and `max()`.
fn extreme(machine: &mut Machine, args: Args, name: &str, op: Comparison) -> Run<Value> {
    let (mut key, mut default) = (None, None);
    for (keyword, value) in args.named {
        match &*keyword {
            "key" => key = Some(value).filter(|value| !value.is_none()),
            "default" => default = Some(value),
            _ => {
                let text = format!("{name}() got an unexpected keyword argument '{keyword}'");
                return Err(machine.error("TypeError", text));
            }
        }
    }
    let items = match args.positional.as_slice() {
        [] => {
            let text = format!("{name} expected at least 1 argument, got 0");
            return Err(machine.error("TypeError", text));
        }
        [one] => machine.collect(one)?,
        several if default.is_some() => {
            let _ = several;
            let text =
                format!("Cannot specify a default for {name}() with multiple positional arguments");
            return Err(machine.error("TypeError", text));
        }
        several => several.to_vec(),
    };
    let mut best: Option<(Value, Value)> = None;
    for item in items {
        machine.step(1)?;
        let rank = match &key {
            Some(key) => machine.call(key, Args::of(vec![item.clone()]))?,
            None => item.clone(),
        };
        let is_better = match &best {
            None => true,
            Some((_, leader)) => {
                let value = machine.compare(op, &rank, leader)?;
                machine.truth(&value)?
            }
        };
        if is_better {
            best = Some((item, rank));
        }
    }
    match (best, default) {
        (Some((item, _)), _) => Ok(item),
        (None, Some(default)) => Ok(default),
        (None, None) => {
            Err(machine.error("ValueError", format!("{name}() arg is an empty sequence")))
        }
    }
}

fn sum(machine: &mut Machine, args: Args) -> Run<Value> {
    let taken = args.bind(machine, "sum", &["iterable", "/", "start?"])?;
    let [iterable, start] = taken.array();
    let mut total = start.unwrap_or(Value::Int(0));
    if matches!(total, Value::Str(_)) {
        let text = "sum() can't sum strings [use ''.join(seq) instead]";
        return Err(machine.error("TypeError", text));
    }
    let iter = machine.iterate(&iterable.unwrap_or(Value::None))?;
    while let Some(item) = machine.next(&iter)? {
        total = machine.binary(crate::orm::python::Binary::Add, &total, &item)?;
    }
    Ok(total)
}

fn any(machine: &mut Machine, args: Args) -> Run<Value> {
    let value = args.take_one(machine, "any")?;
    let iter = machine.iterate(&value)?;
    while let Some(item) = machine.next(&iter)? {
        if machine.truth(&item)? {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

fn all(machine: &mut Machine, args: Args) -> Run<Value> {
    let value = args.take_one(machine, "all")?;
    let iter = machine.iterate(&value)?;
    while let Some(item) = machine.next(&iter)? {
        if !machine.truth(&item)? {
            return Ok(Value::Bool(false));
        }
    }
    Ok(Value::Bool(true))
}

fn enumerate(machine: &mut Machine, args: Args) -> Run<Value> {
    if args.positional.is_empty() && !args.named.iter().any(|(name, _)| &**name == "iterable") {
        let text = "enumerate() missing required argument 'iterable'";
        return Err(machine.error("TypeError", text));
    }
    let taken = args.bind(machine, "enumerate", &["iterable", "start?"])?;
    let [iterable, start] = taken.array();
    let iter = machine.iterate(&iterable.unwrap_or(Value::None))?;
    let mut at = match start {
        Some(start) => machine.index(&start)?,
        None => 0,
    };
    Ok(Value::Iterator(Iter::lazily("enumerate", move |machine| {
        let Some(item) = machine.next(&iter)? else { return Ok(None) };
        at += 1;
        Ok(Some(Value::tuple(vec![Value::Int(at - 1), item])))
    })))
}

fn zip(machine: &mut Machine, args: Args) -> Run<Value> {
    let mut strict = false;
    for (name, value) in &args.named {
        if &**name != "strict" {
            let text = format!("zip() got an unexpected keyword argument '{name}'");
            return Err(machine.error("TypeError", text));
        }
        strict = machine.truth(value)?;
    }
    let mut iters = Vec::new();
    for value in &args.positional {
        iters.push(machine.iterate(value)?);
    }
    let mut done = iters.is_empty();
    Ok(Value::Iterator(Iter::lazily("zip", move |machine| {
        if done {
            return Ok(None);
        }
        let mut items = Vec::with_capacity(iters.len());
        for (at, iter) in iters.iter().enumerate() {
            match machine.next(iter)? {
                Some(item) if strict && items.len() < at => {
                    let _ = item;
                    return Err(longer(machine, at, "longer"));
                }
                Some(item) => items.push(item),
                None if strict && at > 0 && items.len() == at => {
                    return Err(longer(machine, at, "shorter"));
                }
                None if strict => {}
                None => {
                    done = true;
                    return Ok(None);
                }
            }
        }
        if items.len() < iters.len() {
            done = true;
            return Ok(None);
        }
        Ok(Some(Value::tuple(items)))
    })))
}

fn longer(machine: &mut Machine, at: usize, how: &str) -> Stop {
    let others = if at == 1 { "argument 1".to_owned() } else { format!("arguments 1-{at}") };
    machine.error("ValueError", format!("zip() argument {} is {how} than {others}", at + 1))
}

fn map(machine: &mut Machine, mut args: Args) -> Run<Value> {
    args.no_names(machine, "map")?;
    if args.positional.len() < 2 {
        return Err(machine.error("TypeError", "map() must have at least two arguments."));
    }
    let function = args.positional.remove(0);
    let mut iters = Vec::new();
    for value in &args.positional {
        iters.push(machine.iterate(value)?);
    }
    Ok(Value::Iterator(Iter::lazily("map", move |machine| {
        let mut items = Vec::with_capacity(iters.len());
        for iter in &iters {
            match machine.next(iter)? {
                Some(item) => items.push(item),
                None => return Ok(None),
            }
        }
        machine.call(&function, Args::of(items)).map(Some)
    })))
}

fn filter(machine: &mut Machine, args: Args) -> Run<Value> {
    let [function, iterable] = args.take(machine, "filter", 2)?;
    let function = function.filter(|function| !function.is_none());
    let iter = machine.iterate(&iterable.unwrap_or(Value::None))?;
    Ok(Value::Iterator(Iter::lazily("filter", move |machine| {
        while let Some(item) = machine.next(&iter)? {
            let keeps = match &function {
                Some(function) => {
                    let kept = machine.call(function, Args::of(vec![item.clone()]))?;
                    machine.truth(&kept)?
                }
                None => machine.truth(&item)?,
            };
            if keeps {
                return Ok(Some(item));
            }
        }
        Ok(None)
    })))
}

fn reversed(machine: &mut Machine, args: Args) -> Run<Value> {
    let value = args.take_one(machine, "reversed")?;
    if let Some(result) = machine.native_special(&value, "__reversed__", Vec::new())? {
        return Ok(result);
    }
    let part = Machine::plain_part(&value);
    let items = match &part {
        Value::List(_) | Value::Tuple(_) | Value::Str(_) | Value::Range(..) | Value::Bytes(_) => {
            machine.collect(&part)?
        }
        Value::Dict(_) => machine.collect(&part)?,
        Value::Instance(_) if machine.special(&value, "__getitem__").is_some() => {
            machine.collect(&part)?
        }
        Value::Native(native) if Rc::clone(native).len(machine)?.is_some() => {
            machine.collect(&part)?
        }
        _ => {
            let kind = machine.type_name(&value);
            let text = format!("'{kind}' object is not reversible");
            return Err(machine.error("TypeError", text));
        }
    };
    let name = if matches!(part, Value::List(_)) { "list_reverseiterator" } else { "reversed" };
    Ok(Value::Iterator(Iter::over(name, items.into_iter().rev().collect())))
}

fn iter(machine: &mut Machine, args: Args) -> Run<Value> {
    let [value, sentinel] = args.take(machine, "iter", 1)?;
    let value = value.unwrap_or(Value::None);
    let Some(sentinel) = sentinel else {
        return machine.iterate(&value).map(Value::Iterator);
    };
    Ok(Value::Iterator(Iter::lazily("callable_iterator", move |machine| {
        let item = machine.call(&value, Args::none())?;
        Ok(if machine.equal(&item, &sentinel)? { None } else { Some(item) })
    })))
}

fn next(machine: &mut Machine, args: Args) -> Run<Value> {
    let [value, default] = args.take(machine, "next", 1)?;
    let value = value.unwrap_or(Value::None);
    match machine.next_of(&value)? {
        Some(item) => Ok(item),
        None => match default {
            Some(default) => Ok(default),
            None => Err(machine.at_its_end(&value)),
        },
    }
}

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
                let methods = super::object::class_methods(class.own_name());
                names.extend(methods.iter().map(|name| Rc::from(*name)));
            }
            names
        }
    };
    names.sort();
    names.dedup();
    Ok(Value::list(names.into_iter().map(Value::Str).collect()))
}
