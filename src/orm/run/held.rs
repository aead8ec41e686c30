//! What a world that goes on holds: its names, its classes, and what its sessions keep back.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::World;
use crate::orm::core::compile::Dialect;
use crate::orm::core::ddl;
use crate::orm::mapped::{Left, Mapped, MappedRelationship};
use crate::orm::mapper::{Direction, Lazy, Mapper, Property, Relationship, Shared};
use crate::orm::python::{Instance, Value};
use crate::orm::recording::Related;

impl World {
    /// Gives back what a run may use: another piece begins.
    pub fn renew(&mut self) {
        self.machine.renew();
    }

    /// What ends a piece from outside.
    pub fn interrupted_by(&mut self, asked: impl Fn() -> bool + 'static) {
        self.machine.interrupted = Some(Rc::new(asked));
    }

    /// Rolls every session back and lets its objects read their rows again.
    pub fn let_go(&mut self) {
        self.renew();
        let was_silent = std::mem::replace(&mut self.library.log.borrow_mut().is_silent, true);
        let sessions: Vec<_> =
            self.sessions.sessions.borrow().iter().filter_map(std::rc::Weak::upgrade).collect();
        for session in sessions {
            // What a listener of the script's raises here concerns nobody.
            let _ = session.rollback(&mut self.machine);
            let _ = session.expire_all(&mut self.machine);
        }
        self.library.log.borrow_mut().is_silent = was_silent;
    }

    /// What the sessions hold back; whether a transaction is open is the database's to say.
    pub fn left(&self) -> Left {
        let mut left = Left::default();
        let sessions: Vec<_> =
            self.sessions.sessions.borrow().iter().filter_map(std::rc::Weak::upgrade).collect();
        let name = |instance: &Rc<Instance>| instance.class.name.to_string();
        for session in sessions {
            left.new.extend(session.new.borrow().values().map(|(_, object)| name(object)));
            left.dirty.extend(session.dirty().iter().map(name));
            left.deleted.extend(session.deleted.borrow().values().map(|(_, object)| name(object)));
        }
        left
    }

    /// The variables, each with its type's name; `class NAME` for a class.
    pub fn names(&self) -> Vec<(String, String)> {
        let names = self.machine.globals.names.borrow();
        let kind = |value: &Value| match value {
            Value::Class(class) => format!("class {}", class.name),
            other => self.machine.class_of(other).name.to_string(),
        };
        names.iter().map(|(name, value)| (name.to_string(), kind(value))).collect()
    }

    /// What can be imported, by module.
    pub fn modules(&self) -> BTreeMap<String, Vec<String>> {
        let names =
            |names: &crate::orm::python::Names| names.keys().map(|n| n.to_string()).collect();
        let modules = self.machine.modules.iter().filter(|(name, _)| !name.starts_with(' '));
        modules.map(|(name, module)| (name.to_string(), names(&module.names.borrow()))).collect()
    }

    /// CREATE TABLE for each table that is declared and not there, those that others refer to
    /// first; what cannot be written yet is left out.
    pub fn planned(&mut self, is_there: &dyn Fn(&str) -> bool) -> Vec<String> {
        let mut planned = Vec::new();
        let metadatas = self.library.metadatas.borrow().clone();
        for metadata in metadatas {
            let tables: Vec<_> = metadata.tables.borrow().values().cloned().collect();
            let sorted = ddl::by_dependency(&mut self.machine, &tables);
            let tables = sorted.map(|(sorted, _)| sorted).unwrap_or(tables);
            for table in tables.iter().filter(|table| !is_there(&table.name)) {
                let text = ddl::create_table(&mut self.machine, table, Dialect::Sqlite);
                planned.extend(text.ok());
            }
        }
        planned
    }

    /// The mapped classes in the order of declaration. Relationships are told once mappers are
    /// complete, which this tries.
    pub fn mapped(&mut self) -> Vec<Mapped> {
        let _ = self.configure();
        let mut found = Vec::new();
        for registry in Shared::of(&self.machine).registries.borrow().iter() {
            found.extend(registry.mappers.borrow().iter().map(mapped));
        }
        found
    }
}

fn mapped(mapper: &Rc<Mapper>) -> Mapped {
    let mut columns = Vec::new();
    let mut relationships = Vec::new();
    for property in mapper.properties.borrow().values() {
        match property {
            Property::Column(column) => {
                columns.push((column.key.to_string(), column.column.name().to_string()));
            }
            Property::Relationship(relationship) => {
                relationships.extend(related(mapper, relationship));
            }
            Property::Expression(_) => {}
        }
    }
    let (class, table) = (mapper.class.name.to_string(), mapper.table.name.to_string());
    Mapped { class, table, columns, relationships }
}

fn related(mapper: &Rc<Mapper>, relationship: &Rc<Relationship>) -> Option<MappedRelationship> {
    let resolved = relationship.resolved.get()?;
    let reverse = relationship.reverse.borrow();
    let mut back: Vec<String> =
        reverse.iter().map(|other| other.key.borrow().to_string()).collect();
    back.sort();
    let related = Related {
        class: mapper.class.name.to_string(),
        attribute: relationship.key.borrow().to_string(),
        target: resolved.target.class.name.to_string(),
        direction: match resolved.direction {
            Direction::OneToMany => "ONETOMANY",
            Direction::ManyToOne => "MANYTOONE",
            Direction::ManyToMany => "MANYTOMANY",
        },
        uselist: resolved.uselist,
        secondary: resolved.secondary.as_ref().map(|table| table.name.to_string()),
        back_populates: back.into_iter().next(),
    };
    let holders = resolved.synchronize_pairs.iter().map(|(_, holder)| holder);
    let columns: Vec<String> = holders.clone().map(|column| column.name().to_string()).collect();
    let table = holders.clone().next().and_then(|column| column.table());
    let table = table.map_or_else(String::new, |table| table.name.to_string());
    Some(MappedRelationship { related, lazy: lazy(relationship.lazy.get()), key: (table, columns) })
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
