//! When two results on one data set differ, fairly: what SQL leaves open never counts.
//!
//! Most results are equal, or differ in what the data fixes, and both are cheap to see. Only where
//! they differ and the reference's text may leave something open is the reference run again, on
//! the same rows in other orders ([`crate::sql::shuffle`]): what changes with that is open, and
//! only what stays is compared.

mod budget;
mod fixed;
mod ranks;
mod shuffles;
mod chance;

use std::cell::OnceCell;

use budget::BUDGET;
use fixed::Fixed;
use ranks::Ranks;
use shuffles::{Shuffled, Shuffles, Turned};

use super::{Comparison, OrderRule, Question, Undecided};
use crate::rows::compare::BagDifference;
use crate::rows::wanted::Wanted;
use crate::rows::{Rows, Value};
use crate::schema::Schema;
use crate::scratch::{Budget, Prepared, Ran, Stop, Trial};
use crate::sql::open::{Cause, Known, causes};
use crate::sql::shuffle::View;

/// Compares what candidates give with what one reference gives.
#[derive(Debug)]
pub struct Judge {
    reference: Prepared,
    comparison: Comparison,
    ranks: Ranks,
    /// Why the reference's result may be open, beyond its outermost ORDER BY and LIMIT.
    causes: Vec<Cause>,
    shuffles: Shuffles,
    views: Vec<String>,
}

/// What the reference gives on one data set. It is to be used while that data is filled in.
#[derive(Debug)]
pub struct Reference {
    ran: Ran,
    wanted: OnceCell<Wanted>,
    shuffled: Shuffled,
}

/// What was found of a candidate's result on one data set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judged {
    /// It is what the reference gives, or one of the results that SQL allows it.
    Same,
    /// It differs in what the reference and the data fix.
    Different,
    /// The data tells nothing: the reference fails on it, does not come to an end, or leaves
    /// open how many rows there are.
    Nothing,
    /// The candidate does not come to an end within its steps.
    RanAway,
    /// One of the two was stopped by something that is not the same on every machine.
    Stopped(Stop),
}

/// What SQL leaves open of the reference's result on one data set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Openness {
    /// Several rows are equal in rank where the outermost LIMIT or OFFSET cuts.
    pub tie: bool,
    /// Even the number of rows is open.
    pub rows: bool,
    /// The columns whose values are open, or which of them stand together; counted from 0.
    pub columns: Vec<usize>,
    /// The order is open although the query has an ORDER BY.
    pub order: bool,
    /// What in the query may be the reason.
    pub causes: Vec<Cause>,
}

/// In how many other orders the data is read, besides its own, before a difference is believed:
/// while searching, and where it is to be shown to a person.
const QUICK: usize = 8;
const THOROUGH: usize = 64;

impl Judge {
    /// What one query may use on one data set; the candidate should get as much.
    pub const BUDGET: Budget = BUDGET;

    /// Prepares the reference.
    ///
    /// # Errors
    ///
    /// [`Undecided::Reference`] where it is no query that can be run.
    pub fn new(trial: &mut Trial<'_>, question: &Question) -> Result<Self, Undecided> {
        let schema = trial.schema().map_err(|_| Undecided::Stopped(Stop::Memory))?;
        let views = trial.views().map_err(|_| Undecided::Stopped(Stop::Memory))?;
        let views: Vec<View> = views.into_iter().map(|(name, text)| View { name, text }).collect();
        Self::knowing(trial, question, &schema, &views)
    }

    /// The same where what the database declares was read before.
    ///
    /// # Errors
    ///
    /// [`Undecided::Reference`] where it is no query that can be run.
    pub fn knowing(
        trial: &mut Trial<'_>,
        question: &Question,
        schema: &Schema,
        views: &[View],
    ) -> Result<Self, Undecided> {
        let text = &question.reference;
        let reference = trial.prepare(text).map_err(|unfit| Undecided::Reference(unfit.message))?;
        let key = |table: &str| {
            let table = schema.table(table)?;
            let fixed = |name: &String| table.column(name).is_some_and(|column| column.not_null);
            let key = &table.primary_key;
            (!key.is_empty() && key.iter().all(fixed)).then(|| key.clone())
        };
        let columns = || schema.tables.iter().flat_map(|table| &table.columns);
        let known = Known {
            key: &key,
            is_column: &|name| columns().any(|column| column.name.eq_ignore_ascii_case(name)),
            views: &schema.views,
            collated: columns().any(|column| column.collation != "BINARY"),
        };
        Ok(Self {
            reference,
            comparison: question.comparison.clone(),
            ranks: Ranks::new(text, trial.width(reference)),
            causes: causes(text, known),
            shuffles: Shuffles::new(text, schema, views),
            views: schema.views.clone(),
        })
    }

    /// The reference, compiled.
    pub fn query(&self) -> Prepared {
        self.reference
    }

    /// Why SQL may leave the reference's result open on some data, told from its text.
    pub fn causes(&self) -> &[Cause] {
        &self.causes
    }

    /// Runs the reference on what is filled in.
    pub fn reference(&mut self, trial: &mut Trial<'_>) -> Reference {
        let ran = trial.run(self.reference, &Self::BUDGET);
        Reference { ran, wanted: OnceCell::new(), shuffled: Shuffled::default() }
    }

    /// Whether a candidate's result differs from the reference's on the data that is filled in,
    /// as far as a few other orders of its rows show what is open.
    pub fn differs(
        &mut self,
        trial: &mut Trial<'_>,
        reference: &Reference,
        actual: &Ran,
    ) -> Judged {
        self.judge(trial, reference, actual, QUICK)
    }

    /// The same, looked at closely: to be asked before a difference is shown to a person.
    pub fn surely_differs(
        &mut self,
        trial: &mut Trial<'_>,
        reference: &Reference,
        actual: &Ran,
    ) -> Judged {
        self.judge(trial, reference, actual, THOROUGH)
    }

    /// The reference's rows with the freedom of their order; `None` where it gives none.
    pub fn wanted<'r>(
        &mut self,
        trial: &mut Trial<'_>,
        reference: &'r Reference,
    ) -> Option<&'r Wanted> {
        let rows = reference.rows()?;
        Some(reference.wanted.get_or_init(|| self.make_wanted(trial, rows)))
    }

    /// What SQL leaves open of the reference's result on the data that is filled in; `None` where
    /// it leaves nothing open, or nothing can be told.
    pub fn openness(&mut self, trial: &mut Trial<'_>, reference: &Reference) -> Option<Openness> {
        let rows = reference.rows()?;
        let wanted = self.wanted(trial, reference)?.clone();
        let (ordered, tolerance) = (self.is_ordered(), self.comparison.tolerance);
        let mut results = vec![rows.clone()];
        let mut order = false;
        if self.may_be_open() {
            for turn in 0..THOROUGH {
                let turned = self.shuffles.run(trial, &reference.shuffled, turn);
                let Turned::Rows(other) = turned else { continue };
                order |= wanted.difference(&other, false, tolerance).is_none()
                    && wanted.difference(&other, ordered, tolerance).is_some();
                if wanted.difference(&other, false, tolerance).is_some() {
                    results.push(other);
                }
            }
        }
        let fixed = Fixed::of(&results, tolerance);
        let open = Openness {
            tie: wanted.is_cut_open(),
            rows: !fixed.rows,
            columns: (0..rows.columns.len()).filter(|at| !fixed.together(*at)).collect(),
            order,
            causes: self.causes.clone(),
        };
        (open.tie || open.rows || open.order || !open.columns.is_empty()).then_some(open)
    }

    /// Whether a query gives something else each time on the data that is filled in, by what
    /// `random()` gives; `text` is its text.
    pub fn by_chance(&self, trial: &mut Trial<'_>, query: Prepared, text: &str) -> bool {
        let ordered = self.comparison.order != OrderRule::Ignore;
        chance::may_decide(text, &self.views)
            && chance::decides(trial, query, ordered, self.comparison.tolerance)
    }

    fn judge(
        &mut self,
        trial: &mut Trial<'_>,
        reference: &Reference,
        actual: &Ran,
        turns: usize,
    ) -> Judged {
        let rows = match (&reference.ran, reference.rows()) {
            (_, Some(rows)) => rows,
            (Ran::Stopped(stop), _) if *stop != Stop::Steps => return Judged::Stopped(*stop),
            _ => return Judged::Nothing,
        };
        let actual = match actual {
            // More rows than small data can give: that it ends at all cannot be seen.
            Ran::Rows(actual) if actual.truncated => return Judged::RanAway,
            Ran::Rows(actual) => actual,
            Ran::Stopped(Stop::Steps) => return Judged::RanAway,
            Ran::Stopped(stop) => return Judged::Stopped(*stop),
            Ran::Failed(_) | Ran::Done { .. } => return Judged::Different,
        };
        if actual.columns.len() != rows.columns.len() {
            return Judged::Different;
        }
        if self.is_plainly_same(rows, actual) {
            return Judged::Same;
        }
        let (ordered, tolerance) = (self.is_ordered(), self.comparison.tolerance);
        let Some(wanted) = self.wanted(trial, reference) else { return Judged::Nothing };
        if wanted.difference(actual, ordered, tolerance).is_none() {
            return Judged::Same;
        }
        if !self.may_be_open() {
            return Judged::Different;
        }
        // Exactly so means the order, however it comes about.
        let order_is_open = ordered && self.comparison.order != OrderRule::Exact;
        let mut results: Vec<Rows> = vec![rows.clone()];
        for turn in 0..turns {
            let other = match self.shuffles.run(trial, &reference.shuffled, turn) {
                Turned::Rows(other) => other,
                Turned::Unknown => continue,
                Turned::Failed => return Judged::Nothing,
                Turned::Stopped(stop) => return Judged::Stopped(stop),
            };
            if wanted.difference(&other, order_is_open, tolerance).is_none() {
                continue;
            }
            results.push(other);
            let fixed = Fixed::of(&results, tolerance);
            if !fixed.rows {
                return Judged::Nothing;
            }
            if !fixed.differ(rows, actual, tolerance) {
                return Judged::Same;
            }
        }
        Judged::Different
    }

    /// Whether the rows are the same without any freedom.
    fn is_plainly_same(&self, rows: &Rows, actual: &Rows) -> bool {
        let tolerance = self.comparison.tolerance;
        let equal = |(left, right): (&Vec<Value>, &Vec<Value>)| tolerance.rows(left, right);
        if actual.truncated || rows.rows.len() != actual.rows.len() {
            return false;
        }
        if rows.rows.iter().zip(&actual.rows).all(equal) {
            return true;
        }
        !self.is_ordered() && BagDifference::between(&rows.rows, &actual.rows, tolerance).is_empty()
    }

    fn make_wanted(&mut self, trial: &mut Trial<'_>, rows: &Rows) -> Wanted {
        let tolerance = self.comparison.tolerance;
        match &self.comparison.order {
            OrderRule::Exact => Wanted::exact(rows.clone()),
            OrderRule::Ignore if !self.ranks.are_cut() => Wanted::unordered(rows.clone()),
            OrderRule::Ignore | OrderRule::AsReference => self.ranks.wanted(trial, rows),
            OrderRule::By(columns) => self.ranks.wanted(trial, rows).by_columns(columns, tolerance),
        }
    }

    fn is_ordered(&self) -> bool {
        self.comparison.order != OrderRule::Ignore
    }

    /// Whether more may be open than ranks can tell.
    fn may_be_open(&self) -> bool {
        !self.causes.is_empty() || self.ranks.have_failed()
    }
}

impl Reference {
    /// What came of it.
    pub fn ran(&self) -> &Ran {
        &self.ran
    }

    /// Its rows, all of them; `None` where this data tells nothing.
    pub fn rows(&self) -> Option<&Rows> {
        match &self.ran {
            Ran::Rows(rows) if !rows.truncated => Some(rows),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
