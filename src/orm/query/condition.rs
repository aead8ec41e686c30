//! The condition of a relationship, for a join and for a lazy load.

use std::rc::Rc;

use super::super::core::{
    Column, Element, Expr, FromClause, Join, Kind, Op, Source, operate, walk,
};
use super::super::mapper::{Direction, Relationship, Resolved, Side};
use super::entity;

/// The columns of a condition replaced by what `change` gives for each, with its side.
fn replace_sides(
    condition: &Expr,
    sides: &[Side],
    change: &mut dyn FnMut(&Expr, &Rc<Column>, Side) -> Option<Expr>,
) -> Expr {
    let mut place = 0;
    walk::replace(condition, &mut |part| {
        let column = entity::plain_column(part)?;
        let side = sides.get(place).copied().unwrap_or_default();
        place += 1;
        Some(change(part, column, side).unwrap_or_else(|| Rc::clone(part)))
    })
}

fn is_of(column: &Rc<Column>, table: &Rc<super::super::core::Table>) -> bool {
    column.table.borrow().upgrade().is_some_and(|own| Rc::ptr_eq(&own, table))
}

fn adapted(part: &Expr, to: Option<&FromClause>) -> Option<Expr> {
    to.and_then(|to| to.corresponding(part))
}

/// A relationship's join, in parts.
pub struct Parts {
    /// Between the one side and the join table, or the other side.
    pub primary: Expr,
    /// Between the join table and the other side.
    pub secondary: Option<(FromClause, Expr)>,
}

/// The conditions with the two sides as they stand in a statement. The join table is given an
/// alias of its own.
pub fn parts(
    resolved: &Resolved,
    source: Option<&FromClause>,
    target: &FromClause,
    also: &[Expr],
) -> Parts {
    let alias = resolved
        .secondary
        .as_ref()
        .map(|table| FromClause::Alias(FromClause::Table(Rc::clone(table)).alias(None)));
    let primary = replace_sides(&resolved.primaryjoin, &resolved.primary_sides, &mut |part, column, side| {
        match (&resolved.secondary, &alias) {
            (Some(table), Some(alias)) if is_of(column, table) => adapted(part, Some(alias)),
            (Some(_), _) => adapted(part, source),
            _ if side.remote => adapted(part, Some(target)),
            _ => adapted(part, source),
        }
    });
    let more = |condition: Expr| {
        if also.is_empty() {
            return condition;
        }
        let mut all = vec![condition];
        all.extend(also.iter().cloned());
        operate::join_boolean(Op::And, all)
    };
    let (Some(table), Some(alias)) = (&resolved.secondary, alias) else {
        return Parts { primary: more(primary), secondary: None };
    };
    let second = resolved.secondaryjoin.as_ref().map(|condition| {
        replace_sides(condition, &resolved.secondary_sides, &mut |part, column, _| {
            if is_of(column, table) {
                adapted(part, Some(&alias))
            } else {
                adapted(part, Some(target))
            }
        })
    });
    let second = second.unwrap_or_else(|| Element::plain(Kind::True));
    Parts { primary, secondary: Some((alias, more(second))) }
}

/// `left`, joined along a relationship to `target`. `source` is where the relationship's own side
/// stands in `left`, where that is no plain table.
pub fn join(
    left: &FromClause,
    source: Option<&FromClause>,
    resolved: &Resolved,
    target: &FromClause,
    outer: bool,
    full: bool,
    also: &[Expr],
) -> FromClause {
    let parts = parts(resolved, source, target, also);
    match parts.secondary {
        None => joined(left, target, &parts.primary, outer, full),
        Some((alias, second)) if outer || full => {
            let right = joined(&alias, target, &second, false, false);
            joined(left, &right, &parts.primary, outer, full)
        }
        Some((alias, second)) => {
            let left = joined(left, &alias, &parts.primary, false, false);
            joined(&left, target, &second, false, false)
        }
    }
}

/// Two FROMs joined.
pub fn joined(left: &FromClause, right: &FromClause, on: &Expr, outer: bool, full: bool) -> FromClause {
    let (left, right, on) = (left.clone(), right.clone(), Rc::clone(on));
    FromClause::Join(Rc::new(Join { left, right, on, outer, full }))
}

/// The condition of a lazy load: this side's columns are replaced by what `value` gives.
pub fn lazy(resolved: &Resolved, value: &mut dyn FnMut(&Rc<Column>) -> Expr) -> Expr {
    let primary = replace_sides(&resolved.primaryjoin, &resolved.primary_sides, &mut |_, column, side| {
        let is_local = match &resolved.secondary {
            Some(table) => !is_of(column, table),
            None => side.local && !side.remote,
        };
        is_local.then(|| value(column))
    });
    match &resolved.secondaryjoin {
        Some(second) => operate::join_boolean(Op::And, vec![primary, Rc::clone(second)]),
        None => primary,
    }
}

/// The columns of this side in the order in which the condition reads them.
pub fn local_columns(resolved: &Resolved) -> Vec<Rc<Column>> {
    let mut found: Vec<Rc<Column>> = Vec::new();
    let _ = lazy(resolved, &mut |column| {
        if !found.iter().any(|own| Rc::ptr_eq(own, column)) {
            found.push(Rc::clone(column));
        }
        Element::column(column)
    });
    found
}

/// The condition is nothing but equal pairs of columns, and these.
fn is_just(condition: &Expr, pairs: &[(Rc<Column>, Rc<Column>)]) -> bool {
    let mut pieces = Vec::new();
    gather(condition, &mut pieces);
    pieces.len() == pairs.len()
        && pieces.iter().all(|piece| {
            let Kind::Binary { left, op: Op::Eq, right, .. } = &piece.kind else { return false };
            let (Some(a), Some(b)) = (entity::plain_column(left), entity::plain_column(right))
            else {
                return false;
            };
            pairs.iter().any(|(x, y)| {
                Rc::ptr_eq(a, x) && Rc::ptr_eq(b, y) || Rc::ptr_eq(a, y) && Rc::ptr_eq(b, x)
            })
        })
}

fn gather(condition: &Expr, pieces: &mut Vec<Expr>) {
    match &condition.kind {
        Kind::List { op: Op::And, items } => items.iter().for_each(|item| gather(item, pieces)),
        Kind::Group(inner) => gather(inner, pieces),
        _ => pieces.push(Rc::clone(condition)),
    }
}

/// `selectin` needs no join with this side: the other side, or the join table, has the key.
pub fn omits_join(relationship: &Relationship, resolved: &Resolved) -> bool {
    let Some(parent) = relationship.parent.get() else { return false };
    match resolved.direction {
        Direction::ManyToOne => resolved.by_key,
        Direction::ManyToMany if !resolved.self_referential => {
            covers(&parent.primary_key, &resolved.synchronize_pairs)
                && is_just(&resolved.primaryjoin, &of_key(&parent.primary_key, &resolved.synchronize_pairs))
        }
        Direction::ManyToMany => false,
        Direction::OneToMany => {
            let pairs = &resolved.local_remote_pairs;
            covers(&parent.primary_key, pairs)
                && pairs.len() == parent.primary_key.len()
                && is_just(&resolved.primaryjoin, pairs)
        }
    }
}

fn covers(key: &[Rc<Column>], pairs: &[(Rc<Column>, Rc<Column>)]) -> bool {
    key.iter().all(|own| pairs.iter().any(|(local, _)| Rc::ptr_eq(local, own)))
}

fn of_key(key: &[Rc<Column>], pairs: &[(Rc<Column>, Rc<Column>)]) -> Vec<(Rc<Column>, Rc<Column>)> {
    let is_key = |column: &Rc<Column>| key.iter().any(|own| Rc::ptr_eq(own, column));
    pairs.iter().filter(|(local, _)| is_key(local)).cloned().collect()
}

/// What a FROM is an alias of, at last.
pub fn base(from: &FromClause) -> FromClause {
    match from {
        FromClause::Alias(alias) => match &alias.of {
            Source::From(inner) => base(inner),
            Source::Subquery(_) | Source::Cte { .. } => from.clone(),
        },
        other => other.clone(),
    }
}

