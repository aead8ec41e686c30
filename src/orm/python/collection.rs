//! Lists, tuples, dicts and sets.

use std::cell::RefCell;
use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};

use crate::orm::python::Value;

/// A `list`. Never hold a borrow of the items while the machine runs.
#[derive(Default)]
pub struct List {
    /// The items.
    pub items: RefCell<Vec<Value>>,
}

/// A `tuple`: a slice of values, shared. Made of a `Vec`.
#[derive(Clone, Default)]
pub struct Tuple(pub(in crate::orm::python) Option<Rc<[Value]>>);

/// The lower, upper and step of a `slice`.
pub struct Slice(pub [Value; 3]);

/// A `dict`, in the order of insertion.
#[derive(Default)]
pub struct Dict {
    /// The entries. Keys that are not hashable are refused by [`Machine::key`].
    pub entries: RefCell<IndexMap<Key, Value>>,
}

/// A `set` or a `frozenset`, in the order of insertion, or CPython's for small integers.
#[derive(Default)]
pub struct Set {
    /// The members.
    pub members: RefCell<IndexSet<Key>>,
    /// A `frozenset`.
    pub frozen: bool,
}

/// A value that is hashable: equal numbers are one key, whatever their type; texts and tuples
/// compare by content, objects by identity. Made by [`Machine::key`].
#[derive(Clone)]
pub struct Key(pub(in crate::orm::python) Value);
