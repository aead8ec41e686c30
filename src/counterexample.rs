//! Whether two queries are the same: a search for the smallest data on which they differ.
//!
//! A [`Question`] is a database with its constraints and the query that counts, the reference. A
//! candidate is compared with it on many small databases ([`DataSet`]) that respect every
//! constraint. A difference is shrunk until nothing more can go and replayed in a fresh scratch
//! database: then it is a [`Witness`]. The search is seeded and counted in steps of SQLite's
//! virtual machine, so that it finds the same on every machine.

mod kind;
pub mod ground;
pub mod scope;
mod hint;
mod check;
mod days;
mod derive;
mod fitting;
mod domain;
mod link;
mod manner;
mod draw;
mod row;
mod tweak;
mod sample;
mod mend;
mod shrink;
pub mod judge;
mod novel;
mod tester;
pub mod witness;
pub mod mutate;
pub mod search;
pub mod distil;

use crate::rows::compare::Tolerance;
use crate::rows::wanted::Wanted;
use crate::scratch::{Image, Ran};

pub use crate::rows::data_set::{DataSet, TableRows};

/// A database, and the query that counts in it.
#[derive(Debug, Clone)]
pub struct Question {
    /// The schema, and the data that can be seen. Generated rows take their values from it where
    /// they serve.
    pub image: Image,
    /// The query that counts: one SELECT, maybe with WITH, or VALUES.
    pub reference: String,
    /// Queries that return no row on any data that is admitted.
    pub assume: Vec<String>,
    /// When two results are the same.
    pub comparison: Comparison,
}

/// When two results are the same. The names of columns never count here.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Comparison {
    /// How the order of rows counts.
    pub order: OrderRule,
    /// How far apart numbers may be.
    pub tolerance: Tolerance,
}

/// How the order of rows counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum OrderRule {
    /// Not at all. What a LIMIT leaves open is open all the same.
    #[default]
    Ignore,
    /// As far as the outermost ORDER BY of the reference fixes it: rows of equal rank may stand
    /// in any order.
    AsReference,
    /// As the reference gives it, whatever fixes it.
    Exact,
    /// By these columns of the result, counted from 0.
    By(Vec<usize>),
}

/// How much a search may cost. Both are the same on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Data sets that are tried at most.
    pub sets: u32,
    /// Virtual-machine steps at most, to within those of one data set.
    pub steps: u64,
}

/// What a search found, and what it cost.
#[derive(Debug, Clone, PartialEq)]
pub struct Search {
    /// What was found.
    pub finding: Finding,
    /// Virtual-machine steps that it took.
    pub steps: u64,
    /// Data sets that were tried.
    pub sets: u32,
}

/// What was found of two queries.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// No difference was found within the effort.
    Same,
    /// They differ on this data.
    Different(Box<Witness>),
    /// It could not be found out.
    Undecided(Undecided),
}

/// Why it could not be found out whether two queries are the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undecided {
    /// The reference does not run; SQLite's message, or why it is not admitted.
    Reference(String),
    /// The candidate does not run; SQLite's message, or why it is not admitted.
    Candidate(String),
    /// The candidate gives other rows each time, whatever the data.
    Chance,
    /// No row that the constraints admit could be made for these tables, which the queries read.
    NoData(Vec<String>),
    /// A query does not come to an end within its steps, on all data that was tried.
    RanAway,
    /// It was stopped by something that is not the same on every machine.
    Stopped(crate::scratch::Stop),
}

/// Data on which two queries differ, replayed in a fresh scratch database.
#[derive(Debug, Clone, PartialEq)]
pub struct Witness {
    /// The rows. No row can be left out without the difference going too.
    pub data: DataSet,
    /// Columns that tell something: those that a query reads, by table, and those that tie rows
    /// together. What is shown to a person need show no others.
    pub read: Vec<(String, Vec<String>)>,
    /// INSERT statements for the rows, parents first: run after the schema they make the data,
    /// with foreign keys on.
    pub script: String,
    /// What the reference gives, with the freedom of its order.
    pub wanted: Wanted,
    /// What the candidate did.
    pub actual: Ran,
    /// How the data was come by.
    pub found_by: FoundBy,
}

/// How a data set was come by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FoundBy {
    /// It is, or is a part of, the data that can be seen.
    Visible,
    /// An author's variant.
    Variant,
    /// Nothing in any table.
    Empty,
    /// Made beforehand, to tell the reference from typical mistakes.
    Suite,
    /// Rows that fit the conditions of a query, or miss one of them narrowly.
    Conditions,
    /// The visible data, changed a little.
    Neighbour,
    /// Small data at random, within narrow ranges.
    Chance,
}

/// Data sets that tell a reference from its mutants: made once, tried first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Suite {
    /// The data sets, the most telling first.
    pub sets: Vec<DataSet>,
}

impl Effort {
    /// What is spent where two queries are compared by themselves.
    pub const WHOLE: Self = Self { sets: 3000, steps: 8_000_000 };

    /// What is spent on an answer after the suite of its step was tried, and what the answer
    /// alone names.
    pub const REST: Self = Self { sets: 90, steps: 250_000 };
}

impl FoundBy {
    /// The word for it, in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Visible => "visible",
            Self::Variant => "variant",
            Self::Empty => "empty",
            Self::Suite => "suite",
            Self::Conditions => "conditions",
            Self::Neighbour => "neighbour",
            Self::Chance => "chance",
        }
    }
}
