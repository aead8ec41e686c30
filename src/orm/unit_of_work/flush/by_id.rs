//! Counted objects that are equal only to themselves.

use std::hash::{Hash, Hasher};
use std::rc::Rc;

/// An object that is equal only to itself.
pub(in crate::orm::unit_of_work) struct ById<T>(pub Rc<T>);

impl<T> Clone for ById<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for ById<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Eq for ById<T> {}

impl<T> Hash for ById<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Rc::as_ptr(&self.0).hash(state);
    }
}
