//! What a search stands on: a database's declarations, its rows, and itself without any row.

use crate::rows::Value;
use crate::rows::data_set::{DataSet, TableRows};
use crate::schema::{Schema, Table};
use crate::scratch::{Budget, Image, Scratch, ScratchError};
use crate::sql::shuffle::View;
use crate::sql::tokens::quoted;

/// A database as a search needs it. Made once, it serves any number of questions.
#[derive(Debug, Clone)]
pub struct Ground {
    /// The database.
    pub image: Image,
    /// The same without any row.
    pub empty: Image,
    /// What it declares.
    pub schema: Schema,
    /// The statements of its views and triggers: name, the table of a trigger, text.
    pub(super) programs: Vec<Program>,
    /// Its views.
    pub(super) views: Vec<View>,
    /// The rows that can be seen, of each table the first [`SEEN_ROWS`]: generated columns left
    /// out, tables in the order of the schema, empty ones included.
    pub seen: DataSet,
}

/// A view or a trigger, for what it reads.
#[derive(Debug, Clone)]
pub(super) struct Program {
    /// A view's name; the table on which a trigger acts.
    pub(super) name: String,
    /// The statement that made it.
    pub(super) sql: String,
    is_view: bool,
}

/// The most rows of one table that a search looks at.
const SEEN_ROWS: usize = 60;

impl Ground {
    /// Reads a database. The contents of `scratch` are lost.
    ///
    /// # Errors
    ///
    /// When the scratch database fails.
    pub fn new(scratch: &mut Scratch, image: &Image) -> Result<Self, ScratchError> {
        scratch.restore(image)?;
        let schema = scratch.schema()?;
        let programs = programs(scratch);
        let view =
            |program: &Program| View { name: program.name.clone(), text: program.sql.clone() };
        let views = programs.iter().filter(|program| program.is_view).map(view).collect();
        let mut seen = DataSet::default();
        for table in &schema.tables {
            seen.tables.push(first_rows(scratch, table));
        }
        let empty = scratch.emptied(image)?;
        Ok(Self { image: image.clone(), empty, schema, programs, views, seen })
    }
}

fn programs(scratch: &mut Scratch) -> Vec<Program> {
    let sql = "SELECT tbl_name, sql, type FROM sqlite_schema \
               WHERE type IN ('view', 'trigger') AND sql IS NOT NULL ORDER BY rowid";
    let script = scratch.run(sql, &Budget::default());
    let rows = script.rows().map(|rows| rows.rows.as_slice()).unwrap_or_default();
    let program = |row: &Vec<Value>| match row.as_slice() {
        [Value::Text(name), Value::Text(sql), Value::Text(kind)] => {
            Some(Program { name: name.clone(), sql: sql.clone(), is_view: kind == "view" })
        }
        _ => None,
    };
    rows.iter().filter_map(program).collect()
}

fn first_rows(scratch: &mut Scratch, table: &Table) -> TableRows {
    let stored = table.columns.iter().filter(|column| !column.generated);
    let columns: Vec<String> = stored.map(|column| column.name.clone()).collect();
    let names: Vec<String> = columns.iter().map(|name| quoted(name)).collect();
    let (names, name) = (names.join(", "), quoted(&table.name));
    let sql = format!("SELECT {names} FROM {name} LIMIT {SEEN_ROWS}");
    let script = scratch.run(&sql, &Budget::default());
    let rows = script.rows().map(|rows| rows.rows.clone()).unwrap_or_default();
    TableRows { table: table.name.clone(), columns, rows }
}
