//! The ranking of one query.

use std::ops::Range;

use super::Ranking;
use super::shape::Shape;
use crate::sql::clauses::{Core, Query};

/// The most columns of a result that is ranked.
const WIDEST: usize = 200;

/// How the outermost ORDER BY and LIMIT of one query rank its rows. `width` is the number of
/// columns of its result.
///
/// `None` where the text is not one query, has neither clause, or orders by what cannot be told
/// from its result although DISTINCT or UNION leaves nothing else.
pub fn ranking(text: &str, width: usize) -> Option<Ranking> {
    let query = Query::read(text)?;
    let verb = query.verb();
    let cores: Vec<&Core> = query.outermost().collect();
    let (first, last) = (*cores.first()?, *cores.last()?);
    let nothing_to_tell = last.order.is_none() && last.limit.is_none();
    if first.select != verb || nothing_to_tell || !(1..=WIDEST).contains(&width) {
        return None;
    }
    let ends = [&last.order, &last.limit];
    let end = ends.into_iter().flatten().map(|clause| clause.keyword).min()?;
    let shape = Shape { query: &query, cores, body: verb..end, width };
    let terms = match &last.order {
        Some(order) => query.list(&order.content),
        None => Vec::new(),
    };
    if terms.iter().any(Range::is_empty) || (last.order.is_some() && terms.is_empty()) {
        return None;
    }
    let texts = shape.keys(&terms)?.iter().map(|keys| shape.text(keys)).collect();
    let (limit, offset) = limits(&query, last);
    Some(Ranking { texts, ordered: last.order.is_some(), limit, offset })
}

/// Whether one query has an outermost ORDER BY.
pub fn is_ordered(text: &str) -> bool {
    let ordered = |query: Query<'_>| query.outermost().next_back()?.order.clone();
    Query::read(text).and_then(ordered).is_some()
}

/// Whether one query has an outermost LIMIT.
pub fn is_limited(text: &str) -> bool {
    let limited = |query: Query<'_>| query.outermost().next_back()?.limit.clone();
    Query::read(text).and_then(limited).is_some()
}

/// The expressions of LIMIT and OFFSET, of `LIMIT n OFFSET m` and `LIMIT m, n`.
fn limits(query: &Query<'_>, core: &Core) -> (Option<String>, Option<String>) {
    let Some(limit) = &core.limit else { return (None, None) };
    let text = |range: &Range<usize>| Some(query.slice(range).to_owned());
    let by_word = query.parts(&limit.content, |_, token| token.is("OFFSET"));
    match (by_word.as_slice(), query.list(&limit.content).as_slice()) {
        ([count, offset], _) => (text(count), text(offset)),
        (_, [offset, count]) => (text(count), text(offset)),
        _ => (text(&limit.content), None),
    }
}
