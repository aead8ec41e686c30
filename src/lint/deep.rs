//! What could be better about a lesson, where it takes longer to find out: `check --deep`.

mod advice;
mod addition;
mod renumbered;
mod near;
mod smallest;
mod order;
mod asked;
mod open;
mod blind;
mod unheard;

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::grade::Grader;
use crate::lesson::{Body, Lesson, Task, TaskKind};
use crate::outcome::stage::{Stage, StageError};
use crate::scratch::ScratchError;

use advice::Advice;
use blind::Blind;

/// Looks at every step of a lesson that proves itself. `about` is told the number of each step,
/// from 0, before it is looked at, which may take a while.
///
/// # Errors
/// Only where the tool itself fails.
pub fn look(
    lesson: &Arc<Lesson>,
    mut about: impl FnMut(usize),
) -> Result<Vec<Diagnostic>, ScratchError> {
    let mut grader = Grader::new(Arc::clone(lesson))?;
    let mut stage = Stage::new(Arc::clone(lesson))?;
    let mut found = Vec::new();
    for (index, step) in lesson.steps.iter().enumerate() {
        about(index);
        let advice = match &step.body {
            Body::Task(task) => of_task(&mut grader, &mut stage, index, task),
            Body::Quiz(_) | Body::Read | Body::Reveal { .. } => Ok(Vec::new()),
        };
        match advice {
            Ok(advice) => found.extend(advice),
            Err(StageError::Scratch(error)) => return Err(error),
            // What is broken was said by the proof, and what was only stopped says nothing.
            Err(StageError::Broken(_) | StageError::Stopped(_)) => {}
        }
    }
    let say = |advice: Advice| {
        Diagnostic::advice(&lesson.source, advice.span, advice.message).with_help(advice.help)
    };
    let mut said: Vec<Diagnostic> = found.into_iter().map(say).collect();
    said.sort_by_key(|finding| finding.span.start);
    Ok(said)
}

fn of_task(
    grader: &mut Grader,
    stage: &mut Stage,
    index: usize,
    task: &Task,
) -> Result<Vec<Advice>, StageError> {
    let mut advice = unheard::in_task(grader, index, task)?;
    if task.kind == TaskKind::Query {
        let lesson = Arc::clone(stage.lesson());
        advice.extend(asked::order(&lesson, index, task));
        advice.extend(open::unordered(task));
        if let Some(question) = blind::asked(stage, index, task)? {
            advice.extend(open::left_open(grader, stage, index, task, &question)?);
        }
        let mut blind = Blind::new(&lesson, index, task, stage)?;
        advice.extend(blind.wrong(grader)?);
        advice.extend(blind.mistakes(grader)?);
    }
    Ok(advice)
}
