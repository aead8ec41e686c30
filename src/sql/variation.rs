//! Typical mistakes undone: each variation of a query repairs one, so that running it proves or
//! refutes that this was the mistake.

mod conditions;
mod counts;
mod edit;
mod joins;
mod results;

use std::collections::BTreeSet;

use edit::Edits;

use super::clauses::Query;
use super::kind::{Kind, kind};
use super::tree;

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

/// The most variations by one kind of repair, so that no kind crowds out the others.
const MOST_OF_A_KIND: usize = 8;

/// The most tokens of a query that is varied: more than any answer has, and few enough that
/// pairs of them can be looked at.
const MOST_TOKENS: usize = 2_000;

/// The name of a table's key column, by the table's name without quotes.
type Keys<'k> = &'k dyn Fn(&str) -> Option<String>;

/// The variations of one query, the likeliest mistakes first; none of what is not a query.
/// `keys` gives the key column of a table.
pub fn variations(text: &str, keys: Keys<'_>) -> Vec<Variation> {
    let Some(query) = Query::read(text) else { return Vec::new() };
    if kind(text) != Kind::Query || query.tokens.len() > MOST_TOKENS || !tree::parses(text) {
        return Vec::new();
    }
    let families = [
        joins::to_left(&query, keys),
        counts::of_left_joins(&query, keys),
        joins::filters_into_on(&query),
        counts::distinct(&query, keys),
        results::distinct(&query),
        conditions::equals_null(&query),
        conditions::not_in_null(&query),
        results::group_by_key(&query, keys),
        joins::left_to_inner(&query),
        results::unions(&query),
        results::directions(&query),
        joins::to_right_and_full(&query),
        conditions::and_or(&query),
    ];
    let mut seen = BTreeSet::from([query.text.to_owned()]);
    families
        .into_iter()
        .flat_map(|family| family.variations)
        .filter(|variation| seen.insert(variation.text.clone()) && tree::parses(&variation.text))
        .take(MOST_VARIATIONS)
        .collect()
}

/// The variations by one kind of repair, as far as there is room for them.
struct Found<'q> {
    query: &'q Query<'q>,
    variations: Vec<Variation>,
}

impl<'q> Found<'q> {
    fn new(query: &'q Query<'q>) -> Self {
        Self { query, variations: Vec::new() }
    }

    fn push(&mut self, kind: Repair, edits: Edits) {
        self.push_both(kind, None, edits);
    }

    fn push_both(&mut self, kind: Repair, also: Option<Repair>, edits: Edits) {
        if self.variations.len() < MOST_OF_A_KIND && !edits.is_empty() {
            self.variations.push(Variation { kind, also, text: edits.apply(self.query) });
        }
    }
}

#[cfg(test)]
mod tests;
