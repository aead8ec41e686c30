//! Running a change on every data set of a step, beside the reference.

use std::sync::Arc;

use super::cascade::cascades;
use super::stage::{Stage, StageError, Varied};
use super::state::State;
use super::{ChangeOutcome, ChangeRun, Done, OrmRun, ProbeRun};
use crate::answer::Submission;
use crate::enact::{Enacted, enact};
use crate::lesson::{Language, Probe, Task};
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
    /// What the reference does, where it is ORM code.
    orm: Option<Arc<Done>>,
}

impl ChangeReference {
    /// Runs the reference on the lesson's data and, where the step is judged everywhere, on every
    /// variant.
    pub fn new(stage: &mut Stage, step: usize, task: &Task) -> Result<Self, StageError> {
        let image = stage.image(step)?;
        let here = DataSet::new(stage, step, image, task)?;
        let mut variants = Vec::new();
        if task.everywhere {
            for Varied { name, image, .. } in stage.variants(step)? {
                let data = DataSet::new(stage, step, image, task)?;
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
        step: usize,
        task: &Task,
        submission: &Submission,
    ) -> Result<ChangeOutcome, StageError> {
        let here = match &self.here.orm {
            Some(wanted) => self.here.run_orm(stage, step, task, submission, wanted)?,
            None => self.here.run(&mut stage.scratch, task, submission)?,
        };
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
    fn new(stage: &mut Stage, step: usize, image: Image, task: &Task) -> Result<Self, StageError> {
        stage.scratch.restore(&image)?;
        let before = Arc::new(State::read(&stage.scratch)?);
        if task.language == Language::Orm {
            let (live, done) = stage.run_pieces(step, &[&task.answer.text])?;
            let wanted = Arc::new(stage.state_of(&live)?);
            return Ok(Self { image, before, wanted, refused: None, orm: Some(Arc::new(done)) });
        }
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
        Ok(Self { image, before, wanted, refused, orm: None })
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
            orm: None,
            after,
            open,
            refused: self.refused.clone(),
            cascades,
            probes,
        })
    }

    /// Runs ORM code in the world of its step. What a piece before failed with stays so.
    fn run_orm(
        &self,
        stage: &mut Stage,
        step: usize,
        task: &Task,
        submission: &Submission,
        wanted: &Arc<Done>,
    ) -> Result<ChangeRun, StageError> {
        let earlier: Vec<&str> = submission.earlier.iter().map(String::as_str).collect();
        let reached = match earlier.is_empty() {
            true => Arc::clone(&self.before),
            false => {
                let (live, _) = stage.run_pieces(step, &earlier)?;
                Arc::new(stage.state_of(&live)?)
            }
        };
        let pieces: Vec<&str> = earlier.iter().copied().chain([submission.text.as_str()]).collect();
        let (live, did) = stage.run_pieces(step, &pieces)?;
        let after = stage.state_of(&live)?;
        let probes = probe(&mut stage.scratch, &task.expect.probes)?;
        Ok(ChangeRun {
            before: Arc::clone(&self.before),
            wanted: Arc::clone(&self.wanted),
            schema: Arc::new(reached.schema.clone()),
            reached,
            script: Script::default(),
            relation: None,
            orm: Some(Box::new(OrmRun { did, wanted: Arc::clone(wanted) })),
            after,
            open: false,
            refused: None,
            cascades: Vec::new(),
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
