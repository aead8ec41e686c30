//! The grading line as one function: lesson, step and answer in; verdict and words out.

use std::sync::Arc;

use crate::answer::Answer;
use crate::diagnostic::Diagnostic;
use crate::feedback::Feedback;
use crate::lesson::Lesson;
use crate::scratch::{Image, Interrupt, ScratchError};
use crate::verdict::Verdict;

/// Judges answers to one lesson's steps, each from the image with which its step begins.
///
/// What it says is a function of the lesson and the answer alone: steps can be judged in any
/// order, any number of times.
#[derive(Debug)]
pub struct Grader {}

/// The judgement on one answer, with the words for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Graded {
    /// The judgement.
    pub verdict: Verdict,
    /// The words for it.
    pub feedback: Feedback,
    /// Set when the input does not count as a try: the one quiet line to show instead of
    /// `feedback`. An answer that is right always counts.
    pub aside: Option<String>,
    /// Which reading of the input the verdict speaks of.
    pub reading: Reading,
}

/// How an input to a changing step was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reading {
    /// The newest input by itself, from the step's image.
    Alone,
    /// After what was typed in this step before.
    Together,
}

/// Why a step cannot be judged at all.
#[derive(Debug, thiserror::Error)]
pub enum GradeError {
    /// The lesson is broken: its setup, its data or an earlier reference does not run.
    #[error("the lesson is broken")]
    Broken(Vec<Diagnostic>),
    /// The tool failed.
    #[error(transparent)]
    Scratch(#[from] ScratchError),
}

impl Grader {
    /// A grader for the lesson.
    pub fn new(lesson: Arc<Lesson>) -> Result<Self, GradeError> {
        let _ = lesson;
        Ok(Self {})
    }

    /// What stops a judgement that is under way.
    pub fn interrupt(&self) -> Interrupt {
        Interrupt::default()
    }

    /// The database with which the step begins, its own `data` included. `step` counts from 0;
    /// the number of steps stands for the end of the lesson.
    pub fn image(&mut self, step: usize) -> Result<Image, GradeError> {
        let _ = step;
        Err(GradeError::Broken(Vec::new()))
    }

    /// Judges an answer to a step.
    pub fn grade(&mut self, step: usize, answer: &Answer) -> Result<Graded, GradeError> {
        let _ = (step, answer);
        Err(GradeError::Broken(Vec::new()))
    }
}
