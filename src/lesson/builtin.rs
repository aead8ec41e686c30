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
