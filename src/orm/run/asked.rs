//! What is asked of a world that goes on, without running anything in it.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::World;
use super::open::{open, to_nothing};
use super::related::related;
use crate::orm::core::compile::Dialect;
use crate::orm::core::{Column, Library, Table, ddl};
use crate::orm::left::Left;
use crate::orm::mapped::{Mapped, MappedRelationship, Obstacle, key_to_nothing};
use crate::orm::mapper::{
    self, Direction, Lazy, Mapper, Property, Registry, Relationship, Resolved, Unsettled,
};
use crate::orm::python::{Instance, Machine, Value};
use crate::orm::recording::Related;
use crate::orm::unit_of_work::Session;

impl World {
    /// Somebody who can stop what runs.
    pub fn listen(&mut self, interrupted: Rc<dyn Fn() -> bool>) {
        self.machine.interrupted = Some(interrupted);
    }

    /// Every mapped class, in the order of declaration.
    pub fn mapped(&mut self) -> Vec<Mapped> {
        let shared = mapper::Shared::of(&self.machine);
        let registries = shared.registries.borrow().clone();
        let failed = |registry: &Rc<Registry>| registry.try_to_configure(&mut self.machine);
        let failed: Vec<Option<Unsettled>> = registries.iter().map(failed).collect();
        let first = failed.into_iter().flatten().next();
        let related = related(&self.machine);
        let mappers = registries.iter().flat_map(|registry| registry.mappers.borrow().clone());
        let mut mappers: Vec<Rc<Mapper>> = mappers.collect();
        mappers.sort_by_key(|mapper| mapper.order);
        let mut found: Vec<Mapped> =
            mappers.iter().map(|mapper| mapped(mapper, &related)).collect();
        for (mapper, it) in mappers.iter().zip(&mut found) {
            it.open = open(mapper, &mappers, first.as_ref());
        }
        found
    }

    /// The names that are bound, each with its type's name; `class NAME` for a class.
    pub fn names(&self) -> Vec<(String, String)> {
        let names = self.machine.globals.names.borrow();
        let own = names.iter().filter(|(name, _)| !name.starts_with('_'));
        own.map(|(name, value)| (name.to_string(), kind(&self.machine, value))).collect()
    }

    /// The names that can be imported, by module.
    pub fn modules(&self) -> BTreeMap<String, Vec<String>> {
        let modules = self.machine.modules.iter();
        let names = modules.map(|(name, module)| {
            let names = module.names.borrow();
            let own = names.keys().filter(|name| !name.starts_with('_'));
            (name.to_string(), own.map(|name| name.to_string()).collect())
        });
        names.collect()
    }

    /// What sessions hold that was not sent.
    pub fn held(&self) -> Left {
        let mut left = Left::default();
        for session in self.sessions() {
            let classes = |objects: Vec<Rc<Instance>>| -> Vec<String> {
                objects.iter().map(|object| object.class.name.to_string()).collect()
            };
            let added = session.new.borrow().values().map(|(_, it)| Rc::clone(it)).collect();
            let gone = session.deleted.borrow().values().map(|(_, it)| Rc::clone(it)).collect();
            left.new.extend(classes(added));
            left.deleted.extend(classes(gone));
            left.dirty.extend(classes(session.dirty()));
        }
        left
    }

    /// Forgets what was not committed; every object reads its row again.
    pub fn forget(&mut self) {
        for session in self.sessions() {
            // A database that cannot roll back is put in order by what is restored into it.
            let _ = session.rollback(&mut self.machine);
            let _ = session.expire_all(&mut self.machine);
        }
        self.making.forget();
    }

    /// The statements that would make the tables that are declared and are none of these.
    pub fn planned(&mut self, there: &[String]) -> Vec<String> {
        let metadatas = Library::of(&self.machine).metadatas.borrow().clone();
        let tables = metadatas.iter().flat_map(|metadata| {
            metadata.tables.borrow().values().cloned().collect::<Vec<Rc<Table>>>()
        });
        let is_there =
            |table: &Rc<Table>| there.iter().any(|it| it.eq_ignore_ascii_case(&table.name));
        let tables: Vec<Rc<Table>> = tables.filter(|table| !is_there(table)).collect();
        let machine = &mut self.machine;
        let sorted = match ddl::by_dependency(machine, &tables) {
            Ok((sorted, _)) => sorted,
            Err(_) => tables,
        };
        let mut statements = Vec::new();
        for table in sorted {
            let Ok(text) = ddl::create_table(machine, &table, Dialect::Sqlite) else { continue };
            statements.push(text);
            for index in table.indexes.borrow().clone() {
                statements.extend(ddl::create_index(machine, &index, Dialect::Sqlite).ok());
            }
        }
        statements
    }

    fn sessions(&self) -> Vec<Rc<Session>> {
        self.sessions.sessions.borrow().iter().filter_map(std::rc::Weak::upgrade).collect()
    }
}

/// The name of a value's type, as a person asks for it.
fn kind(machine: &Machine, value: &Value) -> String {
    match value {
        Value::Class(class) => format!("class {}", class.name),
        Value::Native(native) => native.type_name().to_string(),
        _ => machine.class_of(value).name.to_string(),
    }
}

fn mapped(mapper: &Rc<Mapper>, related: &[Related]) -> Mapped {
    let class = mapper.class.name.to_string();
    let (mut columns, mut relationships) = (Vec::new(), Vec::new());
    for (name, property) in mapper.properties.borrow().iter() {
        match property {
            Property::Column(it) => columns.push((name.to_string(), column_name(&it.column))),
            Property::Relationship(it) => {
                let own = related.iter().find(|it| it.class == class && *it.attribute == **name);
                let resolved = it.resolved.get().filter(|_| it.settled.get());
                let (Some(resolved), Some(related)) = (resolved, own) else { continue };
                relationships.push(MappedRelationship {
                    related: related.clone(),
                    keeps: keeps(it, related),
                    lazy: lazy(it.lazy.get()),
                    cascade: it.cascade.get().words(),
                    key: key(mapper, resolved),
                });
            }
            Property::Expression(_) => {}
        }
    }
    let table = mapper.table.name.to_string();
    let astray = match to_nothing(&[&mapper.table]) {
        Some(Obstacle::KeyToNothing { column, names, instead }) => {
            Some(key_to_nothing(&column, &names, instead.as_deref()))
        }
        _ => None,
    };
    Mapped { class, table, columns, relationships, open: Vec::new(), astray }
}

/// The attribute of the other side that a relationship names: as a text, or as the attribute.
fn keeps(relationship: &Relationship, related: &Related) -> Option<String> {
    let named = relationship.back_populates.borrow().clone()?;
    match named.as_str() {
        Some(name) => Some(name.to_string()),
        None => related.back_populates.clone(),
    }
}

/// The foreign key that a relationship goes by: the table that holds it, and its columns.
fn key(mapper: &Rc<Mapper>, resolved: &Resolved) -> (String, Vec<String>) {
    let table = match (&resolved.secondary, resolved.direction) {
        (Some(table), _) => &table.name,
        (None, Direction::ManyToOne) => &mapper.table.name,
        (None, _) => &resolved.target.table.name,
    };
    let pairs = resolved.synchronize_pairs.iter();
    (table.to_string(), pairs.map(|(_, taking)| column_name(taking)).collect())
}

fn column_name(column: &Column) -> String {
    column.name.borrow().as_deref().unwrap_or_default().to_owned()
}

fn lazy(lazy: Lazy) -> &'static str {
    match lazy {
        Lazy::Select => "select",
        Lazy::Joined => "joined",
        Lazy::SelectIn => "selectin",
        Lazy::Subquery => "subquery",
        Lazy::Raise => "raise",
        Lazy::RaiseOnSql => "raise_on_sql",
        Lazy::NoLoad => "noload",
        Lazy::Dynamic => "dynamic",
        Lazy::WriteOnly => "write_only",
        Lazy::Immediate => "immediate",
    }
}
