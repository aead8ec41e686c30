//! The thinking error behind a wrong answer.

use super::LeftOpen;
use crate::rows::{Row, Value};

/// A thinking error that the evidence shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Cause {
    /// An inner join dropped rows without a partner: with an outer join they are there.
    LostToJoin {
        /// A row that was lost, by its first cell.
        lost: Value,
        /// How many were lost.
        count: usize,
        /// The joined table in which they have no partner; none if several joins lose rows.
        table: Option<String>,
        /// Only a RIGHT or FULL JOIN keeps them: they stand in the joined table.
        joined_side: bool,
    },
    /// WHERE on the right table of a LEFT JOIN took the rows of NULLs away again.
    FilterAfterOuterJoin {
        /// A row that was lost, by its first cell.
        lost: Value,
    },
    /// An outer join kept rows without a partner, and only those with one were wanted.
    KeptWithoutPartner {
        /// The table in which they have none.
        table: String,
    },
    /// COUNT counted the row of NULLs that an outer join gives a row without partners.
    CountedNulls {
        /// The row, by its first cell.
        row: Value,
        /// What was counted: `*`, or a column that is never NULL.
        counted: String,
    },
    /// COUNT counted the copies that a join made.
    CountedCopies {
        /// The row, by its first cell.
        row: Value,
        /// What was counted.
        column: String,
    },
    /// A join gave several copies of rows: the extra rows are copies of wanted ones.
    FanOut {
        /// A row that came several times.
        row: Row,
        /// How often it came.
        times: usize,
        /// How often it should.
        wanted: usize,
    },
    /// A join repeated rows before they were summed or counted: cells are multiples.
    FanOutSummed {
        /// The row, by its first cell.
        row: Value,
        /// How many times too large the cell is.
        times: i64,
    },
    /// DISTINCT, or UNION without ALL, took rows away that are only equal, not the same.
    MergedDuplicates,
    /// Everything was paired with everything.
    CrossJoin {
        /// How many rows came.
        rows: usize,
    },
    /// NOT IN over a list that holds NULL is never true.
    NullInList {
        /// The subquery.
        subquery: String,
    },
    /// `= NULL` is never true.
    EqualsNull,
    /// Groups were made by a name that several rows bear.
    GroupedByName {
        /// What was grouped by.
        name: String,
        /// What tells the rows apart.
        key: String,
    },
    /// An aggregate without GROUP BY made one row of all.
    NoGroups,
    /// UNION ALL kept what stands on both sides.
    KeptDuplicates,
    /// AND asks for both at once, and either was wanted.
    BothAtOnce,
    /// OR takes what only one of the conditions holds for, and both were wanted.
    EitherOne,
    /// A term of ORDER BY goes the wrong way.
    OtherDirection {
        /// The term.
        term: String,
    },
    /// The right columns stand in another order: for each wanted column, where it is now.
    ColumnsSwapped(Vec<usize>),
    /// The cells differ in type only.
    TypeOnly {
        /// What came.
        actual: Value,
        /// What was wanted.
        wanted: Value,
    },
    /// Letter case or surrounding white space is all that differs.
    SpellingOnly,
    /// The order is the wanted one upside down.
    Reversed,
    /// The two keys of a join table were written into each other's columns.
    KeysSwapped {
        /// The join table.
        table: String,
        /// Its two columns.
        columns: (String, String),
    },
    /// The two keys of a join table were compared each with the other's table.
    KeysCompared {
        /// The join table.
        table: String,
        /// Its two columns.
        columns: (String, String),
    },
    /// One key of a join table was compared where the other belongs.
    OtherKeyCompared {
        /// The join table.
        table: String,
        /// The column that was compared, and the one that belongs there.
        columns: (String, String),
    },
    /// The foreign key is in the other table.
    KeyOnWrongSide {
        /// The table that should hold it.
        wanted: String,
        /// The table that holds it.
        actual: String,
    },
    /// DROP TABLE deleted the rows of its table, and a foreign key did what it says ON DELETE.
    LostToDrop {
        /// The table that was dropped.
        dropped: String,
        /// The table that refers to it.
        table: String,
        /// How many of its rows went; none where they were only changed.
        lost: usize,
    },
    /// A one-to-one without UNIQUE is a one-to-many.
    NotUnique {
        /// The table that holds the key.
        table: String,
        /// The column of the key.
        column: String,
        /// The table that it refers to.
        target: String,
    },
    /// Objects were made, and the session that was committed was never given them: their variables.
    NotAdded(Vec<String>),
    /// A class is mapped, and its table was not made.
    TableNotMade {
        /// The class.
        class: String,
        /// The table that it stands for.
        table: String,
        /// It is Flask's `db` that makes tables.
        flask: bool,
    },
    /// A class has a column that its table has not, since the table was there before.
    TableOfBefore {
        /// The class.
        class: String,
        /// The table that it stands for.
        table: String,
        /// The column.
        column: String,
    },
    /// The answer leaves open what it gives, and the reference does not.
    LeftOpen(LeftOpen),
}
