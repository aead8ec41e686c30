//! What COUNT counts.

use std::ops::Range;

use super::edit::Edits;
use super::found::Found;
use super::{Keys, Repair};
use crate::sql::clauses::{Core, Query};
use crate::sql::items::column_of;
use crate::sql::sources::{Join, Source, sources};
use crate::sql::tokens::quoted;

/// One COUNT( … ) without DISTINCT.
pub(super) struct Counted {
    /// What stands in the parentheses, in tokens.
    pub argument: Range<usize>,
    star: bool,
}

impl Counted {
    /// It is COUNT(*).
    pub fn is_star(&self) -> bool {
        self.star
    }
}

/// The COUNTs of a SELECT; those of subqueries in it are theirs.
pub(super) fn counted(query: &Query<'_>, core: &Core) -> Vec<Counted> {
    let inner = |at: usize| {
        query.cores.iter().any(|other| {
            other.depth > core.depth
                && core.select < other.select
                && (other.select..other.end).contains(&at)
        })
    };
    (core.select..core.end)
        .filter(|&at| query.tokens[at].is("COUNT") && !inner(at))
        .filter_map(|at| {
            let open = query.token(at + 1).filter(|token| token.is_mark("(")).map(|_| at + 1)?;
            let argument = open + 1..query.closing(open)?;
            let first = query.token(argument.start)?;
            let counts = !argument.is_empty() && !first.is("DISTINCT");
            let star = first.is_mark("*");
            counts.then_some(Counted { argument, star })
        })
        .collect()
}

/// The key column of a table as the query can name it: `items.id`.
pub(super) fn key_of(query: &Query<'_>, source: &Source, keys: Keys<'_>) -> Option<String> {
    let key = keys(&source.table_name(query)?)?;
    Some(format!("{}.{}", source.reference(query)?, quoted(&key)))
}

/// COUNT(*), or COUNT of another table's column, made to count the key of each LEFT JOIN's
/// table.
pub(super) fn of_left_joins<'q>(query: &'q Query<'q>, keys: Keys<'_>) -> Found<'q> {
    let mut found = Found::new(query);
    for core in &query.cores {
        let counts = counted(query, core);
        for source in sources(query, core).iter().filter(|source| source.join == Join::Left) {
            let Some(column) = key_of(query, source, keys) else { continue };
            let mut edits = Edits::default();
            for count in counts.iter().filter(|count| count.star) {
                edits.replace(query, count.argument.clone(), column.clone());
            }
            if !edits.is_empty() {
                let kind = Repair::CountStar { column: column.clone() };
                found.push(kind, edits);
            }
            for count in counts.iter().filter(|count| counts_another(query, count, source)) {
                let from = query.slice(&count.argument).to_owned();
                let mut edits = Edits::default();
                edits.replace(query, count.argument.clone(), column.clone());
                let kind = Repair::CountColumn { from, to: column.clone() };
                found.push(kind, edits);
            }
        }
    }
    found
}

/// COUNT(x) made COUNT(DISTINCT x), and COUNT(*) of several tables made to count each one's key.
pub(super) fn distinct<'q>(query: &'q Query<'q>, keys: Keys<'_>) -> Found<'q> {
    let mut found = Found::new(query);
    for core in &query.cores {
        let sources = sources(query, core);
        for count in counted(query, core) {
            let columns: Vec<String> = if !count.star {
                vec![query.slice(&count.argument).to_owned()]
            } else if sources.len() > 1 {
                sources.iter().filter_map(|source| key_of(query, source, keys)).collect()
            } else {
                Vec::new()
            };
            for column in columns {
                let mut edits = Edits::default();
                edits.replace(query, count.argument.clone(), format!("DISTINCT {column}"));
                let kind = Repair::CountDistinct { column };
                found.push(kind, edits);
            }
        }
    }
    found
}

/// It counts a column that is not plainly one of this table.
fn counts_another(query: &Query<'_>, count: &Counted, source: &Source) -> bool {
    if count.star || column_of(query, &count.argument).is_none() {
        return false;
    }
    let first = query.tokens[count.argument.start];
    count.argument.len() == 1 || !source.is_called(query, &first.name())
}
