//! The CHECK constraints of a table, read off its CREATE statement.

use crate::sql::tokens::{Token, TokenKind, code};

/// A CHECK constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Check {
    /// Its condition as written.
    pub(super) condition: String,
    /// The names in it, in lower case; functions and keywords left out.
    names: Vec<String>,
}

/// The CHECK constraints in a CREATE TABLE statement.
pub(super) fn checks(sql: &str) -> Vec<Check> {
    let tokens = code(sql);
    let mut checks = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if token.is("CHECK") && tokens.get(at + 1).is_some_and(|next| next.is_mark("(")) {
            checks.extend(check(sql, &tokens[at + 1..]));
        }
    }
    checks
}

/// The constraint whose condition stands in the parentheses that these tokens begin with.
fn check(sql: &str, tokens: &[Token<'_>]) -> Option<Check> {
    let mut depth = 0_usize;
    let end = tokens.iter().position(|token| {
        depth += usize::from(token.is_mark("("));
        depth = depth.saturating_sub(usize::from(token.is_mark(")")));
        depth == 0
    })?;
    let inside = &tokens[1..end];
    let (first, last) = (inside.first()?, inside.last()?);
    let condition = sql.get(first.span.start..last.span.end)?.to_owned();
    let names = inside.iter().enumerate().filter(|(at, token)| {
        let called = inside.get(at + 1).is_some_and(|next| next.is_mark("("));
        matches!(token.kind, TokenKind::Word | TokenKind::Quoted) && token.is_name() && !called
    });
    let names = names.map(|(_, token)| token.name().to_ascii_lowercase()).collect();
    Some(Check { condition, names })
}

impl Check {
    /// Whether it speaks of this column.
    pub(super) fn names(&self, column: &str) -> bool {
        self.names.iter().any(|own| own.eq_ignore_ascii_case(column))
    }

    /// Whether it speaks of this column, and of no other of the table's.
    pub(super) fn is_about(&self, column: &str, columns: &[&str]) -> bool {
        let is_other = |other: &&str| !other.eq_ignore_ascii_case(column) && self.names(other);
        self.names(column) && !columns.iter().any(is_other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_tells_of_which_columns_it_speaks() {
        let found = checks(
            "CREATE TABLE t (a TEXT CHECK (a IN ('x', \"b\")), b INT, \
             c TEXT CHECK (c IS date(c)), CHECK (a < b))",
        );
        let conditions: Vec<&str> = found.iter().map(|check| &*check.condition).collect();
        assert_eq!(conditions, ["a IN ('x', \"b\")", "c IS date(c)", "a < b"]);
        assert!(!found[0].is_about("a", &["a", "b", "c"]));
        assert!(found[1].is_about("c", &["a", "b", "c"]));
        assert!(!found[2].is_about("a", &["a", "b", "c"]));
    }
}
