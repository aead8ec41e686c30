//! Values within values, as deep as a script made them: dropping them takes more stack where
//! little of it is left.

use std::ops::Deref;
use std::rc::Rc;

use crate::orm::python::{
    Dict, Exception, Function, Instance, Iter, Iterate, List, Machine, Method, Property, Run,
    Scope, Set, Slice, Tuple, Value, Wrapped,
};

/// Drops what an object held.
fn drop_deep<T>(held: T) {
    stacker::maybe_grow(32 * 1024, 1024 * 1024, || drop(held));
}

impl Tuple {
    /// The very same tuple.
    pub fn is(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(a), Some(b)) => Rc::ptr_eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        }
    }
}

impl Deref for Tuple {
    type Target = [Value];

    fn deref(&self) -> &[Value] {
        self.0.as_deref().unwrap_or_default()
    }
}

impl From<Vec<Value>> for Tuple {
    fn from(items: Vec<Value>) -> Self {
        Self(if items.is_empty() { None } else { Some(items.into()) })
    }
}

impl FromIterator<Value> for Tuple {
    fn from_iter<I: IntoIterator<Item = Value>>(items: I) -> Self {
        items.into_iter().collect::<Vec<_>>().into()
    }
}

impl Drop for Tuple {
    fn drop(&mut self) {
        if let Some(items) = self.0.take_if(|items| Rc::strong_count(items) == 1) {
            drop_deep(items);
        }
    }
}

impl Deref for Slice {
    type Target = [Value; 3];

    fn deref(&self) -> &[Value; 3] {
        &self.0
    }
}

impl Drop for Slice {
    fn drop(&mut self) {
        drop_deep(std::mem::replace(&mut self.0, [Value::None, Value::None, Value::None]));
    }
}

impl Deref for Wrapped {
    type Target = Value;

    fn deref(&self) -> &Value {
        &self.0
    }
}

impl Drop for Wrapped {
    fn drop(&mut self) {
        drop_deep(std::mem::replace(&mut self.0, Value::None));
    }
}

impl Drop for List {
    fn drop(&mut self) {
        drop_deep(self.items.take());
    }
}

impl Drop for Dict {
    fn drop(&mut self) {
        drop_deep(self.entries.take());
    }
}

impl Drop for Set {
    fn drop(&mut self) {
        drop_deep(self.members.take());
    }
}

impl Drop for Scope {
    fn drop(&mut self) {
        drop_deep((self.names.take(), self.outer.take()));
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        drop_deep((self.dict.take(), self.slot.take()));
    }
}

impl Drop for Exception {
    fn drop(&mut self) {
        drop_deep((self.args.take(), self.cause.take(), self.context.take()));
    }
}

impl Drop for Method {
    fn drop(&mut self) {
        let receiver = std::mem::replace(&mut self.receiver, Value::None);
        drop_deep((receiver, std::mem::replace(&mut self.function, Value::None)));
    }
}

impl Drop for Function {
    fn drop(&mut self) {
        drop_deep((self.dict.take(), std::mem::take(&mut self.defaults)));
    }
}

impl Drop for Property {
    fn drop(&mut self) {
        drop_deep((self.get.take(), self.set.take(), self.delete.take()));
    }
}

/// What an iterator is while it is dropped.
struct Nothing;

impl Iterate for Nothing {
    fn next(&mut self, _: &mut Machine) -> Run<Option<Value>> {
        Ok(None)
    }
}

impl Drop for Iter {
    fn drop(&mut self) {
        drop_deep(self.state.replace(Box::new(Nothing)));
    }
}
