//! The texts of the statements that a migration sends, as SQLAlchemy writes them.

use super::{ColumnSpec, KeySpec, Name, UniqueSpec};
use crate::orm::core::compile::Dialect;
use crate::orm::core::quote;

/// A name as SQLAlchemy writes it.
pub(super) fn quoted(name: &str) -> String {
    quote::quoted(name, Dialect::Sqlite)
}

/// Names with commas between them.
pub(super) fn list(names: &[String]) -> String {
    names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
}

/// `ALTER TABLE … ADD COLUMN …`.
pub(super) fn add_column(table: &str, column: &ColumnSpec) -> String {
    format!("ALTER TABLE {} ADD COLUMN {}", quoted(table), column.definition)
}

/// `CONSTRAINT … UNIQUE (…)`.
pub(super) fn unique(name: &Name, unique: &UniqueSpec) -> String {
    format!("CONSTRAINT {} UNIQUE ({})", quoted(&name.text), list(&unique.columns))
}

/// `CONSTRAINT … FOREIGN KEY(…) REFERENCES …`.
pub(super) fn key(name: &Name, key: &KeySpec) -> String {
    let mut text = format!(
        "CONSTRAINT {} FOREIGN KEY({}) REFERENCES {} ({})",
        quoted(&name.text),
        list(&key.columns),
        quoted(&key.target),
        list(&key.targets)
    );
    let mut add = |words: &str, value: &Option<String>| {
        if let Some(value) = value {
            text.push_str(&format!(" {words} {value}"));
        }
    };
    add("ON DELETE", &key.on_delete);
    add("ON UPDATE", &key.on_update);
    match key.deferrable {
        Some(true) => text.push_str(" DEFERRABLE"),
        Some(false) => text.push_str(" NOT DEFERRABLE"),
        None => {}
    }
    if let Some(initially) = &key.initially {
        text.push_str(&format!(" INITIALLY {initially}"));
    }
    text
}
