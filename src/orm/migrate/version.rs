//! Which revision a database is at: alembic's own table, of one row at most.

use super::revision::Revision;
use super::work::{Halt, Work};
use crate::rows::Value;
use crate::scratch::{Budget, Scratch, ScratchError};

/// The table in which alembic records the revision.
pub(super) const TABLE: &str = "alembic_version";

const CREATE: &str = "CREATE TABLE alembic_version (\n\tversion_num VARCHAR(32) NOT NULL, \n\t\
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n)";

/// The revision that is recorded; none where there is none, or no table.
///
/// # Errors
///
/// When memory runs out.
pub(super) fn recorded(scratch: &Scratch) -> Result<Option<String>, ScratchError> {
    if !is_there(scratch)? {
        return Ok(None);
    }
    let sql = "SELECT version_num FROM alembic_version";
    let (rows, _) = scratch.read(sql, &Budget::default())?;
    let first =
        rows.and_then(|rows| rows.rows.into_iter().next()).and_then(|row| row.into_iter().next());
    Ok(match first {
        Some(Value::Text(id)) => Some(id),
        Some(other) => Some(other.literal()),
        None => None,
    })
}

/// Whether the table is there.
///
/// # Errors
///
/// When memory runs out.
pub(super) fn is_there(scratch: &Scratch) -> Result<bool, ScratchError> {
    let sql = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'alembic_version'";
    let (rows, _) = scratch.read(sql, &Budget::default())?;
    Ok(rows.is_some_and(|rows| !rows.rows.is_empty()))
}

/// Makes the table where it is not there.
pub(super) fn ensure(work: &mut Work) -> Result<(), Halt> {
    match is_there(&work.scratch)? {
        true => Ok(()),
        false => work.run(CREATE),
    }
}

/// Records that the database went from one revision to another.
pub(super) fn record(work: &mut Work, from: Option<&str>, to: Option<&str>) -> Result<(), Halt> {
    let literal = |id: &str| Value::Text(id.to_owned()).literal();
    match (from, to) {
        (None, Some(to)) => {
            work.run(&format!("INSERT INTO {TABLE} (version_num) VALUES ({})", literal(to)))
        }
        (Some(from), Some(to)) => work.run(&format!(
            "UPDATE {TABLE} SET version_num={} WHERE {TABLE}.version_num = {}",
            literal(to),
            literal(from)
        )),
        (Some(from), None) => {
            work.run(&format!("DELETE FROM {TABLE} WHERE {TABLE}.version_num = {}", literal(from)))
        }
        (None, None) => Ok(()),
    }
}

/// How many revisions are applied where this one is recorded; `None` where it is none of them.
pub(super) fn position(revisions: &[Revision], recorded: Option<&str>) -> Option<usize> {
    match recorded {
        None => Some(0),
        Some(id) => revisions.iter().position(|own| own.id == id).map(|at| at + 1),
    }
}
