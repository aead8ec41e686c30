//! SQLAlchemy Core: types, tables, expressions, statements, their text, and what runs them.
//!
//! What a script holds are the data types of the first children. They refer to one another (a query
//! has expressions, and an expression may be a query), and so meet here. The other children act on
//! them: [`make`] builds expressions from Rust, [`compile`] gives SQLAlchemy's text,
//! [`engine`] runs it. Expressions, tables and statements are [`Native`](super::python::Native)
//! objects themselves: `Value::Native(expr)` is what a script holds, so that what is one object in
//! Rust is one object in the script.
//!
//! Nothing here knows of mappers. What a mapper adds (classes and attributes that stand for
//! tables and columns, `select()` of entities) comes in through [`Coerce`] and [`Lower`], which
//! the later layers hand to the [`Library`].

pub mod errors;
pub mod data_type;
pub mod element;
pub mod from_clause;
pub mod query;
pub mod statement;
pub mod table;
pub mod column;
pub mod constraint;
pub mod connection;
pub mod database;
pub mod library;
pub mod types;
pub mod op;
pub mod quote;
pub mod group;
pub mod combine;
pub mod walk;
pub mod make;
pub mod label;
pub mod froms;
pub mod coerce;
pub mod mutable;
pub mod compile;
pub mod operate;
pub mod method;
pub mod schema;
pub mod ddl;
pub mod row;
pub mod result;
pub mod engine;
pub mod inspector;
pub mod natives;
pub mod python;

pub use column::{Autoincrement, Column, ColumnDefault};
pub use compile::{Compiled, ResultColumn};
pub use connection::{Connection, Engine, Params};
pub use constraint::{Constraint, ConstraintKind, ForeignKey, Index, Target};
pub use data_type::{EnumType, StringKind, Type, TypeKind};
pub use database::{Database, DatabaseError, Log, Logged, Opener, Parameter};
pub use element::{
    Bind, Convert, Element, Expr, Function, Identity, Kind, Made, Name, Negated, Notes, Op, Place,
    Proxy, TextClause, Unlabelled,
};
pub use from_clause::{Alias, FromClause, Join, Source};
pub use library::{Coerce, Library, Lower, Role};
pub use query::{Body, Compound, Correlate, EntityItem, Item, LabelStyle, Select, SelectJoin};
pub use statement::{Conflict, Delete, Insert, Set, Statement, Update};
pub use table::{MetaData, Table};
