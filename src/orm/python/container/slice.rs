//! Subscripts of sequences: indexes and slices.

use std::rc::Rc;

use crate::orm::python::value::range_length;
use crate::orm::python::{List, Machine, Run, Stop, Value};

/// Where an index points to, counted from the end if it is negative.
pub(super) fn place(index: i64, length: usize) -> Option<usize> {
    let index = if index < 0 { index.checked_add(i64::try_from(length).ok()?)? } else { index };
    usize::try_from(index).ok().filter(|at| *at < length)
}

impl Machine {
    /// Start, stop and step of a slice of something that long.
    pub(super) fn slice_bounds(
        &mut self,
        parts: &[Value; 3],
        length: usize,
    ) -> Run<(i64, i64, i64)> {
        let length = i64::try_from(length).unwrap_or(i64::MAX);
        let [lower, upper, step] = parts;
        let number = |machine: &mut Machine, value: &Value| match value {
            Value::None => Ok(None),
            Value::Int(number) => Ok(Some(*number)),
            Value::Big(number) if number.sign() == num_bigint::Sign::Minus => Ok(Some(i64::MIN)),
            Value::Big(_) => Ok(Some(i64::MAX)),
            Value::Bool(truth) => Ok(Some(i64::from(*truth))),
            Value::Instance(_) => machine.index(value).map(Some),
            _ => {
                let text = "slice indices must be integers or None or have an __index__ method";
                Err(machine.error("TypeError", text))
            }
        };
        let step = number(self, step)?.unwrap_or(1).max(-i64::MAX);
        if step == 0 {
            return Err(self.error("ValueError", "slice step cannot be zero"));
        }
        let (lowest, highest) = if step > 0 { (0, length) } else { (-1, length - 1) };
        let clamp = |given: Option<i64>, default: i64| match given {
            None => default,
            Some(at) if at < 0 => at.saturating_add(length).max(lowest),
            Some(at) => at.min(highest),
        };
        let (first, last) = if step > 0 { (0, length) } else { (length - 1, -1) };
        let start = clamp(number(self, lower)?, first);
        let stop = clamp(number(self, upper)?, last);
        Ok((start, stop, step))
    }

    /// The places that a slice takes, in its order.
    pub(super) fn slice_places(
        &mut self,
        parts: &[Value; 3],
        length: usize,
    ) -> Run<impl Iterator<Item = usize> + use<>> {
        let (start, stop, step) = self.slice_bounds(parts, length)?;
        let count = range_length(start, stop, step);
        self.step(count / 16)?;
        self.use_items(count)?;
        Ok((0..count).filter_map(move |nth| {
            let offset = i64::try_from(nth).ok()?.checked_mul(step)?;
            usize::try_from(start.checked_add(offset)?).ok()
        }))
    }

    /// What an integer beyond 64 bits is as an index.
    fn no_index(&mut self, key: &Value) -> Stop {
        let kind = self.type_name(key);
        self.error("IndexError", format!("cannot fit '{kind}' into an index-sized integer"))
    }

    /// An index of a sequence, or TypeError.
    pub(super) fn list_index(&mut self, kind: &str, key: &Value) -> Run<i64> {
        match Self::plain_part(key) {
            Value::Int(index) => Ok(index),
            Value::Big(_) if kind == "range" => {
                Err(self.error("IndexError", "range object index out of range"))
            }
            Value::Big(_) => Err(self.no_index(key)),
            Value::Bool(truth) => Ok(i64::from(truth)),
            _ => {
                if let Some(method) = self.special(key, "__index__") {
                    return match self.call_special(key, &method, Vec::new())? {
                        Value::Big(_) => Err(self.no_index(key)),
                        index => self.index(&index),
                    };
                }
                let given = self.type_name(key);
                let text = match kind {
                    "string" => format!("string indices must be integers, not '{given}'"),
                    "bytes" => format!("byte indices must be integers or slices, not {given}"),
                    _ => format!("{kind} indices must be integers or slices, not {given}"),
                };
                Err(self.error("TypeError", text))
            }
        }
    }

    /// An item or a slice of a list's or tuple's items.
    pub(super) fn item_of(&mut self, value: &Value, items: &[Value], key: &Value) -> Run<Value> {
        if let Value::Slice(parts) = key {
            let places = self.slice_places(parts, items.len())?;
            let taken: Vec<Value> = places.filter_map(|at| items.get(at).cloned()).collect();
            return Ok(match value {
                Value::Tuple(_) => Value::tuple(taken),
                _ => Value::list(taken),
            });
        }
        let kind = self.type_name(value);
        let index = self.list_index(&kind, key)?;
        match place(index, items.len()).and_then(|at| items.get(at)) {
            Some(item) => Ok(item.clone()),
            None => {
                let kind =
                    if &*kind == "bytes" { "index".to_owned() } else { format!("{kind} index") };
                Err(self.error("IndexError", format!("{kind} out of range")))
            }
        }
    }

    /// A letter or a slice of a text.
    pub(super) fn letter(&mut self, text: &Rc<str>, key: &Value) -> Run<Value> {
        self.step(text.len() as u64 / 256)?;
        if let Value::Slice(parts) = key {
            if text.is_ascii() {
                let places = self.slice_places(parts, text.len())?;
                let bytes = text.as_bytes();
                let taken = places.filter_map(|at| bytes.get(at).copied().map(char::from));
                return Ok(Value::str(taken.collect::<String>()));
            }
            let letters: Vec<char> = text.chars().collect();
            let places = self.slice_places(parts, letters.len())?;
            let taken = places.filter_map(|at| letters.get(at));
            return Ok(Value::str(taken.collect::<String>()));
        }
        let index = self.list_index("string", key)?;
        let letter = if text.is_ascii() {
            place(index, text.len()).and_then(|at| text.as_bytes().get(at).copied().map(char::from))
        } else {
            place(index, text.chars().count()).and_then(|at| text.chars().nth(at))
        };
        match letter {
            Some(letter) => Ok(Value::str(letter.encode_utf8(&mut [0; 4]))),
            None => Err(self.error("IndexError", "string index out of range")),
        }
    }

    /// An item or a slice of a range.
    pub(super) fn range_item(
        &mut self,
        start: i64,
        stop: i64,
        step: i64,
        key: &Value,
    ) -> Run<Value> {
        let length = usize::try_from(range_length(start, stop, step)).unwrap_or(usize::MAX);
        let at = |nth: i64| step.checked_mul(nth).and_then(|offset| start.checked_add(offset));
        if let Value::Slice(parts) = key {
            let (from, to, by) = self.slice_bounds(parts, length)?;
            return match (at(from), at(to), step.checked_mul(by)) {
                (Some(from), Some(to), Some(by)) => Ok(Value::Range(from, to, by)),
                _ => Err(self.unsupported("a range beyond 64 bits")),
            };
        }
        let index = self.list_index("range", key)?;
        let nth = place(index, length).and_then(|nth| at(i64::try_from(nth).ok()?));
        match nth {
            Some(number) => Ok(Value::Int(number)),
            None => Err(self.error("IndexError", "range object index out of range")),
        }
    }

    /// `list[a:b:c] = values`.
    pub(super) fn set_slice(
        &mut self,
        list: &Rc<List>,
        parts: &[Value; 3],
        new: &Value,
    ) -> Run<()> {
        if !self.is_iterable(new) {
            return Err(self.error("TypeError", "can only assign an iterable"));
        }
        let new = self.collect(new)?;
        let length = list.items.borrow().len();
        self.step(length as u64 / 64)?;
        let (start, stop, step) = self.slice_bounds(parts, length)?;
        if step == 1 {
            let start = usize::try_from(start).unwrap_or(0);
            let stop = usize::try_from(stop).unwrap_or(0).max(start);
            let old: Vec<Value> = list.items.borrow_mut().splice(start..stop, new).collect();
            drop(old);
            return Ok(());
        }
        let places: Vec<usize> = self.slice_places(parts, length)?.collect();
        if places.len() != new.len() {
            let text = format!(
                "attempt to assign sequence of size {} to extended slice of size {}",
                new.len(),
                places.len()
            );
            return Err(self.error("ValueError", text));
        }
        let mut old = Vec::new();
        for (at, value) in places.into_iter().zip(new) {
            if let Some(item) = list.items.borrow_mut().get_mut(at) {
                old.push(std::mem::replace(item, value));
            }
        }
        Ok(())
    }

    /// `del list[a:b:c]`.
    pub(super) fn delete_slice(&mut self, list: &Rc<List>, parts: &[Value; 3]) -> Run<()> {
        let length = list.items.borrow().len();
        self.step(length as u64 / 64)?;
        let mut places: Vec<usize> = self.slice_places(parts, length)?.collect();
        places.sort_unstable();
        let items = list.items.take();
        let mut next = places.into_iter().peekable();
        let mut kept = Vec::with_capacity(items.len());
        let mut gone = Vec::new();
        for (at, item) in items.into_iter().enumerate() {
            if next.next_if_eq(&at).is_some() { gone.push(item) } else { kept.push(item) }
        }
        *list.items.borrow_mut() = kept;
        Ok(())
    }
}
