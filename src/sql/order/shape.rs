//! A query as what is ranked: how its text is put into the one that ranks it.

use std::ops::Range;

use crate::sql::clauses::{Core, Query};
use crate::sql::items::{Item, items};

/// The name of the table that the query's rows go through.
pub(super) const RANKED: &str = "\"relatable ranked\"";

/// What ranks the rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Keys {
    /// Expressions to be carried along as columns of their own.
    pub hidden: Vec<String>,
    /// The terms of the order, which speak of the columns by their new names.
    pub order: Vec<String>,
}

/// The query without its ORDER BY and LIMIT, and what is known of its result.
pub(super) struct Shape<'q, 't> {
    pub query: &'q Query<'t>,
    pub cores: Vec<&'q Core>,
    pub body: Range<usize>,
    pub width: usize,
}

impl Shape<'_, '_> {
    /// The result columns of each side of a compound query, or of the one SELECT.
    pub fn items(&self) -> Vec<Vec<Item>> {
        self.cores.iter().map(|core| items(self.query, core)).collect()
    }

    /// Nothing but the result's own columns can order it.
    pub fn is_closed(&self) -> bool {
        let [core] = self.cores.as_slice() else { return true };
        core.distinct.is_some() || self.query.tokens[core.select].is("VALUES")
    }

    /// The query that gives the rows with their ranks by these keys.
    pub fn text(&self, keys: &Keys) -> String {
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
pub(super) fn column(number: usize) -> String {
    format!("c{number}")
}

/// The name of a hidden column, counted from 1.
pub(super) fn key(number: usize) -> String {
    format!("k{number}")
}
