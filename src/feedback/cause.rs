//! The thinking error, in a sentence or two.

use super::count::{list, often, things};
use super::difference::cell;
use crate::verdict::{Cause, LeftOpen};

/// What a learner reads of a cause. It names the error, not the answer.
pub fn sentence(cause: &Cause) -> String {
    match cause {
        Cause::LostToJoin { lost, count, table, joined_side } => {
            let who = match count {
                0 | 1 => format!("{} has", cell(lost)),
                more => format!("{} and {} more have", cell(lost), more - 1),
            };
            let partner = match table {
                Some(table) => format!("no partner in {table}"),
                None => "no partner in one of the tables".to_owned(),
            };
            if *joined_side {
                format!(
                    "{who} no partner in the tables before the join, and only rows with a partner \
                     are kept."
                )
            } else {
                format!("{who} {partner}, and JOIN keeps only rows that have one.")
            }
        }
        Cause::FilterAfterOuterJoin { lost } => format!(
            "LEFT JOIN kept {} with NULLs, and WHERE took it away again: WHERE looks at the rows \
             after they are joined.",
            cell(lost)
        ),
        Cause::KeptWithoutPartner { table } => {
            format!("LEFT JOIN also keeps the rows that have no partner in {table}.")
        }
        Cause::CountedNulls { row, counted } => format!(
            "COUNT({counted}) counts rows, and LEFT JOIN gives {} one row, made of NULLs.",
            cell(row)
        ),
        Cause::CountedCopies { row, column } => {
            format!("For {} a join repeats rows, and COUNT({column}) counts every copy.", cell(row))
        }
        Cause::FanOut { row, times, wanted } => {
            let row: Vec<String> = row.iter().map(cell).collect();
            format!(
                "{} came {} and should come {}: a join gives a copy for every partner.",
                row.join(", "),
                often(*times),
                often(*wanted)
            )
        }
        Cause::FanOutSummed { row, times } => format!(
            "For {} it is {} what it should be, as when a join repeats rows before they are added up.",
            cell(row),
            often(usize::try_from(*times).unwrap_or(usize::MAX))
        ),
        Cause::MergedDuplicates => {
            "Rows that look alike were merged into one. Two things can look alike.".to_owned()
        }
        Cause::CrossJoin { .. } => {
            "Nothing says which rows belong together, so that every row was \
                                    paired with every other."
                .to_owned()
        }
        Cause::NullInList { .. } => "The list after NOT IN holds a NULL. Nothing can be said to \
                                     differ from NULL, so NOT IN is never true."
            .to_owned(),
        Cause::EqualsNull => {
            "A comparison with NULL is never true, not even NULL = NULL. IS asks for it.".to_owned()
        }
        Cause::GroupedByName { name, .. } => format!(
            "GROUP BY {name} puts all that bear one {} into one group. What tells them apart?",
            name.rsplit('.').next().unwrap_or(name)
        ),
        Cause::NoGroups => {
            "Without GROUP BY, COUNT, SUM and their kin make one row of all rows.".to_owned()
        }
        Cause::KeptDuplicates => {
            "UNION ALL keeps what stands on both sides, once for each.".to_owned()
        }
        Cause::BothAtOnce => "AND asks that both hold for the very same row.".to_owned(),
        Cause::EitherOne => "OR is content when only one of them holds.".to_owned(),
        Cause::OtherDirection { term } => format!("By {term} it should go the other way round."),
        Cause::ColumnsSwapped(_) => {
            "The columns are right, but they stand in another order.".to_owned()
        }
        Cause::TypeOnly { actual, wanted } => {
            format!("{} and {} look alike and are not equal.", actual.literal(), wanted.literal())
        }
        Cause::SpellingOnly => "Only letter case or spaces differ.".to_owned(),
        Cause::Reversed => "This is the wanted order upside down.".to_owned(),
        Cause::KeysSwapped { table, columns: (left, right) } => format!(
            "The two keys in {table} have changed places: {left} holds what belongs in {right}."
        ),
        Cause::KeysCompared { table, columns: (left, right) } => format!(
            "{left} and {right} of {table} have changed places: each is compared with the other's \
             table."
        ),
        Cause::OtherKeyCompared { table, columns: (actual, wanted) } => {
            format!("{actual} of {table} is compared where {wanted} belongs.")
        }
        Cause::KeyOnWrongSide { wanted, actual } => format!(
            "The foreign key is in {actual} and belongs in {wanted}: it stands with the row that \
             belongs to another, and points at that."
        ),
        Cause::LostToDrop { dropped, table, lost: 0 } => format!(
            "DROP TABLE {dropped} first deletes all rows of {dropped}, and ON DELETE changed the \
             rows of {table} that pointed at them."
        ),
        Cause::LostToDrop { dropped, table, lost } => format!(
            "DROP TABLE {dropped} first deletes all rows of {dropped}, and ON DELETE CASCADE took \
             {} of {table} along.",
            things(*lost, "row")
        ),
        Cause::NotUnique { table, column, target } => format!(
            "Without UNIQUE, many rows of {table} can bear one {column}: that is one row of \
             {target} to many."
        ),
        Cause::NotAdded(names) => match names.as_slice() {
            [one] => format!(
                "`{one}` was never added to the session, and a commit writes what is there: \
                 `session.add({one})`."
            ),
            several => format!(
                "{} were never added to the session, and a commit writes what is there: \
                 `session.add_all([{}])`.",
                list(&several.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>()),
                several.join(", ")
            ),
        },
        Cause::TableNotMade { class, table, flask } => {
            let call = if *flask { "db.create_all()" } else { "Base.metadata.create_all(engine)" };
            format!(
                "`{class}` says what {table} is like, and a class alone makes no table. `{call}` \
                 makes those that are missing."
            )
        }
        Cause::TableOfBefore { class, table, column } => format!(
            "`{class}` has {column}, and {table} was made before it did. `create_all()` makes \
             tables that are missing, and leaves those that are there as they are."
        ),
        Cause::LeftOpen(open) => left_open(open),
    }
}

/// What a learner reads of a query that leaves open what it gives.
pub fn left_open(open: &LeftOpen) -> String {
    match open {
        LeftOpen::Chance(function) => format!(
            "`{function}()` draws lots: the answer can give something else each time that it runs."
        ),
        LeftOpen::Limit { ordered: false } => {
            "LIMIT without ORDER BY takes any rows: which ones, SQL leaves open.".to_owned()
        }
        LeftOpen::Limit { ordered: true } => {
            "At the edge of LIMIT stand rows that ORDER BY does not tell apart: which of them are \
             taken, SQL leaves open."
                .to_owned()
        }
    }
}
