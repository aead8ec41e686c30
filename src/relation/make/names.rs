//! Names and types as SQL text.

use crate::schema::{Affinity, Column};
use crate::sql::tokens::{TokenKind, is_keyword, quoted, tokens};

/// Names with commas between them.
pub(super) fn list(names: &[String]) -> String {
    names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
}

/// A text as an SQL literal.
pub(super) fn text(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Whether two lists name the same, in any order and case.
pub(super) fn same_set(one: &[String], other: &[String]) -> bool {
    one.len() == other.len() && one.iter().all(|name| holds(other, name))
}

/// Whether a name is among some, in any case.
pub(super) fn holds(names: &[String], name: &str) -> bool {
    names.iter().any(|own| own.eq_ignore_ascii_case(name))
}

/// The type of a column that refers to this one, with its collation: two texts that are one in the
/// column referred to are one here.
pub(super) fn type_like(column: &Column, strict: bool) -> String {
    let declared = type_alone(column, strict);
    match collation(column) {
        Some(collation) => format!("{declared} COLLATE {}", quoted(collation)).trim().to_owned(),
        None => declared,
    }
}

/// How texts in a column are compared, where it is not byte by byte.
pub(super) fn collation(column: &Column) -> Option<&str> {
    (!column.collation.eq_ignore_ascii_case("BINARY")).then_some(column.collation.as_str())
}

fn type_alone(column: &Column, strict: bool) -> String {
    let declared = column.declared.as_str();
    if strict {
        const STRICT: [&str; 6] = ["INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY"];
        let known = STRICT.iter().any(|word| word.eq_ignore_ascii_case(declared));
        return match column.affinity {
            _ if known => declared.to_owned(),
            Affinity::Numeric => "ANY".to_owned(),
            other => other.word().to_owned(),
        };
    }
    if is_type(declared) { declared.to_owned() } else { column.affinity.word().to_owned() }
}

/// The type of a column as a diagram tells it: the words for texts and whole numbers that are
/// common there and mean something else to SQLite are put into SQL. What is no type is left out.
pub(super) fn type_of_attribute(declared: &str, is_key: bool) -> String {
    let lower = declared.to_ascii_lowercase();
    match lower.as_str() {
        "string" | "str" => "TEXT".to_owned(),
        // Only INTEGER stands for the rowid.
        "int" if is_key => "INTEGER".to_owned(),
        "" if is_key => "INTEGER".to_owned(),
        _ if is_type(declared) => declared.to_owned(),
        _ => String::new(),
    }
}

/// Whether a text is read as a type wherever it stands: words, and numbers in parentheses.
fn is_type(declared: &str) -> bool {
    let tokens = tokens(declared);
    let is_plain = |kind: TokenKind, text: &str| match kind {
        TokenKind::Word => !is_keyword(text),
        TokenKind::Number => true,
        TokenKind::Mark => matches!(text, "(" | ")" | ","),
        _ => false,
    };
    let words = tokens.iter().take_while(|token| token.kind == TokenKind::Word).count();
    let numbers = tokens.get(words..).unwrap_or_default();
    let in_parentheses = match numbers {
        [] => true,
        [open, a, close] => open.is_mark("(") && a.kind == TokenKind::Number && close.is_mark(")"),
        [open, a, comma, b, close] => {
            open.is_mark("(")
                && a.kind == TokenKind::Number
                && comma.is_mark(",")
                && b.kind == TokenKind::Number
                && close.is_mark(")")
        }
        _ => false,
    };
    words > 0 && in_parentheses && tokens.iter().all(|token| is_plain(token.kind, token.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_words_and_numbers() {
        for declared in ["INTEGER", "varchar(20)", "DECIMAL(10,5)", "unsigned big int"] {
            assert!(is_type(declared), "{declared}");
        }
        for declared in ["", "\"a b\"", "a)", "references", "(1)", "int --", "a(b)", "a (1) b"] {
            assert!(!is_type(declared), "{declared}");
        }
    }
}
