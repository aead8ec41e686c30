//! Where the clauses of a query stand among its tokens, so that its text can be cut and edited.

use std::ops::Range;

use super::LONGEST_TEXT;
use super::tokens::{Token, TokenKind, code};

/// The most SELECTs of a statement: each one's clauses are looked for in all that follows it.
const MOST_SELECTS: usize = 200;

/// A statement as tokens, with the SELECTs in it.
#[derive(Debug)]
pub(super) struct Query<'t> {
    /// The whole text.
    pub text: &'t str,
    /// Its tokens without comments and without the `;` at its end.
    pub tokens: Vec<Token<'t>>,
    /// How many parentheses are open at each token; a parenthesis itself stands outside.
    depths: Vec<usize>,
    /// Every SELECT and VALUES in it, at any depth, in the order in which they begin.
    pub cores: Vec<Core>,
}

/// One SELECT: a whole query, or one side of UNION and its kin. All ranges count tokens.
#[derive(Debug, Clone)]
pub(super) struct Core {
    /// SELECT or VALUES.
    pub select: usize,
    /// How many parentheses are open around it.
    pub depth: usize,
    /// DISTINCT after SELECT.
    pub distinct: Option<usize>,
    /// The result columns.
    pub list: Range<usize>,
    /// FROM.
    pub from: Option<Clause>,
    /// WHERE.
    pub filter: Option<Clause>,
    /// GROUP BY.
    pub group: Option<Clause>,
    /// ORDER BY; in a compound query it stands with the last SELECT.
    pub order: Option<Clause>,
    /// LIMIT, OFFSET included.
    pub limit: Option<Clause>,
    /// One past its last token.
    pub end: usize,
}

/// A keyword and what follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    /// The (first) keyword.
    pub keyword: usize,
    /// What follows the keyword or keywords.
    pub content: Range<usize>,
}

impl<'t> Query<'t> {
    /// Reads one statement; `None` where the text holds none or several, or where it
    /// is far longer than any answer.
    pub fn read(text: &'t str) -> Option<Self> {
        if text.len() > LONGEST_TEXT {
            return None;
        }
        let mut tokens = code(text);
        while tokens.last().is_some_and(|token| token.kind == TokenKind::Semicolon) {
            tokens.pop();
        }
        if tokens.is_empty() || tokens.iter().any(|token| token.kind == TokenKind::Semicolon) {
            return None;
        }
        if tokens.iter().filter(|token| token.is("SELECT")).count() > MOST_SELECTS {
            return None;
        }
        let depths = depths(&tokens);
        let mut query = Self { text, tokens, depths, cores: Vec::new() };
        query.cores = (0..query.tokens.len()).filter_map(|at| query.core(at)).collect();
        Some(query)
    }

    /// The text of these tokens, from the first's start to the last's end.
    pub fn slice(&self, range: &Range<usize>) -> &'t str {
        let tokens = self.tokens.get(range.clone()).unwrap_or_default();
        match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => {
                self.text.get(first.span.start..last.span.end).unwrap_or_default()
            }
            _ => "",
        }
    }

    /// Cuts a range at the tokens that `separates`, passing over what is in parentheses.
    pub fn parts(
        &self,
        range: &Range<usize>,
        separates: impl Fn(usize, &Token<'t>) -> bool,
    ) -> Vec<Range<usize>> {
        let Some(&outside) = self.depths.get(range.start) else { return Vec::new() };
        let mut parts = Vec::new();
        let mut start = range.start;
        for at in range.clone() {
            if self.depths[at] == outside && separates(at, &self.tokens[at]) {
                parts.push(start..at);
                start = at + 1;
            }
        }
        parts.push(start..range.end);
        parts
    }

    /// The parts of a list between its commas.
    pub fn list(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        self.parts(range, |_, token| token.is_mark(","))
    }

    /// The first token of a range, outside of parentheses, that is this word.
    pub fn find(&self, range: &Range<usize>, word: &str) -> Option<usize> {
        let outside = self.depths.get(range.start)?;
        range.clone().find(|&at| self.depths[at] == *outside && self.tokens[at].is(word))
    }

    /// The ANDs and ORs that connect the conditions of a range: not those in parentheses or in
    /// CASE, and not that of BETWEEN.
    pub fn connectives(&self, range: &Range<usize>) -> Vec<usize> {
        let Some(&outside) = self.depths.get(range.start) else { return Vec::new() };
        let (mut cases, mut between) = (0_usize, false);
        let mut connectives = Vec::new();
        for at in range.clone().filter(|at| self.depths[*at] == outside) {
            let token = &self.tokens[at];
            if token.is("CASE") {
                cases += 1;
            } else if token.is("END") {
                cases = cases.saturating_sub(1);
            } else if cases > 0 {
                continue;
            } else if token.is("BETWEEN") {
                between = true;
            } else if token.is("AND") && between {
                between = false;
            } else if token.is_any(&["AND", "OR"]) {
                connectives.push(at);
            }
        }
        connectives
    }

    /// The conditions of a range that must all hold; the whole range where there is an OR.
    pub fn conjuncts(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let connectives = self.connectives(range);
        if connectives.iter().any(|at| self.tokens[*at].is("OR")) {
            return vec![range.clone()];
        }
        self.parts(range, |at, _| connectives.contains(&at))
    }

    /// The parenthesis that closes the one at `open`.
    pub fn closing(&self, open: usize) -> Option<usize> {
        let depth = self.depths.get(open)?;
        (open + 1..self.tokens.len())
            .find(|&at| self.depths[at] == *depth && self.tokens[at].is_mark(")"))
    }

    /// The token at an index, if there is one.
    pub fn token(&self, at: usize) -> Option<&Token<'t>> {
        self.tokens.get(at)
    }

    /// The SELECTs that are not in parentheses: one, or the sides of a compound query.
    pub fn outermost(&self) -> impl DoubleEndedIterator<Item = &Core> {
        self.cores.iter().filter(|core| core.depth == 0)
    }

    /// The index of the statement's own verb: after the WITH clause, if there is one.
    pub fn verb(&self) -> usize {
        after_with(&self.tokens).unwrap_or(0)
    }

    fn core(&self, select: usize) -> Option<Core> {
        let token = self.tokens[select];
        let values =
            token.is("VALUES") && self.token(select + 1).is_some_and(|next| next.is_mark("("));
        if !token.is("SELECT") && !values {
            return None;
        }
        let depth = self.depths[select];
        let inside = |at: &usize| self.depths[*at] == depth;
        let ends = |at: &usize| {
            let compound = self.tokens[*at].is_any(&["UNION", "INTERSECT", "EXCEPT"]);
            self.depths[*at] < depth || (inside(at) && compound)
        };
        let end = (select + 1..self.tokens.len()).find(ends).unwrap_or(self.tokens.len());
        let keywords: Vec<(usize, &'static str)> = (select + 1..end)
            .filter(inside)
            .filter_map(|at| Some((at, self.clause_keyword(at)?)))
            .collect();
        let clause = |name: &str| {
            let (found, &(keyword, _)) =
                keywords.iter().enumerate().find(|(_, (_, keyword))| *keyword == name)?;
            let words = if matches!(name, "GROUP" | "ORDER") { 2 } else { 1 };
            let next = keywords.get(found + 1).map_or(end, |&(next, _)| next);
            Some(Clause { keyword, content: (keyword + words).min(next)..next })
        };
        let follows = |word: &str| self.token(select + 1).is_some_and(|token| token.is(word));
        let list_start = select + 1 + usize::from(follows("DISTINCT") || follows("ALL"));
        let list_end = keywords.first().map_or(end, |&(at, _)| at);
        Some(Core {
            select,
            depth,
            distinct: follows("DISTINCT").then_some(select + 1),
            list: list_start.min(list_end)..list_end,
            from: clause("FROM"),
            filter: clause("WHERE"),
            group: clause("GROUP"),
            order: clause("ORDER"),
            limit: clause("LIMIT"),
            end,
        })
    }

    fn clause_keyword(&self, at: usize) -> Option<&'static str> {
        let token = &self.tokens[at];
        let name = ["FROM", "WHERE", "GROUP", "HAVING", "WINDOW", "ORDER", "LIMIT"]
            .into_iter()
            .find(|name| token.is(name))?;
        let holds = match name {
            // `a IS [NOT] DISTINCT FROM b` is an operator.
            "FROM" => !at.checked_sub(1).is_some_and(|before| {
                self.tokens[before].is("DISTINCT")
                    && before
                        .checked_sub(1)
                        .is_some_and(|before| self.tokens[before].is_any(&["IS", "NOT"]))
            }),
            "WINDOW" => self.token(at + 2).is_some_and(|token| token.is("AS")),
            _ => true,
        };
        holds.then_some(name)
    }
}

/// The index of the first token after a WITH clause at the beginning.
pub(super) fn after_with(tokens: &[Token<'_>]) -> Option<usize> {
    let token = |at: usize| tokens.get(at);
    let is = |at: usize, word: &str| token(at).is_some_and(|token| token.is(word));
    let mark = |at: usize, mark: &str| token(at).is_some_and(|token| token.is_mark(mark));
    let depths = depths(tokens);
    let past_parenthesis = |open: usize| {
        let closes = |at: &usize| mark(*at, ")") && depths[*at] == depths[open];
        (open + 1..tokens.len()).find(closes).map(|close| close + 1)
    };
    if !is(0, "WITH") {
        return None;
    }
    // `WITH recursive AS (…)` names a table so.
    let mut at = if is(1, "RECURSIVE") && !is(2, "AS") { 2 } else { 1 };
    loop {
        token(at)?;
        at += 1;
        if mark(at, "(") {
            at = past_parenthesis(at)?;
        }
        while token(at)?.is_any(&["AS", "NOT", "MATERIALIZED"]) {
            at += 1;
        }
        at = past_parenthesis(at).filter(|_| mark(at, "("))?;
        if !mark(at, ",") {
            return Some(at);
        }
        at += 1;
    }
}

fn depths(tokens: &[Token<'_>]) -> Vec<usize> {
    let mut depth = 0_usize;
    let mut depths = Vec::with_capacity(tokens.len());
    for token in tokens {
        if token.is_mark(")") {
            depth = depth.saturating_sub(1);
        }
        depths.push(depth);
        if token.is_mark("(") {
            depth += 1;
        }
    }
    depths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_are_found_at_their_depth() {
        let text = "WITH big(n) AS (SELECT 1 WHERE 2) \
            SELECT DISTINCT a, (SELECT b FROM c ORDER BY d), e IS NOT DISTINCT FROM f \
            FROM t, (VALUES (1)) WHERE g IN (1, 2) GROUP BY h, i HAVING j \
            WINDOW w AS (ORDER BY k) ORDER BY l DESC LIMIT 1, 2;";
        let query = Query::read(text).expect("one statement");
        let core = query.outermost().next().expect("a SELECT");
        let content = |clause: &Option<Clause>| {
            clause.as_ref().map(|clause| query.slice(&clause.content).to_owned())
        };
        assert_eq!(query.verb(), core.select);
        assert!(core.distinct.is_some());
        let items: Vec<&str> =
            query.list(&core.list).iter().map(|item| query.slice(item)).collect();
        assert_eq!(items, ["a", "(SELECT b FROM c ORDER BY d)", "e IS NOT DISTINCT FROM f"]);
        assert_eq!(content(&core.from).as_deref(), Some("t, (VALUES (1))"));
        assert_eq!(content(&core.filter).as_deref(), Some("g IN (1, 2)"));
        assert_eq!(content(&core.group).as_deref(), Some("h, i"));
        assert_eq!(content(&core.order).as_deref(), Some("l DESC"));
        assert_eq!(content(&core.limit).as_deref(), Some("1, 2"));
        assert_eq!(query.cores.len(), 4);
    }

    #[test]
    fn broken_texts_are_read_as_far_as_they_go() {
        for text in ["SELECT", "SELECT )", "WITH", "WITH a AS (", "SELECT (((", "GROUP BY", ") ("] {
            let query = Query::read(text).expect("one statement");
            assert!(query.cores.iter().all(|core| core.end <= query.tokens.len()), "{text}");
        }
        assert!(Query::read(" -- nothing").is_none());
        assert!(Query::read("SELECT 1; SELECT 2").is_none());
    }
}
