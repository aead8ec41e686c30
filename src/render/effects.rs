//! What a session says, from top to bottom, with air between what does not belong together.

use super::flow::{Face, flow, inline};
use super::table::{counted, table};
use super::{Look, feedback, listing, markdown, review, step, summary};
use crate::session::{Effect, Note};

/// Effects as text, each line ended; empty where there is nothing to say. `lessons` is what
/// `.lessons` shows, drawn already.
pub fn effects(effects: &[Effect], lessons: &[String], look: &Look) -> String {
    let mut text = String::new();
    let mut last = None;
    for effect in effects {
        if look.unattended && asks_for_enter(effect) {
            continue;
        }
        let lines = lines(effect, lessons, look);
        let part = part(effect);
        let apart = match part {
            Part::Page => !text.is_empty(),
            Part::Voice => false,
            Part::Results | Part::Verdict => last.is_some_and(|last| last != part),
        };
        if apart {
            text.push('\n');
        }
        for line in &lines {
            text.push_str(line);
            text.push('\n');
        }
        // The tool's own voice belongs to what it follows.
        last = if part == Part::Voice { last } else { Some(part) };
    }
    text
}

/// What stands together without an empty line between.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Page,
    Results,
    Verdict,
    Voice,
}

fn part(effect: &Effect) -> Part {
    match effect {
        Effect::Opening(_) | Effect::Page(_) | Effect::Summary(_) => Part::Page,
        Effect::Rows { .. } | Effect::Done(_) | Effect::Reference(_) => Part::Results,
        Effect::Feedback(words) if matches!(words.tone, crate::feedback::Tone::Quiet) => {
            Part::Results
        }
        Effect::Feedback(_) | Effect::Reading(_) | Effect::Offer(_) => Part::Verdict,
        _ => Part::Voice,
    }
}

fn asks_for_enter(effect: &Effect) -> bool {
    matches!(effect, Effect::Note(Note::EnterGoesOn | Note::EnterReturns(_)))
}

fn lines(effect: &Effect, lessons: &[String], look: &Look) -> Vec<String> {
    let dim = |text: &str| flow(&inline(text, Face::Dim), look, "", "");
    match effect {
        Effect::Opening(opening) => step::opening(opening, look),
        Effect::Page(page) => step::page(page, look),
        Effect::Rows { rows, aside } => table(rows, aside.as_deref(), look),
        Effect::Done(None) => vec![look.style.dim("Done.")],
        Effect::Done(Some(rows)) => {
            let rows = counted(usize::try_from(*rows).unwrap_or(usize::MAX), "row");
            vec![look.style.dim(&format!("{rows} changed"))]
        }
        Effect::Feedback(words) => feedback::feedback(words, look),
        Effect::Aside(line) => dim(line),
        Effect::Note(note) => dim(&note.words()),
        Effect::Offer(commands) => vec![look.style.dim(&commands.join("  "))],
        Effect::Reading(text) => markdown::markdown(text, look),
        Effect::Hint { text, left } => {
            let mut lines = markdown::markdown(text, look);
            let left = match left {
                0 => "No more hints.".to_owned(),
                left => format!("{} left.", counted(*left, "hint")),
            };
            lines.push(look.style.dim(&left));
            lines
        }
        Effect::Reference(sql) => listing::statements(std::slice::from_ref(sql), look),
        Effect::Tables(tables) => listing::outlines(tables, look),
        Effect::Schema(statements) => listing::statements(statements, look),
        Effect::Progress(steps) => listing::progress(steps, look),
        Effect::Lessons if lessons.is_empty() => {
            dim("This lesson was opened by itself. `relatable lessons` lists those of the course.")
        }
        Effect::Lessons => lessons.to_vec(),
        Effect::Help(entry) => listing::help(*entry, look),
        Effect::Review(steps) => review::review(steps, look),
        Effect::Goal(place, ask) => vec![review::goal(place, ask, look)],
        Effect::Summary(end) => summary::summary(end, look),
        Effect::Leave(place) => {
            place.iter().flat_map(|place| summary::leave(place, look)).collect()
        }
    }
}
