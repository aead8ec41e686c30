//! The rows that stand in the way of a key.

use super::Why;
use super::halt::Halt;
use super::work::Work;
use crate::relation::finding::Reference;
use crate::sql::tokens::quoted;

/// Refuses a key whose columns hold what no row of the other table has.
pub(super) fn orphans(work: &mut Work<'_>, key: &Reference) -> Result<(), Halt> {
    let (table, target) = (quoted(&key.table), quoted(&key.target));
    let set: Vec<_> =
        key.columns.iter().map(|name| format!("{} IS NOT NULL", quoted(name))).collect();
    // A key is compared as the column is that it refers to: by its affinity and collation. `+`
    // takes away those of the column that refers.
    let pairs = key.columns.iter().zip(&key.targets);
    let equal: Vec<_> = pairs
        .map(|(column, target)| format!("target.{} = +own.{}", quoted(target), quoted(column)))
        .collect();
    let sql = format!(
        "SELECT * FROM {table} AS own WHERE {} AND NOT EXISTS (SELECT 1 FROM {target} AS target WHERE {})",
        set.join(" AND "),
        equal.join(" AND ")
    );
    let rows = work.read(&sql)?;
    let Reference { table, columns, target, targets } = key.clone();
    refuse(rows, Why::Orphans { table, columns, target, targets })
}

/// Refuses uniqueness of columns in which rows are equal. `compared` are the columns with what they
/// are compared by, as SQL.
pub(super) fn duplicates(
    work: &mut Work<'_>,
    table: &str,
    columns: &[String],
    compared: &[String],
) -> Result<(), Halt> {
    let (own, compared) = (quoted(table), compared.join(", "));
    // NULL is in no list, and so refers to nothing here as well.
    let sql = format!(
        "SELECT * FROM {own} WHERE ({compared}) IN (SELECT {compared} FROM {own} GROUP BY \
         {compared} HAVING COUNT(*) > 1) ORDER BY {compared}"
    );
    let rows = work.read(&sql)?;
    let (table, columns) = (table.to_owned(), columns.to_vec());
    refuse(rows, Why::Duplicates { table, columns })
}

/// Refuses NOT NULL for columns that hold NULL.
pub(super) fn nulls(work: &mut Work<'_>, table: &str, columns: &[String]) -> Result<(), Halt> {
    let null: Vec<_> = columns.iter().map(|name| format!("{} IS NULL", quoted(name))).collect();
    let sql = format!("SELECT * FROM {} WHERE {}", quoted(table), null.join(" OR "));
    let rows = work.read(&sql)?;
    refuse(rows, Why::Nulls { table: table.to_owned(), columns: columns.to_vec() })
}

/// Refuses a new key that every row has to have, where there are rows.
pub(super) fn no_values(
    work: &mut Work<'_>,
    table: &str,
    columns: &[String],
    target: &str,
) -> Result<(), Halt> {
    let rows = work.read(&format!("SELECT * FROM {}", quoted(table)))?;
    let (table, columns, target) = (table.to_owned(), columns.to_vec(), target.to_owned());
    refuse(rows, Why::NoValues { table, columns, target })
}

fn refuse(rows: crate::rows::Rows, why: Why) -> Result<(), Halt> {
    if rows.rows.is_empty() { Ok(()) } else { Err(Halt::Refused(Box::new(why), Some(rows))) }
}
