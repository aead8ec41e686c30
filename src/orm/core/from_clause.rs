//! What a query reads from: tables, aliases, joins.

use std::cell::RefCell;
use std::rc::Rc;

use super::{Body, Expr, Name, Notes, Table};

/// What a query can read from.
#[derive(Clone)]
pub enum FromClause {
    /// A table.
    Table(Rc<Table>),
    /// An alias of a table or join, a subquery, a CTE.
    Alias(Rc<Alias>),
    /// Two joined.
    Join(Rc<Join>),
}

/// An alias of a table or join, a subquery, a CTE. Another alias is another object.
pub struct Alias {
    /// What it is of.
    pub of: Source,
    /// Its name; made up from what it is of where none was given.
    pub name: Name,
    /// A layer's notes, such as whose alias it is.
    pub notes: RefCell<Notes>,
}

/// What an alias is of.
#[derive(Clone)]
pub enum Source {
    /// Another FROM.
    From(FromClause),
    /// A query.
    Subquery(Body),
    /// `query.cte()`.
    Cte {
        /// The query.
        query: Body,
        /// It may refer to itself.
        recursive: bool,
        /// The CTE whose name this one carries on, after `.union()`.
        restates: Option<Rc<Alias>>,
    },
}

/// Two FROMs joined.
pub struct Join {
    /// The left side.
    pub left: FromClause,
    /// The right side.
    pub right: FromClause,
    /// The condition.
    pub on: Expr,
    /// `LEFT OUTER JOIN`.
    pub outer: bool,
    /// `FULL OUTER JOIN`.
    pub full: bool,
}
