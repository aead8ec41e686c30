//! The columns of an entity in a statement, and how what belongs to its objects is loaded.

use std::rc::Rc;

use super::super::core::{Element, Expr, Notes};
use super::super::mapper::{Entity, Lazy, Mapper, Property, Relationship};
use super::super::python::{Machine, Run};
use super::entity;
use super::load::{Load, Place, Related};
use super::path::Path;
use super::plan::{Builder, Standing, resolved};
use super::strategy::Column;

impl Builder {
    /// Adds an entity's columns, and those of what is loaded with it.
    pub(super) fn load(
        &mut self,
        machine: &mut Machine,
        mapper: &Rc<Mapper>,
        path: Path,
        standing: &Standing,
    ) -> Run<Load> {
        let only = if standing.below { None } else { self.settings.only.clone() };
        let mut load = Load {
            mapper: Rc::clone(mapper),
            path: path.clone(),
            key: Vec::new(),
            discriminator: None,
            columns: Vec::new(),
            later: Vec::new(),
            absent: Vec::new(),
            related: Vec::new(),
            waiting: Vec::new(),
            derived: Vec::new(),
            fetch: None,
            from: standing.from().cloned(),
        };
        let plain = Entity::Mapper(Rc::clone(mapper));
        for (key, property) in entity::properties(mapper) {
            if only.as_ref().is_some_and(|only| !only.contains(&key)) {
                continue;
            }
            let Some(expr) = plain.expr(&property) else {
                if let Property::Relationship(relationship) = property {
                    self.related(machine, &mut load, &relationship, standing)?;
                }
                continue;
            };
            let (given, is_absent) = self.by_query(&path, &key, &property);
            let how = if is_absent {
                continue;
            } else if only.is_some() || self.settings.nested || given.is_some() {
                Column::Now
            } else {
                self.strategies.column(&path, mapper, &property)
            };
            if how == Column::Now {
                let read = given.as_ref().unwrap_or(&expr);
                let place = self.add(unnamed(&standing.read(read)), standing.side);
                load.columns.push((key, place));
                if let Property::Column(column) = &property {
                    for also in &column.also {
                        let also = standing.read(&Element::column(also));
                        self.add(also, standing.side);
                    }
                }
            } else {
                load.later.push((key, how));
            }
        }
        self.derived_columns(&load, mapper, only.as_deref(), standing);
        for related in &mut load.related {
            let Related::Subquery { relationship, local, .. } = related else { continue };
            let columns = resolved(machine, relationship)?.local_columns.clone();
            for column in &columns {
                let expr = standing.read(&Element::column(column));
                local.push(self.add(expr, standing.side));
            }
        }
        for column in &mapper.primary_key {
            let expr = standing.read(&Element::column(column));
            let place = match self.place(&expr) {
                Some(place) => place,
                None if self.settings.refreshes.is_some() && !standing.below => continue,
                None => self.add(expr, standing.side),
            };
            load.key.push(place);
        }
        if let Some(polymorphic) = &mapper.polymorphic {
            let expr = standing.read(&Element::column(&polymorphic.on));
            load.discriminator = match self.place(&expr) {
                Some(place) => Some(place),
                None if self.settings.refreshes.is_some() && !standing.below => None,
                None => Some(self.add(expr, standing.side)),
            };
            self.derived(machine, &mut load, mapper, standing)?;
        }
        Ok(load)
    }

    /// What the query itself says that an attribute is; true where it has to and does not.
    fn by_query(&self, path: &Path, key: &Rc<str>, property: &Property) -> (Option<Expr>, bool) {
        let given = self.strategies.expression(path, key);
        let is_absent =
            given.is_none() && matches!(property, Property::Expression(own) if !own.has_default());
        (given, is_absent)
    }

    /// Adds the columns of derived classes that come with the same rows.
    fn derived_columns(
        &mut self,
        load: &Load,
        mapper: &Rc<Mapper>,
        only: Option<&[Rc<str>]>,
        standing: &Standing,
    ) {
        let with = match load.path.end() {
            Entity::Alias(alias) if Rc::ptr_eq(&alias.mapper, mapper) => alias.with.clone(),
            _ => mapper.with_mappers(),
        };
        for child in with.iter().filter(|child| !Rc::ptr_eq(child, mapper)) {
            let plain = Entity::Mapper(Rc::clone(child));
            for (key, property) in entity::properties(child) {
                let is_inherited = mapper.property(&key).is_some_and(|own| own.same(&property));
                if is_inherited || only.is_some_and(|only| !only.contains(&key)) {
                    continue;
                }
                let (given, is_absent) = self.by_query(&load.path, &key, &property);
                let how = if is_absent {
                    continue;
                } else if only.is_some() || self.settings.nested || given.is_some() {
                    Column::Now
                } else {
                    self.strategies.column(&load.path, child, &property)
                };
                let Some(expr) = plain.expr(&property).filter(|_| how == Column::Now) else {
                    continue;
                };
                let read = given.as_ref().unwrap_or(&expr);
                self.add(unnamed(&standing.read(read)), standing.side);
                if let Property::Column(column) = &property {
                    for also in &column.also {
                        self.add(standing.read(&Element::column(also)), standing.side);
                    }
                }
            }
        }
    }

    /// Where the value of a derived class's key stands, which has the value of a key above it:
    /// known where the class is read through an alias.
    fn equated(
        &self,
        child: &Rc<Mapper>,
        property: &Property,
        standing: &Standing,
    ) -> Option<Place> {
        standing.from()?;
        let Property::Column(own) = property else { return None };
        let mut column = Rc::clone(&own.column);
        let mut at = Some(Rc::clone(child));
        while let Some(current) = at {
            let pairs = current.equated();
            if let Some((above, _)) = pairs.iter().find(|(_, below)| Rc::ptr_eq(below, &column)) {
                column = Rc::clone(above);
                let place = self.place(&standing.read(&Element::column(above)));
                if place.is_some() {
                    return place;
                }
            }
            at = current.inherits.clone();
        }
        None
    }

    /// The class whose own attributes are loaded apart for objects of a derived class.
    fn fetched_apart(
        &self,
        path: &Path,
        mapper: &Rc<Mapper>,
        child: &Rc<Mapper>,
    ) -> Option<Rc<Mapper>> {
        let asked = self.strategies.subclasses(path);
        let mut at = Some(Rc::clone(child));
        while let Some(current) = at.filter(|current| !Rc::ptr_eq(current, mapper)) {
            let is_asked = match asked {
                Some(asked) => asked.iter().any(|own| Rc::ptr_eq(own, &current)),
                None => current.loads_apart,
            };
            if is_asked {
                return Some(current);
            }
            at = current.inherits.clone();
        }
        None
    }

    /// What else classes of the same table have.
    fn derived(
        &mut self,
        machine: &mut Machine,
        load: &mut Load,
        mapper: &Rc<Mapper>,
        standing: &Standing,
    ) -> Run<()> {
        for child in mapper.with_descendants().into_iter().skip(1) {
            let Some(identity) = child.polymorphic.as_ref().and_then(|p| p.identity.clone()) else {
                continue;
            };
            let mut own = Load {
                mapper: Rc::clone(&child),
                path: load.path.clone(),
                key: load.key.clone(),
                discriminator: load.discriminator,
                columns: load.columns.clone(),
                later: load.later.clone(),
                absent: Vec::new(),
                related: load.related.clone(),
                waiting: load.waiting.clone(),
                derived: Vec::new(),
                fetch: self.fetched_apart(&load.path, mapper, &child),
                from: load.from.clone(),
            };
            for (key, property) in entity::properties(&child) {
                if mapper.properties.borrow().contains_key(&key) {
                    continue;
                }
                match property {
                    Property::Column(_) | Property::Expression(_) => {
                        let plain = Entity::Mapper(Rc::clone(&child)).expr(&property);
                        let expr = plain.map(|expr| standing.read(&expr));
                        match expr.and_then(|expr| self.place(&expr)) {
                            Some(place) => own.columns.push((key, place)),
                            None => match self.equated(&child, &property, standing) {
                                Some(place) => own.columns.push((key, place)),
                                None => own.absent.push(key),
                            },
                        }
                    }
                    Property::Relationship(relationship) => {
                        let (lazy, _) = self.strategies.relationship(&own.path, &relationship);
                        // What is loaded apart brings what belongs to it.
                        if own.fetch.is_none()
                            && matches!(lazy, Lazy::SelectIn | Lazy::Immediate | Lazy::NoLoad)
                        {
                            self.related(machine, &mut own, &relationship, standing)?;
                        } else {
                            own.waiting.push(key);
                        }
                    }
                }
            }
            load.derived.push((identity, Rc::new(own)));
        }
        Ok(())
    }

    fn related(
        &mut self,
        machine: &mut Machine,
        load: &mut Load,
        relationship: &Rc<Relationship>,
        standing: &Standing,
    ) -> Run<()> {
        let key = Rc::clone(&relationship.key.borrow());
        let path = load.path.clone();
        let (mut lazy, directive) = self.strategies.relationship(&path, relationship);
        if self.settings.current.is_some()
            && !standing.below
            && self.settings.back.iter().any(|own| Rc::ptr_eq(own, relationship))
        {
            lazy = Lazy::Select;
        }
        let asks = !self.settings.nested && self.settings.eager;
        let named = self.strategies.names(&path, relationship);
        match lazy {
            Lazy::Joined if asks => self.joined(machine, load, relationship, directive, standing),
            Lazy::SelectIn | Lazy::Immediate if asks => {
                if named || self.may_go_on(machine, &path, relationship)? {
                    load.related.push(Related::After {
                        relationship: Rc::clone(relationship),
                        lazy,
                        directive,
                    });
                }
                load.waiting.push(key);
                Ok(())
            }
            Lazy::Subquery if asks => {
                if self.settings.refreshes.is_some() {
                    load.related.push(Related::After {
                        relationship: Rc::clone(relationship),
                        lazy: Lazy::Immediate,
                        directive,
                    });
                } else if named || self.may_go_on(machine, &path, relationship)? {
                    load.related.push(Related::Subquery {
                        relationship: Rc::clone(relationship),
                        local: Vec::new(),
                        directive,
                    });
                }
                load.waiting.push(key);
                Ok(())
            }
            Lazy::NoLoad if !self.settings.nested => {
                load.related.push(Related::Nothing(Rc::clone(relationship)));
                Ok(())
            }
            Lazy::Select | Lazy::Raise | Lazy::RaiseOnSql if asks => {
                if self.settings.is_user_refresh
                    && !standing.below
                    && self.settings.only.as_ref().is_some_and(|only| only.contains(&key))
                {
                    load.related.push(Related::After {
                        relationship: Rc::clone(relationship),
                        lazy: Lazy::Immediate,
                        directive: None,
                    });
                } else if lazy != waits(relationship.lazy.get()) {
                    load.related.push(Related::Waits(Rc::clone(&key), lazy));
                }
                load.waiting.push(key);
                Ok(())
            }
            Lazy::Dynamic | Lazy::WriteOnly => Ok(()),
            _ => {
                load.waiting.push(key);
                Ok(())
            }
        }
    }

    /// What is loaded without an option does not lead back to a class on the way here.
    pub(super) fn may_go_on(
        &self,
        machine: &mut Machine,
        path: &Path,
        relationship: &Rc<Relationship>,
    ) -> Run<bool> {
        let whole = match &self.settings.current {
            Some(current) => current.join(path),
            None => path.clone(),
        };
        self.may_join(machine, &whole, relationship)
    }

    /// As [`Builder::may_go_on`], on the way within this statement alone.
    pub(super) fn may_join(
        &self,
        machine: &mut Machine,
        whole: &Path,
        relationship: &Rc<Relationship>,
    ) -> Run<bool> {
        let target = Rc::clone(&resolved(machine, relationship)?.target);
        if let Some(depth) = relationship.join_depth.get() {
            return Ok(i64::try_from(whole.steps.len()).is_ok_and(|steps| steps < depth));
        }
        Ok(!whole.contains(&target))
    }
}

/// A column of an entity, which a subquery names as the table does.
fn unnamed(expr: &Expr) -> Expr {
    if expr.notes.key.is_none() {
        return Rc::clone(expr);
    }
    expr.noted(Notes { key: None, ..expr.notes.clone() })
}

/// How a relationship waits that is not loaded with the statement.
pub fn waits(lazy: Lazy) -> Lazy {
    match lazy {
        Lazy::Joined | Lazy::SelectIn | Lazy::Subquery | Lazy::Immediate => Lazy::Select,
        other => other,
    }
}
