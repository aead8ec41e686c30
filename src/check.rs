//! Step and outcome in, verdict out. Pure: everything that has to be run was run before.

mod rows;
mod cause;
mod constructs;
mod schema;
mod says;
pub mod code;
mod beyond;
mod query;
mod state;
mod relation;
mod description;
mod probe;
mod change;
pub mod nearer;
mod quiz;
pub mod step;
