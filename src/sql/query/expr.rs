//! The expressions of a query.

use std::borrow::Cow;

use super::{Query, Term};
use crate::sql::tokens::unquoted;

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
