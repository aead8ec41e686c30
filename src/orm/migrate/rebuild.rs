//! A table made anew with all its rows, as alembic's batch mode does where ALTER TABLE cannot: the
//! new one is filled from the old one, and takes its name.
//!
//! The new statement is an edit of the one that made the table, so that what no operation speaks of
//! stays: CHECKs, collations, AUTOINCREMENT, generated columns. Indexes and triggers, which go with
//! the old table, are made again.

use super::obstacle::refuse;
use super::refusal::Refusal;
use super::statement::{key, list, quoted, unique};
use super::work::{Halt, SHOWN, Work};
use super::{AlterColumn, Change, Name};
use crate::rows::{Row, Rows, Value};
use crate::schema::{IndexOrigin, Table};
use crate::sql::create::CreateTable;

/// The longest name of the table that is filled.
const LONGEST: usize = 50;

/// Makes a table anew with these changes.
pub(super) fn rebuild(work: &mut Work, table: &Table, changes: &[Change]) -> Result<(), Halt> {
    let name = &table.name;
    let temporary: String = format!("_alembic_tmp_{name}").chars().take(LONGEST).collect();
    let create = edited(table, changes)?;
    let create = read(&create).and_then(|create| create.renamed(&temporary));
    let create = create.ok_or_else(|| Refusal::Unreadable(name.clone()))?;
    let kept = kept(work, table, changes)?;
    let sequence = sequence(work, name)?;
    let columns = transferred(table, changes);
    let (names, values): (Vec<String>, Vec<String>) = columns.iter().cloned().unzip();
    let order = order(table);
    work.run(&create)?;
    work.run(&format!(
        "INSERT INTO {} ({}) SELECT {} FROM {}{order}",
        quoted(&temporary),
        list(&names),
        values.join(", "),
        quoted(name)
    ))?;
    nothing_lost(work, table, &temporary, &names)?;
    for change in changes {
        if let Change::AlterColumn(alter) = change {
            values_stay(work, table, &temporary, alter)?;
        }
    }
    work.run(&format!("DROP TABLE {}", quoted(name)))?;
    work.run(&format!("ALTER TABLE {} RENAME TO {}", quoted(&temporary), quoted(name)))?;
    if let Some(sequence) = sequence {
        work.quietly(&sequence)?;
    }
    for statement in kept {
        work.run(&statement)?;
    }
    Ok(())
}

fn read(text: &str) -> Option<CreateTable<'_>> {
    CreateTable::read(text)
}

/// The statement that made a table, with these changes.
fn edited(table: &Table, changes: &[Change]) -> Result<String, Halt> {
    let unreadable = || Halt::from(Refusal::Unreadable(table.name.clone()));
    let agrees = |create: &CreateTable<'_>| {
        create.columns().eq(table.columns.iter().map(|column| column.name.as_str()))
    };
    if !read(&table.sql).is_some_and(|create| agrees(&create)) {
        return Err(unreadable());
    }
    let mut text = table.sql.clone();
    for change in changes {
        let create = read(&text).ok_or_else(unreadable)?;
        let next = match change {
            Change::AddColumn(column) => Some(create.with_column(&column.definition)),
            Change::DropColumn(column) => create.without_column(&column.name),
            Change::AlterColumn(alter) => altered(&create, alter),
            Change::CreateUnique(it) => {
                it.name.as_ref().map(|name| create.with_constraint(&unique(name, it)))
            }
            Change::CreateKey(it) => {
                it.name.as_ref().map(|name| create.with_constraint(&key(name, it)))
            }
            Change::DropUnique(it) => Some(without(&create, it.name.as_ref())?),
            Change::DropKey(it) => Some(without(&create, it.name.as_ref())?),
            Change::CreateIndex(_) | Change::DropIndex(_) => continue,
        };
        text = next.ok_or_else(unreadable)?;
    }
    Ok(text)
}

fn altered(create: &CreateTable<'_>, alter: &AlterColumn) -> Option<String> {
    let mut text = None;
    if let Some(ty) = &alter.ty {
        text = Some(create.with_type(&alter.column, ty.ddl.as_deref()?)?);
    }
    let Some(nullable) = alter.nullable else { return text };
    match &text {
        Some(text) => read(text)?.with_nullable(&alter.column, nullable),
        None => create.with_nullable(&alter.column, nullable),
    }
}

fn without(create: &CreateTable<'_>, name: Option<&Name>) -> Result<String, Halt> {
    let name = name.map(|name| name.text.as_str()).unwrap_or_default();
    create.without_named(name).ok_or_else(|| {
        let message = format!("No such constraint: '{name}'");
        Refusal::Exception { class: "ValueError", message }.into()
    })
}

/// The columns that keep their values, each with where these come from.
fn transferred(table: &Table, changes: &[Change]) -> Vec<(String, String)> {
    let goes = |name: &str| {
        changes.iter().any(|change| {
            matches!(change, Change::DropColumn(column) if column.name.eq_ignore_ascii_case(name))
        })
    };
    let own = quoted(&table.name);
    let kept = table.columns.iter().filter(|column| !column.generated && !goes(&column.name));
    let columns = kept.map(|column| {
        let (name, value) = (quoted(&column.name), format!("{own}.{}", quoted(&column.name)));
        let value = match cast(&column.name, changes) {
            Some(ty) => format!("CAST({value} AS {ty}) AS {name}"),
            None => value,
        };
        (column.name.clone(), value)
    });
    columns.collect()
}

/// The type as which a column's values are read: where it is akin to another than before.
fn cast(column: &str, changes: &[Change]) -> Option<String> {
    changes.iter().find_map(|change| {
        let Change::AlterColumn(alter) = change else { return None };
        let ty = alter.ty.as_ref().filter(|_| alter.column == column)?;
        let is_other = ty.affinity != alter.existing_type.affinity && !ty.repr.starts_with("JSON");
        ty.ddl.clone().filter(|_| is_other)
    })
}

/// Rows without a number of their own stay in their order: an index must not change it.
fn order(table: &Table) -> String {
    let indexed = table.indexes.iter().any(|index| index.origin == IndexOrigin::PrimaryKey);
    let is_number = |name: &String| {
        table.column(name).is_some_and(|key| key.declared.eq_ignore_ascii_case("INTEGER"))
    };
    let numbered = !indexed && matches!(table.primary_key.as_slice(), [key] if is_number(key));
    if numbered { String::new() } else { in_order(table) }
}

/// What puts the rows of a table in the order of their rowid, or of their key.
fn in_order(table: &Table) -> String {
    if table.without_rowid {
        return format!(" ORDER BY {}", list(&table.primary_key));
    }
    let free = ["rowid", "_rowid_", "oid"].into_iter().find(|name| table.column(name).is_none());
    free.map(|name| format!(" ORDER BY {name}")).unwrap_or_default()
}

/// The statements that make indexes and triggers again, and those of the indexes that are new.
fn kept(work: &mut Work, table: &Table, changes: &[Change]) -> Result<Vec<String>, Halt> {
    let dropped = |name: &str| {
        changes.iter().any(|change| matches!(change, Change::DropIndex(it) if it.name.text == name))
    };
    let indexes = table.indexes.iter().filter(|index| !dropped(&index.name));
    let mut statements: Vec<String> = indexes.filter_map(|index| index.sql.clone()).collect();
    for change in changes {
        if let Change::CreateIndex(index) = change {
            statements.push(index.create.clone());
        }
    }
    let name = Value::Text(table.name.clone()).literal();
    let sql = format!(
        "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = {name} COLLATE NOCASE \
         ORDER BY rowid"
    );
    statements.extend(work.texts(&sql)?);
    Ok(statements)
}

/// What keeps AUTOINCREMENT from giving a number twice.
fn sequence(work: &mut Work, table: &str) -> Result<Option<String>, Halt> {
    let exists = work.read("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'")?;
    if exists.rows.is_empty() {
        return Ok(None);
    }
    let name = Value::Text(table.to_owned()).literal();
    let found = work.read(&format!("SELECT seq FROM sqlite_sequence WHERE name = {name}"))?;
    Ok(found.rows.first().and_then(|row| row.first()).map(|seq| {
        format!("UPDATE sqlite_sequence SET seq = {} WHERE name = {name}", seq.literal())
    }))
}

/// Refuses where a row did not arrive: what the table itself says may have left it out.
fn nothing_lost(
    work: &mut Work,
    table: &Table,
    temporary: &str,
    columns: &[String],
) -> Result<(), Halt> {
    let count = |work: &mut Work, name: &str| {
        work.read(&format!("SELECT COUNT(*) FROM {}", quoted(name))).map(|rows| rows.rows)
    };
    let same = count(work, &table.name)? == count(work, temporary)?;
    if same && !columns.is_empty() {
        return Ok(());
    }
    Err(Refusal::Lost { table: table.name.clone() }.into())
}

/// Refuses where a column of another type holds another value than before.
fn values_stay(
    work: &mut Work,
    table: &Table,
    temporary: &str,
    alter: &AlterColumn,
) -> Result<(), Halt> {
    let Some(ty) = &alter.ty else { return Ok(()) };
    let (column, order) = (quoted(&alter.column), in_order(table));
    let values = |work: &mut Work, name: &str| {
        let sql = format!("SELECT {column} FROM {}{order}", quoted(name));
        work.read_to(&sql, usize::MAX).map(|rows| rows.rows)
    };
    let (before, after) = (values(work, &table.name)?, values(work, temporary)?);
    let first = |row: &Row| row.first().cloned().unwrap_or(Value::Null);
    let changed: Vec<usize> = before
        .iter()
        .zip(&after)
        .enumerate()
        .filter(|(_, (before, after))| !reads_alike(&first(before), &first(after)))
        .map(|(at, _)| at)
        .collect();
    if changed.is_empty() {
        return Ok(());
    }
    let all = work.read_to(&format!("SELECT * FROM {}{order}", quoted(&table.name)), usize::MAX)?;
    let shown = changed.iter().take(SHOWN).filter_map(|at| {
        let mut row = all.rows.get(*at)?.clone();
        row.push(after.get(*at).map(first).unwrap_or(Value::Null));
        Some(row)
    });
    let mut columns = all.columns.clone();
    columns.push(format!("{} as {}", alter.column, ty.ddl.as_deref().unwrap_or_default()));
    let truncated = changed.len() > SHOWN;
    let rows = Rows { columns, rows: shown.collect(), truncated };
    let (table, column, ty) = (table.name.clone(), alter.column.clone(), ty.repr.clone());
    refuse(rows, |rows| Refusal::Values { table, column, ty, rows })
}

/// Whether a value reads as it did: `12` and `'12'`, `3` and `3.0`, `'1.50'` and `1.5`.
fn reads_alike(before: &Value, after: &Value) -> bool {
    let text = |value: &Value| match value {
        Value::Integer(number) => Some(number.to_string()),
        Value::Real(number) => Some(shortened(&number.to_string())),
        Value::Text(text) => Some(text.clone()),
        Value::Null | Value::Blob(_) => None,
    };
    let is_number = |value: &Value| matches!(value, Value::Integer(_) | Value::Real(_));
    match (text(before), text(after)) {
        (Some(one), Some(other)) if is_number(before) || is_number(after) => {
            shortened(&one) == shortened(&other)
        }
        _ => before == after,
    }
}

/// A number without the zeros at the end of its fraction.
fn shortened(number: &str) -> String {
    match number.split_once('.') {
        Some((_, fraction)) if fraction.bytes().all(|it| it.is_ascii_digit()) => {
            number.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        _ => number.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_reads_alike_is_none_that_is_lost() {
        let text = |text: &str| Value::Text(text.to_owned());
        let alike = [
            (Value::Integer(12), text("12")),
            (Value::Integer(3), Value::Real(3.0)),
            (text("1.50"), Value::Real(1.5)),
            (text("10"), Value::Integer(10)),
            (Value::Null, Value::Null),
        ];
        for (before, after) in alike {
            assert!(reads_alike(&before, &after), "{before:?} {after:?}");
        }
        let other = [
            (text("012"), Value::Integer(12)),
            (text("2026-01-15"), Value::Integer(2026)),
            (Value::Real(3.5), Value::Integer(3)),
            (text("10"), text("1")),
            (text("a"), Value::Integer(0)),
            (text("1.50"), text("1.5")),
        ];
        for (before, after) in other {
            assert!(!reads_alike(&before, &after), "{before:?} {after:?}");
        }
    }
}
