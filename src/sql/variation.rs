//! Typical mistakes undone: each variation of a query repairs one, so that running it proves or
//! refutes that this was the mistake.

mod edit;
mod found;
mod counts;
mod joins;
mod results;
mod conditions;
mod vary;

pub use vary::variations;

/// A query with one mistake undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variation {
    /// What was changed.
    pub kind: Repair,
    /// What was changed with it: a count that goes with a join made LEFT.
    pub also: Option<Repair>,
    /// The text of the changed query. It parses; whether it prepares, the database knows.
    pub text: String,
}

/// What a variation changed. Tables go by their names, columns as they stand in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Repair {
    /// Inner joins of these tables were made LEFT: rows without a partner in them come back.
    JoinToLeft {
        /// The joined tables.
        tables: Vec<String>,
    },
    /// A LEFT JOIN of this table was made an inner one.
    LeftToJoin {
        /// The joined table.
        table: String,
    },
    /// A join of this table was made RIGHT: all of its rows are there.
    JoinToRight {
        /// The joined table.
        table: String,
    },
    /// A join of this table was made FULL: the rows without a partner on either side are there.
    JoinToFull {
        /// The joined table.
        table: String,
    },
    /// A condition on a LEFT JOIN's table was moved from WHERE, where it drops the rows without
    /// a partner, into ON.
    LeftJoinFilter {
        /// The joined table.
        table: String,
        /// The condition.
        condition: String,
    },
    /// COUNT(*) counts a column of a joined table instead.
    CountStar {
        /// The column that is counted, e.g. `items.id`.
        column: String,
    },
    /// COUNT of a column that is never NULL counts one of a LEFT JOIN's table instead.
    CountColumn {
        /// The column that was counted.
        from: String,
        /// The column that is counted.
        to: String,
    },
    /// COUNT counts DISTINCT values.
    CountDistinct {
        /// What is counted.
        column: String,
    },
    /// SELECT became SELECT DISTINCT.
    AddDistinct,
    /// A DISTINCT was taken out.
    RemoveDistinct,
    /// UNION became UNION ALL.
    UnionToUnionAll,
    /// UNION ALL became UNION.
    UnionAllToUnion,
    /// `= NULL` became IS NULL, and `<> NULL` IS NOT NULL.
    EqualsNull,
    /// The subquery of a NOT IN passes over NULL.
    NotInNull {
        /// The column that it selects.
        column: String,
    },
    /// A table's key stands in GROUP BY instead of another column.
    GroupByKey {
        /// The column that was grouped by.
        from: String,
        /// The key.
        to: String,
    },
    /// A term of the outermost ORDER BY goes the other way.
    SwapDirection {
        /// The term without its direction.
        term: String,
    },
    /// The one AND of a WHERE became OR.
    AndToOr,
    /// The one OR of a WHERE became AND.
    OrToAnd,
}

/// The most variations of one query.
pub const MOST_VARIATIONS: usize = 24;

/// The name of a table's key column, by the table's name without quotes.
type Keys<'k> = &'k dyn Fn(&str) -> Option<String>;

#[cfg(test)]
mod tests;
