//! Taking one lesson, at a terminal or from a pipe.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cache::Cache;
use crate::lesson::{Course, Lesson, load};
use crate::outcome::suites::Suites;
use crate::progress::home::home;
use crate::progress::trouble::Trouble;
use crate::progress::{Answered, Kept, Subject};
use crate::render::Out;
use crate::render::course::catalogue;
use crate::render::{command_line, escape, voice};
use crate::repl::{Around, Begin, List, Reload, Repl, Terminal, run_at_terminal, run_piped};
use crate::session::Session;

use super::{Context, Exit, Stop, history, open, shelf};

/// A lesson to take, and what is known around it.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    pub(super) lesson: Arc<Lesson>,
    /// The course that it is part of.
    pub(super) course: Option<&'a Course>,
    /// How to begin.
    pub(super) way: Way<'a>,
    /// The file in which the lesson stands; `None` in the built-in course.
    pub(super) file: Option<PathBuf>,
    /// The lesson as the command line names it.
    pub(super) called: String,
}

/// How a lesson is begun.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Way<'a> {
    /// At this step: an id or a number.
    pub(super) from: Option<&'a str>,
    /// Anew, with what was answered forgotten.
    pub(super) restart: bool,
}

/// Takes a lesson to its end, or to where the learner leaves it.
pub(super) fn take(
    context: &mut Context<'_>,
    plan: &Plan<'_>,
    terminal: Option<&mut Terminal>,
) -> Result<Exit, Stop> {
    let mut session = Session::with_suites(Arc::clone(&plan.lesson), suites(context.interactive))?;
    if plan.file.is_some() {
        // The built-in course was proven when it was built.
        session.rehearse()?;
    }
    let subject = Subject::of(&plan.lesson, plan.file.as_deref());
    let mut begin = Begin::Step(0);
    if context.interactive {
        if plan.way.restart {
            let forgotten = answers(&context.store.lesson(&subject.lesson));
            match context.store.restart(&subject) {
                // Told when it was found; the lesson begins again all the same.
                Err(trouble) if trouble.repeated => {}
                Err(trouble) => tell(context, &trouble)?,
                Ok(()) => {}
            }
            session.restarted(forgotten);
        }
        let kept = context.store.lesson(&subject.lesson);
        begin = Begin::Where(session.resume(&kept, subject.content)?);
        session.attend();
    }
    if let Some(name) = plan.way.from {
        let step = session.find_step(name).map_err(|note| {
            let ids: Vec<String> = session.step_ids().map(escape::line).collect();
            let words = escape::line(&note.words());
            Stop::Usage(vec![words, format!("Its steps are: {}.", ids.join(", "))])
        })?;
        begin = Begin::Step(step);
    }
    let mut repl = Repl {
        session,
        out: std::mem::replace(&mut context.out, Out::new(std::io::sink())),
        look: context.look,
        around: Around {
            store: &mut context.store,
            subject,
            list: plan.course.map(|course| list(course, context.lessons.clone())),
            reload: plan.file.clone().map(reload),
            comes_back: comes_back(context.lessons.as_deref(), &plan.called),
        },
        since_task: 0,
    };
    let picked = terminal.is_some();
    let done = match (context.interactive, terminal) {
        (false, _) => run_piped(&mut repl, begin, std::io::stdin().lock()),
        (true, Some(terminal)) => run_at_terminal(&mut repl, begin, terminal),
        (true, None) => {
            Terminal::new(&context.look, history().as_deref()).and_then(|mut terminal| {
                repl.look.fit(terminal.columns());
                run_at_terminal(&mut repl, begin, &mut terminal)
            })
        }
    };
    context.out = repl.out;
    match done.map_err(Stop::from) {
        // A reader that leaves early has not finished the lesson.
        Err(Stop::Closed) => return Ok(Exit::Unfinished),
        done => done?,
    }
    if !repl.session.is_finished() {
        return Ok(Exit::Unfinished);
    }
    let next = plan.course.and_then(|course| after(course, &plan.lesson));
    if let Some(next) = next.filter(|_| !picked) {
        let opens = escape::line(&comes_back(context.lessons.as_deref(), &next.id));
        for line in command_line("Next:", &opens, &context.look) {
            context.out.line(&context.look.style.dim(&line))?;
        }
    }
    Ok(Exit::Right)
}

/// The suites of a session: without a terminal nothing is read from a home or left there.
fn suites(interactive: bool) -> Suites {
    match home().filter(|_| interactive) {
        Some(home) => Suites::remembered(Box::new(Cache::beside_progress(&home))),
        None => Suites::default(),
    }
}

/// Says why progress is not kept, and an empty line.
fn tell(context: &mut Context<'_>, trouble: &Trouble) -> Result<(), Stop> {
    for line in voice(&escape::line(&trouble.words()), &context.look) {
        context.out.line(&line)?;
    }
    Ok(context.out.line("")?)
}

/// How many answers of the learner's are kept.
fn answers(kept: &Kept) -> usize {
    let records = kept.records.values();
    records.filter(|record| record.answered == Answered::Learner).count()
}

/// What `.lessons` shows.
fn list<'a>(course: &'a Course, lessons: Option<PathBuf>) -> Box<List<'a>> {
    Box::new(move |store, look| {
        let progress = shelf::progress(store, course, lessons.as_deref());
        let mut lines = catalogue(course, &progress, look);
        if !look.unattended {
            let opens = comes_back(lessons.as_deref(), "ID");
            let words = format!("`{opens}` opens one. .quit leaves this one and keeps your place.");
            lines.extend(voice(&words, look));
        }
        lines
    })
}

/// What `.reload` does.
fn reload<'a>(file: PathBuf) -> Box<Reload<'a>> {
    Box::new(move || load::load_file(&file).map(|loaded| Arc::new(loaded.lesson)))
}

/// The lesson that comes after one.
pub(super) fn after<'c>(course: &'c Course, lesson: &Lesson) -> Option<&'c Arc<Lesson>> {
    course.lessons().skip_while(|other| other.id != lesson.id).nth(1)
}

/// The command line that opens a lesson, to be typed into a shell.
fn comes_back(lessons: Option<&Path>, called: &str) -> String {
    let from = lessons.filter(|_| !open::is_path(called));
    let folder = from.map(|path| format!("--lessons {} ", quoted(&path.display().to_string())));
    format!("relatable {}learn {}", folder.unwrap_or_default(), quoted(called))
}

/// A word as a shell takes it.
pub(super) fn quoted(word: &str) -> String {
    let is_plain = |character: char| character.is_alphanumeric() || "-_./+:@".contains(character);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// There is nothing to take.
pub(super) fn no_lessons() -> Stop {
    Stop::Usage(vec!["There are no lessons there.".to_owned()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_can_be_typed_into_a_shell() {
        let folder = Path::new("my lessons");
        assert_eq!(
            comes_back(Some(folder), "stores"),
            "relatable --lessons 'my lessons' learn stores"
        );
        assert_eq!(comes_back(None, "it's.yaml"), r"relatable learn 'it'\''s.yaml'");
    }
}
