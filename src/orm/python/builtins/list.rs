//! Methods of lists.

use std::rc::Rc;

use crate::orm::python::value::clamped;
use crate::orm::python::{Args, Binary, List, Machine, Run, Value};

pub(super) const METHODS: &[&str] = &[
    "append", "clear", "copy", "count", "extend", "index", "insert", "pop", "remove", "reverse",
    "sort",
];

impl Machine {
    pub(super) fn list_method(
        &mut self,
        list: &Rc<List>,
        name: &str,
        args: &Args,
    ) -> Run<Option<Value>> {
        let args = args.clone();
        Ok(Some(match name {
            "append" => {
                let item = args.take_one(self, "list.append")?;
                self.use_memory(1)?;
                list.items.borrow_mut().push(item);
                Value::None
            }
            "extend" => {
                let more = args.take_one(self, "list.extend")?;
                self.binary_in_place(Binary::Add, &Value::List(Rc::clone(list)), &more)?;
                Value::None
            }
            "insert" => {
                let [at, item] = args.take(self, "insert", 2)?;
                let at = self.index(&at.unwrap_or(Value::None))?;
                self.use_memory(1)?;
                let length = list.items.borrow().len();
                self.step(length as u64 / 64)?;
                let at = clamped(at, length);
                list.items.borrow_mut().insert(at, item.unwrap_or(Value::None));
                Value::None
            }
            "pop" => {
                let [at] = args.take(self, "pop", 0)?;
                let length = list.items.borrow().len();
                if length == 0 {
                    return Err(self.error("IndexError", "pop from empty list"));
                }
                let at = match at {
                    Some(at) => self.index(&at)?,
                    None => -1,
                };
                let at = if at < 0 { at.saturating_add(length as i64) } else { at };
                match usize::try_from(at).ok().filter(|at| *at < length) {
                    Some(at) => {
                        self.step((length - at) as u64 / 64)?;
                        list.items.borrow_mut().remove(at)
                    }
                    None => return Err(self.error("IndexError", "pop index out of range")),
                }
            }
            "remove" => {
                let item = args.take_one(self, "list.remove")?;
                let length = list.items.borrow().len();
                self.step(length as u64 / 64)?;
                match self.find(list, &item, 0, usize::MAX)? {
                    Some(at) => {
                        let old = list.items.borrow_mut().remove(at);
                        drop(old);
                        Value::None
                    }
                    None => {
                        return Err(self.error("ValueError", "list.remove(x): x not in list"));
                    }
                }
            }
            "index" => {
                let [item, start, stop] = args.take(self, "index", 1)?;
                let item = item.unwrap_or(Value::None);
                let length = list.items.borrow().len();
                let bound = |machine: &mut Self, value: Option<Value>, default: usize| {
                    Ok(match value {
                        Some(value) => clamped(machine.index(&value)?, length),
                        None => default,
                    })
                };
                let (start, stop) = (bound(self, start, 0)?, bound(self, stop, usize::MAX)?);
                match self.find(list, &item, start, stop)? {
                    Some(at) => Value::Int(at as i64),
                    None => {
                        let text = format!("{} is not in list", self.repr(&item)?);
                        return Err(self.error("ValueError", text));
                    }
                }
            }
            "count" => {
                let item = args.take_one(self, "list.count")?;
                let items = list.items.borrow().clone();
                self.step(items.len() as u64 / 16)?;
                Value::Int(self.count_in(&items, &item)?)
            }
            "clear" => {
                args.take_none(self, "list.clear")?;
                let old = list.items.take();
                drop(old);
                Value::None
            }
            "copy" => {
                args.take_none(self, "list.copy")?;
                let items = list.items.borrow().clone();
                self.use_items(items.len())?;
                Value::list(items)
            }
            "reverse" => {
                args.take_none(self, "list.reverse")?;
                let length = list.items.borrow().len();
                self.step(length as u64 / 64)?;
                list.items.borrow_mut().reverse();
                Value::None
            }
            "sort" => {
                if !args.positional.is_empty() {
                    let text = "sort() takes no positional arguments";
                    return Err(self.error("TypeError", text));
                }
                let items = list.items.borrow().clone();
                let sorted = self.sorted(items, args.named, "sort")?;
                let old = list.items.replace(sorted);
                drop(old);
                Value::None
            }
            _ => return Ok(None),
        }))
    }

    fn find(
        &mut self,
        list: &Rc<List>,
        item: &Value,
        start: usize,
        stop: usize,
    ) -> Run<Option<usize>> {
        let mut at = start;
        while at < stop {
            let Some(other) = list.items.borrow().get(at).cloned() else { break };
            self.step(1)?;
            if self.same(&other, item)? {
                return Ok(Some(at));
            }
            at += 1;
        }
        Ok(None)
    }

    /// How many of the items are equal to one.
    pub(super) fn count_in(&mut self, items: &[Value], item: &Value) -> Run<i64> {
        let mut count = 0;
        for other in items {
            self.step(1)?;
            count += i64::from(self.same(other, item)?);
        }
        Ok(count)
    }
}
