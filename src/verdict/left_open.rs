//! What a query can leave open.

/// Why a query may give something else each time that it runs on the same data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeftOpen {
    /// It draws lots with this function: `random`.
    Chance(String),
    /// Its LIMIT takes some of several rows that its order does not tell apart.
    Limit {
        /// It has an ORDER BY.
        ordered: bool,
    },
}
