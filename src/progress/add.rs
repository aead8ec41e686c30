//! News joins what is kept: the one place that says how.

use std::time::Duration;

use super::{Answered, Kept, News, Record, StepNews};

impl Kept {
    /// Adds what a session has to be kept of a lesson with that content. `at` is when: seconds
    /// since 1970.
    ///
    /// Two prompts may be open on one lesson. What each adds is the difference to what it kept
    /// before, so the sum is the same in any order: tries and time add up, of hints the larger
    /// counts, who answered only rises. What was accepted, the bookmark and the content are the
    /// newest. After an edit of the lesson an answer may be judged again and found wrong; then, and
    /// only then, a step that the learner had answered is open again.
    pub fn add(&mut self, content: u64, news: &News, at: i64) {
        let edited = self.content.is_some_and(|before| before != content);
        for step in &news.steps {
            self.records.entry(step.step.clone()).or_default().add(step, edited);
        }
        self.bookmark = news.bookmark.clone();
        self.content = Some(content);
        self.touched = Some(at);
        if news.finished {
            self.finished = self.finished.or(Some(at));
        }
    }

    /// The lesson begins again: steps and bookmark go, and that it was finished once stays.
    pub fn restart(&mut self, content: u64) {
        self.records.clear();
        self.bookmark = None;
        self.content = Some(content);
    }
}

impl News {
    /// Whether other news begins where this one ends, so that both can be one.
    pub(super) fn leads_to(&self, later: &News) -> bool {
        later.steps.iter().all(|step| {
            let mut same = self.steps.iter().filter(|known| known.step == step.step);
            same.all(|known| known.now == step.before)
        })
    }

    /// Takes up news that [`News::leads_to`] leads to.
    pub(super) fn join(&mut self, later: &News) {
        for step in &later.steps {
            match self.steps.iter_mut().find(|known| known.step == step.step) {
                Some(known) => known.now.clone_from(&step.now),
                None => self.steps.push(step.clone()),
            }
        }
        self.bookmark.clone_from(&later.bookmark);
        self.finished |= later.finished;
    }
}

impl Record {
    fn add(&mut self, news: &StepNews, edited: bool) {
        let StepNews { before, now, .. } = news;
        self.tries = self.tries.saturating_add(now.tries.saturating_sub(before.tries));
        self.spent = self.spent.saturating_add(difference(before.spent, now.spent));
        if now.hints > before.hints {
            self.hints = self.hints.max(now.hints);
        }
        self.shown |= now.shown && !before.shown;
        let is_new = before.answered != Answered::Learner || now.accepted != before.accepted;
        if now.answered == Answered::Learner && is_new {
            self.accepted.clone_from(&now.accepted);
        }
        if now.answered > before.answered {
            self.answered = self.answered.max(now.answered);
        } else if edited && now.answered < before.answered {
            self.answered = now.answered;
            self.accepted.clone_from(&now.accepted);
        }
    }
}

/// Time is kept in whole milliseconds. Rounding both ends and not the difference lets many small
/// differences add up to the whole.
fn difference(before: Duration, now: Duration) -> Duration {
    let whole = now.as_millis().saturating_sub(before.as_millis());
    Duration::from_millis(u64::try_from(whole).unwrap_or(u64::MAX))
}
