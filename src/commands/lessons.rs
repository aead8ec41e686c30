//! `relatable lessons`.

use crate::render::course::catalogue;

use super::{Context, Exit, Stop, open};

/// Lists the lessons.
pub(super) fn run(context: &mut Context<'_>) -> Result<Exit, Stop> {
    let course = open::course(context.lessons.as_deref())?;
    for line in catalogue(&course, &context.look) {
        context.out.line(&line)?;
    }
    Ok(Exit::Right)
}
