//! What was found of a link in a database: data only, no words.

use super::{Link, Model};

/// The model of a live database, and why it is that.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inferred {
    /// Every table and every foreign key that leads somewhere. Many-to-many links are not among
    /// its links: they follow from them, see [`Inferred::joins`].
    pub model: Model,
    /// Why each link is what it is; the same order and number as the links of the model.
    pub proofs: Vec<Proof>,
    /// What relates as many-to-many, and through which table.
    pub joins: Vec<Join>,
    /// What is wrong with the keys of the database.
    pub flaws: Vec<Flaw>,
}

/// A foreign key, as declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The table that holds it.
    pub table: String,
    /// Its columns.
    pub columns: Vec<String>,
    /// The table that it refers to.
    pub target: String,
    /// The columns that it refers to, as many as its own.
    pub targets: Vec<String>,
}

/// Why a link holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The foreign key.
    pub key: Reference,
    /// What keeps two rows from referring to the same row; `None` where many may.
    pub unique: Option<Uniqueness>,
    /// The columns of the key that may be NULL; empty where every row has to refer to one.
    pub nullable: Vec<String>,
}

/// What keeps some columns unique.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Uniqueness {
    /// They are, or hold, the primary key.
    PrimaryKey,
    /// They are, or hold, the columns of a UNIQUE constraint.
    Constraint,
    /// They are, or hold, the columns of this unique index.
    Index(String),
}

/// Two tables that relate as many-to-many through a third.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Join {
    /// The join table.
    pub table: String,
    /// The link to the one: an index into the links of the model.
    pub left: usize,
    /// The link to the other.
    pub right: usize,
    /// Columns of its own: neither of its keys, nor its own primary key.
    pub own: Vec<String>,
    /// The schema lets each pair come once at most.
    pub pairs_are_unique: bool,
    /// The join table is there for this pair: it has just these two foreign keys, or its primary
    /// key or a unique key is made of them.
    pub is_plain: bool,
}

/// What is wrong with the keys of a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// A table without a primary key.
    NoPrimaryKey(String),
    /// A foreign key to a table that is not there.
    NoTable(Reference),
    /// A foreign key to a column that is not there.
    NoColumn(Reference, String),
    /// A foreign key to columns that are not unique, which SQLite refuses to work with.
    NotUnique(Reference),
    /// A foreign key that counts fewer or more columns than what it refers to. Where it names no
    /// columns, these are the target's primary key; none at all where there is no such key.
    Uneven(Reference),
    /// A foreign key to a view, which SQLite refuses to work with.
    ToView(Reference),
    /// A unique foreign key of which this column has another type than what it refers to, so that
    /// different values in it can refer to one row: the texts `1` and `01` both to the number 1.
    OtherType(Reference, String),
}

/// Whether a database has a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// It has: by these proofs, as indexes of [`Inferred::proofs`]; two for a many-to-many.
    Holds(Vec<usize>),
    /// It has not, for these reasons; at least one.
    Fails(Vec<Gap>),
}

/// What lies between a database and a link that is asked of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gap {
    /// There is no such table.
    NoTable {
        /// The name that was asked for.
        name: String,
        /// A table whose name is near.
        near: Option<String>,
    },
    /// The one table has no foreign key to the other.
    NoKey {
        /// The table that would hold it.
        table: String,
        /// The table that it would refer to.
        target: String,
        /// The columns that were asked for, if any were.
        columns: Vec<String>,
        /// A proof of a link the other way round: the key is on the wrong side.
        turned: Option<usize>,
        /// A column that bears the name of such a key and refers to nothing.
        loose: Option<String>,
    },
    /// Many rows may refer to one row; the proof of the link that is there.
    NotUnique(usize),
    /// One row at most may refer to one row; the proof of the link that is there.
    Unique(usize),
    /// A row may refer to none, for a column of the key may be NULL; the proof of the link.
    Nullable(usize),
    /// A row has to refer to one; the proof of the link.
    NotNull(usize),
    /// That there is at least one row for each row of the other cannot be declared in SQLite.
    CannotBeAsked {
        /// The entity of which there should be one.
        entity: String,
        /// For each row of this one.
        of: String,
    },
    /// No table has foreign keys to both.
    NoJoin {
        /// The one.
        left: String,
        /// The other.
        right: String,
    },
}

/// A link that was asked for, with what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What was asked.
    pub link: Link,
    /// What was found.
    pub finding: Finding,
}
