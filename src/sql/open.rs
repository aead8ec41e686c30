//! What in a query SQL may leave open: places where a database is free to choose, so that the
//! same query may rightly give one result or another on the same data.

use std::ops::Range;

use super::clauses::{Core, Query};
use super::items::{Item, column_of, items};
use super::sources::{Source, sources};
use super::tokens::Token;

/// Why SQL may leave a result open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cause {
    /// `random()`.
    Chance,
    /// A LIMIT within the query: which rows it keeps, its ORDER BY may not say.
    Limit,
    /// A subquery that stands for one value and may have several rows.
    Scalar,
    /// A column beside an aggregate that the group does not fix.
    Bare,
    /// `group_concat` and its kin, whose order nothing fixes.
    Concatenation,
    /// A window function over rows of equal rank.
    Window,
    /// Texts that a collation takes for equal: which of them stands for all?
    Collation,
    /// A view, which may have any of these.
    View,
}

/// What a query's text does not tell.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The columns of a table that are never equal in two rows, and never NULL.
    pub key: &'a dyn Fn(&str) -> Option<Vec<String>>,
    /// Whether some table has a column of that name: where names are looked up, a column comes
    /// before an alias.
    pub is_column: &'a dyn Fn(&str) -> bool,
    /// The names of the views.
    pub views: &'a [String],
    /// Some column compares its texts otherwise than byte by byte.
    pub collated: bool,
}

/// Everything in one query that may leave its result open, beyond its own outermost ORDER BY and
/// LIMIT. What is not named here is fixed by the data.
pub fn causes(text: &str, known: Known<'_>) -> Vec<Cause> {
    let Some(query) = Query::read(text) else { return Vec::new() };
    let mut causes = Vec::new();
    let tokens = &query.tokens;
    let calls = |at: usize, names: &[&str]| {
        let open = query.token(at + 1).is_some_and(|next| next.is_mark("("));
        open && names.iter().any(|name| tokens[at].name().eq_ignore_ascii_case(name))
    };
    for (at, token) in tokens.iter().enumerate() {
        if calls(at, &["random", "randomblob"]) {
            causes.push(Cause::Chance);
        }
        if calls(at, &CONCATENATIONS) {
            causes.push(Cause::Concatenation);
        }
        if token.is("OVER") {
            causes.push(Cause::Window);
        }
        if token.is("COLLATE") || known.collated && token.is_any(&MERGING) {
            causes.push(Cause::Collation);
        }
        if known.views.iter().any(|view| token.name().eq_ignore_ascii_case(view)) {
            causes.push(Cause::View);
        }
    }
    for core in &query.cores {
        let inner = core.depth > 0;
        if inner && core.limit.is_some() {
            causes.push(Cause::Limit);
        }
        let group = Group::read(&query, core, known);
        if inner && is_value(&query, core) && !group.is_one_row() {
            causes.push(Cause::Scalar);
        }
        if group.has_bare_column() {
            causes.push(Cause::Bare);
        }
    }
    causes.sort_unstable();
    causes.dedup();
    causes
}

/// Aggregates whose result hangs on the order of their rows.
const CONCATENATIONS: [&str; 6] = [
    "group_concat",
    "string_agg",
    "json_group_array",
    "json_group_object",
    "jsonb_group_array",
    "jsonb_group_object",
];

/// Aggregates whose result does not.
const AGGREGATES: [&str; 6] = ["count", "sum", "total", "avg", "min", "max"];

/// Words that make one row of several that are equal.
const MERGING: [&str; 5] = ["DISTINCT", "GROUP", "UNION", "INTERSECT", "EXCEPT"];

/// Whether a SELECT in parentheses stands where a value does.
fn is_value(query: &Query<'_>, core: &Core) -> bool {
    let token = |at: Option<usize>| at.and_then(|at| query.token(at));
    let open = core.select.checked_sub(1);
    // Behind UNION or WITH: it is part of what begins further left, of which no more is known.
    if !token(open).is_some_and(|open| open.is_mark("(")) {
        return true;
    }
    let before = token(open.and_then(|open| open.checked_sub(1)));
    !before.is_some_and(|before| {
        before.is_any(&["IN", "EXISTS", "FROM", "JOIN", "AS", "MATERIALIZED"])
    })
}

/// One SELECT that may make groups of rows.
struct Group<'q, 't, 'k> {
    query: &'q Query<'t>,
    core: &'q Core,
    known: Known<'k>,
    items: Vec<Item>,
    sources: Vec<Source>,
    /// What is grouped by, ordinals and aliases replaced by what they stand for.
    terms: Vec<Range<usize>>,
}

impl<'q, 't, 'k> Group<'q, 't, 'k> {
    fn read(query: &'q Query<'t>, core: &'q Core, known: Known<'k>) -> Self {
        let items = items(query, core);
        let terms = match &core.group {
            Some(group) => query.list(&group.content),
            None => Vec::new(),
        };
        let terms = terms.into_iter().map(|term| resolved(query, term, &items, known)).collect();
        Self { query, core, known, items, sources: sources(query, core), terms }
    }

    /// Whether it always gives exactly one row.
    fn is_one_row(&self) -> bool {
        self.core.group.is_none()
            && (self.core.from.is_none() || self.aggregates(&self.core.list))
            && !self.nested(&self.core.list)
    }

    /// Whether a column stands outside of aggregates that is not the same in the whole group.
    fn has_bare_column(&self) -> bool {
        let Core { list, group, order, end, .. } = self.core;
        let having = self.query.find(&(list.end..*end), "HAVING");
        let rest = match (group, having, order) {
            (Some(group), ..) => group.content.end..*end,
            (None, Some(having), _) => having + 1..*end,
            (None, None, Some(order)) => order.content.clone(),
            (None, None, None) => *end..*end,
        };
        let grouped = group.is_some() || having.is_some();
        let aggregated = grouped || self.aggregates(list) || self.aggregates(&rest);
        if !aggregated {
            return false;
        }
        let opaque = self.nested(list) || self.nested(&rest);
        let starred = self.items.iter().any(|item| item.star);
        let fixed = |range: &Range<usize>| self.names(range).iter().all(|name| self.is_fixed(name));
        let bare = self.items.iter().any(|item| {
            !self.terms.iter().any(|term| same(self.query, term, &item.expression))
                && !fixed(&item.expression)
        });
        opaque || starred || bare || !fixed(&rest)
    }

    /// Whether there is an aggregate of its own among these tokens, not one of another SELECT's.
    fn aggregates(&self, range: &Range<usize>) -> bool {
        let inner: Vec<&Core> =
            self.query.cores.iter().filter(|core| range.contains(&core.select)).collect();
        let own = |at: &usize| !inner.iter().any(|core| (core.select..core.end).contains(at));
        range.clone().filter(own).any(|at| self.aggregate(at).is_some())
    }

    /// Where the call of an aggregate that begins here ends.
    fn aggregate(&self, at: usize) -> Option<usize> {
        let name = self.query.token(at)?.name();
        let is_any = |names: &[&str]| names.iter().any(|own| name.eq_ignore_ascii_case(own));
        let open = at + 1;
        if !is_any(&AGGREGATES) && !is_any(&CONCATENATIONS) || !self.is_mark(open, "(") {
            return None;
        }
        let close = self.query.closing(open)?;
        let several = self.query.list(&(open + 1..close)).len() > 1;
        // With several arguments they are plain functions.
        if several && is_any(&["min", "max"]) {
            return None;
        }
        let filter = self.query.token(close + 1).is_some_and(|next| next.is("FILTER"));
        if filter { self.query.closing(close + 2) } else { Some(close) }
    }

    /// The names of columns among these tokens outside of aggregates, with what qualifies them.
    fn names(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let mut names = Vec::new();
        let mut at = range.start;
        while at < range.end {
            if let Some(end) = self.aggregate(at) {
                at = end + 1;
                continue;
            }
            let start = at;
            while self.is_mark(at + 1, ".") && at + 2 < range.end {
                at += 2;
            }
            let named = self.query.token(at).is_some_and(Token::is_name);
            let collation = start > 0 && self.query.tokens[start - 1].is("COLLATE");
            if named && !self.is_mark(at + 1, "(") && !collation {
                names.push(start..at + 1);
            }
            at += 1;
        }
        names
    }

    /// Whether a name is the same in the whole group.
    fn is_fixed(&self, name: &Range<usize>) -> bool {
        let (table, column) = parts(self.query, name);
        let is = |text: &Option<String>, other: &Option<String>| match (text, other) {
            (Some(text), Some(other)) => text.eq_ignore_ascii_case(other),
            _ => true,
        };
        let grouped = |table: &Option<String>, column: &str| {
            self.terms.iter().any(|term| {
                column_of(self.query, term).is_some() && {
                    let (own, name) = parts(self.query, term);
                    name.eq_ignore_ascii_case(column) && is(&own, table)
                }
            })
        };
        // An alias is as fixed as what it stands for, which is looked at by itself.
        let alias = table.is_none()
            && self.items.iter().any(|item| {
                let alias = item.alias.and_then(|at| self.query.token(at));
                let is_it = alias.is_some_and(|alias| alias.name().eq_ignore_ascii_case(&column));
                let own = column_of(self.query, &item.expression);
                let own = own.and_then(|at| self.query.token(at));
                let same = own.is_some_and(|own| own.name().eq_ignore_ascii_case(&column));
                is_it && (same || !(self.known.is_column)(&column))
            });
        let by_key = || {
            let source = match &table {
                Some(table) => self.sources.iter().find(|own| own.is_called(self.query, table)),
                None => self.sources.first().filter(|_| self.sources.len() == 1),
            };
            let key = source.and_then(|source| {
                let name = source.table_name(self.query)?;
                (!self.is_made(&name)).then(|| (self.known.key)(&name))?
            });
            key.is_some_and(|key| key.iter().all(|column| grouped(&table, column)))
        };
        alias || grouped(&table, &column) || by_key()
    }

    /// Whether a WITH clause makes a table of this name.
    fn is_made(&self, name: &str) -> bool {
        let tokens = &self.query.tokens;
        (0..tokens.len()).filter(|&at| tokens[at].name().eq_ignore_ascii_case(name)).any(|at| {
            let columns = self.is_mark(at + 1, "(").then(|| self.query.closing(at + 1)).flatten();
            let next = columns.unwrap_or(at) + 1;
            let is = |at: usize, words| tokens.get(at).is_some_and(|token| token.is_any(words));
            is(next, &["AS"])
                && (self.is_mark(next + 1, "(") || is(next + 1, &["NOT", "MATERIALIZED"]))
        })
    }

    /// Whether there is another SELECT among these tokens.
    fn nested(&self, range: &Range<usize>) -> bool {
        self.query.cores.iter().any(|core| range.contains(&core.select))
    }

    fn is_mark(&self, at: usize, mark: &str) -> bool {
        self.query.token(at).is_some_and(|token| token.is_mark(mark))
    }
}

/// What a term of GROUP BY stands for: the result column of that number or alias, or itself.
fn resolved(
    query: &Query<'_>,
    term: Range<usize>,
    items: &[Item],
    known: Known<'_>,
) -> Range<usize> {
    let [only] = &query.tokens[term.clone()] else { return term };
    if let Ok(number) = only.text.parse::<usize>() {
        let before = items.get(..number).unwrap_or_default();
        return match before.last() {
            Some(item) if !before.iter().any(|item| item.star) => item.expression.clone(),
            _ => term,
        };
    }
    let named = |item: &&Item| {
        let alias = item.alias.and_then(|at| query.token(at));
        alias.is_some_and(|alias| alias.name().eq_ignore_ascii_case(&only.name()))
    };
    if (known.is_column)(&only.name()) {
        return term;
    }
    items.iter().find(named).map_or(term, |item| item.expression.clone())
}

/// What qualifies a name, and the name.
fn parts(query: &Query<'_>, name: &Range<usize>) -> (Option<String>, String) {
    let text = |at: usize| query.token(at).map(|token| token.name().into_owned());
    let column = text(name.end - 1).unwrap_or_default();
    let table = (name.len() >= 3).then(|| text(name.end - 3)).flatten();
    (table, column)
}

fn same(query: &Query<'_>, left: &Range<usize>, right: &Range<usize>) -> bool {
    let tokens = |range: &Range<usize>| query.tokens.get(range.clone()).unwrap_or_default();
    let equal = |(left, right): (&Token<'_>, &Token<'_>)| {
        left.text == right.text
            || left.is_name() && right.is_name() && left.name().eq_ignore_ascii_case(&right.name())
    };
    left.len() == right.len() && tokens(left).iter().zip(tokens(right)).all(equal)
}

#[cfg(test)]
mod tests;
