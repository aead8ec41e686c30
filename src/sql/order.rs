//! What a query's ORDER BY fixes: the query written so that it gives each row's rank.

mod shape;
mod keys;
mod rank;

pub use rank::{is_limited, is_ordered, ranking};

/// A query written so that it tells which of its rows may stand where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    /// Queries to be tried in this order: the first that prepares is the one. Each gives the
    /// columns of the original query (under other names), then the dense rank of the row, from
    /// 1; its rows are in the order of that rank. LIMIT and OFFSET are left out, so that every
    /// row is there; a recursive query that only its LIMIT ends does not end.
    pub texts: Vec<String>,
    /// The query has an ORDER BY; without one, all rows have rank 1.
    pub ordered: bool,
    /// The expression of LIMIT; a negative value is no limit.
    pub limit: Option<String>,
    /// The expression of OFFSET.
    pub offset: Option<String>,
}

#[cfg(test)]
mod tests;
