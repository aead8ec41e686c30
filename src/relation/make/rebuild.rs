//! A table made anew with all its rows, where ALTER TABLE cannot change it.
//!
//! SQLite's own procedure (<https://sqlite.org/lang_altertable.html>, section 7) makes the new table
//! under another name and renames it. Here the rows step aside instead: then no view or trigger is
//! ever looked at while the table is gone, and the new statement is kept just as it reads.

use super::halt::Halt;
use super::names::{list, text};
use super::work::{Work, ended};
use super::{Note, Why};
use crate::relation::finding::{Flaw, Reference};
use crate::relation::same;
use crate::rows::Value;
use crate::schema::{IndexOrigin, Table};
use crate::scratch::Budget;
use crate::sql::create::CreateTable;
use crate::sql::tokens::quoted;

/// How the keys that refer to a table take it that the table is gone for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Keys {
    /// None does.
    None,
    /// They are looked at when all is over.
    Deferred,
    /// They would act on their rows, or forbid it: those of these tables are passed over.
    Off(Vec<String>),
}

/// Makes a table anew by another statement, which is an edit of the one that made it. New columns
/// hold NULL.
pub(super) fn rebuild(work: &mut Work<'_>, table: &Table, create: &str) -> Result<(), Halt> {
    let keys = keys(work, table);
    let image = work.scratch.image()?;
    let statements = statements(work, table, create)?;
    let mut done = perform(work, &statements, &keys).map(|()| keys.clone());
    // Looking at every key may cost more than there is: once more without.
    if matches!(done, Err(Halt::Refused(..))) && keys == Keys::Deferred {
        work.scratch.restore(&image)?;
        let off = Keys::Off(referring(work, table));
        done = perform(work, &statements, &off).map(|()| off);
    }
    match done {
        Ok(keys) => {
            work.sql.extend(shown(statements, &keys));
            let without_keys = if let Keys::Off(tables) = keys { tables } else { Vec::new() };
            work.note(Note::Rebuilt { table: table.name.clone(), without_keys });
            Ok(work.refresh()?)
        }
        Err(halt) => {
            work.scratch.restore(&image)?;
            Err(halt)
        }
    }
}

/// The statement that made a table, ready to be edited: read as SQLite reads it, or not at all.
pub(super) fn readable(table: &Table) -> Result<CreateTable<'_>, Halt> {
    let agrees = |create: &CreateTable<'_>| {
        let own = table.columns.iter().map(|column| column.name.as_str());
        create.columns().eq(own)
    };
    let create = CreateTable::read(&table.sql).filter(agrees);
    create.ok_or_else(|| Why::Unreadable(table.name.clone()).into())
}

/// How the keys to a table have to be treated.
fn keys(work: &Work<'_>, table: &Table) -> Keys {
    let is_own = |key: &Reference| same(&key.table, &table.name) || same(&key.target, &table.name);
    let broken = work.inferred.flaws.iter().filter_map(reference).any(is_own);
    let all = work.schema.tables.iter().flat_map(|own| &own.foreign_keys);
    let incoming: Vec<_> = all.filter(|key| same(&key.table, &table.name)).collect();
    if broken || incoming.iter().any(|key| !same(&key.on_delete, "NO ACTION")) {
        Keys::Off(referring(work, table))
    } else if incoming.is_empty() {
        Keys::None
    } else {
        Keys::Deferred
    }
}

/// The tables whose keys refer to a table.
fn referring(work: &Work<'_>, table: &Table) -> Vec<String> {
    let refers = |own: &&Table| own.foreign_keys.iter().any(|key| same(&key.table, &table.name));
    work.schema.tables.iter().filter(refers).map(|own| own.name.clone()).collect()
}

/// The key that SQLite cannot work with.
pub(super) fn reference(flaw: &Flaw) -> Option<&Reference> {
    match flaw {
        Flaw::NoPrimaryKey(_) | Flaw::OtherType(..) => None,
        Flaw::NoTable(key)
        | Flaw::NoColumn(key, _)
        | Flaw::NotUnique(key)
        | Flaw::Uneven(key)
        | Flaw::ToView(key) => Some(key),
    }
}

/// The statements, without the transaction around them.
fn statements(work: &mut Work<'_>, table: &Table, create: &str) -> Result<Vec<String>, Halt> {
    let stored = table.columns.iter().filter(|column| !column.generated);
    let stored: Vec<String> = stored.map(|column| column.name.clone()).collect();
    let whole = stored.len() == table.columns.len();
    let columns = list(&stored);
    let read = if whole { "*" } else { columns.as_str() };
    let name = quoted(&table.name);
    let copy = quoted(&work.free(format!("{}_copy", table.name)));
    let order = order(table);
    let mut statements = vec![
        format!("CREATE TABLE {copy} AS SELECT {read} FROM {name}{order};"),
        format!("DROP TABLE {name};"),
        format!("{create};"),
        format!("INSERT INTO {name} ({columns}) SELECT * FROM {copy};"),
        format!("DROP TABLE {copy};"),
    ];
    statements.extend(sequence(work, table)?);
    let kept = work.read_to(
        &format!(
            "SELECT sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL \
             AND tbl_name = {} COLLATE NOCASE ORDER BY rowid",
            text(&table.name)
        ),
        usize::MAX,
    )?;
    statements.extend(kept.rows.iter().filter_map(|row| match row.first() {
        Some(Value::Text(sql)) => Some(format!("{sql};")),
        _ => None,
    }));
    Ok(statements)
}

/// Rows without a number of their own stay in their order: an index must not change it.
fn order(table: &Table) -> String {
    let indexed = table.indexes.iter().any(|index| index.origin == IndexOrigin::PrimaryKey);
    let is_number =
        |name: &String| table.column(name).is_some_and(|key| same(&key.declared, "INTEGER"));
    let numbered = !indexed && matches!(table.primary_key.as_slice(), [key] if is_number(key));
    if table.without_rowid || numbered {
        return String::new();
    }
    let free = ["rowid", "_rowid_", "oid"].into_iter().find(|name| table.column(name).is_none());
    free.map(|name| format!(" ORDER BY {name}")).unwrap_or_default()
}

/// What keeps AUTOINCREMENT from giving a number twice: the highest that was ever given, where it is
/// none of those that are there.
fn sequence(work: &mut Work<'_>, table: &Table) -> Result<Option<String>, Halt> {
    let exists = work.read("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'")?;
    if exists.rows.is_empty() {
        return Ok(None);
    }
    let name = text(&table.name);
    let found = work.read(&format!("SELECT seq FROM sqlite_sequence WHERE name = {name}"))?;
    let Some([seq]) = found.rows.first().map(Vec::as_slice) else { return Ok(None) };
    let key = table.primary_key.first().map(String::as_str).unwrap_or_default();
    let sql = format!("SELECT max({}) FROM {}", quoted(key), quoted(&table.name));
    let highest = work.read(&sql)?;
    Ok(match highest.rows.first().and_then(|row| row.first()) {
        Some(highest) if highest == seq => None,
        _ => {
            Some(format!("UPDATE sqlite_sequence SET seq = {} WHERE name = {name};", seq.literal()))
        }
    })
}

/// Runs the statements as they will be shown. What switches the keys off stands around the
/// transaction and is not for the sandbox.
fn perform(work: &mut Work<'_>, statements: &[String], keys: &Keys) -> Result<(), Halt> {
    let sql = transaction(statements.to_vec(), keys).join("\n");
    let budget = Budget::default();
    let script = match keys {
        Keys::Off(_) => work.scratch.run_without_keys(&sql, &budget)?,
        _ => work.scratch.run(&sql, &budget),
    };
    ended(&script, &sql)
}

fn transaction(statements: Vec<String>, keys: &Keys) -> Vec<String> {
    let mut all = vec!["BEGIN;".to_owned()];
    if *keys == Keys::Deferred {
        all.push("PRAGMA defer_foreign_keys = ON;".to_owned());
    }
    all.extend(statements);
    all.push("COMMIT;".to_owned());
    all
}

/// The statements as a person would type them.
fn shown(statements: Vec<String>, keys: &Keys) -> Vec<String> {
    let mut all = transaction(statements, keys);
    if matches!(keys, Keys::Off(_)) {
        all.insert(0, "PRAGMA foreign_keys = OFF;".to_owned());
        all.push("PRAGMA foreign_keys = ON;".to_owned());
    }
    all
}
