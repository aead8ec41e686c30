//! SQLAlchemy's own notation, interpreted here with no Python on the machine.
//!
//! Data takes one way through this room as well: text is parsed and run by [`python`], a small
//! interpreter that knows nothing of databases; what a script imports from SQLAlchemy is a
//! library of native objects above it. The real SQLAlchemy 2.1 is the judge of what is right.

pub mod python;
pub mod recording;
mod mask;
pub mod library;
pub mod run;
pub mod mapped;
pub mod typed;
pub mod live;
