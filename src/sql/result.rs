//! The parts of a query that only say what its result looks like.

use super::clauses::{Core, Query};
use crate::diagnostic::Span;

/// The tokens of a query's result columns, GROUP BY and ORDER BY, without the subqueries in them;
/// `None` where the text is not one query.
pub fn result_spans(text: &str) -> Option<Vec<Span>> {
    let query = Query::read(text)?;
    query.outermost().next()?;
    let shapes = |core: &Core, at: &usize| {
        let clauses = [&core.group, &core.order].into_iter().flatten();
        core.list.contains(at) || clauses.into_iter().any(|clause| clause.content.contains(at))
    };
    let places = (0..query.tokens.len()).filter(|at| {
        // The innermost SELECT around a token is the last one that begins before it.
        let around = query.cores.iter().rfind(|core| (core.select..core.end).contains(at));
        around.is_some_and(|core| core.depth == 0 && shapes(core, at))
    });
    Some(places.map(|at| query.tokens[at].span).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subqueries_and_conditions_are_not_part_of_the_result() {
        let text = "WITH w AS (SELECT no FROM t) \
            SELECT a, count(b), (SELECT no FROM t WHERE no) FROM t JOIN u ON no = no WHERE no \
            GROUP BY c HAVING no UNION SELECT d FROM v ORDER BY e LIMIT 1";
        let spans = result_spans(text).expect("a query");
        let words: Vec<&str> = spans.iter().map(|span| &text[span.start..span.end]).collect();
        assert!(["a", "b", "c", "d", "e"].iter().all(|word| words.contains(word)), "{words:?}");
        assert!(!words.contains(&"no"), "{words:?}");
        assert_eq!(result_spans("SELECT 1; SELECT 2"), None);
        assert_eq!(result_spans("DELETE FROM t"), None);
    }
}
