//! Queries about mapped classes: from `session.query(User)` to objects.
//!
//! A statement of mapped classes is made one of tables and columns by [`plan`](mod@plan), which
//! also notes what each column of its rows is; [`rows`] makes objects of them, through the
//! identity map, and sends what is loaded right after. What is loaded later, when an attribute is
//! asked for, is in [`lazy`] and [`refresh`]. [`Loading`] is what the session knows of all this.

pub mod after;
pub mod condition;
pub mod entity;
mod eager;
mod join;
pub mod keys;
pub mod lazy;
pub mod load;
pub mod option;
pub mod path;
pub mod plan;
pub mod refresh;
pub mod rows;
pub mod selectin;
pub mod send;
pub mod settings;
pub mod strategy;
pub mod subquery;
