//! What kind of statement a text is, told from its first words even where the rest is broken.

use super::clauses::after_with;
use super::tokens::{Token, TokenKind, code};

/// What kind of statement a text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// It reads: SELECT, VALUES, also after WITH.
    Query,
    /// EXPLAIN of anything.
    Explain,
    /// It writes rows or the schema: INSERT, UPDATE, DELETE, REPLACE (also after WITH), CREATE,
    /// DROP, ALTER, and what tends the whole database, as VACUUM.
    Change,
    /// BEGIN, COMMIT, END, ROLLBACK, SAVEPOINT, RELEASE.
    Transaction,
    /// PRAGMA.
    Pragma,
    /// None of SQL's: the first word as it was written, empty where there is none.
    Unknown(String),
}

/// The words with which a statement can begin.
const FIRST_WORDS: [&str; 23] = [
    "SELECT",
    "VALUES",
    "WITH",
    "EXPLAIN",
    "INSERT",
    "UPDATE",
    "DELETE",
    "REPLACE",
    "CREATE",
    "DROP",
    "ALTER",
    "BEGIN",
    "COMMIT",
    "END",
    "ROLLBACK",
    "SAVEPOINT",
    "RELEASE",
    "PRAGMA",
    "VACUUM",
    "ANALYZE",
    "REINDEX",
    "ATTACH",
    "DETACH",
];

/// The kind of one statement.
pub fn kind(text: &str) -> Kind {
    let tokens = code(text);
    let Some(first) = tokens.iter().find(|token| token.kind != TokenKind::Semicolon) else {
        return Kind::Unknown(String::new());
    };
    match of_verb(first) {
        Some(kind) => kind,
        None if first.is("WITH") => after_with(&tokens)
            .and_then(|at| of_verb(tokens.get(at)?))
            .or_else(|| tokens[1..].iter().find_map(verb_of_with))
            .unwrap_or(Kind::Query),
        None => Kind::Unknown(first.text.to_owned()),
    }
}

/// Whether a statement can begin with this word, in any case.
pub fn is_first_word(word: &str) -> bool {
    FIRST_WORDS.iter().any(|first| first.eq_ignore_ascii_case(word))
}

/// The word with which a statement can begin that is nearest to a word that is none: `SELECT`
/// for `selct`. `None` where nothing is near, and for a word that is right.
pub fn nearest_first_word(word: &str) -> Option<&'static str> {
    let word = word.to_ascii_uppercase();
    let allowed = match word.chars().count() {
        4 => 1,
        5..=12 => 2,
        _ => return None,
    };
    FIRST_WORDS
        .into_iter()
        .map(|first| (strsim::damerau_levenshtein(&word, first), first))
        .min()
        .filter(|(distance, _)| (1..=allowed).contains(distance))
        .map(|(_, first)| first)
}

fn of_verb(token: &Token<'_>) -> Option<Kind> {
    Some(match () {
        () if token.is_any(&["SELECT", "VALUES"]) => Kind::Query,
        () if token.is("EXPLAIN") => Kind::Explain,
        () if token.is("PRAGMA") => Kind::Pragma,
        () if token.is_any(&["BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE"]) => {
            Kind::Transaction
        }
        () if token.is("WITH") => return None,
        () if token.kind == TokenKind::Word && is_first_word(token.text) => Kind::Change,
        () => return None,
    })
}

/// Where a WITH clause is broken, the first verb that can follow one tells the kind; a SELECT
/// may belong to the clause itself, so that it tells nothing.
fn verb_of_with(token: &Token<'_>) -> Option<Kind> {
    token.is_any(&["INSERT", "UPDATE", "DELETE"]).then_some(Kind::Change)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_told_by_their_first_words() {
        for (text, expected) in [
            ("select 1", Kind::Query),
            ("/* hm */ VALUES (1)", Kind::Query),
            ("WITH a AS (DELETE), b(c) AS NOT MATERIALIZED (SELECT 2) SELECT 3", Kind::Query),
            ("WITH RECURSIVE a AS (SELECT 1) INSERT INTO t SELECT * FROM a", Kind::Change),
            ("WITH replace AS (SELECT 1) SELECT * FROM replace", Kind::Query),
            ("WITH a AS (SELECT 1", Kind::Query),
            ("WITH a AS SELECT 1) DELETE FROM t", Kind::Change),
            ("EXPLAIN QUERY PLAN DELETE FROM t", Kind::Explain),
            ("update t set", Kind::Change),
            ("create table", Kind::Change),
            ("vacuum", Kind::Change),
            ("end", Kind::Transaction),
            ("pragma table_info(t)", Kind::Pragma),
            ("selct 1", Kind::Unknown("selct".to_owned())),
            ("\"select\" 1", Kind::Unknown("\"select\"".to_owned())),
            ("", Kind::Unknown(String::new())),
            (" ; -- nothing", Kind::Unknown(String::new())),
        ] {
            assert_eq!(kind(text), expected, "{text}");
        }
    }

    #[test]
    fn a_typo_in_the_first_word_is_found() {
        for (word, nearest) in [
            ("selct", Some("SELECT")),
            ("SELETC", Some("SELECT")),
            ("dorp", Some("DROP")),
            ("udpate", Some("UPDATE")),
            ("craete", Some("CREATE")),
            ("isnert", Some("INSERT")),
            ("select", None),
            ("describe", None),
            ("show", None),
            ("stores", None),
            ("table", None),
            ("an", None),
            ("", None),
        ] {
            assert_eq!(nearest_first_word(word), nearest, "{word}");
        }
    }
}
