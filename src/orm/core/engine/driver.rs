//! The driver's own connection and cursor, as listeners to "connect" are given them.

use std::cell::RefCell;
use std::rc::Rc;

use super::convert::Row;
use super::failure;
use crate::orm::core::Database;
use crate::orm::core::types::result::raw;
use crate::orm::python::{Args, Machine, Native, Run, Value};

/// `sqlite3.Connection`.
pub(super) struct DriverConnection {
    database: Rc<RefCell<dyn Database>>,
}

/// `sqlite3.Cursor`.
struct Cursor {
    database: Rc<RefCell<dyn Database>>,
    rows: RefCell<Vec<Value>>,
}

impl DriverConnection {
    pub(super) fn new(database: Rc<RefCell<dyn Database>>) -> Self {
        Self { database }
    }

    fn cursor(&self) -> Cursor {
        Cursor { database: Rc::clone(&self.database), rows: RefCell::default() }
    }
}

impl Native for DriverConnection {
    fn type_name(&self) -> Rc<str> {
        "Connection".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn methods(&self) -> &'static [&'static str] {
        &["cursor", "execute", "commit", "rollback", "close"]
    }
    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        Ok(Some(match name {
            "cursor" => Value::of(self.cursor()),
            "execute" => {
                let cursor = Rc::new(self.cursor());
                cursor.run(machine, args)?;
                Value::Native(cursor)
            }
            "commit" | "rollback" | "close" => Value::None,
            "create_function" => return Err(machine.unsupported("create_function")),
            _ => return Ok(None),
        }))
    }
    fn get_attribute(self: Rc<Self>, _: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok((name == "isolation_level").then(|| Value::str("")))
    }
    fn set_attribute(self: Rc<Self>, _: &mut Machine, name: &str, _: Value) -> Run<bool> {
        Ok(matches!(name, "isolation_level" | "row_factory"))
    }
}

impl Cursor {
    fn run(&self, machine: &mut Machine, args: Args) -> Run<()> {
        let sql = args.positional.first().and_then(Value::as_str).unwrap_or_default().to_owned();
        let mut row = Row::default();
        if let Some(given) = args.positional.get(1) {
            for value in machine.collect(given)? {
                row.push(machine, value)?;
            }
        }
        machine.step(20)?;
        let done = self.database.borrow_mut().execute(&sql, &row.cells);
        let effect = done.map_err(|error| failure::raise(machine, error, &sql, None))?;
        let rows = effect.rows.iter().map(|row| Value::tuple(row.iter().map(raw).collect()));
        *self.rows.borrow_mut() = rows.collect();
        Ok(())
    }
}

impl Native for Cursor {
    fn type_name(&self) -> Rc<str> {
        "Cursor".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn methods(&self) -> &'static [&'static str] {
        &["execute", "fetchall", "fetchone", "close"]
    }
    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        Ok(Some(match name {
            "execute" => {
                self.run(machine, args)?;
                Value::Native(self)
            }
            "fetchall" => Value::list(self.rows.take()),
            "fetchone" => {
                let mut rows = self.rows.borrow_mut();
                if rows.is_empty() { Value::None } else { rows.remove(0) }
            }
            "close" => Value::None,
            _ => return Ok(None),
        }))
    }
}
