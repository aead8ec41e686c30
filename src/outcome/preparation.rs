//! Making the suites of a lesson before they are needed.

use std::sync::Arc;

use super::made;
use super::stage::{Stage, StageError};
use super::suites::Suites;
use crate::lesson::{Body, Lesson, Task, TaskKind};
use crate::scratch::Interrupt;

/// What there is to make beforehand for a lesson.
#[derive(Debug, Clone)]
pub struct Preparation {
    lesson: Arc<Lesson>,
    suites: Suites,
    /// The step that comes first, from 0.
    first: usize,
}

impl Preparation {
    /// What there is to make, the step that comes first before the others; `None` where no step
    /// asks for a query.
    pub fn new(lesson: &Arc<Lesson>, suites: &Suites, first: usize) -> Option<Self> {
        let preparation = Self { lesson: Arc::clone(lesson), suites: suites.clone(), first };
        let is_needed = preparation.queries().next().is_some();
        is_needed.then_some(preparation)
    }

    /// Whether it is this lesson that it is made for.
    pub fn is_for(&self, lesson: &Arc<Lesson>) -> bool {
        Arc::ptr_eq(&self.lesson, lesson)
    }

    /// Makes one suite after the other, in databases of its own, as long as it may go on.
    ///
    /// # Errors
    /// Where the lesson is broken or the tool fails. Whoever needs a suite then meets the same.
    pub fn make(&self, goes_on: impl Fn() -> bool) -> Result<(), StageError> {
        let mut stage = Stage::new(Arc::clone(&self.lesson))?;
        for (step, task) in self.queries() {
            if !goes_on() {
                break;
            }
            let image = stage.image(step)?;
            if let Some(question) = made::question(&mut stage, &image, task)? {
                self.suites.of(&question, &Interrupt::default())?;
            }
        }
        Ok(())
    }

    /// The steps that ask for a query: from the first to the end, then those before.
    fn queries(&self) -> impl Iterator<Item = (usize, &Task)> {
        let steps = &self.lesson.steps;
        let first = self.first.min(steps.len());
        (first..steps.len()).chain(0..first).filter_map(|step| match &steps[step].body {
            Body::Task(task) if task.kind == TaskKind::Query => Some((step, &**task)),
            _ => None,
        })
    }
}
