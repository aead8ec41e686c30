//! A query as a tree of its own: read from a text, changed, and printed again.
//!
//! What has no meaning is not kept: comments, `INNER`, `AS` or not, `!=` for `<>`, `ALL`. Names and
//! literals keep their spelling, and the parentheses that were written stay. What is printed
//! reads back as the same tree.

mod expr;
mod print;
mod read;
pub mod walk;

pub use expr::{Arguments, Binary, Call, Column, Expr, Like, Literal, Name, Over, Unary, Window};

/// A query: one SELECT or VALUES or several tied by UNION and its like, maybe with WITH.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// `WITH RECURSIVE`.
    pub recursive: bool,
    /// The tables of WITH, in their order.
    pub with: Vec<Cte>,
    /// The first SELECT or VALUES.
    pub first: Core,
    /// Those that follow, each with what ties it to all before it.
    pub rest: Vec<(SetOperator, Core)>,
    /// The terms of ORDER BY.
    pub order_by: Vec<Term>,
    /// How many rows at most.
    pub limit: Option<Expr>,
    /// How many rows are passed over first; only beside a limit.
    pub offset: Option<Expr>,
}

/// A table of WITH.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cte {
    /// Its name.
    pub name: Name,
    /// The names of its columns, where they are given.
    pub columns: Vec<Name>,
    /// `MATERIALIZED` or `NOT MATERIALIZED`.
    pub materialized: Option<bool>,
    /// What it holds.
    pub query: Query,
}

/// What ties two SELECTs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SetOperator {
    /// `UNION`
    Union,
    /// `UNION ALL`
    UnionAll,
    /// `INTERSECT`
    Intersect,
    /// `EXCEPT`
    Except,
}

/// One SELECT, or VALUES.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Core {
    /// `SELECT …`
    Select(Box<Select>),
    /// `VALUES (…), (…)`
    Values(Vec<Vec<Expr>>),
}

/// One SELECT, from its DISTINCT to its WINDOW.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Select {
    /// `DISTINCT`
    pub distinct: bool,
    /// What is selected.
    pub items: Vec<Item>,
    /// The tables of FROM, joined from left to right.
    pub from: Vec<Source>,
    /// `WHERE`
    pub filter: Option<Expr>,
    /// `GROUP BY`
    pub group_by: Vec<Expr>,
    /// `HAVING`
    pub having: Option<Expr>,
    /// `WINDOW name AS (…)`
    pub windows: Vec<(Name, Window)>,
}

/// One thing that is selected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// An expression, maybe under another name.
    Expr(Expr, Option<Name>),
    /// `*`
    Star,
    /// `table.*`
    TableStar(Name),
}

/// One table of FROM, and how it is joined to all before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// How it is joined; of the first table it says nothing.
    pub join: Join,
    /// What it is.
    pub relation: Relation,
    /// The name under which the query knows it, if another.
    pub alias: Option<Name>,
    /// `ON` or `USING`.
    pub link: Link,
}

/// How a table is joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Join {
    /// How rows without a partner fare.
    pub kind: JoinKind,
    /// `NATURAL`
    pub natural: bool,
}

/// How rows without a partner fare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JoinKind {
    /// A comma.
    Comma,
    /// `JOIN`
    Inner,
    /// `CROSS JOIN`
    Cross,
    /// `LEFT JOIN`
    Left,
    /// `RIGHT JOIN`
    Right,
    /// `FULL JOIN`
    Full,
}

/// What stands in FROM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Relation {
    /// A table, a view or a table of WITH.
    Table {
        /// The schema that it is looked for in.
        schema: Option<Name>,
        /// Its name.
        name: Name,
        /// `INDEXED BY …` or `NOT INDEXED`, as SQL text.
        indexed: Option<String>,
    },
    /// A function that gives rows.
    Call {
        /// The schema that it is looked for in.
        schema: Option<Name>,
        /// Its name.
        name: Name,
        /// What it is given.
        arguments: Vec<Expr>,
    },
    /// A subquery.
    Query(Box<Query>),
    /// Tables joined within parentheses.
    Nested(Vec<Source>),
}

/// What ties a table to those before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// Nothing.
    None,
    /// `ON`
    On(Expr),
    /// `USING`
    Using(Vec<Name>),
}

/// A term of ORDER BY.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// What is ordered by.
    pub expr: Expr,
    /// `ASC` or `DESC`, where written.
    pub direction: Option<Direction>,
    /// `NULLS FIRST` (true) or `NULLS LAST`, where written.
    pub nulls_first: Option<bool>,
}

/// Which way a term of ORDER BY goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// `ASC`
    Ascending,
    /// `DESC`
    Descending,
}

impl Query {
    /// All its SELECTs and VALUES, without those of subqueries.
    pub fn cores(&self) -> impl Iterator<Item = &Core> {
        std::iter::once(&self.first).chain(self.rest.iter().map(|(_, core)| core))
    }
}

impl Core {
    /// The SELECT, if it is one.
    pub fn select(&self) -> Option<&Select> {
        match self {
            Self::Select(select) => Some(select),
            Self::Values(_) => None,
        }
    }
}

impl Select {
    /// All tables of FROM, those within parentheses in their place, without those of subqueries.
    pub fn sources(&self) -> Vec<&Source> {
        fn flat<'s>(sources: &'s [Source], found: &mut Vec<&'s Source>) {
            for source in sources {
                match &source.relation {
                    Relation::Nested(inner) => flat(inner, found),
                    _ => found.push(source),
                }
            }
        }
        let mut found = Vec::new();
        flat(&self.from, &mut found);
        found
    }
}

impl Source {
    /// The name under which the query knows it.
    pub fn known_as(&self) -> Option<&Name> {
        match (&self.alias, &self.relation) {
            (Some(alias), _) => Some(alias),
            (None, Relation::Table { name, .. } | Relation::Call { name, .. }) => Some(name),
            (None, _) => None,
        }
    }
}

#[cfg(test)]
mod tests;
