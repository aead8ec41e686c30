//! Conditions that mean another thing than they seem to.

use super::Repair;
use super::edit::Edits;
use super::found::Found;
use crate::sql::clauses::Query;
use crate::sql::items::items;

/// All comparisons with NULL by `=` and `<>` made IS NULL and IS NOT NULL.
pub(super) fn equals_null<'q>(query: &'q Query<'q>) -> Found<'q> {
    let mut found = Found::new(query);
    let mut edits = Edits::default();
    for (at, pair) in query.tokens.windows(2).enumerate() {
        let [operator, null] = pair else { continue };
        if !null.is("NULL") {
            continue;
        }
        if operator.is_any_mark(&["=", "=="]) {
            edits.replace(query, at..at + 1, " IS ");
        } else if operator.is_any_mark(&["<>", "!="]) {
            edits.replace(query, at..at + 1, " IS NOT ");
        }
    }
    found.push(Repair::EqualsNull, edits);
    found
}

/// The subquery of each NOT IN made to pass over NULL.
pub(super) fn not_in_null<'q>(query: &'q Query<'q>) -> Found<'q> {
    let is = |at: Option<usize>, word: &str| {
        at.and_then(|at| query.token(at)).is_some_and(|token| token.is(word))
    };
    let mut found = Found::new(query);
    for core in &query.cores {
        let before = |steps: usize| core.select.checked_sub(steps);
        let not_in = is(before(3), "NOT") && is(before(2), "IN");
        let whole = before(1).and_then(|open| query.closing(open)) == Some(core.end);
        let items = items(query, core);
        let ([item], Some(from)) = (items.as_slice(), &core.from) else { continue };
        if !not_in || !whole || item.star || item.expression.is_empty() {
            continue;
        }
        let column = query.slice(&item.expression).to_owned();
        let mut edits = Edits::default();
        match &core.filter {
            Some(filter) => {
                let condition = query.slice(&filter.content);
                let both = format!("({condition}) AND {column} IS NOT NULL");
                edits.replace(query, filter.content.clone(), both);
            }
            None if from.content.is_empty() => continue,
            None => {
                let condition = format!(" WHERE {column} IS NOT NULL");
                edits.insert_after(query, from.content.end - 1, condition);
            }
        }
        found.push(Repair::NotInNull { column }, edits);
    }
    found
}

/// The one AND of the outermost WHERE made OR, or the one OR made AND.
pub(super) fn and_or<'q>(query: &'q Query<'q>) -> Found<'q> {
    let mut found = Found::new(query);
    for filter in query.outermost().filter_map(|core| core.filter.as_ref()) {
        let connectives = query.connectives(&filter.content);
        let [at] = connectives.as_slice() else { continue };
        let and = query.tokens[*at].is("AND");
        let (kind, word) = if and { (Repair::AndToOr, "OR") } else { (Repair::OrToAnd, "AND") };
        let mut edits = Edits::default();
        edits.replace(query, *at..at + 1, word);
        found.push(kind, edits);
    }
    found
}
