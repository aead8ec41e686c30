//! Events in: which way each of them takes.

use crate::enact::is_relation;
use crate::lesson::{Body, Language, TaskKind};
use crate::orm::migrate::command::is_command;
use crate::orm::typed::look::is_code;
use crate::sql::kind::{Kind, kind};
use crate::sql::python::is_python;

use super::attempt::choice_wanted;
use super::{Command, Effect, Effects, Event, Note, Session, Stage};

impl Session {
    /// Takes an event and says what it leads to. Errors mean that the lesson is broken or that
    /// the tool failed; the session cannot go on after one.
    pub fn handle(&mut self, event: Event) -> Effects {
        if self.over {
            return Ok(Vec::new());
        }
        let mut effects = self.take(event)?;
        self.follow(&mut effects)?;
        Ok(effects)
    }

    fn take(&mut self, event: Event) -> Effects {
        match event {
            Event::Submit(text) => self.submit(&text),
            Event::Command(command) => {
                if !command.only_looks() {
                    self.looking_at = None;
                }
                self.obey(command)
            }
            Event::Go(name) => match self.find_step(&name) {
                Ok(step) if step == self.at && self.is_untouched() => Ok(Vec::new()),
                Ok(step) => {
                    let mut effects = Vec::new();
                    self.came_from = None;
                    self.go_to(step, &mut effects)?;
                    Ok(effects)
                }
                Err(note) => Ok(vec![Effect::Note(note)]),
            },
            Event::End => Ok(self.leave()),
        }
    }

    /// One finished input.
    pub(super) fn submit(&mut self, text: &str) -> Effects {
        let text = text.trim();
        if self.looking_at.take().is_some() {
            return self.return_from_looking(text);
        }
        let mut effects = Vec::new();
        match self.stage {
            Stage::Thinking => self.reveal(&mut effects),
            Stage::Reading | Stage::Passed if text.is_empty() => self.go_on(&mut effects)?,
            Stage::Reading | Stage::Passed if self.is_of_another_language(text) => {
                effects.push(Effect::Note(match self.stage {
                    Stage::Reading => Note::NotHere,
                    _ => Note::NotAnyMore,
                }));
                effects.push(Effect::Note(self.switch(text)));
            }
            Stage::Reading | Stage::Passed if self.language() == Language::Orm => {
                effects = match self.asked(text)? {
                    Some(answer) => answer,
                    None => self.look_code(text)?,
                };
            }
            Stage::Reading | Stage::Passed => {
                effects = match self.asked(text)? {
                    Some(answer) => answer,
                    None => self.look(text)?,
                };
            }
            Stage::Open if text.is_empty() => {
                let note = self.quiz().map_or(Note::AnswerWanted, choice_wanted);
                effects.extend(self.goal());
                effects.push(Effect::Note(note));
            }
            Stage::Open => match self.task().map(|task| task.kind) {
                Some(_) if self.is_of_another_language(text) => {
                    effects.push(Effect::Note(self.switch(text)));
                }
                Some(kind) => effects = self.answer(text, kind)?,
                None => effects = self.choose(text)?,
            },
            Stage::Ended if text.is_empty() && self.anew => {
                self.anew = false;
                self.go_to(0, &mut effects)?;
            }
            Stage::Ended if text.is_empty() => match self.open_after(0) {
                Some(step) => self.go_to(step, &mut effects)?,
                None => self.over = true,
            },
            Stage::Ended => effects.push(Effect::Note(Note::PastTheEnd)),
        }
        Ok(effects)
    }

    /// One input where an answer is waited for: a question about a relation, a description, or
    /// what is to be run.
    fn answer(&mut self, text: &str, kind: TaskKind) -> Effects {
        if let Some(answer) = self.asked(text)? {
            return Ok(answer);
        }
        match (self.language() == Language::Orm, self.own_language() == Language::Orm) {
            (true, true) => return self.attempt_code(text),
            (false, false) => {}
            (is_code, _) => {
                let mut effects = if is_code { self.look_code(text)? } else { self.look(text)? };
                self.not_the_step_s(&mut effects);
                return Ok(effects);
            }
        }
        if kind == TaskKind::Describe {
            let describes = is_relation(text, self.language());
            return if describes { self.describe(text) } else { Ok(self.look(text)?) };
        }
        self.attempt(text, kind)
    }

    /// Whether a text is plainly in another language than the one that is typed here.
    fn is_of_another_language(&self, text: &str) -> bool {
        match self.language() {
            Language::Orm => {
                let asks = text.trim_end().ends_with('?');
                !is_code(text) && !asks && (is_sql(text) || is_relation(text, Language::Orm))
            }
            _ => is_python(text) || is_command(text),
        }
    }

    /// What is said of such a text.
    fn switch(&self, text: &str) -> Note {
        match self.language() {
            Language::Orm if is_sql(text) => Note::IsSql,
            Language::Orm => Note::IsRelation,
            _ if is_command(text) => Note::IsCommand,
            _ => Note::Python,
        }
    }

    /// Whether the present step waits for its first input: its page is on the screen already.
    fn is_untouched(&self) -> bool {
        let typed = &self.typed;
        self.stage == Stage::Open && typed.last.is_none() && typed.changes.is_empty()
    }

    fn return_from_looking(&mut self, text: &str) -> Effects {
        let mut effects = Vec::new();
        if !text.is_empty() {
            effects.push(Effect::Note(Note::LookingBack));
        }
        if self.at < self.lesson.steps.len() {
            effects.push(self.page(self.at)?);
        }
        Ok(effects)
    }

    /// Shows the answer of a question to think about. What was typed was the learner's own
    /// thought: it is neither run nor judged.
    fn reveal(&mut self, effects: &mut Vec<Effect>) {
        if let Some(Body::Reveal { answer, .. }) =
            self.lesson.steps.get(self.at).map(|step| &step.body)
        {
            effects.push(Effect::Reading(answer.clone()));
        }
        self.pass(Vec::new(), effects);
    }
}

/// Whether a text begins as SQL does.
fn is_sql(text: &str) -> bool {
    !matches!(kind(text), Kind::Unknown(_))
}

impl Command {
    /// Whether the command leaves an earlier step on the screen that is being looked at.
    fn only_looks(&self) -> bool {
        matches!(
            self,
            Self::Back
                | Self::Again(_)
                | Self::Review
                | Self::Next
                | Self::Help(_)
                | Self::Tables
                | Self::Schema(_)
                | Self::Relations
                | Self::Erd
                | Self::Progress
                | Self::Lessons
                | Self::Timer(_)
                | Self::Models
                | Self::Statements(_)
                | Self::Save(_)
                | Self::History(_)
                | Self::Unknown { .. }
        )
    }
}
