//! What can be run: queries, `insert()`, `update()`, `delete()`, texts.

use std::rc::Rc;

use indexmap::IndexMap;

use super::{Alias, Body, Column, Expr, Item, Table, TextClause};
use crate::orm::python::Value;

/// What a column is set to in INSERT and UPDATE.
#[derive(Clone)]
pub enum Set {
    /// A value, which is sent beside the text.
    Value(Value),
    /// An expression.
    Expr(Expr),
}

/// `insert(table)`.
#[derive(Clone)]
pub struct Insert {
    /// The table.
    pub table: Rc<Table>,
    /// A later layer's object that the table was given as, such as a mapped class.
    pub entity: Option<Value>,
    /// The values of one row, by column key; none where they come with the call.
    pub values: Option<IndexMap<Rc<str>, Set>>,
    /// The rows of `values([…])`.
    pub many: Vec<IndexMap<Rc<str>, Set>>,
    /// `from_select(names, query)`.
    pub select: Option<(Vec<Rc<str>>, Body)>,
    /// RETURNING.
    pub returning: Vec<Item>,
    /// It gives the rows in the order of the parameters (`sort_by_parameter_order`).
    pub sorted: bool,
    /// `prefix_with(…)`, as `OR IGNORE`.
    pub prefixes: Vec<Expr>,
    /// `on_conflict_do_nothing()` and `on_conflict_do_update()` of SQLite's `insert`.
    pub conflict: Option<Rc<Conflict>>,
    /// `add_cte(…)`.
    pub ctes: Vec<Rc<Alias>>,
    /// `.options(…)`, for a later layer.
    pub options: Vec<Value>,
    /// `.execution_options(…)`.
    pub execution: Vec<(Rc<str>, Value)>,
    /// What SQL makes of a row is given back by RETURNING for this layer's own use, even where the
    /// statement does not ask (`return_defaults()`): the columns, or all that need it if empty.
    pub return_defaults: Option<Vec<Rc<Column>>>,
}

/// `ON CONFLICT`.
pub struct Conflict {
    /// The columns that it is about.
    pub target: Vec<Expr>,
    /// `index_where`.
    pub target_where: Option<Expr>,
    /// `DO UPDATE SET`; none is `DO NOTHING`.
    pub set: Option<Vec<(Rc<str>, Set)>>,
    /// Its WHERE.
    pub set_where: Option<Expr>,
}

/// `update(table)`.
#[derive(Clone)]
pub struct Update {
    /// The table.
    pub table: Rc<Table>,
    /// A later layer's object that the table was given as.
    pub entity: Option<Value>,
    /// The values, by column key.
    pub values: IndexMap<Rc<str>, Set>,
    /// `ordered_values` keeps the order given instead of the table's.
    pub ordered: bool,
    /// The conditions, which AND joins.
    pub wheres: Vec<Expr>,
    /// RETURNING.
    pub returning: Vec<Item>,
    /// `add_cte(…)`.
    pub ctes: Vec<Rc<Alias>>,
    /// `.options(…)`, for a later layer.
    pub options: Vec<Value>,
    /// `.execution_options(…)`.
    pub execution: Vec<(Rc<str>, Value)>,
    /// SQL's defaults (`onupdate=func.now()`) are given back by RETURNING.
    pub return_defaults: Option<Vec<Rc<Column>>>,
}

/// `delete(table)`.
#[derive(Clone)]
pub struct Delete {
    /// The table.
    pub table: Rc<Table>,
    /// A later layer's object that the table was given as.
    pub entity: Option<Value>,
    /// The conditions, which AND joins.
    pub wheres: Vec<Expr>,
    /// RETURNING.
    pub returning: Vec<Item>,
    /// `add_cte(…)`.
    pub ctes: Vec<Rc<Alias>>,
    /// `.options(…)`, for a later layer.
    pub options: Vec<Value>,
    /// `.execution_options(…)`.
    pub execution: Vec<(Rc<str>, Value)>,
}

/// What can be run.
#[derive(Clone)]
pub enum Statement {
    /// A query.
    Query(Body),
    /// `insert()`.
    Insert(Rc<Insert>),
    /// `update()`.
    Update(Rc<Update>),
    /// `delete()`.
    Delete(Rc<Delete>),
    /// `text()`.
    Text(Rc<TextClause>),
    /// An expression alone, as `conn.scalar(func.now())` runs it.
    Expr(Expr),
    /// `CreateTable(table)` and its kin: its text.
    Ddl(Rc<str>),
}
