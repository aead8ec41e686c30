//! What began a change, so that it comes back to nobody.

use std::rc::Rc;

use super::kind::{Kind, kind};
use crate::orm::mapper::{Property, Relationship};

/// What is done to an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// A scalar gets another value.
    Replace,
    /// A collection gets a member.
    Append,
    /// A value goes.
    Remove,
    /// A collection is put in the place of another.
    BulkReplace,
}

/// Which change of which attribute began it all, so that the other side, which changes with it,
/// does not change this one again (SQLAlchemy's `AttributeEventToken`).
#[derive(Clone)]
pub struct Token {
    /// The attribute.
    pub property: Property,
    /// What is done to it.
    pub op: Op,
}

impl Token {
    /// The token of an attribute.
    pub fn of(property: &Property, op: Op) -> Self {
        Self { property: property.clone(), op }
    }

    /// The token of a relationship.
    pub fn along(relationship: &Rc<Relationship>, op: Op) -> Self {
        Self { property: Property::Relationship(Rc::clone(relationship)), op }
    }

    /// The token with which a relationship takes a value: that of a replacement for a scalar.
    pub fn adding(relationship: &Rc<Relationship>) -> Self {
        let op = if kind(relationship) == Kind::Scalar { Op::Replace } else { Op::Append };
        Self::along(relationship, op)
    }

    /// It is of this relationship.
    pub fn is_of(&self, relationship: &Rc<Relationship>) -> bool {
        matches!(&self.property, Property::Relationship(own) if Rc::ptr_eq(own, relationship))
    }

    /// It is this change of this relationship.
    pub fn is(&self, relationship: &Rc<Relationship>, op: Op) -> bool {
        self.op == op && self.is_of(relationship)
    }

    /// It is of the same attribute.
    pub(super) fn same_attribute(&self, property: &Property) -> bool {
        match (&self.property, property) {
            (Property::Column(a), Property::Column(b)) => Rc::ptr_eq(a, b),
            (Property::Expression(a), Property::Expression(b)) => Rc::ptr_eq(a, b),
            (Property::Relationship(a), Property::Relationship(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }
}
