//! Names for columns that are known by them elsewhere, so that they keep them when another column
//! stands in their place.

use crate::sql::query::walk::{Clause, NodeMut};
use crate::sql::query::{Core, Expr, Item, Query};

/// The query, with the columns named under which its subqueries in FROM and WITH are known, and
/// those by which a UNION is ordered.
pub(super) fn named(query: &Query) -> Query {
    let mut named = query.clone();
    step(NodeMut::Query(&mut named), false);
    named
}

fn step(node: NodeMut<'_>, is_table: bool) {
    let NodeMut::Query(query) = node else {
        for (clause, child) in node.children() {
            step(child, is_table_in(clause));
        }
        return;
    };
    let ordered = !query.rest.is_empty() && !query.order_by.is_empty();
    if is_table || ordered {
        name(query);
    }
    for (clause, child) in NodeMut::Query(query).children() {
        step(child, is_table_in(clause));
    }
}

fn is_table_in(clause: Clause) -> bool {
    matches!(clause, Clause::With | Clause::From)
}

/// Names the columns by the first SELECT, whose names count.
fn name(query: &mut Query) {
    let Query { first, rest, .. } = query;
    let Core::Select(first) = first else { return };
    for (at, item) in first.items.iter_mut().enumerate() {
        let Item::Expr(expr, alias) = item else { continue };
        if let Expr::Column(column) = expr {
            alias.get_or_insert_with(|| column.name.clone());
        }
        for (_, core) in rest.iter_mut() {
            if let Core::Select(other) = core
                && let Some(Item::Expr(_, other)) = other.items.get_mut(at)
            {
                *other = alias.clone();
            }
        }
    }
}
