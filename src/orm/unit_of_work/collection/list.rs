//! `InstrumentedList`: what changes a list, with all that follows.

use std::rc::Rc;

use super::{By, Collection};
use crate::orm::python::{Args, List, Machine, Run, Value};

/// The methods of a list.
pub(super) const METHODS: &[&str] = &[
    "append", "remove", "insert", "extend", "pop", "clear", "sort", "reverse", "index", "count",
    "copy",
];

impl Collection {
    pub(super) fn list_method(
        self: &Rc<Self>,
        machine: &mut Machine,
        list: &Rc<List>,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        let plain = Value::List(Rc::clone(list));
        match name {
            "append" => {
                let [item] = take(machine, args, "append", ["item"])?;
                self.add(machine, item, By::Script)?;
            }
            "remove" => {
                let [item] = take(machine, args, "remove", ["value"])?;
                self.remove(machine, &item, By::Script)?;
            }
            "insert" => {
                let [index, item] = take(machine, args, "insert", ["index", "value"])?;
                let item = self.coming(machine, item, By::Script)?;
                machine.call_method(&plain, "insert", Args::of(vec![index, item]))?;
            }
            "extend" | "__iadd__" => {
                let [values] = take(machine, args, name, ["iterable"])?;
                for item in machine.collect(&values)? {
                    self.add(machine, item, By::Script)?;
                }
                if name == "__iadd__" {
                    return Ok(Some(Value::Native(Rc::clone(self) as _)));
                }
            }
            "pop" => {
                self.before_pop(machine)?;
                let item = machine.call_method(&plain, "pop", args)?;
                self.going(machine, &item, By::Script)?;
                return Ok(Some(item));
            }
            "clear" => {
                for item in self.members(machine)? {
                    self.going(machine, &item, By::Script)?;
                }
                machine.call_method(&plain, "clear", args)?;
            }
            "sort" | "reverse" | "index" | "count" | "copy" | "__imul__" => {
                return machine.call_method(&plain, name, args).map(Some);
            }
            _ => return Ok(None),
        }
        Ok(Some(Value::None))
    }

    pub(super) fn list_set_item(
        self: &Rc<Self>,
        machine: &mut Machine,
        list: &Rc<List>,
        key: &Value,
        value: Value,
    ) -> Run<()> {
        let plain = Value::List(Rc::clone(list));
        if let Value::Slice(parts) = key {
            return self.list_set_slice(machine, list, &parts.0, value);
        }
        let existing = machine.item(&plain, key)?;
        if !existing.is_none() {
            self.going(machine, &existing, By::Script)?;
        }
        let value = self.coming(machine, value, By::Script)?;
        machine.set_item(&plain, key, value)
    }

    fn list_set_slice(
        self: &Rc<Self>,
        machine: &mut Machine,
        list: &Rc<List>,
        parts: &[Value; 3],
        value: Value,
    ) -> Run<()> {
        let length = i64::try_from(list.items.borrow().len()).unwrap_or(i64::MAX);
        let [lower, upper, step] = parts;
        let number = |value: &Value, otherwise: i64| match value {
            Value::Int(number) => *number,
            _ => otherwise,
        };
        let from_end = |place: i64| if place < 0 { place.saturating_add(length) } else { place };
        let step = match number(step, 1) {
            0 => 1,
            step => step,
        };
        let start = from_end(number(lower, 0));
        let stop = from_end(number(upper, length));
        if step != 1 {
            let places: Vec<i64> = Span { at: start, stop, step }.collect();
            let values = machine.collect(&value)?;
            if values.len() != places.len() {
                let text = format!(
                    "attempt to assign sequence of size {} to extended slice of size {}",
                    values.len(),
                    places.len()
                );
                return Err(machine.error("ValueError", text));
            }
            for (place, item) in places.into_iter().zip(values) {
                self.list_set_item(machine, list, &Value::Int(place), item)?;
            }
            return Ok(());
        }
        if value.native::<Collection>().is_some_and(|other| Rc::ptr_eq(&other, self)) {
            return Ok(());
        }
        let plain = Value::List(Rc::clone(list));
        for _ in start..stop {
            machine.step(1)?;
            let length = i64::try_from(list.items.borrow().len()).unwrap_or(i64::MAX);
            if length <= start {
                break;
            }
            let item = machine.item(&plain, &Value::Int(start))?;
            self.going(machine, &item, By::Script)?;
            machine.delete_item(&plain, &Value::Int(start))?;
        }
        for (at, item) in (start..).zip(machine.collect(&value)?) {
            let item = self.coming(machine, item, By::Script)?;
            machine.call_method(&plain, "insert", Args::of(vec![Value::Int(at), item]))?;
        }
        Ok(())
    }

    pub(super) fn list_delete_item(
        self: &Rc<Self>,
        machine: &mut Machine,
        list: &Rc<List>,
        key: &Value,
    ) -> Run<()> {
        let plain = Value::List(Rc::clone(list));
        let found = machine.item(&plain, key)?;
        let going = match (key, &found) {
            (Value::Slice(_), Value::List(items)) => items.items.borrow().clone(),
            _ => vec![found],
        };
        for item in &going {
            self.going(machine, item, By::Script)?;
        }
        machine.delete_item(&plain, key)
    }
}

/// `range(at, stop, step)`.
struct Span {
    at: i64,
    stop: i64,
    step: i64,
}

impl Iterator for Span {
    type Item = i64;

    fn next(&mut self) -> Option<i64> {
        let done = if self.step > 0 { self.at >= self.stop } else { self.at <= self.stop };
        if done {
            return None;
        }
        let at = self.at;
        self.at = self.at.saturating_add(self.step);
        Some(at)
    }
}

/// The arguments of a method that takes just these.
pub(super) fn take<const N: usize>(
    machine: &mut Machine,
    args: Args,
    function: &str,
    names: [&str; N],
) -> Run<[Value; N]> {
    let taken = args.bind(machine, function, &names)?;
    let mut values = taken.values.into_iter().map(|value| value.unwrap_or(Value::None));
    Ok(std::array::from_fn(|_| values.next().unwrap_or(Value::None)))
}
