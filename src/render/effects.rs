//! What a session says, from top to bottom, with air between what does not belong together.

use std::time::Duration;

use super::flow::{remark, voice};
use super::records::ended;
use super::table::{counted, table, time};
use super::{Look, feedback, listing, markdown, models, relation, review, sent, step, summary};
use crate::relation::notation::looks_like_relation;
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
        Effect::Rows { .. }
        | Effect::Done { .. }
        | Effect::Made { .. }
        | Effect::Reference(_)
        | Effect::ReferenceCode(_)
        | Effect::Code { .. } => Part::Results,
        Effect::Feedback(words) if matches!(words.tone, crate::feedback::Tone::Quiet) => {
            Part::Results
        }
        Effect::Feedback(_) | Effect::Reading(_) | Effect::Offer(_) => Part::Verdict,
        _ => Part::Voice,
    }
}

fn asks_for_enter(effect: &Effect) -> bool {
    matches!(
        effect,
        Effect::Note(Note::EnterGoesOn | Note::EnterLeadsBack(_) | Note::EnterReturns(_))
    )
}

fn lines(effect: &Effect, lessons: &[String], look: &Look) -> Vec<String> {
    match effect {
        Effect::Opening(opening) => step::opening(opening, look),
        Effect::Page(page) => step::page(page, look),
        Effect::Rows { rows, aside, took } => table(rows, aside.as_deref(), *took, look),
        Effect::Done { changed, took } => done(*changed, *took, look),
        Effect::Made { sql, words } => {
            let mut lines = listing::statements(sql, look);
            lines.extend(feedback::feedback(words, look));
            lines
        }
        Effect::Relations(inferred) => relation::relations(inferred, look),
        Effect::Erd(graph) => relation::erd(graph, look),
        Effect::Feedback(words) => feedback::feedback(words, look),
        Effect::Aside(line) => voice(&look.symbols().words(line), look),
        Effect::Note(note) => voice(&look.symbols().words(&note.words()), look),
        Effect::Offer(commands) => offer(commands, look),
        Effect::Reading(text) => markdown::markdown(text, look),
        Effect::Hint { text, left } => {
            let mut lines = markdown::markdown(text, look);
            lines.extend(match left {
                0 => voice("No more hints.", look),
                left => voice(&format!("{} left.", counted(*left, "hint")), look),
            });
            lines
        }
        Effect::Reference(answer) if looks_like_relation(answer) => {
            listing::typed(answer.trim(), look)
        }
        Effect::Reference(sql) => listing::statements(std::slice::from_ref(sql), look),
        Effect::ReferenceCode(code) => listing::typed(code.trim_end(), look),
        Effect::Code { text, recording, shows } => sent::code(text, recording, *shows, look),
        Effect::Sent(recording) => sent::counts(recording, look),
        Effect::Models(classes) => models::models(classes, look),
        Effect::Tables(tables) => listing::outlines(tables, look),
        Effect::Schema(statements) => listing::statements(statements, look),
        Effect::Progress(steps) => listing::progress(steps, look),
        Effect::Lessons if lessons.is_empty() => voice(
            "This lesson was opened by itself. `relatable lessons` lists those of the course.",
            look,
        ),
        Effect::Lessons => lessons.to_vec(),
        Effect::Help(entry) => listing::help(entry, look),
        Effect::Commands(typing) => listing::commands(*typing, look),
        Effect::Review(steps) => review::review(steps, look),
        Effect::Goal(place, ask) => vec![review::goal(place, ask, look)],
        Effect::Summary(end) => summary::summary(end, look),
        Effect::Leave(place) => {
            place.iter().flat_map(|place| summary::leave(place, look)).collect()
        }
    }
}

/// `3 rows changed · 0.4 ms`.
fn done(changed: Option<u64>, took: Option<Duration>, look: &Look) -> Vec<String> {
    let rows = |rows: u64| counted(usize::try_from(rows).unwrap_or(usize::MAX), "row");
    let what = match (changed, took) {
        (Some(changed), _) => format!("{} changed", rows(changed)),
        (None, Some(_)) => "Done".to_owned(),
        (None, None) => "Done.".to_owned(),
    };
    let remarks: Vec<String> = [what].into_iter().chain(took.map(time)).collect();
    let said = remarks.join(look.symbols().between);
    remark(&if look.manner.is_spoken() { ended(said) } else { said }, look)
}

/// Commands beside each other.
fn offer(commands: &[&str], look: &Look) -> Vec<String> {
    if look.manner.is_spoken() {
        return voice(&format!("Commands: {}.", commands.join(", ")), look);
    }
    remark(&commands.join("  "), look)
}
