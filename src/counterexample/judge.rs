//! interim
use super::{OrderRule, Question, Undecided};
use crate::rows::Rows;
use crate::rows::wanted::Wanted;
use crate::scratch::Ran;
use crate::scratch::trial::{Prepared, Trial};
pub struct Judge {
    reference: Prepared,
    order: OrderRule,
}
pub struct Reference(Option<Rows>);
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub enum Judged {
    Same,
    Differs,
    Open,
}
impl Reference {
    pub fn count(&self) -> Option<usize> {
        self.0.as_ref().map(|r| r.rows.len())
    }
}
impl Judge {
    pub fn new(trial: &mut Trial<'_>, question: &Question) -> Result<Self, Undecided> {
        let reference =
            trial.prepare(&question.reference).map_err(|u| Undecided::Reference(u.message))?;
        Ok(Self { reference, order: question.comparison.order.clone() })
    }
    pub fn reference(&mut self, trial: &mut Trial<'_>) -> Reference {
        match trial.run(self.reference, &super::tester::RUN) {
            Ran::Rows(rows) if !rows.truncated => Reference(Some(rows)),
            _ => Reference(None),
        }
    }
    pub fn differs(&mut self, _t: &mut Trial<'_>, r: &Reference, actual: &Ran) -> Judged {
        let Some(rows) = &r.0 else { return Judged::Open };
        let Ran::Rows(actual) = actual else { return Judged::Differs };
        let wanted = if self.order == OrderRule::Ignore {
            Wanted::unordered(rows.clone())
        } else {
            Wanted::exact(rows.clone())
        };
        if wanted.difference(actual, true, Default::default()).is_some() {
            Judged::Differs
        } else {
            Judged::Same
        }
    }
}
