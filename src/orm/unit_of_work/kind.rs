//! What a relationship is to the objects that have it.

use std::rc::Rc;

use crate::orm::mapper::{Direction, Lazy, Relationship};
use crate::orm::python::Value;

/// What a relationship's attribute holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One object or `None`.
    Scalar,
    /// A collection that is loaded as a whole.
    Collection,
    /// A collection that is never loaded: `dynamic` and `write_only`.
    Dynamic,
}

/// What a relationship's attribute holds.
pub fn kind(relationship: &Rc<Relationship>) -> Kind {
    if matches!(relationship.lazy.get(), Lazy::Dynamic | Lazy::WriteOnly) {
        Kind::Dynamic
    } else if relationship.resolved.get().is_some_and(|resolved| resolved.uselist) {
        Kind::Collection
    } else {
        Kind::Scalar
    }
}

/// `User.posts`, as messages call a relationship.
pub fn shown(relationship: &Rc<Relationship>) -> String {
    let class = relationship.parent.get().map(|parent| Rc::clone(&parent.class.name));
    format!("{}.{}", class.unwrap_or_default(), relationship.key.borrow())
}

/// Whether objects on the other side remember that they have a parent along it.
pub fn tracks_parents(relationship: &Rc<Relationship>) -> bool {
    relationship.single_parent.get()
        || relationship
            .resolved
            .get()
            .is_some_and(|resolved| resolved.direction == Direction::OneToMany)
}

/// The name of the relationship on the other side that is kept in step with it.
pub fn backref_key(relationship: &Rc<Relationship>) -> Option<Rc<str>> {
    if relationship.viewonly.get() || relationship.sync_backref.get() == Some(false) {
        return None;
    }
    let written = relationship.back_populates.borrow().clone()?;
    if let Value::Str(key) = written {
        return Some(key);
    }
    relationship.reverse.borrow().first().map(|other| Rc::clone(&other.key.borrow()))
}
