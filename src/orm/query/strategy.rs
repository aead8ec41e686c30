//! What the options of one statement say about each attribute that it loads.

use std::collections::HashMap;
use std::rc::Rc;

use super::super::core::{Expr, errors};
use super::super::mapper::{Entity, Lazy, Mapper, Property, Relationship};
use super::super::python::{Machine, Run, Value};
use super::entity;
use super::option::{About, Directive, How, LoaderOption};
use super::path::{Key, Path};

/// The options of a statement by what they are about.
#[derive(Default)]
pub struct Strategies {
    attributes: HashMap<(Key, Attribute), Rc<Directive>>,
    relationships: HashMap<Key, Rc<Directive>>,
    all_relationships: Option<Rc<Directive>>,
    columns: HashMap<Key, Rc<Directive>>,
    all_columns: Option<Rc<Directive>>,
    groups: Vec<Rc<str>>,
    subclasses: HashMap<Key, Vec<Rc<Mapper>>>,
}

#[derive(PartialEq, Eq, Hash)]
enum Attribute {
    Relationship(usize),
    Column(Rc<str>),
}

/// How a column is loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// With the statement.
    Now,
    /// Later, as the class says.
    ByClass,
    /// Later, as an option says for the objects of this statement.
    Later,
    /// Never: asking raises.
    Raise,
}

impl Strategies {
    /// Reads the options. `entities` are those of the statement; `current` is where its objects
    /// stand below the statement that it belongs to, and `refreshing` says that one object is
    /// read again: what does not apply then is left out in silence.
    ///
    /// # Errors
    ///
    /// ArgumentError for what is about none of the entities; InvalidRequestError for two that
    /// contradict each other.
    pub fn new(
        machine: &mut Machine,
        options: &[Value],
        entities: &[Entity],
        current: Option<&Path>,
        refreshing: bool,
    ) -> Run<Self> {
        let mut strategies = Self::default();
        let strict = current.is_none() && !refreshing;
        for value in options {
            let Some(option) = value.native::<LoaderOption>() else { continue };
            for directive in &option.directives {
                strategies.add(machine, directive, entities, current, refreshing, strict)?;
            }
        }
        Ok(strategies)
    }

    fn add(
        &mut self,
        machine: &mut Machine,
        directive: &Rc<Directive>,
        entities: &[Entity],
        current: Option<&Path>,
        refreshing: bool,
        strict: bool,
    ) -> Run<()> {
        if refreshing && !directive.propagates {
            return Ok(());
        }
        let Some(path) = &directive.path else {
            match directive.about {
                About::Relationships => self.all_relationships = Some(Rc::clone(directive)),
                About::Columns => self.all_columns = Some(Rc::clone(directive)),
                About::Group(ref name) => self.groups.push(Rc::clone(name)),
                About::Relationship(_) | About::Column(_) | About::Subclasses(_) => {}
            }
            return Ok(());
        };
        if current.is_some() && !directive.propagates {
            return Ok(());
        }
        if directive.how.is_none() {
            return Ok(());
        }
        if strict && !entities.iter().any(|own| entity::corresponds(own, &path.root)) {
            let text = no_match(directive, path, entities);
            return errors::argument(machine, text);
        }
        let mut directive = Rc::clone(directive);
        let path = match current {
            Some(current) => match path.behind(current) {
                Some(rest) => rest,
                None => {
                    let Some(deeper) = directive.deeper(path, current) else { return Ok(()) };
                    directive = deeper;
                    Path::of(current.end().clone())
                }
            },
            None => path.clone(),
        };
        if let Some(text) = &directive.unsuited {
            return Err(errors::raise(machine, "LoaderStrategyException", text.as_str()));
        }
        let directive = &directive;
        let key = path.key();
        match &directive.about {
            About::Relationship(relationship) => {
                let attribute = Attribute::Relationship(Rc::as_ptr(relationship).addr());
                self.put(machine, (key, attribute), directive)?;
            }
            About::Column(name) => {
                self.put(machine, (key, Attribute::Column(Rc::clone(name))), directive)?;
            }
            About::Relationships => {
                self.relationships.insert(key, Rc::clone(directive));
            }
            About::Columns => {
                self.columns.insert(key, Rc::clone(directive));
            }
            About::Group(name) => self.groups.push(Rc::clone(name)),
            About::Subclasses(mappers) => {
                self.subclasses.insert(key, mappers.clone());
            }
        }
        Ok(())
    }

    fn put(
        &mut self,
        machine: &mut Machine,
        key: (Key, Attribute),
        directive: &Rc<Directive>,
    ) -> Run<()> {
        if let Some(existing) = self.attributes.get(&key) {
            let same = existing.how == directive.how
                && existing.innerjoin == directive.innerjoin
                && existing.chunk == directive.chunk
                && existing.contained.is_some() == directive.contained.is_some();
            if !same {
                let text = format!(
                    "Loader strategy replacement {} is in conflict with existing strategy {}",
                    directive.shown(),
                    existing.shown()
                );
                return errors::invalid(machine, text);
            }
        }
        self.attributes.insert(key, Rc::clone(directive));
        Ok(())
    }

    /// The derived classes that `selectin_polymorphic()` names at this path.
    pub fn subclasses(&self, path: &Path) -> Option<&[Rc<Mapper>]> {
        self.subclasses.get(&path.key()).map(Vec::as_slice)
    }

    /// What an option says about a relationship at this path.
    pub fn of_relationship(
        &self,
        path: &Path,
        relationship: &Rc<Relationship>,
    ) -> Option<Rc<Directive>> {
        let key = path.key();
        let own = (key.clone(), Attribute::Relationship(Rc::as_ptr(relationship).addr()));
        let exact = self.attributes.get(&own);
        let wide = exact.or_else(|| self.relationships.get(&key));
        wide.or(self.all_relationships.as_ref()).cloned()
    }

    /// An option names just this relationship at this path.
    pub fn names(&self, path: &Path, relationship: &Rc<Relationship>) -> bool {
        let attribute = Attribute::Relationship(Rc::as_ptr(relationship).addr());
        self.attributes.contains_key(&(path.key(), attribute))
    }

    /// How a relationship at this path is loaded, and the option that says so.
    pub fn relationship(
        &self,
        path: &Path,
        relationship: &Rc<Relationship>,
    ) -> (Lazy, Option<Rc<Directive>>) {
        let directive = self.of_relationship(path, relationship);
        match directive.as_ref().and_then(|directive| directive.how) {
            Some(How::Lazy(lazy)) => (lazy, directive),
            _ => (relationship.lazy.get(), None),
        }
    }

    /// What `with_expression()` says that an attribute at this path is.
    pub fn expression(&self, path: &Path, key: &Rc<str>) -> Option<Expr> {
        let own = (path.key(), Attribute::Column(Rc::clone(key)));
        self.attributes.get(&own)?.expression.clone()
    }

    /// How a column at this path is loaded.
    pub fn column(&self, path: &Path, mapper: &Mapper, property: &Property) -> Column {
        let (name, deferred, group, raises) = match property {
            Property::Column(own) => (&own.key, own.deferred, own.group.as_ref(), own.raiseload),
            Property::Expression(own) => (&own.key, own.deferred, None, false),
            Property::Relationship(_) => return Column::ByClass,
        };
        let key = path.key();
        let own = (key.clone(), Attribute::Column(Rc::clone(name)));
        let exact = self.attributes.get(&own);
        let wide = exact.or_else(|| self.columns.get(&key)).or(self.all_columns.as_ref());
        if let (Some(_), Property::Column(own)) = (wide, property)
            && entity::is_essential(mapper, own)
        {
            return Column::Now;
        }
        match wide.and_then(|directive| directive.how) {
            Some(How::Undefer) => Column::Now,
            Some(How::Defer(false)) if deferred && !raises => Column::ByClass,
            Some(How::Defer(false)) => Column::Later,
            Some(How::Defer(true)) => Column::Raise,
            _ if !deferred => Column::Now,
            _ if group.is_some_and(|group| self.groups.contains(group)) => Column::Now,
            _ => Column::ByClass,
        }
    }
}

fn no_match(directive: &Directive, path: &Path, entities: &[Entity]) -> String {
    if entities.is_empty() {
        return format!(
            "Query has only expression-based entities; attribute loader option {} can't be \
             applied here.",
            directive.shown()
        );
    }
    let names: Vec<String> = entities.iter().map(entity::name).collect();
    format!(
        "Mapped class {} referenced in option {} does not apply to any of the root entities in \
         this query, e.g. {}. Please specify the full path from one of the root entities to the \
         target attribute. ",
        entity::name(&path.root),
        directive.shown(),
        names.join(", ")
    )
}
