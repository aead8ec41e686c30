//! Defining tables: what `Table(…)` and `Column(…)` make.

pub mod column;
mod key;
mod constraint;
mod metadata;
mod naming;
mod append;
mod table;

pub use column::default_of;
pub use constraint::{check_constraint, foreign_key_constraint, index, key_constraint};
pub use key::foreign_key;
pub use metadata::sorted;
