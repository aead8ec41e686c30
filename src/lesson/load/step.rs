//! Decodes steps, and says which keys of a step go together.

use std::collections::HashMap;

use crate::diagnostic::Span;
use crate::lesson::file::{Form, QUIZ, READ, REVEAL, STEP, TASK, alternatives};
use crate::lesson::problems::Problems;
use crate::lesson::yaml::{Content, Node};
use crate::lesson::{Beyond, Body, Expect, Show, Step};

use super::fields::{self, Fields};
use super::{data, expect, quiz, suggest, task};

/// The bodies that a step can have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Read,
    Reveal,
    Task,
    Quiz,
}

impl Wanted {
    /// The form of the body: its keys.
    fn form(self) -> &'static Form {
        match self {
            Self::Read => &READ,
            Self::Reveal => &REVEAL,
            Self::Task => &TASK,
            Self::Quiz => &QUIZ,
        }
    }

    /// Why another key does not belong to the body, and what to do.
    fn why(self) -> (&'static str, &'static str) {
        match self {
            Self::Read => (
                "does not belong to a step that asks nothing",
                "Add `ask` and `answer`, or leave it out.",
            ),
            Self::Reveal => (
                "does not belong to a step with `reveal`: its answer is shown and not judged",
                "Leave it out, or write `ask` instead of `reveal`.",
            ),
            Self::Task => ("does not belong to a step with `answer`", "Leave it out."),
            Self::Quiz => (
                "does not belong to a quiz: its choices say what is right",
                "Leave it out, or write `answer` instead of `choices`.",
            ),
        }
    }
}

/// Decodes the steps of a lesson; those that are broken are reported and left out.
pub(super) fn steps(nodes: Fields<'_>, beyond: Beyond, problems: &mut Problems) -> Vec<Step> {
    let steps: Vec<Step> =
        nodes.items("steps").iter().filter_map(|node| step(node, beyond, problems)).collect();
    unique_ids(nodes, problems);
    steps
}

fn step(node: &Node, lesson: Beyond, problems: &mut Problems) -> Option<Step> {
    if !matches!(node.content, Content::Map(_)) {
        return None;
    }
    let fields = Fields::new(node);
    // Whatever the body turns out to be, each part is looked at, so that all is reported at once.
    let data = fields.node("data").map_or_else(Vec::new, |node| data::tables(node, problems));
    let choices = fields.entry("choices").map(|entry| quiz::choices(entry, problems));
    let expect = fields.node("expect").map(|node| expect::expect(node, problems));
    let body = match wanted(fields, problems)? {
        Wanted::Read => Body::Read,
        Wanted::Reveal => {
            Body::Reveal { question: fields.string("reveal")?, answer: fields.string("answer")? }
        }
        Wanted::Task => {
            let expect = expect.unwrap_or_else(|| Expect { span: node.span, ..Expect::default() });
            Body::Task(Box::new(task::task(fields, lesson, expect, problems)?))
        }
        Wanted::Quiz => Body::Quiz(quiz::quiz(fields, choices?)?),
    };
    let (id, say, show) = (fields.text("id"), fields.string("say"), show(fields));
    Some(Step { id, span: node.span, say, show, data, body })
}

/// Which body the step has, if its keys make one.
fn wanted(fields: Fields<'_>, problems: &mut Problems) -> Option<Wanted> {
    let has = |key| has(fields, key);
    let wanted = match (has("reveal"), has("ask")) {
        (true, true) => {
            problems.error_with(
                later(fields, "reveal", "ask"),
                "a step either asks or reveals, and this one does both",
                "Make two steps of it.",
            );
            return None;
        }
        (true, false) => Wanted::Reveal,
        (false, true) => match (has("answer"), has("choices")) {
            (true, true) => {
                problems.error_with(
                    later(fields, "answer", "choices"),
                    "a question has either an `answer` or `choices`, and this one has both",
                    "Make two steps of it.",
                );
                return None;
            }
            (_, true) => Wanted::Quiz,
            (_, false) => Wanted::Task,
        },
        (false, false) if has("answer") || has("choices") => {
            let key = if has("answer") { "answer" } else { "choices" };
            problems.error_with(
                fields.place(key),
                format!("`{key}` stands here without a question"),
                "Add `ask`; or `reveal`, for a question to think about.",
            );
            return None;
        }
        (false, false) => Wanted::Read,
    };
    fit(fields, wanted, problems);
    needs(fields, wanted, problems);
    Some(wanted)
}

/// Whether the key is there, or one that is probably meant to be it.
fn has(fields: Fields<'_>, key: &str) -> bool {
    fields.has(key) || suggest::is_misspelt(key, fields.entries(), &STEP)
}

/// Refuses keys of other bodies.
fn fit(fields: Fields<'_>, wanted: Wanted, problems: &mut Problems) {
    for entry in fields.entries() {
        let key = entry.key.as_str();
        let known = STEP.key(key).is_some();
        if known && !wanted.form().has(key) {
            let (why, help) = wanted.why();
            problems.error_with(entry.key_span, format!("`{key}` {why}"), help);
        }
    }
}

/// Misses keys that the body needs.
fn needs(fields: Fields<'_>, wanted: Wanted, problems: &mut Problems) {
    let has = |key| has(fields, key);
    let (ask, reveal) = (fields.place("ask"), fields.place("reveal"));
    match wanted {
        Wanted::Read if !has("say") => problems.error_with(
            fields.entries().first().map_or(fields.span, |entry| entry.key_span),
            "this step says nothing and asks nothing",
            "Add `say`, `reveal` or `ask`.",
        ),
        Wanted::Reveal if !has("answer") => {
            problems.error_with(
                reveal,
                "`answer` is missing",
                "`reveal` needs it to show on Enter.",
            );
        }
        Wanted::Task if !has("answer") => problems.error_with(
            ask,
            format!("{} is missing", alternatives(&["answer", "choices"])),
            "A step that asks needs a reference to judge by.",
        ),
        _ => {}
    }
    if matches!(wanted, Wanted::Task | Wanted::Quiz) && !has("id") {
        problems.error_with(
            ask,
            "`id` is missing: progress and reports name a step that asks by it",
            "Add one, such as `id: who-takes-what`.",
        );
    }
}

/// The place of whichever key stands later.
fn later(fields: Fields<'_>, one: &str, other: &str) -> Span {
    let (one, other) = (fields.place(one), fields.place(other));
    if one.start > other.start { one } else { other }
}

fn show(fields: Fields<'_>) -> Vec<Show> {
    let one = fields.text("show").into_iter();
    let texts = one.chain(fields.texts("show"));
    texts.map(|text| if text.text == "erd" { Show::Erd } else { Show::Rows(text) }).collect()
}

fn unique_ids(nodes: Fields<'_>, problems: &mut Problems) {
    let mut first: HashMap<String, Span> = HashMap::new();
    for node in nodes.items("steps") {
        let Some(id) = Fields::new(node).node("id").and_then(fields::text) else { continue };
        if let Some(before) = first.get(&id.text) {
            let help = problems.other_in_line(*before);
            problems.error_with(id.span, format!("two steps have the id `{}`", id.text), help);
        } else {
            first.insert(id.text, id.span);
        }
    }
}
