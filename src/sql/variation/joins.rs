//! Joins that keep or lose rows.

use std::ops::Range;

use super::counts::{Counted, counted, key_of};
use super::edit::Edits;
use super::found::Found;
use super::{Keys, Repair};
use crate::sql::clauses::{Core, Query};
use crate::sql::sources::{Join, Source, sources};

/// Inner joins made LEFT: each in turn, then all of one SELECT; each alone and with its
/// COUNT(*) counting the joined table's key.
pub(super) fn to_left<'q>(query: &'q Query<'q>, keys: Keys<'_>) -> Found<'q> {
    let mut found = Found::new(query);
    for core in &query.cores {
        let sources = sources(query, core);
        let inner: Vec<&Source> =
            sources.iter().filter(|source| can_be_left(source, core, &sources)).collect();
        let mut choices: Vec<Vec<&Source>> = inner.iter().map(|source| vec![*source]).collect();
        if inner.len() > 1 {
            choices.push(inner);
        }
        for choice in choices {
            let tables: Option<Vec<String>> =
                choice.iter().map(|source| source.shown(query)).collect();
            let Some(tables) = tables else { continue };
            let mut edits = Edits::default();
            for source in &choice {
                let comma = source.join == Join::Comma;
                let operator = if comma { " LEFT JOIN" } else { "LEFT JOIN" };
                edits.replace(query, source.operator.clone(), operator);
                if let Some(filter) = core.filter.as_ref().filter(|_| comma) {
                    edits.replace(query, filter.keyword..filter.keyword + 1, "ON");
                }
            }
            let kind = Repair::JoinToLeft { tables };
            found.push(kind.clone(), edits.clone());
            for source in &choice {
                let Some(column) = key_of(query, source, keys) else { continue };
                let mut stars =
                    counted(query, core).into_iter().filter(Counted::is_star).peekable();
                if stars.peek().is_none() {
                    continue;
                }
                let mut edits = edits.clone();
                stars.for_each(|star| edits.replace(query, star.argument, column.clone()));
                found.push_both(kind.clone(), Some(Repair::CountStar { column }), edits);
            }
        }
    }
    found
}

/// LEFT JOINs made inner, each in turn.
pub(super) fn left_to_inner<'q>(query: &'q Query<'q>) -> Found<'q> {
    let mut found = Found::new(query);
    let left = |source: &Source| source.join == Join::Left;
    each_join(&mut found, left, "JOIN", |table| Repair::LeftToJoin { table });
    found
}

/// Joins that keep what is lost of the joined table, each in turn.
pub(super) fn to_right_and_full<'q>(query: &'q Query<'q>) -> Found<'q> {
    let mut found = Found::new(query);
    let keeps = |source: &Source| {
        matches!(source.join, Join::Inner | Join::Left) && (source.on.is_some() || source.using)
    };
    each_join(&mut found, keeps, "RIGHT JOIN", |table| Repair::JoinToRight { table });
    each_join(&mut found, keeps, "FULL JOIN", |table| Repair::JoinToFull { table });
    found
}

/// The conditions of WHERE on a LEFT JOIN's table moved into its ON, or all of them where none
/// names the table; only where that join is the one outer join of its SELECT.
pub(super) fn filters_into_on<'q>(query: &'q Query<'q>) -> Found<'q> {
    let mut found = Found::new(query);
    for core in &query.cores {
        let sources = sources(query, core);
        let mut outer =
            sources.iter().filter(|source| matches!(source.join, Join::Left | Join::Other));
        let (Some(source), None) = (outer.next(), outer.next()) else { continue };
        let (Some(filter), Some(on), Some(table)) = (&core.filter, &source.on, source.shown(query))
        else {
            continue;
        };
        let conditions = query.conjuncts(&filter.content);
        let names_table = |condition: &Range<usize>| {
            let tokens = &query.tokens[condition.clone()];
            tokens
                .windows(2)
                .any(|pair| pair[1].is_mark(".") && source.is_called(query, &pair[0].name()))
        };
        let (mut moved, mut kept): (Vec<_>, Vec<_>) = conditions.into_iter().partition(names_table);
        if moved.is_empty() {
            std::mem::swap(&mut moved, &mut kept);
        }
        let texts = |ranges: &[Range<usize>]| -> Vec<String> {
            ranges.iter().map(|range| query.slice(range).to_owned()).collect()
        };
        let condition = texts(&moved).join(" AND ");
        let mut edits = Edits::default();
        let joined = format!("({}) AND ({condition})", query.slice(&on.content));
        edits.replace(query, on.content.clone(), joined);
        let rest = texts(&kept).join(" AND ");
        let rest = if rest.is_empty() { rest } else { format!("WHERE {rest}") };
        edits.replace(query, filter.keyword..filter.content.end, rest);
        let kind = Repair::LeftJoinFilter { table, condition };
        found.push(kind, edits);
    }
    found
}

/// An inner join with a condition of its own, or a comma between just two tables that WHERE
/// links.
fn can_be_left(source: &Source, core: &Core, sources: &[Source]) -> bool {
    match source.join {
        Join::Inner => source.on.is_some() || source.using,
        Join::Comma => sources.len() == 2 && core.filter.is_some(),
        _ => false,
    }
}

fn each_join(
    found: &mut Found<'_>,
    applies: impl Fn(&Source) -> bool,
    operator: &str,
    kind: impl Fn(String) -> Repair,
) {
    let query = found.query;
    for source in query.cores.iter().flat_map(|core| sources(query, core)) {
        if let Some(table) = source.shown(query).filter(|_| applies(&source)) {
            let mut edits = Edits::default();
            edits.replace(query, source.operator, operator);
            found.push(kind(table), edits);
        }
    }
}
