//! A link as one sentence.

use crate::feedback::relation::link::sentences;
use crate::relation::Link;

/// All that a link says, as one sentence without its full stop.
pub(super) fn says(link: &Link) -> String {
    let mut said = sentences(link);
    // Between rows of one table both may be the same.
    said.dedup();
    let said = said.join(", and ");
    match link.columns.as_slice() {
        [] => said,
        // They tell several keys between the same tables apart.
        columns => format!("{said} by {}", columns.join(", ")),
    }
}
