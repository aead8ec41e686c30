//! Trying one data set: is it admitted, and do the queries differ on it?

use super::domain::Domains;
use super::ground::Ground;
use super::judge::{Judge, Judged, Reference};
use super::link::remove;
use super::mend::mend;
use super::scope::Scope;
use super::{Question, Undecided};
use crate::rows::data_set::DataSet;
use crate::scratch::{Constraint, Fill, Moment, Prepared, Ran, Scratch, ScratchError, Stop, Trial};

/// A reference, ready to be run beside others on one data set after another.
pub(super) struct Tester<'t> {
    trial: Trial<'t>,
    judge: Judge,
    assume: Vec<Prepared>,
    /// Data sets that were tried: those that are admitted.
    pub(super) sets: u32,
    /// Data sets that were to be tried, those included that a constraint or what is assumed does
    /// not admit.
    pub(super) tries: u32,
    /// What stopped the work from outside.
    pub(super) stopped: Option<Stop>,
    /// How many data sets told something: both queries came to an end on them.
    pub(super) told: u32,
    /// On how many a query did not come to an end.
    pub(super) ran_away: u32,
    /// Why the reference failed, where it did.
    pub(super) failure: Option<String>,
    /// For each table of the scope, whether it had a row in some data that was admitted.
    pub(super) filled: Vec<bool>,
}

/// What came of trying a data set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tried {
    /// The queries differ on it.
    Different,
    /// They give the same.
    Same,
    /// It tells nothing: SQL leaves open what the reference gives, or a query does not end.
    Nothing,
}

/// How many other chances are tried where a query calls on it.
const CHANCES: u64 = 6;

/// How many rows may be refused until a data set is given up.
const REFUSALS: usize = 12;

impl<'t> Tester<'t> {
    pub(super) fn new(
        scratch: &'t mut Scratch,
        ground: &Ground,
        question: &Question,
    ) -> Result<Result<Self, Undecided>, ScratchError> {
        let mut trial = scratch.trial(&ground.empty)?;
        let judge = match Judge::knowing(&mut trial, question, &ground.schema, &ground.views) {
            Ok(judge) => judge,
            Err(why) => return Ok(Err(why)),
        };
        // An assumption that does not run is its author's concern; `check` tells of it.
        let assume = question.assume.iter().filter_map(|text| trial.prepare(text).ok()).collect();
        Ok(Ok(Self {
            trial,
            judge,
            assume,
            sets: 0,
            tries: 0,
            stopped: None,
            told: 0,
            ran_away: 0,
            failure: None,
            filled: Vec::new(),
        }))
    }

    /// Has a query compiled that is to be compared with the reference.
    pub(super) fn prepare(&mut self, candidate: &str) -> Result<Prepared, Undecided> {
        self.trial.prepare(candidate).map_err(|unfit| Undecided::Candidate(unfit.message))
    }

    /// What `now` and `random()` are.
    pub(super) fn moment(&self) -> Moment {
        self.trial.moment()
    }

    /// Whether every foreign key of what is filled in leads somewhere.
    pub(super) fn keys_hold(&mut self) -> bool {
        self.trial.keys_hold()
    }

    /// Whether a query, or the reference, gives something else each time on the data that is
    /// filled in. `text` is the query's text, `reference` the reference's.
    pub(super) fn is_by_chance(&mut self, query: Prepared, text: &str, reference: &str) -> bool {
        let own = self.judge.query();
        self.judge.by_chance(&mut self.trial, query, text)
            || self.judge.by_chance(&mut self.trial, own, reference)
    }

    /// Whether a query gives something else each time on this data.
    pub(super) fn changes(&mut self, data: &DataSet, query: Prepared, text: &str) -> bool {
        self.trial.fill(data) == Fill::Filled && self.judge.by_chance(&mut self.trial, query, text)
    }

    /// Whether a query differs from the reference on the data that is filled in whatever chance
    /// brings, as far as a few tries tell.
    pub(super) fn differs_by_all_chances(&mut self, candidate: Prepared) -> bool {
        let moment = self.trial.moment();
        let differs = (1..=CHANCES).all(|more| {
            let chance = moment.chance.wrapping_add(more);
            self.trial.set_moment(Moment { chance, ..moment });
            let reference = self.judge.reference(&mut self.trial);
            self.compare(&reference, candidate) == Tried::Different
        });
        self.trial.set_moment(moment);
        differs
    }

    /// Virtual-machine steps so far.
    pub(super) fn steps(&self) -> u64 {
        self.trial.steps()
    }

    /// Fills data in, without the rows that the database refuses, and runs the reference on it.
    /// `None` where the data is not admitted, or the reference gives nothing on it.
    pub(super) fn admit(
        &mut self,
        data: &mut DataSet,
        scope: &Scope,
        domains: &Domains,
    ) -> Option<Reference> {
        self.tries += 1;
        let (mut last, mut tried) = (None, 0);
        for _ in 0..REFUSALS {
            match self.trial.fill(data) {
                Fill::Filled => return self.assumed(),
                Fill::Refused { table, row, constraint } => {
                    tried = if last == Some((table, row)) { tried + 1 } else { 0 };
                    last = Some((table, row));
                    let checked = constraint == Constraint::Check;
                    if !(checked && mend(data, scope, domains, table, row, tried)) {
                        remove(data, scope, table, row);
                        last = None;
                    }
                }
                Fill::Stopped(stop) => {
                    self.stop(stop);
                    return None;
                }
            }
        }
        None
    }

    /// Compares a query with the reference on the data that is filled in.
    pub(super) fn compare(&mut self, reference: &Reference, candidate: Prepared) -> Tried {
        let actual = self.trial.run(candidate, &Judge::BUDGET);
        match self.judge.differs(&mut self.trial, reference, &actual) {
            Judged::Different => Tried::Different,
            Judged::Same => Tried::Same,
            Judged::Nothing => Tried::Nothing,
            Judged::RanAway => {
                self.ran_away += 1;
                Tried::Nothing
            }
            Judged::Stopped(stop) => {
                self.stop(stop);
                Tried::Nothing
            }
        }
    }

    /// Notes which tables have rows in data that told something.
    pub(super) fn note(&mut self, data: &DataSet) {
        self.told += 1;
        self.filled.resize(data.tables.len(), false);
        for (filled, table) in self.filled.iter_mut().zip(&data.tables) {
            *filled |= !table.rows.is_empty();
        }
    }

    /// Whether a query differs from the reference on data as it is.
    pub(super) fn differ(&mut self, data: &DataSet, candidate: Prepared) -> bool {
        if self.trial.fill(data) != Fill::Filled || !self.trial.keys_hold() {
            return false;
        }
        let reference = self.assumed();
        reference.is_some_and(|it| self.compare(&it, candidate) == Tried::Different)
    }

    fn assumed(&mut self) -> Option<Reference> {
        for &assume in &self.assume {
            match self.trial.run(assume, &Judge::BUDGET) {
                Ran::Rows(rows) if rows.rows.is_empty() => {}
                _ => return None,
            }
        }
        self.sets += 1;
        let reference = self.judge.reference(&mut self.trial);
        match reference.ran() {
            Ran::Stopped(Stop::Steps) => self.ran_away += 1,
            Ran::Stopped(stop) => self.stop(*stop),
            Ran::Failed(failure) => self.failure = Some(failure.message.clone()),
            // More rows than small data can give: that it ends at all cannot be seen.
            Ran::Rows(rows) if rows.truncated => self.ran_away += 1,
            Ran::Rows(_) | Ran::Done { .. } => {}
        }
        reference.rows().is_some().then_some(reference)
    }

    /// Only what is the same on every machine may count.
    fn stop(&mut self, stop: Stop) {
        if stop != Stop::Steps {
            self.stopped = Some(stop);
        }
    }
}
