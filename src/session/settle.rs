//! What becomes of the live database when a step is passed or left.

use crate::outcome::stage::StageError;
use crate::scratch::{Image, ScratchError};

use super::contents::differences;
use super::{Effect, Note, Session, Typed};

impl Session {
    /// Puts back what was changed since the step began, or since it was passed, with a word where
    /// there was something to put back.
    pub(super) fn put_back(&mut self, effects: &mut Vec<Effect>) -> Result<(), ScratchError> {
        let Some(base) = self.typed.base.clone() else { return Ok(()) };
        if self.live.in_transaction() {
            effects.push(Effect::Note(Note::RolledBack));
        } else if self.is_changed()? {
            effects.push(Effect::Note(Note::PutBack));
        }
        self.live.restore(&base)?;
        self.typed.forget_changes();
        Ok(())
    }

    /// Makes the live database what the lesson goes on with, after a step that changes it was
    /// answered. Tables that the next step brings rows to are left until that step begins.
    pub(super) fn adopt(&mut self, effects: &mut Vec<Effect>) -> Result<(), StageError> {
        let next = self.grader.image(self.at + 1)?;
        let arriving: Vec<String> = match self.lesson.steps.get(self.at + 1) {
            Some(step) => step.data.iter().map(|data| data.table.text.clone()).collect(),
            None => Vec::new(),
        };
        if self.live.in_transaction() {
            effects.push(Effect::Note(Note::RolledBack));
            self.live.restore(&next)?;
        } else {
            let mut different = self.differing(&next, &arriving)?;
            // The learner's own revisions go on until the next step begins with the lesson's.
            different.retain(|table| *table != "alembic_version");
            if !different.is_empty() {
                // After the last step nothing goes on.
                if self.at + 1 < self.lesson.steps.len() {
                    effects.push(Effect::Note(Note::GoesOnWith(different)));
                }
                self.live.restore(&next)?;
            }
        }
        self.typed.base = Some(self.live.image()?);
        self.typed.forget_changes();
        Ok(())
    }

    /// Whether the live database holds something else than when the step began.
    pub(super) fn is_changed(&mut self) -> Result<bool, ScratchError> {
        let Some(base) = self.typed.base.clone() else { return Ok(false) };
        Ok(!self.typed.changes.is_empty() && !self.differing(&base, &[])?.is_empty())
    }

    /// The tables in which the live database differs from an image.
    fn differing(&mut self, image: &Image, apart: &[String]) -> Result<Vec<String>, ScratchError> {
        self.beside.restore(image)?;
        differences(&mut self.live, &mut self.beside, apart)
    }
}

impl Typed {
    /// Forgets what `.undo` would take back; what was said of it stays.
    pub(super) fn forget_changes(&mut self) {
        self.changes.clear();
        self.told_of_transaction = false;
    }
}
