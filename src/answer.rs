//! What a learner's text is taken for.

use crate::lesson::Quiz;

/// An answer, ready to be run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// SQL.
    Sql(Submission),
    /// What was chosen of a quiz.
    Choice(Chosen),
}

/// SQL as it was typed in one step: the newest input, and those before it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Submission {
    /// What was typed in this step before, oldest first; empty for a query and in a batch.
    pub earlier: Vec<String>,
    /// The newest input.
    pub text: String,
}

/// What was chosen of a quiz.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chosen {
    /// Indexes of choices, ascending and without repeats.
    pub picked: Vec<usize>,
    /// Parts of the answer that name no choice.
    pub unknown: Vec<String>,
}

impl Answer {
    /// SQL on its own, as a batch has it.
    pub fn sql(text: impl Into<String>) -> Self {
        Self::Sql(Submission { earlier: Vec::new(), text: text.into() })
    }
}

impl Chosen {
    /// Reads an answer to a quiz: letters or the choices' texts, several separated by commas.
    /// Case and surrounding white space do not count; `ac` is not two letters.
    pub fn read(text: &str, quiz: &Quiz) -> Self {
        let mut chosen = Self::default();
        // A choice's own text may hold commas, so the whole is tried before its parts.
        let parts: Vec<&str> = match index_of(text, quiz) {
            Some(_) => vec![text],
            None => text.split(',').collect(),
        };
        for part in parts.into_iter().map(str::trim).filter(|part| !part.is_empty()) {
            match index_of(part, quiz) {
                Some(index) => chosen.picked.push(index),
                None => chosen.unknown.push(part.to_owned()),
            }
        }
        chosen.picked.sort_unstable();
        chosen.picked.dedup();
        chosen
    }
}

/// The letter of a choice: `a` for the first. Lessons have at most 26 choices.
pub fn letter(index: usize) -> char {
    u8::try_from(index).ok().and_then(|index| b'a'.checked_add(index)).map_or('?', char::from)
}

fn index_of(part: &str, quiz: &Quiz) -> Option<usize> {
    // Whoever has typed SQL all along types a `;` here too.
    let part = part.trim().trim_end_matches(';').trim_end();
    let folded = fold(part);
    let by_text = quiz.choices.iter().position(|choice| fold(&choice.text) == folded);
    by_text.or_else(|| {
        let mut letters = part.chars();
        let (first, rest) = (letters.next()?.to_ascii_lowercase(), letters.as_str());
        let rest = rest.trim_end_matches([')', '.']);
        (0..quiz.choices.len()).find(|&index| rest.is_empty() && letter(index) == first)
    })
}

fn fold(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}
