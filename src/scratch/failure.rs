//! What SQLite's errors mean. It tells most of them apart by their words only.

use rusqlite::{Error, ffi};

use super::{Constraint, Failure, FailureKind};
use crate::scratch::guard::Wall;

impl Failure {
    /// The failure behind an error of SQLite, for a statement that begins at byte `start` of the
    /// script.
    pub(super) fn read(error: &Error, start: usize) -> Self {
        let (code, message, offset) = match error {
            Error::SqlInputError { error, msg, offset, .. } => {
                (error.extended_code, msg.clone(), usize::try_from(*offset).ok())
            }
            Error::SqliteFailure(error, message) => {
                let message = message.clone().unwrap_or_else(|| error.to_string());
                (error.extended_code, message, None)
            }
            other => (ffi::SQLITE_ERROR, other.to_string(), None),
        };
        let kind = kind(code, &message);
        Self { kind, code, message, offset: offset.map(|offset| start + offset) }
    }

    /// Whether more text might complete the statement.
    pub(super) fn is_incomplete(&self) -> bool {
        self.message == "incomplete input"
    }
}

fn kind(code: i32, message: &str) -> FailureKind {
    let primary = code & 0xff;
    match primary {
        ffi::SQLITE_CONSTRAINT => FailureKind::Refused(constraint(code, message)),
        ffi::SQLITE_TOOBIG | ffi::SQLITE_FULL => FailureKind::Limit,
        _ => by_words(message),
    }
}

fn constraint(code: i32, message: &str) -> Constraint {
    match code {
        ffi::SQLITE_CONSTRAINT_UNIQUE => Constraint::Unique,
        ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID => Constraint::PrimaryKey,
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => Constraint::ForeignKey,
        // ON DELETE RESTRICT is a trigger inside SQLite; a trigger's RAISE has the same code.
        ffi::SQLITE_CONSTRAINT_TRIGGER if message.starts_with("FOREIGN KEY") => {
            Constraint::ForeignKey
        }
        ffi::SQLITE_CONSTRAINT_NOTNULL => Constraint::NotNull,
        ffi::SQLITE_CONSTRAINT_CHECK => Constraint::Check,
        ffi::SQLITE_CONSTRAINT_DATATYPE => Constraint::Type,
        _ => Constraint::Other,
    }
}

fn by_words(message: &str) -> FailureKind {
    let after = |start: &str| message.strip_prefix(start).map(name);
    if let Some(name) = after("no such table: ") {
        return FailureKind::NoTable(name);
    }
    let no_column = after("no such column: ").or_else(|| unknown_key_column(message));
    if let Some(name) = no_column {
        return FailureKind::NoColumn(name);
    }
    if let Some(name) = after("ambiguous column name: ") {
        return FailureKind::AmbiguousColumn(name);
    }
    if let Some(name) = after("no such function: ") {
        return FailureKind::NoFunction(name);
    }
    if let Some((table, column)) = between(message, "table ", " has no column named ") {
        return FailureKind::NoColumnInTable(table, column);
    }
    if let Some(name) = existing(message) {
        return FailureKind::Exists(name);
    }
    if let Some((table, _)) = between(message, "table ", " may not be ")
        && table.starts_with("sqlite_")
    {
        return FailureKind::Denied(Wall::SystemTable(table));
    }
    // What is not for views and triggers never reaches the authorizer from there.
    if message.starts_with("unsafe use of virtual table ") {
        return FailureKind::Denied(Wall::VirtualTable);
    }
    if message.starts_with("unsafe use of ") {
        return FailureKind::Denied(Wall::Extension);
    }
    if is_syntax(message) {
        return FailureKind::Syntax;
    }
    if is_limit(message) { FailureKind::Limit } else { FailureKind::Other }
}

/// A name without its quotes, without the schema that SQLite may put before it, and without the
/// advice that it may put behind it.
fn name(text: &str) -> String {
    let text = text.split(" - should this be").next().unwrap_or(text);
    let text = text.strip_prefix("main.").unwrap_or(text);
    let bare = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    bare.unwrap_or(text).to_owned()
}

fn between(message: &str, start: &str, middle: &str) -> Option<(String, String)> {
    let (first, second) = message.strip_prefix(start)?.split_once(middle)?;
    Some((name(first), name(second)))
}

fn unknown_key_column(message: &str) -> Option<String> {
    let (column, _) = between(message, "unknown column ", " in foreign key definition")?;
    Some(column)
}

fn existing(message: &str) -> Option<String> {
    for kind in ["table ", "view ", "index ", "trigger "] {
        if let Some((name, _)) = between(message, kind, " already exists") {
            return Some(name);
        }
    }
    [
        "there is already an index named ",
        "there is already a table named ",
        "there is already another table or index with this name: ",
    ]
    .iter()
    .find_map(|start| message.strip_prefix(start).map(name))
}

fn is_syntax(message: &str) -> bool {
    message == "incomplete input"
        || message.contains("syntax error")
        || message.starts_with("unrecognized token: ")
}

fn is_limit(message: &str) -> bool {
    let words = message.to_ascii_lowercase();
    // "Parser stack overflow" and "Recursion limit" are the parser's; the rest the compiler's.
    ["too many ", "too large", "too deep", "too long", "too complex", "too big"]
        .iter()
        .any(|word| words.contains(word))
        || words.contains("stack overflow")
        || words.contains("recursion limit")
        || words.starts_with("at most ")
}
