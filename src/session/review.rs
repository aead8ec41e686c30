//! Looking back: an earlier step with its accepted answer, and the whole lesson with all of them.

use crate::answer::{Chosen, letter};
use crate::lesson::{Body, Language, Step};
use crate::progress::{Answered, Record};

use super::{Effect, Effects, Note, Place, Session, Stage};

/// What became of an earlier step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Yours {
    /// What was accepted, oldest first.
    Sql(Vec<String>),
    /// The same in ORM code.
    Code(Vec<String>),
    /// What was chosen: letters and texts.
    Choices(Vec<(char, String)>),
    /// The answer of a question to think about.
    Thought(String),
    /// The learner did not answer it.
    Not(Answered),
}

/// A step in the review of a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewLine {
    /// The step.
    pub place: Place,
    /// What was asked, in Markdown.
    pub ask: String,
    /// What became of it.
    pub yours: Yours,
    /// What there was to notice.
    pub then: Option<String>,
}

impl Session {
    /// Shows the step before the one that is looked at.
    pub(super) fn back(&mut self) -> Effects {
        let from = self.looking_at.unwrap_or(self.at);
        let Some(earlier) = from.checked_sub(1) else {
            return Ok(vec![Effect::Note(Note::NoEarlierStep)]);
        };
        self.looking_at = Some(earlier);
        Ok(vec![self.page(earlier)?])
    }

    /// Every step that was answered, skipped or passed so far.
    pub(super) fn review(&self) -> Effect {
        let passed = |&step: &usize| match self.stage {
            Stage::Ended => true,
            Stage::Passed => step <= self.at,
            _ => step < self.at || self.records[step].answered == Answered::Learner,
        };
        let lines = self.asks().filter(passed).filter_map(|step| {
            let asked = self.lesson.steps.get(step)?;
            let then = match &asked.body {
                Body::Task(task) => &task.then,
                Body::Quiz(quiz) => &quiz.then,
                Body::Read | Body::Reveal { .. } => return None,
            };
            let yours = yours(asked, &self.records[step])?;
            // What there is to notice would tell the answer of what is still open.
            let is_open = matches!(yours, Yours::Not(Answered::Open | Answered::Skipped));
            let then = then.clone().filter(|_| !is_open);
            Some(ReviewLine { place: self.place_of(step), ask: self.ask(step)?, yours, then })
        });
        match lines.collect::<Vec<_>>() {
            lines if lines.is_empty() => Effect::Note(Note::NothingToReview),
            lines => Effect::Review(lines),
        }
    }

    /// What a step asks for, in Markdown.
    pub(super) fn ask(&self, step: usize) -> Option<String> {
        Some(match &self.lesson.steps.get(step)?.body {
            Body::Task(task) => task.ask.clone(),
            Body::Quiz(quiz) => quiz.ask.clone(),
            Body::Read | Body::Reveal { .. } => return None,
        })
    }

    /// What became of an earlier step, where it asks something.
    pub(super) fn yours(&self, step: usize) -> Option<Yours> {
        yours(self.lesson.steps.get(step)?, self.records.get(step)?)
    }
}

fn yours(step: &Step, record: &Record) -> Option<Yours> {
    let text = record.accepted.last().filter(|_| record.answered == Answered::Learner);
    Some(match (&step.body, text) {
        (Body::Read, _) => return None,
        (Body::Reveal { answer, .. }, _) => Yours::Thought(answer.clone()),
        (_, None) => Yours::Not(record.answered),
        (Body::Task(task), Some(_)) if task.language == Language::Orm => {
            Yours::Code(record.accepted.clone())
        }
        (Body::Task(_), Some(_)) => Yours::Sql(record.accepted.clone()),
        (Body::Quiz(quiz), Some(text)) => {
            let picked = Chosen::read(text, quiz).picked.into_iter();
            let named =
                picked.filter_map(|at| Some((letter(at), quiz.choices.get(at)?.text.clone())));
            Yours::Choices(named.collect())
        }
    })
}
