//! How far a lesson has come, in two numbers.

use crate::lesson::Lesson;

use super::{Answered, Kept};

/// How far a learner has come in one lesson.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// Steps that the learner answered.
    pub answered: usize,
    /// Steps that ask something.
    pub of: usize,
    /// It was begun.
    pub begun: bool,
    /// Every step that asks something was answered.
    pub finished: bool,
}

impl Standing {
    /// What was kept of a lesson, counted by the steps that it has now.
    pub fn of(lesson: &Lesson, kept: &Kept) -> Self {
        let asks = lesson.steps.iter().filter(|step| step.is_answerable());
        let ids: Vec<&str> =
            asks.filter_map(|step| Some(step.id.as_ref()?.text.as_str())).collect();
        let is_answered = |id: &&&str| {
            kept.records.get(**id).is_some_and(|record| record.answered == Answered::Learner)
        };
        let answered = ids.iter().filter(is_answered).count();
        let of = ids.len();
        Self {
            answered,
            of,
            begun: *kept != Kept::default(),
            finished: answered == of && (of > 0 || kept.finished.is_some()),
        }
    }
}
