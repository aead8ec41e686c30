//! Reports for other programs: one file for each format.

mod second;
pub mod json;
pub mod pair;
pub mod comparison;
pub mod recording;
pub mod rfc4180;

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
