//! What was found of an answer: plain values, no words.

mod mistake;
mod left_open;
mod cause;
mod deed;
mod other_data;
mod code;
mod alike;

pub use cause::Cause;
pub use code::{CodeDiffers, MapperGap, MigrationDiffers, ModelDiffers};
pub use deed::Deed;
pub use left_open::LeftOpen;
pub use mistake::{Mistake, MistakeKind};
pub use other_data::{Made, Named, Origin, OtherData, Special};

use std::sync::Arc;

use crate::enact::Making;
use crate::lesson::RefusedBy;
use crate::relation::finding::{Asked, Inferred};
use crate::relation::parse_error::ParseError;
use crate::rows::Row;
use crate::schema::{Affinity, ForeignKey};
use crate::scratch::Stop;
use crate::sql::constructs::Construct;

/// The judgement on an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// It holds; there may be something to say of it all the same.
    Right(Option<Box<Remark>>),
    /// It does not hold.
    Wrong(Wrong),
    /// It could not be judged: neither right nor wrong.
    Undecided(Stop),
}

/// What is said of an answer that holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Remark {
    /// On other data than the lesson's it does not, and the step does not require that.
    Beyond(Wrong),
    /// It leaves open what it gives, and the reference does not.
    LeftOpen(LeftOpen),
    /// Its mapper says one where the database lets there be several.
    MapperGaps(Vec<MapperGap>),
}

/// Why an answer does not hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Wrong {
    /// The data on which it does not; `None`: the lesson's own.
    pub variant: Option<OtherData>,
    /// What is not as it should be, in the order in which a person would look; one at least.
    pub reasons: Vec<Reason>,
    /// The thinking error, where the evidence shows one.
    pub cause: Option<Cause>,
    /// The author's words for an answer that behaves like this one.
    pub because: Option<Because>,
}

/// An author's words for a wrong answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Because {
    /// The words.
    pub words: String,
    /// They were written for an answer of the same cause, so that it is not said beside them.
    pub of_this_cause: bool,
}

/// One thing that is not as it should be.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// A statement failed.
    Failed(Mistake),
    /// A statement used up its budget of steps.
    RanAway,
    /// Nothing was typed.
    Blank,
    /// A query was asked for and none was typed.
    NoResult,
    /// A query was asked for; the answer changed the contents of these tables too.
    Wrote(Vec<String>),
    /// A transaction was begun and not ended.
    OpenTransaction,
    /// Another number of columns.
    ColumnCount {
        /// The columns that were wanted.
        wanted: Vec<String>,
        /// The columns that came.
        actual: Vec<String>,
    },
    /// Other names of columns, where names count.
    ColumnNames {
        /// The columns that were wanted.
        wanted: Vec<String>,
        /// The columns that came.
        actual: Vec<String>,
    },
    /// Rows are missing or too many.
    Rows(RowsDiffer),
    /// Every row is there, but some of their cells differ.
    Cells {
        /// The names of the result's columns, as they came.
        columns: Vec<String>,
        /// The rows in which they do.
        rows: Vec<RowDiffers>,
    },
    /// The rows are right and stand in another order: this one, counted from 0, is the first
    /// that stands in a wrong place.
    Order {
        /// The position.
        position: usize,
        /// The row that stands there.
        row: Row,
        /// A row that could stand there.
        wanted: Row,
    },
    /// The statement must contain a construct and does not.
    Lacks(Construct),
    /// The statement must not contain a construct and does.
    Contains(Construct),
    /// Nothing was changed, and something should have been.
    Unchanged,
    /// A table is not as it should be afterwards.
    Table {
        /// Its name.
        table: String,
        /// What is not as it should be.
        difference: TableDiffers,
    },
    /// A probe of the finished state did not come out as it should.
    Probe {
        /// The author's words.
        because: Option<String>,
        /// The statement that was tried.
        tried: String,
        /// How it came out.
        result: ProbeResult,
    },
    /// The database should have refused the answer and did not.
    NotRefused {
        /// The reason for which it should have been refused.
        by: RefusedBy,
        /// What it did instead, statement by statement; empty where it only looked.
        did: Vec<Deed>,
    },
    /// The database took the answer only because of what was changed before in the step: from the
    /// step's beginning it is refused, for this reason, as it should be.
    TakenAfterChanges(RefusedBy),
    /// The database refused it for the wanted reason, but it tries something else than what is
    /// asked: another statement, another table, or other columns are in the way.
    RefusedElsewhere(Mistake),
    /// The database refused the answer, but for another reason.
    RefusedOtherwise {
        /// The reason that was wanted.
        wanted: RefusedBy,
        /// The reason that it gave.
        actual: Mistake,
    },
    /// A relation that should hold in the finished state does not.
    Relation(Box<RelationDiffers>),
    /// A relation was described that does not hold.
    Untrue(Box<RelationDiffers>),
    /// A relation holds, and the description leaves something of it out.
    Unsaid(Unsaid),
    /// What was typed cannot be read as a relation.
    Unread {
        /// What was typed.
        text: String,
        /// Why not.
        error: ParseError,
    },
    /// A relation was refused: making it would lose something or cannot be done.
    NotMade(Box<Making>),
    /// ORM code, or what it did, is not as it should be.
    Code(Box<CodeDiffers>),
    /// Another choice.
    Choices(ChoicesDiffer),
}

/// A relation, and why a database has it not.
#[derive(Debug, Clone, PartialEq)]
pub struct RelationDiffers {
    /// The relation, with what was found.
    pub asked: Asked,
    /// The database's own relations, of which the finding speaks.
    pub inferred: Arc<Inferred>,
}

/// What a description leaves out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsaid {
    /// How two tables relate.
    Link {
        /// The one.
        left: String,
        /// The other.
        right: String,
    },
    /// How many of the one there can be for one of the other.
    Cardinality {
        /// Of these,
        entity: String,
        /// for one of these.
        of: String,
    },
    /// Whether there has to be one for each of the other.
    Participation {
        /// Of these,
        entity: String,
        /// for one of these.
        of: String,
    },
    /// Through which table they are many-to-many.
    Through {
        /// The one.
        left: String,
        /// The other.
        right: String,
    },
}

/// Rows that are missing or too many.
#[derive(Debug, Clone, PartialEq)]
pub struct RowsDiffer {
    /// Rows that the answer lacks.
    pub missing: Vec<Row>,
    /// Rows that it has and should not.
    pub extra: Vec<Row>,
    /// How many rows were wanted.
    pub wanted: usize,
    /// How many came; a result that was cut counts as far as it was kept.
    pub actual: usize,
    /// More came than were kept.
    pub truncated: bool,
}

/// A row that is there but for some cells.
#[derive(Debug, Clone, PartialEq)]
pub struct RowDiffers {
    /// The row as it came.
    pub actual: Row,
    /// The row as it should be.
    pub wanted: Row,
    /// The columns in which they differ, counted from 0; one at least.
    pub columns: Vec<usize>,
}

/// How a table is not as it should be.
#[derive(Debug, Clone, PartialEq)]
pub enum TableDiffers {
    /// It is not there. A table of nearly this name may be.
    Missing {
        /// The nearest name that is there and was not before.
        nearest: Option<String>,
    },
    /// It is there and should not be.
    NotWanted,
    /// It is a table, and a view was wanted.
    IsNoView,
    /// It is a view, and a table was wanted.
    IsView,
    /// A column is not there.
    ColumnMissing {
        /// Its name.
        column: String,
        /// The nearest name that is there and is not wanted.
        nearest: Option<String>,
    },
    /// A column is there and should not be.
    ColumnNotWanted {
        /// Its name.
        column: String,
    },
    /// A column has a type of another affinity.
    ColumnType {
        /// Its name.
        column: String,
        /// The affinity that was wanted.
        wanted: Affinity,
        /// The type as declared.
        declared: String,
        /// Its affinity.
        actual: Affinity,
    },
    /// A column or several lack a constraint.
    Lacks {
        /// The columns.
        columns: Vec<String>,
        /// What they lack.
        rule: Rule,
    },
    /// A column has a constraint that it should not have.
    Has {
        /// The columns.
        columns: Vec<String>,
        /// What they have.
        rule: Rule,
    },
    /// A foreign key is not there.
    KeyMissing(ForeignKey),
    /// A foreign key is there and should not be.
    KeyNotWanted(ForeignKey),
    /// Rows are missing or too many.
    Rows {
        /// The columns that were compared.
        columns: Vec<String>,
        /// The rows.
        rows: RowsDiffer,
    },
    /// Cells differ.
    Cells {
        /// The columns that were compared.
        columns: Vec<String>,
        /// The rows in which they do.
        rows: Vec<RowDiffers>,
    },
}

/// What a definition can say of columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// NOT NULL.
    NotNull,
    /// UNIQUE, or a key that has the same effect.
    Unique,
    /// PRIMARY KEY.
    PrimaryKey,
    /// A foreign key to this table, and this column if one is named.
    References(String, Option<String>),
    /// What happens when the row referred to goes.
    OnDelete(String),
    /// What happens when the key referred to changes.
    OnUpdate(String),
    /// A default, as SQL text.
    Default(String),
    /// An index that begins with the columns.
    Index,
}

/// How a probe came out, where it came out otherwise.
#[derive(Debug, Clone, PartialEq)]
pub enum ProbeResult {
    /// What had to succeed first did not.
    NotReady(Mistake),
    /// It should have been accepted.
    Refused(Mistake),
    /// It should have been refused, for this reason.
    Accepted(RefusedBy),
    /// It should have been refused for one reason and was for another.
    RefusedOtherwise {
        /// The reason that was wanted.
        wanted: RefusedBy,
        /// The reason that it gave.
        actual: Mistake,
    },
    /// It gave other rows.
    Rows(RowsDiffer),
    /// It ran away or was stopped.
    Stopped,
}

/// How the choices differ from the right ones.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChoicesDiffer {
    /// What was chosen and does not hold: text and the author's words.
    pub wrong: Vec<(String, Option<String>)>,
    /// How many that hold were not chosen.
    pub left_out: usize,
    /// What names no choice.
    pub unknown: Vec<String>,
    /// How many choices there are.
    pub choices: usize,
}

impl Verdict {
    /// Whether the answer is accepted.
    pub fn is_right(&self) -> bool {
        matches!(self, Self::Right(_))
    }
}
