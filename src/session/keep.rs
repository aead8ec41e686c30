//! What outlives a session: taking up what was kept, and what there is to keep.

use std::sync::Arc;
use std::time::Duration;

use crate::answer::{Answer, Chosen, Submission};
use crate::lesson::{Body, Lesson};
use crate::outcome::stage::StageError;
use crate::progress::{Answered, Bookmark, Kept, News, Record, StepNews};

use super::{Effect, Note, Session, Stage, Told};

/// Where a session goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resumed {
    /// Nothing was kept: at the lesson's beginning.
    Fresh,
    /// At this step, from 0.
    At(usize),
    /// Every step is answered.
    Finished,
}

impl Session {
    /// Takes up what was kept of this lesson and says where to go on. Where the lesson was edited
    /// since, what was accepted is judged again; what no longer passes is open again, and a note
    /// at the next step says so.
    ///
    /// # Errors
    /// Where the lesson is broken or the tool fails.
    pub fn resume(&mut self, kept: &Kept, content: u64) -> Result<Resumed, StageError> {
        let edited = kept.content.is_some_and(|known| known != content);
        let mut lapsed = Vec::new();
        for step in self.asks().collect::<Vec<_>>() {
            let Some(id) = self.id_of(step) else { continue };
            let Some(record) = kept.records.get(&id) else { continue };
            self.records[step] = record.clone();
            if edited && record.answered == Answered::Learner && !self.still_right(step)? {
                lapsed.push(id);
            }
        }
        self.told = Told {
            records: self.records.clone(),
            bookmark: kept.bookmark.clone(),
            finished: kept.finished.is_some(),
            begun: was_begun(kept),
        };
        // What is told next takes back what lapsed.
        for id in &lapsed {
            if let Ok(step) = self.find_step(id) {
                self.records[step].answered = Answered::Open;
                self.records[step].accepted.clear();
            }
        }
        if !lapsed.is_empty() {
            self.notices.push(Note::Lapsed(lapsed));
        }
        let first_open = self.open_after(0);
        Ok(match (&kept.bookmark, first_open) {
            (None, Some(_)) if !self.told.begun => Resumed::Fresh,
            (None, None) if !self.told.begun && kept.finished.is_none() => Resumed::Fresh,
            (Some(bookmark), _) => Resumed::At(self.find(bookmark)),
            (None, Some(open)) => {
                self.revisiting = true;
                Resumed::At(open)
            }
            (None, None) => Resumed::Finished,
        })
    }

    /// Says at the lesson's beginning that so many answers were forgotten.
    pub fn restarted(&mut self, answers: usize) {
        self.notices.push(Note::Restarted(answers));
    }

    /// The same session in an edited lesson: at the same step, what was accepted judged again.
    ///
    /// # Errors
    /// Where the edited lesson is broken or the tool fails; this session goes on then.
    pub fn reloaded(&self, lesson: Arc<Lesson>) -> Result<(Self, Vec<Effect>), StageError> {
        let mut session = Self::with_suites(lesson, self.grader.suites().clone())?;
        session.rehearse()?;
        let steps = (0..self.records.len()).filter_map(|step| {
            let record = self.records[step].clone();
            Some((self.id_of(step)?, record))
        });
        let bookmark = self.bookmark_of(self.at);
        let kept = Kept { records: steps.collect(), bookmark, content: Some(0), ..Kept::default() };
        // Whatever was edited: a content that is never the same has everything judged again.
        let resumed = session.resume(&kept, 1)?;
        session.told.begun = self.told.begun;
        session.told.finished = self.told.finished;
        session.attended = self.attended;
        session.shows = self.shows;
        let mut effects = vec![Effect::Note(Note::Reloaded)];
        match resumed {
            Resumed::At(step) => session.go_to(step, &mut effects)?,
            other => effects.extend(session.take_up(&other)?),
        }
        Ok((session, effects))
    }

    /// What there is to keep since the last time; `None` where nothing changed.
    pub fn news(&mut self) -> Option<News> {
        self.told.records.resize(self.records.len(), Record::default());
        let news = News {
            steps: self.changed_steps(),
            bookmark: self.bookmark(),
            finished: self.is_finished() || self.told.finished,
        };
        let told = &self.told;
        let same = news.steps.is_empty()
            && news.bookmark == told.bookmark
            && news.finished == told.finished;
        if same && told.begun {
            return None;
        }
        self.told = Told {
            records: self.records.clone(),
            bookmark: news.bookmark.clone(),
            finished: news.finished,
            begun: true,
        };
        Some(news)
    }

    /// Adds time that was spent on the present step.
    pub fn spend(&mut self, time: Duration) {
        let asks = self.lesson.steps.get(self.at).is_some_and(crate::lesson::Step::is_answerable);
        if let Some(record) = self.records.get_mut(self.at).filter(|_| asks) {
            record.spent += time;
        }
    }

    /// Somebody is there who can be offered something, and what is done is kept.
    pub fn attend(&mut self) {
        self.attended = true;
    }

    /// Where the learner is, so that it can be found again: after a step that is passed, the next
    /// one. `None` past the end.
    pub fn bookmark(&self) -> Option<Bookmark> {
        let at = match self.stage {
            _ if self.came_from.is_some() => self.came_from.unwrap_or(self.at),
            Stage::Ended => return None,
            Stage::Passed => self.at + 1,
            _ => self.at,
        };
        self.bookmark_of(at)
    }

    fn bookmark_of(&self, at: usize) -> Option<Bookmark> {
        if at >= self.lesson.steps.len() {
            return None;
        }
        let named = (0..=at).rev().find_map(|step| Some((step, self.id_of(step)?)));
        Some(match named {
            Some((step, id)) => Bookmark { step: Some(id), after: at - step },
            None => Bookmark { step: None, after: at },
        })
    }

    /// The step of a bookmark. Where the lesson was edited, the nearest there is: what came after
    /// a step with an id does not reach past the next one that has one.
    fn find(&self, bookmark: &Bookmark) -> usize {
        let steps = self.lesson.steps.len();
        let first_open = self.open_after(0).unwrap_or(0);
        let from = match &bookmark.step {
            Some(id) => match (0..steps).find(|&step| self.id_of(step).as_ref() == Some(id)) {
                Some(step) => step,
                None => return first_open,
            },
            None => 0,
        };
        let wanted = from.saturating_add(bookmark.after).min(steps.saturating_sub(1));
        let next_named = (from + 1..steps).find(|&step| self.id_of(step).is_some());
        next_named.map_or(wanted, |next| wanted.min(next))
    }

    fn changed_steps(&self) -> Vec<StepNews> {
        let pairs = self.told.records.iter().zip(&self.records).enumerate();
        let changed = pairs.filter(|(_, (before, now))| before != now);
        let news = changed.filter_map(|(step, (before, now))| {
            Some(StepNews { step: self.id_of(step)?, before: before.clone(), now: now.clone() })
        });
        news.collect()
    }

    pub(super) fn id_of(&self, step: usize) -> Option<String> {
        Some(self.lesson.steps.get(step)?.id.as_ref()?.text.clone())
    }

    /// Whether what was accepted passes the lesson as it is now.
    fn still_right(&mut self, step: usize) -> Result<bool, StageError> {
        let mut earlier = self.records[step].accepted.clone();
        let Some(text) = earlier.pop() else { return Ok(true) };
        let answer = match self.lesson.steps.get(step).map(|step| &step.body) {
            Some(Body::Task(_)) => Answer::Sql(Submission { earlier, text }),
            Some(Body::Quiz(quiz)) => Answer::Choice(Chosen::read(&text, quiz)),
            _ => return Ok(false),
        };
        self.grader.still_holds(step, &answer)
    }
}

/// Whether something of a way through the lesson is kept. After it was begun again, only that it
/// was finished once is.
fn was_begun(kept: &Kept) -> bool {
    kept.bookmark.is_some() || !kept.records.is_empty()
}
