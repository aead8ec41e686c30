//! SQLAlchemy Core: types, tables, expressions, statements, their text, and what runs them.
//!
//! This file holds the types; they refer to one another and so stand together. What acts on them
//! are the children: [`make`] builds expressions from Rust, [`compile`] gives SQLAlchemy's text,
//! [`engine`] runs it. Expressions, tables and statements are [`Native`](super::python::Native)
//! objects themselves: `Value::Native(expr)` is what a script holds, so that what is one object in
//! Rust is one object in the script.
//!
//! Nothing here knows of mappers. What a mapper adds (classes and attributes that stand for
//! tables and columns, `select()` of entities) comes in through [`Coerce`] and [`Lower`], which
//! the later layers hand to the [`Library`].

pub mod errors;
pub mod database;
pub mod library;
pub mod types;
pub mod op;
pub mod make;
pub mod quote;
pub mod group;
pub mod combine;
pub mod label;
pub mod walk;
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

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use indexmap::IndexMap;

use super::python::{Machine, Run, Value};
pub use compile::{Compiled, ResultColumn};
pub use database::{Database, DatabaseError, Log, Logged, Opener, Parameter};
pub use library::{Coerce, Library, Lower, Role};

/// A type of SQL. Cloning is cheap.
#[derive(Clone)]
pub struct Type(pub Rc<TypeKind>);

/// The types, with what they were given. The names written in upper case in SQLAlchemy (`VARCHAR`)
/// are the same types with [`TypeKind::Named`] around them.
#[derive(Clone)]
pub enum TypeKind {
    /// `NullType`: not known.
    Null,
    /// `Integer`.
    Integer,
    /// `SmallInteger`.
    SmallInteger,
    /// `BigInteger`.
    BigInteger,
    /// `Float(precision, asdecimal)`.
    Float {
        /// What stands in `FLOAT(…)` elsewhere; SQLite's text leaves it out.
        precision: Option<i64>,
        /// Results are `Decimal`.
        as_decimal: bool,
    },
    /// `Double`.
    Double {
        /// Results are `Decimal`.
        as_decimal: bool,
    },
    /// `Numeric(precision, scale, asdecimal)`.
    Numeric {
        /// All digits.
        precision: Option<i64>,
        /// Digits behind the point.
        scale: Option<i64>,
        /// Results are `Decimal`, as they are unless it says otherwise.
        as_decimal: bool,
    },
    /// `Boolean(create_constraint, name)`.
    Boolean {
        /// The name of the CHECK, where `create_constraint` asked for one.
        check: Option<Option<Rc<str>>>,
    },
    /// `String(length)` and its kin.
    String {
        /// Which of them.
        kind: StringKind,
        /// The length.
        length: Option<i64>,
        /// `collation=`.
        collation: Option<Rc<str>>,
    },
    /// `DateTime`.
    DateTime,
    /// `Date`.
    Date,
    /// `Time`.
    Time,
    /// `Interval`: on SQLite a date and time counted from 1970.
    Interval,
    /// `Enum`.
    Enum(EnumType),
    /// `JSON(none_as_null)`.
    Json {
        /// `None` is stored as NULL, not as `null`.
        none_as_null: bool,
    },
    /// `LargeBinary(length)`.
    LargeBinary {
        /// The length.
        length: Option<i64>,
    },
    /// `Uuid(as_uuid)`.
    Uuid {
        /// Values are `uuid.UUID`, not `str`.
        as_uuid: bool,
    },
    /// `TupleType`.
    Tuple(Vec<Type>),
    /// `TypeDecorator`: an object of the script's class.
    Decorator {
        /// The object.
        object: Value,
        /// `impl`.
        inner: Type,
    },
    /// A type by its name in upper case, as `VARCHAR`.
    Named {
        /// The name in DDL and repr.
        name: &'static str,
        /// What it acts like.
        like: Type,
    },
}

/// The types of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StringKind {
    /// `String`.
    String,
    /// `Text`.
    Text,
    /// `Unicode`.
    Unicode,
    /// `UnicodeText`.
    UnicodeText,
}

/// What `Enum` was given.
#[derive(Clone)]
pub struct EnumType {
    /// The class of a Python enumeration, where it was given one.
    pub class: Option<Value>,
    /// The names that are stored, in order.
    pub names: Vec<Rc<str>>,
    /// The values that stand for them: members of the class, or the names.
    pub values: Vec<Value>,
    /// `name=`.
    pub name: Option<Rc<str>>,
    /// The length in `VARCHAR(…)`.
    pub length: Option<i64>,
    /// A CHECK was asked for.
    pub create_constraint: bool,
    /// Values that are not members are refused.
    pub validate_strings: bool,
}

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

/// `MetaData()`.
pub struct MetaData {
    /// Its tables by their full name, in the order in which they were defined.
    pub tables: RefCell<IndexMap<Rc<str>, Rc<Table>>>,
    /// `naming_convention=`: by the kind of constraint.
    pub naming: RefCell<IndexMap<Rc<str>, Value>>,
    /// `schema=`.
    pub schema: Option<Rc<str>>,
    /// `info`.
    pub info: Value,
    /// Tables that were removed and that a script may still hold.
    pub removed: RefCell<Vec<Rc<Table>>>,
}

/// `Table(…)`. The [`Library`] owns every `MetaData`, and that owns its tables.
pub struct Table {
    /// Its name.
    pub name: Rc<str>,
    /// Its schema.
    pub schema: Option<Rc<str>>,
    /// Where it is defined; nowhere for `table("x")`.
    pub metadata: Weak<MetaData>,
    /// Its columns by key.
    pub columns: RefCell<IndexMap<Rc<str>, Rc<Column>>>,
    /// Its constraints in the order in which they came, the primary key first.
    pub constraints: RefCell<Vec<Rc<Constraint>>>,
    /// Its indexes.
    pub indexes: RefCell<Vec<Rc<Index>>>,
    /// `comment=`.
    pub comment: RefCell<Option<Rc<str>>>,
    /// `info`.
    pub info: Value,
    /// `prefixes=`, as `TEMPORARY`.
    pub prefixes: Vec<Rc<str>>,
    /// Options for SQLite: `sqlite_autoincrement`, `sqlite_with_rowid`, `sqlite_strict`.
    pub options: RefCell<IndexMap<Rc<str>, Value>>,
    /// It is `table("x")`, which is defined nowhere.
    pub is_plain: bool,
    /// It is a text behind FROM, written as it is.
    pub is_text: bool,
}

/// `Column(…)`.
pub struct Column {
    /// Its name in SQL.
    pub name: RefCell<Option<Rc<str>>>,
    /// Its name in `.c`; the name where `key=` was not given.
    pub key: RefCell<Option<Rc<str>>>,
    /// Its type; that of what it refers to, once known, where none was given.
    pub ty: RefCell<Type>,
    /// No type was given.
    pub type_is_open: Cell<bool>,
    /// Its table.
    pub table: RefCell<Weak<Table>>,
    /// `primary_key=`.
    pub primary_key: Cell<bool>,
    /// Whether it may be NULL.
    pub nullable: Cell<bool>,
    /// `nullable=` was given.
    pub nullable_given: bool,
    /// `unique=`.
    pub unique: Cell<bool>,
    /// `index=`.
    pub index: Cell<bool>,
    /// `default=`.
    pub default: RefCell<Option<ColumnDefault>>,
    /// `onupdate=`.
    pub onupdate: RefCell<Option<ColumnDefault>>,
    /// `server_default=`: a text, or an expression.
    pub server_default: RefCell<Option<Set>>,
    /// `server_onupdate=` was given.
    pub server_onupdate: Cell<bool>,
    /// `autoincrement=`.
    pub autoincrement: Autoincrement,
    /// `comment=`.
    pub comment: Option<Rc<str>>,
    /// `doc=`.
    pub doc: Option<Rc<str>>,
    /// `info`.
    pub info: Value,
    /// Its foreign keys.
    pub foreign_keys: RefCell<Vec<Rc<ForeignKey>>>,
    /// CHECKs that were given with it.
    pub checks: RefCell<Vec<Rc<Constraint>>>,
    /// `Computed(sql, persisted)`.
    pub computed: Option<(Expr, Option<bool>)>,
    /// `Identity()` was given.
    pub identity: bool,
    /// It is `column("x")`, no part of a definition.
    pub is_plain: bool,
    /// A number that grows from one column made to the next.
    pub created: u64,
    /// SQLite's options, as `sqlite_on_conflict_unique`.
    pub options: RefCell<IndexMap<Rc<str>, Value>>,
    /// What a later layer keeps with it.
    pub slot: RefCell<Option<Rc<dyn Any>>>,
}

/// What a column is given where a statement gives it nothing.
#[derive(Clone)]
pub enum ColumnDefault {
    /// A value.
    Value(Value),
    /// A function; with the context where it takes one parameter.
    Call {
        /// The function.
        function: Value,
        /// It takes the context.
        takes_context: bool,
    },
    /// An expression, written into the statement.
    Sql(Expr),
}

/// `autoincrement=`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Autoincrement {
    /// `"auto"`.
    #[default]
    Auto,
    /// `True`.
    Yes,
    /// `False`.
    No,
    /// `"ignore_fk"`.
    IgnoreForeignKey,
}

/// `ForeignKey(…)`.
pub struct ForeignKey {
    /// What it refers to, as it was given.
    pub target: Target,
    /// The column that it stands at.
    pub parent: RefCell<Weak<Column>>,
    /// The constraint that it is of.
    pub constraint: RefCell<Weak<Constraint>>,
    /// `name=`.
    pub name: Option<Rc<str>>,
    /// `ondelete=`.
    pub ondelete: Option<Rc<str>>,
    /// `onupdate=`.
    pub onupdate: Option<Rc<str>>,
    /// `deferrable=`.
    pub deferrable: Option<bool>,
    /// `initially=`.
    pub initially: Option<Rc<str>>,
    /// `use_alter=`.
    pub use_alter: bool,
    /// `link_to_name=`.
    pub link_to_name: bool,
    /// The column, once found.
    pub found: RefCell<Weak<Column>>,
}

/// What a foreign key refers to.
#[derive(Clone)]
pub enum Target {
    /// `"table.column"`.
    Text(Rc<str>),
    /// A column.
    Column(Rc<Column>),
    /// A later layer's object, or anything with `__clause_element__`, made a column when asked.
    Value(Value),
}

/// A constraint of a table.
pub struct Constraint {
    /// Its name.
    pub name: RefCell<Option<Rc<str>>>,
    /// What it asks.
    pub kind: ConstraintKind,
    /// Its columns, once it stands in a table.
    pub columns: RefCell<Vec<Rc<Column>>>,
    /// Its columns as they were given: names or columns.
    pub pending: RefCell<Vec<Value>>,
    /// Its table.
    pub table: RefCell<Weak<Table>>,
    /// `deferrable=`.
    pub deferrable: Option<bool>,
    /// `initially=`.
    pub initially: Option<Rc<str>>,
    /// It came with a column (`unique=True`, a column's CHECK, a type).
    pub from_column: bool,
    /// A number that grows from one constraint made to the next: their order in CREATE TABLE.
    pub created: u64,
    /// SQLite's options, as `sqlite_on_conflict`.
    pub options: RefCell<IndexMap<Rc<str>, Value>>,
    /// Its name was made by a naming convention.
    pub named_by_rule: Cell<bool>,
}

/// What a constraint asks.
pub enum ConstraintKind {
    /// `PrimaryKeyConstraint`.
    PrimaryKey {
        /// It was not written: it comes of the columns.
        implicit: bool,
    },
    /// `ForeignKeyConstraint`.
    ForeignKey {
        /// One for each column.
        elements: RefCell<Vec<Rc<ForeignKey>>>,
        /// `ondelete=`.
        ondelete: Option<Rc<str>>,
        /// `onupdate=`.
        onupdate: Option<Rc<str>>,
        /// `use_alter=`.
        use_alter: bool,
    },
    /// `UniqueConstraint`.
    Unique,
    /// `CheckConstraint`.
    Check(Expr),
}

/// `Index(…)`.
pub struct Index {
    /// Its name.
    pub name: RefCell<Option<Rc<str>>>,
    /// What it is of, once it stands in a table.
    pub expressions: RefCell<Vec<Expr>>,
    /// What it is of, as it was given.
    pub pending: RefCell<Vec<Value>>,
    /// `unique=`.
    pub unique: bool,
    /// Its table.
    pub table: RefCell<Weak<Table>>,
    /// `sqlite_where=`.
    pub condition: Option<Expr>,
    /// Its name was made by a naming convention.
    pub named_by_rule: Cell<bool>,
}

/// `create_engine(url)`: one database.
pub struct Engine {
    /// The URL as `repr` shows it.
    pub url: Rc<str>,
    /// The database, once something was sent.
    pub database: RefCell<Option<Rc<RefCell<dyn Database>>>>,
    /// How many connections are open, which share it; at the end of the last it rolls back.
    pub open: Cell<usize>,
}

/// A connection.
pub struct Connection {
    /// Its engine.
    pub engine: Rc<Engine>,
    /// It was closed.
    pub closed: Cell<bool>,
    /// A transaction has begun, as SQLAlchemy sees it.
    pub begun: Cell<bool>,
    /// Names of the savepoints that are open.
    pub savepoints: RefCell<Vec<Rc<str>>>,
    /// How many savepoints were opened: their names go on counting.
    pub opened: Cell<u32>,
}

/// Named values for a statement, as a script gives them to `execute`.
pub type Params = IndexMap<Rc<str>, Value>;

/// Something that a later layer does with the machine and an expression.
pub type Convert = Rc<dyn Fn(&mut Machine, &Expr) -> Run<Option<Expr>>>;
