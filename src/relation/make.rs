//! A relation made true in a scratch database: what was done for it, or why nothing was.
//!
//! What holds already is left alone. The work is done on a copy and taken over as a whole, once it
//! is known that every row, index, view and trigger that was there still is; where one link is
//! refused, nothing changes at all. The SQL that is shown is the SQL that ran, and does the same
//! when it is typed.

mod halt;
mod names;
mod work;
mod obstacle;
mod target;
mod ring;
mod rebuild;
mod draft;
mod table;
mod key;
mod join;
mod unique;
mod null;
mod link;
mod check;
mod parts;
mod all;

pub use all::make;
pub use parts::parts;

use super::Link;
use super::finding::{Finding, Flaw, Reference};
use crate::rows::Rows;
use crate::scratch::{Failure, Stop};

/// What a model is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'m> {
    /// A link, with the tables that it needs.
    Link(&'m Link),
    /// The name of an entity that no link speaks of.
    Entity(&'m str),
}

/// What came of a link, or of an entity that no link speaks of.
#[derive(Debug, Clone, PartialEq)]
pub enum Made {
    /// It was so before, and nothing was done for it. Its proofs are those of the database as it is
    /// afterwards.
    Already(Finding),
    /// It was made.
    Done {
        /// The statements that made it, each with its `;`. None where what was made for another
        /// link made this one too.
        sql: Vec<String>,
        /// What else there is to say of it.
        notes: Vec<Note>,
    },
    /// It could not be made.
    Refused {
        /// Why not.
        why: Why,
        /// The rows in the way, where there are such.
        rows: Option<Rows>,
    },
    /// It could be made, and was not: another one was refused.
    Left,
}

/// What a relation that was made does not say by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// A table was made, and the name of another is near.
    Near {
        /// The new table.
        name: String,
        /// The one that was there.
        near: String,
    },
    /// The columns of the new key may be NULL, so that a row may refer to none.
    MayBeNull {
        /// The table that holds the key.
        table: String,
        /// The columns of the key.
        columns: Vec<String>,
        /// The table that it refers to.
        target: String,
        /// How many rows were there that refer to none now.
        rows: usize,
    },
    /// That there is at least one cannot be declared in SQLite.
    CannotBeDeclared {
        /// The entity of which there should be one.
        entity: String,
        /// For each row of this one.
        of: String,
    },
    /// Each row has to refer to a row of the same table: the first one to itself.
    Itself {
        /// The table.
        table: String,
    },
    /// Tables have to refer to each other in a ring.
    Ring {
        /// The tables, from the one that holds the new key to the one that refers to it.
        tables: Vec<String>,
        /// The new key is looked at when the transaction ends only.
        deferred: bool,
    },
    /// ALTER TABLE cannot do it, so the table was made anew with all its rows.
    Rebuilt {
        /// The table.
        table: String,
        /// Tables whose keys had to be passed over, because dropping the table would have changed
        /// or forbidden their rows. Foreign keys stay on at the prompt of the scratch database.
        without_keys: Vec<String>,
    },
    /// There is a key the other way round as well; it stays.
    Turned(Reference),
    /// A pair can come more than once in the join table.
    PairsMayRepeat {
        /// The join table.
        table: String,
    },
}

/// Why a link could not be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// A transaction is open, and a copy would lose what it did.
    Transaction,
    /// More links than are made at once.
    TooMany {
        /// How many there may be.
        most: usize,
    },
    /// A view bears the name, and a view holds no key.
    View(String),
    /// An index or a trigger bears the name.
    NameTaken(String),
    /// Names that begin with `sqlite_` are SQLite's own.
    Reserved(String),
    /// The table to be referred to has no primary key, and nothing in it is unique.
    NoPrimaryKey(String),
    /// The columns that were said are not as many as those of the key to be referred to.
    Uneven {
        /// The table that is referred to.
        target: String,
        /// Its key.
        key: Vec<String>,
        /// The columns that were said.
        columns: Vec<String>,
    },
    /// Rows hold values that no row of the other table has: they are in the way.
    Orphans {
        /// The table that would hold the key.
        table: String,
        /// Its columns.
        columns: Vec<String>,
        /// The table that they would refer to.
        target: String,
        /// Its columns.
        targets: Vec<String>,
    },
    /// Several rows refer to the same row: they are in the way.
    Duplicates {
        /// The table.
        table: String,
        /// The columns that would be unique.
        columns: Vec<String>,
    },
    /// Rows refer to none: they are in the way.
    Nulls {
        /// The table.
        table: String,
        /// The columns that would be NOT NULL.
        columns: Vec<String>,
    },
    /// Every row would have to refer to one, and the column is new: the rows that are there are in
    /// the way.
    NoValues {
        /// The table that would hold the key.
        table: String,
        /// The new columns.
        columns: Vec<String>,
        /// The table that they would refer to.
        target: String,
    },
    /// The column that would be the key is another key already.
    ColumnInUse(Reference),
    /// The table has a key to the other that does not work.
    Broken(Flaw),
    /// The key is the primary key or holds it: it is unique and not NULL for that.
    IsPrimaryKey {
        /// The table.
        table: String,
        /// The primary key.
        columns: Vec<String>,
    },
    /// The columns have to stay unique, for another key refers to them.
    Needed {
        /// The table.
        table: String,
        /// The columns.
        columns: Vec<String>,
        /// The key that refers to them.
        by: Reference,
    },
    /// It cannot hold together with a link that was said earlier: its index.
    Contradicts(usize),
    /// The statement that made the table is written in a way that cannot be edited.
    Unreadable(String),
    /// SQLite refuses a statement.
    Failed {
        /// The statement.
        sql: String,
        /// What SQLite says.
        failure: Failure,
    },
    /// It was stopped.
    Stopped(Stop),
    /// Keys of this table that work, or lead nowhere, would refer to what they cannot refer to.
    WouldBreak(String),
    /// What would have been lost or changed beside the relation: the name of a table, index, view or
    /// trigger.
    WouldChange(String),
}
