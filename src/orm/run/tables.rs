//! The rows of every table, as they are in the database.

use std::cell::RefCell;
use std::rc::Rc;

use crate::orm::core::Database;
use crate::rows::{Rows, Value};

const NAMES: &str = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE \
                     'sqlite\\_%' ESCAPE '\\' ORDER BY name";

/// Every table by name, with its rows in the order of their rowids. A table that cannot be read is
/// left out.
pub(super) fn tables(database: &Rc<RefCell<dyn Database>>) -> Vec<(String, Rows)> {
    let Ok(names) = database.borrow_mut().execute(NAMES, &[]) else { return Vec::new() };
    let names = names.rows.into_iter().filter_map(|row| match row.into_iter().next() {
        Some(Value::Text(name)) => Some(name),
        _ => None,
    });
    names.filter_map(|name| rows(database, &name).map(|rows| (name, rows))).collect()
}

fn rows(database: &Rc<RefCell<dyn Database>>, name: &str) -> Option<Rows> {
    let quoted = name.replace('"', "\"\"");
    let all = format!("SELECT * FROM \"{quoted}\"");
    let ordered = database.borrow_mut().execute(&format!("{all} ORDER BY rowid"), &[]);
    // A table WITHOUT ROWID has an order of its own.
    let effect = ordered.or_else(|_| database.borrow_mut().execute(&all, &[])).ok()?;
    Some(Rows { columns: effect.columns, rows: effect.rows, truncated: false })
}
