//! The scratch database: SQLite in memory, behind walls that nothing typed can pass.
//!
//! A [`Scratch`] is one database. [`Image`]s are its contents at a moment, cheap to keep and to
//! go back to. What is run in it never touches the machine, never runs for ever, and never sees
//! the clock or chance: see [`guard`] and [`still`].

mod pragma;
pub mod guard;
mod meter;
pub mod limits;
mod piece;
mod failure;
mod mathematics;
mod history;
mod collect;
pub mod still;
mod database;
mod run;
pub mod program;
mod inspect;
mod read;
mod beside;
mod emptied;
pub mod trial;
pub mod file;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

pub use database::Scratch;
pub use meter::STEPS_PER_TICK;
pub use still::Moment;
pub use trial::{Fill, Prepared, Trial, Unfit};

use crate::diagnostic::Span;
use crate::rows::Rows;

/// The contents of a scratch database at a moment. Clones share their bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Image(Arc<[u8]>);

/// How much a run may use. Steps are counted by SQLite's virtual machine, so that the same
/// statement ends at the same place on every machine; the clock is only a backstop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Virtual-machine instructions for one run of a script, to within
    /// [`STEPS_PER_TICK`].
    pub steps: u64,
    /// Rows kept of one result; the rest is counted as "more".
    pub rows: usize,
    /// Bytes kept of one result, roughly; all results of a script together keep four times that.
    pub bytes: usize,
    /// Wall-clock time for one run of a script. What it stops is undecided, never wrong.
    pub millis: u64,
}

/// Stops what is running in a scratch database, from another thread or a signal handler.
#[derive(Debug, Clone, Default)]
pub struct Interrupt(Arc<AtomicBool>);

/// What a script did: one entry for each statement that was reached.
///
/// A script stops at the first statement that fails or is stopped, as the SQLite shell with
/// `-bail` does; what it changed before that stays.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Script {
    /// The statements, in order.
    pub statements: Vec<Statement>,
}

/// One statement and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Where it stands in the script.
    pub span: Span,
    /// It cannot change the database (SQLite's `sqlite3_stmt_readonly`).
    pub read_only: bool,
    /// What came of it.
    pub ran: Ran,
}

/// What came of a statement.
#[derive(Debug, Clone, PartialEq)]
pub enum Ran {
    /// It gave a result, maybe an empty one.
    Rows(Rows),
    /// It gave no result and changed this many rows; none for CREATE and its kin.
    Done {
        /// Rows inserted, updated or deleted by the statement itself.
        changed: u64,
    },
    /// It failed and changed nothing, unless it says `OR FAIL`, which keeps the rows before.
    Failed(Failure),
    /// It was stopped and changed nothing. A writing statement that is stopped, or finds no more
    /// room, inside a transaction rolls back the whole transaction: SQLite knows no other way.
    Stopped(Stop),
}

/// Why a statement failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What kind of failure it is.
    pub kind: FailureKind,
    /// SQLite's extended result code.
    pub code: i32,
    /// SQLite's message.
    pub message: String,
    /// Where SQLite saw the problem, in bytes of the *script*; it knows for some problems only.
    pub offset: Option<usize>,
}

/// The kinds of failure that the tool tells apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FailureKind {
    /// The text does not parse; also a statement that is not finished.
    Syntax,
    /// `no such table`: the name.
    NoTable(String),
    /// `no such column`: the name as written, maybe qualified.
    NoColumn(String),
    /// `ambiguous column name`: the name.
    AmbiguousColumn(String),
    /// `no such function`: the name.
    NoFunction(String),
    /// `table T has no column named C`: table and column.
    NoColumnInTable(String, String),
    /// `table T already exists`, or an index or view: the name.
    Exists(String),
    /// A row was refused: the kind of constraint.
    Refused(Constraint),
    /// A parameter, such as `?` or `:name`, that a program would give a value to: as written.
    Parameter(String),
    /// The sandbox does not allow it.
    Denied(guard::Wall),
    /// A limit of the sandbox: a value too long, a statement too long, too many columns.
    Limit,
    /// Anything else; the message says what.
    Other,
}

/// Which constraint refused a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Constraint {
    /// SQLite's 2067.
    Unique,
    /// SQLite's 1555 and 2579.
    PrimaryKey,
    /// SQLite's 787, and 1811 where the message says FOREIGN KEY.
    ForeignKey,
    /// SQLite's 1299.
    NotNull,
    /// SQLite's 275.
    Check,
    /// SQLite's 3091: a value of another type than a STRICT table's column.
    Type,
    /// A trigger's RAISE and the rest.
    Other,
}

/// What stopped a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stop {
    /// The budget of virtual-machine steps ran out: the same on every machine.
    Steps,
    /// The wall-clock backstop.
    Clock,
    /// Memory ran out.
    Memory,
    /// The learner pressed Ctrl-C.
    Interrupted,
}

/// The tool's own failure: SQLite could not be opened or an image not restored.
#[derive(Debug, thiserror::Error)]
#[error("the scratch database failed: {0}")]
pub struct ScratchError(#[from] pub rusqlite::Error);

impl Image {
    /// The size of the image in bytes.
    pub fn size(&self) -> usize {
        self.0.len()
    }

    /// Whether both are the very same image, not only equal ones.
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Default for Budget {
    /// What one submission may use: about a second of work, ten thousand rows.
    fn default() -> Self {
        Self { steps: 40_000_000, rows: 10_000, bytes: 8 << 20, millis: 30_000 }
    }
}

impl Interrupt {
    /// Asks the running statement to stop. Safe in a signal handler.
    pub fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Forgets that it was asked for.
    pub fn clear(&self) {
        self.0.store(false, Ordering::Relaxed);
    }

    /// Whether it was asked for, and nothing was begun since.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Script {
    /// The failure that ended the script, if one did.
    pub fn failure(&self) -> Option<&Failure> {
        match self.statements.last()?.ran {
            Ran::Failed(ref failure) => Some(failure),
            _ => None,
        }
    }

    /// What stopped the script, if something did.
    pub fn stopped(&self) -> Option<Stop> {
        match self.statements.last()?.ran {
            Ran::Stopped(stop) => Some(stop),
            _ => None,
        }
    }

    /// The last result that the script gave.
    pub fn rows(&self) -> Option<&Rows> {
        self.result().map(|(_, rows)| rows)
    }

    /// The last result that the script gave, and the place of the statement that gave it.
    pub fn result(&self) -> Option<(Span, &Rows)> {
        self.statements.iter().rev().find_map(|statement| match &statement.ran {
            Ran::Rows(rows) => Some((statement.span, rows)),
            _ => None,
        })
    }

    /// Whether any statement could have changed the database.
    pub fn wrote(&self) -> bool {
        self.statements.iter().any(|statement| !statement.read_only)
    }
}
