//! `functools` and `operator`.

use std::rc::Rc;

use crate::orm::python::builtins::library::functions;
use crate::orm::python::number::whole;
use crate::orm::python::{Args, Binary, Comparison, Machine, Run, Unary, Value};

pub(super) fn add(machine: &mut Machine) {
    let names = functions(&[
        ("reduce", |machine, args| {
            let [function, items, start] = args.take(machine, "reduce", 2)?;
            let function = function.unwrap_or(Value::None);
            let iter = machine.iterate(&items.unwrap_or(Value::None))?;
            let mut total = match start {
                Some(start) => start,
                None => match machine.next(&iter)? {
                    Some(first) => first,
                    None => {
                        let text = "reduce() of empty iterable with no initial value";
                        return Err(machine.error("TypeError", text));
                    }
                },
            };
            while let Some(item) = machine.next(&iter)? {
                total = machine.call(&function, Args::of(vec![total, item]))?;
            }
            Ok(total)
        }),
        ("partial", |machine, mut args| {
            if args.positional.is_empty() {
                let text = "type 'partial' takes at least one argument";
                return Err(machine.error("TypeError", text));
            }
            let function = args.positional.remove(0);
            Ok(Value::function("partial", move |machine, more| {
                let mut all = args.clone();
                all.positional.extend(more.positional);
                for (name, value) in more.named {
                    match all.named.iter_mut().find(|(known, _)| *known == name) {
                        Some((_, slot)) => *slot = value,
                        None => all.named.push((name, value)),
                    }
                }
                machine.call(&function, all)
            }))
        }),
        ("wraps", |_, args| {
            let original = args.positional.into_iter().next().unwrap_or(Value::None);
            Ok(Value::function("wraps", move |machine, args| {
                let function = args.take_one(machine, "wraps")?;
                for name in ["__name__", "__qualname__", "__doc__"] {
                    if let Some(value) = machine.attribute_if_any(&original, name)? {
                        machine.set_attribute(&function, name, value)?;
                    }
                }
                Ok(function)
            }))
        }),
        ("cache", super::cached::cache),
        ("lru_cache", super::cached::lru_cache),
        ("cached_property", super::cached::cached_property),
        ("total_ordering", super::cached::total_ordering),
        ("cmp_to_key", |machine, _| Err(machine.unsupported("functools.cmp_to_key()"))),
        ("singledispatch", |machine, _| Err(machine.unsupported("functools.singledispatch()"))),
    ]);
    machine.add_module("functools", names);

    let mut names = functions(&[
        ("itemgetter", |_, args| {
            Ok(getter("itemgetter", args.positional, |machine, value, key| {
                machine.item(value, key)
            }))
        }),
        ("attrgetter", |_, args| {
            Ok(getter("attrgetter", args.positional, |machine, value, path| {
                let path = machine.str(path)?;
                let mut value = value.clone();
                for name in path.split('.') {
                    value = machine.attribute(&value, name)?;
                }
                Ok(value)
            }))
        }),
        ("methodcaller", |machine, mut args| {
            if args.positional.is_empty() {
                let text = "methodcaller needs at least one argument, the method name";
                return Err(machine.error("TypeError", text));
            }
            let name = args.positional.remove(0);
            let name = machine.str(&name)?;
            Ok(Value::function("methodcaller", move |machine, given| {
                let value = given.take_one(machine, "methodcaller")?;
                machine.call_method(&value, &name, args.clone())
            }))
        }),
        ("contains", |machine, args| {
            let [value, item] = args.take(machine, "contains", 2)?;
            let (value, item) = (value.unwrap_or(Value::None), item.unwrap_or(Value::None));
            machine.contains(&value, &item).map(Value::Bool)
        }),
        ("getitem", |machine, args| {
            let [value, key] = args.take(machine, "getitem", 2)?;
            machine.item(&value.unwrap_or(Value::None), &key.unwrap_or(Value::None))
        }),
        ("not_", |machine, args| {
            let value = args.take_one(machine, "not_")?;
            Ok(Value::Bool(!machine.truth(&value)?))
        }),
        ("truth", |machine, args| {
            let value = args.take_one(machine, "truth")?;
            machine.truth(&value).map(Value::Bool)
        }),
        ("index", |machine, args| {
            let value = args.take_one(machine, "index")?;
            machine.whole_index(&value).map(whole::value)
        }),
        ("neg", |machine, args| {
            let value = args.take_one(machine, "neg")?;
            machine.unary(Unary::Minus, &value)
        }),
        ("is_", |machine, args| {
            let [a, b] = args.take(machine, "is_", 2)?;
            Ok(Value::Bool(a.unwrap_or(Value::None).is(&b.unwrap_or(Value::None))))
        }),
    ]);
    let operators = [
        ("add", Binary::Add),
        ("sub", Binary::Subtract),
        ("mul", Binary::Multiply),
        ("truediv", Binary::Divide),
        ("floordiv", Binary::FloorDivide),
        ("mod", Binary::Modulo),
        ("pow", Binary::Power),
        ("and_", Binary::And),
        ("or_", Binary::Or),
        ("xor", Binary::Xor),
        ("concat", Binary::Add),
    ];
    for (name, op) in operators {
        let run = move |machine: &mut Machine, args: Args| {
            let [a, b] = args.take(machine, name, 2)?;
            machine.binary(op, &a.unwrap_or(Value::None), &b.unwrap_or(Value::None))
        };
        names.insert(name.into(), Value::function(name, run));
    }
    let comparisons = [
        ("eq", Comparison::Equal),
        ("ne", Comparison::NotEqual),
        ("lt", Comparison::Less),
        ("le", Comparison::LessOrEqual),
        ("gt", Comparison::Greater),
        ("ge", Comparison::GreaterOrEqual),
    ];
    for (name, op) in comparisons {
        let run = move |machine: &mut Machine, args: Args| {
            let [a, b] = args.take(machine, name, 2)?;
            machine.compare(op, &a.unwrap_or(Value::None), &b.unwrap_or(Value::None))
        };
        names.insert(name.into(), Value::function(name, run));
    }
    machine.add_module("operator", names);
}

/// A function that gets one thing, or a tuple of several, from what it is called with.
fn getter(
    name: &'static str,
    keys: Vec<Value>,
    get: fn(&mut Machine, &Value, &Value) -> Run<Value>,
) -> Value {
    let keys: Rc<[Value]> = keys.into();
    Value::function(name, move |machine, args| {
        let value = args.take_one(machine, name)?;
        if let [key] = &*keys {
            return get(machine, &value, key);
        }
        let mut items = Vec::with_capacity(keys.len());
        for key in keys.iter() {
            items.push(get(machine, &value, key)?);
        }
        Ok(Value::tuple(items))
    })
}
