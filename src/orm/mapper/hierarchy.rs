//! What a mapper knows of its properties and of the mappers around it.

use std::rc::Rc;

use super::{ColumnProperty, Mapper, Property, Relationship, Validator};
use crate::orm::core::{Column, Expr, Kind, Op, walk};

/// The pairs of columns that a condition makes equal: that of the mapper above, and that of the class
/// that refers to it.
pub(super) fn equated(condition: &Expr) -> Vec<(Rc<Column>, Rc<Column>)> {
    let mut found = Vec::new();
    walk::walk(condition, false, &mut |part| {
        let Kind::Binary { left, op: Op::Eq, right, .. } = &part.kind else { return true };
        if let (Kind::Column(a), Kind::Column(b)) = (&left.kind, &right.kind) {
            found.push(if refers(a, b) { (b.clone(), a.clone()) } else { (a.clone(), b.clone()) });
        }
        true
    });
    found
}

fn refers(column: &Rc<Column>, to: &Rc<Column>) -> bool {
    let keys = column.foreign_keys.borrow();
    keys.iter().any(|key| key.found.borrow().upgrade().is_some_and(|found| Rc::ptr_eq(&found, to)))
}

impl Mapper {
    /// Of joined inheritance: which of its columns have the values of which in the tables above.
    pub fn equated(&self) -> Vec<(Rc<Column>, Rc<Column>)> {
        self.inherit_condition.as_ref().map(equated).unwrap_or_default()
    }

    /// The property of this name.
    pub fn property(&self, key: &str) -> Option<Property> {
        self.properties.borrow().get(key).cloned()
    }

    /// The property that a column is kept under.
    pub fn property_of(&self, column: &Rc<Column>) -> Option<Property> {
        let properties = self.properties.borrow();
        let found = properties.values().find(|property| match property {
            Property::Column(own) => {
                Rc::ptr_eq(&own.column, column) || own.also.iter().any(|c| Rc::ptr_eq(c, column))
            }
            _ => false,
        });
        found.cloned()
    }

    /// Both columns always have the same value: they are one attribute, or keys of one line.
    pub fn same_value(&self, a: &Rc<Column>, b: &Rc<Column>) -> bool {
        let has = |own: &ColumnProperty, column: &Rc<Column>| {
            std::iter::once(&own.column).chain(&own.also).any(|one| Rc::ptr_eq(one, column))
        };
        Rc::ptr_eq(a, b)
            || self.properties.borrow().values().any(|property| match property {
                Property::Column(own) => has(own, a) && has(own, b),
                _ => false,
            })
            || self.equated().iter().any(|(above, below)| {
                let is = |one: &Rc<Column>, other| Rc::ptr_eq(one, other);
                is(above, a) && is(below, b) || is(above, b) && is(below, a)
            })
    }

    /// The function of `@validates` for an attribute.
    pub fn validator(&self, key: &str) -> Option<Validator> {
        self.validators.borrow().get(key).cloned()
    }

    /// The relationships, in order.
    pub fn relationships(&self) -> Vec<Rc<Relationship>> {
        let properties = self.properties.borrow();
        let found = properties.values().filter_map(|property| match property {
            Property::Relationship(relationship) => Some(Rc::clone(relationship)),
            _ => None,
        });
        found.collect()
    }

    /// The hierarchy's first mapper.
    pub fn base(self: &Rc<Self>) -> Rc<Self> {
        let mut mapper = Rc::clone(self);
        while let Some(parent) = &mapper.inherits {
            mapper = Rc::clone(parent);
        }
        mapper
    }

    /// It is the other, or inherits from it.
    pub fn is_a(self: &Rc<Self>, other: &Rc<Self>) -> bool {
        let mut mapper = Some(Rc::clone(self));
        while let Some(current) = mapper {
            if Rc::ptr_eq(&current, other) {
                return true;
            }
            mapper = current.inherits.clone();
        }
        false
    }

    /// It and those that inherit from it, each before its own.
    pub fn with_descendants(self: &Rc<Self>) -> Vec<Rc<Self>> {
        let mut all = vec![Rc::clone(self)];
        let mut at = 0;
        while let Some(mapper) = all.get(at).cloned() {
            all.extend(mapper.children.borrow().iter().cloned());
            at += 1;
        }
        all
    }

    /// `Mapper[User(users)]`, as messages write it.
    pub fn described(&self) -> String {
        format!("Mapper[{}({})]", self.class.name, self.table.name)
    }
}
