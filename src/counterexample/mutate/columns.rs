//! Mistakes in columns: another of the same type, two exchanged.

use super::found::Found;
use super::joins::wrong_links;
use super::links::{conditions, linked};
use super::mistake::Kind;
use super::scope::Holds;
use super::site::{Role, Site, Spot};
use crate::sql::query::walk::{Clause, Node, NodeMut};
use crate::sql::query::{Binary, Column, Expr, Item, Link, Name};
use crate::sql::tokens::quoted;

/// The most links of one SELECT whose keys are exchanged, each with each.
const MOST_LINKS: usize = 12;

pub(super) fn columns(site: &Site<'_>, found: &mut Found) {
    for spot in &site.spots {
        wrong(site, spot, found);
        everywhere(site, spot, found);
    }
    filters(site, found);
    keys(site, found);
    if site.role != Role::Exists {
        items(site, found);
    }
}

/// Another column of the same type: of the same table, or of another one in FROM.
fn wrong(site: &Site<'_>, spot: &Spot<'_>, found: &mut Found) {
    let Expr::Column(column) = spot.expr else { return };
    // What links tables and what is grouped by has mistakes of its own.
    let links = spot.parent.is_some_and(|parent| linked(&site.scope, parent).is_some());
    if links
        || spot.clause == Clause::GroupBy
        || site.role == Role::Exists && spot.clause == Clause::Item
    {
        return;
    }
    let Some(place) = site.scope.find(column) else { return };
    let mut choices = Vec::new();
    for (number, table) in site.scope.own().iter().enumerate() {
        let same_table = place.out == 0 && place.source == number;
        for other in table.columns.iter().filter(|other| other.is_like(place.column)) {
            if same_table && other == place.column {
                continue;
            }
            let same_name = other.name.eq_ignore_ascii_case(&place.column.name);
            let rank = match (same_table, same_name, other.id == place.column.id) {
                (false, true, _) => 0,
                (true, _, true) => 1,
                (false, _, true) => 2,
                (true, _, false) => 3,
                (false, _, false) => 4,
            };
            choices.push((rank, table, other));
        }
    }
    choices.sort_by_key(|(rank, ..)| *rank);
    for (order, (_, table, other)) in choices.into_iter().take(6).enumerate() {
        found.expr(spot, Kind::WrongColumn, order, site.scope.expr(table, other));
    }
}

/// Another column wherever a comparison names this one: on both of its sides, or in its subquery.
fn everywhere(site: &Site<'_>, spot: &Spot<'_>, found: &mut Found) {
    fn columns<'e>(node: Node<'e>, found: &mut Vec<&'e Column>) {
        if let Node::Expr(Expr::Column(column)) = node {
            found.push(column);
        }
        node.children().into_iter().for_each(|(_, child)| columns(child, found));
    }
    fn rename(node: NodeMut<'_>, from: &str, to: &str) {
        match node {
            NodeMut::Expr(Expr::Column(column)) => {
                if column.name.is(from) {
                    column.name = Name(quoted(to));
                }
            }
            other => other.children().into_iter().for_each(|(_, child)| rename(child, from, to)),
        }
    }
    let Expr::Binary(left, _, right) = spot.expr else { return };
    let Some(place) = site.scope.find_expr(left).filter(|place| place.out == 0) else { return };
    if linked(&site.scope, spot.expr).is_some_and(|(left, right)| left.column.id || right.column.id)
    {
        return;
    }
    let mut named = Vec::new();
    columns(Node::Expr(spot.expr), &mut named);
    let name = &place.column.name;
    if named.iter().filter(|column| column.name.is(name)).count() < 2 {
        return;
    }
    let others = place.table.columns.iter().filter(|other| other.name != *name);
    let opposite = site.scope.find_expr(right);
    let others = others.filter(|other| {
        let there = opposite.is_none_or(|it| it.table.column(&other.name).is_some());
        there && other.holds != Holds::Anything
    });
    for (order, other) in others.take(4).enumerate() {
        let mut new = spot.expr.clone();
        rename(NodeMut::Expr(&mut new), name, &other.name);
        found.expr(spot, Kind::WrongColumn, order, new);
    }
}

/// Links in WHERE, those to the query around it among them: other keys compared.
fn filters(site: &Site<'_>, found: &mut Found) {
    for spot in site.spots.iter().filter(|spot| spot.clause == Clause::Where) {
        for (rank, wrong) in wrong_links(site, spot.expr).into_iter().enumerate() {
            found.expr(spot, Kind::WrongOn, rank, wrong);
        }
        // A name without its table means the nearest: `member_id = id` in a subquery.
        let Some((left, right)) = linked(&site.scope, spot.expr) else { continue };
        let (inner, outer, is_left) = match (left.out, right.out) {
            (0, 1..) => (left, right, false),
            (1.., 0) => (right, left, true),
            _ => continue,
        };
        let (Some(nearest), Expr::Binary(first, _, second)) =
            (inner.table.column(&outer.column.name), spot.expr)
        else {
            continue;
        };
        let nearest = Box::new(site.scope.expr(inner.table, nearest));
        let (first, second) = match is_left {
            true => (nearest, second.clone()),
            false => (first.clone(), nearest),
        };
        found.expr(spot, Kind::MissingCorrelation, 1, Expr::Binary(first, Binary::Equal, second));
    }
}

/// The two keys of a join table exchanged: each compared with what the other belongs to.
fn keys(site: &Site<'_>, found: &mut Found) {
    let select = site.select;
    let in_from = select.from.iter().enumerate().flat_map(|(source, from)| {
        let links = conditions(&from.link).iter().enumerate();
        links.map(move |(at, link)| ((Some(source), at), link))
    });
    let filter = select.filter.iter().flat_map(Expr::conjuncts).enumerate();
    let in_filter = filter.map(|(at, link)| ((None, at), link));
    let links: Vec<_> = in_from
        .chain(in_filter)
        .filter_map(|(at, link)| Some((at, link, linked(&site.scope, link)?)))
        .take(MOST_LINKS)
        .collect();
    for (number, (first_at, first, first_ends)) in links.iter().enumerate() {
        for (second_at, second, second_ends) in &links[number + 1..] {
            for (one, one_left) in [(first_ends.0, true), (first_ends.1, false)] {
                for (two, two_left) in [(second_ends.0, true), (second_ends.1, false)] {
                    let same_table = one.out == 0 && two.out == 0 && one.source == two.source;
                    let foreign = one.column.id && two.column.id && one.column != two.column;
                    if !same_table || !foreign || !one.column.is_like(two.column) {
                        continue;
                    }
                    let (Some(changed), Some(with)) = (
                        with_side(first, one_left, side(second, two_left)),
                        with_side(second, two_left, side(first, one_left)),
                    ) else {
                        continue;
                    };
                    let told = (format!("{first} … {second}"), format!("{changed} … {with}"));
                    found.select(site, Kind::SwappedKeys, 0, told, |select| {
                        put(select, *first_at, changed);
                        put(select, *second_at, with);
                    });
                }
            }
        }
    }
}

fn side(link: &Expr, left: bool) -> Option<&Expr> {
    match link.bare() {
        Expr::Binary(first, _, second) => Some(if left { first } else { second }),
        _ => None,
    }
}

fn with_side(link: &Expr, left: bool, new: Option<&Expr>) -> Option<Expr> {
    let Expr::Binary(first, operator, second) = link.bare() else { return None };
    let new = Box::new(new?.clone());
    Some(match left {
        true => Expr::Binary(new, *operator, second.clone()),
        false => Expr::Binary(first.clone(), *operator, new),
    })
}

/// Puts a condition in the place of another: of a table's ON, or of WHERE.
fn put(select: &mut crate::sql::query::Select, (source, at): (Option<usize>, usize), new: Expr) {
    let changed = |condition: &Expr| {
        let mut conditions = condition.conjuncts().to_vec();
        if let Some(place) = conditions.get_mut(at) {
            *place = new;
        }
        Expr::all(conditions)
    };
    match source.and_then(|source| select.from.get_mut(source)) {
        Some(from) => {
            if let Link::On(condition) = &from.link {
                from.link = changed(condition).map_or(Link::None, Link::On);
            }
        }
        None => select.filter = select.filter.as_ref().and_then(changed),
    }
}

/// Two neighbours of the result exchanged, with their names; where the names alone count, that is
/// nothing.
fn items(site: &Site<'_>, found: &mut Found) {
    if site.role == Role::Table && site.query.rest.is_empty() {
        return;
    }
    let items = &site.select.items;
    for at in 1..items.len() {
        let (Item::Expr(first, _), Item::Expr(second, _)) = (&items[at - 1], &items[at]) else {
            continue;
        };
        let told = (format!("{first}, {second}"), format!("{second}, {first}"));
        found.select(site, Kind::SwappedItems, 0, told, |select| select.items.swap(at - 1, at));
    }
}
