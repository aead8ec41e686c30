//! The ranks that the reference's outermost ORDER BY gives its rows.

use super::budget::BUDGET;
use crate::rows::Rows;
use crate::rows::wanted::{Wanted, bound};
use crate::scratch::{Prepared, Ran, Trial};
use crate::sql::order::{Ranking, is_limited, is_ordered, ranking};

/// The queries that rank the reference's rows, compiled when they are first needed.
#[derive(Debug)]
pub(super) struct Ranks {
    ranking: Option<Ranking>,
    /// The reference has an ORDER BY.
    ordered: bool,
    /// The reference has a LIMIT.
    limited: bool,
    compiled: Option<Compiled>,
    /// Once at least, the ranks could not be found out.
    failed: bool,
}

#[derive(Debug, Clone, Copy)]
struct Compiled {
    ranked: Option<Prepared>,
    limit: Option<Prepared>,
    offset: Option<Prepared>,
}

impl Ranks {
    pub(super) fn new(text: &str, width: usize) -> Self {
        Self {
            ranking: ranking(text, width),
            ordered: is_ordered(text),
            limited: is_limited(text),
            compiled: None,
            failed: false,
        }
    }

    /// Whether there is a LIMIT.
    pub(super) fn are_cut(&self) -> bool {
        self.limited
    }

    /// Whether an order was taken as it stood, for want of ranks.
    pub(super) fn have_failed(&self) -> bool {
        self.failed
    }

    /// The reference's rows on what is filled in, in classes of equal rank. Where that cannot be
    /// found out, the order counts as it stands, if there is one.
    pub(super) fn wanted(&mut self, trial: &mut Trial<'_>, plain: &Rows) -> Wanted {
        if let Some(ranking) = &self.ranking {
            let compiled = *self.compiled.get_or_insert_with(|| Compiled::of(trial, ranking));
            if let Some(wanted) = compiled.wanted(trial, plain) {
                return wanted;
            }
        }
        self.failed |= self.ordered || self.limited;
        let plain = plain.clone();
        if self.ordered { Wanted::exact(plain) } else { Wanted::unordered(plain) }
    }
}

impl Compiled {
    fn of(trial: &mut Trial<'_>, ranking: &Ranking) -> Self {
        let ranked = ranking.texts.iter().find_map(|text| trial.prepare(text).ok());
        let mut value = |expression: &Option<String>| {
            let expression = expression.as_ref()?;
            trial.prepare(&format!("SELECT {expression}")).ok()
        };
        let (limit, offset) = (value(&ranking.limit), value(&ranking.offset));
        Self { ranked, limit, offset }
    }

    fn wanted(self, trial: &mut Trial<'_>, plain: &Rows) -> Option<Wanted> {
        let mut rows = |query: Option<Prepared>| match trial.run(query?, &BUDGET) {
            Ran::Rows(rows) => Some(rows),
            _ => None,
        };
        let ranked = rows(self.ranked)?;
        let limit = rows(self.limit).as_ref().and_then(bound);
        let offset = rows(self.offset).as_ref().and_then(bound);
        Wanted::from_ranking(plain, &ranked, limit, offset)
    }
}
