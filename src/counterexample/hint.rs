//! What the texts of queries and constraints say of values: which columns stand beside which
//! constants, in which condition.
//!
//! Read off the tokens and not off a tree, so that every text that SQLite takes says something.

use crate::rows::Value;
use crate::sql::tokens::{Token, TokenKind, code};

/// A piece of a text that speaks of columns and constants together: mostly one condition.
#[derive(Debug, Clone, PartialEq)]
pub struct Hint {
    /// The names in it that may be columns, in lower case, without what qualifies them.
    pub columns: Vec<String>,
    /// The constants in it.
    pub constants: Vec<Value>,
    /// Its text without qualifiers of columns, where it could stand alone as a condition.
    pub condition: Option<String>,
    /// The functions that it calls, in lower case; `||`, `+` and `-` count as some.
    pub functions: Vec<String>,
    /// It counts, limits or numbers rows, or compares what no column of a table is called.
    pub counts: bool,
}

/// Words that end a piece and begin another.
const BORDERS: [&str; 30] = [
    "AND",
    "OR",
    "WHERE",
    "ON",
    "HAVING",
    "SELECT",
    "FROM",
    "JOIN",
    "GROUP",
    "ORDER",
    "LIMIT",
    "OFFSET",
    "WHEN",
    "THEN",
    "ELSE",
    "END",
    "UNION",
    "EXCEPT",
    "INTERSECT",
    "WITH",
    "CASE",
    "BY",
    "VALUES",
    "CHECK",
    "SET",
    "USING",
    "OVER",
    "FILTER",
    "WINDOW",
    "RETURNING",
];

/// Words that stand before a parenthesis and call nothing.
const NO_FUNCTIONS: [&str; 6] = ["IN", "EXISTS", "VALUES", "AS", "NOT", "LIKE"];

/// The functions whose argument is a date.
const DATES: [&str; 7] =
    ["date", "datetime", "time", "julianday", "strftime", "unixepoch", "timediff"];

/// All hints of a text.
pub fn hints(text: &str) -> Vec<Hint> {
    let tokens = code(text);
    let mut hints = Vec::new();
    let mut piece: Vec<Token<'_>> = Vec::new();
    let (mut depth, mut between, mut border) = (0_i32, false, "");
    for token in &tokens {
        let is_range = between && token.is("AND");
        let splits = (token.is_any(&BORDERS) && !is_range)
            || token.kind == TokenKind::Semicolon
            || (token.is_mark(",") && depth <= 0);
        between = (between && !is_range) || token.is("BETWEEN");
        if splits {
            hints.extend(hint(text, &piece, border));
            piece.clear();
            (depth, between) = (0, false);
            border = if token.is_mark(",") { border } else { token.text };
            continue;
        }
        if token.is_mark("(") {
            depth += 1;
        } else if token.is_mark(")") {
            depth -= 1;
        }
        piece.push(*token);
    }
    hints.extend(hint(text, &piece, border));
    hints
}

fn hint(text: &str, piece: &[Token<'_>], border: &str) -> Option<Hint> {
    let piece = trimmed(piece);
    let (mut columns, mut constants) = (Vec::new(), Vec::new());
    let mut functions = Vec::new();
    for (at, token) in piece.iter().enumerate() {
        let called = piece.get(at + 1).is_some_and(|next| next.is_mark("("));
        let qualifies = piece.get(at + 1).is_some_and(|next| next.is_mark("."));
        let before = at.checked_sub(1).filter(|&before| piece[before].is_mark("-"));
        let negative = before.is_some_and(|before| negates(piece, before));
        match token.kind {
            TokenKind::Word if called && token.is_any(&NO_FUNCTIONS) => {}
            TokenKind::Word if called => functions.push(token.text.to_ascii_lowercase()),
            TokenKind::Word | TokenKind::Quoted if !qualifies && token.is_name() => {
                columns.push(token.name().to_ascii_lowercase());
            }
            TokenKind::Mark if matches!(token.text, "||" | "+") => {
                functions.push(token.text.to_owned());
            }
            // A minus between two operands, and not a sign.
            TokenKind::Mark if token.text == "-" && at > 0 && !negates(piece, at) => {
                functions.push("-".to_owned());
            }
            TokenKind::Text | TokenKind::Number => constants.extend(constant(token, negative)),
            _ => {}
        }
    }
    let calls = |names: &[&str]| functions.iter().any(|own| names.contains(&own.as_str()));
    let counts = calls(&["count", "row_number", "rank", "dense_rank", "ntile"])
        || ["LIMIT", "OFFSET"].iter().any(|word| border.eq_ignore_ascii_case(word));
    let conditional = ["AND", "OR", "WHERE", "ON", "HAVING", "WHEN", "CHECK", "CASE"];
    let alone = conditional.iter().any(|word| border.eq_ignore_ascii_case(word));
    let condition = (alone && !constants.is_empty() && !columns.is_empty() && is_balanced(piece))
        .then(|| unqualified(text, piece));
    let says = !constants.is_empty() || columns.len() > 1 || !functions.is_empty();
    says.then_some(Hint { columns, constants, condition, functions, counts })
}

/// Whether a minus is the sign of what follows.
fn negates(piece: &[Token<'_>], minus: usize) -> bool {
    let before = minus.checked_sub(1).map(|before| &piece[before]);
    before.is_none_or(|token| token.kind == TokenKind::Mark && !token.is_mark(")"))
}

/// A piece without the parentheses around it that are not closed or opened in it, and without
/// NOT.
fn trimmed<'p, 't>(mut piece: &'p [Token<'t>]) -> &'p [Token<'t>] {
    loop {
        piece = match piece {
            [first, rest @ ..] if first.is("NOT") => rest,
            [first, rest @ ..] if first.is_mark("(") && surplus(piece) > 0 => rest,
            [rest @ .., last] if last.is_mark(")") && surplus(piece) < 0 => rest,
            _ => return piece,
        };
    }
}

/// How many more parentheses are opened than closed.
fn surplus(piece: &[Token<'_>]) -> i32 {
    let mark = |token: &Token<'_>| i32::from(token.is_mark("(")) - i32::from(token.is_mark(")"));
    piece.iter().map(mark).sum()
}

fn is_balanced(piece: &[Token<'_>]) -> bool {
    let mut depth = 0;
    for token in piece {
        depth += surplus(std::slice::from_ref(token));
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}

/// The text of a piece, its columns without what qualifies them.
fn unqualified(text: &str, piece: &[Token<'_>]) -> String {
    let mut written = String::new();
    for (at, token) in piece.iter().enumerate() {
        let point = |at: usize| piece.get(at).is_some_and(|token| token.is_mark("."));
        if token.is_mark(".") || point(at + 1) {
            continue;
        }
        written.push_str(text.get(token.span.start..token.span.end).unwrap_or_default());
        written.push(' ');
    }
    written
}

fn constant(token: &Token<'_>, negative: bool) -> Option<Value> {
    match token.kind {
        TokenKind::Text => {
            let inside = token.text.strip_prefix('\'')?.strip_suffix('\'')?;
            Some(Value::Text(inside.replace("''", "'")))
        }
        _ => {
            let digits = token.text.replace('_', "");
            let sign = if negative { -1 } else { 1 };
            if let Ok(number) = digits.parse::<i64>() {
                return Some(Value::Integer(sign * number));
            }
            let number: f64 = digits.parse().ok()?;
            Some(Value::Real(number * sign as f64)).filter(|_| number.is_finite())
        }
    }
}

impl Hint {
    /// Whether it calls one of these functions.
    pub fn calls(&self, names: &[&str]) -> bool {
        self.functions.iter().any(|own| names.contains(&own.as_str()))
    }

    /// Whether it calls a function of dates.
    pub fn is_dated(&self) -> bool {
        self.calls(&DATES)
    }

    /// Whether it names a column.
    pub fn names(&self, column: &str) -> bool {
        self.columns.iter().any(|name| name.eq_ignore_ascii_case(column))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_told_apart() {
        let found = hints(
            "SELECT a.name, COUNT(*) FROM a JOIN b ON b.a_id = a.id AND b.day BETWEEN '2024-01-01' \
             AND '2024-12-31' WHERE (b.kind IN ('x', 'y') OR NOT b.n > -3) \
             GROUP BY a.id HAVING COUNT(*) >= 3 LIMIT 2",
        );
        let shown: Vec<String> = found
            .iter()
            .map(|hint| {
                let constants: Vec<String> = hint.constants.iter().map(Value::literal).collect();
                let (columns, constants) = (hint.columns.join(","), constants.join(","));
                format!("{columns} | {constants} | {:?} | {}", hint.condition, hint.counts)
            })
            .collect();
        assert_eq!(
            shown,
            [
                " |  | None | true",
                "a_id,id |  | None | false",
                "day | '2024-01-01','2024-12-31' | Some(\"day BETWEEN '2024-01-01' AND '2024-12-31' \") | false",
                "kind | 'x','y' | Some(\"kind IN ( 'x' , 'y' ) \") | false",
                "n | -3 | Some(\"n > - 3 \") | false",
                " | 3 | None | true",
                " | 2 | None | true",
            ]
        );
    }
}
