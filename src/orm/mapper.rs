//! Mapped classes: which class stands for which table, and how classes relate.
//!
//! The types of this file are what [`unit_of_work`](super::unit_of_work) and
//! [`query`](super::query) read. They are made when a class is declared and completed when the
//! mappers are configured: at the first object, the first query, or the end of the script.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::{Rc, Weak};

use indexmap::IndexMap;

use super::core::{Column, Expr, From, Library, MetaData, Table};
use super::python::{Args, Class, Instance, Machine, Native, Run, Value};

/// The classes of one declarative base (SQLAlchemy's `registry`).
pub struct Registry {
    /// The library that it belongs to.
    pub library: Rc<Library>,
    /// Where its tables are.
    pub metadata: Rc<MetaData>,
    /// Its mappers in the order of declaration.
    pub mappers: RefCell<Vec<Rc<Mapper>>>,
    /// Classes by name, for `relationship('Name')`; several of one name are an error when it is used.
    pub classes: RefCell<IndexMap<Rc<str>, Vec<Rc<Class>>>>,
    /// A mapper was added since the last configuration.
    pub unconfigured: Cell<bool>,
    /// The message with which configuration failed; it is raised again for whoever asks.
    pub failed: RefCell<Option<Rc<str>>>,
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
    /// Where it stands in the order of declaration, over all registries.
    pub order: usize,
    /// The key's columns.
    pub primary_key: Vec<Rc<Column>>,
    /// Its attributes, inherited ones too, in SQLAlchemy's order.
    pub properties: RefCell<IndexMap<Rc<str>, Property>>,
    /// Inheritance within one table: the discriminator, own value, and the mappers by value.
    pub polymorphic: Option<Polymorphic>,
    /// Relationships are resolved.
    pub configured: Cell<bool>,
}

/// Single-table inheritance.
pub struct Polymorphic {
    /// The column that tells the class.
    pub on: Rc<Column>,
    /// The value that stands for this class.
    pub identity: Value,
    /// The mappers by value; shared by the whole hierarchy.
    pub map: Rc<RefCell<Vec<(Value, Weak<Mapper>)>>>,
}

/// One mapped attribute.
#[derive(Clone)]
pub enum Property {
    /// A column.
    Column(Rc<ColumnProperty>),
    /// A relationship.
    Relationship(Rc<Relationship>),
}

/// An attribute that is a column.
pub struct ColumnProperty {
    /// The attribute's name, which may differ from the column's.
    pub key: Rc<str>,
    /// The column, or for `column_property()` the expression.
    pub column: Rc<Column>,
    /// `column_property(expression)`.
    pub expression: Option<Expr>,
    /// `deferred()`: loaded when it is asked for.
    pub deferred: bool,
    /// Functions of `@validates`.
    pub validators: RefCell<Vec<Value>>,
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

/// A relationship as it was written.
pub struct Relationship {
    /// The attribute's name.
    pub key: RefCell<Rc<str>>,
    /// The mapper that it stands in; set when the class is mapped.
    pub parent: OnceCell<Weak<Mapper>>,
    /// The arguments as written, by name, resolved at configuration.
    pub written: RefCell<IndexMap<Rc<str>, Value>>,
    /// The class that an annotation `Mapped[…]` names, with its collection.
    pub annotated: RefCell<Option<Value>>,
    /// `back_populates`, also what a backref sets.
    pub back_populates: RefCell<Option<Rc<str>>>,
    /// `passive_deletes`: `True`, or `"all"` as the second.
    pub passive_deletes: Cell<(bool, bool)>,
    /// `passive_updates`.
    pub passive_updates: Cell<bool>,
    /// `viewonly`.
    pub viewonly: Cell<bool>,
    /// `post_update`.
    pub post_update: Cell<bool>,
    /// `single_parent`.
    pub single_parent: Cell<bool>,
    /// `cascade`, with SQLAlchemy's default.
    pub cascade: Cell<Cascade>,
    /// `lazy`.
    pub lazy: Cell<Lazy>,
    /// Functions of `@validates`.
    pub validators: RefCell<Vec<Value>>,
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
    /// The condition between this side and the other, or the join table; columns carry no entity.
    pub primaryjoin: Expr,
    /// The condition between the join table and the other side.
    pub secondaryjoin: Option<Expr>,
    /// What is on the other side of each pair that is equal: (this side's, the other's).
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
}

/// `User.name`, `User.posts`: a descriptor on the class, and an expression in a query.
pub struct Attribute {
    /// The mapper through which it was reached.
    pub mapper: Rc<Mapper>,
    /// The property.
    pub property: Property,
    /// Where it was reached through an alias: that alias.
    pub alias: Option<Rc<Alias>>,
    /// `of_type()`, `and_()`: what narrows a relationship.
    pub narrowed: Option<Expr>,
}

/// `aliased(User)`: a mapped class under another name.
pub struct Alias {
    /// The class.
    pub mapper: Rc<Mapper>,
    /// The table's alias, or a subquery.
    pub from: From,
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
    /// `instance.key`.
    ///
    /// # Errors
    ///
    /// What loading raises.
    fn get(&self, machine: &mut Machine, property: &Property, instance: &Rc<Instance>) -> Run<Value>;
    /// `instance.key = value`.
    ///
    /// # Errors
    ///
    /// What a validator or loading raises.
    fn set(&self, machine: &mut Machine, property: &Property, instance: &Rc<Instance>, value: Value) -> Run<()>;
    /// `del instance.key`.
    ///
    /// # Errors
    ///
    /// Where it is not set.
    fn delete(&self, machine: &mut Machine, property: &Property, instance: &Rc<Instance>) -> Run<()>;
}
