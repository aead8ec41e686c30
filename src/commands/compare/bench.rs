//! Where pairs are compared, one after the other.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::counterexample::ground::Ground;
use crate::counterexample::search::on;
use crate::counterexample::{
    Comparison, Effort, Finding, OrderRule, Question, Search, Suite, Undecided,
};
use crate::diagnostic::Source;
use crate::report::pair::Pair;
use crate::scratch::{Image, Scratch, ScratchError, Stop};

use super::setup::{Unmade, made};

/// A scratch database, and the setup that was loaded last.
pub(super) struct Bench {
    scratch: Scratch,
    /// A database without a table.
    empty: Image,
    last: Option<Loaded>,
}

/// A setup that was loaded.
struct Loaded {
    schema: String,
    seed: String,
    ground: Arc<Ground>,
}

/// What came of a pair.
pub(super) enum Outcome {
    /// It was compared.
    Compared(Search),
    /// Its setup does not stand: why, as the second half of a sentence.
    Unmade(String),
}

impl Bench {
    pub(super) fn new() -> Result<Self, ScratchError> {
        let mut scratch = Scratch::new()?;
        let empty = scratch.image()?;
        Ok(Self { scratch, empty, last: None })
    }

    /// Compares a pair, and tells how long that took.
    pub(super) fn pair(&mut self, pair: &Pair) -> Result<(Outcome, Duration), ScratchError> {
        let began = Instant::now();
        let outcome = match self.ground(pair) {
            Ok(ground) => {
                let question = question(&ground, &pair.reference, pair.ordered);
                let scratch = &mut self.scratch;
                Outcome::Compared(compared(scratch, &ground, &question, &pair.candidate)?)
            }
            Err(Unmade::Broken(problem)) => {
                let place = problem.source.place(problem.span.start);
                Outcome::Unmade(format!(
                    "{}, line {}, does not run: {}",
                    problem.source.name, place.line, problem.message
                ))
            }
            Err(Unmade::Stopped(stop)) => {
                let finding = Finding::Undecided(Undecided::Stopped(stop));
                Outcome::Compared(Search { finding, steps: 0, sets: 0 })
            }
            Err(Unmade::Scratch(error)) => return Err(error),
        };
        Ok((outcome, began.elapsed()))
    }

    /// The database of a pair. Pairs that share one often come one after the other.
    fn ground(&mut self, pair: &Pair) -> Result<Arc<Ground>, Unmade> {
        if let Some(last) = &self.last
            && last.schema == pair.schema
            && last.seed == pair.seed
        {
            return Ok(Arc::clone(&last.ground));
        }
        self.scratch.restore(&self.empty)?;
        let schema = Source::new("schema_sql", pair.schema.as_str());
        let seed = Source::new("seed_sql", pair.seed.as_str());
        let ground = ground(&mut self.scratch, &[&schema, &seed])?;
        let (schema, seed) = (pair.schema.clone(), pair.seed.clone());
        self.last = Some(Loaded { schema, seed, ground: Arc::clone(&ground) });
        Ok(ground)
    }
}

impl Outcome {
    /// Whether memory ran out, of which others may have taken too much.
    pub(super) fn wants_memory(&self) -> bool {
        let Self::Compared(search) = self else { return false };
        matches!(search.finding, Finding::Undecided(Undecided::Stopped(Stop::Memory)))
    }
}

/// A database and a reference, as the search takes them.
pub(super) fn question(ground: &Ground, reference: &str, ordered: bool) -> Question {
    let order = if ordered { OrderRule::AsReference } else { OrderRule::Ignore };
    Question {
        image: ground.image.clone(),
        reference: reference.to_owned(),
        assume: Vec::new(),
        comparison: Comparison { order, ..Comparison::default() },
    }
}

/// Looks for a difference with all that a search may cost.
pub(super) fn compared(
    scratch: &mut Scratch,
    ground: &Ground,
    question: &Question,
    candidate: &str,
) -> Result<Search, ScratchError> {
    on(scratch, ground, question, candidate, &Suite::default(), Effort::WHOLE)
}

/// The database that some texts make, read for a search.
pub(super) fn ground(scratch: &mut Scratch, texts: &[&Arc<Source>]) -> Result<Arc<Ground>, Unmade> {
    let image = made(scratch, texts)?;
    Ok(Arc::new(Ground::new(scratch, &image)?))
}
