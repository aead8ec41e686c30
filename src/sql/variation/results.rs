//! Which rows a result holds how often, and in which order.

use super::counts::key_of;
use super::edit::Edits;
use super::found::Found;
use super::{Keys, Repair};
use crate::sql::clauses::Query;
use crate::sql::items::column_of;
use crate::sql::sources::sources;

/// DISTINCT put in, and each DISTINCT taken out.
pub(super) fn distinct<'q>(query: &'q Query<'q>) -> Found<'q> {
    let mut found = Found::new(query);
    let outermost: Vec<_> = query.outermost().collect();
    if let [core] = outermost.as_slice()
        && core.distinct.is_none()
    {
        let mut edits = Edits::default();
        // ALL, where it is written, stands between SELECT and the list.
        edits.replace(query, core.select..core.list.start, "SELECT DISTINCT");
        found.push(Repair::AddDistinct, edits);
    }
    for (at, token) in query.tokens.iter().enumerate() {
        let opens = at.checked_sub(1).and_then(|before| query.token(before));
        let counts = opens.is_some_and(|before| before.is("SELECT") || before.is_mark("("));
        if token.is("DISTINCT") && counts {
            let mut edits = Edits::default();
            edits.replace(query, at..at + 1, "");
            found.push(Repair::RemoveDistinct, edits);
        }
    }
    found
}

/// Every UNION made UNION ALL, and every UNION ALL made UNION.
pub(super) fn unions<'q>(query: &'q Query<'q>) -> Found<'q> {
    let (mut to_all, mut to_union) = (Edits::default(), Edits::default());
    for (at, _) in query.tokens.iter().enumerate().filter(|(_, token)| token.is("UNION")) {
        if query.token(at + 1).is_some_and(|next| next.is("ALL")) {
            to_union.replace(query, at..at + 2, "UNION");
        } else {
            to_all.insert_after(query, at, " ALL");
        }
    }
    let mut found = Found::new(query);
    found.push(Repair::UnionToUnionAll, to_all);
    found.push(Repair::UnionAllToUnion, to_union);
    found
}

/// A table's key in GROUP BY in the place of another column of it.
pub(super) fn group_by_key<'q>(query: &'q Query<'q>, keys: Keys<'_>) -> Found<'q> {
    let mut found = Found::new(query);
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
                found.push(kind, edits);
            }
        }
    }
    found
}

/// Each term of the outermost ORDER BY turned round.
pub(super) fn directions<'q>(query: &'q Query<'q>) -> Found<'q> {
    let mut found = Found::new(query);
    let order = query.outermost().last().and_then(|core| core.order.as_ref());
    for term in order.map(|order| query.list(&order.content)).unwrap_or_default() {
        let direction = query.find(&term, "ASC").or(query.find(&term, "DESC"));
        let expression = term.start..direction.or(query.find(&term, "NULLS")).unwrap_or(term.end);
        if expression.is_empty() {
            continue;
        }
        let mut edits = Edits::default();
        match direction {
            Some(at) if query.tokens[at].is("DESC") => edits.replace(query, at..at + 1, ""),
            Some(at) => edits.replace(query, at..at + 1, "DESC"),
            None => edits.insert_after(query, expression.end - 1, " DESC"),
        }
        let kind = Repair::SwapDirection { term: query.slice(&expression).to_owned() };
        found.push(kind, edits);
    }
    found
}
