//! A data set as INSERT statements.

use std::ops::Range;

use crate::rows::data_set::{DataSet, TableRows};
use crate::rows::{Row, Value};
use crate::schema::{ForeignKey, Schema};
use crate::sql::tokens::quoted;

/// INSERT statements for a data set, one a line: each row after those that it refers to. Where
/// rows refer to each other in a ring, they are one transaction at whose end keys are looked at.
pub fn script(data: &DataSet, schema: &Schema) -> String {
    let order = Order::of(data, schema);
    let mut inserts: Vec<String> = Vec::new();
    let mut at = 0;
    while at < order.rows.len() {
        let table = order.rows[at].0;
        let end = order.rows[at..].iter().position(|(other, _)| *other != table);
        let end = end.map_or(order.rows.len(), |length| at + length);
        inserts.extend(insert(&data.tables[table], &order.rows, at..end));
        at = end;
    }
    if order.ring {
        inserts.insert(0, "BEGIN;\nPRAGMA defer_foreign_keys = ON;\n".to_owned());
        inserts.push("COMMIT;\n".to_owned());
    }
    inserts.concat()
}

/// The rows of a data set in the order in which they can be inserted.
#[derive(Debug)]
struct Order {
    /// Indexes of a table in the data set and of a row in it.
    rows: Vec<(usize, usize)>,
    /// Some rows refer to each other in a ring, so that no order serves.
    ring: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Visit {
    Waiting,
    Begun,
    Done,
}

impl Order {
    fn of(data: &DataSet, schema: &Schema) -> Self {
        let mut visits: Vec<Vec<Visit>> =
            data.tables.iter().map(|table| vec![Visit::Waiting; table.rows.len()]).collect();
        let mut order = Self { rows: Vec::with_capacity(data.size()), ring: false };
        for (table, rows) in data.tables.iter().enumerate() {
            for row in 0..rows.rows.len() {
                order.visit((table, row), data, schema, &mut visits);
            }
        }
        order
    }

    /// Puts a row behind those that it refers to. A stack of its own: a chain can be long.
    fn visit(
        &mut self,
        row: (usize, usize),
        data: &DataSet,
        schema: &Schema,
        visits: &mut [Vec<Visit>],
    ) {
        let mut stack = vec![row];
        while let Some(&row) = stack.last() {
            match visits[row.0][row.1] {
                Visit::Done => {
                    stack.pop();
                }
                Visit::Begun => {
                    visits[row.0][row.1] = Visit::Done;
                    self.rows.push(row);
                    stack.pop();
                }
                Visit::Waiting => {
                    visits[row.0][row.1] = Visit::Begun;
                    for parent in parents(row, data, schema).into_iter().rev() {
                        match visits[parent.0][parent.1] {
                            Visit::Waiting => stack.push(parent),
                            Visit::Begun => self.ring = true,
                            Visit::Done => {}
                        }
                    }
                }
            }
        }
    }
}

/// The other rows that a row refers to.
fn parents(row: (usize, usize), data: &DataSet, schema: &Schema) -> Vec<(usize, usize)> {
    let own = &data.tables[row.0];
    let Some(table) = schema.table(&own.table) else { return Vec::new() };
    let mut parents = Vec::new();
    for key in &table.foreign_keys {
        let Some(values) = cells(own, row.1, &key.columns) else { continue };
        if values.contains(&&Value::Null) {
            continue;
        }
        for (at, other) in data.tables.iter().enumerate() {
            if !other.table.eq_ignore_ascii_case(&key.table) {
                continue;
            }
            let refers = |target: &usize| {
                (at, *target) != row && is_target(key, &values, other, *target, schema)
            };
            parents.extend((0..other.rows.len()).filter(refers).map(|target| (at, target)));
        }
    }
    parents
}

/// Whether a row is the one to which a key with these values refers.
fn is_target(
    key: &ForeignKey,
    values: &[&Value],
    table: &TableRows,
    row: usize,
    schema: &Schema,
) -> bool {
    let Some(targets) = cells(table, row, &key.targets) else { return false };
    let folds = |column: &String| {
        let declared = schema.table(&table.table).and_then(|table| table.column(column));
        declared.is_some_and(|column| column.collation.eq_ignore_ascii_case("NOCASE"))
    };
    let mut triples = values.iter().zip(targets).zip(&key.targets);
    triples.all(|((value, target), column)| match (value, target) {
        (Value::Text(value), Value::Text(target)) if folds(column) => {
            value.eq_ignore_ascii_case(target)
        }
        (Value::Integer(whole), Value::Real(real)) | (Value::Real(real), Value::Integer(whole)) => {
            *whole as f64 == *real
        }
        (value, target) => *value == target,
    })
}

/// The cells of a row in these columns; `None` where one of them is left to its default.
fn cells<'r>(table: &'r TableRows, row: usize, columns: &[String]) -> Option<Vec<&'r Value>> {
    let cell = |column: &String| {
        let at = table.columns.iter().position(|own| own.eq_ignore_ascii_case(column))?;
        table.rows.get(row)?.get(at)
    };
    columns.iter().map(cell).collect()
}

/// The statements that insert some rows of one table.
fn insert(table: &TableRows, order: &[(usize, usize)], part: Range<usize>) -> Vec<String> {
    let name = quoted(&table.table);
    if table.columns.is_empty() {
        return vec![format!("INSERT INTO {name} DEFAULT VALUES;\n"); part.len()];
    }
    let columns: Vec<String> = table.columns.iter().map(|column| quoted(column)).collect();
    let tuple = |row: &Row| {
        let cells: Vec<String> = row.iter().map(literal).collect();
        format!("({})", cells.join(", "))
    };
    let rows: Vec<String> = order[part].iter().map(|(_, row)| tuple(&table.rows[*row])).collect();
    vec![format!("INSERT INTO {name} ({}) VALUES {};\n", columns.join(", "), rows.join(", "))]
}

/// A value as SQL can write it.
fn literal(value: &Value) -> String {
    match value {
        Value::Real(number) if number.is_infinite() => {
            if *number > 0.0 { "9e999" } else { "-9e999" }.to_owned()
        }
        // SQL ends where a NUL is.
        Value::Text(text) if text.contains('\0') => {
            let bytes = Value::Blob(text.as_bytes().to_vec());
            format!("CAST({} AS TEXT)", bytes.literal())
        }
        other => other.literal(),
    }
}
