//! A world in which ORM code runs: the names that it finds, its database, and what it did there.
//!
//! A [`World`] lives for as long as a person types; [`script`] is one for a whole script. What it
//! does by itself is what the recordings of the real SQLAlchemy were made with: tables are made
//! when a session first touches the database, unless the script speaks of `create_all`; at the
//! end mappers are configured and what is left of tables is made; what was not committed is
//! rolled back.

use std::path::PathBuf;
use std::rc::Rc;

use super::library;
use super::mask::Mask;
use super::python::{Bound, Limits, Machine, Raised, Run, Stop, Value, Warning};
use super::recording::{Failed, FailedKind, Mode, Recording, Warned};

/// Where a world's database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In memory, empty.
    Memory,
    /// In a file, which is made where it is not there.
    File(PathBuf),
}

/// What a script may use: a typical one needs less than a thousandth of it.
pub const LIMITS: Limits =
    Limits { steps: 50_000_000, memory: 10_000_000, output: 4 << 20, depth: 1000 };

/// The kinds of warning that SQLAlchemy gives; a script's own are none of them.
const CATEGORIES: [&str; 5] = [
    "SAWarning",
    "SADeprecationWarning",
    "LegacyAPIWarning",
    "MovedIn20Warning",
    "RemovedIn20Warning",
];

/// Names, objects and a database, kept from one piece of code to the next.
pub struct World {
    machine: Machine,
    mode: Mode,
    began: i64,
}

/// Runs a whole script. `name` is its file's, which a SyntaxError's message says.
///
/// # Errors
///
/// Where the database cannot be opened.
pub fn script(source: &str, name: &str, _place: &Place) -> Result<Recording, String> {
    let mut world = World::new(Mode::of(source), LIMITS);
    let failed = world.run(source, name);
    Ok(world.finish(failed))
}

impl Mode {
    /// Which names a script means to find: those of Flask-SQLAlchemy where it says `db.` or
    /// `SQLAlchemy(`.
    pub fn of(source: &str) -> Self {
        let says = |word: &str| {
            source.match_indices(word).any(|(at, _)| {
                !source[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_')
            })
        };
        if says("db.") || says("SQLAlchemy(") { Self::Flask } else { Self::Classic }
    }
}

impl World {
    /// A world in which nothing was typed yet.
    pub fn new(mode: Mode, limits: Limits) -> Self {
        let began = now();
        let mut machine = Machine::new(limits, began);
        library::install(&mut machine);
        Self { machine, mode, began }
    }

    /// Runs a script; what stopped it, if something did.
    pub fn run(&mut self, source: &str, name: &str) -> Option<Failed> {
        let ran = self.machine.run(source, name);
        self.failed(ran)
    }

    /// Ends the world: what it did, from its beginning.
    pub fn finish(mut self, failed: Option<Failed>) -> Recording {
        let warnings = std::mem::take(&mut self.machine.warnings);
        let recording = Recording {
            mode: self.mode,
            output: std::mem::take(&mut self.machine.output),
            warnings: warnings.into_iter().filter_map(warned).collect(),
            error: failed,
            ..Recording::default()
        };
        Mask::new(self.began, now()).recording(recording)
    }

    /// What stopped a run, in words.
    fn failed(&mut self, ran: Run<()>) -> Option<Failed> {
        let stop = ran.err()?;
        let line = self.machine.line.get();
        Some(match stop {
            Stop::Raised(raised) => self.raised(&raised),
            Stop::Bounds(bound) => {
                let kind = match bound {
                    Bound::Interrupted => FailedKind::Stopped,
                    _ => FailedKind::Bounds,
                };
                let message = beyond(bound).to_owned();
                Failed {
                    kind,
                    class: "Stopped".to_owned(),
                    message,
                    line: Some(line),
                    span: None,
                    hint: None,
                }
            }
            Stop::Unsupported(unsupported) => Failed {
                kind: FailedKind::Unsupported,
                class: "Unsupported".to_owned(),
                message: format!("{} is not supported here", unsupported.what),
                line: Some(line),
                span: unsupported.span,
                hint: None,
            },
        })
    }

    fn raised(&mut self, raised: &Raised) -> Failed {
        let exception = Value::Instance(Rc::clone(&raised.exception));
        // An exception of the script's own may fail to say itself.
        let message = match self.machine.str(&exception) {
            Ok(text) => text.to_string(),
            Err(_) => "<exception str() failed>".to_owned(),
        };
        Failed {
            kind: FailedKind::Raised,
            class: raised.exception.class.name.to_string(),
            message,
            line: raised.lines.first().copied(),
            span: raised.span,
            hint: raised.hint.as_deref().map(str::to_owned),
        }
    }
}

fn warned(warning: Warning) -> Option<Warned> {
    let Warning { category, message, line } = warning;
    CATEGORIES.contains(&&*category).then(|| Warned {
        category: category.to_string(),
        message,
        line,
    })
}

/// Which bound was met, as a sentence without a full stop.
fn beyond(bound: Bound) -> &'static str {
    match bound {
        Bound::Steps => "the script takes more steps than a run may. Does a loop never end?",
        Bound::Memory => "the script keeps more than a run may",
        Bound::Output => "the script prints more than a run may",
        Bound::Database => "the script asks more of the database than a run may",
        Bound::Interrupted => "the script was interrupted",
    }
}

/// Microseconds since 1970 in UTC.
fn now() -> i64 {
    jiff::Timestamp::now().as_microsecond()
}
