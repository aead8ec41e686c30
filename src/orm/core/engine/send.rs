//! Sending: one text with its values, as Python's `sqlite3` does it.

use std::rc::Rc;

use super::convert::Row;
use super::failure;
use super::transaction::note;
use crate::orm::core::database::Effect;
use crate::orm::core::{Connection, Library, Logged};
use crate::orm::python::{Machine, Run, Value};
use crate::rows::Value as Cell;

/// How a statement stands in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Batch {
    /// By itself.
    No,
    /// One of a batch, sent by itself.
    Part,
    /// All of a batch (`executemany`).
    Whole,
}

impl Connection {
    /// Sends a text once for each row of values. A batch is in the log once.
    pub(super) fn send(
        self: &Rc<Self>,
        machine: &mut Machine,
        sql: &str,
        rows: &[Row],
        batch: Batch,
    ) -> Run<Vec<Effect>> {
        self.usable(machine)?;
        let sent = match (batch, rows) {
            (Batch::Whole, _) => Value::list(rows.iter().map(Row::tuple).collect()),
            (_, [only]) => only.tuple(),
            _ => Value::tuple(Vec::new()),
        };
        let database = self.engine.opened(machine)?;
        self.begun.set(true);
        let sent_cells = rows.iter().flat_map(|row| &row.cells).map(size_of_cell);
        machine.use_bytes(sql.len() + sent_cells.sum::<usize>())?;
        log(machine, sql, rows, batch);
        for row in rows {
            row.check(machine, sql, &sent)?;
        }
        if changes(sql) && !database.borrow().in_transaction() {
            note(machine, "BEGIN");
            let begun = database.borrow_mut().execute("BEGIN", &[]);
            begun.map_err(|error| failure::raise(machine, error, sql, Some(sent.clone())))?;
        }
        let many = batch == Batch::Whole;
        self.tell(machine, "before_cursor_execute", sql, rows, many)?;
        let mut effects = Vec::with_capacity(rows.len());
        for row in rows {
            machine.step(20)?;
            let effect = database.borrow_mut().execute(sql, &row.cells);
            let effect =
                effect.map_err(|error| failure::raise(machine, error, sql, Some(sent.clone())))?;
            for row in &effect.rows {
                machine.use_bytes(row.iter().map(size_of_cell).sum::<usize>())?;
            }
            effects.push(effect);
        }
        self.tell(machine, "after_cursor_execute", sql, rows, many)?;
        Ok(effects)
    }
}

/// The bytes that a value takes.
fn size_of_cell(cell: &Cell) -> usize {
    let letters = match cell {
        Cell::Text(text) => text.len(),
        Cell::Blob(bytes) => bytes.len(),
        _ => 0,
    };
    size_of::<Cell>() + letters
}

fn log(machine: &Machine, sql: &str, rows: &[Row], batch: Batch) {
    let library = Library::of(machine);
    if library.log.borrow().is_silent {
        return;
    }
    let entry = match is_ddl(sql) {
        true => Logged::Ddl { sql: sql.to_owned() },
        false => Logged::Statement {
            sql: sql.to_owned(),
            parameters: rows.iter().map(|row| row.logged.clone()).collect(),
            many: batch != Batch::No,
            lists: batch == Batch::Whole,
        },
    };
    library.log.borrow_mut().entries.push(entry);
}

fn word(sql: &str) -> String {
    let letters = sql.trim_start().chars().take_while(|letter| letter.is_ascii_alphabetic());
    letters.collect::<String>().to_ascii_uppercase()
}

fn is_ddl(sql: &str) -> bool {
    matches!(word(sql).as_str(), "CREATE" | "DROP" | "ALTER")
}

/// Whether `sqlite3` begins a transaction before it.
fn changes(sql: &str) -> bool {
    matches!(word(sql).as_str(), "INSERT" | "UPDATE" | "DELETE" | "REPLACE")
}
