//! What a step expects beyond "the same as the reference".

use crate::diagnostic::Span;
use crate::rows::Row;
use crate::sql::constructs::Construct;

use super::Text;

/// The keys of `expect`. A key that speaks of a state replaces the comparison with the
/// reference's state; the others adjust how results are compared.
#[derive(Debug, Clone, Default)]
pub struct Expect {
    /// The result is these rows, on the lesson's data.
    pub rows: Option<Vec<Row>>,
    /// The result has these column names, on the lesson's data.
    pub columns: Option<Vec<Text>>,
    /// How the order of rows counts; `None`: as far as the reference's ORDER BY fixes it.
    pub order: Option<Order>,
    /// Column names count.
    pub match_names: bool,
    /// Numeric tolerance: absolute where the author gave one, else 1e-9 relative.
    pub within: Option<f64>,
    /// Tables hold these rows afterwards.
    pub tables: Vec<ExpectedTable>,
    /// Columns that do not count when states are compared: (table, column).
    pub ignore: Vec<(String, String)>,
    /// What the schema must say.
    pub schema: Vec<SchemaRule>,
    /// The relations that the finished state enforces, each in any notation.
    pub relations: Vec<Text>,
    /// What the finished state accepts, refuses and answers.
    pub probes: Vec<Probe>,
    /// The answer itself must be refused by the database.
    pub refused: Option<RefusedBy>,
    /// The classes that ORM code declares.
    pub models: Vec<ModelRule>,
    /// What ORM code prints, line by line.
    pub output: Option<Text>,
    /// ORM code sends no more statements than this.
    pub most_statements: Option<u32>,
    /// Constructs that the statement must contain.
    pub uses: Vec<Construct>,
    /// Constructs that the statement must not contain.
    pub avoids: Vec<Construct>,
    /// The span of the whole `expect`, for findings about it.
    pub span: Span,
}

/// How the order of rows counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// Not at all.
    None,
    /// Entirely.
    Exact,
    /// By these columns of the result; rows that are equal in them may stand in any order.
    By(Vec<Text>),
}

/// A table's rows afterwards.
#[derive(Debug, Clone, PartialEq)]
pub struct ExpectedTable {
    /// The table.
    pub table: Text,
    /// The columns that count.
    pub columns: Vec<String>,
    /// The rows, as a bag.
    pub rows: Vec<Row>,
}

/// What one table must be like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaRule {
    /// The table.
    pub table: Text,
    /// What it must be like.
    pub rule: TableRule,
}

/// What a table must be like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableRule {
    /// It must not be there.
    Absent,
    /// It must have these.
    Has {
        /// By column, the column's definition in SQL's words, e.g. `text not null unique`;
        /// `None`: the column must not be there.
        columns: Vec<(Text, Option<Text>)>,
        /// Lists of columns, each of which an index must begin with, in that order.
        indexes: Vec<Columns>,
    },
}

/// What a mapped class must be like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelRule {
    /// The class.
    pub class: Text,
    /// Its attributes that count, each with what it must be like.
    pub attributes: Vec<AttributeRule>,
}

/// What an attribute of a mapped class must be like. A rule that says nothing asks only that the
/// attribute is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributeRule {
    /// The attribute.
    pub name: Text,
    /// The class that it leads to.
    pub target: Option<String>,
    /// Whether it holds a list.
    pub uselist: Option<bool>,
    /// The attribute of the other class that is kept in step with it.
    pub back_populates: Option<String>,
    /// The join table.
    pub secondary: Option<String>,
    /// How it is loaded.
    pub lazy: Option<String>,
    /// What its column must be like, in SQL's words.
    pub column: Option<Text>,
}

/// The columns of one index.
pub type Columns = Vec<String>;

/// A try at the finished state, taken back afterwards.
#[derive(Debug, Clone, PartialEq)]
pub struct Probe {
    /// SQL that must succeed first.
    pub first: Option<Text>,
    /// What is tried, and what must come of it.
    pub want: ProbeWant,
    /// What the learner reads when it comes out otherwise.
    pub because: Option<String>,
    /// Where the probe stands.
    pub span: Span,
}

/// What must come of a probe.
#[derive(Debug, Clone, PartialEq)]
pub enum ProbeWant {
    /// The statement succeeds.
    Accept(Text),
    /// The statement is refused, for this reason.
    Refuse(Text, RefusedBy),
    /// The query gives these rows, as a bag.
    Query(Text, Vec<Row>),
}

/// The kinds of constraint that refuse a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RefusedBy {
    /// UNIQUE, or a unique index.
    Unique,
    /// PRIMARY KEY.
    PrimaryKey,
    /// FOREIGN KEY.
    ForeignKey,
    /// NOT NULL.
    NotNull,
    /// CHECK.
    Check,
}

impl Probe {
    /// What is tried.
    pub fn tried(&self) -> &Text {
        match &self.want {
            ProbeWant::Accept(sql) | ProbeWant::Refuse(sql, _) | ProbeWant::Query(sql, _) => sql,
        }
    }
}

impl RefusedBy {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Unique, Self::PrimaryKey, Self::ForeignKey, Self::NotNull, Self::Check];

    /// The words for it, as lessons write them.
    pub fn words(self) -> &'static str {
        match self {
            Self::Unique => "unique",
            Self::PrimaryKey => "primary key",
            Self::ForeignKey => "foreign key",
            Self::NotNull => "not null",
            Self::Check => "check",
        }
    }

    /// The constraint in a sentence: "a foreign key".
    pub fn constraint(self) -> &'static str {
        match self {
            Self::Unique => "UNIQUE",
            Self::PrimaryKey => "the primary key",
            Self::ForeignKey => "a foreign key",
            Self::NotNull => "NOT NULL",
            Self::Check => "a CHECK",
        }
    }
}
