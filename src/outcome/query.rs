//! Running a query on every data set of a step, beside the reference.

mod search;

use std::sync::{Arc, OnceLock};

use super::left_open;
use super::made;
use super::stage::{Stage, StageError, Varied};
use super::state::State;
use super::suites::Suites;
use super::swap;
use super::wanted::{ended, literal_rows, order_counts, ranked, tolerance, wanted};
use super::{Clues, QueryOutcome, QueryRun};
use crate::answer::Submission;
use crate::counterexample::Question;
use crate::counterexample::ground::Ground;
use crate::lesson::Task;
use crate::rows::Value;
use crate::rows::wanted::{Difference, Wanted};
use crate::schema::Schema;
use crate::scratch::{Budget, Image};
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
    /// What answers are compared with on data that is made: found out when it is first needed.
    asked: OnceLock<Option<Asked>>,
}

/// A question, and the database that a search stands on.
#[derive(Debug, Clone)]
struct Asked {
    question: Question,
    ground: Ground,
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
        for Varied { name, image, .. } in stage.variants(step)? {
            stage.scratch.restore(&image)?;
            let tables = State::read(&stage.scratch)?.other_than(&own);
            let other = OtherData { origin: Origin::Variant(name), tables };
            variants.push((other, DataSet { wanted: Arc::new(wanted(stage, task)?), image }));
        }
        Ok(Self { schema, here, own, variants, asked: OnceLock::new() })
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
        let Some(asked) = self.asked(stage, task)? else { return Ok(outcome) };
        let image = made::image(stage, &asked.ground.empty, &data.script)?;
        let Some(image) = image else { return Ok(outcome) };
        let data = DataSet { image, wanted: Arc::clone(&data.wanted) };
        let (run, _) = data.run(stage, text, &self.schema)?;
        if differs(&run, task) {
            outcome.elsewhere.push((made.clone(), run));
        }
        Ok(outcome)
    }

    /// What answers are compared with on data that is made; none where such data does not count.
    fn asked(&self, stage: &mut Stage, task: &Task) -> Result<Option<&Asked>, StageError> {
        if self.asked.get().is_none() {
            let asked = match made::question(stage, &self.here.image, task)? {
                Some(question) => {
                    let ground = Ground::new(&mut stage.scratch, &question.image)?;
                    Some(Asked { question, ground })
                }
                None => None,
            };
            self.asked.get_or_init(|| asked);
        }
        Ok(self.asked.get().and_then(Option::as_ref))
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
        let fixed = order::is_ordered(&task.answer.text) && !self.here.wanted.is_cut_open();
        let Some(ranking) = limited.filter(|_| fixed && !rows.truncated) else { return Ok(None) };
        stage.scratch.restore(&self.here.image)?;
        let is_open = ranked(stage, text, rows.clone())?.is_cut_open();
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
