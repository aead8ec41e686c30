//! Queries that only look at one table, and subqueries worth looking at.

use sqlite3_parser::ast::{Expr, OneSelect, ResultColumn, Select, SelectTable, Stmt};

use super::clauses::Query;
use super::tokens::{TokenKind, unquoted};
use super::tree;

/// The table that the text only looks at: one SELECT of `*` or plain columns from that table,
/// maybe ordered and limited, with no condition, join, group, DISTINCT or expression.
pub fn plain_table(text: &str) -> Option<String> {
    tree::read(text, |statements| match statements {
        [Stmt::Select(select)] => table_of(select),
        _ => None,
    })?
}

/// The texts of the subqueries after NOT IN that can be run by themselves, as far as their names
/// tell: no name in them is qualified by a table of the query around them. A WITH clause of the
/// whole query stands before each, so that its tables are there.
pub fn negations(text: &str) -> Vec<String> {
    let Some(query) = Query::read(text) else { return Vec::new() };
    let with = &(0..query.verb());
    let is = |at: usize, word: &str| query.token(at).is_some_and(|token| token.is(word));
    let subqueries = query.cores.iter().filter(|core| {
        let before = |steps: usize| core.select.checked_sub(steps);
        before(3).is_some_and(|at| is(at, "NOT"))
            && before(2).is_some_and(|at| is(at, "IN"))
            && before(1).is_some_and(|at| query.tokens[at].is_mark("("))
    });
    subqueries
        .filter_map(|core| {
            let body = core.select..query.closing(core.select.checked_sub(1)?)?;
            let tokens = &query.tokens[body.clone()];
            let introduces = |name: &str| {
                let same = |(at, token): (usize, &super::tokens::Token<'_>)| {
                    let qualifies = tokens.get(at + 1).is_some_and(|next| next.is_mark("."));
                    let named = matches!(token.kind, TokenKind::Word | TokenKind::Quoted);
                    named && !qualifies && token.name().eq_ignore_ascii_case(name)
                };
                tokens.iter().enumerate().any(same)
            };
            let stands_alone = tokens
                .windows(2)
                .filter(|pair| pair[1].is_mark("."))
                .all(|pair| introduces(&pair[0].name()));
            stands_alone.then(|| {
                let subquery = query.slice(&body);
                if with.is_empty() {
                    subquery.to_owned()
                } else {
                    format!("{} {subquery}", query.slice(with))
                }
            })
        })
        .collect()
}

fn table_of(select: &Select<'_>) -> Option<String> {
    let OneSelect::Select {
        distinctness: None,
        columns,
        from: Some(from),
        where_clause: None,
        group_by: None,
        having: None,
        window_clause: None,
    } = &select.body.select
    else {
        return None;
    };
    let single = select.with.is_none() && select.body.compounds.is_none() && from.joins.is_none();
    let plain_columns = columns.iter().all(|column| match column {
        ResultColumn::Expr(expression, _) => is_column(expression),
        ResultColumn::Star | ResultColumn::TableStar(_) => true,
    });
    let plain_order = select
        .order_by
        .unwrap_or_default()
        .iter()
        .all(|term| is_column(&term.expr) || matches!(term.expr, Expr::Literal(_)));
    match from.select? {
        SelectTable::Table(name, _, _) if single && plain_columns && plain_order => {
            Some(unquoted(name.name.0).into_owned())
        }
        _ => None,
    }
}

fn is_column(expression: &Expr<'_>) -> bool {
    matches!(
        expression,
        Expr::Id(_) | Expr::Name(_) | Expr::Qualified(..) | Expr::DoublyQualified(..)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_look_names_its_table() {
        for (text, table) in [
            ("select * from items", Some("items")),
            (
                "SELECT i.name, \"price\" AS p FROM main.\"my items\" AS i ORDER BY i.name DESC, 1 LIMIT 5;",
                Some("my items"),
            ),
            ("SELECT i.* FROM items i", Some("items")),
            ("SELECT * FROM items WHERE 1", None),
            ("SELECT DISTINCT name FROM items", None),
            ("SELECT count(*) FROM items", None),
            ("SELECT 1 FROM items", None),
            ("SELECT name || '' FROM items", None),
            ("SELECT name FROM items GROUP BY name", None),
            ("SELECT * FROM items ORDER BY length(name)", None),
            ("SELECT * FROM items, stores", None),
            ("SELECT * FROM items JOIN stores", None),
            ("SELECT * FROM (SELECT * FROM items)", None),
            ("SELECT * FROM json_each('[1]')", None),
            ("SELECT * FROM items UNION SELECT * FROM items", None),
            ("WITH items AS (SELECT 1) SELECT * FROM items", None),
            ("SELECT * FROM items; SELECT * FROM items", None),
            ("SELECT 1", None),
            ("SELECT * FROM", None),
        ] {
            assert_eq!(plain_table(text).as_deref(), table, "{text}");
        }
    }

    #[test]
    fn subqueries_after_not_in_are_cut_out() {
        assert_eq!(
            negations(
                "SELECT name FROM stores WHERE id NOT IN (SELECT i.store_id FROM items AS i \
                 WHERE i.price IN (SELECT 1)) AND id NOT IN (1, 2)"
            ),
            ["SELECT i.store_id FROM items AS i WHERE i.price IN (SELECT 1)"]
        );
        assert_eq!(
            negations("WITH a(b) AS (SELECT NULL) SELECT 1 WHERE 1 not in (select b from a)"),
            ["WITH a(b) AS (SELECT NULL) select b from a"]
        );
        let correlated = "SELECT 1 FROM stores s WHERE 1 NOT IN \
            (SELECT 2 FROM items WHERE items.store_id = s.id)";
        assert!(negations(correlated).is_empty());
        assert!(negations("SELECT 1 WHERE 1 NOT IN (SELECT").is_empty());
        assert!(negations("SELECT 'NOT IN (SELECT 1)'").is_empty());
    }
}
