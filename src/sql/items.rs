//! The result columns of a SELECT: expressions and the names given to them.

use std::ops::Range;

use super::clauses::{Core, Query};
use super::tokens::{Token, TokenKind, is_keyword};

/// One result column, or `*`. Ranges count tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// The expression without its alias.
    pub expression: Range<usize>,
    /// The alias.
    pub alias: Option<usize>,
    /// It is `*` or `table.*`: no one knows how many columns.
    pub star: bool,
}

/// The result columns of a SELECT; none for VALUES.
pub(super) fn items(query: &Query<'_>, core: &Core) -> Vec<Item> {
    if core.list.is_empty() || query.tokens[core.select].is("VALUES") {
        return Vec::new();
    }
    query.list(&core.list).into_iter().map(|item| read(query, item)).collect()
}

/// The name of the column that an expression is, where it is just that: `name`, `t.name`.
pub(super) fn column_of(query: &Query<'_>, expression: &Range<usize>) -> Option<usize> {
    let tokens = query.tokens.get(expression.clone())?;
    let (last, before) = tokens.split_last()?;
    let qualified = before
        .chunks(2)
        .all(|pair| matches!(pair, [name, point] if is_name(name) && point.is_mark(".")));
    (qualified && is_name(last)).then(|| expression.end - 1)
}

fn read(query: &Query<'_>, item: Range<usize>) -> Item {
    let alias = alias(query, &item);
    let words = match alias {
        Some(at) if query.tokens[at - 1].is("AS") => 2,
        Some(_) => 1,
        None => 0,
    };
    let expression = item.start..item.end - words;
    let last = query.tokens.get(expression.end.saturating_sub(1));
    let star = match expression.len() {
        0 => false,
        1 => last.is_some_and(|last| last.is_mark("*")),
        _ => {
            last.is_some_and(|last| last.is_mark("*"))
                && query.tokens[expression.end - 2].is_mark(".")
        }
    };
    Item { expression, alias, star }
}

fn alias(query: &Query<'_>, item: &Range<usize>) -> Option<usize> {
    let at = item.end.checked_sub(1).filter(|at| *at > item.start)?;
    let (before, last) = (&query.tokens[at - 1], &query.tokens[at]);
    if before.is("AS") && at - 1 > item.start {
        return Some(at);
    }
    // An alias without AS follows what ends an expression.
    let ends = match before.kind {
        TokenKind::Mark => before.is_mark(")"),
        TokenKind::Word => {
            !is_keyword(before.text) || before.is_any(&["END", "NULL", "ISNULL", "NOTNULL"])
        }
        _ => true,
    };
    (ends && is_name(last)).then_some(at)
}

fn is_name(token: &Token<'_>) -> bool {
    token.is_name()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_are_told_from_expressions() {
        let text = "SELECT a, b AS c, d e, f.g \"h i\", count(*) n, t.*, *, j COLLATE nocase, \
            CASE WHEN k THEN l END m, o IS NOT p, 2 * 3 FROM t";
        let query = Query::read(text).expect("one statement");
        let core = &query.cores[0];
        let found: Vec<(&str, &str, bool)> = items(&query, core)
            .iter()
            .map(|item| {
                let alias = item.alias.map_or("", |at| query.tokens[at].text);
                (query.slice(&item.expression), alias, item.star)
            })
            .collect();
        assert_eq!(
            found,
            [
                ("a", "", false),
                ("b", "c", false),
                ("d", "e", false),
                ("f.g", "\"h i\"", false),
                ("count(*)", "n", false),
                ("t.*", "", true),
                ("*", "", true),
                ("j COLLATE nocase", "", false),
                ("CASE WHEN k THEN l END", "m", false),
                ("o IS NOT p", "", false),
                ("2 * 3", "", false),
            ]
        );
    }
}
