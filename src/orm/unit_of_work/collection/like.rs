//! Which of Python's kinds of collection an object is like.

use std::rc::Rc;

use super::{Collection, Items};
use crate::orm::python::{Class, Value};

/// Python's kind of collection that an object is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Like {
    List,
    Set,
    Dict,
}

impl Like {
    pub fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Set => "set",
            Self::Dict => "dict",
        }
    }

    /// What a value is like.
    pub fn of(value: &Value) -> Option<Self> {
        match value {
            Value::List(_) => Some(Self::List),
            Value::Set(set) if !set.frozen => Some(Self::Set),
            Value::Dict(_) => Some(Self::Dict),
            Value::Instance(instance) => Self::of_class(&instance.class),
            other => other.native::<Collection>().map(|collection| match &collection.items {
                Items::List(_) | Items::Custom(_) => Self::List,
                Items::Set(_) => Self::Set,
                Items::Dict(..) => Self::Dict,
            }),
        }
    }

    /// What objects of a class are like.
    pub fn of_class(class: &Rc<Class>) -> Option<Self> {
        for base in line(class).filter(|base| &*base.module == "builtins") {
            match &*base.name {
                "list" => return Some(Self::List),
                "set" => return Some(Self::Set),
                "dict" => return Some(Self::Dict),
                _ => {}
            }
        }
        let has = |name: &str| found(class, name).is_some();
        let by_method = [("append", Self::List), ("add", Self::Set), ("set", Self::Dict)];
        by_method.into_iter().find(|(name, _)| has(name)).map(|(_, like)| like)
    }
}

/// The class and its ancestors.
pub(super) fn line(class: &Rc<Class>) -> impl Iterator<Item = &Rc<Class>> {
    std::iter::once(class).chain(&class.ancestors)
}

/// What a class or an ancestor that is none of Python's own has under a name.
pub(super) fn found(class: &Rc<Class>, name: &str) -> Option<Value> {
    line(class).find_map(|class| class.dict.borrow().get(name).cloned())
}
