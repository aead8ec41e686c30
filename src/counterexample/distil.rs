//! The data sets that tell a reference from its mutants.

use super::{Effort, Question, Suite};
use crate::scratch::{Scratch, ScratchError};

/// Makes the suite of a question.
///
/// What it gives is a function of its arguments alone. The contents of `scratch` are lost.
///
/// # Errors
///
/// When the tool fails, and not when a query does.
pub fn distil(
    scratch: &mut Scratch,
    question: &Question,
    effort: Effort,
) -> Result<Suite, ScratchError> {
    let _ = (scratch, question, effort);
    Ok(Suite::default())
}
