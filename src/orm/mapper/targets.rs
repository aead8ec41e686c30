//! The condition of a relationship between a particular this side and a particular other side.

use std::rc::Rc;

use super::condition::{both, column_of, is_local};
use super::{Entity, Mapper, Relationship, Resolved};
use crate::orm::core::{Column, Element, Expr, FromClause, Kind, Select, method, walk};
use crate::orm::python::{Args, Machine, Run, Value};

/// A relationship's condition between two particular sides.
pub struct JoinTargets {
    /// Between this side and the other, or the join table.
    pub primary: Expr,
    /// Between the join table and the other side.
    pub secondary_join: Option<Expr>,
    /// What the other side reads from.
    pub dest: FromClause,
    /// The join table, or its alias.
    pub secondary: Option<FromClause>,
    /// FROMs whose columns stand, in what is said of the other side, for those of its tables.
    pub adapts: Vec<FromClause>,
}

/// Which sides a relationship's condition is wanted between.
#[derive(Default)]
pub struct Sides<'a> {
    /// What this side reads from, where it is not the class's own tables.
    pub source: Option<&'a FromClause>,
    /// What the other side reads from, where it is not its class's own tables.
    pub dest: Option<&'a FromClause>,
    /// The class or alias that the other side is taken to be (`of_type()`).
    pub of_type: Option<&'a Entity>,
    /// The join table is to be an alias.
    pub alias_secondary: bool,
    /// What narrows the other side (`and_()`).
    pub narrowed: Option<&'a Expr>,
}

impl Relationship {
    /// What configuration found out.
    ///
    /// # Errors
    ///
    /// What configuration raises.
    pub fn resolved(&self, machine: &mut Machine) -> Run<&Resolved> {
        if self.resolved.get().is_none() {
            let parent = self.parent(machine)?;
            parent.registry.check(machine)?;
        }
        let found = self.resolved.get();
        found.ok_or_else(|| machine.unsupported("a relationship whose mapper is not configured"))
    }

    /// The condition between these sides.
    ///
    /// # Errors
    ///
    /// What configuration raises.
    pub fn join_targets(&self, machine: &mut Machine, sides: &Sides<'_>) -> Run<JoinTargets> {
        let resolved = self.resolved(machine)?;
        let parent = self.parent(machine)?;
        let own = parent.selectable();
        let target = sides.of_type.map_or(&resolved.target, Entity::mapper);
        let target_own = resolved.target.selectable();
        let mut aliased = sides.alias_secondary && resolved.secondary.is_some();
        let dest = match (sides.dest, sides.of_type) {
            (Some(dest), _) => {
                aliased |= !dest.same(&target_own);
                dest.clone()
            }
            (None, Some(of_type)) => {
                aliased = true;
                of_type.from()
            }
            (None, None) if resolved.self_referential && sides.source.is_none() => {
                aliased = true;
                FromClause::Alias(target_own.alias(None))
            }
            (None, None) => target_own,
        };
        aliased |= sides.source.is_some_and(|source| !source.same(&own));
        let mut primary = Rc::clone(&resolved.primaryjoin);
        let mut secondary_join = resolved.secondaryjoin.clone();
        for extra in target.single_criterion(machine)?.iter().chain(sides.narrowed) {
            match &mut secondary_join {
                Some(join) => *join = both(join, extra),
                None => primary = both(&primary, extra),
            }
        }
        let secondary =
            resolved.secondary.as_ref().map(|table| FromClause::Table(Rc::clone(table)));
        if !aliased {
            return Ok(JoinTargets {
                primary,
                secondary_join,
                dest,
                secondary,
                adapts: Vec::new(),
            });
        }
        let mut adapts = vec![dest.clone()];
        let secondary = secondary.map(|table| {
            let alias = FromClause::Alias(table.alias(None));
            adapts.push(alias.clone());
            alias
        });
        let near = secondary.as_ref().unwrap_or(&dest).exprs();
        let source = sides.source.map(FromClause::exprs);
        let primary = walk::replace(&primary, &mut |part| {
            if !is_local(part)
                && let Some(found) = walk::corresponding(&near, part)
            {
                return Some(found);
            }
            if part.notes.remote && secondary.is_none() {
                return None;
            }
            walk::corresponding(source.as_deref()?, part)
        });
        let secondary_join = secondary_join.map(|join| {
            let dest = dest.exprs();
            walk::replace(&join, &mut |part| {
                walk::corresponding(&dest, part).or_else(|| walk::corresponding(&near, part))
            })
        });
        Ok(JoinTargets { primary, secondary_join, dest, secondary, adapts })
    }

    /// The condition under which the other side's rows belong to one object: its columns replaced
    /// by what `bind` makes of them; none leaves a column as it is.
    ///
    /// # Errors
    ///
    /// What configuration raises.
    pub fn lazy_clause(
        &self,
        machine: &mut Machine,
        bind: &mut dyn FnMut(&Rc<Column>, &Expr) -> Option<Expr>,
    ) -> Run<Expr> {
        let resolved = self.resolved(machine)?;
        let primary = walk::replace(&resolved.primaryjoin, &mut |part| {
            let column = column_of(part).filter(|_| is_local(part))?;
            bind(column, part)
        });
        Ok(match &resolved.secondaryjoin {
            Some(join) => both(&primary, join),
            None => primary,
        })
    }

    /// The columns of this side in the order in which [`Relationship::lazy_clause`] reads them.
    ///
    /// # Errors
    ///
    /// What configuration raises.
    pub fn local_columns(&self, machine: &mut Machine) -> Run<Vec<Rc<Column>>> {
        let mut found: Vec<Rc<Column>> = Vec::new();
        self.lazy_clause(machine, &mut |column, _| {
            if !found.iter().any(|own| Rc::ptr_eq(own, column)) {
                found.push(Rc::clone(column));
            }
            None
        })?;
        Ok(found)
    }

    /// The condition under which this side's rows belong to one object on the other side, whose
    /// columns are replaced by what `bind` makes of them.
    ///
    /// # Errors
    ///
    /// What configuration raises.
    pub fn reverse_clause(
        &self,
        machine: &mut Machine,
        bind: &mut dyn FnMut(&Rc<Column>, &Expr) -> Option<Expr>,
    ) -> Run<Expr> {
        let resolved = self.resolved(machine)?;
        let Some(join) = &resolved.secondaryjoin else {
            return Ok(walk::replace(&resolved.primaryjoin, &mut |part| {
                let column = column_of(part).filter(|_| part.notes.remote)?;
                bind(column, part)
            }));
        };
        let join = walk::replace(join, &mut |part| {
            let column = column_of(part)?;
            let is_local =
                resolved.local_remote_pairs.iter().any(|(local, _)| Rc::ptr_eq(local, column));
            if is_local { bind(column, part) } else { None }
        });
        Ok(both(&resolved.primaryjoin, &join))
    }
}

impl JoinTargets {
    /// Both conditions together.
    pub fn condition(&self) -> Expr {
        match &self.secondary_join {
            Some(join) => both(&self.primary, join),
            None => Rc::clone(&self.primary),
        }
    }

    /// What is said of the other side, said of what it reads from here.
    pub fn adapt(&self, expr: &Expr) -> Expr {
        self.adapts.iter().fold(Rc::clone(expr), |expr, from| walk::adapt(&expr, from))
    }
}

impl Mapper {
    /// What its objects are read from.
    pub fn selectable(&self) -> FromClause {
        match (&self.inherits, &self.inherit_condition) {
            (Some(parent), Some(on)) => {
                let table = FromClause::Table(Rc::clone(&self.table));
                match self.joined.get() {
                    Some(join) => join.clone(),
                    None => {
                        let join = parent.selectable().join(&table, on, false);
                        self.joined.get_or_init(|| join).clone()
                    }
                }
            }
            (Some(parent), None) => parent.selectable(),
            (None, _) => FromClause::Table(Rc::clone(&self.table)),
        }
    }

    /// The condition that leaves only rows of this class, where others are in the same table.
    ///
    /// # Errors
    ///
    /// None that a mapped class meets.
    pub fn single_criterion(self: &Rc<Self>, machine: &mut Machine) -> Run<Option<Expr>> {
        if !self.is_single() {
            return Ok(None);
        }
        let Some(polymorphic) = &self.polymorphic else { return Ok(None) };
        let identities: Vec<Value> = self
            .with_descendants()
            .iter()
            .filter_map(|mapper| mapper.polymorphic.as_ref()?.identity.clone())
            .collect();
        let column = self.entity().expr_of(&polymorphic.key);
        let column = column.unwrap_or_else(|| Element::column(&polymorphic.on));
        let made =
            method::method(machine, &column, "in_", Args::of(vec![Value::list(identities)]))?;
        Ok(made.and_then(|value| value.native::<Element>()))
    }

    /// It shares its table with the mapper that it inherits from.
    pub fn is_single(&self) -> bool {
        self.inherits.as_ref().is_some_and(|parent| Rc::ptr_eq(&parent.table, &self.table))
    }

    /// It as what a query is about.
    pub fn entity(self: &Rc<Self>) -> Entity {
        Entity::Mapper(Rc::clone(self))
    }
}

impl Entity {
    /// The expression of an attribute by name.
    pub fn expr_of(&self, key: &str) -> Option<Expr> {
        self.mapper().property(key).and_then(|property| self.expr(&property))
    }
}

/// `SELECT 1` from these under a condition, as EXISTS has it.
pub(super) fn exists(froms: Vec<FromClause>, condition: Expr) -> Expr {
    let select = Select {
        items: vec![crate::orm::core::Item::Expr(Element::plain(Kind::LiteralColumn("1".into())))],
        froms: froms.clone(),
        wheres: vec![condition],
        correlate: crate::orm::core::Correlate::Except(froms),
        ..Select::new()
    };
    select.body().exists()
}
