//! The reference on the same rows in other orders.

use std::cell::RefCell;

use super::budget::BUDGET;
use crate::rows::Rows;
use crate::schema::Schema;
use crate::scratch::{Moment, Prepared, Ran, Stop, Trial};
use crate::sql::shuffle::{Shelf, View, shuffled};

/// The reference, written so that chance chooses the order in which it reads its tables.
#[derive(Debug)]
pub(super) struct Shuffles {
    text: Option<String>,
    compiled: Option<Option<Prepared>>,
}

/// What it gave so far on one data set, by turns.
#[derive(Debug, Default)]
pub(super) struct Shuffled(RefCell<Vec<Option<Rows>>>);

/// What came of one turn.
#[derive(Debug)]
pub(super) enum Turned {
    /// What the reference gives in its order.
    Rows(Rows),
    /// It cannot be found out.
    Unknown,
    /// The reference fails in this order.
    Failed,
    /// It was stopped from outside.
    Stopped(Stop),
}

/// With this chance, rows come in the reverse of their order.
const REVERSED: u64 = 9360;

impl Shuffles {
    pub(super) fn new(text: &str, schema: &Schema, views: &[View]) -> Self {
        Self { text: shuffled(text, &shelves(schema), views), compiled: None }
    }

    /// What the reference gives in the order of one turn. Turns are to be taken one by one.
    pub(super) fn run(&mut self, trial: &mut Trial<'_>, known: &Shuffled, turn: usize) -> Turned {
        if let Some(rows) = known.0.borrow().get(turn) {
            return rows.clone().map_or(Turned::Unknown, Turned::Rows);
        }
        let text = &self.text;
        let compile = || text.as_ref().and_then(|text| trial.prepare(text).ok());
        let Some(query) = *self.compiled.get_or_insert_with(compile) else {
            return Turned::Unknown;
        };
        let moment = trial.moment();
        let chance = if turn == 0 { REVERSED } else { turn as u64 };
        trial.set_moment(Moment { chance, ..moment });
        let ran = trial.run(query, &BUDGET);
        trial.set_moment(moment);
        let rows = match ran {
            Ran::Rows(rows) => (!rows.truncated).then_some(rows),
            Ran::Stopped(Stop::Steps) => None,
            Ran::Stopped(stop) => return Turned::Stopped(stop),
            Ran::Failed(_) | Ran::Done { .. } => return Turned::Failed,
        };
        known.0.borrow_mut().push(rows.clone());
        rows.map_or(Turned::Unknown, Turned::Rows)
    }
}

/// Every table. The rows of one without rowid are numbered.
pub(super) fn shelves(schema: &Schema) -> Vec<Shelf> {
    let tables = schema.tables.iter().map(|table| {
        let names = ["rowid", "_rowid_", "oid"];
        let free = names.into_iter().find(|name| table.column(name).is_none());
        Shelf {
            name: table.name.clone(),
            columns: table.columns.iter().map(|column| column.name.clone()).collect(),
            number: free.filter(|_| !table.without_rowid).map(str::to_owned),
        }
    });
    tables.collect()
}
