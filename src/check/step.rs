//! The verdict on an answer to a step.

use super::{change, description, query, quiz};
use crate::lesson::{Body, Step};
use crate::outcome::Outcome;
use crate::verdict::{Reason, Verdict, Wrong};

/// The verdict on what came of an answer to a step. A step that asks for nothing takes anything.
pub fn check(step: &Step, outcome: &Outcome) -> Verdict {
    if let Some(stop) = outcome.undecided() {
        return Verdict::Undecided(stop);
    }
    match (&step.body, outcome) {
        (Body::Task(task), Outcome::Query(outcome)) => query::check(task, outcome),
        (Body::Task(task), Outcome::Change(outcome)) => change::check(task, outcome),
        (Body::Task(_), Outcome::Description(outcome)) => description::check(outcome),
        (Body::Quiz(asked), Outcome::Choice(chosen)) => quiz::check(asked, chosen),
        (Body::Task(_) | Body::Quiz(_), _) => Verdict::Wrong(Wrong {
            variant: None,
            reasons: vec![Reason::NoResult],
            cause: None,
            because: None,
        }),
        (Body::Read | Body::Reveal { .. }, _) => Verdict::Right(None),
    }
}
