//! The lessons of a course, as a list.

use std::sync::Arc;

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
    let pair = |(index, lesson): (usize, &Arc<Lesson>)| {
        with_length(format!("{:>4}  ", index + 1), look.line(&lesson.title), lesson)
    };
    lines.extend(listed(course, look, &course.lessons().enumerate().map(pair).collect::<Vec<_>>()));
    if let Some(first) = course.lessons().next() {
        let title = &first.title;
        let text = format!("Enter begins with \"{title}\". A number or a title picks another.");
        lines.push(String::new());
        lines.extend(voice(&text, look));
    }
    lines
}

/// The lessons with their ids, as `relatable lessons` and `.lessons` show them. Where there is no
/// room for all that beside each other, what stands below an id belongs to it.
pub fn catalogue(course: &Course, look: &Look) -> Vec<String> {
    let id_width = course.lessons().map(|lesson| escape::width(&lesson.id)).max().unwrap_or(0);
    let title = |lesson: &Lesson| look.line(&lesson.title);
    let titles = course.lessons().map(|lesson| escape::width(&title(lesson)));
    let beside = 4 + id_width + 2 + titles.max().unwrap_or(0) + 3 + LENGTH;
    if look.manner.is_spoken() || look.fitted && beside > look.columns {
        let mark = if look.manner.is_spoken() { "" } else { "    " };
        let pair = |lesson: &Arc<Lesson>| Pair {
            mark: vec![Span::new(mark, Face::Plain)],
            name: look.line(&lesson.id),
            face: Face::Plain,
            rest: vec![
                Span::new(format!("{}, ", title(lesson)), Face::Plain),
                Span::new(length(lesson), Face::Dim),
            ],
        };
        return listed(course, look, &course.lessons().map(pair).collect::<Vec<_>>());
    }
    let pair = |lesson: &Arc<Lesson>| {
        let id = look.line(&lesson.id);
        let space = " ".repeat(id_width.saturating_sub(escape::width(&id)));
        with_length("    ".to_owned(), format!("{id}{space}  {}", title(lesson)), lesson)
    };
    listed(course, look, &course.lessons().map(pair).collect::<Vec<_>>())
}

/// The columns of a lesson's length: `13 steps, 20 min`.
const LENGTH: usize = 16;

fn with_length(mark: String, name: String, lesson: &Lesson) -> Pair {
    let mark = vec![Span::new(mark, Face::Plain)];
    let rest = vec![Span::new(length(lesson), Face::Dim)];
    Pair { mark, name, face: Face::Plain, rest }
}

fn length(lesson: &Lesson) -> String {
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
