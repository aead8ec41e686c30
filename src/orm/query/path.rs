//! Where in a statement's tree of entities something is loaded.

use std::rc::Rc;

use super::super::mapper::{Entity, Mapper, Relationship};
use super::entity;

/// From an entity of the statement along relationships to another one: `User → addresses`.
#[derive(Clone)]
pub struct Path {
    /// The entity of the statement.
    pub root: Entity,
    /// The relationships, each with the entity that it leads to.
    pub steps: Vec<Step>,
}

/// One relationship on the way.
#[derive(Clone)]
pub struct Step {
    /// The relationship.
    pub by: Rc<Relationship>,
    /// What it leads to; `of_type()` may have narrowed it.
    pub to: Entity,
}

/// A path as a key: equal for paths along which the same options apply.
pub type Key = Vec<usize>;

impl Path {
    /// The path that is the entity itself.
    pub fn of(root: Entity) -> Self {
        Self { root, steps: Vec::new() }
    }

    /// On along a relationship.
    pub fn then(&self, by: &Rc<Relationship>, to: Entity) -> Self {
        let mut path = self.clone();
        path.steps.push(Step { by: Rc::clone(by), to });
        path
    }

    /// The entity at its end.
    pub fn end(&self) -> &Entity {
        self.steps.last().map_or(&self.root, |step| &step.to)
    }

    /// It as a key.
    pub fn key(&self) -> Key {
        let steps = self.steps.iter().map(|step| Rc::as_ptr(&step.by).addr());
        std::iter::once(entity::number(&self.root)).chain(steps).collect()
    }

    /// It leads through this mapper.
    pub fn contains(&self, mapper: &Rc<Mapper>) -> bool {
        let ends = self.steps.iter().map(|step| &step.to);
        std::iter::once(&self.root).chain(ends).any(|e| Rc::ptr_eq(entity::mapper(e), mapper))
    }

    /// `further` as it goes on from here; its root is this path's end.
    pub fn join(&self, further: &Path) -> Self {
        let mut path = self.clone();
        path.steps.extend(further.steps.iter().cloned());
        path
    }

    /// What is left of it behind `start`; none where it does not begin so.
    pub fn behind(&self, start: &Path) -> Option<Self> {
        let begins = match (&self.root, &start.root) {
            (Entity::Mapper(own), Entity::Mapper(other)) => {
                entity::is_a(own, other) || entity::is_a(other, own)
            }
            (own, other) => entity::same(own, other),
        };
        if !begins || self.steps.len() < start.steps.len() {
            return None;
        }
        let same = self.steps.iter().zip(&start.steps).all(|(a, b)| Rc::ptr_eq(&a.by, &b.by));
        let steps = self.steps.get(start.steps.len()..)?.to_vec();
        same.then(|| Self { root: start.end().clone(), steps })
    }
}
