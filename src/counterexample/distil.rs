//! The few data sets that tell a reference from every mutant of it that can be told apart.

use super::domain::Domains;
use super::draw::Draw;
use super::ground::Ground;
use super::mutate::mutants;
use super::scope::Scope;
use super::tester::{Tester, Tried};
use super::{Effort, Question, Suite, Undecided};
use crate::rows::data_set::DataSet;
use crate::scratch::trial::Prepared;
use crate::scratch::{Scratch, ScratchError, Stop};
use crate::sql::query::Query;

/// Makes the suite of a question: data sets that kill every mutant of the reference that was seen
/// to die, as few as are found. Mutants that differ on the visible data already need none.
///
/// It is a function of the question and the effort. The contents of `scratch` are lost. Where the
/// reference does not run or cannot be read, there is nothing to kill, and the suite is empty.
/// Where something stopped it that is not the same on every machine, there is no suite.
///
/// # Errors
///
/// When the tool fails, and not when a query does.
pub fn distil(
    scratch: &mut Scratch,
    question: &Question,
    effort: Effort,
) -> Result<Result<Suite, Stop>, ScratchError> {
    let ground = Ground::new(scratch, &question.image)?;
    on(scratch, &ground, question, effort)
}

/// The same for a database that was read before: of the question's image.
///
/// # Errors
///
/// When the tool fails, and not when a query does.
pub fn on(
    scratch: &mut Scratch,
    ground: &Ground,
    question: &Question,
    effort: Effort,
) -> Result<Result<Suite, Stop>, ScratchError> {
    let nothing = || Ok(Ok(Suite::default()));
    let Some(query) = Query::read(&question.reference) else { return nothing() };
    let mutants = mutants(&query, &ground.schema);
    // What a mutant compares with is worth trying too.
    let mut texts = vec![question.reference.as_str()];
    texts.extend(question.assume.iter().map(String::as_str));
    let scope = Scope::new(ground, &texts);
    scratch.restore(&ground.empty)?;
    let domains = Domains::new(scratch, ground, &scope, &texts);
    let mut tester = match Tester::new(scratch, ground, question)? {
        Ok(tester) => tester,
        Err(Undecided::Stopped(stop)) if stop != Stop::Steps => return Ok(Err(stop)),
        Err(_) => return nothing(),
    };
    let prepared = mutants.iter().filter_map(|mutant| tester.prepare(&mutant.text).ok()).collect();
    let draw = Draw::new(&scope, &domains, SEED);
    let mut still = Still { tester, draw, all: prepared, kept: Vec::new() };
    still.run(scope.part(&ground.seen), effort);
    if let Some(stop) = still.tester.stopped {
        return Ok(Err(stop));
    }
    Ok(Ok(Suite { sets: still.cover() }))
}

/// What distilling draws from: another number than a search's, so that the two try other data.
const SEED: u64 = 0xD157_1113;

/// Data sets in a row that kill nothing, until no more is hoped for.
const BARREN: u32 = 250;

/// A distilling under way.
struct Still<'s> {
    tester: Tester<'s>,
    draw: Draw<'s>,
    all: Vec<Prepared>,
    /// Data sets that killed something, with what of `all` each kills.
    kept: Vec<(DataSet, Vec<bool>)>,
}

impl Still<'_> {
    fn run(&mut self, seen: DataSet, effort: Effort) {
        let mut alive = vec![true; self.all.len()];
        if let Some(killed) = self.kills(&mut seen.clone(), &alive) {
            retire(&mut alive, &killed);
        }
        let (mut barren, mut round) = (0, 0_usize);
        while alive.contains(&true)
            && barren < BARREN
            && self.tester.sets < effort.sets
            && self.tester.steps() < effort.steps
            && self.tester.stopped.is_none()
        {
            round += 1;
            barren += 1;
            let size = 1 + round % 4;
            let mut data = match round % 5 {
                3 if !self.kept.is_empty() => {
                    let from = self.draw.below(self.kept.len());
                    self.draw.tweak(&self.kept[from].0)
                }
                4 if seen.size() > 0 => {
                    let part = self.draw.sample(&seen, size);
                    self.draw.tweak(&part)
                }
                _ => self.draw.data(size).0,
            };
            let Some(killed) = self.kills(&mut data, &alive) else { continue };
            if killed.contains(&true) {
                retire(&mut alive, &killed);
                let whole = self.kills(&mut data, &vec![true; self.all.len()]);
                self.kept.push((data, whole.unwrap_or(killed)));
                barren = 0;
            }
        }
    }

    /// Which of the mutants that are alive a data set kills; `None` where it tells nothing.
    fn kills(&mut self, data: &mut DataSet, alive: &[bool]) -> Option<Vec<bool>> {
        let reference = self.tester.admit(data, self.draw.scope, self.draw.domains)?;
        let kills = self.all.iter().zip(alive).map(|(&mutant, &alive)| {
            alive && self.tester.compare(&reference, mutant) == Tried::Different
        });
        Some(kills.collect())
    }

    /// As few of the data sets as kill all that any kills, the most telling first.
    fn cover(mut self) -> Vec<DataSet> {
        let mut sets = Vec::new();
        loop {
            let count = |killed: &[bool]| killed.iter().filter(|killed| **killed).count();
            // Of equally telling ones the smaller, then the earlier.
            let best = (0..self.kept.len()).min_by_key(|&at| {
                let (data, killed) = &self.kept[at];
                (usize::MAX - count(killed), data.size())
            });
            let Some(best) = best.filter(|&at| count(&self.kept[at].1) > 0) else { return sets };
            let (data, killed) = self.kept.remove(best);
            for (_, others) in &mut self.kept {
                for (other, killed) in others.iter_mut().zip(&killed) {
                    *other &= !killed;
                }
            }
            sets.push(data);
        }
    }
}

/// What was killed is not alive.
fn retire(alive: &mut [bool], killed: &[bool]) {
    for (alive, killed) in alive.iter_mut().zip(killed) {
        *alive &= !killed;
    }
}

#[cfg(test)]
mod tests;
