//! Progress as JSON.

use std::fmt::Write as _;
use std::io;

use serde_json::{Value, json};

use crate::progress::report::{LessonReport, StepReport};
use crate::render::escape;

use super::second::rfc3339;

/// Progress as a JSON document; `docs/progress.md` describes its keys.
///
/// # Errors
/// Where it cannot be put into words, which no value here gives a reason for.
pub fn progress(lessons: &[LessonReport]) -> io::Result<String> {
    let document = json!({ "lessons": lessons.iter().map(lesson).collect::<Vec<_>>() });
    Ok(still(&serde_json::to_string_pretty(&document)?) + "\n")
}

/// A document in which characters that could drive a terminal are written by their number; it
/// says the same. JSON itself asks for that below U+0020 only.
pub(super) fn still(document: &str) -> String {
    let mut still = String::with_capacity(document.len());
    for character in document.chars() {
        let is_plain = matches!(character, ' '..='~' | '\n');
        if is_plain || escape::line(character.encode_utf8(&mut [0; 4])).starts_with(character) {
            still.push(character);
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                // Writing into a String does not fail.
                let _ = write!(still, "\\u{unit:04x}");
            }
        }
    }
    still
}

fn lesson(lesson: &LessonReport) -> Value {
    json!({
        "lesson": lesson.lesson,
        "title": lesson.title,
        "asks": lesson.asks,
        "answered": lesson.answered,
        "finished": lesson.finished.and_then(rfc3339),
        "edited": lesson.edited,
        "tries": lesson.tries(),
        "seconds": lesson.spent().as_millis() as f64 / 1000.0,
        "steps": lesson.steps.iter().map(step).collect::<Vec<_>>(),
    })
}

fn step(step: &StepReport) -> Value {
    let record = &step.record;
    json!({
        "id": step.id,
        "answered": record.answered.word(),
        "tries": record.tries,
        "hints": record.hints,
        "shown": record.shown,
        "seconds": record.spent.as_millis() as f64 / 1000.0,
        "accepted": record.accepted,
    })
}
