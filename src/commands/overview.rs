//! `relatable` alone: the lessons, and a prompt to pick one.

use std::sync::Arc;

use crate::lesson::{Course, Lesson};
use crate::render::course::overview;
use crate::render::escape;
use crate::repl::{Terminal, Typed};

use super::take::{Plan, after, no_lessons, take};
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

/// Shows the lessons and takes the one that is picked; when it is finished, the next one is an
/// Enter away.
pub(super) fn pick(context: &mut Context<'_>, course: &Course) -> Result<Exit, Stop> {
    let mut next = course.lessons().next().ok_or_else(no_lessons)?;
    let mut terminal = Terminal::new(&context.look, None)?;
    context.look.fit(terminal.columns());
    show(context, course)?;
    loop {
        let Some(lesson) = choose(context, course, next, &mut terminal)? else {
            return Ok(Exit::Right);
        };
        context.out.line("")?;
        let exit = take(context, &plan(course, lesson), Some(&mut terminal))?;
        let Some(following) = after(course, lesson).filter(|_| exit == Exit::Right) else {
            return Ok(exit);
        };
        next = following;
        let title = escape::line(&next.title);
        let line = format!("Enter goes on with \"{title}\". A number or a title picks another.");
        context.out.line(&context.look.style.dim(&line))?;
    }
}

/// Asks for a lesson; a bare Enter means `first`. `None` where the learner leaves.
fn choose<'c>(
    context: &mut Context<'_>,
    course: &'c Course,
    first: &'c Arc<Lesson>,
    terminal: &mut Terminal,
) -> Result<Option<&'c Arc<Lesson>>, Stop> {
    loop {
        let Typed::Text(typed) = terminal.read("> ")? else { return Ok(None) };
        let typed = typed.trim();
        match typed.trim_start_matches('.').to_lowercase().as_str() {
            "" => return Ok(Some(first)),
            "quit" | "exit" => return Ok(None),
            "lessons" => show(context, course)?,
            "help" => context.out.line(HELP)?,
            _ => match open::pick(course, typed) {
                Some(lesson) => return Ok(Some(lesson)),
                None => context.out.line(&open::no_such_lesson(course, typed))?,
            },
        }
    }
}

const HELP: &str = "\
Enter takes the lesson that is named; a number, or the beginning of a title,
takes another. In a lesson .help lists what you can type. Ctrl-D leaves.";

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
