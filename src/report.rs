//! Reports for other programs: one file for each format.

mod json;
mod csv;

use jiff::Timestamp;

use crate::progress::report::LessonReport;

/// How something is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// One JSON document.
    Json,
    /// Comma-separated values, as RFC 4180 has them.
    Csv,
}

/// Progress as a JSON document; `docs/progress.md` describes its keys.
///
/// # Errors
/// Where it cannot be put into words, which no value here gives a reason for.
pub fn progress_as_json(lessons: &[LessonReport]) -> std::io::Result<String> {
    json::progress(lessons)
}

/// Progress as comma-separated values, a row for each step; `docs/progress.md` describes them.
///
/// # Errors
/// As [`progress_as_json`].
pub fn progress_as_csv(lessons: &[LessonReport]) -> std::io::Result<String> {
    csv::progress(lessons)
}

/// A second since 1970 as RFC 3339 has it, in UTC.
fn rfc3339(second: i64) -> Option<String> {
    Timestamp::from_second(second).ok().map(|time| time.to_string())
}
