//! What a learner has done, for people.

use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::flow::{Face, Span, flow, inline, prose};
use super::listing;
use super::table::counted;
use super::{Look, escape};
use crate::progress::report::{LessonReport, StepReport};
use crate::session::{Place, ProgressLine};

/// Every lesson in a line.
pub fn lessons(lessons: &[LessonReport], look: &Look) -> Vec<String> {
    lessons_in(lessons, &TimeZone::system(), look)
}

/// [`lessons`], with dates of that zone.
fn lessons_in(lessons: &[LessonReport], zone: &TimeZone, look: &Look) -> Vec<String> {
    if lessons.is_empty() {
        let text = "Nothing is kept yet. `relatable` begins a lesson; what you answer is kept \
                    from then on.";
        return flow(&inline(text, Face::Plain), look, "", "");
    }
    let cells: Vec<[String; 5]> = lessons
        .iter()
        .map(|lesson| {
            [
                escape::line(&lesson.title),
                format!("{} of {}", lesson.answered, lesson.asks),
                lesson.finished.and_then(|at| date(at, zone)).unwrap_or_default(),
                tries(lesson.tries()),
                in_words(lesson.spent()),
            ]
        })
        .collect();
    let width = |column: usize| {
        let cells = cells.iter().filter_map(|row| row.get(column));
        cells.map(|cell| escape::width(cell)).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..5).map(width).collect();
    let mut lines = Vec::new();
    for (lesson, cells) in lessons.iter().zip(&cells) {
        let mark =
            if is_done(lesson) { look.style.right(look.symbols().done) } else { " ".to_owned() };
        let padded = cells.iter().zip(&widths).enumerate().map(|(column, (cell, &width))| {
            let space = " ".repeat(width.saturating_sub(escape::width(cell)));
            match column {
                0 => format!("{cell}{space}"),
                2 => look.style.dim(&format!("{cell}{space}")),
                _ => look.style.dim(&format!("{space}{cell}")),
            }
        });
        let cells = padded.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("   ");
        lines.push(format!(" {mark} {cells}").trim_end().to_owned());
        // The lesson of a file may bear any title.
        if Path::new(&lesson.lesson).is_absolute() {
            lines.push(look.style.dim(&format!("   {}", escape::line(&lesson.lesson))));
        }
    }
    lines
}

/// One lesson with its steps.
pub fn lesson(lesson: &LessonReport, look: &Look) -> Vec<String> {
    lesson_in(lesson, &TimeZone::system(), look)
}

/// [`lesson`], with a date of that zone.
fn lesson_in(lesson: &LessonReport, zone: &TimeZone, look: &Look) -> Vec<String> {
    let mut lines = vec![look.style.strong(&escape::line(&lesson.title))];
    let answered = format!("{} of {} answered", lesson.answered, lesson.asks);
    lines.push(if lesson.tries() == 0 && lesson.spent().is_zero() {
        format!("{answered}.")
    } else {
        format!("{answered}, {}, {}.", tries(lesson.tries()), in_words(lesson.spent()))
    });
    if let Some(date) = lesson.finished.and_then(|at| date(at, zone)) {
        lines.push(format!("Finished on {date}."));
    }
    if lesson.edited && lesson.answered > 0 {
        lines.extend(prose(
            "The lesson was edited since: `learn` judges these answers again.",
            look,
        ));
    }
    if !lesson.steps.is_empty() {
        lines.push(String::new());
        let steps: Vec<ProgressLine> = lesson.steps.iter().map(|it| line(it, lesson)).collect();
        lines.extend(listing::progress(&steps, look));
    }
    lines
}

/// What is forgotten now.
pub fn forgotten(lesson: &LessonReport, look: &Look) -> Vec<String> {
    let title = escape::line(&lesson.title);
    let finished = if lesson.finished.is_some() { ", and that you finished it" } else { "" };
    let text = format!(
        "Forgotten: {} of {} answered in \"{title}\", {}, {}{finished}.",
        lesson.answered,
        lesson.asks,
        tries(lesson.tries()),
        in_words(lesson.spent()),
    );
    flow(&[Span::new(text, Face::Plain)], look, "", "")
}

/// There is nothing to forget.
pub fn nothing_kept(title: &str) -> String {
    format!("Nothing is kept of \"{}\".", escape::line(title))
}

fn is_done(lesson: &LessonReport) -> bool {
    lesson.finished.is_some() && lesson.answered >= lesson.asks
}

fn line(step: &StepReport, lesson: &LessonReport) -> ProgressLine {
    let id = Some(step.id.clone());
    let place = Place { number: step.number, of: lesson.asks, id };
    ProgressLine { place, record: step.record.clone(), here: step.here }
}

fn tries(number: u64) -> String {
    format!("{number} {}", if number == 1 { "try" } else { "tries" })
}

/// The day on which a second since 1970 fell, as `2026-11-21`.
fn date(second: i64, zone: &TimeZone) -> Option<String> {
    let time = Timestamp::from_second(second).ok()?;
    Some(time.to_zoned(zone.clone()).date().to_string())
}

/// A time as one would say it: "less than a minute", "25 minutes", "1 hour 5 minutes".
fn in_words(time: Duration) -> String {
    let minutes = time.as_secs() / 60;
    let (hours, rest) = (minutes / 60, minutes % 60);
    let counted = |number: u64, noun| counted(usize::try_from(number).unwrap_or(usize::MAX), noun);
    match (hours, rest) {
        (0, 0) => "less than a minute".to_owned(),
        (0, minutes) => counted(minutes, "minute"),
        (hours, 0) => counted(hours, "hour"),
        (hours, minutes) => format!("{} {}", counted(hours, "hour"), counted(minutes, "minute")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::{Answered, Record};

    fn report(title: &str, answered: usize, minutes: u64, finished: Option<i64>) -> LessonReport {
        let record = Record {
            tries: 3,
            answered: Answered::Learner,
            spent: Duration::from_secs(minutes * 60),
            ..Record::default()
        };
        let step = StepReport { id: "first".to_owned(), number: 2, here: false, record };
        LessonReport {
            lesson: title.to_lowercase(),
            title: title.to_owned(),
            asks: 13,
            answered,
            finished,
            edited: false,
            steps: vec![step],
        }
    }

    #[test]
    fn columns_stand_under_each_other() {
        let all = [
            report("Stores and items", 13, 65, Some(1_795_262_400)),
            report("日本\u{1b}[2J", 3, 0, None),
        ];
        let lines = lessons_in(&all, &TimeZone::UTC, &Look::plain());
        insta::assert_snapshot!(lines.join("\n"), @r"
         ✓ Stores and items   13 of 13   2026-11-21   3 tries     1 hour 5 minutes
           日本\u{1b}[2J       3 of 13                3 tries   less than a minute
        ");
    }

    #[test]
    fn a_lesson_that_got_steps_since_is_finished_and_not_done() {
        let one = report("Stores and items", 12, 1, Some(1_795_262_400));
        insta::assert_snapshot!(lesson_in(&one, &TimeZone::UTC, &Look::plain()).join("\n"), @r"
        Stores and items
        12 of 13 answered, 3 tries, 1 minute.
        Finished on 2026-11-21.

         ✓   2  first  3 tries
        ");
        assert!(!lessons_in(&[one], &TimeZone::UTC, &Look::plain())[0].contains('✓'));
    }

    #[test]
    fn the_day_is_that_of_the_learner() {
        let east = TimeZone::fixed(jiff::tz::offset(13));
        assert_eq!(date(1_795_262_400, &east).unwrap(), "2026-11-22");
        assert_eq!(date(i64::MAX, &east), None);
    }

    #[test]
    fn times_are_said_as_one_would() {
        let said = [59, 60, 125, 3600, 3660, 86_400].map(|it| in_words(Duration::from_secs(it)));
        insta::assert_snapshot!(said.join(", "), @"less than a minute, 1 minute, 2 minutes, 1 hour, 1 hour 1 minute, 24 hours");
    }
}
