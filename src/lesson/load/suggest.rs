//! "Did you mean": what an author probably wanted to write.

use crate::lesson::file::{SHAPES, Shape, alternatives};

/// Words longer than this are no misspelt keys, and comparing them takes time.
const LONGEST: usize = 40;

/// The candidate that is one slip or a few away from `word`.
pub(super) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let slips = match word.chars().count() {
        0..=2 => return None,
        3..=5 => 1,
        6..=8 => 2,
        9..=LONGEST => 3,
        _ => return None,
    };
    let lower = word.to_lowercase();
    let distance = |candidate: &str| strsim::osa_distance(&lower, &candidate.to_lowercase());
    candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= LONGEST + 3)
        .map(|candidate| (distance(candidate), candidate))
        .filter(|&(distance, _)| distance <= slips)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// `Did you mean `x`?`, or else what there is to choose from.
pub(super) fn word(word: &str, words: &[&str]) -> String {
    match nearest(word, words.iter().copied()) {
        Some(nearest) => did_you_mean(nearest),
        None => format!("Write {}.", alternatives(words)),
    }
}

/// What to do about a key that the shape does not have.
pub(super) fn key(word: &str, shape: &Shape) -> String {
    let names = || shape.keys.iter().map(|key| key.name);
    if let Some(nearest) = nearest(word, names()) {
        return did_you_mean(nearest);
    }
    let elsewhere =
        SHAPES.iter().find(|other| other.name != shape.name && other.key(word).is_some());
    if let Some(other) = elsewhere {
        return format!("It is a key of {}: look at its indentation.", other.name);
    }
    let names: Vec<&str> = names().collect();
    format!("There are {}.", alternatives(&names).replace(" or ", " and "))
}

/// The question.
pub(super) fn did_you_mean(word: &str) -> String {
    format!("Did you mean `{word}`?")
}
