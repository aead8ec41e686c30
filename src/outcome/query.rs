//! Running a query on every data set of a step, beside the reference.

use std::sync::Arc;

use super::stage::{AUTHORED, Stage, StageError};
use super::state::State;
use super::swap;
use super::{Clues, QueryOutcome, QueryRun};
use crate::answer::Submission;
use crate::lesson::{Order, Task, Text};
use crate::rows::compare::Tolerance;
use crate::rows::wanted::{self, Difference, Wanted};
use crate::rows::{Row, Rows, Value};
use crate::schema::Schema;
use crate::scratch::{Budget, Image, Script, Stop};
use crate::sql::{constructs, look, order, unlinked, variation};
use crate::verdict::OtherData;

/// What a query step compares with: a function of the lesson alone.
#[derive(Debug, Clone)]
pub struct QueryReference {
    schema: Arc<Schema>,
    here: DataSet,
    variants: Vec<(OtherData, DataSet)>,
}

/// Data, and what the reference gives on it.
#[derive(Debug, Clone)]
struct DataSet {
    image: Image,
    wanted: Arc<Wanted>,
}

/// What ranking a reference may use: without its LIMIT, a query may have no end.
const RANKED: Budget = Budget { steps: 4_000_000, rows: 10_000, bytes: 8 << 20, millis: 30_000 };

/// What one repair may use: many are tried for one wrong answer.
const REPAIR: Budget = Budget { steps: 2_000_000, rows: 10_000, bytes: 8 << 20, millis: 30_000 };

impl QueryReference {
    /// Runs the reference on the lesson's data and on every variant.
    pub fn new(stage: &mut Stage, step: usize, task: &Task) -> Result<Self, StageError> {
        let image = stage.image(step)?;
        stage.scratch.restore(&image)?;
        let schema = Arc::new(stage.scratch.schema()?);
        let mut here = DataSet { wanted: Arc::new(wanted(stage, task)?), image };
        if let Some(literal) = &task.expect.rows {
            here.wanted = Arc::new(literal_rows(&here.wanted, literal, task));
        }
        stage.scratch.restore(&here.image)?;
        let own = State::read(&stage.scratch)?;
        let mut variants = Vec::new();
        for (name, image) in stage.variants(step)? {
            stage.scratch.restore(&image)?;
            let tables = State::read(&stage.scratch)?.other_than(&own);
            let other = OtherData { name, tables };
            variants.push((other, DataSet { wanted: Arc::new(wanted(stage, task)?), image }));
        }
        Ok(Self { schema, here, variants })
    }

    /// Runs an answer. The variants are run only where the answer is right on the lesson's data:
    /// a difference that can be seen is what the learner looks at first.
    pub fn run(
        &self,
        stage: &mut Stage,
        task: &Task,
        submission: &Submission,
    ) -> Result<QueryOutcome, StageError> {
        let text = &submission.text;
        let (here, wrote) = self.here.run(stage, text, &self.schema)?;
        let judged = here.script.result().and_then(|(place, _)| text.get(place.start..place.end));
        let made_of = |text: &str| constructs::constructs(text).unwrap_or_default();
        let mut outcome = QueryOutcome {
            text: text.clone(),
            schema: Arc::clone(&self.schema),
            judged: judged.map(made_of).unwrap_or_default(),
            here,
            elsewhere: Vec::new(),
            constructs: made_of(text),
            wrote,
            clues: Clues::default(),
        };
        if differs(&outcome.here, task) {
            outcome.clues = self.clues(stage, text, &self.here, task)?;
        } else {
            for (other, data) in &self.variants {
                let (run, _) = data.run(stage, text, &self.schema)?;
                let wrong = differs(&run, task);
                outcome.elsewhere.push((other.clone(), run));
                if wrong {
                    outcome.clues = self.clues(stage, text, data, task)?;
                    break;
                }
            }
        }
        Ok(outcome)
    }

    /// Tries what a typical mistake would look like undone, on data on which the answer is wrong.
    fn clues(
        &self,
        stage: &mut Stage,
        text: &str,
        data: &DataSet,
        task: &Task,
    ) -> Result<Clues, StageError> {
        let key = |table: &str| {
            let table = self.schema.table(table)?;
            table.primary_key.first().cloned()
        };
        let unlinked = unlinked::joins_without_condition;
        let mut clues = Clues {
            // What the reference does too is no mistake.
            unconditional_join: unlinked(text) && !unlinked(&task.answer.text),
            ..Clues::default()
        };
        for repair in variation::variations(text, &key) {
            stage.scratch.restore(&data.image)?;
            let script = stage.scratch.run(&repair.text, &REPAIR);
            let run = QueryRun { wanted: Arc::clone(&data.wanted), script };
            if !differs(&run, task) {
                clues.repairs.push(repair);
            }
        }
        for swap in swap::swaps(text, &self.schema) {
            stage.scratch.restore(&data.image)?;
            let script = stage.scratch.run(&swap.text, &REPAIR);
            let run = QueryRun { wanted: Arc::clone(&data.wanted), script };
            if !differs(&run, task) {
                clues.swap = Some(swap);
                break;
            }
        }
        for list in look::negations(text) {
            stage.scratch.restore(&data.image)?;
            let script = stage.scratch.run(&list, &REPAIR);
            let rows = script.rows().map_or(&[][..], |rows| &rows.rows);
            if rows.iter().any(|row| row.contains(&Value::Null)) {
                clues.null_lists.push(list);
            }
        }
        Ok(clues)
    }
}

impl DataSet {
    /// Runs an answer on this data; also names the tables that it changed.
    fn run(
        &self,
        stage: &mut Stage,
        text: &str,
        schema: &Schema,
    ) -> Result<(QueryRun, Vec<String>), StageError> {
        stage.scratch.restore(&self.image)?;
        let script = stage.scratch.run(text, &Budget::default());
        let wrote = if script.wrote() { changed(stage, &self.image, schema)? } else { Vec::new() };
        Ok((QueryRun { wanted: Arc::clone(&self.wanted), script }, wrote))
    }
}

/// How far apart numbers may be in this step.
pub fn tolerance(task: &Task) -> Tolerance {
    task.expect.within.map_or_else(Tolerance::default, Tolerance::Absolute)
}

/// Whether the order of rows counts in this step at all.
pub fn order_counts(task: &Task) -> bool {
    task.expect.order != Some(Order::None)
}

impl QueryRun {
    /// How the answer's result differs from what was wanted; `None` also where there is no result.
    pub fn difference(&self, task: &Task) -> Option<Difference> {
        let rows = self.script.rows()?;
        self.wanted.difference(rows, order_counts(task), tolerance(task))
    }
}

fn differs(run: &QueryRun, task: &Task) -> bool {
    !ended(&run.script) || run.script.rows().is_none() || run.difference(task).is_some()
}

/// The tables of the schema that are not as they are in the image.
fn changed(stage: &mut Stage, image: &Image, schema: &Schema) -> Result<Vec<String>, StageError> {
    let after = State::read(&stage.scratch)?;
    stage.scratch.restore(image)?;
    let before = State::read(&stage.scratch)?;
    let differing = before.differing(&after);
    Ok(differing.into_iter().filter(|name| schema.table(name).is_some()).collect())
}

/// What the reference gives on the data that is loaded, with the freedom of its order.
fn wanted(stage: &mut Stage, task: &Task) -> Result<Wanted, StageError> {
    let script = stage.run_authored(&task.answer, "the answer")?;
    let Some(rows) = script.rows().cloned() else {
        return Err(stage.broken(task.answer.span, "the answer gives no result".to_owned()));
    };
    if rows.truncated {
        let message = "the answer gives more rows than can be judged";
        return Err(stage.broken(task.answer.span, message.to_owned()));
    }
    match &task.expect.order {
        Some(Order::Exact) => Ok(Wanted::exact(rows)),
        Some(Order::By(columns)) => by_columns(stage, rows, columns, task),
        None | Some(Order::None) => ranked(stage, &task.answer.text, rows),
    }
}

fn by_columns(
    stage: &mut Stage,
    rows: Rows,
    columns: &[Text],
    task: &Task,
) -> Result<Wanted, StageError> {
    let mut indexes = Vec::new();
    for column in columns {
        let index = rows.columns.iter().position(|name| name.eq_ignore_ascii_case(&column.text));
        let Some(index) = index else {
            let message = format!("the answer's result has no column {}", column.text);
            return Err(stage.broken(column.span, message));
        };
        indexes.push(index);
    }
    Ok(ranked(stage, &task.answer.text, rows)?.by_columns(&indexes, tolerance(task)))
}

/// The reference's rows with the ranks that its outermost ORDER BY gives them. Where that cannot
/// be found out, the order counts as it stands, if there is one.
fn ranked(stage: &mut Stage, text: &str, rows: Rows) -> Result<Wanted, StageError> {
    if let Some(ranking) = order::ranking(text, rows.columns.len()) {
        for text in &ranking.texts {
            let script = stage.scratch.run(text, &RANKED);
            // What was stopped from outside says nothing about the order.
            if let Some(stop) = script.stopped().filter(|stop| *stop != Stop::Steps) {
                return Err(StageError::Stopped(stop));
            }
            if ended(&script) {
                if let Some(wanted) = ranked_rows(stage, &ranking, &script, &rows) {
                    return Ok(wanted);
                }
                break;
            }
        }
    }
    Ok(if order::is_ordered(text) { Wanted::exact(rows) } else { Wanted::unordered(rows) })
}

fn ranked_rows(
    stage: &mut Stage,
    ranking: &order::Ranking,
    script: &Script,
    plain: &Rows,
) -> Option<Wanted> {
    let limit = bound(stage, ranking.limit.as_deref());
    let offset = bound(stage, ranking.offset.as_deref());
    Wanted::from_ranking(plain, script.rows()?, limit, offset)
}

/// The value of a LIMIT or OFFSET; `None` where there is none, or it is negative, which SQLite
/// takes for none.
fn bound(stage: &mut Stage, expression: Option<&str>) -> Option<usize> {
    let script = stage.scratch.run(&format!("SELECT {}", expression?), &AUTHORED);
    script.rows().filter(|_| ended(&script)).and_then(wanted::bound)
}

fn ended(script: &Script) -> bool {
    script.failure().is_none() && script.stopped().is_none()
}

/// The author's literal rows. Where they are the reference's own, its ties are free in them too.
fn literal_rows(reference: &Wanted, literal: &[Row], task: &Task) -> Wanted {
    let rows =
        Rows { columns: reference.rows.columns.clone(), rows: literal.to_vec(), truncated: false };
    if reference.difference(&rows, order_counts(task), tolerance(task)).is_none() {
        reference.clone()
    } else if reference.is_ordered() {
        Wanted::exact(rows)
    } else {
        Wanted::unordered(rows)
    }
}
