//! "Did you mean": what an author probably wanted to write.

use crate::lesson::file::{EXPECT, LESSON, STEP, Shape, alternatives};
use crate::lesson::yaml::Entry;

/// Words longer than this are no misspelt keys, and comparing them takes time.
const LONGEST: usize = 40;

/// A map with more unknown keys than this was not misspelt.
const MOST_SLIPS: usize = 20;

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
    if let Some(nearest) = nearest_key(word, shape) {
        return did_you_mean(nearest);
    }
    let apart = [&LESSON, &STEP, &EXPECT];
    let main = apart.iter().any(|other| other.name == shape.name);
    let elsewhere =
        apart.iter().find(|other| other.name != shape.name && other.key(word).is_some());
    match elsewhere.filter(|_| main) {
        Some(other) => format!("It is a key of {}: look at its indentation.", other.name),
        None => keys(shape),
    }
}

/// The keys of a shape, as a sentence.
pub(super) fn keys(shape: &Shape) -> String {
    match shape.keys {
        [only] => format!("There is only `{}`.", only.name),
        several => {
            let names: Vec<&str> = several.iter().map(|key| key.name).collect();
            format!("There are {}.", alternatives(&names).replace(" or ", " and "))
        }
    }
}

/// Whether one of the entries is probably meant to be this key: it is not missing then.
pub(super) fn is_misspelt(key: &str, entries: &[Entry], shape: &Shape) -> bool {
    let unknown = entries.iter().filter(|entry| shape.key(&entry.key).is_none());
    unknown.take(MOST_SLIPS).any(|entry| nearest_key(&entry.key, shape) == Some(key))
}

fn nearest_key(word: &str, shape: &Shape) -> Option<&'static str> {
    nearest(word, shape.keys.iter().map(|key| key.name))
}

/// The question.
pub(super) fn did_you_mean(word: &str) -> String {
    format!("Did you mean `{word}`?")
}
