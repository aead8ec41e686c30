//! Mistakes in what is done with the rows at the end: order, limit, UNION and its like.

use super::found::Found;
use super::mistake::Kind;
use super::site::{Body, Role};
use super::values::number_expr;
use crate::sql::query::{Direction, Expr, Literal, Query, SetOperator};

/// The most terms of an ORDER BY, and parts of a UNION, in which mistakes are made.
const MOST_TERMS: usize = 8;

pub(super) fn orders(body: &Body<'_>, found: &mut Found) {
    let query = body.query;
    // Which rows are first counts only where they are shown or where some are left out.
    if body.role == Role::Whole || query.limit.is_some() || body.role == Role::Value {
        terms(body, found);
    }
    if body.role != Role::Exists {
        limits(body, found);
    }
    sets(body, found);
}

/// The other way.
pub(super) fn opposite(direction: Option<Direction>) -> Option<Direction> {
    match direction {
        Some(Direction::Descending) => None,
        None | Some(Direction::Ascending) => Some(Direction::Descending),
    }
}

fn terms(body: &Body<'_>, found: &mut Found) {
    let query = body.query;
    let told = |order: &Query| {
        let terms: Vec<String> = order.order_by.iter().map(ToString::to_string).collect();
        match terms.is_empty() {
            true => String::new(),
            false => format!("ORDER BY {}", terms.join(", ")),
        }
    };
    let mut choices: Vec<(Kind, usize, Query)> = Vec::new();
    let mut choose = |kind: Kind, rank: usize, change: &dyn Fn(&mut Query)| {
        let mut changed = query.clone();
        change(&mut changed);
        choices.push((kind, rank, changed));
    };
    let count = query.order_by.len().min(MOST_TERMS);
    if count > 0 {
        choose(Kind::MissingOrder, 0, &|query| query.order_by.clear());
    }
    for at in 0..count {
        choose(Kind::Direction, at, &|query| {
            query.order_by[at].direction = opposite(query.order_by[at].direction);
        });
        if query.order_by[at].nulls_first.is_some() {
            choose(Kind::Direction, at, &|query| query.order_by[at].nulls_first = None);
        }
    }
    for at in (0..count).rev().filter(|_| count > 1) {
        choose(Kind::OrderTerms, count - 1 - at, &|query| {
            query.order_by.remove(at);
        });
    }
    for at in 1..count {
        choose(Kind::OrderTerms, 0, &|query| query.order_by.swap(at - 1, at));
    }
    for (kind, rank, changed) in choices {
        found.body(body, kind, rank, (told(query), told(&changed)), |query| *query = changed);
    }
}

fn limits(body: &Body<'_>, found: &mut Found) {
    let query = body.query;
    let number = |expr: &Option<Expr>| match expr.as_ref().map(Expr::bare) {
        Some(Expr::Literal(Literal::Number(text))) => text.parse::<i64>().ok(),
        _ => None,
    };
    if let Some(limit) = &query.limit {
        let told = (format!("LIMIT {limit}"), "");
        found.body(body, Kind::Limit, 0, told, |query| {
            query.limit = None;
            query.offset = None;
        });
    }
    if let Some(limit) = number(&query.limit) {
        for other in [limit + 1, limit - 1].into_iter().filter(|other| *other > 0) {
            let told = (format!("LIMIT {limit}"), format!("LIMIT {other}"));
            let other = number_expr(other);
            found.body(body, Kind::Limit, 1, told, |query| query.limit = Some(other));
        }
    }
    if let Some(offset) = &query.offset {
        let told = (format!("OFFSET {offset}"), "");
        found.body(body, Kind::Offset, 0, told, |query| query.offset = None);
    }
    if let Some(offset) = number(&query.offset) {
        for other in [offset + 1, offset - 1].into_iter().filter(|other| *other > 0) {
            let told = (format!("OFFSET {offset}"), format!("OFFSET {other}"));
            let other = number_expr(other);
            found.body(body, Kind::Offset, 1, told, |query| query.offset = Some(other));
        }
    }
}

fn sets(body: &Body<'_>, found: &mut Found) {
    let query = body.query;
    for (at, (operator, core)) in query.rest.iter().enumerate().take(MOST_TERMS) {
        use SetOperator::{Except, Intersect, Union, UnionAll};
        let others = match operator {
            Union => [UnionAll, Intersect, Except],
            UnionAll => [Union, Intersect, Except],
            Intersect => [Union, Except, UnionAll],
            Except => [Intersect, Union, UnionAll],
        };
        // Recursion knows UNION and UNION ALL alone, in this order of its parts.
        let recursion = body.role == Role::Recursion;
        let others = others.into_iter().take(if recursion { 1 } else { 3 });
        for (rank, other) in others.enumerate() {
            let told = (operator, other);
            found.body(body, Kind::SetOperator, rank, told, |query| query.rest[at].0 = other);
        }
        if recursion {
            continue;
        }
        let told = (format!("{operator} {core}"), "");
        found.body(body, Kind::SetOperands, 1, told, |query| {
            query.rest.remove(at);
        });
    }
    let Some((operator, _)) = query.rest.first().filter(|_| body.role != Role::Recursion) else {
        return;
    };
    // After VALUES no ORDER BY can stand.
    let ends = query.rest.len() > 1 || query.first.select().is_some() || query.order_by.is_empty();
    let told = (format!("{operator}"), format!("{operator} the other way round"));
    if ends {
        found.body(body, Kind::SetOperands, 0, told, |query| {
            let Query { first, rest, .. } = query;
            if let Some((_, second)) = rest.first_mut() {
                std::mem::swap(first, second);
            }
        });
    }
    let told = (format!("{} {operator}", query.first), "");
    found.body(body, Kind::SetOperands, 2, told, |query| {
        let (_, second) = query.rest.remove(0);
        query.first = second;
    });
}
