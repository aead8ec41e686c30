//! A lesson as progress knows it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use crate::lesson::Lesson;

use super::Subject;
use super::home::name_of_file;

impl Subject {
    /// A lesson of the built-in course, or the one that stands in `file`.
    pub fn of(lesson: &Lesson, file: Option<&Path>) -> Self {
        Self {
            lesson: file.map_or_else(|| lesson.id.clone(), name_of_file),
            title: lesson.title.clone(),
            asks: lesson.steps.iter().filter(|step| step.is_answerable()).count(),
            content: content(lesson),
        }
    }
}

/// Another version of the tool may judge otherwise, so it is part of what is told apart. The hash
/// need not be the same for ever: where it changes, answers are judged once more than needed.
fn content(lesson: &Lesson) -> u64 {
    let mut hasher = DefaultHasher::new();
    env!("CARGO_PKG_VERSION").hash(&mut hasher);
    lesson.source.text.hash(&mut hasher);
    // Of a `database:` file the text stands here only.
    lesson.setup.as_ref().map(|setup| &setup.text).hash(&mut hasher);
    hasher.finish()
}
