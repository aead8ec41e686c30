//! Relations in any notation: which one a text is in, what it says, and a model in each.

use super::Model;
use super::crow::{self, Likeness};
use super::cursor::{Cursor, Word};
use super::mermaid;
use super::parse_error::ParseError;
use super::said::{Notation, Printed, Said};
use super::sentence;
use super::sentence::words::{DETERMINERS, MODALS, QUESTIONS, VERBS};
use super::sign::QUESTION_MARKS;

/// Words with which a statement begins, in SQLite and where people come from.
const STATEMENTS: [&str; 29] = [
    "select",
    "insert",
    "update",
    "delete",
    "create",
    "drop",
    "alter",
    "with",
    "values",
    "replace",
    "begin",
    "commit",
    "end",
    "rollback",
    "savepoint",
    "release",
    "explain",
    "pragma",
    "analyze",
    "attach",
    "detach",
    "reindex",
    "vacuum",
    "from",
    "where",
    "show",
    "describe",
    "use",
    "truncate",
];

/// What a text says, in the notation that it is in. A question mark at its end asks whether it
/// holds.
///
/// The nouns of sentences are looked up among `tables`, see [`super::name::table`].
///
/// # Errors
/// The first place that cannot be read in that notation, or that contradicts what was said before.
pub fn parse(text: &str, tables: &[&str]) -> Result<Said, ParseError> {
    let (plain, asked) = asked(text);
    let notation = recognise(plain).unwrap_or(Notation::Crow);
    let spoken = match notation {
        Notation::Crow => crow::parse(plain),
        Notation::Sentence => sentence::parse(plain, tables),
        Notation::Mermaid => mermaid::parse(plain),
    }?;
    Ok(Said { model: spoken.model, spans: spoken.spans, asked, notation })
}

/// A model in a notation, and what that cannot say of it.
pub fn print(model: &Model, notation: Notation) -> Printed {
    match notation {
        Notation::Crow => crow::print(model),
        Notation::Sentence => sentence::print(model),
        Notation::Mermaid => mermaid::print(model),
    }
}

/// Whether a text that might be SQL is a relation, or was to be one. SQL is none, nor is a
/// statement whose first word is misspelt.
///
/// It answers for a text with which a statement may begin; within one, `a >- b` is an expression.
pub fn looks_like_relation(text: &str) -> bool {
    let (plain, _) = asked(text);
    let Some(notation) = recognise(plain) else { return false };
    // A diagram of Mermaid's may begin with a line of dashes.
    if begins_with_comment(plain) && notation != Notation::Mermaid {
        return false;
    }
    let Some(first) = first_word(plain) else { return true };
    if first.quoted {
        return true;
    }
    let begins_a_statement = STATEMENTS.iter().any(|word| first.is(word));
    if begins_a_statement || first.text.starts_with(|letter: char| letter.is_ascii_digit()) {
        return false;
    }
    match notation {
        // `users -- profiles` is also SQL with a comment after it: only what is wholly a relation
        // is taken for one.
        Notation::Crow if crow::begins(plain) == Some(Likeness::Dashes) => {
            !is_misspelt_statement(&first) && crow::parse(plain).is_ok()
        }
        Notation::Crow => !is_misspelt_statement(&first) || crow::parse(plain).is_ok(),
        Notation::Sentence => {
            first.is("there")
                || DETERMINERS.iter().any(|word| first.is(word))
                || !is_misspelt_statement(&first)
        }
        Notation::Mermaid => true,
    }
}

/// Whether a text begins as a comment of SQL does.
fn begins_with_comment(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with("--") || text.starts_with("/*")
}

/// The text without the question mark at its end, and whether it had one. White space before that
/// stays: places in the text are places in the whole.
fn asked(text: &str) -> (&str, bool) {
    let end = text.trim_end_matches(|letter: char| letter.is_whitespace() || letter == ';');
    match end.strip_suffix(QUESTION_MARKS) {
        Some(plain) => (plain.trim_end_matches(QUESTION_MARKS), true),
        None => (text, false),
    }
}

/// The notation that a text is in, by how it begins; `None` where it begins like none.
fn recognise(text: &str) -> Option<Notation> {
    if mermaid::begins(text) {
        Some(Notation::Mermaid)
    } else if crow::begins(text).is_some() {
        Some(Notation::Crow)
    } else {
        is_sentence(text).then_some(Notation::Sentence)
    }
}

/// Whether the first line begins like a sentence: with a noun and a verb that relates, or with an
/// article, as no other notation and no SQL does.
fn is_sentence(text: &str) -> bool {
    let words = first_line(text);
    let is_one_of = |at: usize, list: &[&str]| {
        words.get(at).is_some_and(|word| list.iter().any(|other| word.is(other)))
    };
    let mut at = usize::from(is_one_of(0, &QUESTIONS));
    if is_one_of(at, &["there"]) && is_one_of(at + 1, &["is", "are"]) {
        return true;
    }
    let has_article = is_one_of(at, &DETERMINERS);
    at += usize::from(has_article);
    let rest = words.get(at..).unwrap_or_default();
    let is_verb = |word: &Word| {
        VERBS.iter().any(|verb| word.is(verb)) || MODALS.iter().any(|(modal, _)| word.is(modal))
    };
    let verb = rest.iter().position(is_verb);
    let relates = verb.is_some_and(|at| (1..=MOST_WORDS).contains(&at));
    relates || (has_article && rest.len() >= 2)
}

/// A verb that comes after more words than this is not that of a noun before it.
const MOST_WORDS: usize = 6;

/// The words of the first line, as far as it has nothing but words.
fn first_line(text: &str) -> Vec<Word> {
    let mut cursor = Cursor::new(text);
    cursor.skip(|letter| letter.is_whitespace() || letter == ';');
    let mut words = Vec::new();
    loop {
        cursor.skip(|letter| (letter.is_whitespace() && letter != '\n') || letter == '-');
        match cursor.peek() {
            None | Some('\n' | '.' | ';' | ',') => return words,
            _ => {}
        }
        match cursor.name() {
            Ok(Some(word)) => words.push(word),
            // What is wrong there is told where the sentence is read.
            Err(_) | Ok(None) => return words,
        }
    }
}

fn first_word(text: &str) -> Option<Word> {
    let mut cursor = Cursor::new(text);
    cursor.skip(|letter| letter.is_whitespace() || letter == ';');
    cursor.name().ok().flatten()
}

/// Whether a word is a slip away from one that begins a statement. The plural of such a word is a
/// table: nobody misspells SQL like that.
fn is_misspelt_statement(word: &Word) -> bool {
    let word = word.text.to_lowercase();
    let is_slip = |statement: &str| {
        statement.len() > 3
            && word.len() <= statement.len() + 1
            && word.strip_suffix('s') != Some(statement)
            && strsim::osa_distance(&word, statement) == 1
    };
    STATEMENTS[..STATEMENTS.len() - 4].iter().any(|statement| is_slip(statement))
}
