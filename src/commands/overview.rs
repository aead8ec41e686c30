//! `relatable` alone: a welcome, or the lessons as they stand, and a prompt to pick one.

use std::sync::Arc;

use crate::lesson::{Course, Lesson};
use crate::render::course::{help, overview, welcome};
use crate::render::fitted;
use crate::repl::{Terminal, Typed};

use super::take::{Plan, Way, no_lessons, take};
use super::{Context, Exit, Stop, history, open, shelf};

/// Shows the lessons and takes the one that is picked; without a terminal, the first.
pub(super) fn run(context: &mut Context<'_>) -> Result<Exit, Stop> {
    let course = open::course(context.lessons.as_deref())?;
    if context.interactive {
        return pick(context, &course);
    }
    let first = course.lessons().next().ok_or_else(no_lessons)?;
    let plan = plan(context, &course, first, Way::default());
    take(context, &plan, None)
}

/// Welcomes whoever comes for the first time, else shows where things stand, and takes the lesson
/// that is picked; when it is finished, the next one is an Enter away.
pub(super) fn pick(context: &mut Context<'_>, course: &Course) -> Result<Exit, Stop> {
    let mut terminal = Terminal::new(&context.look, history().as_deref())?;
    terminal.offer(course.lessons().map(|lesson| lesson.id.clone()).collect());
    context.look.fit(terminal.columns());
    let is_first_time = context.store.trouble().is_none() && context.store.all().is_empty();
    match course.lessons().next() {
        Some(first) if is_first_time => {
            for line in welcome(first, &context.look) {
                context.out.line(&line)?;
            }
        }
        _ => show(context, course)?,
    }
    loop {
        let Some(lesson) = choose(context, course, &mut terminal)? else { return Ok(Exit::Right) };
        context.out.line("")?;
        let plan = plan(context, course, lesson, Way::default());
        let exit = take(context, &plan, Some(&mut terminal))?;
        if exit != Exit::Right {
            return Ok(exit);
        }
        context.out.line("")?;
        show(context, course)?;
    }
}

/// Asks for a lesson; a bare Enter means the one to go on with. `None` where the learner leaves.
fn choose<'c>(
    context: &mut Context<'_>,
    course: &'c Course,
    terminal: &mut Terminal,
) -> Result<Option<&'c Arc<Lesson>>, Stop> {
    loop {
        let Typed::Text(typed) = terminal.read("> ")? else { return Ok(None) };
        // The window may be another one since the last line.
        context.look.fit(terminal.columns());
        let typed = typed.trim();
        match typed.trim_start_matches('.').to_lowercase().as_str() {
            "" => return next(context, course).map(Some),
            "quit" | "exit" => return Ok(None),
            "lessons" => show(context, course)?,
            _ if typed.starts_with('.') || typed.eq_ignore_ascii_case("help") => {
                for line in help(&context.look) {
                    context.out.line(&line)?;
                }
            }
            _ => match open::pick(course, typed) {
                Some(lesson) => return Ok(Some(lesson)),
                None => {
                    for line in fitted(&open::no_such_lesson(course, typed), &context.look) {
                        context.out.line(&line)?;
                    }
                }
            },
        }
    }
}

/// How a lesson of the course is taken.
pub(super) fn plan<'c>(
    context: &Context<'_>,
    course: &'c Course,
    lesson: &Arc<Lesson>,
    way: Way<'c>,
) -> Plan<'c> {
    let file = shelf::file_of(context.lessons.as_deref(), lesson);
    Plan { called: lesson.id.clone(), lesson: Arc::clone(lesson), course: Some(course), way, file }
}

/// The lesson that Enter goes on with.
fn next<'c>(context: &mut Context<'_>, course: &'c Course) -> Result<&'c Arc<Lesson>, Stop> {
    let progress = shelf::progress(&mut context.store, course, context.lessons.as_deref());
    shelf::next(course, &progress).ok_or_else(no_lessons)
}

fn show(context: &mut Context<'_>, course: &Course) -> Result<(), Stop> {
    let progress = shelf::progress(&mut context.store, course, context.lessons.as_deref());
    let next = shelf::next(course, &progress).ok_or_else(no_lessons)?;
    for line in overview(course, &progress, next, &context.look) {
        context.out.line(&line)?;
    }
    Ok(())
}
