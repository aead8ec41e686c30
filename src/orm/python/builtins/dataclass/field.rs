//! The fields of a dataclass, and what is said of it as a whole.

use std::rc::Rc;

use crate::orm::python::{Machine, Native, Run, Value};

/// `field(default=…, default_factory=…)`.
pub struct Field {
    /// `default=`.
    pub default: Option<Value>,
    /// `default_factory=`.
    pub factory: Option<Value>,
    /// `init=`.
    pub in_init: bool,
    /// `repr=`.
    pub in_repr: bool,
    /// `compare=`.
    pub compares: bool,
    /// `kw_only=`; of the class, where it does not say.
    pub by_name: Option<bool>,
    /// Where it is not given it is left alone: a library gives the default.
    pub is_left: bool,
}

impl Default for Field {
    fn default() -> Self {
        Self {
            default: None,
            factory: None,
            in_init: true,
            in_repr: true,
            compares: true,
            by_name: None,
            is_left: false,
        }
    }
}

impl Field {
    pub(super) fn copied(&self) -> Self {
        Self { default: self.default.clone(), factory: self.factory.clone(), ..*self }
    }
    pub(super) fn is_optional(&self) -> bool {
        self.default.is_some() || self.factory.is_some() || self.is_left
    }
}

impl Native for Field {
    fn type_name(&self) -> Rc<str> {
        "Field".into()
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

/// A field of a dataclass with its name.
#[derive(Clone)]
pub struct Named {
    /// The name.
    pub name: Rc<str>,
    /// The field.
    pub field: Rc<Field>,
}

impl Native for Named {
    fn type_name(&self) -> Rc<str> {
        "Field".into()
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "name" => Some(Value::Str(Rc::clone(&self.name))),
            "default" => self.field.default.clone(),
            "default_factory" => self.field.factory.clone(),
            "init" => Some(Value::Bool(self.field.in_init)),
            "repr" => Some(Value::Bool(self.field.in_repr)),
            "compare" => Some(Value::Bool(self.field.compares)),
            "kw_only" => Some(Value::Bool(self.field.by_name == Some(true))),
            _ => None,
        })
    }
}

/// What `@dataclass(…)` is told.
#[derive(Clone, Copy)]
pub struct Options {
    /// `init=`.
    pub init: bool,
    /// `order=`.
    pub order: bool,
    /// `frozen=`.
    pub frozen: bool,
    /// `eq=`.
    pub eq: bool,
    /// `repr=`.
    pub repr: bool,
    /// `unsafe_hash=`.
    pub hashes: bool,
    /// `kw_only=`.
    pub by_name: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            init: true,
            order: false,
            frozen: false,
            eq: true,
            repr: true,
            hashes: false,
            by_name: false,
        }
    }
}
