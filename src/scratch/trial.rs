//! Prepared queries on small data sets, over and over.
//!
//! Everything is compiled once. Filling in a data set, running a query on it and taking it out
//! again then costs some microseconds, where restoring an image and running a text costs hundreds.

mod insert;

use rusqlite::fallible_iterator::FallibleIterator;
use rusqlite::limits::Limit;
use rusqlite::{Batch, Connection, Statement};

use insert::Inserts;

use super::collect::{collect, reads_only};
use super::database::Scratch;
use super::guard::Guard;
use super::history::History;
use super::inspect;
use super::meter::Meter;
use super::run::{ended, parameter, take_steps};
use super::still::{Moment, Still};
use super::{Budget, Constraint, Failure, FailureKind, Image, Ran, ScratchError, Stop, limits};
use crate::rows::data_set::DataSet;
use crate::schema::Schema;
use crate::sql::kind::{Kind, kind};

/// A scratch database in which prepared queries are run on one data set after another. What is
/// filled in is gone when it is dropped.
#[derive(Debug)]
pub struct Trial<'s> {
    connection: &'s Connection,
    guard: &'s Guard,
    meter: &'s Meter,
    still: &'s Still,
    history: &'s History,
    /// How many parameters were allowed before: a row can be wider.
    parameters: i32,
    queries: Vec<Query<'s>>,
    inserts: Inserts<'s>,
    own: Own<'s>,
    steps: u64,
}

/// A query that a [`Trial`] has compiled; it means nothing to another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Prepared(usize);

/// Why a text cannot be run as a query.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Unfit {
    /// Why, for a person; often in SQLite's own words.
    pub message: String,
}

/// What came of filling in a data set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// It is there. Its foreign keys may hold or not: see [`Trial::keys_hold`].
    Filled,
    /// A row was refused, and nothing is there. A trigger or a generated column that fails
    /// refuses it too.
    Refused {
        /// The index of its table in the data set.
        table: usize,
        /// Its index among the rows of that table.
        row: usize,
        /// What refused it.
        constraint: Constraint,
    },
    /// It was stopped, by what a trigger did for instance; nothing is there.
    Stopped(Stop),
}

/// A compiled query.
#[derive(Debug)]
struct Query<'s> {
    statement: Statement<'s>,
    width: usize,
    /// It calls a function that tells of earlier statements.
    looks_back: bool,
}

/// The trial's own statements.
#[derive(Debug)]
struct Own<'s> {
    begin: Statement<'s>,
    mark: Statement<'s>,
    back: Statement<'s>,
    release: Statement<'s>,
    keys: Statement<'s>,
}

/// What filling in one data set may use, triggers and generated columns included.
const FILLING: Budget = Budget { steps: 400_000, rows: 1, bytes: 4096, millis: 30_000 };

impl Scratch {
    /// Begins a trial on an image. Data sets are filled into one without rows
    /// ([`Scratch::emptied`]); on one that has rows, queries can be run as it is. An interrupt that
    /// was asked for before is forgotten; one that comes later stops every fill and every run from
    /// then on.
    ///
    /// # Errors
    ///
    /// When SQLite cannot take the image, for want of memory.
    pub fn trial(&mut self, image: &Image) -> Result<Trial<'_>, ScratchError> {
        self.restore(image)?;
        self.bound()?;
        self.meter.forget_interrupt();
        self.guard.begin();
        let Self { connection, guard, meter, still, history, .. } = &*self;
        let own = Own {
            begin: connection.prepare("BEGIN")?,
            mark: connection.prepare("SAVEPOINT filled")?,
            back: connection.prepare("ROLLBACK TO filled")?,
            release: connection.prepare("RELEASE filled")?,
            keys: connection.prepare("PRAGMA foreign_key_check")?,
        };
        let parameters = connection.limit(Limit::SQLITE_LIMIT_VARIABLE_NUMBER)?;
        let columns = connection.limit(Limit::SQLITE_LIMIT_COLUMN)?;
        connection.set_limit(Limit::SQLITE_LIMIT_VARIABLE_NUMBER, parameters.max(columns))?;
        Ok(Trial {
            connection,
            guard,
            meter,
            still,
            history,
            parameters,
            queries: Vec::new(),
            inserts: Inserts::default(),
            own,
            steps: 0,
        })
    }
}

impl<'s> Trial<'s> {
    /// Compiles a query: one SELECT, maybe with WITH, or VALUES, that passes the walls.
    ///
    /// # Errors
    ///
    /// When the text is anything else, or SQLite does not take it.
    pub fn prepare(&mut self, text: &str) -> Result<Prepared, Unfit> {
        let unfit = |message: &str| Err(Unfit { message: message.to_owned() });
        if text.contains('\0') {
            return unfit("the text contains a NUL character, which SQL cannot");
        }
        if text.len() > limits::STATEMENT_BYTES {
            return unfit("the text is too long to run");
        }
        match kind(text) {
            Kind::Query | Kind::Unknown(_) => {}
            _ => return unfit("it is no query: it has to be a SELECT or VALUES"),
        }
        self.guard.begin();
        let mut batch = Batch::new(self.connection, text);
        let statement = match batch.next() {
            Ok(Some(statement)) => statement,
            Ok(None) => return unfit("there is no query in it"),
            Err(error) => return Err(self.unfit(&error)),
        };
        let looks_back = self.guard.looks_back();
        if !matches!(batch.next(), Ok(None)) {
            return unfit("there is more than one statement in it");
        }
        if let Some(failure) = parameter(&statement, text, 0) {
            return unfit(&failure.message);
        }
        let width = statement.column_count();
        if !reads_only(&statement) || width == 0 {
            return unfit("it is no query: it gives no rows");
        }
        self.queries.push(Query { statement, width, looks_back });
        Ok(Prepared(self.queries.len() - 1))
    }

    /// The number of columns that a query gives.
    pub fn width(&self, query: Prepared) -> usize {
        self.queries.get(query.0).map_or(0, |query| query.width)
    }

    /// Takes out what was filled in before, and fills in a data set. Foreign keys may lead
    /// nowhere until the last row is there, so that the order of tables and rows does not matter
    /// to them; triggers act.
    pub fn fill(&mut self, data: &DataSet) -> Fill {
        self.meter.begin_next(&FILLING);
        let fill = match self.meter.check() {
            Some(stop) => Fill::Stopped(stop),
            None => self.fill_in(data),
        };
        self.meter.end();
        if fill != Fill::Filled && self.clear().is_err() {
            // The next one finds the transaction gone and begins another.
            self.roll_back();
        }
        fill
    }

    /// Runs a query on what is filled in. No more steps are used than the budget has, and those
    /// are the same each time.
    pub fn run(&mut self, query: Prepared, budget: &Budget) -> Ran {
        let Self { connection, guard, meter, history, .. } = *self;
        let Some(query) = self.queries.get_mut(query.0) else { return stranger() };
        meter.begin_next(budget);
        if let Some(stop) = meter.check() {
            meter.end();
            return Ran::Stopped(stop);
        }
        if query.looks_back
            && let Err(error) = forget(connection, guard, history)
        {
            meter.end();
            return ended(guard, meter, &error, 0);
        }
        // SQLite may compile it again.
        guard.begin();
        let (rows, over) = collect(&mut query.statement, budget, &mut budget.bytes.clone());
        self.steps += take_steps(&query.statement);
        meter.end();
        match over {
            Ok(()) => Ran::Rows(rows),
            Err(error) => ended(guard, meter, &error, 0),
        }
    }

    /// Whether every foreign key of what is filled in leads somewhere. `false` too where that
    /// cannot be found out: the schema refers to what is not there, or memory runs out.
    pub fn keys_hold(&mut self) -> bool {
        self.guard.begin();
        self.meter.begin_next(&FILLING);
        let broken = self.own.keys.exists([]);
        self.steps += take_steps(&self.own.keys);
        self.meter.end();
        matches!(broken, Ok(false))
    }

    /// Virtual-machine steps of everything that was filled in and run so far.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// What the database declares; see [`Scratch::schema`].
    ///
    /// # Errors
    ///
    /// When memory runs out.
    pub fn schema(&self) -> Result<Schema, ScratchError> {
        Ok(self.guard.trust(|| inspect::schema(self.connection))?)
    }

    /// The views: their names, and the statements that made them.
    ///
    /// # Errors
    ///
    /// When memory runs out.
    pub fn views(&self) -> Result<Vec<(String, String)>, ScratchError> {
        Ok(self.guard.trust(|| inspect::view_texts(self.connection))?)
    }

    /// What `now` and `random()` are.
    pub fn moment(&self) -> Moment {
        self.still.get()
    }

    /// Sets what `now` and `random()` are, for the runs to come.
    pub fn set_moment(&self, moment: Moment) {
        self.still.set(moment);
    }

    fn fill_in(&mut self, data: &DataSet) -> Fill {
        if let Err(error) = self.clear() {
            return self.not_filled(&error, 0, 0);
        }
        for (table, rows) in data.tables.iter().enumerate() {
            self.guard.begin();
            let insert = match self.inserts.get(self.connection, rows) {
                Ok(insert) => insert,
                Err(error) => return self.not_filled(&error, table, 0),
            };
            for (row, cells) in rows.rows.iter().enumerate() {
                let inserted = insert::insert(insert, rows.columns.len(), cells);
                let steps = take_steps(insert);
                self.steps += steps;
                self.meter.settle(steps);
                if let Err(error) = inserted {
                    return self.not_filled(&error, table, row);
                }
            }
        }
        // A trigger or ON CONFLICT may have ended the transaction without an error.
        if self.connection.is_autocommit() {
            return Fill::Refused { table: 0, row: 0, constraint: Constraint::Other };
        }
        Fill::Filled
    }

    /// Takes out what is filled in, and is ready for more.
    fn clear(&mut self) -> rusqlite::Result<()> {
        if !self.connection.is_autocommit() {
            self.own.back.raw_execute()?;
            self.own.release.raw_execute()?;
        } else {
            self.own.begin.raw_execute()?;
            self.guard.begin();
            // It holds until the transaction ends. Each time it is set, SQLite throws away all
            // that is compiled, which is why a data set is no transaction of its own.
            self.connection.execute_batch("PRAGMA defer_foreign_keys = ON")?;
        }
        self.own.mark.raw_execute()?;
        Ok(())
    }

    fn not_filled(&self, error: &rusqlite::Error, table: usize, row: usize) -> Fill {
        match ended(self.guard, self.meter, error, 0) {
            Ran::Stopped(stop) => Fill::Stopped(stop),
            Ran::Failed(Failure { kind: FailureKind::Refused(constraint), .. }) => {
                Fill::Refused { table, row, constraint }
            }
            _ => Fill::Refused { table, row, constraint: Constraint::Other },
        }
    }

    fn unfit(&self, error: &rusqlite::Error) -> Unfit {
        let message = match ended(self.guard, self.meter, error, 0) {
            Ran::Failed(Failure { kind: FailureKind::Denied(wall), .. }) => wall.reason(),
            Ran::Failed(failure) => failure.message,
            _ => "memory ran out while SQLite read it".to_owned(),
        };
        Unfit { message }
    }

    fn roll_back(&self) {
        if !self.connection.is_autocommit() {
            // Where this fails, the next restore will say so: it rolls back too.
            let _ = self.guard.trust(|| self.connection.execute_batch("ROLLBACK"));
        }
    }
}

impl Drop for Trial<'_> {
    fn drop(&mut self) {
        self.roll_back();
        // What was inserted and rolled back, no later statement shall find traces of.
        self.history.expire();
        let _ = self.connection.set_limit(Limit::SQLITE_LIMIT_VARIABLE_NUMBER, self.parameters);
    }
}

/// Has SQLite forget that rows were filled in: on new data nothing was inserted yet.
fn forget(connection: &Connection, guard: &Guard, history: &History) -> rusqlite::Result<()> {
    history.expire();
    guard.trust(|| history.forget(connection))?;
    history.note(connection);
    Ok(())
}

/// What comes of a query that another trial has compiled.
fn stranger() -> Ran {
    Ran::Failed(Failure {
        kind: FailureKind::Other,
        code: rusqlite::ffi::SQLITE_MISUSE,
        message: "the query was not compiled here".to_owned(),
        offset: None,
    })
}

#[cfg(test)]
mod tests;
