//! What a query may be about, and the expressions of its attributes.

use std::rc::Rc;

use super::{Alias, Entity, Mapper, Property};
use crate::orm::core::{Element, Expr, FromClause, Notes, Unlabelled, walk};
use crate::orm::python::{Native, Value};

impl Property {
    /// The attribute's name.
    pub fn key(&self) -> Rc<str> {
        match self {
            Self::Column(column) => Rc::clone(&column.key),
            Self::Expression(expression) => Rc::clone(&expression.key),
            Self::Relationship(relationship) => relationship.key.borrow().clone(),
        }
    }

    /// Both are one object.
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Column(a), Self::Column(b)) => Rc::ptr_eq(a, b),
            (Self::Expression(a), Self::Expression(b)) => Rc::ptr_eq(a, b),
            (Self::Relationship(a), Self::Relationship(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }
}

impl Entity {
    /// The mapper.
    pub fn mapper(&self) -> &Rc<Mapper> {
        match self {
            Self::Mapper(mapper) => mapper,
            Self::Alias(alias) => &alias.mapper,
        }
    }

    /// What it reads from.
    pub fn from(&self) -> FromClause {
        match self {
            Self::Mapper(mapper) => mapper.polymorphic_from(),
            Self::Alias(alias) => alias.from.clone(),
        }
    }

    /// What a value stands for: a mapped class, an alias, a mapper.
    pub fn of(value: &Value) -> Option<Self> {
        if let Some(alias) = value.native::<Alias>() {
            return Some(Self::Alias(alias));
        }
        super::mapper_of_value(value).map(Self::Mapper)
    }

    /// What the notes of an expression say that it is of.
    pub fn noted(notes: &Notes) -> Option<Self> {
        let entity = notes.entity.clone()?;
        match Rc::clone(&entity).downcast::<Mapper>() {
            Ok(mapper) => Some(Self::Mapper(mapper)),
            Err(entity) => entity.downcast::<Alias>().ok().map(Self::Alias),
        }
    }

    /// Both are one object.
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Mapper(a), Self::Mapper(b)) => Rc::ptr_eq(a, b),
            (Self::Alias(a), Self::Alias(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }

    /// It as what is noted on expressions.
    pub fn note(&self) -> Rc<dyn std::any::Any> {
        match self {
            Self::Mapper(mapper) => Rc::clone(mapper) as Rc<dyn std::any::Any>,
            Self::Alias(alias) => Rc::clone(alias) as Rc<dyn std::any::Any>,
        }
    }

    /// It as the script holds it.
    pub fn value(&self) -> Value {
        match self {
            Self::Mapper(mapper) => Value::Class(Rc::clone(&mapper.class)),
            Self::Alias(alias) => Value::Native(Rc::clone(alias) as Rc<dyn Native>),
        }
    }

    /// The expression of one of its attributes, noted with it and the attribute's name; none of a
    /// relationship.
    pub fn expr(&self, property: &Property) -> Option<Expr> {
        let (key, expr) = match property {
            Property::Column(column) => (&column.key, Element::column(&column.column)),
            Property::Expression(own) => (&own.key, Rc::clone(&own.expression)),
            Property::Relationship(_) => return None,
        };
        let expr = match self {
            Self::Mapper(_) => expr,
            Self::Alias(_) => walk::adapt(&expr, &self.from()),
        };
        let mut notes = expr.notes.clone();
        notes.entity = Some(self.note());
        notes.key = Some(Rc::clone(key));
        if let Property::Expression(_) = property {
            notes.other = Some(Rc::new(Unlabelled));
        }
        Some(expr.noted(notes))
    }

    /// The expressions that stand for it between SELECT and FROM: its columns that are not
    /// deferred, in order.
    pub fn exprs(&self) -> Vec<Expr> {
        let properties: Vec<Property> =
            self.mapper().properties.borrow().values().cloned().collect();
        let loaded = properties.iter().filter(|property| match property {
            Property::Column(column) => !column.deferred,
            Property::Expression(own) => !own.deferred && own.has_default(),
            Property::Relationship(_) => false,
        });
        loaded.filter_map(|property| self.expr(property)).collect()
    }
}
