//! Loading lessons and courses: files in; lessons out, or everything that is wrong with them.
//!
//! A file is read within limits (`shelf`), parsed into a tree that knows its places (`yaml`),
//! checked against the format (`shape`, by the tables in `file`), and decoded. No stage stops at
//! its first problem.

mod suggest;
mod shape;
mod fields;
mod data;
mod expect;
mod relation;
mod quiz;
mod task;
mod step;
mod decode;
mod course;
mod open;

pub use open::{lesson_files, load, load_course, load_file};

pub(in crate::lesson) use course::course;

use crate::diagnostic::Diagnostic;

use super::Lesson;

/// A lesson that can be used.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The lesson.
    pub lesson: Lesson,
    /// What would be better otherwise.
    pub advice: Vec<Diagnostic>,
}
