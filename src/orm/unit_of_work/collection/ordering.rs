//! `ordering_list()` and `KeyFuncDict`: collection classes that the library brings.

use std::rc::Rc;

use super::Collection;
use crate::orm::python::{Args, Class, Instance, Machine, Run, Value};

/// What a method of such a class does.
type Run1 = fn(&mut Machine, &Rc<Instance>, Args) -> Run<Value>;

fn class(
    machine: &mut Machine,
    name: &str,
    module: &str,
    base: &str,
    methods: &[(&'static str, Run1)],
) -> Rc<Class> {
    let base = machine.builtin_class(base);
    let class = machine.new_class(name, module, vec![base], None);
    for (name, run) in methods {
        let run = *run;
        let function = Value::function(name, move |machine: &mut Machine, mut args: Args| {
            let receiver =
                if args.positional.is_empty() { Value::None } else { args.positional.remove(0) };
            match receiver {
                Value::Instance(instance) => run(machine, &instance, args),
                _ => Err(machine.error("TypeError", "expected an object of the class")),
            }
        });
        class.dict.borrow_mut().insert((*name).into(), function);
    }
    class
}

/// `ordering_list(attr, count_from=…, ordering_func=…, reorder_on_append=…)`: what makes lists that
/// keep their members' numbers.
pub fn ordering_list(machine: &mut Machine) -> Value {
    let methods: &[(&str, Run1)] = &[
        ("__init__", init),
        ("reorder", |machine, list, _| reorder(machine, list)),
        ("append", append),
        ("insert", |machine, list, args| and_reorder(machine, list, "insert", args)),
        ("remove", remove),
        ("pop", |machine, list, args| and_reorder(machine, list, "pop", args)),
        ("__setitem__", set_item),
        ("__delitem__", |machine, list, args| and_reorder(machine, list, "__delitem__", args)),
    ];
    let class = class(machine, "OrderingList", "sqlalchemy.ext.orderinglist", "list", methods);
    Value::function("ordering_list", move |machine, args| {
        let names = ["attr", "count_from?", "ordering_func?", "reorder_on_append?"];
        let taken = args.bind(machine, "ordering_list", &names)?;
        let mut values = taken.values.into_iter();
        let attribute = values.next().flatten().unwrap_or(Value::None);
        let from = values.next().flatten().filter(|value| !value.is_none());
        let function = values.next().flatten().filter(|value| !value.is_none());
        let reorders = values.next().flatten().unwrap_or(Value::Bool(false));
        let function = function.unwrap_or_else(|| counting(from));
        let class = Value::Class(Rc::clone(&class));
        Ok(Value::function("<lambda>", move |machine, _| {
            let named = vec![
                ("ordering_func".into(), function.clone()),
                ("reorder_on_append".into(), reorders.clone()),
            ];
            machine.call(&class, Args { positional: vec![attribute.clone()], named })
        }))
    })
}

/// The function that numbers from here.
fn counting(from: Option<Value>) -> Value {
    let from = match from {
        Some(Value::Int(from)) => from,
        _ => 0,
    };
    Value::function("count_from", move |_, args| {
        Ok(match args.positional.first() {
            Some(Value::Int(index)) => Value::Int(index.saturating_add(from)),
            _ => Value::Int(from),
        })
    })
}

fn init(machine: &mut Machine, list: &Rc<Instance>, args: Args) -> Run<Value> {
    let names = ["ordering_attr?", "ordering_func?", "reorder_on_append?"];
    let taken = args.bind(machine, "OrderingList.__init__", &names)?;
    let mut values = taken.values.into_iter();
    let attribute = values.next().flatten().unwrap_or(Value::None);
    let function = values.next().flatten().filter(|value| !value.is_none());
    let reorders = values.next().flatten().unwrap_or(Value::Bool(false));
    let own = [
        ("ordering_attr", attribute),
        ("ordering_func", function.unwrap_or_else(|| counting(None))),
        ("reorder_on_append", reorders),
    ];
    for (name, value) in own {
        let before = list.dict.borrow_mut().insert(name.into(), value);
        drop(before);
    }
    Ok(Value::None)
}

fn value(list: &Rc<Instance>) -> Value {
    Value::Instance(Rc::clone(list))
}

/// The plain list that it is.
fn plain(list: &Rc<Instance>) -> Value {
    Machine::plain_part(&value(list))
}

fn own(list: &Rc<Instance>, name: &str) -> Value {
    list.dict.borrow().get(name).cloned().unwrap_or(Value::None)
}

/// A member is given its number, unless it has one that is to stay.
fn order(
    machine: &mut Machine,
    list: &Rc<Instance>,
    index: i64,
    member: &Value,
    reorders: bool,
) -> Run<()> {
    let attribute = machine.str(&own(list, "ordering_attr"))?;
    let has = machine.attribute(member, &attribute)?;
    if !has.is_none() && !reorders {
        return Ok(());
    }
    let args = Args::of(vec![Value::Int(index), value(list)]);
    let wanted = machine.call(&own(list, "ordering_func"), args)?;
    if !machine.equal(&has, &wanted)? {
        machine.set_attribute(member, &attribute, wanted)?;
    }
    Ok(())
}

fn reorder(machine: &mut Machine, list: &Rc<Instance>) -> Run<Value> {
    for (index, member) in (0_i64..).zip(machine.collect(&plain(list))?) {
        order(machine, list, index, &member, true)?;
    }
    Ok(Value::None)
}

/// What a plain list does, and the numbers anew.
fn and_reorder(machine: &mut Machine, list: &Rc<Instance>, name: &str, args: Args) -> Run<Value> {
    let done = machine.call_method(&plain(list), name, args)?;
    reorder(machine, list)?;
    Ok(done)
}

fn append(machine: &mut Machine, list: &Rc<Instance>, args: Args) -> Run<Value> {
    let taken = args.bind(machine, "append", &["entity"])?;
    let member = taken.values.into_iter().flatten().next().unwrap_or(Value::None);
    machine.call_method(&plain(list), "append", Args::of(vec![member.clone()]))?;
    let length = i64::try_from(machine.length(&plain(list))?).unwrap_or(i64::MAX);
    let reorders = machine.truth(&own(list, "reorder_on_append"))?;
    order(machine, list, length.saturating_sub(1), &member, reorders)?;
    Ok(Value::None)
}

fn remove(machine: &mut Machine, list: &Rc<Instance>, args: Args) -> Run<Value> {
    machine.call_method(&plain(list), "remove", args)?;
    if Collection::of(&value(list)).is_some_and(|collection| collection.is_current()) {
        reorder(machine, list)?;
    }
    Ok(Value::None)
}

fn set_item(machine: &mut Machine, list: &Rc<Instance>, args: Args) -> Run<Value> {
    if let [Value::Int(index), member] = args.positional.as_slice() {
        order(machine, list, *index, member, true)?;
    }
    machine.call_method(&plain(list), "__setitem__", args)
}

/// `KeyFuncDict`: the base of dicts whose keys a function finds.
pub fn key_func_dict(machine: &mut Machine) -> Value {
    let methods: &[(&str, Run1)] = &[
        ("__init__", |machine, dict, args| {
            let names = ["keyfunc", "*dict_args", "ignore_unpopulated_attribute?"];
            let taken = args.bind(machine, "KeyFuncDict.__init__", &names)?;
            let function = taken.values.into_iter().next().flatten().unwrap_or(Value::None);
            let before = dict.dict.borrow_mut().insert("keyfunc".into(), function);
            drop(before);
            Ok(Value::None)
        }),
        ("set", |machine, dict, args| {
            let taken = args.bind(machine, "set", &["value"])?;
            let member = taken.values.into_iter().flatten().next().unwrap_or(Value::None);
            let key = machine.call(&own(dict, "keyfunc"), Args::of(vec![member.clone()]))?;
            machine.set_item(&value(dict), &key, member)?;
            Ok(Value::None)
        }),
        ("remove", |machine, dict, args| {
            let taken = args.bind(machine, "remove", &["value"])?;
            let member = taken.values.into_iter().flatten().next().unwrap_or(Value::None);
            let key = machine.call(&own(dict, "keyfunc"), Args::of(vec![member]))?;
            machine.delete_item(&value(dict), &key)?;
            Ok(Value::None)
        }),
    ];
    let module = "sqlalchemy.orm.mapped_collection";
    Value::Class(class(machine, "KeyFuncDict", module, "dict", methods))
}
