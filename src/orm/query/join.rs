//! `.join(…)`: by a relationship, by a target, by a condition.

use std::rc::Rc;

use super::super::core::{Element, Expr, FromClause, SelectJoin, errors, walk};
use super::super::mapper::{Attribute, Entity, Property, Relationship};
use super::super::python::{Machine, Run, Value};
use super::condition::{Along, joined};
use super::option::{attribute_name, owner};
use super::plan::{Asked, Builder, criterion, resolved};
use super::{criteria, entity, keys};

/// What is joined.
enum Right {
    Entity(Entity),
    From(FromClause),
}

impl Right {
    fn from(&self) -> FromClause {
        match self {
            Self::Entity(entity) => entity::from(entity),
            Self::From(from) => from.clone(),
        }
    }

    fn shown(&self, machine: &mut Machine) -> Run<String> {
        match self {
            Self::Entity(Entity::Mapper(mapper)) => {
                let place = 0x7f00_0000_0000_u64.wrapping_add(mapper.order as u64 * 16);
                Ok(format!("<Mapper at 0x{place:x}; {}>", mapper.class.name))
            }
            Self::Entity(alias) => Ok(entity::name(alias)),
            Self::From(from) => from_shown(machine, from),
        }
    }
}

fn from_shown(machine: &mut Machine, from: &FromClause) -> Run<String> {
    match from {
        FromClause::Table(table) => {
            let shown = machine.repr(&Value::Native(Rc::clone(table) as _))?;
            Ok(shown.to_string())
        }
        FromClause::Alias(alias) => {
            let shown = machine.repr(&Value::Native(Rc::clone(alias) as _))?;
            Ok(shown.to_string())
        }
        FromClause::Join(_) => Ok("<Join>".to_owned()),
    }
}

/// How it is joined.
enum On {
    Relationship(Rc<Attribute>, Rc<Relationship>),
    Condition(Expr),
    Keys,
}

impl Builder {
    /// Makes FROMs of the joins.
    pub(super) fn join_all(
        &mut self,
        machine: &mut Machine,
        joins: &[SelectJoin],
        asked: &[Asked],
    ) -> Run<()> {
        for join in joins {
            self.join_one(machine, join, asked)?;
        }
        Ok(())
    }

    fn join_one(&mut self, machine: &mut Machine, join: &SelectJoin, asked: &[Asked]) -> Run<()> {
        let (right, on) = self.sides(machine, join)?;
        if let On::Relationship(attribute, relationship) = &on {
            let key = Rc::clone(&relationship.key.borrow());
            let left = owner(attribute);
            if let Right::Entity(right) = &right {
                let done = self.edges.iter().any(|(a, b, own)| {
                    *own == key && entity::same(a, &left) && entity::same(b, right)
                });
                if done {
                    return Ok(());
                }
                self.edges.push((left, right.clone(), key));
            }
        }
        let place = self.place_left(machine, join, &right, &on, asked)?;
        let left = match place {
            Left::At(at) => match self.froms.get(at) {
                Some(from) => from.clone(),
                None => return Ok(()),
            },
            Left::New(ref from) => from.clone(),
        };
        if let Right::Entity(entity) = &right {
            self.joined.push(entity.clone());
        }
        let made = self.make(machine, &left, &right, &on, join)?;
        match place {
            Left::At(at) => {
                if let Some(from) = self.froms.get_mut(at) {
                    *from = made;
                }
            }
            Left::New(_) => self.froms.push(made),
        }
        Ok(())
    }

    fn sides(&self, machine: &mut Machine, join: &SelectJoin) -> Run<(Right, On)> {
        let on = match &join.on {
            None => On::Keys,
            Some(value) => match value.native::<Attribute>() {
                Some(attribute) => match &attribute.property {
                    Property::Relationship(relationship) => {
                        On::Relationship(Rc::clone(&attribute), Rc::clone(relationship))
                    }
                    Property::Column(_) | Property::Expression(_) => {
                        On::Condition(condition_of(machine, join)?)
                    }
                },
                None => On::Condition(condition_of(machine, join)?),
            },
        };
        if let Some(attribute) = join.target.native::<Attribute>() {
            if !matches!(on, On::Keys) {
                return errors::invalid(
                    machine,
                    "No 'on clause' argument may be passed when joining to a relationship path as \
                     a target",
                );
            }
            let Property::Relationship(relationship) = &attribute.property else {
                let text = format!(
                    "Join target {} does not refer to a mapped entity",
                    attribute_name(&attribute)
                );
                return errors::argument(machine, text);
            };
            let right = match &attribute.of_type {
                Some(entity) => entity.clone(),
                None => Entity::Mapper(Rc::clone(&resolved(machine, relationship)?.target)),
            };
            let on = On::Relationship(Rc::clone(&attribute), Rc::clone(relationship));
            return Ok((Right::Entity(right), on));
        }
        if let Some(entity) = entity::of_value(&join.target) {
            if let On::Relationship(_, relationship) = &on {
                let target = Rc::clone(&resolved(machine, relationship)?.target);
                if !entity::common(entity::mapper(&entity), &target) {
                    let right = Right::Entity(entity).shown(machine)?;
                    let text = format!(
                        "Join target {right} does not correspond to the right side of join \
                         condition {}",
                        match &on {
                            On::Relationship(attribute, _) => attribute_name(attribute),
                            _ => String::new(),
                        }
                    );
                    return errors::invalid(machine, text);
                }
            }
            return Ok((Right::Entity(entity), on));
        }
        match &join.from {
            Some(from) => Ok((Right::From(from.clone()), on)),
            None => {
                let shown = machine.repr(&join.target)?;
                let text = format!(
                    "Join target, typically a FROM expression, or ORM relationship attribute \
                     expected, got {shown}."
                );
                errors::argument(machine, text)
            }
        }
    }

    fn place_left(
        &self,
        machine: &mut Machine,
        join: &SelectJoin,
        right: &Right,
        on: &On,
        asked: &[Asked],
    ) -> Run<Left> {
        let explicit = match on {
            On::Relationship(attribute, _) => Some(match &self.settings.base {
                Some(base) if attribute.alias.is_none() => base.clone(),
                _ => entity::from(&owner(attribute)),
            }),
            _ => match &join.left {
                Some(value) => entity::of_value(value)
                    .map(|entity| entity::from(&entity))
                    .or_else(|| join.left_from.clone()),
                None => join.left_from.clone(),
            },
        };
        if let Some(left) = explicit {
            let is_same = match (right, on) {
                (Right::Entity(right), On::Relationship(attribute, _)) => {
                    entity::same(right, &owner(attribute))
                }
                _ => left.same(&right.from()),
            };
            if is_same {
                let shown = right.shown(machine)?;
                let text = format!(
                    "Can't construct a join from {shown} to {shown}, they are the same entity"
                );
                return errors::invalid(machine, text);
            }
            let found = self.froms.iter().position(|from| {
                from.same(&left) || from.leaves().iter().any(|leaf| leaf.same(&left))
            });
            return Ok(found.map_or(Left::New(left), Left::At));
        }
        if !self.froms.is_empty() {
            let found = self.matching(machine, &self.froms, right, on)?;
            return match found.as_slice() {
                [one] => Ok(Left::At(*one)),
                [] => unknown(machine, right),
                _ => several(machine),
            };
        }
        let mut candidates: Vec<FromClause> = Vec::new();
        for one in asked {
            let from = match one {
                Asked::Entity(entity) => {
                    if matches!(right, Right::Entity(right) if entity::same(right, entity)) {
                        continue;
                    }
                    Some(entity::from(entity))
                }
                Asked::Value(_, Some(entity)) => {
                    if matches!(right, Right::Entity(right) if entity::same(right, entity)) {
                        continue;
                    }
                    Some(entity::from(entity))
                }
                Asked::Value(expr, None) => walk::froms_of(expr).into_iter().next(),
            };
            if let Some(from) = from
                && !candidates.iter().any(|own| own.same(&from))
            {
                candidates.push(from);
            }
        }
        if asked.is_empty() {
            return errors::invalid(
                machine,
                "No entities to join from; please use select_from() to establish the left \
                 entity/selectable of this join",
            );
        }
        let found = self.matching(machine, &candidates, right, on)?;
        match found.as_slice() {
            [one] => match candidates.into_iter().nth(*one) {
                Some(from) => Ok(Left::New(from)),
                None => unknown(machine, right),
            },
            [] => unknown(machine, right),
            _ => several(machine),
        }
    }

    /// The FROMs that the other side can be joined to.
    fn matching(
        &self,
        machine: &mut Machine,
        froms: &[FromClause],
        right: &Right,
        on: &On,
    ) -> Run<Vec<usize>> {
        let other = right.from();
        let condition = match on {
            On::Condition(condition) => Some(condition),
            _ => None,
        };
        let mut found = Vec::new();
        for (at, from) in froms.iter().enumerate() {
            if from.same(&other) {
                continue;
            }
            let fits = match condition {
                Some(condition) if froms.len() > 1 => {
                    let mut columns = from.exprs();
                    columns.extend(other.exprs());
                    let mut all = true;
                    let mut any = false;
                    walk::walk(condition, false, &mut |part| {
                        if part.owner().is_some() {
                            any = true;
                            all &= columns.iter().any(|own| own.same(part));
                        }
                        true
                    });
                    all || !any
                }
                Some(_) => true,
                None => keys::can_join(machine, from, &other)?,
            };
            if fits {
                found.push(at);
            }
        }
        if found.is_empty() && condition.is_some() {
            return Ok((0..froms.len()).collect());
        }
        Ok(found)
    }

    fn make(
        &self,
        machine: &mut Machine,
        left: &FromClause,
        right: &Right,
        on: &On,
        join: &SelectJoin,
    ) -> Run<FromClause> {
        let target = right.from();
        let mut extra = match right {
            Right::Entity(entity) => criteria::of_entity(machine, &self.criteria, entity)?,
            Right::From(_) => Vec::new(),
        };
        let narrowed = match right {
            Right::Entity(entity) if !matches!(on, On::Relationship(..)) => {
                criterion(machine, entity::narrowed_to(entity), entity::alias(entity).as_ref())?
            }
            _ => None,
        };
        match on {
            On::Relationship(attribute, relationship) => {
                let own = entity::from(&owner(attribute));
                let source = match &self.settings.base {
                    Some(base) if attribute.alias.is_none() => base.clone(),
                    _ => own,
                };
                let of_type = match right {
                    Right::Entity(entity) => Some(entity),
                    Right::From(_) => None,
                };
                extra.extend(attribute.narrowed.clone());
                let narrowed = walk::and_all(&extra);
                let along = Along {
                    relationship,
                    source: Some(&source),
                    target: &target,
                    of_type,
                    narrowed: narrowed.as_ref(),
                };
                along.join(machine, left, join.outer, join.full)
            }
            On::Condition(condition) => {
                let mut all = vec![self.outer(condition)];
                all.extend(extra);
                all.extend(narrowed);
                let on = walk::and_all(&all).unwrap_or_else(|| Rc::clone(condition));
                Ok(joined(left, &target, &on, join.outer, join.full))
            }
            On::Keys => {
                let mut all = vec![keys::join_condition(machine, left, &target)?];
                all.extend(extra);
                all.extend(narrowed);
                let Some(on) = walk::and_all(&all) else { return Ok(left.clone()) };
                Ok(joined(left, &target, &on, join.outer, join.full))
            }
        }
    }
}

enum Left {
    At(usize),
    New(FromClause),
}

fn condition_of(machine: &mut Machine, join: &SelectJoin) -> Run<Expr> {
    if let Some(condition) = &join.condition {
        return Ok(Rc::clone(condition));
    }
    match &join.on {
        Some(value) => match value.native::<Element>() {
            Some(expr) => Ok(expr),
            None => {
                let shown = machine.repr(value)?;
                let text = format!(
                    "ON clause, typically a SQL expression or ORM relationship attribute expected, \
                     got {shown}."
                );
                errors::argument(machine, text)
            }
        },
        None => errors::argument(machine, "ON clause expected"),
    }
}

fn unknown<T>(machine: &mut Machine, right: &Right) -> Run<T> {
    let shown = right.shown(machine)?;
    let text = format!(
        "Don't know how to join to {shown}. Please use the .select_from() method to establish an \
         explicit left side, as well as providing an explicit ON clause if not present already to \
         help resolve the ambiguity."
    );
    errors::invalid(machine, text)
}

fn several<T>(machine: &mut Machine) -> Run<T> {
    errors::invalid(
        machine,
        "Can't determine which FROM clause to join from, there are multiple FROMS which can join \
         to this entity. Please use the .select_from() method to establish an explicit left side, \
         as well as providing an explicit ON clause if not present already to help resolve the \
         ambiguity.",
    )
}
