//! A second in reports.

use jiff::Timestamp;

/// A second since 1970 as RFC 3339 has it, in UTC.
pub(super) fn rfc3339(second: i64) -> Option<String> {
    Timestamp::from_second(second).ok().map(|time| time.to_string())
}
