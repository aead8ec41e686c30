//! Joined eager loading: what belongs to the objects of a statement comes with the same rows.

use std::rc::Rc;

use super::super::core::{FromClause, Join, errors, walk};
use super::super::mapper::{Entity, JoinTargets, Mapper, Relationship};
use super::super::python::{Machine, Run};
use super::condition::{Along, base, joined};
use super::load::{Load, Related};
use super::option::{Directive, Inner};
use super::path::Path;
use super::plan::{Builder, EagerJoin, Side, Standing, resolved};
use super::{criteria, entity};

impl Builder {
    /// Adds the columns of the other side, and the join that gives them.
    pub(super) fn joined(
        &mut self,
        machine: &mut Machine,
        load: &mut Load,
        relationship: &Rc<Relationship>,
        directive: Option<Rc<Directive>>,
        standing: &Standing,
    ) -> Run<()> {
        let (target, uselist) = {
            let resolved = resolved(machine, relationship)?;
            (Rc::clone(&resolved.target), resolved.uselist)
        };
        let contained = directive.as_ref().and_then(|directive| directive.contained.clone());
        let of_type = directive.as_ref().and_then(|directive| directive.of_type.clone());
        let mapper = match &of_type {
            Some(entity) => Rc::clone(entity::mapper(entity)),
            None => target,
        };
        let plain = Entity::Mapper(Rc::clone(&mapper));
        let path = load.path.then(relationship, of_type.clone().unwrap_or(plain));
        if let Some(alias) = contained {
            self.repeats |= uselist;
            let mut froms = Vec::new();
            froms.extend(alias);
            froms.extend(self.settings.base.clone());
            let below = Standing {
                froms,
                side: Side::Primary,
                root: standing.root,
                below: true,
                outer: standing.outer,
            };
            return self.with_rows(machine, load, relationship, &mapper, path, &below);
        }
        // Rows are counted as if it were joined even where a cycle keeps it from that.
        self.repeats |= uselist;
        if !self.strategies.names(&load.path, relationship)
            && !self.may_join(machine, &load.path, relationship)?
        {
            load.waiting.push(Rc::clone(&relationship.key.borrow()));
            return Ok(());
        }
        self.adds_joins = true;
        let alias = match &of_type {
            Some(Entity::Alias(alias)) => {
                if alias.from.leaves().iter().any(|leaf| matches!(leaf, FromClause::Table(_))) {
                    return errors::invalid(
                        machine,
                        "Detected unaliased columns when generating joined load.  Make sure to \
                         use aliased=True or flat=True when using joined loading with \
                         with_polymorphic().",
                    );
                }
                alias.from.clone()
            }
            _ => base(&mapper.polymorphic_from()).flat(None),
        };
        let inner = directive
            .as_ref()
            .and_then(|directive| directive.innerjoin)
            .unwrap_or(if relationship.innerjoin.get() { Inner::Yes } else { Inner::No });
        let outer = standing.outer || inner == Inner::No;
        let mut all = criteria::of_joined(machine, &self.criteria, &mapper)?;
        let narrowed = directive.as_ref().and_then(|directive| directive.narrowed.clone());
        all.splice(0..0, narrowed);
        let narrowed = walk::and_all(&all);
        self.joins.push(EagerJoin {
            root: standing.root,
            relationship: Rc::clone(relationship),
            source: standing.from().cloned(),
            target: alias.clone(),
            inner,
            outer,
            below: standing.below,
            of_type: of_type.unwrap_or_else(|| Entity::Mapper(Rc::clone(&mapper))),
            narrowed,
        });
        let below = Standing {
            froms: vec![alias],
            side: Side::Secondary,
            root: standing.root,
            below: true,
            outer,
        };
        self.with_rows(machine, load, relationship, &mapper, path, &below)
    }

    fn with_rows(
        &mut self,
        machine: &mut Machine,
        load: &mut Load,
        relationship: &Rc<Relationship>,
        mapper: &Rc<Mapper>,
        path: Path,
        standing: &Standing,
    ) -> Run<()> {
        let own =
            stacker::maybe_grow(64 << 10, 1 << 20, || self.load(machine, mapper, path, standing))?;
        load.related
            .push(Related::Joined { relationship: Rc::clone(relationship), load: Rc::new(own) });
        Ok(())
    }

    /// Makes a join that was noted.
    pub(super) fn eager_join(&mut self, machine: &mut Machine, join: EagerJoin) -> Run<()> {
        let nests = self.nests();
        let own = self.own_from(join.root);
        let mut place = self.eager.iter().position(|(root, _, _)| *root == Some(join.root));
        if place.is_none() {
            let found = self.froms.iter().position(|from| {
                from.leaves().iter().any(|leaf| leaf.same(&own)) || from.same(&own)
            });
            let start = match found {
                Some(at) if !nests => self.froms.get(at).cloned().unwrap_or_else(|| own.clone()),
                _ => own.clone(),
            };
            self.eager.push((Some(join.root), start.clone(), own.clone()));
            place = Some(self.eager.len().saturating_sub(1));
        }
        let Some(place) = place else { return Ok(()) };
        let Some((_, left, _)) = self.eager.get(place).cloned() else { return Ok(()) };
        let details = resolved(machine, &join.relationship)?;
        let along = Along {
            relationship: &join.relationship,
            source: join.source.as_ref(),
            target: &join.target,
            of_type: Some(&join.of_type),
            narrowed: join.narrowed.as_ref(),
        };
        let is_inner = join.inner != Inner::No;
        let outside = !join.outer || !is_inner || join.inner == Inner::Unnested;
        let made = if outside {
            let outer = !is_inner || join.outer && matches!(left, FromClause::Join(_));
            along.join(machine, &left, outer, false)?
        } else {
            let parts = along.targets(machine)?;
            let Some(source) = &join.source else {
                return errors::invalid(machine, "joined eager load from nowhere");
            };
            nest(&left, source, &join.target, &parts)
        };
        if let Some((_, left, _)) = self.eager.get_mut(place) {
            *left = made;
        }
        if !join.below {
            for column in join.relationship.local_columns(machine)? {
                let owner = self.mapper_at(join.root);
                let is_own = owner.is_some_and(|mapper| {
                    column.table.borrow().upgrade().is_some_and(|t| Rc::ptr_eq(&t, &mapper.table))
                });
                if is_own {
                    let expr = entity::column(&column, join.source.as_ref());
                    self.add(expr, Side::Primary);
                }
            }
        }
        for order in &details.order_by {
            let order = super::super::core::walk::adapt(order, &join.target);
            self.eager_orders.push(order);
        }
        Ok(())
    }

    fn own_from(&self, root: usize) -> FromClause {
        if let Some(base) = &self.settings.base {
            return base.clone();
        }
        match self.asked.get(root) {
            Some(super::plan::Asked::Entity(entity)) => entity::from(entity),
            _ => self.froms.first().cloned().unwrap_or_else(nothing),
        }
    }

    fn mapper_at(&self, root: usize) -> Option<Rc<Mapper>> {
        match self.asked.get(root) {
            Some(super::plan::Asked::Entity(entity)) => Some(Rc::clone(entity::mapper(entity))),
            _ => None,
        }
    }
}

fn nothing() -> FromClause {
    let empty = super::super::core::Select::default().body();
    FromClause::Alias(empty.subquery(None))
}

/// An inner join put right beside what it belongs to, within an outer join.
fn nest(
    join: &FromClause,
    source: &FromClause,
    target: &FromClause,
    parts: &JoinTargets,
) -> FromClause {
    let here = |from: &FromClause| match (&parts.secondary, &parts.secondary_join) {
        (Some(alias), Some(second)) => {
            let left = joined(from, alias, &parts.primary, false, false);
            joined(&left, target, second, false, false)
        }
        _ => joined(from, target, &parts.primary, false, false),
    };
    if join.same(source) {
        return here(join);
    }
    let FromClause::Join(inner) = join else { return join.clone() };
    let is_right = inner.right.leaves().iter().any(|leaf| leaf.same(source));
    let is_left = inner.left.leaves().iter().any(|leaf| leaf.same(source));
    let (left, right) = if is_right {
        if !inner.outer && !inner.full {
            // a JOIN b JOIN c needs no parentheses.
            return here(join);
        }
        (inner.left.clone(), nest(&inner.right, source, target, parts))
    } else if is_left {
        (nest(&inner.left, source, target, parts), inner.right.clone())
    } else {
        return here(join);
    };
    FromClause::Join(Rc::new(Join {
        left,
        right,
        on: Rc::clone(&inner.on),
        outer: inner.outer,
        full: inner.full,
    }))
}
