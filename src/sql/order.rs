//! What a query's ORDER BY fixes: the query written so that it gives each row's rank.

mod keys;

use std::ops::Range;

use super::clauses::{Core, Query};
use super::items::{Item, items};
use keys::Keys;

/// A query written so that it tells which of its rows may stand where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    /// Queries to be tried in this order: the first that prepares is the one. Each gives the
    /// columns of the original query (under other names), then the dense rank of the row, from
    /// 1; its rows are in the order of that rank. LIMIT and OFFSET are left out, so that every
    /// row is there; a recursive query that only its LIMIT ends does not end.
    pub texts: Vec<String>,
    /// The query has an ORDER BY; without one, all rows have rank 1.
    pub ordered: bool,
    /// The expression of LIMIT; a negative value is no limit.
    pub limit: Option<String>,
    /// The expression of OFFSET.
    pub offset: Option<String>,
}

/// The name of the table that the query's rows go through.
const RANKED: &str = "\"relatable ranked\"";

/// The most columns of a result that is ranked.
const WIDEST: usize = 200;

/// How the outermost ORDER BY and LIMIT of one query rank its rows. `width` is the number of
/// columns of its result.
///
/// `None` where the text is not one query, has neither clause, or orders by what cannot be told
/// from its result although DISTINCT or UNION leaves nothing else.
pub fn ranking(text: &str, width: usize) -> Option<Ranking> {
    let query = Query::read(text)?;
    let verb = query.verb();
    let cores: Vec<&Core> = query.outermost().collect();
    let (first, last) = (*cores.first()?, *cores.last()?);
    let nothing_to_tell = last.order.is_none() && last.limit.is_none();
    if first.select != verb || nothing_to_tell || !(1..=WIDEST).contains(&width) {
        return None;
    }
    let ends = [&last.order, &last.limit];
    let end = ends.into_iter().flatten().map(|clause| clause.keyword).min()?;
    let shape = Shape { query: &query, cores, body: verb..end, width };
    let terms = match &last.order {
        Some(order) => query.list(&order.content),
        None => Vec::new(),
    };
    if terms.iter().any(Range::is_empty) || (last.order.is_some() && terms.is_empty()) {
        return None;
    }
    let texts = shape.keys(&terms)?.iter().map(|keys| shape.text(keys)).collect();
    let (limit, offset) = limits(&query, last);
    Some(Ranking { texts, ordered: last.order.is_some(), limit, offset })
}

/// The query without its ORDER BY and LIMIT, and what is known of its result.
struct Shape<'q, 't> {
    query: &'q Query<'t>,
    cores: Vec<&'q Core>,
    body: Range<usize>,
    width: usize,
}

impl Shape<'_, '_> {
    /// The result columns of each side of a compound query, or of the one SELECT.
    fn items(&self) -> Vec<Vec<Item>> {
        self.cores.iter().map(|core| items(self.query, core)).collect()
    }

    /// Nothing but the result's own columns can order it.
    fn is_closed(&self) -> bool {
        let [core] = self.cores.as_slice() else { return true };
        core.distinct.is_some() || self.query.tokens[core.select].is("VALUES")
    }

    fn text(&self, keys: &Keys) -> String {
        let columns: Vec<String> = (1..=self.width).map(column).collect();
        let hidden: Vec<String> = (1..=keys.hidden.len()).map(key).collect();
        let named = [columns.clone(), hidden].concat().join(", ");
        let columns = columns.join(", ");
        let with = match self.query.slice(&(0..self.body.start)) {
            "" => "WITH".to_owned(),
            with => format!("{with},"),
        };
        let body = self.body(&keys.hidden);
        let rank = if keys.order.is_empty() {
            "1".to_owned()
        } else {
            format!("dense_rank() OVER (ORDER BY {})", keys.order.join(", "))
        };
        format!(
            "{with} {RANKED}({named}) AS ({body}) \
             SELECT {columns}, {rank} FROM {RANKED} ORDER BY {}",
            self.width + 1
        )
    }

    /// The query's own text with more columns at the end of its list.
    fn body(&self, hidden: &[String]) -> String {
        if hidden.is_empty() {
            return self.query.slice(&self.body).to_owned();
        }
        let hidden = hidden.join(", ");
        match self.cores.as_slice() {
            [core] if !self.is_closed() => {
                let list = self.query.slice(&(self.body.start..core.list.end));
                let rest = self.query.slice(&(core.list.end..self.body.end));
                format!("{list}, {hidden} {rest}")
            }
            _ => format!("SELECT *, {hidden} FROM ({}) AS {RANKED}", self.query.slice(&self.body)),
        }
    }
}

/// The name of a result column, counted from 1.
fn column(number: usize) -> String {
    format!("c{number}")
}

/// The name of a hidden column, counted from 1.
fn key(number: usize) -> String {
    format!("k{number}")
}

/// The expressions of LIMIT and OFFSET, of `LIMIT n OFFSET m` and `LIMIT m, n`.
fn limits(query: &Query<'_>, core: &Core) -> (Option<String>, Option<String>) {
    let Some(limit) = &core.limit else { return (None, None) };
    let text = |range: &Range<usize>| Some(query.slice(range).to_owned());
    let by_word = query.parts(&limit.content, |_, token| token.is("OFFSET"));
    match (by_word.as_slice(), query.list(&limit.content).as_slice()) {
        ([count, offset], _) => (text(count), text(offset)),
        (_, [offset, count]) => (text(count), text(offset)),
        _ => (text(&limit.content), None),
    }
}

#[cfg(test)]
mod tests;
