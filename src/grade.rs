//! The grading line as one function: lesson, step and answer in; verdict and words out.

use std::collections::HashMap;
use std::mem;
use std::sync::Arc;

use crate::answer::{Answer, Submission};
use crate::check;
use crate::diagnostic::{Diagnostic, Span};
use crate::feedback::{self as words, Feedback};
use crate::lesson::{Body, Language, Lesson, RefusedBy, Step, Task, TaskKind};
use crate::orm::live::Live;
use crate::orm::typed::look::only_looks;
use crate::orm::typed::stands::stands_on;
use crate::outcome::Outcome;
use crate::outcome::change::ChangeReference;
use crate::outcome::description::DescriptionReference;
use crate::outcome::query::{QueryReference, Reach};
use crate::outcome::stage::{Stage, StageError, Varied};
use crate::outcome::suites::Suites;
use crate::scratch::{Image, Interrupt, ScratchError};
use crate::sql::kind::Kind;
use crate::sql::{kind, look, split};
use crate::verdict::{Because, Cause, CodeDiffers, MistakeKind, OtherData, Reason, Verdict, Wrong};

/// Judges answers to one lesson's steps, each from the image with which its step begins.
///
/// What it says is a function of the lesson and the answer alone: steps can be judged in any
/// order, any number of times.
#[derive(Debug)]
pub struct Grader {
    stage: Stage,
    references: HashMap<usize, Arc<Reference>>,
    /// The verdicts on the author's wrong answers, by step: made once, when one is needed.
    wrong: HashMap<usize, Arc<Vec<Verdict>>>,
    suites: Suites,
    /// Data that is made counts; not while what was accepted once is looked at again.
    makes: bool,
}

/// The judgement on one answer, with the words for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Graded {
    /// The judgement.
    pub verdict: Verdict,
    /// The words for it.
    pub feedback: Feedback,
    /// The same with more behind it, for who asks why.
    pub why: Feedback,
    /// Set when the input does not count as a try but was only a look around: the one quiet line
    /// that says so, in place of the feedback; empty where a failure was shown already. What is
    /// right always counts.
    pub aside: Option<String>,
    /// Which reading of the input the verdict speaks of.
    pub reading: Reading,
    /// Of a change that is not right yet: nothing in it is wrong, and less is left to do than
    /// before it. It is a step on the way and no miss.
    pub nearer: bool,
}

/// A verdict, and whether it speaks of a step on the way.
#[derive(Debug)]
struct Judged {
    verdict: Verdict,
    nearer: bool,
}

/// How an input to a changing step was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reading {
    /// The newest input by itself, from the step's image.
    Alone,
    /// After what was typed in this step before.
    Together,
}

/// What an answer to a step is compared with.
#[derive(Debug)]
enum Reference {
    Query(Box<QueryReference>),
    Change(ChangeReference),
    Describe(DescriptionReference),
}

impl Grader {
    /// A grader for the lesson. Nothing is run yet.
    pub fn new(lesson: Arc<Lesson>) -> Result<Self, ScratchError> {
        Self::with_suites(lesson, Suites::default())
    }

    /// As [`Grader::new`], with suites that may be there already. That makes no difference to any
    /// verdict, only to how soon it comes.
    pub fn with_suites(lesson: Arc<Lesson>, suites: Suites) -> Result<Self, ScratchError> {
        let stage = Stage::new(lesson)?;
        let (references, wrong) = (HashMap::new(), HashMap::new());
        Ok(Self { stage, references, wrong, suites, makes: true })
    }

    /// The suites, to be made beforehand or handed on.
    pub fn suites(&self) -> &Suites {
        &self.suites
    }

    /// What stops a judgement that is under way.
    pub fn interrupt(&self) -> Interrupt {
        self.stage.scratch.interrupt()
    }

    /// The database with which the step begins, its own `data` included. `step` counts from 0;
    /// the number of steps stands for the end of the lesson.
    pub fn image(&mut self, step: usize) -> Result<Image, StageError> {
        self.stage.image(step)
    }

    /// The world of ORM code with which a step begins: what is declared and named in the lesson so
    /// far.
    ///
    /// # Errors
    /// What is wrong with the lesson.
    pub fn world(&mut self, step: usize) -> Result<Live, StageError> {
        self.stage.world(step)
    }

    /// The variants that apply to a step.
    pub fn variants(&mut self, step: usize) -> Result<Vec<Varied>, StageError> {
        self.stage.variants(step)
    }

    /// Makes every image and runs every reference, which is kept for what is judged later.
    ///
    /// # Errors
    /// What is wrong with the lesson, at every step where something is; what was only stopped here
    /// is not counted as that.
    pub fn rehearse(&mut self) -> Result<(), StageError> {
        let lesson = Arc::clone(self.stage.lesson());
        let mut problems: Vec<Diagnostic> = Vec::new();
        for (index, step) in lesson.steps.iter().enumerate() {
            let ready = match &step.body {
                Body::Task(task) => self.reference(index, task).map(drop),
                _ => self.image(index).map(drop),
            };
            match ready {
                Err(StageError::Broken(found)) => {
                    // What an image lacks, every later step meets again.
                    let known: Vec<Span> = problems.iter().map(|problem| problem.span).collect();
                    problems.extend(found.into_iter().filter(|it| !known.contains(&it.span)));
                }
                Ok(()) | Err(StageError::Stopped(_)) => {}
                Err(error) => return Err(error),
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(StageError::Broken(problems)) }
    }

    /// Whether an answer that was accepted once is right on the lesson's own data and its variants
    /// still. Data that is made is not looked at: whoever comes back does not wait for it.
    pub fn still_holds(&mut self, step: usize, answer: &Answer) -> Result<bool, StageError> {
        let lesson = Arc::clone(self.stage.lesson());
        let Some(asked) = lesson.steps.get(step) else { return Ok(false) };
        self.makes = false;
        let judged = self.judge(step, asked, answer);
        self.makes = true;
        match judged {
            Err(StageError::Stopped(_)) => Ok(false),
            judged => Ok(judged?.0.verdict.is_right()),
        }
    }

    /// Judges an answer to a step.
    ///
    /// A change is judged together with what was typed before and by itself, each from the step's
    /// image; either may be right.
    pub fn grade(&mut self, step: usize, answer: &Answer) -> Result<Graded, StageError> {
        let lesson = Arc::clone(self.stage.lesson());
        let Some(asked) = lesson.steps.get(step) else {
            return Err(self.stage.broken(Default::default(), format!("there is no step {step}")));
        };
        let (judged, reading) = match self.judge(step, asked, answer) {
            Err(StageError::Stopped(stop)) => {
                (Judged { verdict: Verdict::Undecided(stop), nearer: false }, Reading::Alone)
            }
            judged => judged?,
        };
        let Judged { mut verdict, nearer } = judged;
        if let Verdict::Wrong(wrong) = &mut verdict {
            wrong.because = match self.because(step, asked, wrong) {
                // The verdict stands without the author's words for it.
                Err(StageError::Stopped(_)) => None,
                because => because?,
            };
        }
        let feedback = words::verdict::feedback(asked, &verdict);
        let why = words::verdict::why(asked, &verdict);
        let aside = aside(asked, answer, &verdict);
        Ok(Graded { verdict, feedback, why, aside, reading, nearer })
    }

    fn judge(
        &mut self,
        step: usize,
        asked: &Step,
        answer: &Answer,
    ) -> Result<(Judged, Reading), StageError> {
        let Answer::Sql(submission) = answer else {
            return Ok((self.verdict(step, asked, answer)?, Reading::Alone));
        };
        let changing = matches!(&asked.body, Body::Task(task) if task.kind == TaskKind::Change);
        let alone = Answer::sql(&submission.text);
        if !changing || submission.earlier.is_empty() {
            return Ok((self.verdict(step, asked, &alone)?, Reading::Alone));
        }
        let together = self.verdict(step, asked, answer)?;
        if together.verdict.is_right() {
            return Ok((together, Reading::Together));
        }
        let is_code = |task: &Task| task.language == Language::Orm;
        let is_code = matches!(&asked.body, Body::Task(task) if is_code(task));
        if is_code && stands_on(&submission.text, &submission.earlier) {
            // By itself it would speak of something else than the learner saw it do.
            return Ok((together, Reading::Together));
        }
        let alone = self.verdict(step, asked, &alone)?;
        if let (true, Some(by)) = (alone.verdict.is_right(), taken(&together.verdict)) {
            // Seen by itself it is right, but what the learner sees is that the database takes it.
            let reasons = vec![Reason::TakenAfterChanges(by)];
            let wrong = Wrong { variant: None, reasons, cause: None, because: None };
            let judged = Judged { verdict: Verdict::Wrong(wrong), nearer: false };
            return Ok((judged, Reading::Together));
        }
        let runs_alone = failed(&together.verdict) && !failed(&alone.verdict);
        if alone.verdict.is_right() || runs_alone {
            return Ok((alone, Reading::Alone));
        }
        Ok((together, Reading::Together))
    }

    fn verdict(
        &mut self,
        step: usize,
        asked: &Step,
        answer: &Answer,
    ) -> Result<Judged, StageError> {
        let outcome = match answer {
            Answer::Choice(chosen) => Outcome::Choice(chosen.clone()),
            Answer::Sql(submission) => match &asked.body {
                Body::Task(task) => self.run(step, task, submission)?,
                _ => Outcome::Choice(Default::default()),
            },
        };
        let verdict = check::step::check(asked, &outcome);
        let nearer = match (&asked.body, &outcome) {
            (Body::Task(task), Outcome::Change(outcome)) if !verdict.is_right() => {
                check::nearer::is_nearer(task, outcome)
            }
            _ => false,
        };
        Ok(Judged { verdict, nearer })
    }

    fn run(
        &mut self,
        step: usize,
        task: &Task,
        submission: &Submission,
    ) -> Result<Outcome, StageError> {
        let reference = self.reference(step, task)?;
        Ok(match &*reference {
            Reference::Query(reference) => {
                let reach = if self.makes { Reach::Made(&self.suites) } else { Reach::Authored };
                Outcome::Query(Box::new(reference.run(&mut self.stage, task, submission, reach)?))
            }
            Reference::Change(reference) => {
                Outcome::Change(Box::new(reference.run(&mut self.stage, step, task, submission)?))
            }
            Reference::Describe(reference) => {
                Outcome::Description(Box::new(reference.run(&submission.text)))
            }
        })
    }

    fn reference(&mut self, step: usize, task: &Task) -> Result<Arc<Reference>, StageError> {
        if let Some(reference) = self.references.get(&step) {
            return Ok(Arc::clone(reference));
        }
        let reference = Arc::new(match task.kind {
            TaskKind::Query => {
                let reference = QueryReference::new(&mut self.stage, step, task)?;
                Reference::Query(Box::new(reference))
            }
            TaskKind::Change => {
                Reference::Change(ChangeReference::new(&mut self.stage, step, task)?)
            }
            TaskKind::Describe => {
                Reference::Describe(DescriptionReference::new(&mut self.stage, step, task)?)
            }
        });
        self.references.insert(step, Arc::clone(&reference));
        Ok(reference)
    }

    /// The author's words for a wrong answer that behaves like this one: for the same reasons.
    ///
    /// Answers may come to the same in different ways. Words for the same cause go first; words
    /// for another cause, where both are proven, would explain what is not so. An empty result
    /// looks alike however it came about, so that there only words for the same cause will do.
    fn because(
        &mut self,
        step: usize,
        asked: &Step,
        found: &Wrong,
    ) -> Result<Option<Because>, StageError> {
        let Body::Task(task) = &asked.body else { return Ok(None) };
        let mut verdicts = self.wrong_answers(step, asked, task)?;
        if let Some(data) = found.variant.as_ref().filter(|data| data.made().is_some()) {
            verdicts = Arc::new(self.on_made(step, asked, task, &verdicts, data)?);
        }
        let alike =
            verdicts.iter().zip(&task.wrong).filter_map(|(verdict, authored)| match verdict {
                Verdict::Wrong(wrong) if wrong.is_alike(found) => Some((&wrong.cause, authored)),
                _ => None,
            });
        let kind = |cause: &Option<Cause>| cause.as_ref().map(mem::discriminant);
        let tells = !matches!(found.reasons.as_slice(), [Reason::Rows(rows)] if rows.actual == 0);
        let nearness = |cause: &Option<Cause>| match (kind(cause), kind(&found.cause)) {
            (own, found) if own == found => Some(0),
            (None, Some(_)) if tells => Some(1),
            (Some(_), None) if tells => Some(2),
            _ => None,
        };
        let near = alike.filter_map(|(cause, authored)| Some((nearness(cause)?, authored)));
        let nearest = near.min_by_key(|&(distance, _)| distance);
        Ok(nearest.and_then(|(distance, authored)| {
            let words = authored.because.clone()?;
            Some(Because { words, of_this_cause: distance == 0 })
        }))
    }

    /// The verdicts on the author's wrong answers where those that go wrong only on data that was
    /// made are judged on the data that was made for another: each has found its own, and what
    /// they do can be compared on the same only.
    fn on_made(
        &mut self,
        step: usize,
        asked: &Step,
        task: &Task,
        verdicts: &[Verdict],
        data: &OtherData,
    ) -> Result<Vec<Verdict>, StageError> {
        let reference = self.reference(step, task)?;
        let Reference::Query(reference) = &*reference else { return Ok(verdicts.to_vec()) };
        let mut judged = Vec::with_capacity(verdicts.len());
        for (verdict, wrong) in verdicts.iter().zip(&task.wrong) {
            let Verdict::Wrong(own) = verdict else {
                judged.push(verdict.clone());
                continue;
            };
            if own.variant.as_ref().is_none_or(|variant| variant.made().is_none()) {
                judged.push(verdict.clone());
                continue;
            }
            let outcome = reference.run_on(&mut self.stage, task, &wrong.answer.text, data)?;
            let mut there = check::step::check(asked, &Outcome::Query(Box::new(outcome)));
            if let Verdict::Wrong(there) = &mut there {
                // What the mistake is was proven on its own data.
                there.cause.clone_from(&own.cause);
            }
            judged.push(there);
        }
        Ok(judged)
    }

    /// The verdicts on the author's wrong answers to a step, in their order.
    fn wrong_answers(
        &mut self,
        step: usize,
        asked: &Step,
        task: &Task,
    ) -> Result<Arc<Vec<Verdict>>, StageError> {
        if let Some(verdicts) = self.wrong.get(&step) {
            return Ok(Arc::clone(verdicts));
        }
        let mut verdicts = Vec::with_capacity(task.wrong.len());
        for wrong in &task.wrong {
            let answer = Answer::sql(&wrong.answer.text);
            verdicts.push(self.verdict(step, asked, &answer)?.verdict);
        }
        let verdicts = Arc::new(verdicts);
        if verdicts.iter().any(|verdict| matches!(verdict, Verdict::Undecided(_))) {
            // What was stopped from outside is not what the lesson says: it is asked again.
            return Ok(verdicts);
        }
        self.wrong.insert(step, Arc::clone(&verdicts));
        Ok(verdicts)
    }
}

/// The refusal that did not come, where the database took what it should have refused.
fn taken(verdict: &Verdict) -> Option<RefusedBy> {
    let Verdict::Wrong(wrong) = verdict else { return None };
    match wrong.reasons.as_slice() {
        [Reason::NotRefused { by, .. }, ..] => Some(*by),
        _ => None,
    }
}

/// Whether an answer did not run.
fn failed(verdict: &Verdict) -> bool {
    let fails = |reason: &Reason| matches!(reason, Reason::Failed(_));
    matches!(verdict, Verdict::Wrong(wrong) if wrong.reasons.iter().any(fails))
}

/// The quiet line for an input that does not count as a try: what did not run; in a query step,
/// also a result of another width, a plain look at one table and EXPLAIN.
fn aside(step: &Step, answer: &Answer, verdict: &Verdict) -> Option<String> {
    let (Body::Task(task), Answer::Sql(submission)) = (&step.body, answer) else { return None };
    let Verdict::Wrong(wrong) = verdict else { return None };
    let text = &submission.text;
    if task.kind != TaskKind::Query {
        let slipped = wrong.reasons.iter().any(is_slip);
        if task.language == Language::Orm {
            // Where nothing but something printed is left, it may be meant as that.
            let prints = wrong.reasons.iter().all(is_printed);
            let looks = || (!prints && only_looks(text)).then(|| words::aside::LOOK.to_owned());
            return if slipped { Some(String::new()) } else { looks() };
        }
        let look = || only_reads(text).then(|| words::aside::LOOK.to_owned());
        return if slipped { Some(String::new()) } else { look() };
    }
    let last = split::split(text).last().map(|piece| &text[piece.span.start..piece.span.end]);
    if last.is_some_and(|last| kind::kind(last) == Kind::Explain) {
        return Some(words::aside::PLAN.to_owned());
    }
    // Where the answer itself is a plain look, a look of its width is meant as an answer; so is one
    // that gives what is wanted on the data that is seen, and one for which the author has words.
    let plain = |text: &str| look::plain_table(text).is_some();
    let looks = plain(text) && !plain(&task.answer.text);
    let looks = looks && wrong.variant.is_none() && wrong.because.is_none();
    match wrong.reasons.first() {
        Some(Reason::Failed(_)) => Some(String::new()),
        Some(Reason::ColumnCount { .. }) => Some(words::aside::looking(wrong)),
        _ => looks.then(|| words::aside::looking(wrong)),
    }
}

/// Whether a statement did not run at all. What a constraint refuses did: that is a try.
fn is_slip(reason: &Reason) -> bool {
    if let Reason::Code(differs) = reason {
        return matches!(&**differs, CodeDiffers::Raised { failed, .. } if !matches!(&*failed.class, "IntegrityError" | "Refused"));
    }
    let (Reason::Failed(mistake) | Reason::RefusedOtherwise { actual: mistake, .. }) = reason
    else {
        return false;
    };
    !matches!(mistake.kind, MistakeKind::Refused { .. })
}

/// Whether nothing but what was printed, or how much was sent for it, is not as it should be.
fn is_printed(reason: &Reason) -> bool {
    let Reason::Code(differs) = reason else { return false };
    matches!(**differs, CodeDiffers::Output { .. } | CodeDiffers::Statements { .. })
}

/// Whether a text is there and holds nothing that could change something.
fn only_reads(text: &str) -> bool {
    let pieces = split::split(text);
    let reads = |piece: &split::Piece| {
        let statement = &text[piece.span.start..piece.span.end];
        matches!(kind::kind(statement), Kind::Query | Kind::Explain | Kind::Pragma)
    };
    !pieces.is_empty() && pieces.iter().all(reads)
}

#[cfg(test)]
mod tests;
