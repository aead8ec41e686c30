//! Mistakes in conditions: left out, joined otherwise, moved between WHERE and HAVING.

use super::found::Found;
use super::links::{linked, without};
use super::mistake::Kind;
use super::site::{Role, Site, Spot};
use crate::sql::query::walk::{Clause, NodeMut};
use crate::sql::query::{Arguments, Expr, Item, Unary};

pub(super) fn conditions(site: &Site<'_>, found: &mut Found) {
    whole(site, found);
    extra(site, found);
    exchanged(site, found);
    for spot in &site.spots {
        match spot.expr {
            Expr::And(members) => {
                left_out(site, spot, members, found);
                and_to_or(spot, members, found);
                parentheses(spot, members, found);
            }
            Expr::Or(members) => {
                left_out(site, spot, members, found);
                or_to_and(spot, members, found);
            }
            Expr::Unary(Unary::Not, inner) => {
                negated(spot, inner, found);
                found.expr(spot, Kind::MissingNot, 0, (**inner).clone());
            }
            Expr::Between { not: true, .. }
            | Expr::Like { not: true, .. }
            | Expr::InList { not: true, .. }
            | Expr::InQuery { not: true, .. }
            | Expr::InTable { not: true, .. } => {
                found.expr(spot, Kind::MissingNot, 0, affirmed(spot.expr));
            }
            _ => {}
        }
    }
}

/// A clause that is one condition, left out.
fn whole(site: &Site<'_>, found: &mut Found) {
    let select = site.select;
    if let Some(filter) = &select.filter
        && filter.conjuncts().len() == 1
    {
        let kind = kind_of(site, filter);
        let told = (format!("WHERE {filter}"), "");
        found.select(site, kind, 0, told, |select| select.filter = None);
    }
    if let Some(having) = &select.having
        && having.conjuncts().len() == 1
    {
        let told = (format!("HAVING {having}"), "");
        found.select(site, Kind::MissingCondition, 0, told, |select| select.having = None);
    }
    for spot in &site.spots {
        if let Expr::Call(call) = spot.expr
            && let Some(filter) = &call.filter
        {
            let told = (format!("FILTER (WHERE {filter})"), "");
            let mut call = call.clone();
            call.filter = None;
            found.expr_told(spot, Kind::MissingCondition, 0, told, Expr::Call(call));
        }
    }
}

/// NULL kept out of what is grouped by, or shown.
fn extra(site: &Site<'_>, found: &mut Found) {
    if site.role == Role::Exists {
        return;
    }
    let groups = site.select.group_by.iter();
    let shown = site.select.items.iter().filter_map(|item| match item {
        Item::Expr(expr, _) if site.select.group_by.is_empty() => Some(expr),
        _ => None,
    });
    for (rank, expr) in groups.chain(shown).enumerate() {
        let place = site.scope.find_expr(expr);
        if place.is_none_or(|place| place.out > 0 || !place.column.nullable) {
            continue;
        }
        let condition = Expr::IsNull { inner: Box::new(expr.clone()), not: true };
        let told = ("", format!("WHERE {condition}"));
        found.select(site, Kind::ExtraCondition, rank, told, |select| {
            let filter = select.filter.take().into_iter().chain([condition]);
            select.filter = Expr::all(filter.collect());
        });
    }
}

/// One of several conditions left out.
fn left_out(site: &Site<'_>, spot: &Spot<'_>, members: &[Expr], found: &mut Found) {
    for (at, member) in members.iter().enumerate() {
        let rest: Vec<Expr> = rest(members, at);
        let links = spot.clause == Clause::On && linked(&site.scope, member).is_some();
        let kind = if links { Kind::MissingOn } else { kind_of(site, member) };
        let new = match spot.expr {
            Expr::And(_) => Expr::all(rest),
            _ => Expr::any(rest),
        };
        let told = (member, "");
        if let Some(new) = new {
            found.expr_told(spot, kind, 0, told, new);
        }
    }
}

/// What it is to leave a condition out.
fn kind_of(site: &Site<'_>, condition: &Expr) -> Kind {
    let outer = linked(&site.scope, condition).is_some_and(|(left, right)| left.out != right.out);
    let not_null = matches!(condition.bare(), Expr::IsNull { not: true, .. });
    if outer {
        Kind::MissingCorrelation
    } else if not_null && site.role == Role::Member {
        Kind::NotInNull
    } else {
        Kind::MissingCondition
    }
}

fn and_to_or(spot: &Spot<'_>, members: &[Expr], found: &mut Found) {
    found.extend_any(spot, members);
    // AND binds more tightly: what one OR in the middle makes of the rest.
    for at in (1..members.len()).filter(|_| members.len() > 2) {
        let halves = [&members[..at], &members[at..]].map(|half| Expr::all(half.to_vec()));
        if let Some(new) = Expr::any(halves.into_iter().flatten().collect()) {
            found.expr(spot, Kind::AndOr, at, new);
        }
    }
}

fn or_to_and(spot: &Spot<'_>, members: &[Expr], found: &mut Found) {
    if let Some(new) = Expr::all(members.to_vec()) {
        found.expr(spot, Kind::AndOr, 0, new);
    }
    for at in 1..members.len() {
        let pair = Expr::all(members[at - 1..=at].to_vec());
        let parts = members[..at - 1].iter().cloned().chain(pair);
        let parts = parts.chain(members[at + 1..].iter().cloned()).collect();
        if members.len() > 2
            && let Some(new) = Expr::any(parts)
        {
            found.expr(spot, Kind::AndOr, at, new);
        }
        // Parentheses that AND next to it does not have.
        if let Expr::And(inner) = &members[at] {
            let mut inner = inner.clone();
            let first = inner.remove(0);
            let either = Expr::any(vec![members[at - 1].clone(), first]);
            regrouped(spot, members, at, either.into_iter().chain(inner).collect(), found);
        }
        if let Expr::And(inner) = &members[at - 1] {
            let mut inner = inner.clone();
            let Some(last) = inner.pop() else { continue };
            let either = Expr::any(vec![last, members[at].clone()]);
            inner.extend(either);
            regrouped(spot, members, at, inner, found);
        }
    }
}

/// Two neighbours of an OR replaced by conditions that all must hold.
fn regrouped(spot: &Spot<'_>, members: &[Expr], at: usize, both: Vec<Expr>, found: &mut Found) {
    let parts = members[..at - 1].iter().cloned().chain(Expr::all(both));
    let parts = parts.chain(members[at + 1..].iter().cloned()).collect();
    if let Some(new) = Expr::any(parts) {
        found.expr(spot, Kind::Parentheses, 1, new);
    }
}

/// Parentheses around an OR left out: its outer parts go their own ways.
fn parentheses(spot: &Spot<'_>, members: &[Expr], found: &mut Found) {
    for (at, member) in members.iter().enumerate() {
        let Expr::Or(inner) = member.bare() else { continue };
        let [first, middle @ .., last] = inner.as_slice() else { continue };
        let before = members[..at].iter().chain([first]).cloned().collect();
        let after = [last].into_iter().chain(&members[at + 1..]).cloned().collect();
        let parts = Expr::all(before).into_iter().chain(middle.iter().cloned());
        if let Some(new) = Expr::any(parts.chain(Expr::all(after)).collect()) {
            found.expr(spot, Kind::Parentheses, 0, new);
        }
    }
}

/// Parentheses after NOT left out: it speaks of the first condition alone.
fn negated(spot: &Spot<'_>, inner: &Expr, found: &mut Found) {
    let not = |first: &Expr| Expr::Unary(Unary::Not, Box::new(first.clone()));
    let new = match inner.bare() {
        Expr::And(members) => {
            Expr::all([not(&members[0])].into_iter().chain(members[1..].to_vec()).collect())
        }
        Expr::Or(members) => {
            Expr::any([not(&members[0])].into_iter().chain(members[1..].to_vec()).collect())
        }
        _ => None,
    };
    if let Some(new) = new {
        found.expr(spot, Kind::Parentheses, 0, new);
    }
}

/// Conditions moved between WHERE and HAVING.
fn exchanged(site: &Site<'_>, found: &mut Found) {
    let select = site.select;
    if site.select.group_by.is_empty() {
        return;
    }
    for (at, condition) in select.filter.iter().flat_map(Expr::conjuncts).enumerate() {
        let told = (format!("WHERE {condition}"), format!("HAVING {condition}"));
        found.select(site, Kind::HavingForWhere, 0, told, |select| {
            let filter = select.filter.take();
            select.filter = filter.as_ref().and_then(|filter| without(filter.conjuncts(), at));
            let having = select.having.take().into_iter().chain([condition.clone()]);
            select.having = Expr::all(having.collect());
        });
    }
    for (at, condition) in select.having.iter().flat_map(Expr::conjuncts).enumerate() {
        let Some(plain) = without_aggregates(condition) else { continue };
        let told = (format!("HAVING {condition}"), format!("WHERE {plain}"));
        found.select(site, Kind::WhereForHaving, 0, told, |select| {
            let having = select.having.take();
            select.having = having.as_ref().and_then(|having| without(having.conjuncts(), at));
            let filter = select.filter.take().into_iter().chain([plain]);
            select.filter = Expr::all(filter.collect());
        });
    }
}

/// The condition on a single row: what an aggregate is given in its place. `None` where that is
/// nothing, as in COUNT(*).
fn without_aggregates(condition: &Expr) -> Option<Expr> {
    fn replace(node: NodeMut<'_>) -> bool {
        match node {
            NodeMut::Expr(expr) => {
                if let Expr::Call(call) = expr
                    && call.is_aggregate()
                {
                    let Arguments::List(list) = &mut call.arguments else { return false };
                    let Some(first) = list.drain(..).next() else { return false };
                    let counts = call.is("count");
                    *expr = first;
                    return !counts;
                }
                NodeMut::Expr(expr).children().into_iter().all(|(_, child)| replace(child))
            }
            NodeMut::Query(_) | NodeMut::Core(_) => true,
        }
    }
    let mut plain = condition.clone();
    replace(NodeMut::Expr(&mut plain)).then_some(plain)
}

/// The same question without its NOT.
fn affirmed(expr: &Expr) -> Expr {
    let mut expr = expr.clone();
    if let Expr::Between { not, .. }
    | Expr::Like { not, .. }
    | Expr::InList { not, .. }
    | Expr::InQuery { not, .. }
    | Expr::InTable { not, .. } = &mut expr
    {
        *not = false;
    }
    expr
}

fn rest(members: &[Expr], left_out: usize) -> Vec<Expr> {
    let rest = members.iter().enumerate().filter(|(at, _)| *at != left_out);
    rest.map(|(_, member)| member.clone()).collect()
}

impl Found {
    fn extend_any(&mut self, spot: &Spot<'_>, members: &[Expr]) {
        if let Some(new) = Expr::any(members.to_vec()) {
            self.expr(spot, Kind::AndOr, 0, new);
        }
    }
}
