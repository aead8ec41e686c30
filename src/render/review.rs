//! What was answered before: with an earlier step, and of the whole lesson.

use super::flow::{Face, Span, flow};
use super::markdown::markdown;
use super::{Look, escape, listing};
use crate::progress::Answered;
use crate::session::{Place, ReviewLine, Yours};

/// Every step that was passed, with what was accepted.
pub(super) fn review(steps: &[ReviewLine], look: &Look) -> Vec<String> {
    let mut lines = Vec::new();
    for step in steps {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let id = step.place.id.as_deref().map(|id| format!("  {}", escape::line(id)));
        let head = format!("{} of {}{}", step.place.number, step.place.of, id.unwrap_or_default());
        lines.push(look.style.strong(&head));
        lines.extend(markdown(&step.ask, look));
        lines.extend(yours(&step.yours, look));
        lines.extend(step.then.iter().flat_map(|then| markdown(then, look)));
    }
    lines
}

/// What became of an earlier step.
pub(super) fn yours(yours: &Yours, look: &Look) -> Vec<String> {
    let voice = |text: &str| flow(&[Span::new(text, Face::Dim)], look, "", "");
    match yours {
        Yours::Sql(texts) => {
            let mut lines = voice("Your answer:");
            lines.extend(listing::statements(texts, look));
            lines
        }
        Yours::Choices(choices) => {
            let mut lines = voice("Your answer:");
            for (letter, text) in choices {
                let text = [Span::new(escape::line(text), Face::Plain)];
                lines.extend(flow(&text, look, &format!("  {letter}  "), "     "));
            }
            lines
        }
        Yours::Thought(answer) => markdown(answer, look),
        Yours::Not(Answered::Solution) => voice("You had the answer shown."),
        Yours::Not(Answered::Skipped) => voice("You skipped this step."),
        Yours::Not(_) => voice("You have not answered this step."),
    }
}

/// What is asked, in one line.
pub(super) fn goal(place: &Place, ask: &str, look: &Look) -> String {
    let plain = markdown(ask, &Look { width: 10_000, ..Look::plain() }).join(" ");
    let line = format!("{} of {} · {plain}", place.number, place.of);
    let (short, _) = escape::shorten(&line, look.width);
    look.style.dim(&short)
}
