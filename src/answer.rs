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
    /// Reads an answer to a quiz: letters or the choices' texts, several separated by commas, by
    /// spaces or by "and". Where several choices hold, letters may also stand together: `ac`. A
    /// choice's own text goes before any other reading; case and surrounding white space do not
    /// count.
    pub fn read(text: &str, quiz: &Quiz) -> Self {
        let mut chosen = Self::default();
        for part in parts(text, quiz) {
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

/// The parts of an answer. A choice's own text may hold commas and spaces, so that the whole is
/// tried before its parts, and what is not understood in parts is left whole.
fn parts<'t>(text: &'t str, quiz: &Quiz) -> Vec<&'t str> {
    if index_of(text, quiz).is_some() {
        return vec![text.trim()];
    }
    let between_commas = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    between_commas.flat_map(|part| smaller_parts(part, quiz)).collect()
}

fn smaller_parts<'t>(part: &'t str, quiz: &Quiz) -> Vec<&'t str> {
    let all_known = |parts: &[&str]| {
        !parts.is_empty() && parts.iter().all(|part| index_of(part, quiz).is_some())
    };
    let whole = vec![part];
    if all_known(&whole) {
        return whole;
    }
    let words: Vec<&str> = part.split_whitespace().filter(|word| !joins(word)).collect();
    if all_known(&words) {
        return words;
    }
    let several = quiz.choices.iter().filter(|choice| choice.right).count() > 1;
    letters_of(part).filter(|letters| several && all_known(letters)).unwrap_or(whole)
}

/// Whether a word only stands between two choices.
fn joins(word: &str) -> bool {
    word.eq_ignore_ascii_case("and") || matches!(word, "&" | "+")
}

/// A part as one letter after the other; `None` where one comes twice, as in a word.
fn letters_of(part: &str) -> Option<Vec<&str>> {
    let part = part.trim_end_matches(';').trim_end();
    let letters: Vec<&str> = part
        .char_indices()
        .filter_map(|(at, letter)| part.get(at..at + letter.len_utf8()))
        .collect();
    let repeats = |(at, letter): (usize, &&str)| {
        letters[..at].iter().any(|before| before.eq_ignore_ascii_case(letter))
    };
    (!letters.iter().enumerate().any(repeats)).then_some(letters)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::Choice;

    fn quiz(choices: &[(&str, bool)]) -> Quiz {
        let choice =
            |&(text, right): &(&str, bool)| Choice { text: text.to_owned(), right, because: None };
        let choices = choices.iter().map(choice).collect();
        Quiz { ask: String::new(), choices, hints: Vec::new(), then: None, points: 1 }
    }

    /// The letters that were chosen, and after a `?` what is none.
    fn read(text: &str, quiz: &Quiz) -> String {
        let chosen = Chosen::read(text, quiz);
        let picked: String = chosen.picked.iter().map(|&at| letter(at)).collect();
        chosen.unknown.iter().fold(picked, |read, part| format!("{read}?{part}"))
    }

    #[test]
    fn several_are_separated_in_every_usual_way() {
        let quiz = quiz(&[("red", true), ("green", false), ("blue", true), ("grey", false)]);
        for text in [
            "a, c",
            "c,a",
            "a c",
            "A  C",
            "a and c",
            "a AND c;",
            "a & c",
            "a + c",
            "a) c)",
            "ac",
            "CA;",
            "a, and c",
            "red and blue",
            "red blue",
            "a, blue",
        ] {
            assert_eq!(read(text, &quiz), "ac", "{text}");
        }
        assert_eq!(read("a, b and c", &quiz), "abc");
        assert_eq!(read("ab, d", &quiz), "abd");
    }

    #[test]
    fn what_is_not_all_choices_is_left_whole() {
        let quiz = quiz(&[("red", true), ("green", false), ("blue", true), ("grey", false)]);
        assert_eq!(read("a x", &quiz), "?a x");
        assert_eq!(read("a, x y", &quiz), "a?x y");
        assert_eq!(read("ax", &quiz), "?ax");
        assert_eq!(read("add", &quiz), "?add");
        assert_eq!(read("and", &quiz), "?and");
        assert_eq!(read("select a", &quiz), "?select a");
        assert_eq!(read("", &quiz), "");
        assert_eq!(read(" , ;", &quiz), "?;");
    }

    #[test]
    fn letters_together_are_for_quizzes_with_several_right_choices() {
        let one = quiz(&[("red", true), ("green", false), ("blue", false)]);
        assert_eq!(read("ac", &one), "?ac");
        assert_eq!(read("a c", &one), "ac");
    }

    #[test]
    fn a_text_goes_before_letters() {
        let quiz = quiz(&[("ab", true), ("b and c", true), ("a c", false), ("d", false)]);
        assert_eq!(read("ab", &quiz), "a");
        assert_eq!(read("b and c", &quiz), "b");
        assert_eq!(read("a c", &quiz), "c");
        assert_eq!(read("d", &quiz), "d");
        assert_eq!(read("ba", &quiz), "ab");
    }
}
