//! What was answered before: with an earlier step, and of the whole lesson.

use super::flow::{Face, Span, flow, inline};
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
        Yours::Code(texts) => {
            let mut lines = voice("Your answer:");
            lines.extend(texts.iter().flat_map(|text| listing::typed(text, look)));
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
    let between = look.symbols().between;
    let line = format!("{} of {}{between}{plain}", place.number, place.of);
    let (mut short, is_cut) = escape::shorten(&line, look.width.saturating_sub(1));
    if is_cut && short.matches('`').count() % 2 == 1 {
        // Code that was cut is code to the end.
        short.push('`');
    }
    let whole = Look { width: 10_000, ..*look };
    flow(&inline(&short, Face::Dim), &whole, "", "").concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::style::{ColorChoice, Environment, Style};

    #[test]
    fn what_is_asked_is_set_as_elsewhere() {
        let place = Place { number: 4, of: 9, id: None };
        let ask = "Count the *items* by `COUNT(items.id)`, and name the column `number`.";
        let plain = Look { width: 50, ..Look::plain() };
        insta::assert_snapshot!(
            goal(&place, ask, &plain),
            @"4 of 9 · Count the items by `COUNT(items.id)`, a…"
        );
        let environment =
            Environment { term: Some("xterm-256color".into()), ..Environment::default() };
        let style = Style::decide(ColorChoice::Always, &environment, true);
        for width in 10..80 {
            // Where code has a colour, it needs no backquotes.
            assert!(!goal(&place, ask, &Look { style, width, ..plain }).contains('`'), "{width}");
        }
    }
}
