//! Running ORM code in a step's world, beside the reference.
//!
//! The world of a step is its image and the ORM code of the lesson so far, replayed: its classes,
//! its objects and what they were called are there, and the database is as the step begins.

use std::sync::Arc;

use super::OrmRun;
use super::stage::{Stage, StageError};
use super::state::State;
use crate::diagnostic::Span;
use crate::lesson::{Body, Language, Lesson, Task};
use crate::orm::live::{Apart, Left, Live};
use crate::orm::mapped::{Mapped, Obstacle, key_to_nothing, no_other_side};
use crate::orm::migrate::Revision;
use crate::orm::recording::{Failed, FailedKind, Mode, Recording};
use crate::orm::typed::pieces::has_command;
use crate::schema::Schema;
use crate::scratch::{Budget, Scratch, Stop};

/// What ORM code did in a step's world.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Done {
    /// What its last piece did.
    pub recording: Recording,
    /// What each piece printed.
    pub printed: Vec<String>,
    /// The statements that all of it sent, those of the tables it made not counted.
    pub statements: Vec<String>,
    /// How many of them the pieces before the last one sent.
    pub sent_before: usize,
    /// What is mapped afterwards.
    pub mapped: Vec<Mapped>,
    /// Of that, what was not mapped so before.
    pub declared: Vec<Mapped>,
    /// The tables as the classes say them, whatever the database has.
    pub schema: Schema,
    /// The statements that made tables.
    pub made: Vec<String>,
    /// What the session holds back.
    pub left: Left,
    /// The variables whose objects it was never given.
    pub apart: Vec<Apart>,
    /// The revisions that are written and not applied.
    pub pending: Vec<Revision>,
    /// What alembic logged of the migrations that were applied.
    pub applied: Vec<String>,
}

impl Done {
    /// What all of it printed.
    pub fn output(&self) -> String {
        self.printed.concat()
    }
}

impl Stage {
    /// Runs pieces of code in a step's world, one after the other; what a piece fails with ends
    /// that piece only, as at a prompt.
    ///
    /// # Errors
    /// What is wrong with the lesson.
    pub fn run_pieces(&mut self, step: usize, pieces: &[&str]) -> Result<(Live, Done), StageError> {
        let mut live = self.world(step)?;
        let before = live.mapped();
        let applied_before = live.applied().len();
        let mut done = Done::default();
        for piece in pieces {
            let recording = live.run(piece);
            done.printed.push(recording.output.clone());
            done.made.extend(recording.ddl.iter().cloned());
            done.sent_before = done.statements.len();
            done.statements.extend(recording.statements.iter().map(|sent| sent.sql.clone()));
            done.recording = recording;
        }
        done.mapped = live.mapped();
        done.declared.clone_from(&done.mapped);
        done.declared.retain(|mapped| !before.contains(mapped));
        if !done.declared.is_empty() {
            done.schema = said_by_classes(&mut live)?;
        }
        done.left = live.left();
        done.apart = live.apart();
        done.pending = live.pending();
        let applied = live.applied().into_iter().skip(applied_before);
        done.applied = applied.flat_map(|revision| revision.detected).collect();
        Ok((live, done))
    }

    /// The world with which a step begins.
    ///
    /// # Errors
    /// What is wrong with the lesson, or where the code of an earlier step does not come to its
    /// end.
    pub fn world(&mut self, step: usize) -> Result<Live, StageError> {
        let lesson = Arc::clone(self.lesson());
        let mode = mode(&lesson);
        let mut live = Live::new(&self.image(0)?, self.scratch.interrupt(), mode)?;
        if migrates(&lesson) {
            live.leave_tables_to_migrations();
        }
        for (at, earlier) in lesson.steps.iter().enumerate().take(step) {
            let Body::Task(task) = &earlier.body else { continue };
            if task.language == Language::Orm {
                live.restore(&self.image(at)?)?;
                self.run_whole(&mut live, task)?;
            }
        }
        live.restore(&self.image(step)?)?;
        Ok(live)
    }

    /// Runs the reference of an ORM step in its world, and leaves the database as it does.
    ///
    /// # Errors
    /// Where it raises an exception, or leaves something that is not committed.
    pub(super) fn run_code(&mut self, step: usize, task: &Task) -> Result<(), StageError> {
        let mut live = self.world(step)?;
        self.run_whole(&mut live, task)?;
        Ok(self.scratch.restore(&live.image()?)?)
    }

    /// The committed state of a world, read in the stage's own database, which then holds it.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn state_of(&mut self, live: &Live) -> Result<State, StageError> {
        self.scratch.restore(&live.image()?)?;
        Ok(State::read(&self.scratch)?)
    }

    fn run_whole(&self, live: &mut Live, task: &Task) -> Result<(), StageError> {
        let recording = live.run(&task.answer.text);
        if let Some(failed) = &recording.error {
            if failed.kind == FailedKind::Stopped {
                return Err(StageError::Stopped(Stop::Interrupted));
            }
            let message = format!("the answer does not run: {}", failed.last_line());
            return Err(self.broken(self.place(task, failed), message));
        }
        if let Some(((class, attribute), message)) = incomplete(&live.mapped()) {
            let text = &task.answer.text;
            let declared = text.find(&format!("class {class}("));
            let at = declared.and_then(|class| {
                let within = text.get(class..)?.find(&format!(" {attribute} = "))?;
                Some(class + within + 1)
            });
            let source = &self.lesson().source;
            let place = at.map_or(task.answer.span, |at| task.answer.place_of(at, source));
            return Err(self.broken(place, message));
        }
        if live.left().is_nothing() {
            return Ok(());
        }
        let message = "the answer leaves what is not committed: add session.commit()";
        Err(self.broken(task.answer.span, message.to_owned()))
    }

    /// Where code failed, in the lesson's file.
    fn place(&self, task: &Task, failed: &Failed) -> Span {
        let source = &self.lesson().source;
        failed.span.map_or(task.answer.span, |span| task.answer.place_of(span.start, source))
    }
}

/// The tables of the classes, as a database would have them.
fn said_by_classes(live: &mut Live) -> Result<Schema, StageError> {
    let mut beside = Scratch::new()?;
    // What cannot be made is missed as a table, and told where it matters.
    beside.run(&live.tables_in_sql().join(";\n"), &Budget::default());
    Ok(beside.schema()?)
}

/// A relationship that SQLAlchemy cannot complete though both its classes are there: whatever uses
/// one of them raises an exception.
fn incomplete(mapped: &[Mapped]) -> Option<((String, String), String)> {
    let open = mapped.iter().flat_map(|it| it.open.iter().map(move |open| (it, open)));
    open.into_iter().find_map(|(it, open)| {
        let own = (it.class.as_str(), open.attribute.as_str());
        let message = match &open.obstacle {
            Obstacle::NoOtherSide { target, named, instead } => {
                let said = no_other_side(own, target, named, instead.as_deref());
                format!("the answer's classes cannot be used: {said}")
            }
            Obstacle::KeyToNothing { column, names, instead } => {
                let said = key_to_nothing(column, names, instead.as_deref());
                format!("the answer's classes cannot be used: {said}")
            }
            Obstacle::Raises(why) => format!(
                "the answer's classes cannot be used: SQLAlchemy cannot complete `{}.{}`: {why}",
                own.0, own.1
            ),
            Obstacle::NoClass(_) | Obstacle::Behind(..) => return None,
        };
        Some(((it.class.clone(), open.attribute.clone()), message))
    })
}

/// Which names the lesson's code finds bound: those that its answers speak of.
fn mode(lesson: &Lesson) -> Mode {
    let says_flask = lesson.steps.iter().any(|step| match &step.body {
        Body::Task(task) if task.language == Language::Orm => {
            Mode::of(&task.answer.text) == Mode::Flask
        }
        _ => false,
    });
    if says_flask { Mode::Flask } else { Mode::Classic }
}

/// Whether the lesson's tables are made by migrations: where its answers speak of them.
pub fn migrates(lesson: &Lesson) -> bool {
    lesson.steps.iter().any(|step| match &step.body {
        Body::Task(task) => task.language == Language::Orm && has_command(&task.answer.text),
        _ => false,
    })
}

impl OrmRun {
    /// What stopped it so that it cannot be judged.
    pub fn undecided(&self) -> Option<Stop> {
        let failed = self.did.recording.error.as_ref()?;
        (failed.kind == FailedKind::Stopped).then_some(Stop::Interrupted)
    }
}
