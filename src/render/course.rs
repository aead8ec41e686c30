//! The lessons of a course, as a list.

use super::flow::{Face, flow, inline};
use super::table::counted;
use super::{Look, escape};
use crate::lesson::{Course, Lesson};

/// The first screen: the course's title, its lessons with their numbers, and what to type.
pub fn overview(course: &Course, look: &Look) -> Vec<String> {
    let title = format!("Relatable: {}", escape::line(&course.title));
    let keys = ".help · Ctrl-D leaves";
    let taken = escape::width(&title) + escape::width(keys);
    let space = " ".repeat(look.width.saturating_sub(taken).max(2));
    let mut lines = vec![
        format!("{}{space}{}", look.style.strong(&title), look.style.dim(keys)),
        String::new(),
    ];
    lines.extend(listed(course, look, |number, lesson| {
        format!("{number:>4}  {}", escape::line(&lesson.title))
    }));
    if let Some(first) = course.lessons().next() {
        let title = &first.title;
        let text = format!("Enter begins with \"{title}\". A number or a title picks another.");
        lines.push(String::new());
        lines.extend(flow(&inline(&text, Face::Dim), look, "", ""));
    }
    lines
}

/// The lessons with their ids, as `relatable lessons` and `.lessons` show them.
pub fn catalogue(course: &Course, look: &Look) -> Vec<String> {
    let width = course.lessons().map(|lesson| escape::width(&lesson.id)).max().unwrap_or(0);
    listed(course, look, |_, lesson| {
        let id = escape::line(&lesson.id);
        let space = " ".repeat(width.saturating_sub(escape::width(&id)));
        format!("    {id}{space}  {}", escape::line(&lesson.title))
    })
}

/// Chapters with their lessons, each followed by its length.
fn listed(course: &Course, look: &Look, name: impl Fn(usize, &Lesson) -> String) -> Vec<String> {
    let numbered = course.lessons().enumerate().map(|(index, lesson)| name(index + 1, lesson));
    let mut names = numbered.collect::<Vec<_>>().into_iter();
    let width = names.as_slice().iter().map(|name| escape::width(name)).max().unwrap_or(0);
    let mut lines = Vec::new();
    for chapter in &course.chapters {
        if let Some(title) = &chapter.title {
            lines.push(format!("  {}", look.style.strong(&escape::line(title))));
        }
        for (lesson, name) in chapter.lessons.iter().zip(names.by_ref()) {
            let space = " ".repeat(width.saturating_sub(escape::width(&name)) + 3);
            let steps = counted(lesson.steps.len(), "step");
            let minutes = lesson.minutes.map(|minutes| format!(", {minutes} min"));
            let length = format!("{steps}{}", minutes.unwrap_or_default());
            lines.push(format!("{name}{space}{}", look.style.dim(&length)));
        }
    }
    lines
}
