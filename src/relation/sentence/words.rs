//! The words that sentences are made of.

use crate::relation::{Cardinality, Participation};

/// Words before a noun that say nothing.
pub(in crate::relation) const DETERMINERS: [&str; 7] =
    ["a", "an", "each", "every", "the", "all", "any"];

/// Verbs that relate.
pub(in crate::relation) const VERBS: [&str; 4] = ["has", "have", "belongs", "belong"];

/// Words before the verb in a question.
pub(in crate::relation) const QUESTIONS: [&str; 2] = ["does", "do"];

/// Words before the verb that say whether there has to be one.
pub(in crate::relation) const MODALS: [(&str, Participation); 5] = [
    ("may", Participation::Optional),
    ("can", Participation::Optional),
    ("might", Participation::Optional),
    ("must", Participation::Mandatory),
    ("always", Participation::Mandatory),
];

/// Words that end a noun, besides verbs and modals.
pub(in crate::relation) const ENDS: [&str; 4] = ["through", "via", "by", "and"];

/// How many: the words, the most, and whether there has to be one. Longer phrases come before
/// their beginnings.
pub(in crate::relation) const QUANTITIES: [(&str, Cardinality, Option<Participation>); 24] = {
    use Cardinality::{Many, One};
    const MUST: Option<Participation> = Some(Participation::Mandatory);
    const MAY: Option<Participation> = Some(Participation::Optional);
    [
        ("at least one", Many, MUST),
        ("at least 1", Many, MUST),
        ("one or more", Many, MUST),
        ("one or many", Many, MUST),
        ("one or zero", One, MAY),
        ("one or none", One, MAY),
        ("zero or more", Many, MAY),
        ("zero or many", Many, MAY),
        ("any number of", Many, MAY),
        ("at most one", One, MAY),
        ("at most 1", One, MAY),
        ("zero or one", One, MAY),
        ("up to one", One, MAY),
        ("exactly one", One, MUST),
        ("only one", One, MUST),
        ("just one", One, MUST),
        ("many", Many, None),
        ("several", Many, None),
        ("multiple", Many, None),
        ("one", One, None),
        ("1", One, None),
        ("an", One, None),
        ("a", One, None),
        ("the", One, None),
    ]
};

/// The most words of a noun.
pub(in crate::relation) const LONGEST_NOUN: usize = 4;

/// Whether no noun has this word, unless in quotes.
pub(in crate::relation) fn is_reserved(word: &str) -> bool {
    let is = |other: &str| other.eq_ignore_ascii_case(word);
    VERBS.into_iter().any(is)
        || MODALS.iter().any(|(modal, _)| is(modal))
        || ENDS.into_iter().any(is)
}

/// Whether a noun with this word might be taken for something else.
pub(super) fn is_doubtful(word: &str) -> bool {
    let is = |other: &str| other.eq_ignore_ascii_case(word);
    is_reserved(word)
        || DETERMINERS.into_iter().any(is)
        || QUESTIONS.into_iter().any(is)
        || ["there", "to"].into_iter().any(is)
        || QUANTITIES.iter().any(|(phrase, ..)| phrase.split(' ').any(is))
}
