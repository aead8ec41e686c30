//! Decodes quizzes.

use std::collections::HashMap;

use crate::diagnostic::Span;
use crate::lesson::problems::Problems;
use crate::lesson::yaml::{Content, Entry, Node};
use crate::lesson::{Choice, Quiz};

use super::fields::Fields;

/// Choices are named by letters.
const MOST_CHOICES: usize = 26;

/// A quiz of these choices, if it asks something.
pub(super) fn quiz(fields: Fields<'_>, choices: Vec<Choice>) -> Option<Quiz> {
    Some(Quiz {
        ask: fields.string("ask")?,
        choices,
        hints: fields.strings("hints"),
        then: fields.string("then"),
        points: fields.whole("points").unwrap_or(1),
    })
}

/// Decodes what there is to choose from; it is at least two choices, and one of them is right.
pub(super) fn choices(entry: &Entry, problems: &mut Problems) -> Vec<Choice> {
    let Content::List(items) = &entry.value.content else { return Vec::new() };
    let found: Vec<Option<(Choice, Span)>> =
        items.iter().map(|item| choice(item, problems)).collect();
    let whole = found.iter().all(Option::is_some);
    let found: Vec<(Choice, Span)> = found.into_iter().flatten().collect();
    if !(2..=MOST_CHOICES).contains(&items.len()) {
        problems.error_with(
            entry.key_span,
            format!("a quiz has 2 to {MOST_CHOICES} choices, this one has {}", items.len()),
            "Each choice is a `- right: …` or a `- wrong: …`.",
        );
    } else if whole && !found.iter().any(|(choice, _)| choice.right) {
        problems.error_with(
            entry.key_span,
            "none of these choices is right",
            "Write `right:` instead of `wrong:` for one at least.",
        );
    }
    alike(&found, problems);
    found.into_iter().map(|(choice, _)| choice).collect()
}

fn choice(node: &Node, problems: &mut Problems) -> Option<(Choice, Span)> {
    if !matches!(node.content, Content::Map(_)) {
        return None;
    }
    let fields = Fields::new(node);
    let right = match (fields.has("right"), fields.has("wrong")) {
        (true, false) => true,
        (false, true) => false,
        (both, _) => {
            let found = if both { "both" } else { "neither" };
            let place = fields.entries().last().map_or(fields.span, |entry| entry.key_span);
            problems.error_with(
                place,
                format!("a choice is either `right` or `wrong`, this one is {found}"),
                "Write its text after one of the two.",
            );
            return None;
        }
    };
    let text = fields.text(if right { "right" } else { "wrong" })?;
    let choice = Choice { text: text.text, right, because: fields.string("because") };
    Some((choice, text.span))
}

/// A learner may answer with a choice's text, in any case and spacing, or with its letter.
fn alike(choices: &[(Choice, Span)], problems: &mut Problems) {
    let mut first: HashMap<String, Span> = HashMap::new();
    for (place, (choice, span)) in choices.iter().enumerate() {
        let text = choice.text.trim().to_lowercase();
        let mut letters = ('a'..='z').take(choices.len()).enumerate();
        if letters.any(|(other, letter)| other != place && text == letter.to_string()) {
            problems.error_with(
                *span,
                format!("this choice reads like the letter of another one: {text}"),
                "Write a word or two around it, or put it in the place of that letter.",
            );
        }
        let words: Vec<String> = choice.text.split_whitespace().map(str::to_lowercase).collect();
        if let Some(before) = first.insert(words.join(" "), *span) {
            let help = problems.other_in_line(before);
            let message = format!("two choices read alike: {}", choice.text.trim());
            problems.error_with(*span, message, help);
        }
    }
}
