//! Progress as comma-separated values.

use std::io;

use csv::{Terminator, WriterBuilder};

use crate::progress::report::{LessonReport, StepReport};
use crate::render::escape;

use super::second::rfc3339;

const HEAD: [&str; 10] = [
    "lesson", "title", "finished", "step", "answered", "tries", "hints", "shown", "seconds",
    "accepted",
];

/// A row for each step; several submissions of one answer stand in one cell, line by line.
/// `docs/progress.md` describes the columns.
///
/// # Errors
/// Where it cannot be put into words, which no value here gives a reason for.
pub fn progress(lessons: &[LessonReport]) -> io::Result<String> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(HEAD)?;
    for lesson in lessons {
        for step in &lesson.steps {
            writer.write_record(row(lesson, step))?;
        }
    }
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    String::from_utf8(bytes).map_err(io::Error::other)
}

fn row(lesson: &LessonReport, step: &StepReport) -> [String; 10] {
    let record = &step.record;
    [
        harmless(&lesson.lesson),
        harmless(&lesson.title),
        lesson.finished.and_then(rfc3339).unwrap_or_default(),
        harmless(&step.id),
        record.answered.word().to_owned(),
        record.tries.to_string(),
        record.hints.to_string(),
        record.shown.to_string(),
        (record.spent.as_millis() as f64 / 1000.0).to_string(),
        harmless(&record.accepted.join("\n")),
    ]
}

/// A text that no spreadsheet takes for a formula and that drives no terminal. An apostrophe before
/// the first character says "text" to a spreadsheet; a comment in SQL begins with `--`, so that
/// not only malice needs it.
fn harmless(text: &str) -> String {
    let text: String = text
        .split_inclusive(['\n', '\t'])
        .map(|piece| {
            let words = piece.trim_end_matches(['\n', '\t']);
            escape::line(words) + &piece[words.len()..]
        })
        .collect();
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\n') => format!("'{text}"),
        // The same signs at full width, which some spreadsheets take for them.
        Some('＝' | '＋' | '－' | '＠') => format!("'{text}"),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        let cells =
            ["=1+1", "+1", "-- done", "@a", "\t=1", "\n=1", "＝1", "a = 1", "", "SELECT 1;"];
        let harmless: Vec<String> = cells.iter().map(|cell| harmless(cell)).collect();
        insta::assert_debug_snapshot!(harmless, @r#"
        [
            "'=1+1",
            "'+1",
            "'-- done",
            "'@a",
            "'\t=1",
            "'\n=1",
            "'＝1",
            "a = 1",
            "",
            "SELECT 1;",
        ]
        "#);
    }

    #[test]
    fn no_cell_drives_a_terminal_and_lines_stay() {
        assert_eq!(
            harmless("a\u{1b}[2J\n\tb\r\n👩\u{200d}🌾"),
            "a\\u{1b}[2J\n\tb\\u{d}\n👩\u{200d}🌾"
        );
    }
}
