//! `relatable check`.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::diagnostic::{Diagnostic, Severity};
use crate::lesson::{Course, Lesson, builtin, load};
use crate::lint::{self, Proof, Tally};
use crate::render::diagnostic::diagnostic;
use crate::render::table::counted;
use crate::render::{escape, proved, voice};

use super::open::must_exist;
use super::{Context, Exit, Out, Stop};

/// What was found of all lessons together.
#[derive(Debug, Default)]
struct Sum {
    /// To look further.
    deep: bool,
    lessons: usize,
    steps: usize,
    answers: Tally,
    wrong: Tally,
    errors: usize,
    advice: usize,
}

/// Has every lesson of the paths prove itself; without a path, those of the course.
pub(super) fn run(context: &mut Context<'_>, paths: &[PathBuf], deep: bool) -> Result<Exit, Stop> {
    // Said before any lesson is proved, which may take a while.
    for path in paths.iter().chain(&context.lessons) {
        must_exist(path)?;
    }
    let mut sum = Sum { deep, ..Sum::default() };
    if paths.is_empty() {
        match context.lessons.clone() {
            Some(path) => check(context, &path, &mut sum)?,
            None => {
                if Path::new("course.yaml").exists() || Path::new("lessons").is_dir() {
                    let words = "No path was given, so this is the built-in course. For lessons \
                        in this folder, name it: `relatable check .`, or `relatable check lessons`.";
                    for line in voice(words, &context.look) {
                        context.out.line(&line)?;
                    }
                }
                let (course, problems) = given(builtin::course());
                course_of(context, &course, &problems, &mut sum)?;
            }
        }
    }
    for path in paths {
        check(context, path, &mut sum)?;
    }
    for line in proved::sum(&summary(&sum), sum.errors == 0, &context.look) {
        context.out.line(&line)?;
    }
    Ok(if sum.errors == 0 { Exit::Right } else { Exit::Broken })
}

fn check(context: &mut Context<'_>, path: &Path, sum: &mut Sum) -> Result<(), Stop> {
    let (mut lessons, problems) = given(load::load_course(path));
    if path.is_dir() {
        // Neither a broken lesson nor a chapter that forgets one hides what is to be said of it.
        lessons = load::lesson_files(path).iter().filter_map(|file| usable(file)).collect();
    }
    course_of(context, &lessons, &problems, sum)
}

/// The lessons that loaded, and what was said of those that did not.
fn given(
    loaded: Result<(Course, Vec<Diagnostic>), Vec<Diagnostic>>,
) -> (Vec<Arc<Lesson>>, Vec<Diagnostic>) {
    match loaded {
        Ok((course, advice)) => (course.lessons().cloned().collect(), advice),
        Err(problems) => (Vec::new(), problems),
    }
}

fn usable(file: &Path) -> Option<Arc<Lesson>> {
    load::load_file(file).ok().map(|loaded| Arc::new(loaded.lesson))
}

fn course_of(
    context: &mut Context<'_>,
    lessons: &[Arc<Lesson>],
    problems: &[Diagnostic],
    sum: &mut Sum,
) -> Result<(), Stop> {
    findings(context, problems, sum)?;
    let widest = lessons.iter().map(|lesson| escape::width(&lesson.id)).max().unwrap_or(0);
    for lesson in lessons {
        let proof = lint::prove(lesson).map_err(|error| Stop::Failed(error.to_string()))?;
        let said = steps_and_answers(&proof);
        for line in proved::proved(proof.holds(), &lesson.id, widest, &said, &context.look) {
            context.out.line(&line)?;
        }
        findings(context, &proof.findings, sum)?;
        if sum.deep {
            findings(context, &further(context, lesson)?, sum)?;
        }
        sum.add(&proof);
    }
    Ok(())
}

/// What is found by looking further. At a terminal a word on the way says how far it is.
fn further(context: &Context<'_>, lesson: &Arc<Lesson>) -> Result<Vec<Diagnostic>, Stop> {
    let began = Instant::now();
    let shows = context.errors.fitted && !context.errors.manner.is_spoken();
    let mut err = Out::stderr();
    let mut shown = false;
    let mut about = |step: usize| {
        if shows && began.elapsed() > PATIENCE {
            let (at, all) = (step + 1, lesson.steps.len());
            let words = format!("Looking further at {}, step {at} of {all}", lesson.id);
            let (words, _) = context
                .errors
                .shorten(&context.errors.line(&words), context.errors.columns.saturating_sub(1));
            shown = err.text(&format!("\r\u{1b}[K{words}")).is_ok();
        }
    };
    let found = lint::deep::look(lesson, &mut about);
    if shown {
        err.text("\r\u{1b}[K")?;
    }
    found.map_err(|error| Stop::Failed(error.to_string()))
}

/// How long nothing need be said.
const PATIENCE: Duration = Duration::from_millis(700);

fn findings(context: &mut Context<'_>, found: &[Diagnostic], sum: &mut Sum) -> Result<(), Stop> {
    for finding in found {
        match finding.severity {
            Severity::Error => sum.errors += 1,
            Severity::Advice => sum.advice += 1,
        }
        for line in diagnostic(finding, &context.look) {
            context.out.line(&line)?;
        }
    }
    Ok(())
}

impl Sum {
    fn add(&mut self, proof: &Proof) {
        self.lessons += 1;
        self.steps += proof.steps;
        self.answers.add(proof.answers);
        self.wrong.add(proof.wrong);
    }
}

fn steps_and_answers(proof: &Proof) -> String {
    format!("{}{}", counted(proof.steps, "step"), tallies(proof.answers, proof.wrong))
}

/// `: 3 answers right, …`; nothing where nothing was to be tried, or could be.
fn tallies(answers: Tally, wrong: Tally) -> String {
    if answers.all + wrong.all == 0 {
        return String::new();
    }
    let right = if answers.good == answers.all {
        format!("{} right", counted(answers.all, "answer"))
    } else {
        format!("{} of {} right", answers.good, counted(answers.all, "answer"))
    };
    format!(": {right}, {} of {} refused", wrong.good, counted(wrong.all, "wrong answer"))
}

/// `3 lessons, 39 steps: 54 answers right, 40 of 40 wrong answers refused, 1 advice`.
fn summary(sum: &Sum) -> String {
    let mut line = if sum.lessons == 0 {
        // Nothing was counted of what could not be read.
        "no lesson could be loaded".to_owned()
    } else {
        format!(
            "{}, {}{}",
            counted(sum.lessons, "lesson"),
            counted(sum.steps, "step"),
            tallies(sum.answers, sum.wrong)
        )
    };
    let mut separator = if sum.lessons == 0 { ": " } else { ", " };
    if sum.errors > 0 {
        line.push_str(&format!("{separator}{}", counted(sum.errors, "error")));
        separator = ", ";
    }
    if sum.advice > 0 {
        line.push_str(&format!("{separator}{} advice", sum.advice));
    }
    line
}
