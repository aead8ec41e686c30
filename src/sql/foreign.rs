//! Inputs that are plainly in another language than SQL: relation lines and Python.

use super::kind::is_first_word;

/// Another language that a learner may type at an SQL prompt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Foreign {
    /// A relation: `stores -< items`, `a store has many items`.
    Relation,
    /// Python, as SQLAlchemy's notation is.
    Python,
}

/// A part of a relation line.
#[derive(Debug, PartialEq, Eq)]
enum Part<'t> {
    Word(&'t str),
    Operator(&'t str),
}

/// The other language that the input is plainly written in; `None` for SQL, for a broken
/// statement, and wherever there is doubt.
pub fn foreign_language(text: &str) -> Option<Foreign> {
    let text = text.trim();
    let line = text.trim_end_matches(';').trim_end();
    let single = !line.contains('\n');
    if single && (is_relation_line(line) || is_sentence(line)) {
        Some(Foreign::Relation)
    } else {
        is_python(text).then_some(Foreign::Python)
    }
}

/// `word operator word [operator word …] [through word] [: label] [?]`
fn is_relation_line(line: &str) -> bool {
    let line = line.strip_suffix('?').unwrap_or(line);
    let line = line.split_once(':').map_or(line, |(relation, _label)| relation);
    let Some(mut parts) = parts(line) else { return false };
    if let [.., Part::Word(through), Part::Word(_)] = parts.as_slice()
        && through.eq_ignore_ascii_case("through")
    {
        parts.truncate(parts.len() - 2);
    }
    let alternates = parts.iter().enumerate().all(|(index, part)| match part {
        Part::Word(word) => index % 2 == 0 && !is_first_word(word),
        Part::Operator(operator) => index % 2 == 1 && is_operator(operator),
    });
    parts.len() >= 3 && parts.len() % 2 == 1 && alternates
}

fn is_operator(operator: &str) -> bool {
    if matches!(operator, "-<" | ">-" | ">-<" | "--") {
        return true;
    }
    // Mermaid: an end, a line, an end, as in `||--o{`.
    let left = ["||", "|o", "}o", "}|"].iter().any(|end| operator.starts_with(end));
    let right = ["||", "o|", "o{", "|{"].iter().any(|end| operator.ends_with(end));
    let line = operator.get(2..operator.len().saturating_sub(2));
    left && right && matches!(line, Some("--" | ".."))
}

/// The words and operators of a line; `None` where it holds anything else.
fn parts(line: &str) -> Option<Vec<Part<'_>>> {
    let in_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut parts = Vec::new();
    let mut rest = line.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = if in_word(first) {
            rest.find(|letter| !in_word(letter)).unwrap_or(rest.len())
        } else {
            operator_length(rest)
        };
        if length == 0 {
            return None;
        }
        let (part, after) = rest.split_at(length);
        parts.push(if in_word(first) { Part::Word(part) } else { Part::Operator(part) });
        rest = after.trim_start();
    }
    Some(parts)
}

fn operator_length(rest: &str) -> usize {
    let marks = |letter: char| "-<>|{}.".contains(letter);
    let mut letters = rest.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        // Mermaid's `o` for zero stands between two marks.
        let zero = letter == 'o' && letters.peek().is_some_and(|&(_, next)| marks(next));
        if !marks(letter) && !zero {
            return at;
        }
    }
    rest.len()
}

/// `a store has many items`, `an item belongs to a store`, `users have one profile`
fn is_sentence(line: &str) -> bool {
    let lower = line.trim_end_matches(['?', '.', '!']).to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let plain = |word: &&str| word.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    if !words.iter().all(plain) {
        return false;
    }
    let article = |word: &str| matches!(word, "a" | "an" | "each" | "every" | "one" | "the");
    let rest = match words.as_slice() {
        [first, _entity, rest @ ..] if article(first) => rest,
        [entity, rest @ ..] if !is_first_word(entity) => rest,
        _ => return false,
    };
    match rest {
        ["can" | "may" | "must", "have", count, _, ..] | ["has" | "have", count, _, ..] => {
            article(count) || matches!(*count, "many" | "several" | "no" | "at")
        }
        ["can" | "may" | "must", "belong", "to", _, ..] | ["belongs" | "belong", "to", _, ..] => {
            true
        }
        _ => false,
    }
}

fn is_python(text: &str) -> bool {
    let Some(line) = text.lines().map(str::trim).find(|line| !line.is_empty()) else {
        return false;
    };
    let in_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    let (first, rest) = line.split_at(line.find(|letter| !in_name(letter)).unwrap_or(line.len()));
    let rest = rest.trim_start();
    let block = line.ends_with(':');
    match first {
        "class" | "def" | "for" | "while" | "if" | "try" | "with" => block,
        "import" => !rest.is_empty(),
        "from" => rest.contains(" import "),
        "print" => rest.starts_with('('),
        "" => line.starts_with('@') && line[1..].starts_with(in_name),
        name if is_first_word(name) || name.starts_with(|digit: char| digit.is_ascii_digit()) => {
            false
        }
        _ => {
            let target = rest.trim_start_matches(|letter| in_name(letter) || letter == '.');
            let dotted = rest.starts_with('.');
            let assigns =
                target.trim_start().starts_with('=') && (dotted || target.len() == rest.len());
            let calls = target.starts_with(['(', '[']) && dotted;
            let declares =
                target.len() == rest.len() && rest.starts_with('(') && rest.ends_with(')');
            assigns || calls || declares
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_are_told() {
        for text in [
            "stores -< items",
            "stores-<items",
            "items >- stores;",
            "users -- profiles",
            "users -- profiles ?",
            "productions -< roles >- actors",
            "students >-< courses through enrollments",
            "a store has many items",
            "An item belongs to a store.",
            "a user has one profile",
            "a game has many users through reviews",
            "stores have many items?",
            "users ||--o{ posts",
            "users ||--o{ posts : writes",
            "a }o..o{ b",
        ] {
            assert_eq!(foreign_language(text), Some(Foreign::Relation), "{text}");
        }
    }

    #[test]
    fn python_is_told() {
        for text in [
            "class Store(Base):\n    __tablename__ = 'stores'",
            "session.query(Store).all()",
            "session.commit()",
            "from sqlalchemy import Column",
            "import sqlalchemy as sa",
            "s1.courses.append(c1)",
            "s1 = Student(name='Alice')",
            "store.name = 'Corner'",
            "print(s1.courses)",
            "for s in students:",
            "with Session(engine) as session:",
            "Column(Integer)",
        ] {
            assert_eq!(foreign_language(text), Some(Foreign::Python), "{text}");
        }
    }

    #[test]
    fn sql_and_what_could_be_sql_is_neither() {
        for text in [
            "SELECT 1 -- one",
            "select -- hello",
            "commit -- done",
            "selct * from stores",
            "stores",
            "stores -- a comment of words",
            "stores\n-- profiles",
            "WITH a AS (SELECT 1) SELECT * FROM a",
            "from stores select *",
            "delete from a",
            "SELECT a\n-<b",
            "users -> posts",
            "a --- b",
            "-- users",
            "what is a join",
            "",
            "é",
            "show tables",
            "1 = 1",
        ] {
            assert_eq!(foreign_language(text), None, "{text}");
        }
    }
}
