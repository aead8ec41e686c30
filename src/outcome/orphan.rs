//! The row that refers to no row, where data cannot stand.

use crate::diagnostic::Span;
use crate::lesson::TableData;
use crate::rows::{Row, Value};
use crate::scratch::{Budget, Ran, Scratch, ScratchError};
use crate::sql::tokens::quoted;

/// A row whose key leads nowhere.
pub(super) struct Orphan {
    table: String,
    parent: String,
    /// The column of the key and what stands in it; where the key has several columns, nothing.
    cell: Option<(String, Value)>,
}

/// The first row that refers to none, in the state as it is.
pub(super) fn first(
    scratch: &mut Scratch,
    budget: &Budget,
) -> Result<Option<Orphan>, ScratchError> {
    let found = row(scratch, "PRAGMA foreign_key_check", budget);
    let Some([Value::Text(table), id, Value::Text(parent), ..]) = found.as_deref() else {
        return Ok(None);
    };
    let cell = cell(scratch, [table, parent], id, budget)?;
    Ok(Some(Orphan { table: table.clone(), parent: parent.clone(), cell }))
}

/// The cell that refers to no row.
fn cell(
    scratch: &mut Scratch,
    [table, parent]: [&str; 2],
    id: &Value,
    budget: &Budget,
) -> Result<Option<(String, Value)>, ScratchError> {
    let schema = scratch.schema()?;
    let Some(declared) = schema.table(table).filter(|_| matches!(id, Value::Integer(_))) else {
        return Ok(None);
    };
    let keys = declared.foreign_keys.iter().filter(|key| key.table.eq_ignore_ascii_case(parent));
    for key in keys {
        let ([column], [target]) = (&key.columns[..], &key.targets[..]) else { continue };
        let (own, column_name) = (quoted(table), quoted(column));
        let sql = format!(
            "SELECT {column_name} FROM {own} WHERE rowid = {} AND {column_name} IS NOT NULL AND NOT \
             EXISTS (SELECT 1 FROM {} AS parent WHERE parent.{} = {own}.{column_name})",
            id.literal(),
            quoted(&key.table),
            quoted(target)
        );
        if let Some(value) = row(scratch, &sql, budget).and_then(|row| row.into_iter().next()) {
            return Ok(Some((column.clone(), value)));
        }
    }
    Ok(None)
}

/// The first row of a query.
fn row(scratch: &mut Scratch, sql: &str, budget: &Budget) -> Option<Row> {
    let script = scratch.run(sql, budget);
    match &script.statements.first()?.ran {
        Ran::Rows(rows) => rows.rows.first().cloned(),
        _ => None,
    }
}

impl Orphan {
    /// What is the matter, as the second half of a sentence.
    pub fn words(&self) -> String {
        let Self { table, parent, cell } = self;
        match cell {
            Some((column, value)) => format!(
                "{table}.{column} is {}, and no row of {parent} has that key",
                value.literal()
            ),
            None => format!("a row of {table} refers to no row of {parent}"),
        }
    }

    /// Where the author wrote the row, if it is among these.
    pub fn place(&self, data: &[TableData]) -> Option<Span> {
        let (column, value) = self.cell.as_ref()?;
        let is_it = |table: &&TableData| table.table.text.eq_ignore_ascii_case(&self.table);
        let mut rows = data.iter().filter(is_it).flat_map(|table| &table.rows);
        let cell =
            |(name, cell): (&String, &Value)| name.eq_ignore_ascii_case(column) && cell == value;
        rows.find(|row| row.columns.iter().zip(&row.cells).any(cell)).map(|row| row.span)
    }
}
