//! Functions that go through what they are given.

use std::rc::Rc;

use crate::orm::python::{Args, Comparison, Iter, Machine, Run, Stop, Value};

pub(super) const FUNCTIONS: &[(&str, fn(&mut Machine, Args) -> Run<Value>)] = &[
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
];

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
