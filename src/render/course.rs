//! The lessons of a course, as a list.

use super::flow::{Face, Span, flow, voice};
use super::pairs::{Pair, each};
use super::table::counted;
use super::{Look, escape};
use crate::lesson::{Course, Lesson};

/// The first screen: the course's title, its lessons with their numbers, and what to type.
pub fn overview(course: &Course, look: &Look) -> Vec<String> {
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
    lines.extend(listed(course, look, |number, lesson| {
        (format!("{number:>4}  "), look.line(&lesson.title))
    }));
    if let Some(first) = course.lessons().next() {
        let title = &first.title;
        let text = format!("Enter begins with \"{title}\". A number or a title picks another.");
        lines.push(String::new());
        lines.extend(voice(&text, look));
    }
    lines
}

/// The lessons with their ids, as `relatable lessons` and `.lessons` show them.
pub fn catalogue(course: &Course, look: &Look) -> Vec<String> {
    let width = course.lessons().map(|lesson| escape::width(&lesson.id)).max().unwrap_or(0);
    listed(course, look, |_, lesson| {
        let id = look.line(&lesson.id);
        let space = " ".repeat(width.saturating_sub(escape::width(&id)));
        ("    ".to_owned(), format!("{id}{space}  {}", look.line(&lesson.title)))
    })
}

/// Chapters with their lessons, each followed by its length.
fn listed(
    course: &Course,
    look: &Look,
    name: impl Fn(usize, &Lesson) -> (String, String),
) -> Vec<String> {
    let pair = |(index, lesson): (usize, &std::sync::Arc<Lesson>)| {
        let (mark, name) = name(index + 1, lesson);
        let steps = counted(lesson.steps.len(), "step");
        let minutes = lesson.minutes.map(|minutes| format!(", {minutes} min"));
        let length = format!("{steps}{}", minutes.unwrap_or_default());
        Pair {
            mark: vec![Span::new(mark, Face::Plain)],
            name,
            face: Face::Plain,
            rest: vec![Span::new(length, Face::Dim)],
        }
    };
    let list: Vec<Pair> = course.lessons().enumerate().map(pair).collect();
    let mut drawn = each(&list, 3, look).into_iter();
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
