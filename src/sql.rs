//! SQL as text: where statements end, what they contain, how they could be written otherwise.
//! The one importer of `sqlite3-parser`.
//!
//! What must work on any text stands on [`tokens`]; what speaks of a statement's meaning stands
//! on its tree. The tree has no places in it, so texts are cut and edited by their tokens.

pub mod tokens;
pub mod split;
pub mod scan;
mod clauses;
mod items;
mod sources;
pub mod kind;
pub mod target;
pub mod python;
pub mod create;
mod tree;
pub mod look;
pub mod result;
pub mod words;
pub mod context;
pub mod constructs;
pub mod column;
pub mod partial;
pub mod misplaced;
pub mod order;
pub mod open;
pub mod shuffle;
pub mod unlinked;
pub mod variation;
pub mod query;

/// The longest text, in bytes, that is parsed or edited. What is longer than any answer is
/// treated like what does not parse.
const LONGEST_TEXT: usize = 20_000;
