//! The variations found by one kind of repair.

use super::edit::Edits;
use super::{Repair, Variation};
use crate::sql::clauses::Query;

/// The most variations by one kind of repair, so that no kind crowds out the others.
const MOST_OF_A_KIND: usize = 8;

/// The variations by one kind of repair, as far as there is room for them.
pub(super) struct Found<'q> {
    /// The query that is varied.
    pub query: &'q Query<'q>,
    /// What was found so far.
    pub variations: Vec<Variation>,
}

impl<'q> Found<'q> {
    /// Nothing yet.
    pub fn new(query: &'q Query<'q>) -> Self {
        Self { query, variations: Vec::new() }
    }

    /// Adds the query with these edits, if there is room and if they change anything.
    pub fn push(&mut self, kind: Repair, edits: Edits) {
        self.push_both(kind, None, edits);
    }

    /// Adds the query with edits that undo two mistakes at once.
    pub fn push_both(&mut self, kind: Repair, also: Option<Repair>, edits: Edits) {
        if self.variations.len() < MOST_OF_A_KIND && !edits.is_empty() {
            self.variations.push(Variation { kind, also, text: edits.apply(self.query) });
        }
    }
}
