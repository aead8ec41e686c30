//! What the words of a query name: tables, columns and constants.

use crate::rows::Value;
use crate::sql::tokens::{Token, TokenKind, code, unquoted};

/// Operators that hold a column against a constant.
const COMPARING: [&str; 8] = ["=", "==", "<", "<=", ">", ">=", "<>", "!="];

/// What the words of a query name.
pub(super) struct Texts {
    names: Vec<String>,
    /// Whether it reads columns that it does not name: by `*`, or a natural join.
    reads_all: bool,
    /// Its numbers and texts; small whole numbers that no column is compared with have many uses
    /// and tell nothing.
    pub constants: Vec<Constant>,
}

/// A number or a text in a query.
pub(super) struct Constant {
    /// The column that is compared with it, where one is.
    pub column: Option<String>,
    /// What it is.
    pub value: Value,
}

impl Texts {
    pub fn of(text: &str) -> Self {
        let tokens = code(text);
        let is_name = |token: &&Token| matches!(token.kind, TokenKind::Word | TokenKind::Quoted);
        let names = tokens.iter().filter(is_name).map(|token| token.name().into_owned());
        let is_all = |pair: &[Token]| {
            (pair[1].is_mark("*")
                && (pair[0].is_any(&["SELECT", "DISTINCT", "ALL"])
                    || pair[0].is_any_mark(&[".", ","])))
                || pair.iter().any(|token| token.is("NATURAL"))
        };
        Self {
            names: names.collect(),
            reads_all: tokens.windows(2).any(is_all),
            constants: (0..tokens.len()).filter_map(|at| constant(&tokens, at)).collect(),
        }
    }

    /// Whether it names a table, or something else that is called so.
    pub fn names(&self, name: &str) -> bool {
        self.names.iter().any(|own| own.eq_ignore_ascii_case(name))
    }

    /// Whether it may read a column.
    pub fn tells(&self, column: &str) -> bool {
        self.reads_all || self.names(column)
    }

    pub fn has(&self, value: &Value) -> bool {
        self.constants.iter().any(|own| own.value == *value)
    }
}

impl Constant {
    pub fn is_of(&self, column: &str) -> bool {
        self.column.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(column))
    }

    /// The constant, then the whole numbers beside it.
    pub fn near(&self) -> Vec<Value> {
        let beside = match self.value {
            Value::Integer(whole) => vec![whole.checked_sub(1), whole.checked_add(1)],
            _ => Vec::new(),
        };
        let beside = beside.into_iter().flatten().map(Value::Integer);
        std::iter::once(self.value.clone()).chain(beside).collect()
    }
}

fn constant(tokens: &[Token], at: usize) -> Option<Constant> {
    let token = tokens.get(at)?;
    let column = compared(tokens, at);
    let value = match token.kind {
        TokenKind::Text => Value::Text(unquoted(token.text).into_owned()),
        TokenKind::Number => match token.text.parse::<i64>() {
            Ok(whole) => Some(Value::Integer(whole)).filter(|_| whole > 1 || column.is_some())?,
            Err(_) => token.text.parse().ok().map(Value::Real)?,
        },
        _ => return None,
    };
    Some(Constant { column, value })
}

/// The column that the constant at a place is compared with, on either side of it.
fn compared(tokens: &[Token], at: usize) -> Option<String> {
    let compares =
        |token: &Token| token.is_any_mark(&COMPARING) || token.is_any(&["IS", "LIKE", "BETWEEN"]);
    let name = |token: &Token| token.is_name().then(|| token.name().into_owned());
    if let Some(left) = at.checked_sub(2)
        && compares(&tokens[left + 1])
    {
        return name(&tokens[left]);
    }
    if !compares(tokens.get(at + 1)?) {
        return None;
    }
    // The last of `table.column`.
    let first = tokens.get(at + 2)?;
    let is_of_table = tokens.get(at + 3).is_some_and(|token| token.is_mark("."));
    name(if is_of_table { tokens.get(at + 4)? } else { first })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn constants(text: &str) -> Vec<(Option<String>, Value)> {
        let constants = Texts::of(text).constants.into_iter();
        constants.map(|constant| (constant.column, constant.value)).collect()
    }

    #[test]
    fn a_constant_is_of_the_column_that_is_compared_with_it() {
        let of = |column: &str, value| (Some(column.to_owned()), Value::Integer(value));
        assert_eq!(constants("SELECT a FROM t WHERE t.a >= 12"), [of("a", 12)]);
        assert_eq!(
            constants("SELECT a FROM t WHERE 12 < t.a AND 3 = b"),
            [of("a", 12), of("b", 3)]
        );
        assert_eq!(constants("SELECT a FROM t LIMIT 7"), [(None, Value::Integer(7))]);
        assert_eq!(constants("SELECT a FROM t LIMIT 1"), []);
    }

    #[test]
    fn what_is_counted_is_not_read() {
        assert!(!Texts::of("SELECT count(*) FROM t").tells("a"));
        assert!(Texts::of("SELECT * FROM t").tells("a"));
        assert!(Texts::of("SELECT x, t.* FROM t").tells("a"));
    }
}
