//! Running a query on every data set of a step, beside the reference.

use std::sync::Arc;

use super::left_open;
use super::made;
use super::stage::{AUTHORED, Stage, StageError};
use super::state::State;
use super::suites::Suites;
use super::swap;
use super::{Clues, QueryOutcome, QueryRun};
use crate::answer::Submission;
use crate::counterexample::search::counterexample;
use crate::counterexample::{Comparison, Effort, Finding, OrderRule, Question, Suite, Undecided};
use crate::lesson::{Beyond, Order, Task, Text};
use crate::rows::compare::Tolerance;
use crate::rows::wanted::{Difference, Wanted};
use crate::rows::{Row, Rows, Value};
use crate::schema::Schema;
use crate::scratch::{Budget, Image, Script, Stop};
use crate::sql::{constructs, look, order, unlinked, variation};
use crate::verdict::{LeftOpen, Origin, OtherData};

/// What a query step compares with: a function of the lesson alone.
#[derive(Debug, Clone)]
pub struct QueryReference {
    schema: Arc<Schema>,
    here: DataSet,
    /// What the lesson's own data holds.
    own: State,
    variants: Vec<(OtherData, DataSet)>,
    /// What answers are compared with on data that is made; none where such data does not count.
    question: Option<Question>,
}

/// On which data an answer is judged.
#[derive(Debug, Clone, Copy)]
pub enum Reach<'a> {
    /// The lesson's own and its variants.
    Authored,
    /// Data that is made, too, with these suites.
    Made(&'a Suites),
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
            let other = OtherData { origin: Origin::Variant(name), tables };
            variants.push((other, DataSet { wanted: Arc::new(wanted(stage, task)?), image }));
        }
        let question = question(stage, &here.image, task)?;
        Ok(Self { schema, here, own, variants, question })
    }

    /// Runs an answer. Other data is looked at only where the answer is right on the lesson's
    /// own: a difference that can be seen is what the learner looks at first. What the author
    /// wrote comes before what is made.
    pub fn run(
        &self,
        stage: &mut Stage,
        task: &Task,
        submission: &Submission,
        reach: Reach<'_>,
    ) -> Result<QueryOutcome, StageError> {
        let text = &submission.text;
        let mut outcome = self.visible(stage, text)?;
        outcome.left_open = self.left_open(stage, task, &outcome)?;
        if differs(&outcome.here, task) {
            outcome.clues = self.clues(stage, text, &self.here, task)?;
            return Ok(outcome);
        }
        for (other, data) in &self.variants {
            let (run, _) = data.run(stage, text, &self.schema)?;
            let wrong = differs(&run, task);
            outcome.elsewhere.push((other.clone(), run));
            if wrong {
                outcome.clues = self.clues(stage, text, data, task)?;
                return Ok(outcome);
            }
        }
        if let Reach::Made(suites) = reach {
            self.search(stage, task, &mut outcome, suites)?;
        }
        Ok(outcome)
    }

    /// Runs an answer on the lesson's own data, and on data that was made for another.
    pub fn run_on(
        &self,
        stage: &mut Stage,
        task: &Task,
        text: &str,
        made: &OtherData,
    ) -> Result<QueryOutcome, StageError> {
        let mut outcome = self.visible(stage, text)?;
        let Some(data) = made.made() else { return Ok(outcome) };
        let image = made::image(stage, &self.here.image, &data.script)?;
        let Some(image) = image else { return Ok(outcome) };
        let data = DataSet { image, wanted: Arc::clone(&data.wanted) };
        let (run, _) = data.run(stage, text, &self.schema)?;
        if differs(&run, task) {
            outcome.elsewhere.push((made.clone(), run));
        }
        Ok(outcome)
    }

    fn visible(&self, stage: &mut Stage, text: &str) -> Result<QueryOutcome, StageError> {
        let (here, wrote) = self.here.run(stage, text, &self.schema)?;
        let judged = here.script.result().and_then(|(place, _)| text.get(place.start..place.end));
        let made_of = |text: &str| constructs::constructs(text).unwrap_or_default();
        Ok(QueryOutcome {
            text: text.to_owned(),
            schema: Arc::clone(&self.schema),
            judged: judged.map(made_of).unwrap_or_default(),
            here,
            elsewhere: Vec::new(),
            constructs: made_of(text),
            wrote,
            left_open: None,
            clues: Clues::default(),
        })
    }

    /// Looks for data on which the answer, so far right, differs from the reference.
    ///
    /// What is searched with is the judged statement alone. What was found then counts for the
    /// whole input, as it was typed, or not at all.
    fn search(
        &self,
        stage: &mut Stage,
        task: &Task,
        outcome: &mut QueryOutcome,
        suites: &Suites,
    ) -> Result<(), StageError> {
        let Some(question) = &self.question else { return Ok(()) };
        let Some(candidate) = outcome.judged_text().map(str::to_owned) else { return Ok(()) };
        if candidate == question.reference || !outcome.wrote.is_empty() {
            return Ok(());
        }
        let suite = suites.of(question, &stage.scratch.interrupt())?;
        let scratch = &mut stage.scratch;
        let search = counterexample(scratch, question, &candidate, &suite, Effort::REST)?;
        let witness = match search.finding {
            Finding::Different(witness) => witness,
            // The same on every machine, and so no reason to withhold a verdict.
            Finding::Same | Finding::Undecided(Undecided::Stopped(Stop::Steps)) => return Ok(()),
            Finding::Undecided(Undecided::Stopped(stop)) => return Err(StageError::Stopped(stop)),
            Finding::Undecided(_) => return Ok(()),
        };
        let Some(image) = made::image(stage, &question.image, &witness.script)? else {
            return Ok(());
        };
        let data = DataSet { image, wanted: Arc::new(witness.wanted.clone()) };
        let (run, _) = data.run(stage, &outcome.text, &self.schema)?;
        if differs(&run, task) {
            stage.scratch.restore(&data.image)?;
            let state = State::read(&stage.scratch)?;
            let texts = [question.reference.as_str(), &candidate];
            let other = made::other_data(&witness, &state, &self.own, &texts, &run);
            outcome.clues = self.clues(stage, &outcome.text, &data, task)?;
            self.prove(stage, task, &mut outcome.clues, question, &suite)?;
            outcome.elsewhere.push((other, run));
        }
        Ok(())
    }

    /// Keeps the repairs that prove something: on a few rows, what repairs nothing may give what
    /// was wanted too.
    fn prove(
        &self,
        stage: &mut Stage,
        task: &Task,
        clues: &mut Clues,
        question: &Question,
        suite: &Suite,
    ) -> Result<(), StageError> {
        let mut proven = Vec::new();
        for repair in std::mem::take(&mut clues.repairs) {
            if self.holds(stage, task, &repair.text, question, suite)? {
                proven.push(repair);
            }
        }
        clues.repairs = proven;
        if let Some(swap) = clues.swap.take()
            && self.holds(stage, task, &swap.text, question, suite)?
        {
            clues.swap = Some(swap);
        }
        Ok(())
    }

    /// Whether a repaired answer is right on all data that is looked at.
    fn holds(
        &self,
        stage: &mut Stage,
        task: &Task,
        text: &str,
        question: &Question,
        suite: &Suite,
    ) -> Result<bool, StageError> {
        for data in std::iter::once(&self.here).chain(self.variants.iter().map(|(_, data)| data)) {
            stage.scratch.restore(&data.image)?;
            let script = stage.scratch.run(text, &REPAIR);
            if differs(&QueryRun { wanted: Arc::clone(&data.wanted), script }, task) {
                return Ok(false);
            }
        }
        let search = counterexample(&mut stage.scratch, question, text, suite, Effort::REST)?;
        Ok(search.finding == Finding::Same)
    }

    /// What an answer leaves open, where it gives rows.
    fn left_open(
        &self,
        stage: &mut Stage,
        task: &Task,
        outcome: &QueryOutcome,
    ) -> Result<Option<LeftOpen>, StageError> {
        let (Some(text), Some(rows)) = (outcome.judged_text(), outcome.here.script.rows()) else {
            return Ok(None);
        };
        if let Some(chance) = left_open::chance(text, &task.answer.text) {
            return Ok(Some(chance));
        }
        let limited = order::ranking(text, rows.columns.len()).filter(|it| it.limit.is_some());
        let fixed = order::is_ordered(&task.answer.text) && !self.here.wanted.is_open();
        let Some(ranking) = limited.filter(|_| fixed && !rows.truncated) else { return Ok(None) };
        stage.scratch.restore(&self.here.image)?;
        let is_open = ranked(stage, text, rows.clone())?.is_open();
        Ok(is_open.then_some(LeftOpen::Limit { ordered: ranking.ordered }))
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

/// What answers to a step are compared with on data that is made.
///
/// # Errors
/// Where the reference does not run.
pub fn question(
    stage: &mut Stage,
    image: &Image,
    task: &Task,
) -> Result<Option<Question>, StageError> {
    if task.beyond == Beyond::Ignore {
        return Ok(None);
    }
    stage.scratch.restore(image)?;
    let script = stage.run_authored(&task.answer, "the answer")?;
    let text = &task.answer.text;
    let Some((place, rows)) = script.result() else { return Ok(None) };
    let order = match &task.expect.order {
        None => OrderRule::AsReference,
        Some(Order::None) => OrderRule::Ignore,
        Some(Order::Exact) => OrderRule::Exact,
        Some(Order::By(columns)) => OrderRule::By(indexes(stage, rows, columns)?),
    };
    let reference = text.get(place.start..place.end).unwrap_or(text).to_owned();
    let comparison = Comparison { order, tolerance: tolerance(task) };
    let assume = made::assumed(stage, image)?;
    Ok(Some(Question { image: image.clone(), reference, assume, comparison }))
}

impl QueryOutcome {
    /// The statement whose result is judged.
    fn judged_text(&self) -> Option<&str> {
        let (place, _) = self.here.script.result()?;
        self.text.get(place.start..place.end)
    }
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
    let indexes = indexes(stage, &rows, columns)?;
    Ok(ranked(stage, &task.answer.text, rows)?.by_columns(&indexes, tolerance(task)))
}

/// The columns of the reference's result that are named.
fn indexes(stage: &Stage, rows: &Rows, columns: &[Text]) -> Result<Vec<usize>, StageError> {
    let mut indexes = Vec::new();
    for column in columns {
        let index = rows.columns.iter().position(|name| name.eq_ignore_ascii_case(&column.text));
        let Some(index) = index else {
            let message = format!("the answer's result has no column {}", column.text);
            return Err(stage.broken(column.span, message));
        };
        indexes.push(index);
    }
    Ok(indexes)
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
    let width = plain.columns.len();
    let ranked = script.rows().filter(|rows| !rows.truncated)?;
    let mut rows = Vec::with_capacity(ranked.rows.len());
    let mut ranks = Vec::with_capacity(ranked.rows.len());
    for row in &ranked.rows {
        let (cells, rank) = row.split_at_checked(width)?;
        let [Value::Integer(rank)] = rank else { return None };
        rows.push(cells.to_vec());
        ranks.push(u64::try_from(*rank).ok()?);
    }
    let start = bound(stage, ranking.offset.as_deref()).unwrap_or(0);
    let length = bound(stage, ranking.limit.as_deref()).unwrap_or(rows.len());
    let window = start..start.saturating_add(length);
    let all = Rows { columns: plain.columns.clone(), rows, truncated: false };
    let wanted = Wanted::ranked(all, ranks, window);
    // The ranked query is one that the author did not write: only where it gives the very rows
    // of the one that they did write is it taken for the same.
    let same = wanted.difference(plain, true, Tolerance::default()).is_none();
    (same && wanted.given().len() == plain.rows.len()).then_some(wanted)
}

/// The value of a LIMIT or OFFSET; `None` where there is none, or it is negative, which SQLite
/// takes for none.
fn bound(stage: &mut Stage, expression: Option<&str>) -> Option<usize> {
    let script = stage.scratch.run(&format!("SELECT {}", expression?), &AUTHORED);
    match script.rows().filter(|_| ended(&script))?.rows.first()?.first()? {
        Value::Integer(number) => usize::try_from(*number).ok(),
        _ => None,
    }
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
