//! The rows that a partial index holds for.

use sqlite3_parser::ast::{Expr, Operator, Stmt, UnaryOperator};

use super::tokens::unquoted;
use super::tree;

/// The columns of which the WHERE clause of an index asks that they are not NULL. `None` where it
/// asks for anything else too, where there is no such clause, and where the text is no index.
pub fn not_null(create_index: &str) -> Option<Vec<String>> {
    tree::read(create_index, |statements| match statements {
        [Stmt::CreateIndex { where_clause: Some(condition), .. }] => {
            let mut columns = Vec::new();
            collect(condition, &mut columns).then_some(columns)
        }
        _ => None,
    })
    .flatten()
}

/// Adds the columns that are asked not to be NULL; `false` where there is another condition.
fn collect(condition: &Expr<'_>, columns: &mut Vec<String>) -> bool {
    // SQLite has bounded the depth of what it made an index of; a text that it has not seen is
    // read no deeper than a long chain of conditions takes.
    let mut open = vec![condition];
    while let Some(condition) = open.pop() {
        let column = match condition {
            Expr::Binary(left, Operator::And, right) => {
                open.extend([*left, *right]);
                continue;
            }
            Expr::Parenthesized(inner) if inner.len() == 1 => {
                open.push(&inner[0]);
                continue;
            }
            Expr::NotNull(of) => column(of),
            Expr::Binary(of, Operator::IsNot, null) if is_null(null) => column(of),
            Expr::Unary(UnaryOperator::Not, of) => match plain(of) {
                Expr::IsNull(of) => column(of),
                Expr::Binary(of, Operator::Is, null) if is_null(null) => column(of),
                _ => None,
            },
            _ => None,
        };
        match column {
            Some(column) => columns.push(column),
            None => return false,
        }
    }
    true
}

fn column(expression: &Expr<'_>) -> Option<String> {
    match plain(expression) {
        Expr::Id(id) => Some(unquoted(id.0).into_owned()),
        Expr::Name(name) => Some(unquoted(name.0).into_owned()),
        _ => None,
    }
}

fn is_null(expression: &Expr<'_>) -> bool {
    matches!(plain(expression), Expr::Literal(sqlite3_parser::ast::Literal::Null))
}

/// An expression without the parentheses around it.
fn plain<'e, 'b>(mut expression: &'e Expr<'b>) -> &'e Expr<'b> {
    while let Expr::Parenthesized(inner) = expression
        && let [only] = inner.as_slice()
    {
        expression = only;
    }
    expression
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(condition: &str) -> Option<Vec<String>> {
        not_null(&format!("CREATE UNIQUE INDEX i ON t (a) WHERE {condition}"))
    }

    #[test]
    fn a_condition_that_asks_only_for_values_is_understood() {
        for condition in
            ["a IS NOT NULL", "a NOTNULL", "a NOT NULL", "NOT a IS NULL", "NOT (a ISNULL)"]
        {
            assert_eq!(asked(condition), Some(vec!["a".to_owned()]), "{condition}");
        }
        let mut both = asked("(\"a b\" IS NOT NULL) AND [c] NOTNULL").unwrap();
        both.sort();
        assert_eq!(both, ["a b", "c"]);
    }

    #[test]
    fn any_other_condition_is_not() {
        for condition in [
            "a IS NULL",
            "a > 1",
            "a NOTNULL AND b = 1",
            "a NOTNULL OR b NOTNULL",
            "lower(a) NOTNULL",
        ] {
            assert_eq!(asked(condition), None, "{condition}");
        }
        assert_eq!(not_null("CREATE UNIQUE INDEX i ON t (a)"), None);
        assert_eq!(not_null("SELECT 1"), None);
        assert_eq!(not_null("nonsense ("), None);
    }
}
