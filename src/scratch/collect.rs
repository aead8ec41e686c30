//! Running one statement and keeping its result.

use rusqlite::types::ValueRef;
use rusqlite::{Result, Row as SqlRow, Statement};

use super::Budget;
use crate::rows::{Row, Rows, Value};

/// Runs a statement to its end and keeps what the budget allows of its result, and no more bytes
/// than there is `room` for, of which it takes what it keeps. A statement that only reads is left
/// as soon as something is left out. Gives what was kept also where the statement failed.
pub(super) fn collect(
    prepared: &mut Statement<'_>,
    budget: &Budget,
    room: &mut usize,
) -> (Rows, Result<()>) {
    let read_only = reads_only(prepared);
    let columns: Vec<String> = prepared.column_names().map(str::to_owned).collect();
    let width = columns.len();
    let mut left = budget.bytes.min(*room);
    take(&mut left, room, columns.iter().map(String::len).sum());
    let mut kept = Rows { columns, ..Rows::default() };
    let mut rows = prepared.raw_query();
    loop {
        let row = match rows.next() {
            Ok(Some(row)) => row,
            Ok(None) => return (kept, Ok(())),
            Err(error) => return (kept, Err(error)),
        };
        if kept.truncated {
            continue;
        }
        let fits = kept.rows.len() < budget.rows && take(&mut left, room, size(row, width));
        if fits {
            kept.rows.push(cells(row, width));
            continue;
        }
        kept.truncated = true;
        // What writes has to be run to its end, whatever of it is shown.
        if read_only {
            return (kept, Ok(()));
        }
    }
}

/// Whether a statement cannot change the database. SQLite speaks of what EXPLAIN explains.
pub(super) fn reads_only(prepared: &Statement<'_>) -> bool {
    prepared.readonly() || prepared.is_explain() != 0
}

/// Takes bytes from what is left of a result and of the room for all; `false` if too few are left.
fn take(left: &mut usize, room: &mut usize, bytes: usize) -> bool {
    let fits = bytes <= *left;
    *left = left.saturating_sub(bytes);
    *room = room.saturating_sub(bytes);
    fits
}

/// What a row weighs in a budget, in bytes.
fn size(row: &SqlRow<'_>, width: usize) -> usize {
    let text = |index| match row.get_ref(index) {
        Ok(ValueRef::Text(bytes) | ValueRef::Blob(bytes)) => bytes.len(),
        _ => 0,
    };
    size_of::<Row>() + (0..width).map(|index| size_of::<Value>() + text(index)).sum::<usize>()
}

fn cells(row: &SqlRow<'_>, width: usize) -> Row {
    (0..width).map(|index| row.get_ref(index).map_or(Value::Null, value)).collect()
}

/// The cell of a result. Text that is not UTF-8 comes as bytes.
fn value(cell: ValueRef<'_>) -> Value {
    match cell {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Real(number) => Value::Real(number),
        ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Value::Text(text.to_owned()),
            Err(_) => Value::Blob(bytes.to_vec()),
        },
        ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
    }
}
