//! How ORM code, or what it did, is not as it should be.

use super::TableDiffers;
use crate::orm::live::Left;
use crate::orm::recording::Failed;

/// One thing about ORM code that is not as it should be.
#[derive(Debug, Clone, PartialEq)]
pub enum CodeDiffers {
    /// It ended before its end: an exception, or something that is not supported here.
    Raised {
        /// What was typed.
        text: String,
        /// What ended it.
        failed: Failed,
    },
    /// The session holds something back that the database does not have.
    Uncommitted(Left),
    /// A mapped class is not as it should be.
    Model {
        /// The class.
        class: String,
        /// What is not as it should be.
        difference: ModelDiffers,
    },
    /// It printed something else: this line, counted from 0, is the first that differs.
    Output {
        /// The line's place.
        line: usize,
        /// The line that was wanted; none where there should be no more.
        wanted: Option<String>,
        /// The line that came; none where there was no more.
        actual: Option<String>,
        /// The prompt showed the wanted line as the value of an expression, and nothing more was
        /// printed.
        shown: bool,
    },
    /// It sent more statements than it may.
    Statements {
        /// How many of them inputs before the last one sent.
        before: usize,
        /// How many it may send.
        at_most: usize,
        /// How many it sent.
        sent: usize,
        /// The one that it sent most often, and how often, where that is more than once.
        repeated: Option<(String, usize)>,
    },
    /// The revisions that wait to be applied are not those that are wanted.
    Migration(MigrationDiffers),
}

/// How the revisions that wait to be applied are not as they should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MigrationDiffers {
    /// None waits.
    Missing,
    /// They should have been applied: the newest of them.
    Waits(String),
    /// None was applied.
    NotApplied,
    /// What waits, or was applied, does something else: as alembic logs it.
    Operations {
        /// What is wanted and they lack.
        missing: Vec<String>,
        /// What they have and should not.
        extra: Vec<String>,
    },
}

/// How a mapped class is not as it should be.
#[derive(Debug, Clone, PartialEq)]
pub enum ModelDiffers {
    /// It is not there. A class of nearly this name may be.
    Missing {
        /// The nearest name that was mapped.
        nearest: Option<String>,
    },
    /// It stands for another table.
    Table {
        /// The table that was wanted.
        wanted: String,
        /// The table that it stands for.
        actual: String,
    },
    /// An attribute is not there.
    NoAttribute {
        /// Its name.
        attribute: String,
        /// The class that it should lead to; none where it should be a column, or that is open.
        target: Option<String>,
        /// The nearest name that is there.
        nearest: Option<String>,
    },
    /// A relationship leads to a class that is not there.
    Waits {
        /// Its name.
        attribute: String,
        /// The class.
        target: String,
        /// The class that may have been meant.
        nearest: Option<String>,
    },
    /// A relationship's `back_populates` names what the other class does not have.
    NoOtherSide {
        /// Its name.
        attribute: String,
        /// The other class.
        target: String,
        /// What `back_populates` names.
        named: String,
        /// What leads back, where one relationship does.
        instead: Option<String>,
    },
    /// The foreign key that a relationship would follow refers to a table that is not there.
    KeyToNothing {
        /// The relationship's name.
        attribute: String,
        /// The column that the key stands at, as `albums.band_id`.
        column: String,
        /// What it refers to, as `band.id`.
        names: String,
        /// What it may have meant, as `bands.id`.
        instead: Option<String>,
    },
    /// A relationship is there, and SQLAlchemy cannot complete it.
    Incomplete {
        /// Its name.
        attribute: String,
        /// The first thing that stands in the way, in SQLAlchemy's words.
        why: String,
    },
    /// An attribute is a column, and a relationship was wanted.
    IsColumn {
        /// Its name.
        attribute: String,
        /// The class that it should lead to, where that was said.
        target: Option<String>,
    },
    /// A relationship leads to another class.
    Target {
        /// The attribute.
        attribute: String,
        /// The class that was wanted.
        wanted: String,
        /// The class that it leads to.
        actual: String,
    },
    /// A relationship holds a list where one was wanted, or the other way round.
    Uselist {
        /// The attribute.
        attribute: String,
        /// The class that it leads to.
        target: String,
        /// A list was wanted.
        list: bool,
        /// It goes by a foreign key of its own class: there can be no list.
        holds_key: bool,
    },
    /// A relationship is not kept in step with the other side, or with another attribute of it.
    BackPopulates {
        /// The attribute.
        attribute: String,
        /// The class that it leads to.
        target: String,
        /// The attribute of the other side that was wanted.
        wanted: String,
        /// The one that it has.
        actual: Option<String>,
    },
    /// The other side keeps a relationship in step, and it does not keep the other side.
    OneSided {
        /// The attribute.
        attribute: String,
        /// The class that it leads to.
        target: String,
        /// The attribute of the other side.
        other: String,
        /// It holds a list.
        list: bool,
    },
    /// A relationship does not go through the join table that was wanted.
    Secondary {
        /// The attribute.
        attribute: String,
        /// The join table that was wanted; none where there should be none.
        wanted: Option<String>,
        /// The one that it has.
        actual: Option<String>,
    },
    /// A relationship does not cascade as it should.
    Cascade {
        /// The attribute.
        attribute: String,
        /// The class that it leads to.
        target: String,
        /// What it lacks: `delete`, `delete-orphan`, …
        lacks: Vec<String>,
    },
    /// What the class says of its table is not what it should say.
    Says(TableDiffers),
    /// A relationship is loaded in another way.
    Lazy {
        /// The attribute.
        attribute: String,
        /// The way that was wanted.
        wanted: String,
        /// The way in which it is.
        actual: String,
    },
}

/// A relationship that says one, over a key that lets there be several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapperGap {
    /// The class.
    pub class: String,
    /// The attribute.
    pub attribute: String,
    /// The table that holds the foreign key.
    pub table: String,
    /// The key's columns.
    pub columns: Vec<String>,
}
