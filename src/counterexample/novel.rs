//! What a candidate names and the reference does not: a constant that fits the visible data, a
//! number of rows.

use super::derive;
use super::domain::{Domains, counts};
use super::hint::{Hint, hints};
use super::scope::Scope;
use crate::rows::Value;

/// What a candidate alone names. Mostly it is what is wrong with it, if anything is.
#[derive(Debug, Clone, Default)]
pub(super) struct Novel {
    /// Values for a column of a table, by their places in the scope.
    pub(super) values: Vec<(usize, usize, Value)>,
    /// Numbers of rows, with their neighbours.
    pub(super) counts: Vec<usize>,
}

/// The most values of one column for one hint, and of all together.
const MOST_OF_ONE: usize = 4;
const MOST: usize = 24;

impl Novel {
    /// Compares what two texts say.
    pub(super) fn new(scope: &Scope, domains: &Domains, reference: &str, candidate: &str) -> Self {
        let known = hints(reference);
        let is_new = |hint: &Hint| {
            let same = |other: &Hint| {
                other.constants == hint.constants && other.condition == hint.condition
            };
            !hint.constants.is_empty() && !known.iter().any(same)
        };
        let new: Vec<Hint> = hints(candidate).into_iter().filter(is_new).collect();
        let mut novel = Self { values: Vec::new(), counts: counts(&new, scope) };
        for hint in &new {
            for (table, declared) in scope.tables.iter().enumerate() {
                for (column, own) in declared.columns.iter().enumerate() {
                    if own.read && hint.names(&own.name) {
                        novel.add(scope, domains, hint, (table, column));
                    }
                }
            }
        }
        novel.values.truncate(MOST);
        novel
    }

    fn add(&mut self, scope: &Scope, domains: &Domains, hint: &Hint, place: (usize, usize)) {
        let kind = scope.tables[place.0].columns[place.1].kind;
        let (table, column) = origin(scope, place);
        // What a CHECK refuses was left out of the domain.
        let near = &domains.columns[table][column].near;
        let mut values = derive::around(kind, hint);
        values.retain(|value| near.contains(value));
        for value in values.into_iter().take(MOST_OF_ONE) {
            let entry = (table, column, value);
            if !self.values.contains(&entry) {
                self.values.push(entry);
            }
        }
    }
}

/// Where the values of a column come from: what it refers to, if it does.
fn origin(scope: &Scope, mut place: (usize, usize)) -> (usize, usize) {
    for _ in 0..scope.tables.len() {
        let keys = &scope.tables[place.0].keys;
        let Some(key) = keys.iter().find(|key| key.columns == [place.1]) else { break };
        place = (key.parent, key.targets[0]);
    }
    place
}
