//! `==` and its kin, and `<` and its kin.

use std::cmp::Ordering;
use std::rc::Rc;

use crate::orm::python::number::exact;
use crate::orm::python::value::range_length;
use crate::orm::python::{Comparison, Machine, Run, Value};

/// How a comparison is written, the method that a class takes part by, and its mirror.
fn names(op: Comparison) -> (&'static str, &'static str, Comparison) {
    match op {
        Comparison::Equal => ("==", "__eq__", Comparison::Equal),
        Comparison::NotEqual => ("!=", "__ne__", Comparison::NotEqual),
        Comparison::Less => ("<", "__lt__", Comparison::Greater),
        Comparison::LessOrEqual => ("<=", "__le__", Comparison::GreaterOrEqual),
        Comparison::Greater => (">", "__gt__", Comparison::Less),
        Comparison::GreaterOrEqual => (">=", "__ge__", Comparison::LessOrEqual),
    }
}

fn holds(op: Comparison, order: Option<Ordering>) -> bool {
    match op {
        Comparison::Equal => order == Some(Ordering::Equal),
        Comparison::NotEqual => order != Some(Ordering::Equal),
        Comparison::Less => order == Some(Ordering::Less),
        Comparison::LessOrEqual => matches!(order, Some(Ordering::Less | Ordering::Equal)),
        Comparison::Greater => order == Some(Ordering::Greater),
        Comparison::GreaterOrEqual => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
    }
}

fn is_number(value: &Value) -> bool {
    matches!(
        value,
        Value::Bool(_) | Value::Int(_) | Value::Big(_) | Value::Float(_) | Value::Decimal(_)
    )
}

impl Machine {
    /// `a == b`, as a condition.
    pub fn equal(&mut self, a: &Value, b: &Value) -> Run<bool> {
        match (a, b) {
            (Value::Int(x), Value::Int(y)) => Ok(x == y),
            (Value::Str(x), Value::Str(y)) => {
                self.step((x.len().min(y.len()) / 1024) as u64)?;
                Ok(x == y)
            }
            _ => {
                let value = self.compare(Comparison::Equal, a, b)?;
                self.truth(&value)
            }
        }
    }

    /// `a is b or a == b`, which is how containers look for a value.
    pub(in crate::orm::python) fn same(&mut self, a: &Value, b: &Value) -> Run<bool> {
        let is_nan = matches!(a, Value::Float(number) if number.is_nan());
        Ok((a.is(b) && !is_nan) || self.equal(a, b)?)
    }

    /// `a op b`.
    pub fn compare(&mut self, op: Comparison, a: &Value, b: &Value) -> Run<Value> {
        let is_plain = |value: &Value| !matches!(value, Value::Instance(_) | Value::Native(_));
        if is_plain(a) && is_plain(b) {
            if let Some(truth) = self.builtin_compare(op, a, b)? {
                return Ok(Value::Bool(truth));
            }
        } else if let Some(value) = self.compare_by_objects(op, a, b)? {
            return Ok(value);
        }
        match op {
            Comparison::Equal => Ok(Value::Bool(a.is(b))),
            Comparison::NotEqual => Ok(Value::Bool(!a.is(b))),
            _ => {
                let (left, right) = (self.type_name(a), self.type_name(b));
                let text = match (a, b) {
                    (Value::DateTime(_), Value::Date(_)) | (Value::Date(_), Value::DateTime(_)) => {
                        "can't compare datetime.datetime to datetime.date".to_owned()
                    }
                    _ => {
                        let sign = names(op).0;
                        format!(
                            "'{sign}' not supported between instances of '{left}' and '{right}'"
                        )
                    }
                };
                let stop = self.error("TypeError", text);
                let stop = self.uncalled(stop, a);
                Err(self.uncalled(stop, b))
            }
        }
    }

    /// A comparison that scripts' or libraries' objects take part in.
    fn compare_by_objects(&mut self, op: Comparison, a: &Value, b: &Value) -> Run<Option<Value>> {
        let mirrored = names(op).2;
        let right_first = match (a, b) {
            (Value::Instance(x), Value::Instance(y)) => {
                !Rc::ptr_eq(&x.class, &y.class) && y.class.derives_from(&x.class)
            }
            _ => false,
        };
        let sides = [(a, b, op), (b, a, mirrored)];
        for (x, y, op) in if right_first { [sides[1], sides[0]] } else { sides } {
            if let Some(value) = self.compare_by_object(op, x, y)? {
                return Ok(Some(value));
            }
        }
        let (x, y) = (Self::comparable_part(self, a), Self::comparable_part(self, b));
        let is_plain = |value: &Value| !matches!(value, Value::Instance(_) | Value::Native(_));
        if is_plain(&x) && is_plain(&y) {
            return Ok(self.builtin_compare(op, &x, &y)?.map(Value::Bool));
        }
        Ok(None)
    }

    fn compare_by_object(
        &mut self,
        op: Comparison,
        value: &Value,
        other: &Value,
    ) -> Run<Option<Value>> {
        match value {
            Value::Native(native) => Rc::clone(native).compare(self, op, other),
            Value::Instance(_) => {
                if let Some(method) = self.special(value, names(op).1) {
                    return Ok(match self.call_special(value, &method, vec![other.clone()])? {
                        Value::NotImplemented => None,
                        value => Some(value),
                    });
                }
                if op == Comparison::NotEqual && self.special(value, "__eq__").is_some() {
                    let equal = self.compare_by_object(Comparison::Equal, value, other)?;
                    let Some(equal) = equal else { return Ok(None) };
                    return Ok(Some(Value::Bool(!self.truth(&equal)?)));
                }
                Ok(None)
            }
            _ => Ok(None),
        }
    }

    /// The data that an object compares by, if its class derives from a type of data.
    fn comparable_part(&self, value: &Value) -> Value {
        match value {
            Value::Instance(instance)
                if self.is_enum(&instance.class) && !self.is_plain_data(&instance.class) =>
            {
                value.clone()
            }
            _ => Self::plain_part(value),
        }
    }

    /// A comparison of values of Python's own types; none where they have no such comparison.
    fn builtin_compare(&mut self, op: Comparison, a: &Value, b: &Value) -> Run<Option<bool>> {
        use Value as V;
        let is_equality = matches!(op, Comparison::Equal | Comparison::NotEqual);
        let order = match (a, b) {
            (V::Int(x), V::Int(y)) => Some(x.cmp(y)),
            (V::Str(x), V::Str(y)) => {
                self.step((x.len().min(y.len()) / 1024) as u64)?;
                Some(x.as_bytes().cmp(y.as_bytes()))
            }
            (V::Big(x), V::Big(y)) => {
                self.step(x.bits().min(y.bits()) / 1024)?;
                Some(x.cmp(y))
            }
            _ if is_number(a) && is_number(b) => exact::order(a, b),
            (V::Bytes(x), V::Bytes(y)) => Some(x.cmp(y)),
            (V::Date(x), V::Date(y)) => Some(x.cmp(y)),
            (V::DateTime(x), V::DateTime(y)) => Some(x.cmp(y)),
            (V::Time(x), V::Time(y)) => Some(x.cmp(y)),
            (V::Delta(x), V::Delta(y)) => Some(x.cmp(y)),
            (V::Uuid(x), V::Uuid(y)) => Some(x.cmp(y)),
            (V::List(x), V::List(y)) => {
                if is_equality && Rc::ptr_eq(x, y) {
                    return Ok(Some(op == Comparison::Equal));
                }
                let (x, y) = (x.items.borrow().clone(), y.items.borrow().clone());
                self.step((x.len() + y.len()) as u64 / 16)?;
                return self.compare_items(op, &x, &y).map(Some);
            }
            (V::Tuple(x), V::Tuple(y)) => return self.compare_items(op, x, y).map(Some),
            (V::Set(x), V::Set(y)) => {
                self.step((x.members.borrow().len() + y.members.borrow().len()) as u64 / 4)?;
                let (x, y) = (x.members.borrow(), y.members.borrow());
                return Ok(Some(match op {
                    Comparison::Equal => *x == *y,
                    Comparison::NotEqual => *x != *y,
                    Comparison::Less => x.len() < y.len() && x.is_subset(&*y),
                    Comparison::LessOrEqual => x.is_subset(&*y),
                    Comparison::Greater => x.len() > y.len() && y.is_subset(&*x),
                    Comparison::GreaterOrEqual => y.is_subset(&*x),
                }));
            }
            (V::Dict(x), V::Dict(y)) if is_equality => {
                let equal = Rc::ptr_eq(x, y) || {
                    let left = x.entries.borrow().clone();
                    let right = y.entries.borrow().clone();
                    let mut equal = left.len() == right.len();
                    self.step(left.len() as u64)?;
                    for (key, value) in &left {
                        equal = equal
                            && match right.get(key) {
                                Some(other) => self.nested(|m| m.same(value, other))?,
                                None => false,
                            };
                    }
                    equal
                };
                return Ok(Some(equal == (op == Comparison::Equal)));
            }
            (V::Range(..), V::Range(..)) if is_equality => {
                let parts = |value: &Value| match value {
                    V::Range(start, stop, step) => match range_length(*start, *stop, *step) {
                        0 => (0, 0, 0),
                        1 => (1, *start, 0),
                        length => (length, *start, *step),
                    },
                    _ => (0, 0, 0),
                };
                let equal = parts(a) == parts(b);
                return Ok(Some(equal == (op == Comparison::Equal)));
            }
            (V::Method(x), V::Method(y)) if is_equality => {
                let equal = x.receiver.is(&y.receiver) && x.function.is(&y.function);
                return Ok(Some(equal == (op == Comparison::Equal)));
            }
            (V::Slice(x), V::Slice(y)) => {
                return self.compare_items(op, x.as_slice(), y.as_slice()).map(Some);
            }
            _ => return Ok(None),
        };
        Ok(Some(holds(op, order)))
    }

    /// Sequences compare by their first items that differ, then by length.
    fn compare_items(&mut self, op: Comparison, x: &[Value], y: &[Value]) -> Run<bool> {
        let is_equality = matches!(op, Comparison::Equal | Comparison::NotEqual);
        if is_equality && x.len() != y.len() {
            return Ok(op == Comparison::NotEqual);
        }
        for (a, b) in x.iter().zip(y) {
            self.step(1)?;
            if self.nested(|machine| machine.same(a, b))? {
                continue;
            }
            return match op {
                Comparison::Equal => Ok(false),
                Comparison::NotEqual => Ok(true),
                _ => {
                    let value = self.nested(|machine| machine.compare(op, a, b))?;
                    self.truth(&value)
                }
            };
        }
        Ok(holds(op, Some(x.len().cmp(&y.len()))))
    }
}
