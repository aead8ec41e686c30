//! Joins along relationships, and what their conditions are made of.

use std::rc::Rc;

use super::super::core::{Column, Expr, FromClause, Join, Kind, Op, Source};
use super::super::mapper::{Direction, Entity, JoinTargets, Mapper, Relationship, Resolved, Sides};
use super::super::python::{Machine, Run};
use super::entity;

/// A join along a relationship.
pub struct Along<'a> {
    /// The relationship.
    pub relationship: &'a Relationship,
    /// What its own side is read from.
    pub source: Option<&'a FromClause>,
    /// What the other side is read from.
    pub target: &'a FromClause,
    /// The class or alias that the other side is taken to be.
    pub of_type: Option<&'a Entity>,
    /// What narrows the other side.
    pub narrowed: Option<&'a Expr>,
}

impl Along<'_> {
    /// The conditions. The join table is given an alias of its own.
    ///
    /// # Errors
    ///
    /// What configuration raises.
    pub fn targets(&self, machine: &mut Machine) -> Run<JoinTargets> {
        let sides = Sides {
            source: self.source,
            dest: Some(self.target),
            of_type: self.of_type,
            alias_secondary: true,
            narrowed: self.narrowed,
        };
        self.relationship.join_targets(machine, &sides)
    }

    /// `left`, joined to the other side.
    ///
    /// # Errors
    ///
    /// What configuration raises.
    pub fn join(
        &self,
        machine: &mut Machine,
        left: &FromClause,
        outer: bool,
        full: bool,
    ) -> Run<FromClause> {
        let targets = self.targets(machine)?;
        Ok(match (&targets.secondary, &targets.secondary_join) {
            (Some(alias), Some(second)) if outer || full => {
                let right = joined(alias, self.target, second, false, false);
                joined(left, &right, &targets.primary, outer, full)
            }
            (Some(alias), Some(second)) => {
                let left = joined(left, alias, &targets.primary, false, false);
                joined(&left, self.target, second, false, false)
            }
            _ => joined(left, self.target, &targets.primary, outer, full),
        })
    }
}

/// Two FROMs joined.
pub fn joined(
    left: &FromClause,
    right: &FromClause,
    on: &Expr,
    outer: bool,
    full: bool,
) -> FromClause {
    let (left, right, on) = (left.clone(), right.clone(), Rc::clone(on));
    FromClause::Join(Rc::new(Join { left, right, on, outer, full }))
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
            let pairs = of_key(parent, &resolved.synchronize_pairs);
            covers(parent, &pairs) && is_just(&resolved.primaryjoin, &pairs)
        }
        Direction::ManyToMany => false,
        Direction::OneToMany => {
            let pairs = &resolved.local_remote_pairs;
            covers(parent, pairs)
                && pairs.len() == parent.primary_key.len()
                && is_just(&resolved.primaryjoin, pairs)
        }
    }
}

fn covers(parent: &Mapper, pairs: &[(Rc<Column>, Rc<Column>)]) -> bool {
    let is_covered =
        |own: &Rc<Column>| pairs.iter().any(|(local, _)| parent.same_value(local, own));
    parent.primary_key.iter().all(is_covered)
}

fn of_key(parent: &Mapper, pairs: &[(Rc<Column>, Rc<Column>)]) -> Vec<(Rc<Column>, Rc<Column>)> {
    let key = &parent.primary_key;
    let is_key = |column: &Rc<Column>| key.iter().any(|own| parent.same_value(own, column));
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
