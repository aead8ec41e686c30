//! SQLAlchemy's own notation, interpreted here with no Python on the machine.
//!
//! Data takes one way through this room as well: text is parsed and run by [`python`], a small
//! interpreter that knows nothing of databases; what a script imports from SQLAlchemy is a
//! library of native objects above it: [`core`], mappers, the unit of work, queries. [`library`]
//! puts them together, and [`run`] is the face of the room: a world in which code runs, and a
//! recording of what it did. The real SQLAlchemy 2.1 is the judge of what is right.

// `self: Rc<Self>` is how an object hands itself on, keys of maps compare by what never changes, and
// what later layers hand to earlier ones are functions behind counted references.
#![allow(clippy::wrong_self_convention, clippy::mutable_key_type, clippy::type_complexity)]

pub mod python;
pub mod core;
pub mod mapper;
pub mod unit_of_work;
pub mod query;
pub mod recording;
pub mod mapped;
mod mask;
pub mod library;
mod databases;
pub mod migrate;
pub mod left;
pub mod run;
pub mod typed;
pub mod live;
