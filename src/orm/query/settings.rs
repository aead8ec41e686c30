//! What a statement about mapped classes carries beside its SELECT.

use std::rc::Rc;

use super::super::core::{FromClause, Item, Select, SelectJoin};
use super::super::mapper::Relationship;
use super::super::python::Value;
use super::super::unit_of_work::State;
use super::path::Path;

/// What this layer notes on a [`Select`].
#[derive(Clone)]
pub struct Settings {
    /// It comes from a `Query`: its rows are named in the old manner.
    pub is_legacy: bool,
    /// `enable_eagerloads()`.
    pub eager: bool,
    /// It stands within another statement.
    pub nested: bool,
    /// `union()`, `count()`: the entities are read from this subquery.
    pub base: Option<FromClause>,
    /// Only rows of the class, where a table holds several.
    pub narrows: bool,
    /// Where its objects stand below the statement that it belongs to.
    pub current: Option<Path>,
    /// Just these attributes are read.
    pub only: Option<Rc<[Rc<str>]>>,
    /// One object is read again.
    pub refreshes: Option<Rc<State>>,
    /// `refresh()` of a script asked for it.
    pub is_user_refresh: bool,
    /// Relationships that lead back and are not loaded at once.
    pub back: Vec<Rc<Relationship>>,
    /// The statement that this one was put beside: `subquery` loading.
    pub beside: Option<Rc<Select>>,
    /// The options of the statement that it stands within.
    pub around: Vec<Value>,
    /// What was selected before `with_entities()`: joins go by it.
    pub before: Vec<Before>,
}

/// What is noted on a statement that is plain already.
pub struct Planned;

impl Planned {
    /// The statement is plain already.
    pub fn is(select: &Select) -> bool {
        select.note.clone().is_some_and(|note| note.downcast::<Self>().is_ok())
    }
}

/// What was selected before `with_entities()`.
#[derive(Clone)]
pub struct Before {
    /// What stood between SELECT and FROM.
    pub items: Vec<Item>,
    /// The joins.
    pub joins: Vec<SelectJoin>,
    /// The options.
    pub options: Vec<Value>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            is_legacy: false,
            eager: true,
            nested: false,
            base: None,
            narrows: true,
            current: None,
            only: None,
            refreshes: None,
            is_user_refresh: false,
            back: Vec::new(),
            beside: None,
            around: Vec::new(),
            before: Vec::new(),
        }
    }
}

impl Settings {
    /// Those of a statement.
    pub fn of(select: &Select) -> Self {
        let note = select.note.clone().and_then(|note| note.downcast::<Self>().ok());
        note.map_or_else(Self::default, |settings| Self::clone(&settings))
    }

    /// Notes them on a statement.
    pub fn note(self, select: &mut Select) {
        select.note = Some(Rc::new(self));
    }
}
