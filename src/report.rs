//! Reports for other programs: one file for each format.

mod json;
mod csv;

use jiff::Timestamp;

pub use self::csv::progress as progress_as_csv;
pub use self::json::progress as progress_as_json;

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

/// A second since 1970 as RFC 3339 has it, in UTC.
fn rfc3339(second: i64) -> Option<String> {
    Timestamp::from_second(second).ok().map(|time| time.to_string())
}
