//! Queries about mapped classes: from `session.query(User)` to objects.
//!
//! A statement of mapped classes is made one of tables and columns by [`plan`](mod@plan), which
//! also notes what each column of its rows is; [`rows`] makes objects of them, through the
//! identity map, and sends what is loaded right after. What is loaded later, when an attribute is
//! asked for, is in [`lazy`] and [`refresh`]. [`Loading`] is what the session knows of all this.

pub mod entity;
pub mod criteria;
pub mod path;
pub mod option;
pub mod settings;
pub mod mapped;
pub mod strategy;
pub mod condition;
pub mod keys;
pub mod bundle;
pub mod load;
pub mod evaluate;
pub mod plan;
pub mod columns;
mod finishing;
mod eager;
mod join;
pub mod bulk;
pub mod after;
pub mod rows;
mod populate;
pub mod executing;
pub mod send;
pub mod lazy;
pub mod selectin;
pub mod subclass;
mod following;
pub mod subquery;
pub mod refresh;
pub mod answer;
pub mod given;
mod fill;
pub mod statement;
pub mod names;
pub mod hooks;
pub mod ask;
pub mod dynamic;
pub mod loading;

pub use super::mapper::Entity;
pub use loading::Loading;
pub use statement::Query;

use std::rc::Rc;

use super::core::Library;
use super::python::Value;
use super::unit_of_work::Shared;

/// Puts this layer into a library: sessions load by it, and the core understands its statements.
pub fn install(library: &Rc<Library>, sessions: &Rc<Shared>) {
    hooks::install(library);
    let _ = sessions.loader.set(Rc::new(Loading));
}

/// What `sqlalchemy.orm` has of this layer: loader options and `with_parent`.
pub fn functions() -> Vec<(&'static str, Value)> {
    let mut found = option::functions();
    found.push(("with_parent", Value::function("with_parent", lazy::with_parent)));
    let criteria = Value::function("with_loader_criteria", criteria::LoaderCriteria::make);
    found.push(("with_loader_criteria", criteria));
    found.push(("Bundle", Value::function("Bundle", bundle::bundle)));
    found
}
