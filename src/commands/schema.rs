//! `relatable schema`.

use crate::lesson::json_schema::{self, Of};

use super::{Context, Exit, Stop};

/// Prints the schema of lessons, or of courses.
pub(super) fn run(context: &mut Context<'_>, of: Of) -> Result<Exit, Stop> {
    context.out.text(&json_schema::text(of))?;
    Ok(Exit::Right)
}
