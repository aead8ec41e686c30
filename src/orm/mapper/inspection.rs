//! `inspect(User)`: what a script may ask of mappers, properties and registries.

use std::rc::Rc;

use super::cascade_options::CascadeOptions;
use super::collection::Collection;
use super::questions::METHODS;
use super::synonym::Synonym;
use super::{
    ColumnProperty, Direction, Entity, ExpressionProperty, Mapper, Property, Relationship,
};
use crate::orm::core::{Column, Expr, coerce};
use crate::orm::python::{Args, Machine, Native, Run, Value};

impl Property {
    /// It as the script holds it.
    pub fn value(&self) -> Value {
        match self {
            Self::Column(column) => Value::Native(Rc::clone(column) as Rc<dyn Native>),
            Self::Expression(own) => Value::Native(Rc::clone(own) as Rc<dyn Native>),
            Self::Relationship(own) => Value::Native(Rc::clone(own) as Rc<dyn Native>),
        }
    }

    /// The property that a value is, if it is one.
    pub fn of_value(value: &Value) -> Option<Self> {
        if let Some(column) = value.native::<ColumnProperty>() {
            return Some(Self::Column(column));
        }
        if let Some(expression) = value.native::<ExpressionProperty>() {
            return Some(Self::Expression(expression));
        }
        value.native::<Relationship>().map(Self::Relationship)
    }
}

impl Entity {
    /// What `inspect()` gives.
    pub fn inspected(&self) -> Value {
        match self {
            Self::Mapper(mapper) => Value::Native(Rc::clone(mapper) as Rc<dyn Native>),
            Self::Alias(_) => self.value(),
        }
    }
}

impl Direction {
    /// `repr()` of the member of SQLAlchemy's enumeration.
    pub fn repr(self) -> String {
        let number = match self {
            Self::OneToMany => 1,
            Self::ManyToOne => 2,
            Self::ManyToMany => 3,
        };
        format!("<RelationshipDirection.{}: {number}>", self.name())
    }

    /// Its name, as recordings have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::OneToMany => "ONETOMANY",
            Self::ManyToOne => "MANYTOONE",
            Self::ManyToMany => "MANYTOMANY",
        }
    }
}

/// A member of `RelationshipDirection`.
struct DirectionMember(Direction);

impl Native for DirectionMember {
    fn type_name(&self) -> Rc<str> {
        "RelationshipDirection".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "name" => Some(Value::str(self.0.name())),
            "value" => Some(Value::Int(self.number())),
            _ => None,
        })
    }
    fn str(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some(format!("RelationshipDirection.{}", self.0.name()).into()))
    }
    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some(self.0.repr().into()))
    }
    fn key(&self) -> Option<Vec<u8>> {
        Some(self.0.name().as_bytes().to_vec())
    }
}

impl DirectionMember {
    fn number(&self) -> i64 {
        match self.0 {
            Direction::OneToMany => 1,
            Direction::ManyToOne => 2,
            Direction::ManyToMany => 3,
        }
    }
}

fn column_value(column: &Rc<Column>) -> Value {
    Value::Native(Rc::clone(column) as Rc<dyn Native>)
}

fn expr_value(expr: &Expr) -> Value {
    Value::Native(Rc::clone(expr) as Rc<dyn Native>)
}

fn columns(columns: &[Rc<Column>]) -> Value {
    Value::tuple(columns.iter().map(column_value).collect())
}

fn column_set(machine: &mut Machine, columns: &[Rc<Column>]) -> Run<Value> {
    let mut keys = Vec::new();
    for column in columns {
        keys.push(machine.key(&column_value(column))?);
    }
    let members = keys.into_iter().collect::<indexmap::IndexSet<_>>().into();
    Ok(Value::Set(Rc::new(crate::orm::python::Set { members, frozen: false })))
}

fn pairs(pairs: &[(Rc<Column>, Rc<Column>)]) -> Value {
    let pair =
        |(a, b): &(Rc<Column>, Rc<Column>)| Value::tuple(vec![column_value(a), column_value(b)]);
    Value::list(pairs.iter().map(pair).collect())
}

impl Relationship {
    /// An attribute of `User.posts.property`.
    pub(super) fn inspected(
        self: &Rc<Self>,
        machine: &mut Machine,
        name: &str,
    ) -> Run<Option<Value>> {
        let plain = match name {
            "key" => Some(Value::Str(self.key.borrow().clone())),
            "lazy" => Some(self.lazy_written.borrow().clone()),
            "viewonly" => Some(Value::Bool(self.viewonly.get())),
            "passive_updates" => Some(Value::Bool(self.passive_updates.get())),
            "post_update" => Some(Value::Bool(self.post_update.get())),
            "single_parent" => Some(Value::Bool(self.single_parent.get())),
            "info" => Some(self.info.borrow().clone()),
            "back_populates" => Some(self.back_populates.borrow().clone().unwrap_or(Value::None)),
            "parent" => self.parent.get().map(|m| Value::Native(Rc::clone(m) as Rc<dyn Native>)),
            "cascade" => Some(Value::of(CascadeOptions(self.cascade.get()))),
            "argument" => Some(self.argument.borrow().clone()),
            _ => None,
        };
        if plain.is_some() || !RESOLVED.contains(&name) {
            return Ok(plain);
        }
        if self.parent.get().is_none() {
            return Ok(None);
        }
        let resolved = self.resolved(machine)?;
        Ok(Some(match name {
            "direction" => Value::of(DirectionMember(resolved.direction)),
            "uselist" => Value::Bool(resolved.uselist),
            "collection_class" => resolved.collection_class.clone().unwrap_or(Value::None),
            "mapper" | "entity" => Value::Native(Rc::clone(&resolved.target) as Rc<dyn Native>),
            "target" => Value::Native(Rc::clone(&resolved.target.table) as Rc<dyn Native>),
            "secondary" => resolved
                .secondary
                .as_ref()
                .map_or(Value::None, |table| Value::Native(Rc::clone(table) as Rc<dyn Native>)),
            "primaryjoin" => expr_value(&resolved.primaryjoin),
            "secondaryjoin" => resolved.secondaryjoin.as_ref().map_or(Value::None, expr_value),
            "local_remote_pairs" => pairs(&resolved.local_remote_pairs),
            "synchronize_pairs" => pairs(&resolved.synchronize_pairs),
            "secondary_synchronize_pairs" => pairs(&resolved.secondary_synchronize_pairs),
            "local_columns" => column_set(machine, &resolved.local_columns)?,
            "remote_side" => column_set(machine, &resolved.remote_columns)?,
            _ => Value::list(resolved.order_by.iter().map(expr_value).collect()),
        }))
    }
}

/// What a relationship knows once mappers are configured.
const RESOLVED: [&str; 14] = [
    "direction",
    "uselist",
    "collection_class",
    "mapper",
    "entity",
    "target",
    "secondary",
    "primaryjoin",
    "secondaryjoin",
    "local_remote_pairs",
    "synchronize_pairs",
    "secondary_synchronize_pairs",
    "local_columns",
    "remote_side",
];

impl Mapper {
    fn entries(&self, keep: impl Fn(&Property) -> bool) -> Vec<(Rc<str>, Value)> {
        let properties = self.properties.borrow();
        let kept = properties.iter().filter(|(_, property)| keep(property));
        kept.map(|(key, property)| (Rc::clone(key), property.value())).collect()
    }

    /// Everything on the class and its ancestors that stands for something in SQL.
    fn descriptors(&self) -> Vec<(Rc<str>, Value)> {
        let kinds = ["InstrumentedAttribute", "hybrid_property", "hybrid_method", "Synonym"];
        let is_one = |value: &Value| match value {
            Value::Native(native) => {
                let name = native.type_name();
                kinds.contains(&&*name) || &*name == "AssociationProxy"
            }
            _ => false,
        };
        let mut found: Vec<(Rc<str>, Value)> = Vec::new();
        for class in std::iter::once(&self.class).chain(&self.class.ancestors) {
            for (key, value) in class.dict.borrow().iter() {
                if is_one(value) && !found.iter().any(|(own, _)| own == key) {
                    found.push((Rc::clone(key), value.clone()));
                }
            }
        }
        found
    }

    /// The synonym of a name, where it is one.
    pub(super) fn synonym(&self, key: &str) -> Option<Value> {
        self.synonyms.borrow().get(key)?;
        self.class.in_line(key).map(|(_, value)| value)
    }

    /// Its synonyms by their names.
    fn synonym_entries(&self) -> Vec<(Rc<str>, Value)> {
        let synonyms = self.synonyms.borrow();
        let found = synonyms.keys().filter_map(|key| {
            let (_, value) = self.class.in_line(key)?;
            Some((Rc::clone(key), value))
        });
        found.collect()
    }

    /// Its columns by the names of their attributes.
    fn column_entries(&self) -> Vec<(Rc<str>, Value)> {
        let properties = self.properties.borrow();
        let columns = properties.values().filter_map(|property| match property {
            Property::Column(own) => Some((Rc::clone(&own.key), column_value(&own.column))),
            Property::Expression(own) => Some((Rc::clone(&own.key), expr_value(&own.expression))),
            Property::Relationship(_) => None,
        });
        columns.collect()
    }
}

impl Native for Mapper {
    fn type_name(&self) -> Rc<str> {
        "Mapper".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let address = Rc::as_ptr(&self).cast::<()>() as usize;
        Ok(Some(format!("<Mapper at 0x{address:x}; {}>", self.class.name).into()))
    }
    fn str(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some(self.described().into()))
    }
    fn methods(&self) -> &'static [&'static str] {
        METHODS
    }
    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        self.asked(machine, name, args)
    }
    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        let is_column = |property: &Property| !matches!(property, Property::Relationship(_));
        Ok(Some(match name {
            "class_" | "entity" => Value::Class(Rc::clone(&self.class)),
            "mapper" => Value::Native(self),
            "local_table" => Value::Native(Rc::clone(&self.table) as Rc<dyn Native>),
            "persist_selectable" | "selectable" => coerce::from_value(&self.selectable()),
            "single" => Value::Bool(self.is_single()),
            "concrete" | "is_aliased_class" | "always_refresh" => Value::Bool(false),
            "with_polymorphic_mappers" => Value::list(
                self.with_mappers().into_iter().map(|own| Value::Native(own as _)).collect(),
            ),
            "version_id_col" => {
                self.version.as_ref().map_or(Value::None, |own| column_value(&own.column))
            }
            "eager_defaults" => self.eager_defaults.map_or(Value::str("auto"), Value::Bool),
            "tables" => Value::list(
                self.tables().into_iter().map(|t| Value::Native(t as Rc<dyn Native>)).collect(),
            ),
            "primary_key" => columns(&self.primary_key),
            "columns" | "c" => {
                let entries = self.column_entries();
                Collection::value(entries)
            }
            "column_attrs" => {
                self.registry.check(machine)?;
                Collection::value(self.entries(is_column))
            }
            "relationships" => {
                self.registry.check(machine)?;
                Collection::value(self.entries(|property| !is_column(property)))
            }
            "attrs" | "iterate_properties" => {
                self.registry.check(machine)?;
                let mut all = self.entries(|_| true);
                for (key, value) in self.synonym_entries().into_iter().rev() {
                    let place = value.native::<Synonym>().map_or(0, |own| own.place.get());
                    all.insert(place.min(all.len()), (key, value));
                }
                Collection::value(all)
            }
            "all_orm_descriptors" => {
                let _ = &machine;
                Collection::value(self.descriptors())
            }
            "synonyms" => {
                self.registry.check(machine)?;
                Collection::value(self.synonym_entries())
            }
            "composites" => Collection::value(Vec::new()),
            "self_and_descendants" => Value::list(
                self.by_level().into_iter().map(|own| Value::Native(own as _)).collect(),
            ),
            "polymorphic_map" => {
                let map = self.polymorphic.as_ref().map(|own| own.map.borrow().clone());
                let dict = Value::dict(Vec::new());
                for (identity, mapper) in map.unwrap_or_default() {
                    if let Some(mapper) = mapper.upgrade() {
                        machine.set_item(&dict, &identity, Value::Native(mapper as _))?;
                    }
                }
                dict
            }
            "inherits" => self
                .inherits
                .as_ref()
                .map_or(Value::None, |parent| Value::Native(Rc::clone(parent) as Rc<dyn Native>)),
            "base_mapper" => Value::Native(self.base()),
            "polymorphic_identity" => self
                .polymorphic
                .as_ref()
                .and_then(|own| own.identity.clone())
                .unwrap_or(Value::None),
            "polymorphic_on" => {
                self.polymorphic.as_ref().map_or(Value::None, |own| column_value(&own.on))
            }
            "configured" => Value::Bool(self.configured.get()),
            "is_mapper" => Value::Bool(true),
            "registry" => Value::Native(Rc::clone(&self.registry) as Rc<dyn Native>),
            _ => return Ok(None),
        }))
    }
}
