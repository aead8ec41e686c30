//! The databases with which a lesson's steps begin.
//!
//! The image of a step is a function of the lesson alone: its setup, its data and the references
//! of the earlier steps. So every step can be judged by itself, in any order, on any machine.

use std::sync::Arc;

use super::mistake;
use super::orphan;
use super::state::State;
use crate::diagnostic::{Diagnostic, Span};
use crate::enact::{RelationRun, enact, is_relation};
use crate::lesson::{Body, Language, Lesson, TableData, Task, TaskKind, Text, Variant};
use crate::nearest::nearest;
use crate::rows::Value;
use crate::schema::Schema;
use crate::scratch::{Budget, Failure, Image, Scratch, ScratchError, Script, Stop};
use crate::sql::tokens::quoted;
use crate::verdict::{Mistake, MistakeKind};

/// Why a step has no image, or no reference to compare with.
#[derive(Debug, thiserror::Error)]
pub enum StageError {
    /// The lesson is broken: its setup, its data or a reference does not run.
    #[error("the lesson is broken")]
    Broken(Vec<Diagnostic>),
    /// What the author wrote was stopped by something that is not the same on every machine.
    #[error("it was stopped before it could be judged")]
    Stopped(Stop),
    /// The tool failed.
    #[error(transparent)]
    Scratch(#[from] ScratchError),
}

/// A lesson's images, each made once.
#[derive(Debug)]
pub struct Stage {
    lesson: Arc<Lesson>,
    /// The database in which images are made and answers are run.
    pub scratch: Scratch,
    /// The image with which each step begins, as far as they were made; one more for the end.
    starts: Vec<Image>,
}

/// A variant that applies to a step.
#[derive(Debug)]
pub struct Varied {
    /// Which of the lesson's variants it is; names may not be unique.
    pub place: usize,
    /// What is other about it, as its author says it.
    pub name: String,
    /// The database with which the step begins there.
    pub image: Image,
}

/// What an author's SQL may use: more than a learner's, as setups may be long.
pub const AUTHORED: Budget =
    Budget { steps: 100_000_000, rows: 10_000, bytes: 8 << 20, millis: 120_000 };

impl Stage {
    /// A stage on which nothing was made yet.
    pub fn new(lesson: Arc<Lesson>) -> Result<Self, ScratchError> {
        Ok(Self { lesson, scratch: Scratch::new()?, starts: Vec::new() })
    }

    /// The lesson.
    pub fn lesson(&self) -> &Arc<Lesson> {
        &self.lesson
    }

    /// The image with which a step begins, the step's own data included. The number of steps
    /// stands for the end of the lesson.
    pub fn image(&mut self, step: usize) -> Result<Image, StageError> {
        while self.starts.len() <= step {
            let image = self.next_image()?;
            self.starts.push(image);
        }
        Ok(self.starts[step].clone())
    }

    /// The variants that apply to a step: those all of whose tables are there when it begins.
    pub fn variants(&mut self, step: usize) -> Result<Vec<Varied>, StageError> {
        let lesson = Arc::clone(&self.lesson);
        let start = self.image(step)?;
        let mut images = Vec::new();
        for (place, variant) in lesson.variants.iter().enumerate() {
            self.scratch.restore(&start)?;
            let state = State::read(&self.scratch)?;
            if tables(variant).all(|table| state.schema.table(&table.text).is_some()) {
                self.vary(variant, step, &state)?;
                let (name, image) = (variant.name.text.clone(), self.scratch.image()?);
                images.push(Varied { place, name, image });
            }
        }
        Ok(images)
    }

    /// Runs what an author wrote; a statement that fails, is stopped or leaves a transaction
    /// open is a problem of the lesson.
    pub fn run_authored(&mut self, text: &Text, what: &str) -> Result<Script, StageError> {
        let schema = self.scratch.schema()?;
        let script = self.scratch.run(&text.text, &AUTHORED);
        if let Some(failure) = script.failure() {
            let mistake = mistake::of(&text.text, failure, &schema);
            let span = mistake.span.map(|at| text.place_of(at.start, &self.lesson.source));
            return Err(self.failing(span.unwrap_or(text.span), what, failure, &mistake));
        }
        match script.stopped() {
            None => {}
            Some(Stop::Steps) => {
                return Err(self.broken(text.span, format!("{what} does not come to an end")));
            }
            Some(stop) => return Err(StageError::Stopped(stop)),
        }
        if self.scratch.in_transaction() {
            return Err(self.broken(text.span, format!("{what} leaves a transaction open")));
        }
        Ok(script)
    }

    /// Runs the reference of a task: SQL, or a relation that is made true.
    ///
    /// # Errors
    /// Where it does not run, or a relation is refused.
    pub fn run_answer(&mut self, task: &Task) -> Result<Script, StageError> {
        let answer = &task.answer;
        if !is_relation(&answer.text, task.language) {
            return self.run_authored(answer, "the answer");
        }
        let enacted = enact(&mut self.scratch, &answer.text, task.language, &AUTHORED)?;
        let why = match &enacted.relation {
            Some(RelationRun::Unread(error)) => Some(error.to_string()),
            Some(run) if run.is_refused() => {
                Some("what it says cannot be made true in the step's database".to_owned())
            }
            Some(RelationRun::Made(_)) | None => None,
        };
        match why {
            Some(why) => Err(self.broken(answer.span, format!("the answer does not hold: {why}"))),
            None => Ok(enacted.script),
        }
    }

    /// Runs the reference of a step, in whichever language it is, and leaves the database as it
    /// does.
    fn run_reference(&mut self, step: usize, task: &Task) -> Result<(), StageError> {
        match task.language {
            Language::Orm => self.run_code(step, task),
            _ => self.run_answer(task).map(drop),
        }
    }

    /// A problem of the lesson at a place.
    pub fn broken(&self, span: Span, message: String) -> StageError {
        StageError::Broken(vec![Diagnostic::error(&self.lesson.source, span, message)])
    }

    /// SQL of the author's that does not run: the mistake, where it is known, says it better than
    /// SQLite, which names the place where it stopped.
    fn failing(&self, span: Span, what: &str, failure: &Failure, mistake: &Mistake) -> StageError {
        let message = match &mistake.kind {
            MistakeKind::Syntax { keyword: Some((word, _)), .. } => {
                format!("{what} does not run: {word} makes no sense here")
            }
            _ => failed(what, failure),
        };
        let mut problem = Diagnostic::error(&self.lesson.source, span, message);
        problem.help = mistake::meant(&mistake.kind).map(|name| format!("Did you mean {name}?"));
        StageError::Broken(vec![problem])
    }

    fn next_image(&mut self) -> Result<Image, StageError> {
        let lesson = Arc::clone(&self.lesson);
        let step = self.starts.len();
        match self.starts.last() {
            None => {
                self.scratch = Scratch::new()?;
                if let Some(setup) = &lesson.setup {
                    self.run_authored(setup, "`setup`")?;
                }
                self.insert(&lesson.data)?;
            }
            Some(previous) => {
                let previous = previous.clone();
                self.scratch.restore(&previous)?;
                if let Some(task) = lesson.steps.get(step - 1).and_then(lasting) {
                    self.run_reference(step - 1, task)?;
                }
            }
        }
        if let Some(step) = lesson.steps.get(step) {
            self.insert(&step.data)?;
        }
        Ok(self.scratch.image()?)
    }

    /// Inserts rows, tables in any order: foreign keys are looked at when all rows are there.
    fn insert(&mut self, data: &[TableData]) -> Result<(), StageError> {
        if data.is_empty() {
            return Ok(());
        }
        self.begin()?;
        for table in data {
            for row in &table.rows {
                let sql = insert(&table.table.text, &row.columns, &row.cells);
                self.row(&sql, row.span, &table.table)?;
            }
        }
        self.commit(data, data[0].table.span, "the rows of `data`")
    }

    /// Makes the variant's change to a state: empties tables, adds and replaces rows.
    fn vary(&mut self, variant: &Variant, step: usize, state: &State) -> Result<(), StageError> {
        self.begin()?;
        for table in &variant.empty {
            self.row(&format!("DELETE FROM {}", quoted(&table.text)), table.span, table)?;
        }
        for table in &variant.add {
            let key = state.schema.table(&table.table.text).map(|table| &*table.primary_key);
            for row in &table.rows {
                let insert = insert(&table.table.text, &row.columns, &row.cells);
                let sql = format!("{insert}{}", replacing(&row.columns, key.unwrap_or_default()));
                self.row(&sql, row.span, &table.table)?;
            }
        }
        let named = self.lesson.steps.get(step).and_then(|step| step.id.as_ref());
        let named = named.map_or_else(String::new, |id| format!(" ({})", id.text));
        let what = format!("at step {}{named}, the variant", step + 1);
        self.commit(&variant.add, variant.name.span, &what)
    }

    fn begin(&mut self) -> Result<(), StageError> {
        let script = self.scratch.run("BEGIN; PRAGMA defer_foreign_keys = ON", &AUTHORED);
        match script.failure() {
            None => Ok(()),
            Some(failure) => Err(self.broken(Span::default(), failure.message.clone())),
        }
    }

    /// Runs what concerns the rows of a table.
    fn row(&mut self, sql: &str, span: Span, table: &Text) -> Result<(), StageError> {
        let script = self.scratch.run(sql, &AUTHORED);
        let Some(failure) = script.failure() else { return Ok(()) };
        let schema = self.scratch.schema()?;
        Err(match not_there(&schema, table, failure) {
            Some((whole, message, help)) => {
                let span = if whole { table.span } else { span };
                let problem = Diagnostic::error(&self.lesson.source, span, message);
                StageError::Broken(vec![problem.with_help(help)])
            }
            None => self.broken(span, failed("this row", failure)),
        })
    }

    /// Ends what `begin` began. Of a row that refers to none, `data` tells the place, and else it
    /// is `span`.
    fn commit(&mut self, data: &[TableData], span: Span, what: &str) -> Result<(), StageError> {
        let script = self.scratch.run("COMMIT", &AUTHORED);
        let Some(failure) = script.failure() else { return Ok(()) };
        let Some(orphan) = orphan::first(&mut self.scratch, &AUTHORED)? else {
            return Err(self.broken(span, failed(what, failure)));
        };
        let span = orphan.place(data).unwrap_or(span);
        Err(self.broken(span, format!("{what} cannot stand: {}", orphan.words())))
    }
}

/// The task of a step, if its reference changes what later steps begin with.
fn lasting(step: &crate::lesson::Step) -> Option<&Task> {
    match &step.body {
        Body::Task(task) if task.kind == TaskKind::Change && task.expect.refused.is_none() => {
            Some(task)
        }
        _ => None,
    }
}

fn tables(variant: &Variant) -> impl Iterator<Item = &Text> {
    variant.empty.iter().chain(variant.add.iter().map(|table| &table.table))
}

/// What is said of rows whose table is not there, or refers to one that is not there, and what to
/// do; and whether it is said of the table as a whole.
fn not_there(schema: &Schema, table: &Text, failure: &Failure) -> Option<(bool, String, String)> {
    if !failure.message.starts_with("no such table") {
        return None;
    }
    let name = &table.text;
    let others = || schema.tables.iter().map(|table| table.name.as_str());
    let Some(found) = schema.table(name) else {
        let help = match nearest(name, others()) {
            Some(nearest) => format!("Did you mean {nearest}?"),
            None => "Make it in `setup`.".to_owned(),
        };
        return Some((true, format!("there is no table {name}"), help));
    };
    // SQLite looks for the table that a key refers to only when a row meets the key.
    let lost = found.foreign_keys.iter().find(|key| schema.table(&key.table).is_none())?;
    let help = match nearest(&lost.table, others()) {
        Some(nearest) => format!("Did you mean REFERENCES {nearest}, in `setup`?"),
        None => "Make that table in `setup` too.".to_owned(),
    };
    let column = lost.columns.join(", ");
    let message = format!("{name}.{column} refers to the table {}, which is not there", lost.table);
    Some((false, message, help))
}

fn failed(what: &str, failure: &Failure) -> String {
    format!("{what} does not run: {}", failure.message)
}

/// An INSERT of one row. Identifiers and values are quoted, whatever they hold.
fn insert(table: &str, columns: &[String], cells: &[Value]) -> String {
    let columns: Vec<String> = columns.iter().map(|column| quoted(column)).collect();
    let cells: Vec<String> = cells.iter().map(Value::literal).collect();
    format!("INSERT INTO {} ({}) VALUES ({})", quoted(table), columns.join(", "), cells.join(", "))
}

/// What makes an INSERT replace the row of an equal key. Not INSERT OR REPLACE: that would delete
/// the row first, and its children with it.
fn replacing(columns: &[String], key: &[String]) -> String {
    let is_key = |column: &String| key.iter().any(|key| key.eq_ignore_ascii_case(column));
    let has_key = |key: &String| columns.iter().any(|column| column.eq_ignore_ascii_case(key));
    if key.is_empty() || !key.iter().all(has_key) {
        return String::new();
    }
    let target: Vec<String> = key.iter().map(|column| quoted(column)).collect();
    let set: Vec<String> = columns
        .iter()
        .filter(|column| !is_key(column))
        .map(|column| format!("{0} = excluded.{0}", quoted(column)))
        .collect();
    let action = if set.is_empty() {
        "DO NOTHING".to_owned()
    } else {
        format!("DO UPDATE SET {}", set.join(", "))
    };
    format!(" ON CONFLICT ({}) {action}", target.join(", "))
}
