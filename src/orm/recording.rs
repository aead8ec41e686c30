//! What a run of a script did, as data: what is compared with the real SQLAlchemy, shown to
//! people, and judged in lessons.

use crate::diagnostic::Span;
use crate::rows::{Rows, Value};

/// Which names a script finds bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// `Base`, `engine` and `session`.
    #[default]
    Classic,
    /// Flask-SQLAlchemy's `app`, `db` and `session`.
    Flask,
}

/// Everything that a run did.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Recording {
    /// Which names were bound.
    pub mode: Mode,
    /// The CREATE, DROP and ALTER statements, with white space collapsed; adjacent CREATE INDEX
    /// of one table stand by name.
    pub ddl: Vec<String>,
    /// Every other statement, in order.
    pub statements: Vec<Sent>,
    /// A session was told to commit.
    pub committed: bool,
    /// A class or a table was declared, or an attribute of a class.
    pub declared: bool,
    /// What was printed.
    pub output: String,
    /// The values of expressions that were shown at a prompt, each with the length of what had
    /// been printed before it.
    pub shown: Vec<(usize, String)>,
    /// Where expressions stand whose values are methods: looked up and not called.
    pub uncalled: Vec<Span>,
    /// The committed rows of every table at the end, by the table's name.
    pub tables: Vec<(String, Rows)>,
    /// The relationships of every mapped class, by class and attribute.
    pub relationships: Vec<Related>,
    /// Classes and tables that were declared anew, so that the world around them began afresh.
    pub anew: Vec<String>,
    /// What SQLAlchemy warns of.
    pub warnings: Vec<Warned>,
    /// What migrations told, from top to bottom.
    pub told: Vec<Told>,
    /// What ended the script, if it did not come to its end.
    pub error: Option<Failed>,
}

impl Recording {
    /// Adds what was done after it.
    pub fn follow_with(&mut self, next: Self) {
        let printed = self.output.len();
        self.mode = next.mode;
        self.ddl.extend(next.ddl);
        self.statements.extend(next.statements);
        self.output.push_str(&next.output);
        self.shown.extend(next.shown.into_iter().map(|(at, value)| (printed + at, value)));
        self.committed |= next.committed;
        self.declared |= next.declared;
        self.uncalled.extend(next.uncalled);
        self.tables = next.tables;
        self.relationships = next.relationships;
        self.anew.extend(next.anew);
        self.warnings.extend(next.warnings);
        self.told.extend(next.told);
        self.error = next.error;
    }
}

/// Something that a migration told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// A line that alembic logs or prints.
    Line(String),
    /// A revision's script.
    Script {
        /// The file that alembic would write it to.
        file: String,
        /// All of it.
        whole: String,
        /// Its two functions.
        functions: String,
    },
    /// What alembic warns of.
    Warned(Warned),
    /// A statement that was sent.
    Sql(String),
    /// What alembic is silent about.
    Said(Said),
}

/// What alembic is silent about, and a person wants to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// No class is mapped: every table counts as removed.
    NoModels,
    /// The models and the database are the same, and the revision does nothing.
    NothingDiffers,
    /// There is no revision yet.
    NoRevisions,
    /// No revision is applied to the database.
    NothingApplied,
    /// The database is at this revision already.
    AtAlready {
        /// The revision.
        id: String,
        /// It is the newest.
        is_head: bool,
    },
    /// This index is one of expressions, which SQLAlchemy cannot read from SQLite: it is passed
    /// over.
    IndexOfExpressions(String),
    /// `init`: migrations are set up here already.
    SetUp,
}

/// One statement that was sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent {
    /// Its text, with `?` for parameters.
    pub sql: String,
    /// Its parameters.
    pub parameters: Parameters,
    /// It was sent as a batch, or is one row of a batched INSERT … RETURNING.
    pub many: bool,
}

/// What stands for the `?` of a statement.
#[derive(Debug, Clone, PartialEq)]
pub enum Parameters {
    /// Those of one execution.
    One(Vec<Datum>),
    /// Those of a batch, row by row.
    Many(Vec<Vec<Datum>>),
}

/// A value as it was sent.
#[derive(Debug, Clone, PartialEq)]
pub enum Datum {
    /// `None`.
    Null,
    /// `True` or `False`.
    Bool(bool),
    /// An integer.
    Integer(i64),
    /// The digits of an integer beyond 64 bits, which no database takes.
    Large(String),
    /// A float.
    Real(f64),
    /// A text, or what is sent as one.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl Datum {
    /// The value as a literal of SQL.
    pub fn literal(&self) -> String {
        match self {
            Self::Large(digits) => digits.clone(),
            other => other.cell().literal(),
        }
    }

    /// The cell that it becomes.
    pub fn cell(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Integer(i64::from(*value)),
            Self::Integer(number) => Value::Integer(*number),
            Self::Large(digits) => Value::Text(digits.clone()),
            Self::Real(number) => Value::Real(*number),
            Self::Text(text) => Value::Text(text.clone()),
            Self::Bytes(bytes) => Value::Blob(bytes.clone()),
        }
    }
}

/// One relationship of a mapped class.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Related {
    /// The class.
    pub class: String,
    /// The attribute.
    pub attribute: String,
    /// The class on the other side.
    pub target: String,
    /// `ONETOMANY`, `MANYTOONE` or `MANYTOMANY`.
    pub direction: &'static str,
    /// It is a collection.
    pub uselist: bool,
    /// The join table.
    pub secondary: Option<String>,
    /// The attribute of the other side that is kept in step with it.
    pub back_populates: Option<String>,
}

/// One warning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warned {
    /// Its category: `SAWarning`, …
    pub category: String,
    /// Its text.
    pub message: String,
    /// The line of the script, from 1.
    pub line: usize,
}

/// What ended a script.
#[derive(Debug, Clone, PartialEq)]
pub struct Failed {
    /// What kind of end it is.
    pub kind: FailedKind,
    /// The class of the exception, as Python's last line begins with it.
    pub class: String,
    /// Its message.
    pub message: String,
    /// The line of the script, from 1; none where no line of it ran.
    pub line: Option<usize>,
    /// The place, in bytes of the script.
    pub span: Option<Span>,
    /// What was probably meant.
    pub hint: Option<String>,
    /// What to do, in a sentence or two.
    pub help: Option<String>,
    /// The rows in the way.
    pub rows: Option<Box<Rows>>,
}

/// The kinds of end that a script can come to before its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailedKind {
    /// It raised an exception, as it does with the real SQLAlchemy.
    Raised,
    /// It used more than a run may.
    Bounds,
    /// It was interrupted, or took too long on this machine: undecided.
    Stopped,
    /// It asked for what is not supported here.
    Unsupported,
    /// A migration that is refused.
    Refused,
}

impl Failed {
    /// The last line of Python's traceback: `ValueError: …`, or the class alone; a sentence where
    /// it is no exception of Python's, or what a program says.
    pub fn last_line(&self) -> String {
        match self.kind {
            FailedKind::Raised if self.message.is_empty() => self.class.clone(),
            FailedKind::Raised => format!("{}: {}", self.class, self.message),
            _ => self.message.clone(),
        }
    }
}
