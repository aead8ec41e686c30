//! Taking back: the last change, or all of the step.

use crate::enact::enact;
use crate::lesson::Language;
use crate::orm::typed::look::only_looks;

use super::{Effect, Effects, Note, Session, Stage};
use crate::outcome::stage::StageError;

impl Session {
    /// Takes back the last submission that did something to the database. Where it stood inside a
    /// transaction, of which no image can be kept, or far back, what led up to it is run again.
    pub(super) fn undo(&mut self) -> Effects {
        // What only looked is passed over, and goes with what it looked at.
        let changes = &mut self.typed.changes;
        let Some(last) = changes.iter().rposition(|change| !change.looks) else {
            return self.undo_accepted();
        };
        let taken = changes.split_off(last);
        let Some(change) = taken.into_iter().next() else { return Ok(Vec::new()) };
        // Objects cannot be taken back: what is left is run again in a world of its own.
        self.world = None;
        match change.before {
            Some(before) => self.live.restore(&before)?,
            None => self.replay()?,
        }
        self.typed.graded = None;
        self.typed.said = None;
        Ok(vec![Effect::Note(Note::Undone(change.text))])
    }

    /// Behind a right answer in ORM code: takes back the last input of it that did something. The
    /// step stays answered.
    fn undo_accepted(&mut self) -> Effects {
        let accepted = &mut self.typed.accepted;
        let last = accepted.iter().rposition(|text| !only_looks(text));
        let Some(last) = last.filter(|_| self.stage == Stage::Passed) else {
            return Ok(vec![Effect::Note(Note::NothingToUndo)]);
        };
        let taken = accepted.split_off(last);
        self.typed.forget_changes();
        let mut world = self.rebuilt()?;
        self.live.restore(&world.live.image()?)?;
        world.both = self.live.image()?;
        self.world = Some(world);
        let taken = taken.into_iter().next();
        Ok(taken.map(|text| Effect::Note(Note::Undone(text))).into_iter().collect())
    }

    fn replay(&mut self) -> Result<(), StageError> {
        let changes = &self.typed.changes;
        let kept = changes.iter().rposition(|change| change.before.is_some());
        let from = kept.unwrap_or(0);
        let before = kept.and_then(|at| changes[at].before.as_ref()).or(self.typed.base.as_ref());
        if let Some(before) = before {
            self.live.restore(before)?;
        }
        for change in &changes[from..] {
            match change.language {
                Language::Orm => {
                    let mut world = self.grader.world(self.at)?;
                    world.restore(&self.live.image()?)?;
                    world.run(&change.text);
                    self.live.restore(&world.image()?)?;
                }
                language => {
                    enact(&mut self.live, &change.text, language, &self.budget)?;
                }
            }
        }
        Ok(())
    }

    /// Puts the database back to the step's beginning and forgets what was typed.
    pub(super) fn reset(&mut self) -> Effects {
        let passed = self.stage == Stage::Passed && self.task().is_some();
        let code = self.own_language() == Language::Orm && self.stage != Stage::Ended;
        if self.stage != Stage::Ended {
            let image = self.grader.image(self.at)?;
            self.live.restore(&image)?;
            self.typed.base = Some(image);
            self.typed.forget_changes();
            self.typed.accepted.clear();
            self.typed.last = None;
            self.world = None;
        }
        Ok(vec![Effect::Note(Note::Reset { passed, code })])
    }
}
