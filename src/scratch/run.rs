//! Running a script statement by statement.

use std::time::Instant;

use rusqlite::fallible_iterator::FallibleIterator;
use rusqlite::{Batch, ErrorCode, StatementStatus};

use super::collect::{collect, reads_only};
use super::database::Scratch;
use super::guard::Guard;
use super::meter::Meter;
use super::{Budget, Failure, FailureKind, Ran, Script, Statement, Stop, limits, piece};
use crate::diagnostic::Span;
use crate::sql::tokens::code;

impl Scratch {
    /// Runs a script. Whatever the text does is in the [`Script`]; it is never an error.
    ///
    /// An [`Interrupt`](super::Interrupt) that was asked for before the run began is forgotten.
    pub fn run(&mut self, text: &str, budget: &Budget) -> Script {
        self.times.clear();
        // SQLite would take the text to end there, and leave the rest unread without a word.
        if let Some(offset) = text.find('\0') {
            let message = "the text contains a NUL character, which SQL cannot";
            return refused(text, FailureKind::Syntax, message, Some(offset));
        }
        if text.len() > limits::SCRIPT_BYTES {
            return refused(text, FailureKind::Limit, "the text is too long to run", None);
        }
        if let Err(error) = self.bound() {
            return whole(text, self.ended(&error, 0));
        }
        self.meter.begin(budget);
        let mut script = Script::default();
        let mut room = budget.bytes.saturating_mul(4);
        let mut at = 0;
        while let Some((start, end)) = piece::next(text, at) {
            let began = Instant::now();
            let Some((statement, end)) = self.run_one(text, start, end, budget, &mut room) else {
                at = end;
                continue;
            };
            let over = matches!(statement.ran, Ran::Failed(_) | Ran::Stopped(_));
            script.statements.push(statement);
            self.times.push(began.elapsed());
            if over {
                break;
            }
            at = end;
        }
        self.meter.end();
        script
    }

    /// Runs the statement that begins at `start` and seems to end at `end`. Gives it and the place
    /// where it really ends; nothing where SQLite sees no statement.
    fn run_one(
        &mut self,
        text: &str,
        start: usize,
        end: usize,
        budget: &Budget,
        room: &mut usize,
    ) -> Option<(Statement, usize)> {
        if let Some(stop) = self.meter.check() {
            let (span, ran) = (span(text, start, end), Ran::Stopped(stop));
            return Some((Statement { span, read_only: true, ran }, end));
        }
        self.guard.begin();
        self.history.note(&self.connection);
        let (mut prepared, end) = match self.prepare(text, start, end) {
            Ok(found) => found?,
            Err((ran, end)) => {
                let span = span(text, start, end);
                return Some((Statement { span, read_only: true, ran }, end));
            }
        };
        let read_only = reads_only(&prepared);
        let ran = match parameter(&prepared, &text[start..end], start) {
            Some(failure) => Ran::Failed(failure),
            None => match self.look_back(read_only) {
                Ok(()) => self.step(&mut prepared, budget, room, start),
                Err(error) => self.ended(&error, start),
            },
        };
        self.meter.settle(take_steps(&prepared));
        drop(prepared);
        self.written |= !read_only;
        self.deferring |= self.guard.defers();
        Some((Statement { span: span(text, start, end), read_only, ran }, end))
    }

    /// Has SQLite compile the statement. A piece that SQLite finds incomplete is the beginning of
    /// a trigger: then SQLite is given all that follows, and says where the statement ends.
    fn prepare(
        &self,
        text: &str,
        start: usize,
        end: usize,
    ) -> Result<Option<(rusqlite::Statement<'_>, usize)>, (Ran, usize)> {
        let short = match Batch::new(&self.connection, &text[start..end]).next() {
            Ok(found) => return Ok(found.map(|prepared| (prepared, end))),
            Err(error) => error,
        };
        let incomplete = Failure::read(&short, start).is_incomplete();
        if !incomplete || end == text.len() {
            return Err((self.ended(&short, start), end));
        }
        let limit = piece::last_end(text, end, start + limits::STATEMENT_BYTES);
        match Batch::new(&self.connection, &text[start..limit]).next() {
            Ok(found) => Ok(found.map(|prepared| {
                let length = prepared.expanded_sql().map_or(limit - start, |sql| sql.len());
                (prepared, start + length)
            })),
            Err(error) => {
                let mut ran = self.ended(&error, start);
                if let Ran::Failed(failure) = &mut ran
                    && failure.is_incomplete()
                    && limit < text.len()
                {
                    failure.kind = FailureKind::Limit;
                    failure.message = "statement too long".to_owned();
                }
                Err((ran, limit))
            }
        }
    }

    fn step(
        &self,
        prepared: &mut rusqlite::Statement<'_>,
        budget: &Budget,
        room: &mut usize,
        start: usize,
    ) -> Ran {
        let (rows, ended) = collect(prepared, budget, room);
        if let Err(error) = ended {
            return self.ended(&error, start);
        }
        if !rows.columns.is_empty() && !is_alteration(prepared) {
            return Ran::Rows(rows);
        }
        let changed = if self.guard.counts_rows() { self.connection.changes() } else { 0 };
        Ran::Done { changed }
    }

    /// Sees to it that no statement finds traces of what was before the last restore.
    fn look_back(&self, read_only: bool) -> rusqlite::Result<()> {
        if read_only && !self.guard.looks_back() {
            return Ok(());
        }
        self.guard.trust(|| self.history.forget(&self.connection))
    }

    /// What an error of SQLite comes to, for a statement that begins at `start`.
    fn ended(&self, error: &rusqlite::Error, start: usize) -> Ran {
        ended(&self.guard, &self.meter, error, start)
    }
}

/// What an error of SQLite comes to, for a statement that begins at byte `start` of the script.
pub(super) fn ended(guard: &Guard, meter: &Meter, error: &rusqlite::Error, start: usize) -> Ran {
    match error.sqlite_error_code() {
        Some(ErrorCode::OperationInterrupted) => {
            return Ran::Stopped(meter.stopped().unwrap_or(Stop::Interrupted));
        }
        Some(ErrorCode::OutOfMemory) => return Ran::Stopped(Stop::Memory),
        _ => {}
    }
    let mut failure = Failure::read(error, start);
    if let Some(wall) = guard.wall() {
        failure.kind = FailureKind::Denied(wall);
    } else if guard.is_exhausted() {
        failure.kind = FailureKind::Limit;
        failure.message = "the statement reads too many columns, counting views".to_owned();
    }
    Ran::Failed(failure)
}

/// A script of which nothing was run.
fn whole(text: &str, ran: Ran) -> Script {
    let span = Span::new(0, text.len());
    Script { statements: vec![Statement { span, read_only: true, ran }] }
}

/// A script that is refused as a whole.
fn refused(text: &str, kind: FailureKind, message: &str, offset: Option<usize>) -> Script {
    let (code, message) = (rusqlite::ffi::SQLITE_ERROR, message.to_owned());
    whole(text, Ran::Failed(Failure { kind, code, message, offset }))
}

/// The failure of a statement that waits for a value from outside; it would silently be NULL.
pub(super) fn parameter(
    prepared: &rusqlite::Statement<'_>,
    text: &str,
    start: usize,
) -> Option<Failure> {
    let count = prepared.parameter_count();
    let name = (1..=count).find_map(|index| prepared.parameter_name(index));
    let name = name.or((count > 0).then_some("?"))?;
    Some(Failure {
        kind: FailureKind::Parameter(name.to_owned()),
        code: rusqlite::ffi::SQLITE_ERROR,
        message: format!("{name} stands for a value that a program would give; write the value"),
        offset: piece::find(text, name).map(|offset| start + offset),
    })
}

/// The virtual-machine steps that a statement took since it was last asked.
pub(super) fn take_steps(prepared: &rusqlite::Statement<'_>) -> u64 {
    u64::try_from(prepared.reset_status(StatementStatus::VmStep)).unwrap_or(0)
}

fn span(text: &str, start: usize, end: usize) -> Span {
    Span::new(start, start + text[start..end].trim_end().len())
}
/// Whether a statement is an ALTER TABLE. Where it looks at the rows that are there, SQLite lets it
/// have the columns of the query with which it looks, and no rows.
fn is_alteration(prepared: &rusqlite::Statement<'_>) -> bool {
    let begins = |sql: &String| code(sql).first().is_some_and(|word| word.is_any(&["ALTER"]));
    !prepared.readonly() && prepared.expanded_sql().as_ref().is_some_and(begins)
}
