//! The search for data on which an answer that is right so far goes wrong.

use std::sync::Arc;

use super::{Asked, DataSet, QueryReference, REPAIR, differs};
use crate::counterexample::{Effort, Finding, Suite, Undecided, search};
use crate::lesson::Task;
use crate::outcome::made;
use crate::outcome::stage::{Stage, StageError};
use crate::outcome::state::State;
use crate::outcome::suites::Suites;
use crate::outcome::{Clues, QueryOutcome, QueryRun};
use crate::scratch::Stop;

impl QueryReference {
    /// Looks for data on which the answer, so far right, differs from the reference.
    ///
    /// What is searched with is the judged statement alone. What was found then counts for the
    /// whole input, as it was typed, or not at all.
    pub(super) fn search(
        &self,
        stage: &mut Stage,
        task: &Task,
        outcome: &mut QueryOutcome,
        suites: &Suites,
    ) -> Result<(), StageError> {
        let Some(asked) = self.asked(stage, task)? else { return Ok(()) };
        let Asked { question, ground } = asked;
        let Some(candidate) = outcome.judged_text().map(str::to_owned) else { return Ok(()) };
        if candidate == question.reference || !outcome.wrote.is_empty() {
            return Ok(());
        }
        let suite = suites.of(question, &stage.scratch.interrupt())?;
        let scratch = &mut stage.scratch;
        let search = search::on(scratch, ground, question, &candidate, &suite, Effort::REST)?;
        let witness = match search.finding {
            Finding::Different(witness) => witness,
            // The same on every machine, and so no reason to withhold a verdict.
            Finding::Same | Finding::Undecided(Undecided::Stopped(Stop::Steps)) => return Ok(()),
            Finding::Undecided(Undecided::Stopped(stop)) => return Err(StageError::Stopped(stop)),
            Finding::Undecided(_) => return Ok(()),
        };
        let Some(image) = made::image(stage, &ground.empty, &witness.script)? else {
            return Ok(());
        };
        let data = DataSet { image, wanted: Arc::new(witness.wanted.clone()) };
        let (run, _) = data.run(stage, &outcome.text, &self.schema)?;
        if differs(&run, task) {
            stage.scratch.restore(&data.image)?;
            let state = State::read(&stage.scratch)?;
            let texts = [question.reference.as_str(), &candidate];
            let other = made::other_data(&witness, &state, &self.own, texts, &run);
            outcome.clues = self.clues(stage, &outcome.text, &data, task)?;
            self.prove(stage, task, &mut outcome.clues, asked, &suite)?;
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
        asked: &Asked,
        suite: &Suite,
    ) -> Result<(), StageError> {
        let mut proven = Vec::new();
        for repair in std::mem::take(&mut clues.repairs) {
            if self.holds(stage, task, &repair.text, asked, suite)? {
                proven.push(repair);
            }
        }
        clues.repairs = proven;
        if let Some(swap) = clues.swap.take()
            && self.holds(stage, task, &swap.text, asked, suite)?
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
        asked: &Asked,
        suite: &Suite,
    ) -> Result<bool, StageError> {
        for data in std::iter::once(&self.here).chain(self.variants.iter().map(|(_, data)| data)) {
            stage.scratch.restore(&data.image)?;
            let script = stage.scratch.run(text, &REPAIR);
            if differs(&QueryRun { wanted: Arc::clone(&data.wanted), script }, task) {
                return Ok(false);
            }
        }
        let Asked { question, ground } = asked;
        let scratch = &mut stage.scratch;
        let search = search::on(scratch, ground, question, text, suite, Effort::REST)?;
        Ok(search.finding == Finding::Same)
    }
}
