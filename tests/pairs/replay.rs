//! The rule of comparison once more, over plain rusqlite: it shares nothing with the search that
//! it judges.
//!
//! As many columns in the same order, names ignored; NULL equals NULL; integers and reals compare
//! as numbers within a share of 1e-9; text never equals a number.

use rusqlite::types::Value;
use rusqlite::{Connection, StatementStatus};

/// The rows of a query.
pub type Table = Vec<Vec<Value>>;

/// A database with a schema and the rows of a script, foreign keys enforced while they go in.
pub fn database(schema: &str, script: &str) -> rusqlite::Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    bound(&mut connection);
    connection.execute_batch(schema)?;
    connection.execute_batch("PRAGMA foreign_keys = ON")?;
    connection.execute_batch(script)?;
    Ok(connection)
}

/// Ends every statement that does not come to an end by itself: it fails.
pub fn bound(connection: &mut Connection) {
    let handler = connection.progress_handler(2_000_000, Some(|| true));
    handler.expect("a handler of progress");
}

/// What a query gives, its width included: no rows of two columns are not no rows of one.
pub fn table(connection: &Connection, query: &str) -> rusqlite::Result<(usize, Table)> {
    let mut statement = connection.prepare_cached(query)?;
    // Steps are counted over all runs of a statement that was kept.
    statement.reset_status(StatementStatus::VmStep);
    let width = statement.column_count();
    let rows = statement.query_map([], |row| (0..width).map(|at| row.get(at)).collect())?;
    Ok((width, rows.collect::<rusqlite::Result<_>>()?))
}

/// Whether two results are the same. One that failed is no result: never the same.
pub fn equal(
    left: &rusqlite::Result<(usize, Table)>,
    right: &rusqlite::Result<(usize, Table)>,
    ordered: bool,
) -> bool {
    let (Ok((width, left)), Ok((other, right))) = (left, right) else { return false };
    if width != other || left.len() != right.len() {
        return false;
    }
    if ordered {
        return left.iter().zip(right).all(|(left, right)| rows(left, right));
    }
    let mut rest: Vec<&Vec<Value>> = right.iter().collect();
    left.iter().all(|wanted| {
        let found = rest.iter().position(|row| rows(wanted, row));
        found.map(|at| rest.swap_remove(at)).is_some()
    })
}

fn rows(left: &[Value], right: &[Value]) -> bool {
    left.iter().zip(right).all(|(left, right)| cells(left, right))
}

fn cells(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Integer(left), Value::Real(right)) => numbers(*left as f64, *right),
        (Value::Real(left), Value::Integer(right)) => numbers(*left, *right as f64),
        (Value::Real(left), Value::Real(right)) => numbers(*left, *right),
        _ => left == right,
    }
}

fn numbers(left: f64, right: f64) -> bool {
    left == right || (left - right).abs() <= 1e-9 * left.abs().max(right.abs())
}

/// Whether what stands in a database is admitted: every key is kept, and every value is of its
/// column's declared type, or is missing. SQLite kept NOT NULL, UNIQUE and CHECK itself.
pub fn admitted(connection: &Connection) -> Result<(), String> {
    let broken =
        table(connection, "PRAGMA foreign_key_check").map_err(|error| error.to_string())?;
    if let Some(row) = broken.1.first() {
        return Err(format!("a foreign key is broken: {row:?}"));
    }
    let columns = "SELECT t.name, c.name, c.type FROM pragma_table_list AS t
        JOIN pragma_table_xinfo(t.name) AS c
        WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    let (_, columns) = table(connection, columns).map_err(|error| error.to_string())?;
    for column in columns {
        let [Value::Text(name), Value::Text(column), Value::Text(declared)] = &column[..] else {
            return Err(format!("{column:?} is no column"));
        };
        let query = format!("SELECT \"{column}\" FROM \"{name}\"");
        let (_, values) = table(connection, &query).map_err(|error| error.to_string())?;
        if let Some(value) = values.iter().flatten().find(|value| !of_type(declared, value)) {
            return Err(format!("{value:?} stands in {name}.{column} {declared}"));
        }
    }
    Ok(())
}

/// Whether a value is of a declared type, as a person reads it: stricter than SQLite's affinity.
fn of_type(declared: &str, value: &Value) -> bool {
    let declared = declared.to_uppercase();
    let says = |words: &[&str]| words.iter().any(|word| declared.contains(word));
    match value {
        Value::Null => true,
        _ if declared.is_empty() || declared == "ANY" => true,
        Value::Integer(_) => says(&["INT", "BOOL", "NUM", "DEC"]),
        Value::Real(_) => says(&["REAL", "FLOA", "DOUB", "NUM", "DEC"]),
        Value::Text(_) => says(&["CHAR", "CLOB", "TEXT", "DATE", "TIME"]),
        Value::Blob(_) => says(&["BLOB"]),
    }
}
