//! Expressions: a tree of elements, shared and never changed once made.

use std::any::Any;
use std::rc::Rc;

use indexmap::IndexMap;

use super::{Body, Column, FromClause, Type};
use crate::orm::python::{Machine, Run, Value};

/// An expression: shared, and never changed after it was made.
pub type Expr = Rc<Element>;

/// One node of an expression's tree.
pub struct Element {
    /// What it is.
    pub kind: Kind,
    /// Its type; that of columns is asked of them, so ask [`Element::ty`].
    pub given: Option<Type>,
    /// What a later layer has noted on it.
    pub notes: Notes,
}

/// What a later layer notes on an expression. Notes change neither text nor identity.
#[derive(Clone, Default)]
pub struct Notes {
    /// The mapper or alias whose attribute it is.
    pub entity: Option<Rc<dyn Any>>,
    /// The name of that attribute, which names a result's column too.
    pub key: Option<Rc<str>>,
    /// The expression is on the other side of a relationship (`remote()`).
    pub remote: bool,
    /// The expression is a foreign key in a relationship (`foreign()`).
    pub foreign: bool,
    /// Anything else that a layer wants to find again.
    pub other: Option<Rc<dyn Any>>,
}

/// Noted in [`Notes::other`]: the noted key names the column of a result, but is no label in the
/// text.
pub struct Unlabelled;

/// Noted in [`Notes::other`]: what stands in the place of `NOT` and the expression.
pub struct Negated(pub Expr);

/// The kinds of expressions.
#[derive(Clone)]
pub enum Kind {
    /// A column of a table, or `column("x")` of none.
    Column(Rc<Column>),
    /// A column of an alias, subquery or CTE.
    Proxy(Proxy),
    /// `literal_column("…")`.
    LiteralColumn(Rc<str>),
    /// A value that is sent beside the text.
    Bind(Rc<Bind>),
    /// `NULL`.
    Null,
    /// `true`, which SQLite writes `1`.
    True,
    /// `false`, which SQLite writes `0`.
    False,
    /// `text("…")`.
    Text(Rc<TextClause>),
    /// A text in ORDER BY or GROUP BY, which names a label or a column.
    LabelText(Rc<str>),
    /// `COLLATE`'s right side.
    Collation(Rc<str>),
    /// An operator before or behind one expression.
    Unary {
        /// The operator.
        op: Op,
        /// What it is applied to.
        operand: Expr,
    },
    /// An operator between two.
    Binary {
        /// The left side.
        left: Expr,
        /// The operator.
        op: Op,
        /// The right side.
        right: Expr,
        /// What the operator is where the expression is negated.
        negate: Option<Op>,
        /// `ESCAPE`.
        escape: Option<Rc<str>>,
    },
    /// Expressions with one operator between them: AND, OR, `||`, `+`, a comma.
    List {
        /// The operator.
        op: Op,
        /// The expressions.
        items: Vec<Expr>,
    },
    /// `tuple_(…)`.
    Tuple(Vec<Expr>),
    /// Parentheses.
    Group(Expr),
    /// A function.
    Function(Function),
    /// `CASE`.
    Case {
        /// What is compared, where there is something.
        value: Option<Expr>,
        /// WHEN and THEN.
        whens: Vec<(Expr, Expr)>,
        /// ELSE.
        otherwise: Option<Expr>,
    },
    /// `CAST(… AS …)`: the type is the expression's.
    Cast(Expr),
    /// `type_coerce`: the type is the expression's; the text is that of the inner one.
    Coerce(Expr),
    /// `EXTRACT`.
    Extract {
        /// The field, as `year`.
        field: Rc<str>,
        /// Of what.
        of: Expr,
    },
    /// `… AS name`.
    Label {
        /// The name.
        name: Name,
        /// The expression.
        of: Expr,
    },
    /// `OVER (…)`.
    Over {
        /// The function.
        of: Expr,
        /// PARTITION BY.
        partition: Vec<Expr>,
        /// ORDER BY.
        order: Vec<Expr>,
        /// `ROWS` or `RANGE`, and its two ends: none is UNBOUNDED, 0 is CURRENT ROW.
        frame: Option<(Rc<str>, Option<i64>, Option<i64>)>,
    },
    /// `FILTER (WHERE …)`.
    Filter {
        /// The function.
        of: Expr,
        /// The condition.
        when: Expr,
    },
    /// A query that gives one value.
    Scalar(Body),
    /// `EXISTS (…)`.
    Exists(Body),
    /// A query behind IN.
    Query(Body),
    /// A FROM in a column's place, as in `func.count(table)`.
    From(FromClause),
}

/// A column of an alias, subquery or CTE.
#[derive(Clone)]
pub struct Proxy {
    /// The alias.
    pub from: FromClause,
    /// Its name in SQL.
    pub name: Name,
    /// Its name in `.c`.
    pub key: Rc<str>,
    /// The column that it stands for, in what the alias is of.
    pub base: Expr,
}

/// A name, or one that is made up when the text is made: `anon_1`, `count_1`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Name {
    /// This name.
    Given(Rc<str>),
    /// A name made of a base, an underscore and a number; equal ones get the same number.
    Made(Made),
    /// Names put together: the column `id` of the alias `users_1` is `users_1_id`.
    Joined(Rc<[Name]>),
}

/// What names are made up of.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Made {
    /// Whose name it is.
    pub of: Identity,
    /// What stands before the number.
    pub base: Rc<str>,
}

/// Whose name a made up one is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Identity {
    /// Its own: a number that no other has.
    Own(u64),
    /// That of an object by its address, and which of its names it is.
    Of(usize, u32),
    /// That of a column of an alias by its address and key, and which of its names it is.
    Column(usize, Rc<str>, u32),
}

/// A value that is sent beside the text.
#[derive(Clone)]
pub struct Bind {
    /// Its name, or what its name begins with where it is made up.
    pub key: Rc<str>,
    /// The name gets a number, so that it is no other's.
    pub unique: bool,
    /// The value; none where it must be given when the statement runs.
    pub value: Option<Value>,
    /// The value is a list, each item of which is sent: IN.
    pub expanding: bool,
    /// The operator that an expanding one stands behind, for empty lists.
    pub expand_op: Option<Op>,
}

/// `text("…")`.
pub struct TextClause {
    /// The text as it was given.
    pub text: Rc<str>,
    /// Values and types for `:name`.
    pub binds: IndexMap<Rc<str>, Expr>,
    /// What `.columns(…)` named, for results.
    pub columns: Vec<Expr>,
}

/// A function and what it is called with.
#[derive(Clone)]
pub struct Function {
    /// What stands before the name: `func.a.b()` has `a`.
    pub package: Vec<Rc<str>>,
    /// Its name, as written.
    pub name: Rc<str>,
    /// Its arguments.
    pub args: Vec<Expr>,
}

/// The operators.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "most have SQLAlchemy's names")]
pub enum Op {
    Add,
    Sub,
    Mul,
    TrueDiv,
    FloorDiv,
    Mod,
    Neg,
    BitAnd,
    BitOr,
    BitXor,
    ShiftLeft,
    ShiftRight,
    BitNot,
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    Is,
    IsNot,
    IsDistinctFrom,
    IsNotDistinctFrom,
    Like,
    NotLike,
    ILike,
    NotILike,
    /// `contains`, `startswith`, `endswith`, their negations, and those that ignore case.
    Pattern {
        place: Place,
        negated: bool,
        ignores_case: bool,
    },
    Match,
    NotMatch,
    RegexpMatch,
    NotRegexpMatch,
    In,
    NotIn,
    Between,
    NotBetween,
    /// The AND of BETWEEN.
    BetweenAnd,
    Concat,
    And,
    Or,
    /// NOT.
    Not,
    Comma,
    Desc,
    Asc,
    NullsFirst,
    NullsLast,
    Distinct,
    Exists,
    Collate,
    All,
    Any,
    IsTrue,
    IsFalse,
    GetItem,
    PathGetItem,
    /// What FILTER is to parentheses.
    Filter,
    /// What AS is to parentheses.
    As,
    /// What standing as a condition is to parentheses.
    AsBool,
    /// `op("…")`.
    Custom {
        text: Rc<str>,
        precedence: i32,
        is_comparison: bool,
    },
}

/// Where a text is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "they say it")]
pub enum Place {
    Anywhere,
    Start,
    End,
}

/// Something that a later layer does with the machine and an expression.
pub type Convert = Rc<dyn Fn(&mut Machine, &Expr) -> Run<Option<Expr>>>;
