//! Mistakes in what makes rows one: DISTINCT and GROUP BY.

use super::found::Found;
use super::mistake::Kind;
use super::scope::Place;
use super::site::Site;
use crate::sql::query::walk::Clause;
use crate::sql::query::{Expr, Item, SetOperator};

pub(super) fn groups(site: &Site<'_>, found: &mut Found) {
    // UNION and its like make rows differ by themselves.
    let mut ties = site.query.rest.iter();
    let all = ties.all(|(operator, _)| *operator == SetOperator::UnionAll);
    if site.role.counts_rows() && all {
        distinct(site, found);
    }
    let terms = &site.select.group_by;
    if terms.is_empty() {
        return;
    }
    for at in 0..terms.len() {
        exchanged(site, at, found);
    }
    for at in (0..terms.len()).filter(|_| terms.len() > 1) {
        regrouped(site, Kind::GroupByTerms, 0, found, |terms| {
            terms.remove(at);
        });
    }
    more(site, found);
    let told = (group_by(terms), "");
    let aggregate = |expr: &Expr| match expr {
        Expr::Call(call) => call.is_aggregate() && call.over.is_none(),
        _ => false,
    };
    let mut shown = site.spots.iter().filter(|spot| spot.clause == Clause::Item);
    let aggregates = shown.any(|spot| aggregate(spot.expr));
    found.select(site, Kind::MissingGroupBy, 0, told, |select| {
        select.group_by.clear();
        // SQLite takes HAVING without GROUP BY only beside an aggregate that is selected.
        if !aggregates {
            select.having = None;
        }
    });
}

fn distinct(site: &Site<'_>, found: &mut Found) {
    if site.select.distinct {
        let told = ("SELECT DISTINCT", "SELECT");
        found.select(site, Kind::MissingDistinct, 0, told, |select| select.distinct = false);
    } else if !site.select.group_by.is_empty() || !site.aggregates() {
        let told = ("SELECT", "SELECT DISTINCT");
        found.select(site, Kind::ExtraDistinct, 0, told, |select| select.distinct = true);
    }
}

/// A name for a key, a key for a name.
fn exchanged(site: &Site<'_>, at: usize, found: &mut Found) {
    let Some(place) = site.scope.find_expr(&site.select.group_by[at]) else { return };
    if place.out > 0 {
        return;
    }
    let expr = |column| site.scope.expr(place.table, column);
    let shown = selected(site);
    let is_shown = |column: &Expr| shown.iter().any(|(it, _)| it.bare() == column);
    if place.column.id {
        let mut names: Vec<Expr> =
            place.table.columns.iter().filter(|column| !column.id).map(expr).collect();
        names.sort_by_key(|column| !is_shown(column));
        // Of another table, when the key alone is grouped by and its names are shown elsewhere.
        let others = shown.iter().filter(|(_, other)| other.source != place.source);
        names.extend(others.filter(|(_, other)| !other.column.id).map(|(it, _)| (*it).clone()));
        for (rank, name) in names.into_iter().take(4).enumerate() {
            regrouped(site, Kind::GroupBy, rank, found, |terms| terms[at] = name);
        }
    } else if let Some(key) = place.table.key() {
        regrouped(site, Kind::GroupBy, 0, found, |terms| terms[at] = expr(key));
    }
}

/// One term more: what is shown and not grouped by, and the keys.
fn more(site: &Site<'_>, found: &mut Found) {
    let terms = &site.select.group_by;
    let shown = selected(site).into_iter().map(|(expr, _)| expr.clone());
    let tables = site.scope.own().iter();
    let keys = tables.filter_map(|table| Some(site.scope.expr(table, table.key()?)));
    let places: Vec<_> = terms.iter().filter_map(|term| site.scope.find_expr(term)).collect();
    for (rank, column) in keys.chain(shown).enumerate() {
        let Some(place) = site.scope.find_expr(&column) else { continue };
        // A column beside the key of its own table divides nothing.
        let divides = !places
            .iter()
            .any(|it| it.source == place.source && (it.column.key || it.column == place.column));
        if divides {
            regrouped(site, Kind::GroupByTerms, rank + 1, found, |terms| terms.push(column));
        }
    }
}

/// The columns that are shown as they are.
fn selected<'s>(site: &'s Site<'_>) -> Vec<(&'s Expr, Place<'s>)> {
    let columns = site.select.items.iter().filter_map(|item| match item {
        Item::Expr(expr, _) => Some((expr, site.scope.find_expr(expr)?)),
        Item::Star | Item::TableStar(_) => None,
    });
    columns.filter(|(_, place)| place.out == 0).collect()
}

fn regrouped(
    site: &Site<'_>,
    kind: Kind,
    rank: usize,
    found: &mut Found,
    change: impl FnOnce(&mut Vec<Expr>),
) {
    let mut terms = site.select.group_by.clone();
    change(&mut terms);
    let told = (group_by(&site.select.group_by), group_by(&terms));
    found.select(site, kind, rank, told, |select| select.group_by = terms);
}

fn group_by(terms: &[Expr]) -> String {
    let terms: Vec<String> = terms.iter().map(ToString::to_string).collect();
    format!("GROUP BY {}", terms.join(", "))
}
