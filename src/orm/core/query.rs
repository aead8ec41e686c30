//! Queries: `select()`, and several of them joined by `union()`.

use std::any::Any;
use std::rc::Rc;

use super::{Alias, Expr, FromClause, TextClause};
use crate::orm::python::Value;

/// What gives rows: a SELECT or several joined by UNION.
#[derive(Clone)]
pub enum Body {
    /// `select(…)`.
    Select(Rc<Select>),
    /// `union(…)` and its kin.
    Compound(Rc<Compound>),
    /// `text(…).columns(…)`.
    Text(Rc<TextClause>),
}

/// What stands between SELECT and FROM.
#[derive(Clone)]
pub enum Item {
    /// An expression.
    Expr(Expr),
    /// All columns of a FROM.
    From(FromClause),
    /// Something of a later layer, such as a mapped class: its columns and its FROM as this layer
    /// understands them, and itself.
    Entity(Rc<EntityItem>),
}

/// A later layer's object between SELECT and FROM.
pub struct EntityItem {
    /// What it is: a mapped class, an alias of one.
    pub value: Value,
    /// Its columns.
    pub columns: Vec<Expr>,
    /// What it reads from.
    pub from: FromClause,
    /// What the columns' notes have as their entity.
    pub entity: Option<Rc<dyn Any>>,
}

/// `select(…)`. Methods that change it give a changed copy.
#[derive(Clone, Default)]
pub struct Select {
    /// What is selected.
    pub items: Vec<Item>,
    /// `select_from(…)`.
    pub froms: Vec<FromClause>,
    /// `.join(…)`, in order; a [`Lower`] or [`compile`] makes FROMs of them.
    pub joins: Vec<SelectJoin>,
    /// The conditions, which AND joins.
    pub wheres: Vec<Expr>,
    /// GROUP BY.
    pub groups: Vec<Expr>,
    /// HAVING, which AND joins.
    pub havings: Vec<Expr>,
    /// ORDER BY.
    pub orders: Vec<Expr>,
    /// LIMIT.
    pub limit: Option<Expr>,
    /// OFFSET.
    pub offset: Option<Expr>,
    /// `DISTINCT`.
    pub distinct: bool,
    /// What is left to the query around.
    pub correlate: Correlate,
    /// `with_for_update()`, which SQLite's text leaves out.
    pub for_update: bool,
    /// How its columns are named.
    pub labels: LabelStyle,
    /// `prefix_with(…)`.
    pub prefixes: Vec<Expr>,
    /// `add_cte(…)`.
    pub ctes: Vec<Rc<Alias>>,
    /// `.options(…)`, for a later layer.
    pub options: Vec<Value>,
    /// `.execution_options(…)`.
    pub execution: Vec<(Rc<str>, Value)>,
    /// A later layer's notes.
    pub note: Option<Rc<dyn Any>>,
}

/// `.join(…)` of a select.
#[derive(Clone)]
pub struct SelectJoin {
    /// What is joined, as the script gave it: a table, a class, a relationship.
    pub target: Value,
    /// It as a FROM, where this layer understands it.
    pub from: Option<FromClause>,
    /// The condition, as the script gave it.
    pub on: Option<Value>,
    /// The condition as an expression, where this layer understands it.
    pub condition: Option<Expr>,
    /// What it is joined to, where `join_from` says so.
    pub left: Option<Value>,
    /// That as a FROM.
    pub left_from: Option<FromClause>,
    /// `LEFT OUTER JOIN`.
    pub outer: bool,
    /// `FULL OUTER JOIN`.
    pub full: bool,
}

/// What a query leaves to the one around it.
#[derive(Clone, Default)]
pub enum Correlate {
    /// What the one around reads from too, as long as something is left.
    #[default]
    Auto,
    /// Just these: `correlate(…)`; none for `correlate(None)`.
    Only(Vec<FromClause>),
    /// All but these: `correlate_except(…)`.
    Except(Vec<FromClause>),
}

/// How the columns of a SELECT are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LabelStyle {
    /// `select()`: only names that would stand twice are made different.
    #[default]
    Disambiguate,
    /// `Query`: `users.id AS users_id`.
    TablenamePlusCol,
    /// As they are.
    None,
}

/// `union(…)` and its kin.
#[derive(Clone)]
pub struct Compound {
    /// `UNION`, `UNION ALL`, `INTERSECT`, `EXCEPT` and those with ALL.
    pub keyword: &'static str,
    /// What is joined.
    pub parts: Vec<Body>,
    /// ORDER BY.
    pub orders: Vec<Expr>,
    /// GROUP BY.
    pub groups: Vec<Expr>,
    /// LIMIT.
    pub limit: Option<Expr>,
    /// OFFSET.
    pub offset: Option<Expr>,
    /// How its columns are named.
    pub labels: LabelStyle,
    /// `add_cte(…)`.
    pub ctes: Vec<Rc<Alias>>,
    /// `.options(…)`, for a later layer.
    pub options: Vec<Value>,
    /// `.execution_options(…)`.
    pub execution: Vec<(Rc<str>, Value)>,
}
