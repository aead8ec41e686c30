//! A query as a tree of its own: read from a text, changed, and printed again.
//!
//! What has no meaning is not kept: comments, `INNER`, `AS` or not, `!=` for `<>`, `ALL`. Names and
//! literals keep their spelling, and the parentheses that were written stay. What is printed
//! reads back as the same tree.

mod print;
mod read;
pub mod walk;

use std::borrow::Cow;

use super::tokens::unquoted;

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

/// An expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    /// A column, or a word that SQLite reads so, such as `true`.
    Column(Column),
    /// A value.
    Literal(Literal),
    /// `?1`, `:name`
    Parameter(String),
    /// An operator before its operand.
    Unary(Unary, Box<Expr>),
    /// An operator between two operands.
    Binary(Box<Expr>, Binary, Box<Expr>),
    /// Two or more conditions, all of which hold.
    And(Vec<Expr>),
    /// Two or more conditions, one of which holds.
    Or(Vec<Expr>),
    /// `IS NULL`, `IS NOT NULL`
    IsNull {
        /// What is asked about.
        inner: Box<Expr>,
        /// `NOT`
        not: bool,
    },
    /// `BETWEEN … AND …`
    Between {
        /// What is asked about.
        inner: Box<Expr>,
        /// `NOT`
        not: bool,
        /// The least value.
        low: Box<Expr>,
        /// The greatest value.
        high: Box<Expr>,
    },
    /// `LIKE`, `GLOB`, `REGEXP`, `MATCH`
    Like {
        /// What is asked about.
        inner: Box<Expr>,
        /// `NOT`
        not: bool,
        /// Which of them.
        operator: Like,
        /// What it must look like.
        pattern: Box<Expr>,
        /// `ESCAPE`
        escape: Option<Box<Expr>>,
    },
    /// `IN (1, 2)`
    InList {
        /// What is asked about.
        inner: Box<Expr>,
        /// `NOT`
        not: bool,
        /// What it may be.
        list: Vec<Expr>,
    },
    /// `IN (SELECT …)`
    InQuery {
        /// What is asked about.
        inner: Box<Expr>,
        /// `NOT`
        not: bool,
        /// The rows that it may be.
        query: Box<Query>,
    },
    /// `IN table`, `IN function(…)`
    InTable {
        /// What is asked about.
        inner: Box<Expr>,
        /// `NOT`
        not: bool,
        /// The schema that the table is looked for in.
        schema: Option<Name>,
        /// The table or function.
        table: Name,
        /// What the function is given.
        arguments: Option<Vec<Expr>>,
    },
    /// `EXISTS (SELECT …)`
    Exists(Box<Query>),
    /// A subquery as a value.
    Subquery(Box<Query>),
    /// `CASE`
    Case {
        /// What is compared with each WHEN.
        operand: Option<Box<Expr>>,
        /// WHEN and THEN.
        arms: Vec<(Expr, Expr)>,
        /// `ELSE`
        otherwise: Option<Box<Expr>>,
    },
    /// `CAST(… AS …)`
    Cast {
        /// What is converted.
        inner: Box<Expr>,
        /// The type, as SQL text.
        to: String,
    },
    /// `COLLATE`
    Collate {
        /// What is compared so.
        inner: Box<Expr>,
        /// The collation.
        collation: Name,
    },
    /// A function.
    Call(Box<Call>),
    /// Parentheses that were written.
    Parens(Box<Expr>),
    /// A row value: `(a, b)`.
    Row(Vec<Expr>),
}

/// The name of a column, with what qualifies it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The schema.
    pub schema: Option<Name>,
    /// The table, as the query knows it.
    pub table: Option<Name>,
    /// Its own name.
    pub name: Name,
}

/// A value, spelled as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// `NULL`
    Null,
    /// A number without a sign.
    Number(String),
    /// A text in its quotes.
    Text(String),
    /// Bytes: `x'00'`.
    Blob(String),
    /// `CURRENT_DATE`, `CURRENT_TIME`, `CURRENT_TIMESTAMP`
    Moment(&'static str),
}

/// An operator before its operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unary {
    /// `NOT`
    Not,
    /// `-`
    Minus,
    /// `+`
    Plus,
    /// `~`
    Invert,
}

/// An operator between two operands; AND and OR stand by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Binary {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
    /// `IS`
    Is,
    /// `IS NOT`
    IsNot,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Remainder,
    /// `||`
    Concatenate,
    /// `&`
    BitAnd,
    /// `|`
    BitOr,
    /// `<<`
    ShiftLeft,
    /// `>>`
    ShiftRight,
    /// `->`
    Arrow,
    /// `->>`
    LongArrow,
}

/// An operator that compares with a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Like {
    /// `LIKE`
    Like,
    /// `GLOB`
    Glob,
    /// `REGEXP`
    Regexp,
    /// `MATCH`
    Match,
}

/// A function and what it is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Its name.
    pub name: Name,
    /// `DISTINCT`
    pub distinct: bool,
    /// What it is given.
    pub arguments: Arguments,
    /// `ORDER BY` within its parentheses.
    pub order_by: Vec<Term>,
    /// `FILTER (WHERE …)`
    pub filter: Option<Expr>,
    /// `OVER …`
    pub over: Option<Over>,
}

/// What a function is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arguments {
    /// `*`
    Star,
    /// Expressions, or nothing.
    List(Vec<Expr>),
}

/// The window of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Over {
    /// One from the WINDOW clause.
    Named(Name),
    /// One of its own.
    Window(Window),
}

/// A window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// The named window that it builds on.
    pub base: Option<Name>,
    /// `PARTITION BY`
    pub partition_by: Vec<Expr>,
    /// `ORDER BY`
    pub order_by: Vec<Term>,
    /// The frame, as SQL text.
    pub frame: Option<String>,
}

/// A name as it is spelled, in the quotes that it has.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Name(pub String);

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

impl Expr {
    /// A column by its names as SQL text.
    pub fn column(table: Option<Name>, name: Name) -> Self {
        Self::Column(Column { schema: None, table, name })
    }

    /// All of these conditions; a single one is itself.
    pub fn all(conditions: Vec<Expr>) -> Option<Self> {
        joined(conditions, Self::And, |condition| match condition {
            Self::And(inner) => Ok(inner),
            other => Err(other),
        })
    }

    /// One of these conditions; a single one is itself.
    pub fn any(conditions: Vec<Expr>) -> Option<Self> {
        joined(conditions, Self::Or, |condition| match condition {
            Self::Or(inner) => Ok(inner),
            other => Err(other),
        })
    }

    /// The expression within its parentheses.
    pub fn bare(&self) -> &Self {
        let mut expr = self;
        while let Self::Parens(inner) = expr {
            expr = inner;
        }
        expr
    }

    /// The conditions that AND joins; a single one where nothing does.
    pub fn conjuncts(&self) -> &[Expr] {
        match self.bare() {
            Self::And(conditions) => conditions,
            _ => std::slice::from_ref(self),
        }
    }

    /// The column that it is, within parentheses or not.
    pub fn as_column(&self) -> Option<&Column> {
        match self.bare() {
            Self::Column(column) => Some(column),
            _ => None,
        }
    }

    /// The function that it calls, within parentheses or not.
    pub fn as_call(&self) -> Option<&Call> {
        match self.bare() {
            Self::Call(call) => Some(call),
            _ => None,
        }
    }
}

impl Call {
    /// Whether it makes one value of many rows, by SQLite's own functions; what it does over a
    /// window counts too.
    pub fn is_aggregate(&self) -> bool {
        let count = match &self.arguments {
            Arguments::Star => 0,
            Arguments::List(list) => list.len(),
        };
        match self.name.plain().to_ascii_lowercase().as_str() {
            "count" | "sum" | "total" | "avg" | "group_concat" | "string_agg"
            | "json_group_array" | "json_group_object" | "jsonb_group_array"
            | "jsonb_group_object" | "median" | "percentile" | "percentile_cont"
            | "percentile_disc" => true,
            "min" | "max" => count == 1,
            _ => false,
        }
    }

    /// Whether its name is this one, in any case.
    pub fn is(&self, name: &str) -> bool {
        self.name.is(name)
    }
}

impl Name {
    /// The name without its quotes.
    pub fn plain(&self) -> Cow<'_, str> {
        unquoted(&self.0)
    }

    /// Whether it is this name, in any case, by its letters without quotes.
    pub fn is(&self, name: &str) -> bool {
        self.plain().eq_ignore_ascii_case(name)
    }
}

/// Conditions joined without one list of a kind within another.
fn joined(
    conditions: Vec<Expr>,
    join: impl Fn(Vec<Expr>) -> Expr,
    inner: impl Fn(Expr) -> Result<Vec<Expr>, Expr>,
) -> Option<Expr> {
    let mut flat = Vec::new();
    for condition in conditions {
        match inner(condition) {
            Ok(several) => flat.extend(several),
            Err(single) => flat.push(single),
        }
    }
    if flat.len() > 1 { Some(join(flat)) } else { flat.pop() }
}

#[cfg(test)]
mod tests;
