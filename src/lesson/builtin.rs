//! The course that is embedded in the program.

use include_dir::{Dir, include_dir};

use crate::diagnostic::Diagnostic;

use super::Course;
use super::load;
use super::shelf::Embedded;

static LESSONS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/lessons");

/// The shipped course, and what would be better otherwise about it.
///
/// # Errors
/// Everything that is wrong with the shipped lessons; a test keeps that from happening.
pub fn course() -> Result<(Course, Vec<Diagnostic>), Vec<Diagnostic>> {
    load::course(&Embedded(&LESSONS))
}

#[cfg(test)]
mod tests {
    use super::*;

    static FIXTURE: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/tests/fixtures/course");

    #[test]
    fn an_embedded_course_loads_as_a_folder_does() {
        let (course, advice) = load::course(&Embedded(&FIXTURE)).unwrap();
        assert_eq!((course.title.as_str(), advice.len()), ("Fixture", 0));
        let lesson = course.lesson("a").unwrap();
        assert_eq!(lesson.source.name, "a.yaml");
        assert_eq!(lesson.setup.as_ref().unwrap().text, "CREATE TABLE t (a);\n");
    }
}
