//! The manner in which one data set is drawn.

use super::scope::ScopeTable;
use crate::rows::Value;

/// The manner in which the values of a column are drawn in one data set.
#[derive(Debug, Clone)]
pub(super) struct Manner {
    /// The values to draw from, if they are few; otherwise all are.
    pub(super) narrow: Vec<Value>,
    /// How many of 8 cells are NULL where that may be.
    pub(super) nulls: u32,
    /// How many of 8 cells meet a condition of a query, if there is one.
    pub(super) meeting: u32,
}

/// How the rows of a table choose their parents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parents {
    /// All the same one.
    One,
    /// Any.
    Any,
    /// Each its own, as long as there are enough.
    Each,
    /// The one of that number.
    Nth(usize),
}

/// Two keys of a table that refer to the same one: its rows lead from one row of that to another.
pub(super) fn path(table: &ScopeTable) -> Option<(usize, usize)> {
    let keys = &table.keys;
    let pairs =
        (0..keys.len()).flat_map(|first| (first + 1..keys.len()).map(move |at| (first, at)));
    pairs.into_iter().find(|&(first, second)| keys[first].parent == keys[second].parent)
}
