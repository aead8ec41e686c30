//! Whether everything that was there still is: looked at before a copy is taken over.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::Why;
use super::halt::Halt;
use super::names::{list, text};
use super::work::{Work, ended};
use crate::rows::{Row, Rows, Value};
use crate::scratch::Budget;
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
    /// Its columns but those that are computed from others: these may fail to be, and follow from
    /// the statement that made the table.
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
        for table in work.schema.tables.clone() {
            let stored = table.columns.iter().filter(|column| !column.generated);
            let columns: Vec<String> = stored.map(|column| column.name.clone()).collect();
            let (rows, hash) = contents(work, &table.name, &columns)?;
            let orphans = orphans(work, &table.name)?;
            tables.push(Contents { name: table.name, columns, rows, hash, orphans });
        }
        let integrity = work.read("PRAGMA integrity_check").ok();
        Ok(Self { tables, others: others(work)?, sequence: sequence(work)?, integrity })
    }

    /// Refuses what would have been lost or changed in the copy as it is now.
    pub fn compare(&self, work: &mut Work<'_>) -> Result<(), Halt> {
        for table in &self.tables {
            let held = contents(work, &table.name, &table.columns)?;
            let same = held == (table.rows, table.hash);
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

/// How many rows a table has, and what they hold in these columns, in any order.
fn contents(work: &mut Work<'_>, table: &str, columns: &[String]) -> Result<(usize, u64), Halt> {
    let sql = format!("SELECT {} FROM {}", list(columns), quoted(table));
    let script = work.scratch.run(&sql, &Budget::table());
    ended(&script, &sql)?;
    let rows = script.rows().map(|rows| rows.rows.as_slice()).unwrap_or_default();
    Ok((rows.len(), rows.iter().map(hash).fold(0, u64::wrapping_add)))
}

fn hash(row: &Row) -> u64 {
    let mut hasher = DefaultHasher::new();
    for cell in row {
        std::mem::discriminant(cell).hash(&mut hasher);
        match cell {
            Value::Null => {}
            Value::Integer(number) => number.hash(&mut hasher),
            Value::Real(number) => number.to_bits().hash(&mut hasher),
            Value::Text(text) => text.hash(&mut hasher),
            Value::Blob(bytes) => bytes.hash(&mut hasher),
        }
    }
    hasher.finish()
}
