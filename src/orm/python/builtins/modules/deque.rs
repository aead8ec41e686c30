//! `collections.deque`: a list that is worked on at both ends, and no longer than it may be.

use std::rc::Rc;

use crate::orm::python::value::Part;
use crate::orm::python::{Args, Instance, List, Machine, Run, Value};

/// What it has beside the methods of a list, or does in its own way.
pub(super) const METHODS: &[&str] =
    &["append", "appendleft", "copy", "extend", "extendleft", "insert", "popleft", "rotate"];

/// The attribute that holds how long it may be.
pub(in crate::orm::python) const MOST: &str = "maxlen";

/// Which end gives way where it has become too long.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Left,
    Right,
}

/// How long it may be.
fn most(instance: &Instance) -> Option<usize> {
    if !instance.class.line_of_descent().any(|class| class.own_name() == "deque") {
        return None;
    }
    match instance.dict.borrow().get(MOST) {
        Some(Value::Int(most)) => usize::try_from(*most).ok(),
        _ => None,
    }
}

impl Machine {
    /// The list that a new deque is, of what it is called with.
    pub(in crate::orm::python) fn deque_part(
        &mut self,
        instance: &Rc<Instance>,
        args: Args,
    ) -> Run<Value> {
        let [items, most] = args.bind(self, "deque", &["iterable?", "maxlen?"])?.array();
        let items = items.map_or_else(|| Ok(Vec::new()), |items| self.collect(&items))?;
        let bound = match most.filter(|most| !most.is_none()) {
            None => Value::None,
            Some(most) => match self.index(&most)? {
                most if most >= 0 => Value::Int(most),
                _ => return Err(self.error("ValueError", "maxlen must be non-negative")),
            },
        };
        instance.dict.borrow_mut().insert(MOST.into(), bound);
        let part = Value::list(items);
        if let Value::List(list) = &part {
            self.cut_deque(instance, list, End::Left)?;
        }
        Ok(part)
    }

    /// Takes off its left end what is too much; of anything else nothing.
    pub(in crate::orm::python) fn shorten_deque(
        &mut self,
        instance: &Instance,
        list: &List,
    ) -> Run<()> {
        self.cut_deque(instance, list, End::Left)
    }

    fn cut_deque(&mut self, instance: &Instance, list: &List, end: End) -> Run<()> {
        let length = list.items.borrow().len();
        let Some(over) = most(instance).and_then(|most| length.checked_sub(most)) else {
            return Ok(());
        };
        if over == 0 {
            return Ok(());
        }
        self.step(length as u64 / 64)?;
        let mut items = list.items.borrow_mut();
        let gone = match end {
            End::Left => items.drain(..over).collect::<Vec<_>>(),
            End::Right => items.split_off(length - over),
        };
        drop(items);
        drop(gone);
        Ok(())
    }

    /// A method of a deque.
    pub(super) fn deque_method(
        &mut self,
        instance: &Rc<Instance>,
        list: &Rc<List>,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        Ok(Some(match name {
            "append" | "extend" => {
                let given = self.list_method(list, name, &args)?;
                self.cut_deque(instance, list, End::Left)?;
                return Ok(given);
            }
            "insert" => {
                let length = list.items.borrow().len();
                if most(instance).is_some_and(|most| length >= most) {
                    return Err(self.error("IndexError", "deque already at its maximum size"));
                }
                return self.list_method(list, name, &args);
            }
            "appendleft" => {
                let item = args.take_one(self, "deque.appendleft")?;
                let length = list.items.borrow().len();
                self.use_memory(1)?;
                self.step(length as u64 / 64)?;
                list.items.borrow_mut().insert(0, item);
                self.cut_deque(instance, list, End::Right)?;
                Value::None
            }
            "extendleft" => {
                let items = args.take_one(self, "deque.extendleft")?;
                let mut items = self.collect(&items)?;
                items.reverse();
                items.extend(list.items.borrow().iter().cloned());
                let old = list.items.replace(items);
                drop(old);
                self.cut_deque(instance, list, End::Right)?;
                Value::None
            }
            "popleft" => {
                args.take_none(self, "deque.popleft")?;
                let length = list.items.borrow().len();
                if length == 0 {
                    return Err(self.error("IndexError", "pop from an empty deque"));
                }
                self.step(length as u64 / 64)?;
                list.items.borrow_mut().remove(0)
            }
            "rotate" => {
                let [times] = args.take(self, "rotate", 0)?;
                let times = self.index(&times.unwrap_or(Value::Int(1)))?;
                let size = list.items.borrow().len();
                self.step(size as u64 / 64)?;
                let mut items = list.items.borrow_mut();
                let length = items.len().max(1) as i64;
                items.rotate_right(times.rem_euclid(length) as usize);
                Value::None
            }
            "copy" => {
                args.take_none(self, "deque.copy")?;
                let copy = self.new_instance(&instance.class);
                *copy.dict.borrow_mut() = instance.dict.borrow().clone();
                let part = self.list_method(list, "copy", &Args::none())?.unwrap_or(Value::None);
                // An object has its part once only.
                let _ = copy.slot.set(Rc::new(Part(part)));
                Value::Instance(copy)
            }
            _ => return Ok(None),
        }))
    }
}
