//! `selectin_polymorphic`: what a derived class has beyond its base comes with a statement of its
//! own, for all objects at once.

use std::cell::RefCell;
use std::rc::Rc;

use super::super::core::{Element, Expr, Kind, LabelStyle};
use super::super::mapper::{Entity, Mapper, Property};
use super::super::python::{Machine, Run, Value};
use super::super::unit_of_work::Session;
use super::after::{After, Target};
use super::entity;
use super::lazy::select;
use super::path::Path;
use super::plan::in_list;
use super::send::{Sending, send};
use super::settings::Settings;

/// What is loaded of a derived class, and for whom.
pub struct Derived<'a> {
    /// The class.
    pub mapper: &'a Rc<Mapper>,
    /// Where the objects stand.
    pub path: &'a Path,
    /// The options of the statement that found them.
    pub options: &'a [Value],
}

/// Loads what a derived class has beyond its base.
///
/// # Errors
///
/// What sending raises.
pub fn load(
    machine: &mut Machine,
    session: &Rc<Session>,
    derived: &Derived<'_>,
    states: &[Target],
    after: &Rc<RefCell<After>>,
) -> Run<()> {
    let mapper = derived.mapper;
    let own = Entity::Mapper(Rc::clone(mapper));
    let mut statement = select(&own);
    statement.labels = LabelStyle::TablenamePlusCol;
    statement.options = derived.options.to_vec();
    let base = mapper.base();
    let mut keys: Vec<Vec<Value>> = Vec::new();
    for (state, _) in states {
        let identity = state.identity.borrow();
        keys.extend(identity.as_ref().map(|identity| identity.values.to_vec()));
    }
    let columns: Vec<Expr> = base.primary_key.iter().map(Element::column).collect();
    let condition = match columns.as_slice() {
        [one] => {
            let values = keys.into_iter().filter_map(|key| key.into_iter().next()).collect();
            in_list(machine, one, values)?
        }
        several => {
            let tuple = Element::plain(Kind::Tuple(several.to_vec()));
            in_list(machine, &tuple, keys.into_iter().map(Value::tuple).collect())?
        }
    };
    statement.wheres = vec![condition];
    let current = (!derived.path.steps.is_empty()).then(|| derived.path.clone());
    Settings { current, only: Some(wanted(mapper).into()), ..Settings::default() }
        .note(&mut statement);
    let sending = Sending { after: Some(Rc::clone(after)), ..Sending::default() };
    send(machine, session, &Rc::new(statement), sending)?;
    Ok(())
}

/// The attributes that the class declares itself, its key and what tells its class.
fn wanted(mapper: &Rc<Mapper>) -> Vec<Rc<str>> {
    let is_own = |property: &Property| {
        let parent = match property {
            Property::Column(own) => own.parent.get().and_then(std::rc::Weak::upgrade),
            Property::Expression(own) => own.parent.get().and_then(std::rc::Weak::upgrade),
            Property::Relationship(own) => own.parent.get().cloned(),
        };
        parent.is_some_and(|parent| Rc::ptr_eq(&parent, mapper))
    };
    let is_needed = |property: &Property| match property {
        Property::Column(own) => entity::is_essential(mapper, own),
        _ => false,
    };
    let all = entity::properties(mapper).into_iter();
    all.filter(|(_, own)| is_own(own) || is_needed(own)).map(|(key, _)| key).collect()
}
