//! All variations of a query.

use std::collections::BTreeSet;

use super::{Keys, MOST_VARIATIONS, Variation, conditions, counts, joins, results};
use crate::sql::clauses::Query;
use crate::sql::kind::{Kind, kind};
use crate::sql::tree;

/// The most tokens of a query that is varied: more than any answer has, and few enough that
/// pairs of them can be looked at.
const MOST_TOKENS: usize = 2_000;

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
