//! A world in which ORM code runs: the names that it finds, its database, and what it did there.
//!
//! A [`World`] lives for as long as a person types; [`script`] is one for a whole script. What it
//! does by itself is what the recordings of the real SQLAlchemy were made with: tables are made
//! when a session first touches the database, unless the script speaks of `create_all`; at the
//! end mappers are configured and what is left of tables is made; what was not committed is
//! rolled back.

mod sent;
mod tables;
mod making;
mod related;
mod open;
mod apart;
mod failed;
mod asked;
mod migrating;

use std::path::PathBuf;
use std::rc::Rc;

use self::making::Making;
use super::core::Library;
use super::databases::{Allowance, Databases, Ground};
use super::library::{self, modules, world};
use super::mapper;
use super::mask::Mask;
use super::migrate::Migrations;
use super::python::{Args, Limits, Machine, Run, Warning};
use super::recording::{Failed, Mode, Recording, Warned};
use super::unit_of_work::Shared;
use crate::scratch::Moment;

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
const CATEGORIES: [&str; 4] =
    ["LegacyAPIWarning", "MovedIn20Warning", "SADeprecationWarning", "SAWarning"];

/// Names, objects and a database, kept from one piece of code to the next.
pub struct World {
    machine: Machine,
    library: Rc<Library>,
    sessions: Rc<Shared>,
    mode: Mode,
    began: i64,
    making: Rc<Making>,
    allowance: Allowance,
    /// What of the log was told already.
    told: usize,
    migrations: Migrations,
}

/// Runs a whole script. `name` is its file's, which a SyntaxError's message says.
///
/// # Errors
///
/// Where the database cannot be opened.
pub fn script(source: &str, name: &str, place: &Place) -> Result<Recording, String> {
    let began = now();
    let databases = match place {
        Place::Memory => Databases::in_memory(moment(began)),
        Place::File(path) => Databases::on_file(path, moment(began))?,
    };
    let mut world = World::new(databases, Mode::of(source), LIMITS, began);
    let failed = match world.bind(!says(source, "SQLAlchemy(")) {
        Ok(()) => world.run(source, name),
        Err(stop) => world.failed(Err(stop), source),
    };
    let began = world.began;
    Ok(Mask::new(began, now()).recording(world.finish(failed)))
}

impl Mode {
    /// Which names a script means to find: those of Flask-SQLAlchemy where it says `db.` or
    /// `SQLAlchemy(`.
    pub fn of(source: &str) -> Self {
        match says(source, "db.") || says(source, "SQLAlchemy(") {
            true => Self::Flask,
            false => Self::Classic,
        }
    }
}

/// Whether a word begins in the source with this.
fn says(source: &str, beginning: &str) -> bool {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    source.match_indices(beginning).any(|(at, _)| !source[..at].ends_with(is_word))
}

impl World {
    /// A world on a database that is there, such as a lesson's, for code that is typed piece by
    /// piece.
    ///
    /// # Errors
    ///
    /// What stands in the way of the names that it begins with.
    pub fn on(ground: &Ground, mode: Mode, limits: Limits) -> Result<Self, Box<Failed>> {
        let mut world = Self::new(Databases::on(ground), mode, limits, now());
        let bound = world.bind(true);
        match world.failed(bound, "") {
            Some(failed) => Err(Box::new(failed)),
            None => Ok(world),
        }
    }

    fn new(databases: Databases, mode: Mode, limits: Limits, began: i64) -> Self {
        let mut machine = Machine::new(limits, began);
        let allowance = databases.allowance();
        let library::Installed { library, sessions } =
            library::install(&mut machine, Rc::new(databases));
        let making = Rc::new(Making::default());
        let prepare = Rc::clone(&making);
        *sessions.prepare.borrow_mut() =
            Some(Rc::new(move |machine, _, connection| prepare.ensure(machine, connection)));
        let forget = Rc::clone(&making);
        *sessions.rolled_back.borrow_mut() = Some(Rc::new(move |_, _| forget.forget()));
        let (told, migrations) = (0, Migrations::default());
        Self { machine, library, sessions, mode, began, making, allowance, told, migrations }
    }

    fn bind(&mut self, with_db: bool) -> Run<()> {
        match self.mode {
            Mode::Classic => world::bind_classic(&mut self.machine),
            Mode::Flask => world::bind_flask(&mut self.machine, with_db),
        }
    }

    /// Runs a script; what stopped it, if something did.
    pub fn run(&mut self, source: &str, name: &str) -> Option<Failed> {
        self.making.watch(source);
        let ran = self.machine.run(source, name);
        self.failed(ran, source)
    }

    /// Gives back what may be used: what is typed next is another answer. The pieces of one answer
    /// share what it may use, so that many of them are no way around the bounds.
    pub fn begin_answer(&mut self) {
        self.machine.begin_anew();
        Databases::refill(&self.allowance);
    }

    /// Runs what was typed at a prompt, and tells what it did. Names and objects stay, whatever
    /// stopped it; so do the mappers that are not complete yet.
    pub fn typed(&mut self, source: &str) -> Recording {
        self.making.watch(source);
        let ran = self.machine.run_typed(source);
        let error = self.failed(ran, source);
        mapper::Shared::forget_failed(&self.machine);
        // What makes its tables itself speaks for itself alone.
        self.making.is_off.set(false);
        self.told(error)
    }

    /// What was done since it was asked last.
    fn told(&mut self, error: Option<Failed>) -> Recording {
        let log = self.library.log.borrow();
        let (ddl, statements) = sent::sent(&log, self.told);
        self.told = log.entries.len();
        drop(log);
        let warnings = std::mem::take(&mut self.machine.warnings);
        Recording {
            mode: self.mode,
            committed: self.sessions.commits.replace(0) > 0,
            ddl,
            statements,
            output: std::mem::take(&mut self.machine.output),
            shown: std::mem::take(&mut self.machine.shown),
            uncalled: std::mem::take(&mut self.machine.uncalled),
            warnings: warnings.into_iter().filter_map(warned).collect(),
            error,
            ..Recording::default()
        }
    }

    /// Ends the world: what it did since it was asked last, and what it leaves.
    pub fn finish(mut self, failed: Option<Failed>) -> Recording {
        let failed = failed.or_else(|| {
            let settled = self.settle();
            self.failed(settled, "").map(|failed| Failed { line: None, span: None, ..failed })
        });
        let mut recording = self.told(failed);
        self.library.log.borrow_mut().is_silent = true;
        // What a session does to objects at its end is nobody's any more.
        let closed = library::session::close_all(&mut self.machine, &self.sessions);
        drop(closed);
        let engine = world::engine(&mut self.machine);
        let database = engine.and_then(|engine| world::database(&engine));
        recording.tables = database.map(|it| tables::tables(&it)).unwrap_or_default();
        if self.configure().is_ok() {
            recording.relationships = related::related(&self.machine);
        }
        mapper::Shared::end(&self.machine);
        self.library.end();
        recording
    }

    fn configure(&mut self) -> Run<()> {
        let name = "configure_mappers";
        modules::call(&mut self.machine, "sqlalchemy.orm", name, Args::none())?;
        Ok(())
    }

    /// Completes the mappers, and makes the tables that are not there yet.
    fn settle(&mut self) -> Run<()> {
        self.configure()?;
        let Some(engine) = world::engine(&mut self.machine) else { return Ok(()) };
        // A connection that is not needed would commit what a session left open.
        if !self.making.is_due(&self.machine) {
            return Ok(());
        }
        let connection = engine.connect(&mut self.machine)?;
        self.making.ensure(&mut self.machine, &connection)?;
        connection.commit(&mut self.machine)?;
        connection.close(&mut self.machine)
    }
}

fn warned(warning: Warning) -> Option<Warned> {
    let Warning { category, message, line } = warning;
    let is_ours = CATEGORIES.contains(&&*category);
    is_ours.then(|| Warned { category: category.to_string(), message, line })
}

/// What SQLite takes for now in a run that began then.
fn moment(began: i64) -> Moment {
    Moment { unix_seconds: began.div_euclid(1_000_000), chance: began.unsigned_abs() }
}

/// Microseconds since 1970 in UTC.
fn now() -> i64 {
    jiff::Timestamp::now().as_microsecond()
}
