//! The search for data on which two queries differ.

use super::domain::Domains;
use super::draw::Draw;
use super::ground::Ground;
use super::novel::Novel;
use super::scope::Scope;
use super::shrink::shrink;
use super::tester::{Tester, Tried};
use super::witness::Claim;
use super::{Effort, Finding, FoundBy, OrderRule, Question, Search, Suite, Undecided, Witness};
use crate::rows::data_set::DataSet;
use crate::scratch::{Prepared, Scratch, ScratchError};
use crate::sql::tokens::code;

/// Looks for data on which the candidate differs from the reference. The suite's data sets are
/// tried first, then those that the candidate itself suggests.
///
/// What it gives is a function of its arguments alone. The contents of `scratch` are lost.
///
/// # Errors
///
/// When the tool fails, and not when a query does.
pub fn counterexample(
    scratch: &mut Scratch,
    question: &Question,
    candidate: &str,
    suite: &Suite,
    effort: Effort,
) -> Result<Search, ScratchError> {
    let ground = Ground::new(scratch, &question.image)?;
    on(scratch, &ground, question, candidate, suite, effort)
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
    candidate: &str,
    suite: &Suite,
    effort: Effort,
) -> Result<Search, ScratchError> {
    let mut texts = vec![question.reference.as_str(), candidate];
    texts.extend(question.assume.iter().map(String::as_str));
    let scope = Scope::new(ground, &texts);
    scratch.restore(&ground.empty)?;
    let domains = Domains::new(scratch, ground, &scope, &texts);
    let undecided = |why| Ok(Search { finding: Finding::Undecided(why), steps: 0, sets: 0 });
    let mut tester = match Tester::new(scratch, ground, question)? {
        Ok(tester) => tester,
        Err(why) => return undecided(why),
    };
    let prepared = match tester.prepare(candidate) {
        Ok(prepared) => prepared,
        Err(why) => return undecided(why),
    };
    let draw = Draw::new(&scope, &domains, SEED);
    let (scope, domains) = (&scope, &domains);
    let claim = Claim { question, ground, candidate, moment: tester.moment() };
    let kept = Vec::new();
    let mut hunt = Hunt {
        tester,
        candidate: prepared,
        claim,
        scope,
        domains,
        draw,
        ground,
        effort,
        kept,
        refuted: 0,
        by_chance: 0,
    };
    let found = hunt.run(suite)?;
    let (steps, sets) = (hunt.tester.steps(), hunt.tester.sets);
    let finding = match found {
        Some(witness) => Finding::Different(Box::new(witness)),
        None => hunt.nothing(),
    };
    Ok(Search { finding, steps, sets })
}

/// A search under way.
struct Hunt<'h> {
    tester: Tester<'h>,
    candidate: Prepared,
    claim: Claim<'h>,
    scope: &'h Scope,
    domains: &'h Domains,
    draw: Draw<'h>,
    ground: &'h Ground,
    effort: Effort,
    /// Data sets that led somewhere, from which to go on.
    kept: Vec<DataSet>,
    /// Data sets that seemed to separate, and did not when they were replayed.
    refuted: u32,
    /// Data sets on which they differ by chance.
    by_chance: u32,
}

/// What a search draws from: any number, always the same.
const SEED: u64 = 0x5EED;

/// Data sets that seem to separate and do not, until it is given up.
const MOST_REFUTED: u32 = 40;

/// Data sets that are tried for each number of rows that the candidate alone names.
const CROWDS: u32 = 4;

/// How many data sets may be filled in for each that is admitted.
const MOST_TRIES: u32 = 4;

/// A witness of so many rows is small enough.
const SMALL: usize = 5;

/// Parts that are tried of a large data set that separates.
const PARTS: usize = 60;

/// Data sets that are tried for a smaller witness than one that is not.
const RETRIES: u32 = 150;

/// The most rows that can be seen and are tried as they are.
const MOST_SEEN: usize = 120;

/// The most data sets that are kept to go on from.
const MOST_KEPT: usize = 24;

impl<'h> Hunt<'h> {
    /// Tries data sets until one separates.
    fn run(&mut self, suite: &Suite) -> Result<Option<Witness>, ScratchError> {
        let seen = self.scope.part(&self.ground.seen);
        for data in &suite.sets {
            // A suite was made in another scope: the candidate may read more tables.
            let mut data = self.scope.part(data);
            if let Some(found) = self.attempt(&mut data, FoundBy::Suite)? {
                return Ok(Some(found));
            }
        }
        let mut empty = self.scope.blank();
        if let Some(found) = self.attempt(&mut empty, FoundBy::Empty)? {
            return Ok(Some(found));
        }
        if seen.size() <= MOST_SEEN
            && let Some(found) = self.attempt(&mut seen.clone(), FoundBy::Visible)?
        {
            return Ok(Some(found));
        }
        if let Some(found) = self.name(&seen, suite)? {
            return Ok(Some(found));
        }
        let before = (self.tester.sets, self.tester.tries);
        for round in 0_u32.. {
            if self.is_over(before) {
                break;
            }
            let (mut data, found_by) = self.next(round, &seen);
            if let Some(found) = self.attempt(&mut data, found_by)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Tries what the candidate alone names, in data that tells something as it is.
    fn name(&mut self, seen: &DataSet, suite: &Suite) -> Result<Option<Witness>, ScratchError> {
        let Claim { candidate, question, .. } = self.claim;
        let novel = Novel::new(self.scope, self.domains, &question.reference, candidate);
        if novel.values.is_empty() && novel.counts.is_empty() {
            return Ok(None);
        }
        let mut from = vec![self.draw.sample(seen, 3), self.draw.data(1).0, self.draw.data(2).0];
        from.extend(suite.sets.iter().take(2).map(|set| self.scope.part(set)));
        let begun = self.tester.steps();
        for value in &novel.values {
            for base in &from {
                if self.tester.steps() - begun > self.effort.steps {
                    return Ok(None);
                }
                let Some(mut data) = self.draw.with_value(base, value) else { continue };
                if let Some(found) = self.attempt(&mut data, FoundBy::Conditions)? {
                    return Ok(Some(found));
                }
            }
        }
        for &count in &novel.counts {
            for _ in 0..CROWDS {
                // Crowds of several tables can be long work for a query.
                if self.tester.steps() - begun > self.effort.steps {
                    return Ok(None);
                }
                let mut data = self.draw.crowd(count);
                if let Some(found) = self.attempt(&mut data, FoundBy::Conditions)? {
                    return Ok(Some(found));
                }
            }
        }
        Ok(None)
    }

    fn next(&mut self, round: u32, seen: &DataSet) -> (DataSet, FoundBy) {
        let size = match round {
            0..8 => 1,
            8..40 => 2,
            40..400 => [1, 2, 2, 3, 3, 4, 4, 6][(round % 8) as usize],
            _ => [1, 2, 3, 3, 4, 4, 5, 7][(round % 8) as usize],
        };
        match round % 5 {
            3 if !self.kept.is_empty() => {
                let from = self.draw.below(self.kept.len());
                (self.draw.tweak(&self.kept[from]), FoundBy::Neighbour)
            }
            4 if seen.size() > 0 && round.is_multiple_of(3) => {
                (self.draw.sample(seen, size + 1), FoundBy::Visible)
            }
            4 if seen.size() > 0 => {
                let part = self.draw.sample(seen, size + 1);
                (self.draw.tweak(&part), FoundBy::Neighbour)
            }
            _ => {
                let (data, met) = self.draw.data(size);
                (data, if met { FoundBy::Conditions } else { FoundBy::Chance })
            }
        }
    }

    /// Whether enough was tried, after so many data sets that do not count.
    fn is_over(&self, before: (u32, u32)) -> bool {
        let most = self.effort.sets;
        self.tester.sets - before.0 >= most
            || self.tester.tries - before.1 >= most.saturating_mul(MOST_TRIES)
            || self.tester.steps() >= self.effort.steps
            || self.tester.stopped.is_some()
            || self.refuted >= MOST_REFUTED
            || self.by_chance >= MOST_REFUTED
    }

    /// Tries one data set: a witness, where it separates, is shrunk and replayed.
    fn attempt(
        &mut self,
        data: &mut DataSet,
        found_by: FoundBy,
    ) -> Result<Option<Witness>, ScratchError> {
        let Some(reference) = self.tester.admit(data, self.scope, self.domains) else {
            return Ok(None);
        };
        match self.tester.compare(&reference, self.candidate) {
            Tried::Different if !self.tester.keys_hold() => return Ok(None),
            Tried::Different => {
                let Claim { candidate, question, .. } = self.claim;
                if self.tester.is_by_chance(self.candidate, candidate, &question.reference)
                    && !self.tester.differs_by_all_chances(self.candidate)
                {
                    self.by_chance += 1;
                    return Ok(None);
                }
                return self.prove(data, found_by);
            }
            Tried::Same => self.tester.note(data),
            Tried::Nothing => return Ok(None),
        }
        let gives = reference.rows().is_some_and(|rows| !rows.rows.is_empty());
        if gives && self.kept.len() < MOST_KEPT {
            self.kept.push(data.clone());
        } else if gives && self.draw.happens(1, 8) {
            let at = self.draw.below(MOST_KEPT);
            self.kept[at].clone_from(data);
        }
        Ok(None)
    }

    fn prove(
        &mut self,
        data: &DataSet,
        found_by: FoundBy,
    ) -> Result<Option<Witness>, ScratchError> {
        let part = self.part(data);
        let (tester, candidate) = (&mut self.tester, self.candidate);
        let mut shows = |data: &DataSet| tester.differ(data, candidate);
        let small = shrink(self.scope, self.domains, part, &mut shows);
        let small = self.smaller(small);
        let read = self.scope.telling();
        if let Some(witness) = self.claim.replay(&small, &read, found_by)? {
            return Ok(Some(witness));
        }
        // What was shrunk may have lost what made it sure.
        let witness = self.claim.replay(data, &read, found_by)?;
        self.refuted += u32::from(witness.is_none());
        Ok(witness)
    }

    /// A small part of a large data set that separates as well, if one is soon found: shrinking
    /// row by row takes long.
    fn part(&mut self, data: &DataSet) -> DataSet {
        let mut best = data.clone();
        for round in 0..PARTS {
            if best.size() <= SMALL + 3 {
                break;
            }
            let part = self.draw.sample(&best, 1 + round % 4);
            if part.size() < best.size() && self.tester.differ(&part, self.candidate) {
                best = part;
            }
        }
        best
    }

    /// A witness with fewer rows, where some data with few rows happens to be one: shrinking alone
    /// cannot see that two rows with other values would do.
    fn smaller(&mut self, mut best: DataSet) -> DataSet {
        if best.size() <= SMALL {
            return best;
        }
        for _ in 0..RETRIES {
            let size = 1 + self.draw.below(2);
            let (mut data, _) = self.draw.data(size);
            let Some(reference) = self.tester.admit(&mut data, self.scope, self.domains) else {
                continue;
            };
            let (tester, candidate) = (&mut self.tester, self.candidate);
            if data.size() <= best.size() + 2
                && tester.compare(&reference, candidate) == Tried::Different
            {
                let mut shows = |data: &DataSet| tester.differ(data, candidate);
                let found = shrink(self.scope, self.domains, data, &mut shows);
                if found.size() < best.size() {
                    best = found;
                }
            }
        }
        best
    }

    /// Whether the candidate gives something else each time, though it happened not to differ.
    fn hangs_on_chance(&mut self) -> bool {
        let Claim { candidate, question, .. } = self.claim;
        let ordered = question.comparison.order != OrderRule::Ignore;
        if is_shuffled(candidate, ordered) {
            return true;
        }
        let (tester, query) = (&mut self.tester, self.candidate);
        self.kept.iter().take(6).any(|data| tester.changes(data, query, candidate))
    }

    fn nothing(&mut self) -> Finding {
        if let Some(stop) = self.tester.stopped {
            return Finding::Undecided(Undecided::Stopped(stop));
        }
        if self.by_chance > 0 || self.hangs_on_chance() {
            return Finding::Undecided(Undecided::Chance);
        }
        if self.tester.ran_away > self.tester.told {
            return Finding::Undecided(Undecided::RanAway);
        }
        if self.tester.told == 0
            && let Some(failure) = &self.tester.failure
        {
            return Finding::Undecided(Undecided::Reference(failure.clone()));
        }
        let bare = self.scope.tables.iter().zip(&self.tester.filled);
        let bare = bare.filter(|(table, filled)| table.read && !**filled);
        let bare: Vec<String> = bare.map(|(table, _)| table.name.clone()).collect();
        if !bare.is_empty() {
            return Finding::Undecided(Undecided::NoData(bare));
        }
        Finding::Same
    }
}

/// Whether a text has rows ordered by chance, and something hangs on it: `random()` is one number
/// here, so that no run can show it.
fn is_shuffled(text: &str, ordered: bool) -> bool {
    let tokens = code(text);
    let begins = tokens.iter().position(|token| token.is("ORDER"));
    let Some(begins) = begins else { return false };
    let shuffles = tokens[begins..].iter().any(|token| token.is("random"));
    shuffles && (ordered || tokens[begins..].iter().any(|token| token.is("LIMIT")))
}

#[cfg(test)]
mod tests;
