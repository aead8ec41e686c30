//! Whether everything that was there still is: looked at before a copy is taken over.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::Why;
use super::halt::Halt;
use super::names::text;
use super::work::Work;
use crate::rows::{Row, Rows, Value};
use crate::sql::tokens::quoted;

/// What a database holds, in little space.
#[derive(Debug)]
pub(super) struct Snapshot {
    tables: Vec<Contents>,
    /// The statements of indexes, views and triggers, by kind and name.
    others: BTreeMap<(String, String), String>,
    /// How far each number of AUTOINCREMENT has come.
    sequence: BTreeMap<String, Value>,
    /// What SQLite says of the database as a whole.
    integrity: Option<Rows>,
}

/// What a table holds.
#[derive(Debug)]
struct Contents {
    name: String,
    /// Its columns, generated ones included.
    columns: Vec<String>,
    rows: usize,
    hash: u64,
    /// How many of its rows refer to nothing; `None` where SQLite cannot say.
    orphans: Option<usize>,
}

impl Snapshot {
    /// Reads a database.
    pub fn read(work: &mut Work<'_>) -> Result<Self, Halt> {
        let mut tables = Vec::new();
        let names: Vec<String> =
            work.schema.tables.iter().map(|table| table.name.clone()).collect();
        for name in names {
            let rows = work.scratch.table_rows(&name)?;
            let hash = hash(&rows, rows.columns.len());
            let orphans = orphans(work, &name)?;
            tables.push(Contents {
                name,
                columns: rows.columns,
                rows: rows.rows.len(),
                hash,
                orphans,
            });
        }
        let integrity = work.read("PRAGMA integrity_check").ok();
        Ok(Self { tables, others: others(work)?, sequence: sequence(work)?, integrity })
    }

    /// Refuses what would have been lost or changed in the copy as it is now.
    pub fn compare(&self, work: &mut Work<'_>) -> Result<(), Halt> {
        for table in &self.tables {
            let rows = work.scratch.table_rows(&table.name)?;
            let width = table.columns.len();
            let same = rows.columns.get(..width) == Some(table.columns.as_slice())
                && rows.rows.len() == table.rows
                && hash(&rows, width) == table.hash;
            let orphans = orphans(work, &table.name)?;
            // Where SQLite could not say before, it need not now.
            let more = match (table.orphans, orphans) {
                (Some(before), Some(now)) => now > before,
                (Some(_), None) => true,
                (None, _) => false,
            };
            if !same {
                return Err(Why::WouldChange(table.name.clone()).into());
            }
            if more {
                return Err(Why::WouldBreak(table.name.clone()).into());
            }
        }
        let others = others(work)?;
        let lost = self.others.iter().find(|(own, sql)| {
            let dropped = work.dropped.contains(&own.1);
            !dropped && others.get(*own) != Some(*sql)
        });
        if let Some(((_, name), _)) = lost {
            return Err(Why::WouldChange(name.clone()).into());
        }
        let now = sequence(work)?;
        if let Some((name, _)) =
            self.sequence.iter().find(|(name, seq)| now.get(*name) != Some(*seq))
        {
            return Err(Why::WouldChange(name.clone()).into());
        }
        if work.read("PRAGMA integrity_check").ok() != self.integrity {
            return Err(Why::WouldChange("integrity_check".to_owned()).into());
        }
        Ok(())
    }
}

/// How many rows of a table refer to nothing, up to a bound.
fn orphans(work: &mut Work<'_>, table: &str) -> Result<Option<usize>, Halt> {
    const BOUND: usize = 10_000;
    match work.read_to(&format!("PRAGMA foreign_key_check({})", quoted(table)), BOUND) {
        Ok(rows) => Ok(Some(rows.rows.len())),
        Err(Halt::Refused(why, _)) if matches!(*why, Why::Failed { .. }) => Ok(None),
        Err(halt) => Err(halt),
    }
}

fn others(work: &mut Work<'_>) -> Result<BTreeMap<(String, String), String>, Halt> {
    let rows = work.read_to(
        "SELECT type, name, sql FROM sqlite_schema WHERE type <> 'table' AND sql IS NOT NULL",
        usize::MAX,
    )?;
    Ok(rows.rows.into_iter().filter_map(other).collect())
}

fn other(row: Row) -> Option<((String, String), String)> {
    match <[Value; 3]>::try_from(row) {
        Ok([Value::Text(kind), Value::Text(name), Value::Text(sql)]) => Some(((kind, name), sql)),
        _ => None,
    }
}

fn sequence(work: &mut Work<'_>) -> Result<BTreeMap<String, Value>, Halt> {
    let name = text("sqlite_sequence");
    let there = work.read(&format!("SELECT 1 FROM sqlite_schema WHERE name = {name}"))?;
    if there.rows.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = work.read_to("SELECT name, seq FROM sqlite_sequence", usize::MAX)?;
    let pair = |row: Row| match <[Value; 2]>::try_from(row) {
        Ok([Value::Text(name), seq]) => Some((name, seq)),
        _ => None,
    };
    Ok(rows.rows.into_iter().filter_map(pair).collect())
}

/// The contents of the first columns, in their order.
fn hash(rows: &Rows, width: usize) -> u64 {
    let mut hasher = DefaultHasher::new();
    for row in &rows.rows {
        for cell in row.iter().take(width) {
            std::mem::discriminant(cell).hash(&mut hasher);
            match cell {
                Value::Null => {}
                Value::Integer(number) => number.hash(&mut hasher),
                Value::Real(number) => number.to_bits().hash(&mut hasher),
                Value::Text(text) => text.hash(&mut hasher),
                Value::Blob(bytes) => bytes.hash(&mut hasher),
            }
        }
    }
    hasher.finish()
}
