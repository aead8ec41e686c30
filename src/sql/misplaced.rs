//! Words of a column's definition that are right and stand where they cannot.

use super::column::TYPE_WORDS;
use super::tokens::{Token, code};

/// How a word of a column's definition is misplaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misplaced {
    /// `b INTEGER FOREIGN KEY REFERENCES a (id)`: of a column, REFERENCES alone says that.
    ForeignKey,
    /// `n DEFAULT 1 INTEGER`: a type after what it has to stand before.
    Type {
        /// The column, as typed.
        column: String,
        /// The word right after the column, in capitals.
        before: String,
    },
}

/// The words that can begin a constraint of a column.
const CONSTRAINTS: [&str; 10] = [
    "CONSTRAINT",
    "PRIMARY",
    "NOT",
    "NULL",
    "UNIQUE",
    "CHECK",
    "DEFAULT",
    "COLLATE",
    "REFERENCES",
    "GENERATED",
];

/// How the word at a byte of a text is misplaced, where the text stops making sense at it and it
/// stands in the definition of a column, of CREATE TABLE or of ALTER TABLE.
pub fn misplaced(text: &str, at: usize) -> Option<Misplaced> {
    let tokens = code(text);
    let place = tokens.iter().position(|token| token.span.start == at)?;
    let definition = &tokens[beginning(&tokens[..place])?..];
    let length = tokens.len() - definition.len();
    let (column, rest) = definition.split_first()?;
    let (word, place) = (&tokens[place], place - length);
    let follows =
        |step: usize, next: &str| definition.get(place + step).is_some_and(|t| t.is(next));
    if place > 0 && word.is("FOREIGN") && follows(1, "KEY") && follows(2, "REFERENCES") {
        return Some(Misplaced::ForeignKey);
    }
    let second = rest.first().filter(|second| place > 1 && second.is_any(&CONSTRAINTS))?;
    let column = column.text.to_owned();
    word.is_any(&TYPE_WORDS)
        .then(|| Misplaced::Type { column, before: second.text.to_ascii_uppercase() })
}

/// Where the definition begins that is open at the end of some tokens.
fn beginning(tokens: &[Token<'_>]) -> Option<usize> {
    let start = tokens.iter().rposition(|token| token.text == ";").map_or(0, |at| at + 1);
    let words = &tokens[start..];
    let is_table = |verb: &str| {
        let verb_first = words.first().is_some_and(|first| first.is(verb));
        verb_first && words.iter().take(3).any(|word| word.is("TABLE"))
    };
    let begins = if is_table("ALTER") {
        let add = words.iter().position(|word| word.is("ADD"))? + 1;
        if words.get(add).is_some_and(|word| word.is("COLUMN")) { add + 1 } else { add }
    } else if is_table("CREATE") {
        let mut depth = 0;
        let mut begins = None;
        for (at, token) in words.iter().enumerate() {
            match token.text {
                "(" => depth += 1,
                ")" => depth -= 1,
                _ => {}
            }
            if depth == 1 && token.is_any_mark(&["(", ","]) {
                begins = Some(at + 1);
            }
        }
        begins.filter(|_| depth == 1)?
    } else {
        return None;
    };
    Some(start + begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found at the first of a mark in a text, which is taken out.
    fn found(marked: &str) -> Option<Misplaced> {
        let at = marked.find('^').expect("a mark");
        misplaced(&marked.replacen('^', "", 1), at)
    }

    fn type_of(column: &str, before: &str) -> Option<Misplaced> {
        Some(Misplaced::Type { column: column.to_owned(), before: before.to_owned() })
    }

    #[test]
    fn foreign_key_in_the_line_of_a_column() {
        for text in [
            "create table r (id integer primary key, b integer ^foreign key references t (id))",
            "create table r (b ^foreign key references t)",
            "drop table r; create table if not exists r (b int not null ^foreign key references t",
            "alter table r add column b integer ^foreign key references t (id)",
            "alter table r add b integer ^foreign key references t (id)",
        ] {
            assert_eq!(found(text), Some(Misplaced::ForeignKey), "{text}");
        }
    }

    #[test]
    fn a_type_after_what_it_stands_before() {
        let default = "create table r (id integer, copies default (1) ^integer)";
        assert_eq!(found(default), type_of("copies", "DEFAULT"));
        let not_null = "create table r (name not null ^text, b)";
        assert_eq!(found(not_null), type_of("name", "NOT"));
        let key = "alter table r add column \"a b\" unique ^int";
        assert_eq!(found(key), type_of("\"a b\"", "UNIQUE"));
    }

    #[test]
    fn nothing_is_claimed_of_anything_else() {
        for text in [
            "create table r (id integer, ^foreign key references t (id))",
            "create table r (a integer default 1 ^integer)",
            "create table r (a integer ^foreign keys)",
            "create table r (a default (1 ^integer))",
            "select a from r where not ^integer",
            "insert into r (a, b) values (1 ^integer)",
            "create index i on r (a not ^integer)",
            "^integer",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
