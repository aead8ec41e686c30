//! What ties the tables of a SELECT: which conditions link which tables, and who is spoken of.

use std::collections::BTreeSet;

use super::scope::{Place, Scope};
use crate::sql::query::walk::Node;
use crate::sql::query::{Binary, Expr, Link, Name};

/// The columns of a condition that links two tables: `a.x = b.y`.
pub(super) fn linked<'s>(scope: &'s Scope, condition: &Expr) -> Option<(Place<'s>, Place<'s>)> {
    let Expr::Binary(left, Binary::Equal, right) = condition.bare() else { return None };
    let (left, right) = (scope.find_expr(left)?, scope.find_expr(right)?);
    ((left.out, left.source) != (right.out, right.source)).then_some((left, right))
}

/// The tables of FROM, by their numbers, that an expression speaks of, its subqueries included as
/// far as they name a table.
pub(super) fn sources_in(scope: &Scope, expr: &Expr) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    sources(scope, Node::Expr(expr), true, &mut found);
    found
}

/// All conditions but one.
pub(super) fn without(conditions: &[Expr], left_out: usize) -> Option<Expr> {
    let rest = conditions.iter().enumerate().filter(|(at, _)| *at != left_out);
    Expr::all(rest.map(|(_, condition)| condition.clone()).collect())
}

/// The conditions of a link.
pub(super) fn conditions(link: &Link) -> &[Expr] {
    match link {
        Link::On(condition) => condition.conjuncts(),
        Link::None | Link::Using(_) => &[],
    }
}

fn sources(scope: &Scope, node: Node<'_>, own: bool, found: &mut BTreeSet<usize>) {
    if let Node::Expr(Expr::Column(column)) = node {
        let named =
            |name: &Name| column.table.as_ref().is_some_and(|table| table.is(&name.plain()));
        if own {
            found.extend(scope.find(column).filter(|it| it.out == 0).map(|it| it.source));
        } else {
            let tables = scope.own().iter().enumerate();
            let mut tables = tables.filter(|(_, table)| table.name.as_ref().is_some_and(named));
            found.extend(tables.next().map(|(at, _)| at));
        }
    }
    for (_, child) in node.children() {
        let own = own && matches!(child, Node::Expr(_));
        sources(scope, child, own, found);
    }
}
