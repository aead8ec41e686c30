//! Rows that an author can add to a lesson.

use std::sync::Arc;

use crate::counterexample::{DataSet, TableRows};
use crate::diagnostic::Span;
use crate::lesson::{DataRow, TableData, Text, Variant, scalar};
use crate::relation::name::singular;
use crate::rows::{Row, Value};

/// What is changed about data, as a variant changes it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Addition {
    /// Tables to empty first.
    pub(super) empty: Vec<String>,
    /// Rows to add.
    pub(super) rows: DataSet,
}

impl Addition {
    /// The variant of a lesson that makes this change.
    pub(super) fn variant(&self) -> Variant {
        let text = |text: &str| Text { text: text.to_owned(), span: Span::default() };
        let table = |table: &TableRows| {
            let columns: Arc<[String]> = table.columns.clone().into();
            let row = |cells: &Row| DataRow {
                columns: Arc::clone(&columns),
                cells: cells.clone(),
                span: Span::default(),
            };
            TableData { table: text(&table.table), rows: table.rows.iter().map(row).collect() }
        };
        Variant {
            name: text("other data"),
            add: self.rows.tables.iter().map(table).collect(),
            empty: self.empty.iter().map(|name| text(name)).collect(),
        }
    }

    /// A name for a change by one row: `another item`.
    pub(super) fn another(&self) -> Option<String> {
        match (self.empty.as_slice(), self.rows.tables.as_slice()) {
            ([], [table]) if table.rows.len() == 1 => {
                Some(format!("another {}", singular(&table.table)))
            }
            _ => None,
        }
    }

    /// The change as a variant has it, without its name: `add: {stores: [{id: 3, name: Market}]}`.
    /// None where YAML has no word for a value.
    pub(super) fn yaml(&self) -> Option<String> {
        let mut parts = Vec::new();
        if !self.empty.is_empty() {
            let names = self.empty.iter().map(|name| scalar::within_brackets(name));
            parts.push(format!("empty: [{}]", names.collect::<Vec<_>>().join(", ")));
        }
        if !self.rows.tables.is_empty() {
            let tables: Option<Vec<String>> = self.rows.tables.iter().map(table).collect();
            parts.push(format!("add: {{{}}}", tables?.join(", ")));
        }
        Some(parts.join(", "))
    }
}

fn table(table: &TableRows) -> Option<String> {
    let row = |row: &Row| {
        let cells = table.columns.iter().zip(row).map(|(column, value)| {
            Some(format!("{}: {}", scalar::within_brackets(column), cell(value)?))
        });
        Some(format!("{{{}}}", cells.collect::<Option<Vec<_>>>()?.join(", ")))
    };
    let rows: Option<Vec<String>> = table.rows.iter().map(row).collect();
    Some(format!("{}: [{}]", scalar::within_brackets(&table.table), rows?.join(", ")))
}

fn cell(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some("null".to_owned()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Real(number) if number.is_finite() => Some(value.plain()),
        Value::Real(_) | Value::Blob(_) => None,
        Value::Text(text) => Some(scalar::within_brackets(text)),
    }
}
