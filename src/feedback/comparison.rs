//! What is read of two queries that were compared: why not, or on what data they differ.

use super::Mark;
use super::count::{list, number, things};
use super::difference::cells;
use crate::counterexample::{Comparison, OrderRule, TableRows, Undecided, Witness};
use crate::rows::wanted::Difference;
use crate::rows::{Row, Rows};
use crate::scratch::{Ran, Stop};

/// Data on which two queries differ, and what they give on it, ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// That they differ.
    pub opening: String,
    /// Every table that tells something, with the columns that do.
    pub data: Vec<(String, Rows)>,
    /// What either gives.
    pub sides: Vec<Side>,
    /// What the rows alone do not tell.
    pub remark: Option<String>,
}

/// What a query gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// Which query.
    pub title: &'static str,
    /// Its result.
    pub rows: Rows,
    /// Of each row, whether only this query gives it.
    pub marks: Vec<Option<Mark>>,
}

/// Why nothing was found out: the second half of a sentence, without a full stop.
pub fn reason(undecided: &Undecided) -> String {
    match undecided {
        Undecided::Reference(why) => format!("the reference does not run: {}", bare(why)),
        Undecided::Candidate(why) => format!("the candidate does not run: {}", bare(why)),
        Undecided::Chance => {
            "the candidate gives other rows each time, so that no data tells what it gives"
                .to_owned()
        }
        Undecided::NoData(tables) => format!(
            "no row could be made that the constraints of {} admit, so that there was nothing to \
             compare on",
            list(tables)
        ),
        Undecided::RanAway => {
            "a query does not come to an end on any data that was tried: is there a recursion \
             without an end?"
                .to_owned()
        }
        Undecided::Stopped(stop) => stopped(*stop).to_owned(),
    }
}

fn bare(why: &str) -> &str {
    why.trim_end_matches('.')
}

fn stopped(stop: Stop) -> &'static str {
    match stop {
        Stop::Clock => "it took too long on this machine, which says nothing about the queries",
        Stop::Memory => "memory ran out, which says nothing about the queries",
        Stop::Interrupted => "it was interrupted",
        Stop::Steps => "it did more work than is allowed",
    }
}

/// What a query did that gave no rows: the second half of a sentence, without a full stop.
pub fn failed(ran: &Ran) -> String {
    match ran {
        Ran::Failed(failure) => bare(&failure.message).to_owned(),
        Ran::Stopped(Stop::Steps) => "it does not come to an end".to_owned(),
        Ran::Stopped(stop) => stopped(*stop).to_owned(),
        Ran::Done { .. } | Ran::Rows(_) => "it gives no result".to_owned(),
    }
}

/// That no difference was found, on so many data sets, and what that is worth.
pub fn same(sets: u32) -> String {
    let tried = things(usize::try_from(sets).unwrap_or(usize::MAX), "data set");
    format!(
        "No difference found, on {tried}. That is no proof: data that was not tried may show one."
    )
}

/// What there is to show of a witness.
pub fn told(witness: &Witness, comparison: &Comparison) -> Told {
    let data = tables(witness);
    let opening = match (data.is_empty(), witness.data.size()) {
        (true, 0) => "Different.".to_owned(),
        (_, 0) => "Different, already where no table has a row.".to_owned(),
        _ => "Different. On this data they do not give the same:".to_owned(),
    };
    let data = if witness.data.size() == 0 { Vec::new() } else { data };
    let wanted = &witness.wanted;
    let given = Rows {
        columns: wanted.rows.columns.clone(),
        rows: wanted.given().to_vec(),
        truncated: wanted.rows.truncated,
    };
    let mut reference = Side::of("the reference gives", given);
    let Ran::Rows(actual) = &witness.actual else {
        let remark = format!("The candidate gives nothing: {}.", failed(&witness.actual));
        return Told { opening, data, sides: vec![reference], remark: Some(remark) };
    };
    let mut candidate = Side::of("the candidate gives", actual.clone());
    let ordered = comparison.order != OrderRule::Ignore;
    let remark = match wanted.difference(actual, ordered, comparison.tolerance) {
        Some(Difference::Width) => Some(width(&reference.rows, actual)),
        Some(Difference::Rows(rows)) => {
            reference.mark(&rows.missing, Mark::Missing);
            candidate.mark(&rows.extra, Mark::Extra);
            None
        }
        Some(Difference::Order(place)) => Some(order(&reference.rows, actual, place)),
        None => None,
    };
    Told { opening, data, sides: vec![reference, candidate], remark }
}

impl Side {
    fn of(title: &'static str, rows: Rows) -> Self {
        Self { title, marks: vec![None; rows.rows.len()], rows }
    }

    fn mark(&mut self, rows: &[usize], mark: Mark) {
        for &row in rows {
            if let Some(place) = self.marks.get_mut(row) {
                *place = Some(mark);
            }
        }
    }
}

fn width(reference: &Rows, candidate: &Rows) -> String {
    let (wanted, actual) = (reference.columns.len(), candidate.columns.len());
    format!("The reference gives {}, the candidate {}.", things(wanted, "column"), number(actual))
}

fn order(reference: &Rows, candidate: &Rows, place: usize) -> String {
    let at = |rows: &Rows| rows.rows.get(place).map(|row| cells(row).join(", "));
    let (wanted, actual) = (at(reference), at(candidate));
    let place = place.saturating_add(1);
    match (wanted, actual) {
        (Some(wanted), Some(actual)) => format!(
            "The rows are the same, in another order: in place {place} the reference has {wanted}, \
             and the candidate {actual}."
        ),
        _ => "The rows are the same, in another order.".to_owned(),
    }
}

/// The tables that the witness says to tell something, with their columns that do.
fn tables(witness: &Witness) -> Vec<(String, Rows)> {
    let of = |(name, read): &(String, Vec<String>)| {
        let found = witness.data.tables.iter().find(|table| table.table.eq_ignore_ascii_case(name));
        let rows = match found {
            Some(table) => columns_of(table, read),
            None => Rows { columns: read.clone(), ..Rows::default() },
        };
        (name.clone(), rows)
    };
    witness.read.iter().map(of).collect()
}

/// Some columns of a table's rows; all of them where none of these is among them.
fn columns_of(table: &TableRows, read: &[String]) -> Rows {
    let is_read = |name: &String| read.iter().any(|read| read.eq_ignore_ascii_case(name));
    let mut kept: Vec<usize> =
        (0..table.columns.len()).filter(|&at| is_read(&table.columns[at])).collect();
    if kept.is_empty() {
        kept = (0..table.columns.len()).collect();
    }
    let row = |row: &Row| kept.iter().filter_map(|&at| row.get(at).cloned()).collect();
    Rows {
        columns: kept.iter().map(|&at| table.columns[at].clone()).collect(),
        rows: table.rows.iter().map(row).collect(),
        truncated: false,
    }
}
