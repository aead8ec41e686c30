//! What to show of a statement that failed in the live database.

use crate::feedback::{self, Feedback};
use crate::schema::Schema;
use crate::scratch::Failure;

/// The words for a failure. The one place where a session turns a failure into feedback.
pub(super) fn mistake(text: &str, failure: &Failure, schema: &Schema) -> Feedback {
    feedback::mistake::feedback(text, failure, schema)
}
