//! Running a change on every data set of a step, beside the reference.

use std::sync::Arc;

use super::cascade::cascades;
use super::stage::{Stage, StageError, Varied};
use super::state::State;
use super::{ChangeOutcome, ChangeRun, ProbeRun};
use crate::answer::Submission;
use crate::enact::{Enacted, enact};
use crate::lesson::{Probe, Task};
use crate::scratch::{Budget, Image, Scratch, ScratchError, Script};
use crate::sql::constructs;
use crate::verdict::{Origin, OtherData};

/// What a changing step compares with: a function of the lesson alone.
#[derive(Debug, Clone)]
pub struct ChangeReference {
    here: DataSet,
    variants: Vec<(OtherData, DataSet)>,
}

/// Data, and what the reference makes of it.
#[derive(Debug, Clone)]
struct DataSet {
    image: Image,
    before: Arc<State>,
    wanted: Arc<State>,
    /// What the reference does, where it has to be refused.
    refused: Option<Arc<Script>>,
}

impl ChangeReference {
    /// Runs the reference on the lesson's data and, where the step is judged everywhere, on every
    /// variant.
    pub fn new(stage: &mut Stage, step: usize, task: &Task) -> Result<Self, StageError> {
        let image = stage.image(step)?;
        let here = DataSet::new(stage, image, task)?;
        let mut variants = Vec::new();
        if task.everywhere {
            for Varied { name, image, .. } in stage.variants(step)? {
                let data = DataSet::new(stage, image, task)?;
                let tables = data.before.other_than(&here.before);
                let origin = Origin::Variant(name);
                variants.push((OtherData { origin, tables }, data));
            }
        }
        Ok(Self { here, variants })
    }

    /// Runs an answer: what was typed before, then the newest input. What failed before stays
    /// failed; it changes nothing and is not looked at again.
    pub fn run(
        &self,
        stage: &mut Stage,
        task: &Task,
        submission: &Submission,
    ) -> Result<ChangeOutcome, StageError> {
        let here = self.here.run(&mut stage.scratch, task, submission)?;
        let mut elsewhere = Vec::new();
        for (other, data) in &self.variants {
            elsewhere.push((other.clone(), data.run(&mut stage.scratch, task, submission)?));
        }
        let text = submission.text.clone();
        let texts = submission.earlier.iter().chain([&text]);
        let constructs = texts.filter_map(|text| constructs::constructs(text)).flatten().collect();
        Ok(ChangeOutcome { text, here, elsewhere, constructs })
    }
}

impl DataSet {
    fn new(stage: &mut Stage, image: Image, task: &Task) -> Result<Self, StageError> {
        stage.scratch.restore(&image)?;
        let before = Arc::new(State::read(&stage.scratch)?);
        let mut refused = None;
        let wanted = if task.expect.refused.is_some() {
            // What the database refuses changes nothing.
            let script = stage.scratch.run(&task.answer.text, &Budget::default());
            refused = Some(Arc::new(script));
            Arc::clone(&before)
        } else {
            stage.run_answer(task)?;
            Arc::new(State::read(&stage.scratch)?)
        };
        Ok(Self { image, before, wanted, refused })
    }

    fn run(
        &self,
        scratch: &mut Scratch,
        task: &Task,
        submission: &Submission,
    ) -> Result<ChangeRun, ScratchError> {
        scratch.restore(&self.image)?;
        for earlier in &submission.earlier {
            enact(scratch, earlier, task.language, &Budget::default())?;
        }
        let reached = match submission.earlier.is_empty() {
            true => Arc::clone(&self.before),
            false => Arc::new(State::read(scratch)?),
        };
        let schema = Arc::new(scratch.schema()?);
        let text = &submission.text;
        let Enacted { script, relation } = enact(scratch, text, task.language, &Budget::default())?;
        let open = scratch.in_transaction();
        let after = State::read(scratch)?;
        let probes = if open { Vec::new() } else { probe(scratch, &task.expect.probes)? };
        let cascades = if after == *self.wanted {
            Vec::new()
        } else {
            cascades(scratch, &self.image, task.language, submission)?
        };
        Ok(ChangeRun {
            before: Arc::clone(&self.before),
            wanted: Arc::clone(&self.wanted),
            reached,
            script,
            schema,
            relation,
            after,
            open,
            refused: self.refused.clone(),
            cascades,
            probes,
        })
    }
}

/// Tries every probe from the state as it stands, and goes back to it after each. A probe runs
/// outside any transaction: inside one, deferred foreign keys would not be looked at.
fn probe(scratch: &mut Scratch, probes: &[Probe]) -> Result<Vec<ProbeRun>, ScratchError> {
    if probes.is_empty() {
        return Ok(Vec::new());
    }
    let finished = scratch.image()?;
    let mut runs = Vec::with_capacity(probes.len());
    for probe in probes {
        scratch.restore(&finished)?;
        let first = probe.first.as_ref().map(|first| scratch.run(&first.text, &Budget::default()));
        runs.push(ProbeRun { first, tried: scratch.run(&probe.tried().text, &Budget::default()) });
    }
    scratch.restore(&finished)?;
    Ok(runs)
}
