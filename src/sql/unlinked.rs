//! Joins that pair everything with everything.

use super::clauses::Query;
use super::sources::{Join, Source, sources};
use super::tokens::Token;

/// Whether some SELECT joins a table with no condition: by a comma, JOIN, LEFT JOIN or CROSS JOIN without
/// ON and USING, and with too few equations between columns in WHERE to link it.
pub fn joins_without_condition(text: &str) -> bool {
    let Some(query) = Query::read(text) else { return false };
    query.cores.iter().any(|core| {
        let sources = sources(&query, core);
        let bare = sources.iter().filter(|source| is_bare(source)).count();
        let filter = core.filter.as_ref().map(|filter| filter.content.clone());
        let conditions = sources
            .iter()
            .filter_map(|source| Some(source.on.as_ref()?.content.clone()))
            .skip(1)
            .chain(filter);
        let links: usize = conditions.map(|condition| equations(&query.tokens[condition])).sum();
        bare > links
    })
}

fn is_bare(source: &Source) -> bool {
    let unconditional = matches!(source.join, Join::Comma | Join::Inner | Join::Cross | Join::Left);
    // A table function's arguments, and a correlated one's, are its condition.
    let plain = source.table.is_some() || source.alias.is_some();
    unconditional && plain && source.on.is_none() && !source.using
}

/// How many times a column of one table is set equal to what may be a column of another.
fn equations(tokens: &[Token<'_>]) -> usize {
    let links = |&at: &usize| {
        let equal = tokens[at].is_any_mark(&["=", "=="]) || tokens[at].is("IS");
        let left = column_before(tokens, at);
        let right = column_after(tokens, at + 1);
        match (equal, left, right) {
            (true, Some(left), Some(right)) => match (left, right) {
                (Some(left), Some(right)) => !left.name().eq_ignore_ascii_case(&right.name()),
                _ => true,
            },
            _ => false,
        }
    };
    (0..tokens.len()).filter(links).count()
}

/// The qualifier, if any, of the column that ends before `at`.
fn column_before<'s, 't>(tokens: &'s [Token<'t>], at: usize) -> Option<Option<&'s Token<'t>>> {
    let name = at.checked_sub(1)?;
    let qualified = name.checked_sub(1).is_some_and(|point| tokens[point].is_mark("."));
    tokens[name].is_name().then(|| if qualified { tokens.get(name.checked_sub(2)?) } else { None })
}

/// The qualifier, if any, of the column that begins at `at`.
fn column_after<'s, 't>(tokens: &'s [Token<'t>], at: usize) -> Option<Option<&'s Token<'t>>> {
    let name = tokens.get(at)?;
    let qualified = tokens.get(at + 1).is_some_and(|point| point.is_mark("."));
    let call = tokens.get(at + 1).is_some_and(|open| open.is_mark("("));
    (name.is_name() && !call).then_some(if qualified { Some(name) } else { None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_join_without_a_condition_is_seen() {
        for (text, expected) in [
            ("SELECT * FROM a, b", true),
            ("SELECT * FROM a JOIN b", true),
            ("SELECT * FROM a CROSS JOIN b WHERE a.x = 1", true),
            ("SELECT * FROM a, b WHERE a.x = 'b.y' AND a.x = a.z", true),
            ("SELECT * FROM a, b, c WHERE a.x = b.x", true),
            ("SELECT * FROM a JOIN b ON a.x = b.x, c", true),
            ("SELECT x FROM (SELECT * FROM a, b)", true),
            ("SELECT * FROM a, (SELECT 1) c", true),
            ("SELECT * FROM a, b WHERE a.x = b.x", false),
            ("SELECT * FROM a, b WHERE (store_id = b.id)", false),
            ("SELECT * FROM a JOIN b ON a.x = b.x", false),
            ("SELECT * FROM a JOIN b JOIN c ON a.x = b.x AND b.y = c.y", true),
            ("SELECT * FROM a JOIN b USING (x)", false),
            ("SELECT * FROM a NATURAL JOIN b", false),
            ("SELECT * FROM a, json_each(a.x)", false),
            ("SELECT * FROM a", false),
            ("SELECT 'FROM a, b'", false),
            ("", false),
        ] {
            assert_eq!(joins_without_condition(text), expected, "{text}");
        }
    }
}
