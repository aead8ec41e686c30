//! Which rows a result holds how often, and in which order.

use super::counts::key_of;
use super::edit::Edits;
use super::{Keys, Repair, Variation};
use crate::sql::clauses::Query;
use crate::sql::items::column_of;
use crate::sql::sources::sources;

/// DISTINCT put in, and each DISTINCT taken out.
pub(super) fn distinct(query: &Query<'_>) -> Vec<Variation> {
    let mut variations = Vec::new();
    let outermost: Vec<_> = query.outermost().collect();
    if let [core] = outermost.as_slice()
        && core.distinct.is_none()
    {
        let mut edits = Edits::default();
        // ALL, where it is written, stands between SELECT and the list.
        edits.replace(query, core.select..core.list.start, "SELECT DISTINCT");
        variations.push(Variation::new(Repair::AddDistinct, edits.apply(query)));
    }
    for (at, token) in query.tokens.iter().enumerate() {
        let opens = at.checked_sub(1).and_then(|before| query.token(before));
        let counts = opens.is_some_and(|before| before.is("SELECT") || before.is_mark("("));
        if token.is("DISTINCT") && counts {
            let mut edits = Edits::default();
            edits.replace(query, at..at + 1, "");
            variations.push(Variation::new(Repair::RemoveDistinct, edits.apply(query)));
        }
    }
    variations
}

/// Every UNION made UNION ALL, and every UNION ALL made UNION.
pub(super) fn unions(query: &Query<'_>) -> Vec<Variation> {
    let (mut to_all, mut to_union) = (Edits::default(), Edits::default());
    for (at, _) in query.tokens.iter().enumerate().filter(|(_, token)| token.is("UNION")) {
        if query.token(at + 1).is_some_and(|next| next.is("ALL")) {
            to_union.replace(query, at..at + 2, "UNION");
        } else {
            to_all.insert_after(query, at, " ALL");
        }
    }
    [(Repair::UnionToUnionAll, to_all), (Repair::UnionAllToUnion, to_union)]
        .into_iter()
        .filter(|(_, edits)| !edits.is_empty())
        .map(|(kind, edits)| Variation::new(kind, edits.apply(query)))
        .collect()
}

/// A table's key in GROUP BY in the place of another column of it.
pub(super) fn group_by_key(query: &Query<'_>, keys: Keys<'_>) -> Vec<Variation> {
    let mut variations = Vec::new();
    for core in &query.cores {
        let Some(group) = &core.group else { continue };
        let sources = sources(query, core);
        for term in query.list(&group.content) {
            let Some(column) = column_of(query, &term) else { continue };
            let column = query.tokens[column].name();
            let qualifier = (term.len() > 1).then(|| query.tokens[term.end - 3].name());
            for source in &sources {
                let meant = qualifier.as_ref().is_none_or(|name| source.is_called(query, name));
                let key = source.table_name(query).and_then(|table| keys(&table));
                let (true, Some(key)) = (meant, key) else { continue };
                let Some(to) = key_of(query, source, keys) else { continue };
                if key.eq_ignore_ascii_case(&column) {
                    continue;
                }
                let mut edits = Edits::default();
                edits.replace(query, term.clone(), to.clone());
                let kind = Repair::GroupByKey { from: query.slice(&term).to_owned(), to };
                variations.push(Variation::new(kind, edits.apply(query)));
            }
        }
    }
    variations
}

/// Each term of the outermost ORDER BY turned round.
pub(super) fn directions(query: &Query<'_>) -> Vec<Variation> {
    let order = query.outermost().last().and_then(|core| core.order.as_ref());
    let Some(order) = order else { return Vec::new() };
    let terms = query.list(&order.content).into_iter().filter(|term| !term.is_empty());
    terms
        .map(|term| {
            let mut edits = Edits::default();
            let direction =
                term.clone().rev().take(3).find(|at| query.tokens[*at].is_any(&["ASC", "DESC"]));
            let nulls = query.find(&term, "NULLS");
            let expression = term.start..direction.or(nulls).unwrap_or(term.end);
            match direction {
                Some(at) if query.tokens[at].is("DESC") => edits.replace(query, at..at + 1, ""),
                Some(at) => edits.replace(query, at..at + 1, "DESC"),
                None => edits.insert_after(query, expression.end - 1, " DESC"),
            }
            let kind = Repair::SwapDirection { term: query.slice(&expression).to_owned() };
            Variation::new(kind, edits.apply(query))
        })
        .collect()
}
