//! Iterators and generators.

use std::cell::RefCell;
use std::rc::Rc;

use crate::orm::python::{Machine, Run, Stop, Value};

/// An iterator in progress.
pub struct Iter {
    /// What Python calls its type: `generator`, `zip`, `list_iterator`, …
    pub type_name: &'static str,
    /// Where it stands.
    pub state: RefCell<Box<dyn Iterate>>,
}

/// What gives one value after another. While it gives one, it is borrowed: asking it again from
/// within is Python's "generator already executing".
pub trait Iterate {
    /// The next value, or none at the end and ever after.
    ///
    /// # Errors
    ///
    /// What the script raised while the value was made.
    fn next(&mut self, machine: &mut Machine) -> Run<Option<Value>>;

    /// Lets a generator go on with what arrives where it waits; what is no generator gives its
    /// next value.
    ///
    /// # Errors
    ///
    /// What the script raised, or what arrived.
    fn resume(&mut self, machine: &mut Machine, sent: Sent) -> Run<Option<Value>> {
        match sent {
            Sent::Value(_) => self.next(machine),
            Sent::Error(stop) => Err(stop),
        }
    }

    /// The name of the function that a generator is of.
    fn name(&self) -> Option<Rc<str>> {
        None
    }

    /// What a generator returned, once it is at its end.
    fn result(&mut self) -> Value {
        Value::None
    }
}

/// What arrives where a generator waits.
pub enum Sent {
    /// The value of its `yield`.
    Value(Value),
    /// What its `yield` raises.
    Error(Stop),
}
