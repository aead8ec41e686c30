//! The lessons of a course, as a list.

use super::flow::{Face, flow, inline};
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

/// The very first screen: what this is, and that Enter begins.
pub fn welcome(first: &Lesson, look: &Look) -> Vec<String> {
    let title = &first.title;
    let lines = [
        "Welcome. Here you learn how tables relate: type SQL, and see what it does.".to_owned(),
        "Nothing can break: the database is made for you, and .undo takes back.".to_owned(),
        format!("Enter begins with \"{title}\". .lessons lists the others."),
    ];
    let set = |line: &String| flow(&inline(line, Face::Plain), look, "", "");
    lines.iter().flat_map(set).collect()
}

/// The first screen: the course's title, its lessons with their numbers, and what to type.
/// `next` is the lesson that Enter goes on with.
pub fn overview(course: &Course, progress: &Progress, next: &Lesson, look: &Look) -> Vec<String> {
    let title = format!("Relatable: {}", escape::line(&course.title));
    let keys = ".help · Ctrl-D leaves";
    let taken = escape::width(&title) + escape::width(keys);
    let space = " ".repeat(look.width.saturating_sub(taken).max(2));
    let mut lines = vec![
        format!("{}{space}{}", look.style.strong(&title), look.style.dim(keys)),
        String::new(),
    ];
    lines.extend(listed(course, progress, look, |number, lesson| {
        format!("{number:>2}  {}", escape::line(&lesson.title))
    }));
    let begun = course
        .lessons()
        .zip(&progress.marks)
        .any(|(lesson, mark)| lesson.id == next.id && mark.standing.begun);
    let verb = if begun { "goes on" } else { "begins" };
    let text = format!("Enter {verb} with \"{}\". A number or a title picks another.", next.title);
    lines.push(String::new());
    lines.extend(flow(&inline(&text, Face::Dim), look, "", ""));
    lines
}

/// The lessons with their ids, as `relatable lessons` and `.lessons` show them.
pub fn catalogue(course: &Course, progress: &Progress, look: &Look) -> Vec<String> {
    let width = course.lessons().map(|lesson| escape::width(&lesson.id)).max().unwrap_or(0);
    listed(course, progress, look, |_, lesson| {
        let id = escape::line(&lesson.id);
        let space = " ".repeat(width.saturating_sub(escape::width(&id)));
        format!("{id}{space}  {}", escape::line(&lesson.title))
    })
}

/// Chapters with their lessons, each followed by how far it has come, or by its length.
fn listed(
    course: &Course,
    progress: &Progress,
    look: &Look,
    name: impl Fn(usize, &Lesson) -> String,
) -> Vec<String> {
    let numbered = course.lessons().enumerate().map(|(index, lesson)| name(index + 1, lesson));
    let mut names = numbered.collect::<Vec<_>>().into_iter();
    let width = names.as_slice().iter().map(|name| escape::width(name)).max().unwrap_or(0);
    let mut marks = progress.marks.iter();
    let mut lines = Vec::new();
    for chapter in &course.chapters {
        if let Some(title) = &chapter.title {
            lines.push(format!("  {}", look.style.strong(&escape::line(title))));
        }
        for (lesson, name) in chapter.lessons.iter().zip(names.by_ref()) {
            let mark = marks.next().cloned().unwrap_or_default();
            let sign = match &mark {
                Mark { standing: Standing { finished: true, .. }, .. } => look.style.right("✓"),
                Mark { here: true, .. } => look.style.not_yet("▸"),
                _ => " ".to_owned(),
            };
            let space = " ".repeat(width.saturating_sub(escape::width(&name)) + 3);
            let length = length(lesson, &mark);
            lines.push(format!("  {sign} {name}{space}{}", look.style.dim(&length)));
        }
    }
    lines
}

fn length(lesson: &Lesson, mark: &Mark) -> String {
    let standing = &mark.standing;
    if standing.begun {
        let here = if mark.here { "   you were here" } else { "" };
        return format!("{:>2} of {}{here}", standing.answered, standing.of);
    }
    let minutes = lesson.minutes.map(|minutes| format!(", {minutes} min"));
    format!("{}{}", counted(lesson.steps.len(), "step"), minutes.unwrap_or_default())
}
