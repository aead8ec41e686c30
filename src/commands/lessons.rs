//! `relatable lessons`.

use crate::render::course::catalogue;

use super::{Context, Exit, Stop, open, shelf};

/// Lists the lessons.
pub(super) fn run(context: &mut Context<'_>) -> Result<Exit, Stop> {
    let course = open::course(context.lessons.as_deref())?;
    let progress = shelf::progress(&mut context.store, &course, context.lessons.as_deref());
    for line in catalogue(&course, &progress, &context.look) {
        context.out.line(&line)?;
    }
    Ok(Exit::Right)
}
