//! Why a relation could not be made, and what to do.

use super::says::says;
use crate::feedback::count::list;
use crate::feedback::relation::flaw;
use crate::feedback::relation::noun::one;
use crate::feedback::relation::proof::{columns, key};
use crate::relation::Model;
use crate::relation::ask::upright;
use crate::relation::finding::{Flaw, Inferred};
use crate::relation::make::Why;
use crate::relation::name::{plural, singular};
use crate::scratch::{FailureKind, Stop};

/// The reason and what to do, in sentences. Where rows are in the way, they are shown below.
pub(super) fn sentences(why: &Why, model: &Model, inferred: &Inferred) -> String {
    match why {
        Why::Transaction => "A transaction is open. COMMIT keeps what it did, ROLLBACK takes it \
             back; then say it again."
            .to_owned(),
        Why::TooMany { most } => {
            format!("That is more than {most} relations at once. Say them in parts.")
        }
        Why::View(name) => format!(
            "{name} is a view, and a view holds no key. Speak of the table that it reads, or choose \
             another name."
        ),
        Why::NameTaken(name) => {
            format!("There is an index {name} already. Choose another name for the table.")
        }
        Why::Reserved(name) => format!(
            "Names that begin with sqlite_ are SQLite's own. Choose another name than {name}."
        ),
        Why::NoPrimaryKey(table) => flaw::sentence(&Flaw::NoPrimaryKey(table.clone()), inferred),
        Why::Uneven { target, key, columns: said } => format!(
            "A key needs a column for each of {}. You named {}.",
            columns(target, key),
            list(said)
        ),
        Why::Orphans { table, columns: own, target, targets } => format!(
            "Some {} refer to no {} that is there: {} has to be NULL or found in {}. Change or \
             delete these rows first, or add what they refer to.",
            plural(table),
            singular(target),
            columns(table, own),
            columns(target, targets)
        ),
        Why::Duplicates { table, columns: own } => format!(
            "Some {} are equal in {}, so that it cannot be UNIQUE. Change or delete all but one of \
             each first.",
            plural(table),
            columns(table, own)
        ),
        Why::Nulls { table, columns: own } => format!(
            "Some {} have no value in {}, so that it cannot be NOT NULL. Give them one first.",
            plural(table),
            columns(table, own)
        ),
        Why::NoValues { table, columns: own, target } => format!(
            "Each {} would need {}, and those that are there have none: {} would be new. Say it \
             first without \"must\", give each of them one with UPDATE, then say it again.",
            singular(table),
            one(target),
            columns(table, own)
        ),
        Why::ColumnInUse(reference) => format!(
            "The column for it is a key already: {}. Rename that one with ALTER TABLE first, or \
             add the new key under another name.",
            key(reference)
        ),
        Why::Broken(broken) => flaw::sentence(broken, inferred),
        Why::IsPrimaryKey { table, columns: own } => format!(
            "{} is the primary key, which is always unique and never NULL. Let {} refer by a column \
             of its own.",
            columns(table, own),
            table
        ),
        Why::Needed { table, columns: own, by } => format!(
            "{} has to stay UNIQUE, for a key refers to it: {}. Change that one first.",
            columns(table, own),
            key(by)
        ),
        Why::Contradicts(earlier) => match model.links.get(*earlier) {
            Some(link) => format!(
                "It cannot hold together with: {}. Say only one of the two.",
                says(&upright(link))
            ),
            None => "It cannot hold together with what was said before it.".to_owned(),
        },
        Why::Unreadable(table) => format!(
            "{table} is made in a way that cannot be changed here. Make it anew with the key that \
             you want."
        ),
        Why::Failed { sql, failure } => match failure.kind {
            FailureKind::Limit => {
                format!("Too large for the scratch database: {}.", failure.message)
            }
            _ => format!("SQLite refuses `{}`: {}.", first_line(sql), failure.message),
        },
        Why::Stopped(stop) => match stop {
            Stop::Steps => {
                "It takes more work than one input may use: there are too many rows.".to_owned()
            }
            Stop::Clock => "It took too long and was stopped. Say it again.".to_owned(),
            Stop::Memory => "Memory ran out. Say it again.".to_owned(),
            Stop::Interrupted => "It was stopped.".to_owned(),
        },
        Why::WouldBreak(table) => format!(
            "A foreign key of {table} would no longer work with it. Look at it in .schema, and \
             change it first."
        ),
        Why::WouldChange(name) => {
            format!("It would have changed {name} as well, which nobody asked for.")
        }
    }
}

/// The table whose rows are in the way.
pub(super) fn table(why: &Why) -> Option<&str> {
    match why {
        Why::Orphans { table, .. }
        | Why::Duplicates { table, .. }
        | Why::Nulls { table, .. }
        | Why::NoValues { table, .. } => Some(table),
        _ => None,
    }
}

fn first_line(sql: &str) -> &str {
    sql.lines().next().unwrap_or_default()
}
