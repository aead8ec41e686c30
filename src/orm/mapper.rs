//! Mapped classes: which class stands for which table, and how classes relate.
//!
//! The types of this file are what [`unit_of_work`](super::unit_of_work) and
//! [`query`](super::query) read. They are made when a class is declared and completed when the
//! mappers are configured: at the first object, the first query, or the end of the script.

pub mod naming;
pub mod field;
mod entries;
mod cascade;
mod cascade_options;
pub mod shared;
mod relationship;
pub mod condition;
mod foreign;
mod join_errors;
mod join;
mod targets;
mod version;
mod entity;
mod hierarchy;
mod comparator;
mod attribute;
mod property;
mod collection;
pub mod synonym;
mod questions;
mod inspection;
mod overlaps;
mod backref;
mod sides;
mod resolve;
mod setup;
mod configure;
mod clear;
mod alias;
mod polymorphic;
pub mod declared;
mod declared_attr;
pub mod annotation;
mod scan;
mod validates;
mod adding;
mod mapper_args;
mod build;
mod annotate;
mod dataclass;
mod declare;
mod coerce;
mod object;
mod imperative;
mod registry;
mod base;
mod record;
pub mod library;
#[cfg(test)]
mod tests;

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::{Rc, Weak};

use indexmap::IndexMap;

pub use base::{declarative_base, flask_base};
pub use configure::{Unsettled, configure_mappers};
pub use record::{Recorded, relationships};
pub use shared::{mapper_of, mapper_of_object, mapper_of_value, unmapped_class};
pub use targets::{JoinTargets, Sides};
pub use version::{Generator, Version};

use super::core::{Column, Expr, FromClause, MetaData, Table};
use super::python::{Class, Instance, Machine, Run, Value};

/// What all declarative bases of one run share; made once by the library.
pub struct Shared {
    /// What mapped objects do: set when the library is put together.
    pub instrumentation: OnceCell<Rc<dyn Instrumentation>>,
    /// All registries, in the order in which they were made.
    pub registries: RefCell<Vec<Rc<Registry>>>,
    /// How many mappers there are: the next one's [`Mapper::order`].
    pub mappers: Cell<usize>,
    /// Classes whose bodies are being read.
    pub scanning: RefCell<Vec<Rc<Class>>>,
    /// Configuration is under way, and is not begun again from within.
    pub configuring: Cell<bool>,
    /// Which relationships write which column, from which, for the warning about overlaps.
    pub writes: RefCell<Vec<Written>>,
    /// Mappers that `clear_mappers()` took away.
    pub cleared: RefCell<Vec<Rc<Mapper>>>,
    /// Classes that could not be mapped, which SQLAlchemy leaves behind all the same.
    pub failed: RefCell<Vec<Unmapped>>,
}

/// A class that could not be mapped.
pub struct Unmapped {
    /// Where it is known by its name.
    pub registry: Rc<Registry>,
    /// The class.
    pub class: Rc<Class>,
    /// The table that was made for it.
    pub table: Option<Rc<Table>>,
}

/// A relationship copies one column into another when it is flushed.
pub struct Written {
    /// The column that takes the value.
    pub to: Rc<Column>,
    /// The column that gives it.
    pub from: Rc<Column>,
    /// The relationship.
    pub by: Rc<Relationship>,
}

/// The classes of one declarative base (SQLAlchemy's `registry`).
pub struct Registry {
    /// What all registries share.
    pub shared: Rc<Shared>,
    /// Where its tables are.
    pub metadata: Rc<MetaData>,
    /// Its mappers in the order of declaration.
    pub mappers: RefCell<Vec<Rc<Mapper>>>,
    /// Classes by name, for `relationship('Name')`; several of one name are an error when it is used.
    pub classes: RefCell<IndexMap<Rc<str>, Vec<Rc<Class>>>>,
    /// `type_annotation_map`: pairs of a Python type and a column's type.
    pub annotation_types: RefCell<Vec<(Value, Value)>>,
    /// A mapper was added since the last configuration.
    pub unconfigured: Cell<bool>,
    /// The base is Flask-SQLAlchemy's: tables are named after their classes.
    pub names_tables: bool,
}

/// How one class is mapped. Kept in its class's slot; see [`mapper_of`].
pub struct Mapper {
    /// Its registry.
    pub registry: Rc<Registry>,
    /// The class.
    pub class: Rc<Class>,
    /// The table that it is mapped to; of single-table inheritance, the parent's.
    pub table: Rc<Table>,
    /// The mapper that it inherits from.
    pub inherits: Option<Rc<Mapper>>,
    /// Of joined inheritance: how its table is joined to those of the mapper above.
    pub inherit_condition: Option<Expr>,
    /// Of joined inheritance: its tables joined, made when first asked for.
    pub joined: OnceCell<FromClause>,
    /// `with_polymorphic`: the derived classes whose columns come with every query.
    pub with: RefCell<With>,
    /// Its table joined with those of the derived classes that come along.
    pub whole: OnceCell<FromClause>,
    /// `polymorphic_load='selectin'`: its own columns come with a statement of their own.
    pub loads_apart: bool,
    /// Where it stands in the order of declaration, over all registries.
    pub order: usize,
    /// The key's columns.
    pub primary_key: Vec<Rc<Column>>,
    /// Its attributes, inherited ones too, in SQLAlchemy's order.
    pub properties: RefCell<IndexMap<Rc<str>, Property>>,
    /// Other names for its attributes, of `synonym()`: name → attribute.
    pub synonyms: RefCell<IndexMap<Rc<str>, Rc<str>>>,
    /// Inheritance within one table: the discriminator, own value, and the mappers by value.
    pub polymorphic: Option<Polymorphic>,
    /// The mappers that inherit from it.
    pub children: RefCell<Vec<Rc<Mapper>>>,
    /// Functions of `@validates`, by attribute; inherited ones too.
    pub validators: RefCell<IndexMap<Rc<str>, Validator>>,
    /// The function of `@reconstructor`, called with an object that was loaded.
    pub reconstructor: RefCell<Option<Value>>,
    /// What `event.listen` set on the class: name of the event, function.
    pub listeners: RefCell<Vec<(Rc<str>, Value)>>,
    /// Relationships with delete-orphan whose target it is: (attribute, class that has it).
    pub delete_orphans: RefCell<Vec<(Rc<str>, Rc<Class>)>>,
    /// `version_id_col`, inherited too.
    pub version: Option<Rc<Version>>,
    /// `eager_defaults`, where it was said.
    pub eager_defaults: Option<bool>,
    /// Relationships are resolved.
    pub configured: Cell<bool>,
    /// The message with which its configuration failed; raised again for whoever asks.
    pub failed: RefCell<Option<Rc<str>>>,
}

/// Which derived classes come with the queries of a class.
#[derive(Clone, Default)]
pub enum With {
    /// None.
    #[default]
    None,
    /// All of them: `'*'`.
    All,
    /// These, as they were written.
    Some(Vec<Value>),
}

/// A function of `@validates`.
#[derive(Clone)]
pub struct Validator {
    /// The function, called with object, attribute and value.
    pub function: Value,
    /// It is asked about what is removed, too, with a fourth argument.
    pub include_removes: bool,
    /// It is also asked about what comes from the other side of a relationship.
    pub include_backrefs: bool,
}

/// Inheritance with a discriminator.
pub struct Polymorphic {
    /// The column that tells the class.
    pub on: Rc<Column>,
    /// The attribute of that column.
    pub key: Rc<str>,
    /// The value that stands for this class; none where it was not given.
    pub identity: Option<Value>,
    /// `polymorphic_abstract=True`: no object is of this very class.
    pub is_abstract: bool,
    /// The mappers by value; shared by the whole hierarchy.
    pub map: ByIdentity,
}

/// The mappers of a hierarchy by the value of the discriminator.
pub type ByIdentity = Rc<RefCell<Vec<(Value, Weak<Mapper>)>>>;

/// One mapped attribute.
#[derive(Clone)]
pub enum Property {
    /// A column.
    Column(Rc<ColumnProperty>),
    /// An expression of SQL.
    Expression(Rc<ExpressionProperty>),
    /// A relationship.
    Relationship(Rc<Relationship>),
}

/// An attribute that is a column.
pub struct ColumnProperty {
    /// The attribute's name, which may differ from the column's.
    pub key: Rc<str>,
    /// The column.
    pub column: Rc<Column>,
    /// Of joined inheritance: the ancestors' columns that always have the same value.
    pub also: Vec<Rc<Column>>,
    /// `deferred()`: loaded when it is asked for.
    pub deferred: bool,
    /// `deferred(group=…)`: loaded with the others of the group.
    pub group: Option<Rc<str>>,
    /// `deferred(raiseload=True)`.
    pub raiseload: bool,
    /// `active_history=True`: what was there before is read when it is set.
    pub active_history: bool,
    /// Of a dataclass: what it is for an object that was given nothing.
    pub default: Option<Value>,
    /// The mapper that declared it.
    pub parent: OnceCell<Weak<Mapper>>,
}

/// An attribute that is an expression of SQL: `column_property(…)`.
pub struct ExpressionProperty {
    /// The attribute's name.
    pub key: Rc<str>,
    /// The expression; its columns carry no entity.
    pub expression: Expr,
    /// It is loaded when it is asked for.
    pub deferred: bool,
    /// `query_expression()`: each query says what it is, by `with_expression()`.
    pub by_query: bool,
    /// The mapper that declared it.
    pub parent: OnceCell<Weak<Mapper>>,
}

/// Which side holds the foreign key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The other side holds it.
    OneToMany,
    /// This side holds it.
    ManyToOne,
    /// A join table holds both.
    ManyToMany,
}

/// When the other side is loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lazy {
    /// `select`, `True`: when it is asked for.
    Select,
    /// `joined`, `False`: with the same statement.
    Joined,
    /// `selectin`: with a second statement for all.
    SelectIn,
    /// `subquery`: with a second statement around the first.
    Subquery,
    /// `raise`: never, with an error.
    Raise,
    /// `raise_on_sql`: not where it takes a statement.
    RaiseOnSql,
    /// `noload`, None: never, in silence.
    NoLoad,
    /// `dynamic`: the attribute is a query.
    Dynamic,
    /// `write_only`: the attribute only takes.
    WriteOnly,
    /// `immediate`: one statement each, at once.
    Immediate,
}

/// What is done to the other side when something is done to this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cascade {
    /// `save-update`: added with it.
    pub save_update: bool,
    /// `merge`.
    pub merge: bool,
    /// `refresh-expire`.
    pub refresh_expire: bool,
    /// `expunge`.
    pub expunge: bool,
    /// `delete`.
    pub delete: bool,
    /// `delete-orphan`.
    pub delete_orphan: bool,
}

/// What `backref` was given: the name, and arguments of the other side.
pub type BackrefArguments = (Rc<str>, Vec<(Rc<str>, Value)>);

/// A relationship as it was written.
pub struct Relationship {
    /// The attribute's name; set when the class is mapped.
    pub key: RefCell<Rc<str>>,
    /// The mapper that it stands in; set when the class is mapped.
    pub parent: OnceCell<Rc<Mapper>>,
    /// The other side as written: a class, its name, a function, or `None` where the annotation
    /// tells it.
    pub argument: RefCell<Value>,
    /// `secondary`, `primaryjoin`, `secondaryjoin`, `order_by`, `foreign_keys` and `remote_side`
    /// as written, by name; read at configuration.
    pub written: RefCell<IndexMap<&'static str, Value>>,
    /// `back_populates`, also what a backref sets.
    pub back_populates: RefCell<Option<Value>>,
    /// `backref`: name, and what was given with it.
    pub backref: RefCell<Option<BackrefArguments>>,
    /// `uselist` as written or annotated.
    pub uselist: Cell<Option<bool>>,
    /// `collection_class` as written or annotated.
    pub collection_class: RefCell<Option<Value>>,
    /// `passive_deletes`: `True`, or `"all"` as the second.
    pub passive_deletes: Cell<(bool, bool)>,
    /// `passive_updates`.
    pub passive_updates: Cell<bool>,
    /// `viewonly`.
    pub viewonly: Cell<bool>,
    /// `sync_backref`, where it was said or has been settled.
    pub sync_backref: Cell<Option<bool>>,
    /// `post_update`.
    pub post_update: Cell<bool>,
    /// `single_parent`.
    pub single_parent: Cell<bool>,
    /// `active_history`.
    pub active_history: Cell<bool>,
    /// `enable_typechecks`.
    pub type_checks: Cell<bool>,
    /// `innerjoin`, for `lazy='joined'`.
    pub innerjoin: Cell<bool>,
    /// `join_depth`.
    pub join_depth: Cell<Option<i64>>,
    /// `cascade`, with SQLAlchemy's default.
    pub cascade: Cell<Cascade>,
    /// `lazy`; of a word that is none, `Select` until configuration refuses it.
    pub lazy: Cell<Lazy>,
    /// `lazy` as written.
    pub lazy_written: RefCell<Value>,
    /// `overlaps`: names of relationships that write the same columns on purpose.
    pub overlaps: RefCell<Vec<Rc<str>>>,
    /// `info`.
    pub info: RefCell<Value>,
    /// What it says of itself as a field of a dataclass.
    pub field: RefCell<field::FieldOptions>,
    /// The class on the other side, found first of all.
    pub target: OnceCell<Rc<Mapper>>,
    /// Its configuration has begun.
    pub started: Cell<bool>,
    /// Its configuration came to its end.
    pub settled: Cell<bool>,
    /// What configuration found out.
    pub resolved: OnceCell<Resolved>,
    /// The other sides that are kept in step with it.
    pub reverse: RefCell<Vec<Rc<Relationship>>>,
}

/// What configuration found out about a relationship.
pub struct Resolved {
    /// The class on the other side.
    pub target: Rc<Mapper>,
    /// Which side holds the key.
    pub direction: Direction,
    /// The attribute is a collection.
    pub uselist: bool,
    /// The kind of collection: `list`, `set`, `dict` or a class of the script.
    pub collection_class: Option<Value>,
    /// The join table.
    pub secondary: Option<Rc<Table>>,
    /// The condition between this side and the other, or the join table. Its columns carry no
    /// entity; notes tell what each is: `foreign`, `remote`, and [`Local`] in `other`.
    pub primaryjoin: Expr,
    /// What each column in `primaryjoin` is, in the order in which they stand there.
    pub primary_sides: Vec<Side>,
    /// The condition between the join table and the other side.
    pub secondaryjoin: Option<Expr>,
    /// What each column in `secondaryjoin` is.
    pub secondary_sides: Vec<Side>,
    /// What is on the other side of each pair that is compared: (this side's, the other's).
    pub local_remote_pairs: Vec<(Rc<Column>, Rc<Column>)>,
    /// (source of the value, column that takes it) for flush: from parent to child or join table.
    pub synchronize_pairs: Vec<(Rc<Column>, Rc<Column>)>,
    /// The same from the other side to the join table.
    pub secondary_synchronize_pairs: Vec<(Rc<Column>, Rc<Column>)>,
    /// Columns of this side that the condition reads.
    pub local_columns: Vec<Rc<Column>>,
    /// Columns of the other side (or join table) that the condition reads.
    pub remote_columns: Vec<Rc<Column>>,
    /// `order_by`.
    pub order_by: Vec<Expr>,
    /// The lazy load is a look by primary key (`use_get`).
    pub by_key: bool,
    /// Both sides are of one table's hierarchy.
    pub self_referential: bool,
    /// `remote()` was written in the condition.
    pub remote_told: bool,
    /// `foreign()` was written in the condition.
    pub foreign_told: bool,
}

/// What one column in a relationship's condition is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Side {
    /// It takes the value that the other column has.
    pub foreign: bool,
    /// It is on the other side, or in the join table.
    pub remote: bool,
    /// It is on this side.
    pub local: bool,
}

/// Noted on a column of a relationship's condition that is on this side.
pub struct Local;

/// `User.name`, `User.posts`: a descriptor on the class, and an expression in a query.
pub struct Attribute {
    /// The mapper through which it was reached.
    pub mapper: Rc<Mapper>,
    /// The property.
    pub property: Property,
    /// Where it was reached through an alias: that alias.
    pub alias: Option<Rc<Alias>>,
    /// `of_type()`: which class, or alias, the other side is taken to be.
    pub of_type: Option<Entity>,
    /// `and_()`: what narrows a relationship.
    pub narrowed: Option<Expr>,
    /// The synonym by which it was reached.
    pub synonym: Option<Rc<str>>,
}

/// What a query may be about: a mapped class, or an alias of one.
#[derive(Clone)]
pub enum Entity {
    /// A mapped class.
    Mapper(Rc<Mapper>),
    /// `aliased(…)`.
    Alias(Rc<Alias>),
}

/// `aliased(User)`: a mapped class under another name.
pub struct Alias {
    /// The class.
    pub mapper: Rc<Mapper>,
    /// The table's alias, a subquery, or joined aliases.
    pub from: FromClause,
    /// `with_polymorphic()`: the derived classes that come with the same rows.
    pub with: Vec<Rc<Mapper>>,
    /// Those of them that a script asked for.
    pub parts: RefCell<IndexMap<Rc<str>, Rc<Alias>>>,
    /// The class that `with_polymorphic()` was told of, where this is one of those that come with it.
    pub part_of: Option<Rc<Mapper>>,
    /// The name that was given.
    pub name: Option<Rc<str>>,
}

/// What a mapped object does when its attributes are read and set: the layer above.
pub trait Instrumentation {
    /// An object was made by the script.
    ///
    /// # Errors
    ///
    /// None of its own.
    fn made(&self, machine: &mut Machine, mapper: &Rc<Mapper>, instance: &Rc<Instance>) -> Run<()>;
    /// A relationship was configured: its collections can be made.
    ///
    /// # Errors
    ///
    /// ArgumentError where its `collection_class` is none.
    fn configured(&self, machine: &mut Machine, relationship: &Rc<Relationship>) -> Run<()>;
    /// `instance.key`.
    ///
    /// # Errors
    ///
    /// What loading raises.
    fn get(
        &self,
        machine: &mut Machine,
        property: &Property,
        instance: &Rc<Instance>,
    ) -> Run<Value>;
    /// `instance.key = value`.
    ///
    /// # Errors
    ///
    /// What a validator or loading raises.
    fn set(
        &self,
        machine: &mut Machine,
        property: &Property,
        instance: &Rc<Instance>,
        value: Value,
    ) -> Run<()>;
    /// The value that an object has for a column, for comparing a relationship with it, at the
    /// moment at which the statement is sent.
    ///
    /// # Errors
    ///
    /// InvalidRequestError: Can't resolve value for column …
    fn column_value(
        &self,
        machine: &mut Machine,
        instance: &Rc<Instance>,
        column: &Rc<Column>,
    ) -> Run<Value>;
    /// The values of its key where it has a row, else `transient` or `pending`: for the `repr` of
    /// Flask-SQLAlchemy's models.
    fn identity(&self, instance: &Rc<Instance>) -> Result<Vec<Value>, &'static str>;
    /// `del instance.key`.
    ///
    /// # Errors
    ///
    /// Where it is not set.
    fn delete(
        &self,
        machine: &mut Machine,
        property: &Property,
        instance: &Rc<Instance>,
    ) -> Run<()>;
}
