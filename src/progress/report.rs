//! What is kept, beside the lessons as they are now.

use std::time::Duration;

use crate::lesson::Lesson;

use super::rows::ANSWERED;
use super::{Answered, Kept, Record, Subject};

/// What a learner has done in one lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LessonReport {
    /// The name under which it is kept; see [`Subject::lesson`].
    pub lesson: String,
    /// Its title.
    pub title: String,
    /// Steps that ask something.
    pub asks: usize,
    /// Those that the learner has answered.
    pub answered: usize,
    /// When it was finished for the first time: seconds since 1970, in UTC.
    pub finished: Option<i64>,
    /// The lesson at hand is another than the one that was answered: when it is learned next, what
    /// was accepted is judged again.
    pub edited: bool,
    /// Its steps that ask something, in their order; by name where the lesson is not at hand.
    pub steps: Vec<StepReport>,
}

/// What a learner has done in one step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepReport {
    /// The step's id.
    pub id: String,
    /// Its place in the lesson, from 1; where that is not at hand, in this list.
    pub number: usize,
    /// The learner is there.
    pub here: bool,
    /// What became of it.
    pub record: Record,
}

impl LessonReport {
    /// What is kept of a lesson that is at hand. Title and steps are the lesson's: of steps that it
    /// does not have any more, nothing counts.
    pub fn of(name: &str, lesson: &Lesson, kept: &Kept) -> Self {
        let ids = lesson.steps.iter().enumerate().filter_map(|(index, step)| {
            let id = step.id.as_ref().filter(|_| step.is_answerable())?;
            Some((index + 1, id.text.as_str()))
        });
        let steps: Vec<StepReport> = ids.map(|(number, id)| step(number, id, kept)).collect();
        let now = Subject::of(lesson, None).content;
        let edited = kept.content.is_some_and(|known| known != now);
        Self { edited, ..Self::with(name, &lesson.title, steps.len(), kept, steps) }
    }

    /// What is kept of a lesson that is not at hand.
    pub fn remembered(subject: &Subject, kept: &Kept) -> Self {
        let ids = (1..).zip(kept.records.keys());
        let steps = ids.map(|(number, id)| step(number, id, kept)).collect();
        Self::with(&subject.lesson, &subject.title, subject.asks, kept, steps)
    }

    fn with(name: &str, title: &str, asks: usize, kept: &Kept, steps: Vec<StepReport>) -> Self {
        let answered = steps.iter().filter(|step| step.record.answered == Answered::Learner);
        Self {
            lesson: name.to_owned(),
            title: title.to_owned(),
            asks,
            answered: answered.count(),
            finished: kept.finished,
            edited: false,
            steps,
        }
    }

    /// Answers that counted.
    pub fn tries(&self) -> u64 {
        self.steps.iter().map(|step| u64::from(step.record.tries)).sum()
    }

    /// Time spent.
    pub fn spent(&self) -> Duration {
        self.steps.iter().fold(Duration::ZERO, |sum, step| sum.saturating_add(step.record.spent))
    }
}

impl Answered {
    /// Its name in files: `open`, `skipped`, `solution`, `learner`.
    pub fn word(self) -> &'static str {
        ANSWERED.iter().find(|(answered, _)| *answered == self).map_or("open", |(_, word)| word)
    }
}

fn step(number: usize, id: &str, kept: &Kept) -> StepReport {
    let here = kept.bookmark.as_ref().and_then(|bookmark| bookmark.step.as_deref()) == Some(id);
    let record = kept.records.get(id).cloned().unwrap_or_default();
    StepReport { id: id.to_owned(), number, here, record }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Source;
    use crate::lesson::load;
    use crate::progress::Bookmark;

    #[test]
    fn what_counts_is_the_lesson_as_it_is_now() {
        let text = "title: Birds\nsteps:\n  - say: Hello.\n  - id: one\n    ask: One?\n    answer: \
                    SELECT 1;\n  - id: two\n    ask: Two?\n    answer: SELECT 2;\n";
        let lesson = load::load(Source::new("birds.yaml", text), None).unwrap().lesson;
        let done = Record { tries: 2, answered: Answered::Learner, ..Record::default() };
        let mut kept = Kept::default();
        kept.records.insert("two".to_owned(), done.clone());
        kept.records.insert("gone".to_owned(), done);
        kept.bookmark = Some(Bookmark { step: Some("two".to_owned()), after: 0 });
        let report = LessonReport::of("birds", &lesson, &kept);
        assert_eq!((report.asks, report.answered, report.tries()), (2, 1, 2));
        let steps: Vec<_> = report.steps.iter().map(|it| (&*it.id, it.number, it.here)).collect();
        assert_eq!(steps, [("one", 2, false), ("two", 3, true)]);

        let subject =
            Subject { lesson: "birds".to_owned(), title: "Old".to_owned(), asks: 5, content: 0 };
        let remembered = LessonReport::remembered(&subject, &kept);
        assert_eq!((remembered.asks, remembered.answered, remembered.tries()), (5, 2, 4));
    }
}
