//! What each term of an ORDER BY stands for, by SQLite's rules
//! (<https://sqlite.org/lang_select.html#the_order_by_clause>).

use std::ops::Range;

use super::shape::{Keys, RANKED, Shape, column, key};
use crate::sql::clauses::Query;
use crate::sql::items::{Item, column_of};
use crate::sql::sources::sources;
use crate::sql::tokens::{Token, TokenKind, is_keyword};

/// One term: what is ordered by, and what follows it: COLLATE, ASC, DESC, NULLS.
struct Term {
    expression: Range<usize>,
    suffix: Range<usize>,
}

impl Shape<'_, '_> {
    /// What the terms stand for; several readings, the likeliest first.
    pub(super) fn keys(&self, terms: &[Range<usize>]) -> Option<Vec<Keys>> {
        let items = self.items();
        let terms: Vec<Term> = terms.iter().map(|term| Term::read(self.query, term)).collect();
        if self.is_closed() {
            return Some(vec![self.read(&terms, |term| self.closed_key(term, &items))?]);
        }
        let own = items.first().map(Vec::as_slice).unwrap_or_default();
        // A name within an expression means a table's column, and an alias only where there is
        // no such column. The first reading prepares exactly where there is one.
        let plain = self.read(&terms, |term| Some(self.open_key(term, own, false)))?;
        let aliased = self.read(&terms, |term| Some(self.open_key(term, own, true)))?;
        Some(if plain == aliased { vec![plain] } else { vec![plain, aliased] })
    }

    fn read(&self, terms: &[Term], key_of: impl Fn(&Term) -> Option<Key>) -> Option<Keys> {
        let mut keys = Keys::default();
        for term in terms {
            let name = match key_of(term)? {
                Key::Column(number) => column(number),
                Key::Computed(text) => text,
                Key::Hidden(text) => {
                    keys.hidden.push(text);
                    key(keys.hidden.len())
                }
            };
            let suffix = self.query.slice(&term.suffix);
            keys.order.push(format!("{name} {suffix}").trim_end().to_owned());
        }
        Some(keys)
    }

    /// A term of a plain SELECT: a number, an alias, or any expression over its tables.
    fn open_key(&self, term: &Term, items: &[Item], aliased: bool) -> Key {
        let text = self.query.slice(&term.expression);
        if let Some(number) = self.ordinal(term) {
            return Key::Column(number);
        }
        if term.expression.len() == 1
            && let Some(index) = alias_index(self.query, &term.expression, items)
        {
            let expression = self.query.slice(&items[index].expression);
            return match items[..index].iter().any(|item| item.star) {
                true => Key::Hidden(expression.to_owned()),
                false => Key::Column(index + 1),
            };
        }
        if !aliased {
            return Key::Hidden(text.to_owned());
        }
        let replaced = self.replaced(&term.expression, |name| {
            let index = alias_index(self.query, name, items)?;
            Some(format!("({})", self.query.slice(&items[index].expression)))
        });
        Key::Hidden(replaced)
    }

    /// A term where only the result's own columns can be ordered by.
    fn closed_key(&self, term: &Term, items: &[Vec<Item>]) -> Option<Key> {
        if let Some(number) = self.ordinal(term) {
            return Some(Key::Column(number));
        }
        if items.iter().flatten().any(|item| item.star) {
            return self.starred_key(term);
        }
        let matches = |expression: &Range<usize>| {
            items.iter().find_map(|items| output_index(self.query, expression, items))
        };
        if let Some(index) = matches(&term.expression) {
            return Some(Key::Column(index + 1));
        }
        // An expression over columns of the result.
        let names = self.names(&term.expression);
        let tokens = &self.query.tokens[term.expression.clone()];
        if names.is_empty() || tokens.iter().any(|token| token.is("SELECT")) {
            return None;
        }
        let known = names.iter().all(|name| matches(name).is_some());
        known.then(|| {
            Key::Computed(
                self.replaced(&term.expression, |name| matches(name).map(|at| column(at + 1))),
            )
        })
    }

    /// A term beside `*`: the result's column of that name.
    fn starred_key(&self, term: &Term) -> Option<Key> {
        let name = column_of(self.query, &term.expression)?;
        let one_table = self.cores.iter().all(|core| sources(self.query, core).len() == 1);
        let unqualified = term.expression.len() == 1;
        (unqualified || one_table).then(|| {
            let name = self.query.tokens[name].name();
            Key::Hidden(format!("{RANKED}.\"{}\"", name.replace('"', "\"\"")))
        })
    }

    /// The column that a number stands for; SQLite reads `+1` as a number too.
    fn ordinal(&self, term: &Term) -> Option<usize> {
        let text = match &self.query.tokens[term.expression.clone()] {
            [number] => number.text,
            [plus, number] if plus.is_mark("+") => number.text,
            _ => return None,
        };
        text.parse().ok().filter(|number| (1..=self.width).contains(number))
    }

    /// The names of columns in an expression, each with what qualifies it.
    fn names(&self, expression: &Range<usize>) -> Vec<Range<usize>> {
        let token = |at: usize| self.query.token(at);
        let mark = |at: usize, mark: &str| token(at).is_some_and(|token| token.is_mark(mark));
        let mut names = Vec::new();
        let mut at = expression.start;
        while at < expression.end {
            let start = at;
            while mark(at + 1, ".") && at + 2 < expression.end {
                at += 2;
            }
            let word = &self.query.tokens[at];
            let reads = match word.kind {
                TokenKind::Quoted => true,
                TokenKind::Word => at > start || !is_keyword(word.text),
                _ => false,
            };
            let collation = start > 0 && token(start - 1).is_some_and(|token| token.is("COLLATE"));
            if reads && !mark(at + 1, "(") && !collation {
                names.push(start..at + 1);
            }
            at += 1;
        }
        names
    }

    /// The text of an expression with some of its names replaced.
    fn replaced(
        &self,
        expression: &Range<usize>,
        replacement: impl Fn(&Range<usize>) -> Option<String>,
    ) -> String {
        let mut text = String::new();
        let mut at = expression.start;
        for name in self.names(expression) {
            let Some(new) = replacement(&name) else { continue };
            text.push_str(self.query.slice(&(at..name.start)));
            text.push(' ');
            text.push_str(&new);
            text.push(' ');
            at = name.end;
        }
        text.push_str(self.query.slice(&(at..expression.end)));
        text.trim().to_owned()
    }
}

/// What a term stands for.
enum Key {
    /// A result column, counted from 1.
    Column(usize),
    /// An expression over the result columns' new names.
    Computed(String),
    /// An expression to be carried along.
    Hidden(String),
}

impl Term {
    fn read(query: &Query<'_>, term: &Range<usize>) -> Self {
        let ends = |end: usize, word: &str| end > term.start + 1 && query.tokens[end - 1].is(word);
        let mut end = term.end;
        if (ends(end, "FIRST") || ends(end, "LAST")) && ends(end - 1, "NULLS") {
            end -= 2;
        }
        if ends(end, "ASC") || ends(end, "DESC") {
            end -= 1;
        }
        if end > term.start + 2 && ends(end - 1, "COLLATE") {
            end -= 2;
        }
        Self { expression: without_parentheses(query, term.start..end), suffix: end..term.end }
    }
}

/// An expression without parentheses around the whole of it; a subquery keeps them.
fn without_parentheses(query: &Query<'_>, mut expression: Range<usize>) -> Range<usize> {
    while expression.len() > 2
        && query.tokens[expression.start].is_mark("(")
        && query.closing(expression.start) == Some(expression.end - 1)
        && !query.tokens[expression.start + 1].is_any(&["SELECT", "VALUES", "WITH"])
    {
        expression = expression.start + 1..expression.end - 1;
    }
    expression
}

fn alias_index(query: &Query<'_>, name: &Range<usize>, items: &[Item]) -> Option<usize> {
    let [token] = &query.tokens[name.clone()] else { return None };
    if !matches!(token.kind, TokenKind::Word | TokenKind::Quoted) {
        return None;
    }
    items.iter().position(|item| {
        item.alias.is_some_and(|at| query.tokens[at].name().eq_ignore_ascii_case(&token.name()))
    })
}

/// The result column that an expression is: by alias, as the same expression, or by the name of
/// the column when one of both is not qualified.
fn output_index(query: &Query<'_>, expression: &Range<usize>, items: &[Item]) -> Option<usize> {
    let same_expression =
        || items.iter().position(|item| same(query, &item.expression, expression));
    let same_column = || {
        let name = query.tokens[column_of(query, expression)?].name();
        let mut found = items.iter().enumerate().filter(|(_, item)| {
            let unqualified = expression.len() == 1 || item.expression.len() == 1;
            let column = column_of(query, &item.expression);
            let column = column.map(|at| query.tokens[at].name());
            unqualified && column.is_some_and(|column| column.eq_ignore_ascii_case(&name))
        });
        let index = found.next()?.0;
        found.next().is_none().then_some(index)
    };
    alias_index(query, expression, items).or_else(same_expression).or_else(same_column)
}

fn same(query: &Query<'_>, left: &Range<usize>, right: &Range<usize>) -> bool {
    let tokens = |range: &Range<usize>| query.tokens.get(range.clone()).unwrap_or_default();
    let equal = |(left, right): (&Token<'_>, &Token<'_>)| {
        let named = |token: &Token<'_>| matches!(token.kind, TokenKind::Word | TokenKind::Quoted);
        if named(left) && named(right) {
            left.name().eq_ignore_ascii_case(&right.name())
        } else {
            left.text == right.text
        }
    };
    left.len() == right.len() && tokens(left).iter().zip(tokens(right)).all(equal)
}
