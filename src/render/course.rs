//! The lessons of a course, as a list.

use std::sync::Arc;

use super::flow::{Face, Span, flow, voice};
use super::pairs::{Pair, each};
use super::table::counted;
use super::{Look, escape};
use crate::lesson::{Course, Lesson};
use crate::progress::Standing;

/// How far each lesson of a course has come, in the course's order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Progress {
    /// One for each lesson; none where nothing is kept.
    pub marks: Vec<Mark>,
}

/// How far one lesson has come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mark {
    /// In numbers.
    pub standing: Standing,
    /// The learner was there last.
    pub here: bool,
}

impl Progress {
    fn mark(&self, lesson: usize) -> Mark {
        self.marks.get(lesson).cloned().unwrap_or_default()
    }
}

impl Mark {
    fn sign(&self, look: &Look) -> Vec<Span> {
        let symbols = look.symbols();
        if look.manner.is_spoken() {
            let word = if self.standing.finished { "Finished" } else { "" };
            return vec![Span::new(word, Face::Plain)];
        }
        let (sign, face) = match self {
            Self { standing: Standing { finished: true, .. }, .. } => (symbols.done, Face::Right),
            Self { here: true, .. } => (symbols.here, Face::NotYet),
            _ => (" ", Face::Plain),
        };
        vec![Span::new("  ", Face::Plain), Span::new(sign, face), Span::new(" ", Face::Plain)]
    }
}

/// The very first screen: what this is, and that Enter begins.
pub fn welcome(first: &Lesson, look: &Look) -> Vec<String> {
    let title = &first.title;
    let lines = [
        "Welcome. Here you learn how tables relate: type SQL, and see what it does.".to_owned(),
        "Nothing can break: the database is made for you, and .undo takes back.".to_owned(),
        format!("Enter begins with \"{title}\". .lessons lists the others."),
    ];
    lines.iter().flat_map(|line| super::prose(line, look)).collect()
}

/// The first screen: the course's title, its lessons with their numbers, and what to type.
/// `next` is the lesson that Enter goes on with.
pub fn overview(course: &Course, progress: &Progress, next: &Lesson, look: &Look) -> Vec<String> {
    let title = format!("Relatable: {}", look.line(&course.title));
    let keys = format!(".help{}Ctrl-D leaves", look.symbols().between);
    let taken = escape::width(&title) + escape::width(&keys) + 2;
    let mut lines = if look.manner.is_spoken() || look.fitted && taken > look.columns {
        let mut lines = flow(&[Span::new(title, Face::Strong)], look, "", "");
        lines.extend(voice(&keys, look));
        lines
    } else {
        let space = " ".repeat((look.width + 2).saturating_sub(taken).max(2));
        vec![format!("{}{space}{}", look.style.strong(&title), look.style.dim(&keys))]
    };
    lines.push(String::new());
    let pair = |(index, lesson): (usize, &Arc<Lesson>)| {
        let mark = progress.mark(index);
        let mut signs = mark.sign(look);
        signs.push(Span::new(format!("{:>2}  ", index + 1), Face::Plain));
        with_length(signs, look.line(&lesson.title), lesson, &mark)
    };
    lines.extend(listed(course, look, &course.lessons().enumerate().map(pair).collect::<Vec<_>>()));
    let begun = course
        .lessons()
        .zip(&progress.marks)
        .any(|(lesson, mark)| lesson.id == next.id && mark.standing.begun);
    let verb = if begun { "goes on" } else { "begins" };
    let text = format!("Enter {verb} with \"{}\". A number or a title picks another.", next.title);
    lines.push(String::new());
    lines.extend(voice(&text, look));
    lines
}

/// What `.help` says at the overview.
pub fn help(look: &Look) -> Vec<String> {
    let words = "Enter takes the lesson that is named; a number, or the beginning of an id or a \
        title, takes another. Of the commands .help, .lessons and .quit work here; in a lesson \
        .help lists many more. Ctrl-D leaves.";
    super::prose(words, look)
}

/// The lessons with their ids, as `relatable lessons` and `.lessons` show them. Where there is no
/// room for all that beside each other, what stands below an id belongs to it.
pub fn catalogue(course: &Course, progress: &Progress, look: &Look) -> Vec<String> {
    let id_width = course.lessons().map(|lesson| escape::width(&lesson.id)).max().unwrap_or(0);
    let title = |lesson: &Lesson| look.line(&lesson.title);
    let titles = course.lessons().map(|lesson| escape::width(&title(lesson)));
    let beside = 4 + id_width + 2 + titles.max().unwrap_or(0) + 3 + LENGTH;
    if look.manner.is_spoken() || look.fitted && beside > look.columns {
        let pair = |(index, lesson): (usize, &Arc<Lesson>)| Pair {
            mark: progress.mark(index).sign(look),
            name: look.line(&lesson.id),
            face: Face::Plain,
            rest: vec![
                Span::new(format!("{}, ", title(lesson)), Face::Plain),
                Span::new(length(lesson, &progress.mark(index)), Face::Dim),
            ],
        };
        return listed(course, look, &course.lessons().enumerate().map(pair).collect::<Vec<_>>());
    }
    let pair = |(index, lesson): (usize, &Arc<Lesson>)| {
        let id = look.line(&lesson.id);
        let mark = progress.mark(index);
        let space = " ".repeat(id_width.saturating_sub(escape::width(&id)));
        with_length(mark.sign(look), format!("{id}{space}  {}", title(lesson)), lesson, &mark)
    };
    listed(course, look, &course.lessons().enumerate().map(pair).collect::<Vec<_>>())
}

/// The columns of how far a lesson has come, or of its length: `3 of 9 answered, you were here`.
const LENGTH: usize = 32;

fn with_length(signs: Vec<Span>, name: String, lesson: &Lesson, mark: &Mark) -> Pair {
    let rest = vec![Span::new(length(lesson, mark), Face::Dim)];
    Pair { mark: signs, name, face: Face::Plain, rest }
}

fn length(lesson: &Lesson, mark: &Mark) -> String {
    let standing = &mark.standing;
    if standing.begun {
        let here = if mark.here { ", you were here" } else { "" };
        if standing.of == 0 {
            return format!("begun{here}");
        }
        return format!("{:>2} of {} answered{here}", standing.answered, standing.of);
    }
    let steps = counted(lesson.steps.len(), "step");
    let minutes = lesson.minutes.map(|minutes| format!(", {minutes} min"));
    format!("{steps}{}", minutes.unwrap_or_default())
}

/// Chapters with their lessons.
fn listed(course: &Course, look: &Look, lessons: &[Pair]) -> Vec<String> {
    let mut drawn = each(lessons, 3, look).into_iter();
    let mut lines = Vec::new();
    for chapter in &course.chapters {
        if let Some(title) = &chapter.title {
            let title = [Span::new(look.line(title), Face::Strong)];
            let indent = if look.manner.is_spoken() { "" } else { "  " };
            lines.extend(flow(&title, look, indent, indent));
        }
        lines.extend(drawn.by_ref().take(chapter.lessons.len()).flatten());
    }
    lines
}
