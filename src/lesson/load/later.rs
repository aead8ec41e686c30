//! What the format has and this version does not judge yet. A lesson that needs one of these is
//! refused by name: silently passing over it would call wrong answers right.

use crate::diagnostic::Span;
use crate::lesson::yaml::Node;

/// A key, or a word under it, that waits for its engine.
struct Later {
    /// The shape that has the key.
    shape: &'static str,
    /// The key.
    key: &'static str,
    /// Only this word of it; `None`: whatever it holds.
    word: Option<&'static str>,
    /// What to say.
    message: &'static str,
}

const LATER: &[Later] = &[
    later("`expect`", "relations", None, "`expect.relations` is not judged by this version yet"),
    later("`expect`", "models", None, "`expect.models` is not judged by this version yet"),
    later("`expect`", "output", None, "`expect.output` is not judged by this version yet"),
    later("`expect`", "statements", None, "`expect.statements` is not judged by this version yet"),
    later(
        "a step",
        "language",
        Some("relation"),
        "`language: relation` is not judged by this version yet",
    ),
    later("a step", "language", Some("orm"), "`language: orm` is not judged by this version yet"),
    later("a step", "task", None, "`task` is not judged by this version yet"),
    later("a step", "show", Some("erd"), "`show: erd` is not drawn by this version yet"),
];

const fn later(
    shape: &'static str,
    key: &'static str,
    word: Option<&'static str>,
    message: &'static str,
) -> Later {
    Later { shape, key, word, message }
}

/// What of `key` and its value is not judged yet: where it stands, and what to say.
pub(super) fn refusals(
    shape: &str,
    key: &str,
    key_span: Span,
    value: &Node,
) -> Vec<(Span, &'static str)> {
    let mut refusals = Vec::new();
    for later in LATER.iter().filter(|later| later.shape == shape && later.key == key) {
        let Some(word) = later.word else {
            refusals.push((key_span, later.message));
            continue;
        };
        let scalars = std::iter::once(value).chain(value.items().iter().map(|item| &**item));
        let hit = scalars
            .filter(|node| node.scalar().is_some_and(|scalar| scalar.text.trim() == word))
            .map(|node| (node.span, later.message));
        refusals.extend(hit);
    }
    refusals
}
