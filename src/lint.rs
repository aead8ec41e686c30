//! What is wrong with a lesson: it has to prove itself with the very engine that judges learners.

mod other_data;
pub mod deep;

use std::sync::Arc;

use crate::answer::{Answer, Chosen};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::feedback::{self, Block, Feedback};
use crate::grade::{Graded, Grader};
use crate::lesson::{Beyond, Body, Language, Lesson, Quiz, Show, Task, TaskKind, Text};
use crate::nearest::nearest;
use crate::outcome::orm::migrates;
use crate::outcome::stage::{AUTHORED, StageError};
use crate::scratch::{Scratch, ScratchError};
use crate::verdict::{Mistake, MistakeKind, OtherData, Reason, Remark, Verdict};

/// What a lesson proved, and what is wrong with it.
#[derive(Debug, Default)]
pub struct Proof {
    /// How many steps it has.
    pub steps: usize,
    /// References and other right answers: how many passed, and of how many.
    pub answers: Tally,
    /// Wrong answers: how many were refused, and of how many.
    pub wrong: Tally,
    /// What is wrong, by place.
    pub findings: Vec<Diagnostic>,
}

/// So many of so many.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// How many did as they should.
    pub good: usize,
    /// How many there are.
    pub all: usize,
}

impl Tally {
    /// Takes in another one.
    pub fn add(&mut self, other: Self) {
        self.good += other.good;
        self.all += other.all;
    }
}

impl Proof {
    /// Whether a learner could be given the lesson.
    pub fn holds(&self) -> bool {
        self.findings.iter().all(|finding| finding.severity != Severity::Error)
    }
}

/// Has a lesson prove itself: setup and data run; every answer passes and every wrong one does
/// not, with its own words; nothing passes before anything was typed; what is shown can be shown.
///
/// # Errors
///
/// Only where the tool itself fails: what is wrong with the lesson is in the [`Proof`].
pub fn prove(lesson: &Arc<Lesson>) -> Result<Proof, ScratchError> {
    let mut prover = Prover {
        grader: Grader::new(Arc::clone(lesson))?,
        scratch: Scratch::new()?,
        lesson,
        proof: Proof { steps: lesson.steps.len(), ..Proof::default() },
    };
    // First, so that a variant that cannot stand is named with the first step that meets it.
    prover.variants().or_else(|error| prover.broken(error))?;
    for index in 0..lesson.steps.len() {
        prover.step(index).or_else(|error| prover.broken(error))?;
    }
    // What the last step's reference leaves has to run too.
    let end = prover.grader.image(lesson.steps.len()).map(drop);
    end.or_else(|error| prover.broken(error))?;
    let mut proof = prover.proof;
    proof.findings.sort_by_key(|finding| (finding.span.start, finding.severity));
    proof.findings.dedup();
    Ok(proof)
}

struct Prover<'a> {
    grader: Grader,
    /// Where what a step shows is looked at.
    scratch: Scratch,
    lesson: &'a Arc<Lesson>,
    proof: Proof,
}

impl Prover<'_> {
    fn step(&mut self, index: usize) -> Result<(), StageError> {
        let step = &self.lesson.steps[index];
        let image = self.grader.image(index)?;
        self.scratch.restore(&image)?;
        for show in &step.show {
            if let Show::Rows(shown) = show {
                self.shown(shown)?;
            }
        }
        match &step.body {
            Body::Task(task) => self.task(index, task),
            Body::Quiz(quiz) => self.quiz(index, quiz),
            Body::Read | Body::Reveal { .. } => Ok(()),
        }
    }

    /// What a step shows is a table or a query that runs.
    fn shown(&mut self, shown: &Text) -> Result<(), StageError> {
        if self.scratch.table_rows(&shown.text).is_ok() {
            return Ok(());
        }
        let script = self.scratch.run(&shown.text, &AUTHORED);
        if script.rows().is_none() || script.failure().is_some() || script.stopped().is_some() {
            let message =
                format!("`show`: {} is neither a table nor a query that runs", shown.text);
            let schema = self.scratch.schema()?;
            let tables = schema.tables.iter().map(|table| table.name.as_str());
            let names = tables.chain(schema.views.iter().map(String::as_str));
            let help = match nearest(&shown.text, names) {
                Some(nearest) => format!("Did you mean {nearest}?"),
                None => "Name a table that is there at this step, or write a SELECT.".to_owned(),
            };
            let problem = Diagnostic::error(&self.lesson.source, shown.span, message);
            self.proof.findings.push(problem.with_help(help));
        }
        Ok(())
    }

    fn task(&mut self, index: usize, task: &Task) -> Result<(), StageError> {
        if task.language == Language::Orm {
            // Where its answer does not run, that is the cause of whatever else would be found.
            self.grader.image(index + 1)?;
            self.tables_of_classes(index, task)?;
        }
        let blank = self.grader.grade(index, &Answer::sql(""))?;
        if blank.verdict.is_right() {
            self.proof.findings.push(
                Diagnostic::error(
                    &self.lesson.source,
                    task.answer.span,
                    "this step is right before anything was typed: the answer changes nothing \
                     that is compared",
                )
                .with_help(if task.expect.relations.is_empty() {
                    "Compared are the rows, columns and foreign keys of tables. For anything else, \
                     say in `expect` what must hold."
                } else {
                    "What `expect` says holds already. Say there what the answer has to bring about."
                }),
            );
        }
        for answer in std::iter::once(&task.answer).chain(&task.also) {
            self.proof.answers.all += 1;
            let graded = self.grader.grade(index, &Answer::sql(&answer.text))?;
            match &graded.verdict {
                Verdict::Right(None) => self.proof.answers.good += 1,
                Verdict::Right(Some(remark)) => {
                    self.proof.answers.good += 1;
                    let how = match &**remark {
                        Remark::Beyond(_) => "is not right on all data",
                        Remark::LeftOpen(_) => "leaves open what it gives",
                        // The author may well mean to show it.
                        Remark::MapperGaps(_) => continue,
                    };
                    let message = format!("this answer {how}: {}", said(&graded));
                    self.advice(answer.span, message);
                    self.with_witness(&graded);
                }
                _ => self.not_right(task, answer, &graded),
            }
        }
        for wrong in 0..task.wrong.len() {
            self.wrong(index, task, wrong)?;
        }
        Ok(())
    }

    /// A class that stands for a table which is not there, and is not made by the answer.
    fn tables_of_classes(&mut self, index: usize, task: &Task) -> Result<(), StageError> {
        let before: Vec<String> =
            self.grader.world(index)?.mapped().into_iter().map(|it| it.class).collect();
        let mapped = self.grader.world(index + 1)?.mapped();
        let image = self.grader.image(index + 1)?;
        self.scratch.restore(&image)?;
        let schema = self.scratch.schema()?;
        // Migrations make tables at their own time.
        let may_wait = migrates(self.lesson);
        for it in mapped.iter().filter(|it| !may_wait && !before.contains(&it.class)) {
            if schema.table(&it.table).is_some() {
                continue;
            }
            let (class, table) = (&it.class, &it.table);
            let message = format!(
                "`{class}` stands for the table {table}, which is not there after the answer"
            );
            let names = schema.tables.iter().map(|table| table.name.as_str());
            let help = match nearest(table, names) {
                Some(nearest) => format!("Did you mean {nearest}?"),
                None => "It is made where a session first needs it. To have it there before, end \
                         the answer with Base.metadata.create_all(engine)."
                    .to_owned(),
            };
            let problem = Diagnostic::advice(&self.lesson.source, task.answer.span, message);
            self.proof.findings.push(problem.with_help(help));
        }
        Ok(())
    }

    /// An answer that should pass and does not.
    fn not_right(&mut self, task: &Task, answer: &Text, graded: &Graded) {
        let reasons = match &graded.verdict {
            Verdict::Wrong(wrong) => wrong.reasons.as_slice(),
            _ => &[],
        };
        let is_reference = answer == &task.answer;
        if is_reference && (task.expect.rows.is_some() || task.expect.columns.is_some()) {
            let message =
                format!("what `expect` says is not what the answer gives: {}", said(graded));
            return self.error(task.expect.span, message);
        }
        let differs = |reason: &Reason| matches!(reason, Reason::Table { .. });
        if is_reference && !task.expect.tables.is_empty() && reasons.iter().any(differs) {
            let message =
                format!("what `expect` says is not what the answer leaves: {}", said(graded));
            return self.error(task.expect.span, message);
        }
        // Where the reference passes its probes, another answer that does not is at fault.
        for reason in reasons.iter().filter(|_| is_reference) {
            if let Reason::Probe { tried, .. } = reason
                && let Some(probe) =
                    task.expect.probes.iter().find(|probe| probe.tried().text.trim() == tried)
            {
                let message =
                    format!("this probe does not hold after the answer: {}", said(graded));
                return self.error(probe.span, message);
            }
        }
        let mut span = answer.span;
        if let Some(Reason::Failed(failed)) = reasons.first()
            && let Some(place) = failed.span
        {
            span = answer.place_of(place.start, &self.lesson.source);
        }
        self.error(span, format!("this answer does not pass: {}", said(graded)));
        self.with_witness(graded);
    }

    /// Puts the data to the last finding that was made to find it, if it was.
    fn with_witness(&mut self, graded: &Graded) {
        let wrong = match &graded.verdict {
            Verdict::Wrong(wrong) => wrong,
            Verdict::Right(Some(remark)) => match &**remark {
                Remark::Beyond(wrong) => wrong,
                Remark::LeftOpen(_) | Remark::MapperGaps(_) => return,
            },
            _ => return,
        };
        let made = wrong.variant.as_ref().and_then(OtherData::made);
        if let (Some(made), Some(finding)) = (made, self.proof.findings.last_mut()) {
            let rows: Vec<&str> = made.script.lines().map(str::trim).collect();
            finding.help = Some(match rows.concat().is_empty() {
                true => "The data has no rows at all.".to_owned(),
                false => format!("The data: {}", rows.join(" ")),
            });
        }
    }

    fn wrong(&mut self, index: usize, task: &Task, wrong: usize) -> Result<(), StageError> {
        let answer = &task.wrong[wrong];
        self.proof.wrong.all += 1;
        let graded = self.grader.grade(index, &Answer::sql(&answer.answer.text))?;
        let found = match &graded.verdict {
            Verdict::Wrong(found) => found,
            Verdict::Right(_) => {
                self.proof.findings.push(
                    Diagnostic::error(
                        &self.lesson.source,
                        answer.answer.span,
                        "this wrong answer passes",
                    )
                    .with_help(why_it_passes(task)),
                );
                return Ok(());
            }
            Verdict::Undecided(_) => {
                self.error(answer.answer.span, format!("this cannot be judged: {}", said(&graded)));
                return Ok(());
            }
        };
        self.proof.wrong.good += 1;
        if let Some(Reason::Failed(failed)) = found.reasons.first()
            && !matches!(failed.kind, MistakeKind::Refused { .. })
        {
            let message = format!("this wrong answer does not even run: {}", failed_with(failed));
            self.advice(answer.answer.span, message);
        }
        if answer.because.is_some()
            && found.because.as_ref().map(|because| &because.words) != answer.because.as_ref()
        {
            self.advice(
                answer.answer.span,
                "this behaves like a wrong answer before it, so that its own words never show",
            );
        }
        Ok(())
    }

    fn quiz(&mut self, index: usize, quiz: &Quiz) -> Result<(), StageError> {
        self.proof.answers.all += 1;
        let right = quiz.choices.iter().enumerate().filter(|(_, choice)| choice.right);
        let picked = right.map(|(index, _)| index).collect();
        let chosen = Chosen { picked, unknown: Vec::new() };
        if self.grader.grade(index, &Answer::Choice(chosen))?.verdict.is_right() {
            self.proof.answers.good += 1;
        }
        Ok(())
    }

    fn broken(&mut self, error: StageError) -> Result<(), ScratchError> {
        match error {
            StageError::Broken(diagnostics) => {
                // Every step meets what is wrong with the data; once is enough.
                for problem in diagnostics {
                    let is_known = |found: &Diagnostic| {
                        found.span == problem.span && found.severity == problem.severity
                    };
                    if !self.proof.findings.iter().any(is_known) {
                        self.proof.findings.push(problem);
                    }
                }
                Ok(())
            }
            StageError::Stopped(_) => {
                self.error(Span::default(), format!("this cannot be proven here: {error}"));
                Ok(())
            }
            StageError::Scratch(error) => Err(error),
        }
    }

    fn error(&mut self, span: Span, message: impl Into<String>) {
        self.proof.findings.push(Diagnostic::error(&self.lesson.source, span, message));
    }

    fn advice(&mut self, span: Span, message: impl Into<String>) {
        self.proof.findings.push(Diagnostic::advice(&self.lesson.source, span, message));
    }
}

/// Why a wrong answer passes, and what an author can do about it.
fn why_it_passes(task: &Task) -> &'static str {
    match task.kind {
        _ if !task.expect.relations.is_empty() => {
            "The relations under `expect` hold after it. Say there what else must hold, or take it \
             out."
        }
        TaskKind::Query if task.beyond == Beyond::Ignore => {
            "Answers are compared by what they do, and with `beyond: ignore` on the lesson's own \
             data alone. Add data on which it goes wrong, or take it out."
        }
        TaskKind::Query => {
            "Answers are compared by what they do. Add data on which it goes wrong, under `data` \
             or as one of `variants`, or take it out: no data was found on which it differs from \
             the answer."
        }
        TaskKind::Change => {
            "Rows, columns, foreign keys and the relations that they make are compared, and no \
             other constraints. Say under `expect` what else must hold, for example as a probe, or \
             take it out."
        }
        TaskKind::Describe => "What it says holds, and says all that the answer says. Take it out.",
    }
}

fn failed_with(mistake: &Mistake) -> String {
    feedback::mistake::sentence(mistake).trim_end_matches('.').to_owned()
}

/// What a learner would have been told, in one line.
fn said(graded: &Graded) -> String {
    let Feedback { blocks, .. } = &graded.feedback;
    let sentences = blocks.iter().filter_map(|block| match block {
        Block::Text(text) | Block::Told(text) => Some(text.clone()),
        Block::Caret(caret) => Some(caret.message.clone()),
        Block::Marked(_) | Block::Differing(_) | Block::Table { .. } => None,
    });
    let sentences: Vec<String> = sentences.collect();
    sentences.join(" ").trim_end_matches('.').to_owned()
}
