//! INSERT statements, compiled once for each table and its columns.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, Statement};

use crate::rows::Value;
use crate::rows::data_set::TableRows;
use crate::sql::tokens::quoted;

/// The INSERT statements that were compiled so far.
#[derive(Debug, Default)]
pub(super) struct Inserts<'s>(Vec<Insert<'s>>);

#[derive(Debug)]
struct Insert<'s> {
    table: String,
    columns: Vec<String>,
    statement: Statement<'s>,
}

impl<'s> Inserts<'s> {
    /// The statement that inserts such rows.
    pub(super) fn get(
        &mut self,
        connection: &'s Connection,
        rows: &TableRows,
    ) -> rusqlite::Result<&mut Statement<'s>> {
        let fits =
            |insert: &Insert<'_>| insert.table == rows.table && insert.columns == rows.columns;
        let at = match self.0.iter().position(fits) {
            Some(at) => at,
            None => {
                let statement = connection.prepare(&text(rows))?;
                let (table, columns) = (rows.table.clone(), rows.columns.clone());
                self.0.push(Insert { table, columns, statement });
                self.0.len() - 1
            }
        };
        Ok(&mut self.0[at].statement)
    }
}

/// Inserts one row; what it lacks is NULL.
pub(super) fn insert(
    statement: &mut Statement<'_>,
    width: usize,
    cells: &[Value],
) -> rusqlite::Result<()> {
    for index in 0..width {
        let cell = cells.get(index).map_or(ValueRef::Null, bound);
        statement.raw_bind_parameter(index + 1, ToSqlOutput::Borrowed(cell))?;
    }
    statement.raw_execute().map(|_| ())
}

fn bound(cell: &Value) -> ValueRef<'_> {
    match cell {
        Value::Null => ValueRef::Null,
        Value::Integer(number) => ValueRef::Integer(*number),
        Value::Real(number) => ValueRef::Real(*number),
        Value::Text(text) => ValueRef::Text(text.as_bytes()),
        Value::Blob(bytes) => ValueRef::Blob(bytes),
    }
}

fn text(rows: &TableRows) -> String {
    let table = quoted(&rows.table);
    if rows.columns.is_empty() {
        return format!("INSERT INTO main.{table} DEFAULT VALUES");
    }
    let columns: Vec<String> = rows.columns.iter().map(|name| quoted(name)).collect();
    let values = vec!["?"; columns.len()].join(", ");
    format!("INSERT INTO main.{table} ({}) VALUES ({values})", columns.join(", "))
}
