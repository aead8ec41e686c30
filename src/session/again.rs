//! Going through a step once more: by name, or the one that was often missed.

use crate::progress::Answered;

use super::{Effect, Effects, Note, Resumed, Session, Stage};

/// Answers that were not right, from which on a step is offered to be tried again.
const OFTEN: u32 = 3;

impl Session {
    /// Begins where a learner goes on; see [`Session::resume`].
    ///
    /// # Errors
    /// Where the lesson is broken or the tool fails.
    pub fn take_up(&mut self, resumed: &Resumed) -> Effects {
        let mut effects = Vec::new();
        match *resumed {
            Resumed::Fresh | Resumed::At(0) => return self.enter(0),
            Resumed::At(step) => {
                effects.push(Effect::Note(Note::TakenUp(step + 1)));
                self.go_to(step, &mut effects)?;
            }
            Resumed::Finished => {
                effects.push(Effect::Opening(Box::new(self.opening())));
                effects.push(Effect::Note(Note::FinishedBefore));
                self.at = self.lesson.steps.len();
                self.stage = Stage::Ended;
                self.anew = true;
            }
        }
        Ok(effects)
    }

    /// Begins a step once more: the named one, the earlier one that is looked at, or the one that
    /// is offered. Going on from it leads back to where the learner was.
    pub(super) fn again(&mut self, name: Option<&str>) -> Effects {
        let looked_at = self.looking_at.take();
        let offered = self.offered.last().copied().filter(|_| self.stage == Stage::Ended);
        let step = match name {
            Some(name) => match self.find_step(name) {
                Ok(step) => step,
                Err(note) => return Ok(vec![Effect::Note(note)]),
            },
            None => match looked_at.or(offered) {
                Some(step) => step,
                None => return Ok(vec![Effect::Note(Note::AgainWhich)]),
            },
        };
        let passed = usize::from(self.stage == Stage::Passed);
        let came_from = self.came_from.unwrap_or(self.at + passed);
        let mut effects = Vec::new();
        self.go_to(step, &mut effects)?;
        // Going forward is going there.
        self.came_from = Some(came_from).filter(|&from| from > step);
        if let Some(from) = self.came_from {
            let number = Some(from + 1).filter(|_| from < self.lesson.steps.len());
            effects.push(Effect::Note(Note::OnceMore(number)));
        }
        self.anew = false;
        Ok(effects)
    }

    /// At the end of a lesson that is finished: offers the early step that was missed most often,
    /// each once.
    pub(super) fn offer_again(&mut self, effects: &mut Vec<Effect>) -> bool {
        let asks: Vec<usize> = self.asks().collect();
        // What was done last is fresh enough.
        let early = &asks[..asks.len() * 2 / 3];
        let missed = |step: &usize| {
            let record = &self.records[*step];
            match record.answered {
                Answered::Learner => record.tries.saturating_sub(1),
                _ => 0,
            }
        };
        let often = early.iter().filter(|step| missed(step) >= OFTEN);
        let fresh = often.filter(|step| !self.offered.contains(step));
        let Some(&step) = fresh.max_by_key(|step| (missed(step), usize::MAX - **step)) else {
            return false;
        };
        let missed = missed(&step);
        self.offered.push(step);
        effects.push(Effect::Note(Note::TryAgain { number: step + 1, missed }));
        true
    }

    /// What is asked at the moment, in short, for who has it no longer on the screen.
    pub fn goal(&self) -> Option<Effect> {
        let ask = match (self.stage, self.looking_at) {
            (Stage::Open, None) => self.ask(self.at)?,
            _ => return None,
        };
        Some(Effect::Goal(self.place(), ask))
    }
}
