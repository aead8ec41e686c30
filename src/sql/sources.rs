//! The tables of a FROM clause and how each is joined.

use std::borrow::Cow;
use std::ops::Range;

use super::clauses::{Clause, Core, Query};
use super::tokens::TokenKind;

/// One table of a FROM clause. Ranges count tokens.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// The comma, or the words up to JOIN, before it; empty for the first table.
    pub operator: Range<usize>,
    /// What the operator does.
    pub join: Join,
    /// The table's name; `None` for subqueries, table functions and joins in parentheses.
    pub table: Option<usize>,
    /// The alias.
    pub alias: Option<usize>,
    /// ON and its condition.
    pub on: Option<Clause>,
    /// It has USING.
    pub using: bool,
}

/// How a table is joined to those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    /// It is the first.
    First,
    /// `,`
    Comma,
    /// JOIN or INNER JOIN.
    Inner,
    /// LEFT JOIN.
    Left,
    /// CROSS JOIN.
    Cross,
    /// RIGHT, FULL and NATURAL joins.
    Other,
}

impl Source {
    /// The text by which its columns are qualified: the alias or the table, as it is written.
    pub fn reference<'t>(&self, query: &Query<'t>) -> Option<&'t str> {
        Some(query.token(self.alias.or(self.table)?)?.text)
    }

    /// Whether a name, unquoted, is the one by which its columns are qualified.
    pub fn is_called(&self, query: &Query<'_>, name: &str) -> bool {
        let reference = self.alias.or(self.table).and_then(|at| query.token(at));
        reference.is_some_and(|token| token.name().eq_ignore_ascii_case(name))
    }

    /// The table's name without quotes.
    pub fn table_name<'t>(&self, query: &Query<'t>) -> Option<Cow<'t, str>> {
        Some(query.token(self.table?)?.name())
    }

    /// The name to show for it: the table's, or else the alias.
    pub fn shown(&self, query: &Query<'_>) -> Option<String> {
        Some(query.token(self.table.or(self.alias)?)?.name().into_owned())
    }
}

/// The tables of a SELECT in the order in which they are written.
pub(super) fn sources(query: &Query<'_>, core: &Core) -> Vec<Source> {
    let Some(from) = &core.from else { return Vec::new() };
    let separates = |at: usize| query.tokens[at].is_mark(",") || query.tokens[at].is("JOIN");
    query
        .parts(&from.content, |at, _| separates(at))
        .into_iter()
        .map(|part| {
            let separator = part.start.checked_sub(1).filter(|_| part.start > from.content.start);
            read(query, separator, part)
        })
        .collect()
}

fn read(query: &Query<'_>, separator: Option<usize>, part: Range<usize>) -> Source {
    let start_of_operator = |join: usize| {
        (0..join).rev().take_while(|at| is_join_word(query, *at)).last().unwrap_or(join)
    };
    let operator = match separator {
        Some(at) if query.tokens[at].is("JOIN") => start_of_operator(at)..at + 1,
        Some(at) => at..at + 1,
        None => part.start..part.start,
    };
    // The words before the next JOIN belong to that JOIN.
    let next_is_join = query.token(part.end).is_some_and(|token| token.is("JOIN"));
    let end = if next_is_join { start_of_operator(part.end).max(part.start) } else { part.end };
    let part = part.start..end;
    let on = query.find(&part, "ON");
    let using = query.find(&part, "USING");
    let table_end = on.or(using).unwrap_or(end);
    let (table, alias) = names(query, part.start..table_end);
    Source {
        join: join(query, &operator),
        operator,
        table,
        alias,
        on: on.map(|keyword| Clause { keyword, content: keyword + 1..end }),
        using: using.is_some(),
    }
}

fn join(query: &Query<'_>, operator: &Range<usize>) -> Join {
    let Some(words) = query.tokens.get(operator.clone()) else { return Join::First };
    match words {
        [] => Join::First,
        [comma] if comma.is_mark(",") => Join::Comma,
        [_] => Join::Inner,
        [first, ..] if first.is("INNER") => Join::Inner,
        [first, ..] if first.is("LEFT") => Join::Left,
        [first, ..] if first.is("CROSS") => Join::Cross,
        _ => Join::Other,
    }
}

fn is_join_word(query: &Query<'_>, at: usize) -> bool {
    let words = ["NATURAL", "LEFT", "RIGHT", "FULL", "INNER", "CROSS", "OUTER"];
    query.tokens[at].is_any(&words)
}

/// The name and the alias of `[schema.]table [[AS] alias]`; only the alias of a subquery.
fn names(query: &Query<'_>, source: Range<usize>) -> (Option<usize>, Option<usize>) {
    let named = |at: usize| {
        at < source.end
            && matches!(
                query.tokens[at].kind,
                TokenKind::Word | TokenKind::Quoted | TokenKind::Text
            )
    };
    let mark = |at: usize, mark: &str| at < source.end && query.tokens[at].is_mark(mark);
    let mut at = source.start;
    let mut table = None;
    if named(at) {
        if mark(at + 1, ".") {
            at += 2;
        }
        table = Some(at).filter(|at| named(*at));
        at += 1;
    }
    if mark(at, "(") {
        table = None;
        at = query.closing(at).map_or(source.end, |close| close + 1);
    }
    if named(at) && query.tokens[at].is("AS") {
        at += 1;
    }
    let indexed = named(at) && query.tokens[at].is_any(&["INDEXED", "NOT"]);
    (table, Some(at).filter(|at| named(*at) && !indexed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_read_with_their_joins() {
        let text = "SELECT * FROM main.stores AS s LEFT OUTER JOIN \"my items\" i ON i.a = s.a \
            JOIN c USING (a), (SELECT 1 FROM x JOIN y) d CROSS JOIN json_each('[]') \
            NATURAL LEFT JOIN e INNER JOIN f ON (1, 2) = (1, 2) WHERE 1";
        let query = Query::read(text).expect("one statement");
        let found: Vec<String> = sources(&query, &query.cores[0])
            .iter()
            .map(|source| {
                let text = |at: Option<usize>| at.map_or("-", |at| query.tokens[at].text);
                let on = source.on.as_ref().map_or("-", |on| query.slice(&on.content));
                format!(
                    "{:?} {} {} {} {on} {}",
                    source.join,
                    query.slice(&source.operator),
                    text(source.table),
                    text(source.alias),
                    source.using
                )
            })
            .collect();
        assert_eq!(
            found,
            [
                "First  stores s - false",
                "Left LEFT OUTER JOIN \"my items\" i i.a = s.a false",
                "Inner JOIN c - - true",
                "Comma , - d - false",
                "Cross CROSS JOIN - - - false",
                "Other NATURAL LEFT JOIN e - - false",
                "Inner INNER JOIN f - (1, 2) = (1, 2) false",
            ]
        );
    }
}
