//! Mistakes around subqueries: NOT IN over NULL, IN for EXISTS, one row for all that tie.

use super::found::Found;
use super::links::{conditions, linked, sources_in, without};
use super::mistake::Kind;
use super::site::{Role, Site, Spot};
use crate::sql::query::{
    Arguments, Binary, Core, Direction, Expr, Item, JoinKind, Link, Query, Select, Source, Term,
    Unary,
};

pub(super) fn subqueries(site: &Site<'_>, found: &mut Found) {
    for spot in &site.spots {
        match spot.expr {
            Expr::InQuery { inner, not, query } => member(spot, inner, *not, query, found),
            Expr::Unary(Unary::Not, inner) => {
                if let Expr::Exists(query) = inner.bare() {
                    not_exists(spot, query, found);
                }
            }
            _ => {}
        }
    }
    anti_join(site, found);
    ties(site, found);
}

/// EXISTS for IN, where nothing ties the rows; NOT EXISTS for NOT IN; `=` for IN.
fn member(spot: &Spot<'_>, inner: &Expr, not: bool, query: &Query, found: &mut Found) {
    let exists = |query: &Query| {
        let exists = Expr::Exists(Box::new(query.clone()));
        if not { Expr::Unary(Unary::Not, Box::new(exists)) } else { exists }
    };
    found.expr(spot, Kind::InExists, 0, exists(query));
    let operator = if not { Binary::NotEqual } else { Binary::Equal };
    let subquery = Box::new(Expr::Subquery(Box::new(query.clone())));
    let new = Expr::Binary(Box::new(inner.clone()), operator, subquery);
    found.expr(spot, Kind::InExists, 2, new);
    // The same with the row tied: it differs where there is NULL.
    let Some((select, column)) = single(query).filter(|(select, _)| not && !is_grouped(select))
    else {
        return;
    };
    let tie = Expr::Binary(Box::new(column.clone()), Binary::Equal, Box::new(inner.clone()));
    let mut select = select.clone();
    let filter = select.filter.take().into_iter().chain([tie]);
    select.filter = Expr::all(filter.collect());
    let query = Query { first: Core::Select(Box::new(select)), ..query.clone() };
    found.expr(spot, Kind::NotIn, 1, exists(&query));
}

/// NOT IN for NOT EXISTS: what ties the rows becomes what is looked for.
fn not_exists(spot: &Spot<'_>, query: &Query, found: &mut Found) {
    let Core::Select(select) = &query.first else { return };
    let Some(filter) = select.filter.as_ref().filter(|_| query.rest.is_empty()) else { return };
    for (at, condition) in filter.conjuncts().iter().enumerate() {
        let Expr::Binary(left, Binary::Equal, right) = condition.bare() else { continue };
        let of_own = |expr: &Expr| {
            let table = expr.as_column().and_then(|column| column.table.as_ref());
            table.map(|table| {
                let mut names = select.sources().into_iter().filter_map(Source::known_as);
                names.any(|name| name.is(&table.plain()))
            })
        };
        let (own, outer) = match (of_own(left), of_own(right)) {
            (Some(true), Some(false)) => (left, right),
            (Some(false), Some(true)) => (right, left),
            (None, Some(false)) if left.as_column().is_some() => (left, right),
            (Some(false), None) if right.as_column().is_some() => (right, left),
            _ => continue,
        };
        let mut select = select.clone();
        select.items = vec![Item::Expr((**own).clone(), None)];
        select.filter = without(filter.conjuncts(), at);
        let query = Query { first: Core::Select(select), ..query.clone() };
        let inner = outer.clone();
        let new = Expr::InQuery { inner, not: true, query: Box::new(query) };
        found.expr(spot, Kind::NotIn, 0, new);
    }
}

/// NOT IN for LEFT JOIN … IS NULL.
fn anti_join(site: &Site<'_>, found: &mut Found) {
    let select = site.select;
    let Some(filter) = &select.filter else { return };
    let Some((at, joined)) = select.from.iter().enumerate().next_back() else { return };
    let [link] = conditions(&joined.link) else { return };
    let Some((left, right)) = linked(&site.scope, link) else { return };
    let Expr::Binary(first, _, second) = link.bare() else { return };
    let number = select.sources().len() - 1;
    let (own, outer) = match (left.source == number, right.source == number) {
        (true, false) => (first, second),
        (false, true) => (second, first),
        _ => return,
    };
    if joined.join.kind != JoinKind::Left || at == 0 {
        return;
    }
    let speaks = |expr: &Expr| sources_in(&site.scope, expr).contains(&number);
    let asks = filter.conjuncts().iter().position(
        |condition| matches!(condition.bare(), Expr::IsNull { inner, not: false } if speaks(inner)),
    );
    let Some(asks) = asks else { return };
    let mut changed = select.clone();
    changed.from.truncate(at);
    let elsewhere = changed.items.iter().any(|item| match item {
        Item::Expr(expr, _) => speaks(expr),
        Item::Star | Item::TableStar(_) => true,
    });
    let rest = filter.conjuncts().iter().enumerate().filter(|(it, _)| *it != asks);
    let mut rest =
        rest.map(|(_, condition)| condition).chain(&select.group_by).chain(&select.having);
    let ordered = site.query.order_by.iter().any(|term| speaks(&term.expr));
    if elsewhere || ordered || rest.any(speaks) {
        return;
    }
    let source = Source { link: Link::None, ..joined.clone() };
    let inner = Select {
        distinct: false,
        items: vec![Item::Expr((**own).clone(), None)],
        from: vec![source],
        filter: None,
        group_by: Vec::new(),
        having: None,
        windows: Vec::new(),
    };
    let query = Box::new(plain(inner));
    let not_in = Expr::InQuery { inner: outer.clone(), not: true, query };
    let told = (format!("LEFT JOIN … WHERE {}", filter.conjuncts()[asks]), not_in.to_string());
    let mut filter = filter.conjuncts().to_vec();
    filter[asks] = not_in;
    changed.filter = Expr::all(filter);
    found.select(site, Kind::NotIn, 0, told, |select| *select = changed);
}

/// ORDER BY … LIMIT 1 for what is greatest: it shows one of those that tie.
fn ties(site: &Site<'_>, found: &mut Found) {
    let plain = site.query.rest.is_empty()
        && site.query.order_by.is_empty()
        && site.query.limit.is_none()
        && matches!(site.role, Role::Whole | Role::Table);
    let Some(filter) = site.select.filter.as_ref().filter(|_| plain && !site.is_grouped()) else {
        return;
    };
    for (at, condition) in filter.conjuncts().iter().enumerate() {
        let Expr::Binary(column, Binary::Equal, subquery) = condition.bare() else { continue };
        let Expr::Subquery(query) = subquery.bare() else { continue };
        let Some((_, selected)) = single(query) else { continue };
        let Some(call) = selected.as_call() else { continue };
        let direction = match (call.is("max"), call.is("min"), &call.arguments) {
            (true, _, Arguments::List(list)) if list.len() == 1 => Some(Direction::Descending),
            (_, true, Arguments::List(list)) if list.len() == 1 => None,
            _ => continue,
        };
        let term = Term { expr: (**column).clone(), direction, nulls_first: None };
        let told = (condition, format!("ORDER BY {term} LIMIT 1"));
        let rest = without(filter.conjuncts(), at);
        found.query((site.query, &site.query_path), Kind::Ties, 0, told, |query| {
            if let Core::Select(select) = &mut query.first {
                select.filter = rest;
            }
            query.order_by = vec![term];
            query.limit = Some(super::values::number_expr(1));
        });
    }
}

/// The one SELECT of a query, and the one column that it selects.
fn single(query: &Query) -> Option<(&Select, &Expr)> {
    let Core::Select(select) = &query.first else { return None };
    match select.items.as_slice() {
        [Item::Expr(expr, _)] if query.rest.is_empty() && query.limit.is_none() => {
            Some((select, expr))
        }
        _ => None,
    }
}

fn is_grouped(select: &Select) -> bool {
    let aggregate = |item: &Item| matches!(item, Item::Expr(expr, _) if expr.as_call().is_some_and(|call| call.is_aggregate()));
    !select.group_by.is_empty() || select.items.iter().any(aggregate)
}

fn plain(select: Select) -> Query {
    Query {
        recursive: false,
        with: Vec::new(),
        first: Core::Select(Box::new(select)),
        rest: Vec::new(),
        order_by: Vec::new(),
        limit: None,
        offset: None,
    }
}
