//! The quiet line for an input that does not count as a try.

use super::count::things;
use crate::verdict::{Reason, Wrong};

/// Looking at a plan.
pub const PLAN: &str = "the plan of a query · not judged";

/// Looking at tables where a change is asked for.
pub const LOOK: &str = "a look changes nothing; look around as long as you like";

/// A result that is no answer yet: another width, or a plain look at one table.
pub fn looking(wrong: &Wrong) -> String {
    let width = match wrong.reasons.first() {
        Some(Reason::ColumnCount { wanted, actual }) => format!(
            "{} where the answer has {}",
            things(actual.len(), "column"),
            super::count::number(wanted.len())
        ),
        _ => "not the answer yet".to_owned(),
    };
    format!("{width}; look around as long as you like")
}
