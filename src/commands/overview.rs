//! `relatable` alone: the lessons, and a prompt to pick one.

use std::sync::Arc;

use crate::lesson::{Course, Lesson};
use crate::render::course::overview;
use crate::repl::{Terminal, Typed};

use super::take::{Plan, no_lessons, take};
use super::{Context, Exit, Stop, open};

/// Shows the lessons and takes the one that is picked; without a terminal, the first.
pub(super) fn run(context: &mut Context<'_>) -> Result<Exit, Stop> {
    let course = open::course(context.lessons.as_deref())?;
    if context.interactive {
        return pick(context, &course);
    }
    let first = course.lessons().next().ok_or_else(no_lessons)?;
    take(context, &plan(&course, first), None)
}

/// Shows the lessons and takes the one that is picked.
pub(super) fn pick(context: &mut Context<'_>, course: &Course) -> Result<Exit, Stop> {
    let first = course.lessons().next().ok_or_else(no_lessons)?;
    let mut terminal = Terminal::new(&context.look)?;
    context.look.fit(terminal.columns());
    show(context, course)?;
    let lesson: &Arc<Lesson> = loop {
        let Typed::Text(typed) = terminal.read("> ")? else { return Ok(Exit::Right) };
        let typed = typed.trim();
        match typed.trim_start_matches('.').to_lowercase().as_str() {
            "" => break first,
            "quit" | "exit" => return Ok(Exit::Right),
            "help" | "lessons" => show(context, course)?,
            _ => match open::pick(course, typed) {
                Some(lesson) => break lesson,
                None => context.out.line(&open::no_such_lesson(course, typed))?,
            },
        }
    };
    context.out.line("")?;
    take(context, &plan(course, lesson), Some(terminal))
}

fn plan<'c>(course: &'c Course, lesson: &Arc<Lesson>) -> Plan<'c> {
    let lesson = Arc::clone(lesson);
    Plan { called: lesson.id.clone(), lesson, course: Some(course), from: None }
}

fn show(context: &mut Context<'_>, course: &Course) -> Result<(), Stop> {
    for line in overview(course, &context.look) {
        context.out.line(&line)?;
    }
    Ok(())
}
