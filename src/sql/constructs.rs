//! The constructs that a statement contains, told from its tree and never from its letters.

/// A construct that `uses` and `avoids` can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Construct {
    /// Any join.
    Join,
}
