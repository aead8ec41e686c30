//! What stands behind a thinking error: how the thing works, for who asks.

use crate::scratch::Constraint;
use crate::verdict::{Cause, LeftOpen, MistakeKind, Reason};

/// How the constraint works that refused an answer.
pub fn refusal(reason: &Reason) -> Option<&'static str> {
    let Reason::Failed(mistake) = reason else { return None };
    let MistakeKind::Refused { constraint, .. } = mistake.kind else { return None };
    Some(match constraint {
        Constraint::Unique | Constraint::PrimaryKey => {
            "No two rows may hold the same there. Give the new row another value, or change the \
             row that has it already."
        }
        Constraint::ForeignKey => {
            "A row that is pointed at has to be there first, so the parent goes in before its \
             children. For the same reason a parent can go only when no child points at it any \
             more, unless ON DELETE says what becomes of those."
        }
        Constraint::NotNull => {
            "A column that is left out of an INSERT gets its DEFAULT, and NULL where it has none. \
             NOT NULL asks for a value."
        }
        Constraint::Check => {
            "CHECK is a condition on each row. A row for which it is false is not taken; one for \
             which it is unknown, because of a NULL, is."
        }
        Constraint::Type | Constraint::Other => return None,
    })
}

/// How the thing works that a cause is about. It tells more than the cause does, so it is shown
/// only when asked for.
pub fn text(cause: &Cause) -> Option<&'static str> {
    Some(match cause {
        Cause::LostToJoin { .. } => {
            "A join pairs rows. A row that finds no partner in the other table is in no pair, and \
             so it is not in the result. LEFT JOIN adds such rows of the table on its left, with \
             NULL in the columns of the other; RIGHT JOIN does it for the right side, FULL JOIN \
             for both."
        }
        Cause::FilterAfterOuterJoin { .. } => {
            "ON decides which rows are partners, WHERE which of the joined rows are kept. A row \
             that LEFT JOIN filled up with NULLs fails every comparison with a column of the other \
             table, because a comparison with NULL is never true. In ON the same condition only \
             chooses the partners."
        }
        Cause::KeptWithoutPartner { .. } => {
            "LEFT JOIN keeps every row of the table on its left, and fills up with NULLs where there \
             is no partner. JOIN keeps pairs only."
        }
        Cause::CountedNulls { .. } => {
            "COUNT(*) counts rows, whatever is in them. COUNT(column) counts the rows in which the \
             column is not NULL. After a LEFT JOIN only a column of the right table tells none \
             from one."
        }
        Cause::CountedCopies { .. } | Cause::FanOut { .. } | Cause::FanOutSummed { .. } => {
            "A join gives one row for each pair. A row with three partners stands there three \
             times, and what is counted or added up after that is counted three times. Ask with \
             EXISTS where only \"is there one?\" matters, count DISTINCT keys, or add up before \
             joining."
        }
        Cause::MergedDuplicates => {
            "DISTINCT and UNION keep one of several equal rows, whether they stand for one thing or \
             for many. Only a key tells things apart that look alike."
        }
        Cause::KeptDuplicates => {
            "UNION ALL puts the rows of both sides one after the other. UNION takes out what is \
             equal to a row that is there already."
        }
        Cause::CrossJoin { .. } => {
            "Without a condition a join pairs every row of one table with every row of the other: \
             three and four make twelve. ON says which pairs belong together; mostly a foreign key \
             has to equal the key that it refers to."
        }
        Cause::NullInList { .. } => {
            "`x NOT IN (1, NULL)` asks two things: does x differ from 1, and does x differ from \
             NULL? The second is unknown, so the whole is never true. Keep the NULLs out of the \
             list, or ask with NOT EXISTS."
        }
        Cause::EqualsNull => {
            "NULL stands for what is not known. Whether something equals an unknown value is unknown \
             too, and WHERE keeps only what is true. IS NULL and IS NOT NULL ask about it."
        }
        Cause::NoGroups => {
            "An aggregate takes many rows and gives one value. GROUP BY says which rows belong \
             together: there is one result row for each group. Without it all rows are one group."
        }
        Cause::GroupedByName { .. } => {
            "GROUP BY makes one group for each different value. Two rows that bear one name have \
             one value, and so they share a group. Their keys differ: group by the key and show \
             the name."
        }
        Cause::BothAtOnce | Cause::EitherOne => {
            "WHERE looks at one row at a time. AND keeps it when both sides hold for that row, OR \
             when at least one does. \"These and those\" in plain words is often OR."
        }
        Cause::OtherDirection { .. } | Cause::Reversed => {
            "ORDER BY goes up: small before large, A before Z, NULL first. DESC after a term turns \
             that term round, and only that one."
        }
        Cause::TypeOnly { .. } => {
            "A text is never equal to a number, though both print alike. Quotes make a text, and so \
             does `||`; CAST turns one into the other."
        }
        Cause::KeysSwapped { .. } | Cause::KeysCompared { .. } | Cause::OtherKeyCompared { .. } => {
            "A row of a join table holds two keys, one for each side, and nothing but their columns \
             says which is which. Where the same numbers occur on both sides, a swapped pair is \
             accepted and says something else."
        }
        Cause::KeyOnWrongSide { .. } => {
            "A foreign key is one cell in each row, so a row can point at one row only. The table \
             whose rows belong to one row of the other holds it. What is pointed at may be pointed \
             at by none, by one or by many."
        }
        Cause::LostToDrop { .. } => {
            "A table that goes is emptied first, as by DELETE, and every foreign key that points at \
             it does what it says ON DELETE. To rebuild such a table, put the rows that point at \
             it aside first and bring them back afterwards; ALTER TABLE leaves them where they are."
        }
        Cause::NotUnique { .. } => {
            "A foreign key lets any number of rows point at the same row. UNIQUE on its column lets \
             one at most: that makes a one-to-one of a one-to-many."
        }
        Cause::NotAdded(_) => {
            "An object that you make is Python's alone. `session.add()` gives it to the session, \
             with all that hangs on it by relationships. An object that you append to one that the \
             session has comes along by itself."
        }
        Cause::TableNotMade { .. } | Cause::TableOfBefore { .. } => {
            "Classes live in your code and tables in the database, and neither watches the other. \
             `create_all()` compares their names only. To change a table that holds rows is a \
             migration."
        }
        Cause::LeftOpen(open) => left_open(open),
        Cause::ColumnsSwapped(_) | Cause::SpellingOnly => return None,
    })
}

/// How the thing works that leaves open what a query gives.
pub fn left_open(open: &LeftOpen) -> &'static str {
    match open {
        LeftOpen::Chance(_) => {
            "In a lesson chance stands still, so that an answer and its judgement see the same. \
             Elsewhere it does not."
        }
        LeftOpen::Limit { .. } => {
            "A table has no order of its own. What ORDER BY does not tell apart may come in any \
             order, and in another one tomorrow; LIMIT then cuts where it happens to. A key as the \
             last term of ORDER BY tells every row from every other."
        }
    }
}

/// What data is that was made.
pub const MADE: &str = "These rows were made up to tell your answer from the one that is wanted, \
     and are as few as will do. They keep every rule of the tables: keys, foreign keys, NOT NULL, \
     UNIQUE and CHECK. A query that is right is right on all such data.";
