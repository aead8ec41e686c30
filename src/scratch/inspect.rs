//! Reading a live database: what it declares, and all rows of a table.

use std::hash::{DefaultHasher, Hash, Hasher};

use rusqlite::{Connection, Params, Row as SqlRow};

use super::collect::collect;
use super::database::Scratch;
use super::{Budget, ScratchError};
use crate::rows::Rows;
use crate::schema::{Affinity, Column, ForeignKey, Index, IndexOrigin, Schema, Table};
use crate::sql::tokens::quoted;

impl Scratch {
    /// What the database declares, SQLite's own tables left out.
    ///
    /// A column that stands for the rowid (`INTEGER PRIMARY KEY`) counts as not null: it never
    /// holds NULL, because SQLite puts the next number there instead.
    ///
    /// # Errors
    ///
    /// When memory runs out.
    pub fn schema(&self) -> Result<Schema, ScratchError> {
        Ok(self.guard.trust(|| schema(&self.connection))?)
    }

    /// A number that changes with everything that is declared: the same as before means that
    /// nothing was made, changed or dropped since.
    ///
    /// # Errors
    ///
    /// When memory runs out.
    pub fn declared(&self) -> Result<u64, ScratchError> {
        let statements = self.guard.trust(|| {
            all(&self.connection, STATEMENTS, [], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?))
            })
        })?;
        let mut hasher = DefaultHasher::new();
        statements.hash(&mut hasher);
        Ok(hasher.finish())
    }

    /// Tables and views with the names of their columns, in the order in which they were made.
    /// A view that cannot be read has none.
    ///
    /// # Errors
    ///
    /// When memory runs out.
    pub fn columns(&self) -> Result<Vec<(String, Vec<String>)>, ScratchError> {
        Ok(self.guard.trust(|| {
            let names = all(&self.connection, RELATIONS, [], |row| row.get::<_, String>(0))?;
            let columns = |name: String| {
                let read = |row: &SqlRow<'_>| row.get::<_, String>(0);
                let columns = all(&self.connection, COLUMNS, [&name], read).unwrap_or_default();
                (name, columns)
            };
            Ok::<_, rusqlite::Error>(names.into_iter().map(columns).collect())
        })?)
    }

    /// All rows of a table with all its columns, generated ones included: in the order of their
    /// rowid, or of the primary key where there is no rowid. Of a view, the rows in the order in
    /// which it gives them.
    ///
    /// A table can be small and its generated columns endless. Rows that go beyond
    /// [`Budget::table`] are left out, and the result is marked as truncated.
    ///
    /// # Errors
    ///
    /// When there is no such table or view, a view cannot be read, or memory runs out.
    pub fn table_rows(&self, table: &str) -> Result<Rows, ScratchError> {
        let budget = Budget::table();
        self.guard.begin();
        let mut prepared = self.connection.prepare(&select_all(&self.connection, table)?)?;
        self.meter.begin_own(&budget);
        let (mut rows, ended) = collect(&mut prepared, &budget, &mut budget.bytes.clone());
        self.meter.end();
        let stopped = self.meter.stopped().is_some();
        rows.truncated |= stopped;
        if stopped { Ok(rows) } else { Ok(ended.map(|()| rows)?) }
    }
}

impl Budget {
    /// What reading one whole table may use: four times what the largest table without generated
    /// columns needs.
    pub fn table() -> Self {
        Self { rows: usize::MAX, bytes: 64 << 20, ..Self::default() }
    }
}

const TABLES: &str = "
    SELECT s.name, s.sql, l.wr, l.strict
    FROM sqlite_schema AS s JOIN pragma_table_list AS l ON l.schema = 'main' AND l.name = s.name
    WHERE s.type = 'table' AND l.type = 'table' AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
    ORDER BY s.rowid";

const STATEMENTS: &str = "SELECT name, sql FROM sqlite_schema";

const RELATIONS: &str = "
    SELECT name FROM sqlite_schema
    WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
    ORDER BY rowid";

const VIEWS: &str = "SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY rowid";

const VIEW_TEXTS: &str = "SELECT name, sql FROM sqlite_schema WHERE type = 'view' ORDER BY rowid";

const TRIGGERS: &str = "SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid";

const COLUMNS: &str = "
    SELECT name, type, \"notnull\", dflt_value, pk, hidden
    FROM pragma_table_xinfo(?1, 'main') ORDER BY cid";

// SQLite lists both from the last declared to the first.
const FOREIGN_KEYS: &str = "
    SELECT id, \"table\", \"from\", \"to\", on_delete, on_update
    FROM pragma_foreign_key_list(?1, 'main') ORDER BY id DESC, seq";

const INDEXES: &str = "
    SELECT l.name, l.\"unique\", l.partial, l.origin, s.sql
    FROM pragma_index_list(?1, 'main') AS l
    LEFT JOIN sqlite_schema AS s ON s.type = 'index' AND s.name = l.name
    ORDER BY l.seq DESC";

// What is no key of it is there to find the row again.
const INDEX_COLUMNS: &str = "
    SELECT name, coll, \"desc\" FROM pragma_index_xinfo(?1, 'main') WHERE key ORDER BY seqno";

fn all<T, P: Params>(
    connection: &Connection,
    sql: &str,
    params: P,
    read: impl FnMut(&SqlRow<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    connection.prepare_cached(sql)?.query_map(params, read)?.collect()
}

/// What a database declares; see [`Scratch::schema`].
pub(super) fn schema(connection: &Connection) -> rusqlite::Result<Schema> {
    let mut tables = all(connection, TABLES, [], table_head)?;
    for table in &mut tables {
        table.indexes = indexes(connection, &table.name)?;
        add_columns(connection, table)?;
    }
    let keys = tables.iter().map(|table| foreign_keys(connection, table, &tables));
    let keys: Vec<_> = keys.collect::<Result<_, _>>()?;
    for (table, keys) in tables.iter_mut().zip(keys) {
        table.foreign_keys = keys;
    }
    let views = all(connection, VIEWS, [], |row| row.get(0))?;
    let triggers = all(connection, TRIGGERS, [], |row| row.get(0))?;
    Ok(Schema { tables, views, triggers })
}

/// The views' names, and the statements that made them.
pub(super) fn view_texts(connection: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
    all(connection, VIEW_TEXTS, [], |row| Ok((row.get(0)?, row.get(1)?)))
}

fn table_head(row: &SqlRow<'_>) -> rusqlite::Result<Table> {
    Ok(Table {
        name: row.get(0)?,
        columns: Vec::new(),
        primary_key: Vec::new(),
        foreign_keys: Vec::new(),
        indexes: Vec::new(),
        without_rowid: row.get(2)?,
        strict: row.get(3)?,
        sql: row.get(1)?,
    })
}

/// Adds the columns and the primary key to a table whose indexes are known.
fn add_columns(connection: &Connection, table: &mut Table) -> rusqlite::Result<()> {
    let mut keyed: Vec<(i64, usize)> = Vec::new();
    let columns = all(connection, COLUMNS, [&table.name], |row| {
        let declared: String = row.get(1)?;
        let hidden: i64 = row.get(5)?;
        let column = Column {
            name: row.get(0)?,
            affinity: affinity(&declared, table.strict),
            declared,
            not_null: row.get(2)?,
            default: row.get(3)?,
            // 2 is VIRTUAL, 3 is STORED.
            generated: hidden >= 2,
            collation: String::new(),
        };
        Ok((column, row.get::<_, i64>(4)?))
    })?;
    for (position, (mut column, rank)) in columns.into_iter().enumerate() {
        column.collation = collation(connection, &table.name, &column.name)?;
        if rank > 0 {
            keyed.push((rank, position));
        }
        table.columns.push(column);
    }
    keyed.sort_unstable();
    if let [(_, only)] = keyed[..]
        && stands_for_rowid(table, only)
    {
        table.columns[only].not_null = true;
    }
    table.primary_key =
        keyed.iter().map(|&(_, position)| table.columns[position].name.clone()).collect();
    Ok(())
}

/// How a column compares texts. No PRAGMA tells, so SQLite's own function is asked.
fn collation(connection: &Connection, table: &str, column: &str) -> rusqlite::Result<String> {
    let (_, collation, ..) = connection.column_metadata(Some("main"), table, column)?;
    Ok(collation.map_or_else(|| "BINARY".to_owned(), |name| name.to_string_lossy().into_owned()))
}

/// `ANY` has no affinity in a STRICT table.
fn affinity(declared: &str, strict: bool) -> Affinity {
    if strict && declared.eq_ignore_ascii_case("ANY") {
        return Affinity::Blob;
    }
    Affinity::of(declared)
}

/// Whether a table's single key column is another name for the rowid. `INTEGER PRIMARY KEY DESC`
/// is not, and shows it by having an index.
fn stands_for_rowid(table: &Table, key: usize) -> bool {
    let indexed = table.indexes.iter().any(|index| index.origin == IndexOrigin::PrimaryKey);
    !table.without_rowid && !indexed && table.columns[key].declared.eq_ignore_ascii_case("INTEGER")
}

fn foreign_keys(
    connection: &Connection,
    table: &Table,
    tables: &[Table],
) -> rusqlite::Result<Vec<ForeignKey>> {
    let mut keys: Vec<(i64, ForeignKey)> = Vec::new();
    let parts = all(connection, FOREIGN_KEYS, [&table.name], |row| {
        let key = ForeignKey {
            columns: vec![row.get(2)?],
            table: row.get(1)?,
            targets: row.get::<_, Option<String>>(3)?.into_iter().collect(),
            on_delete: row.get(4)?,
            on_update: row.get(5)?,
        };
        Ok((row.get(0)?, key))
    })?;
    for (id, part) in parts {
        match keys.last_mut() {
            Some((last, key)) if *last == id => {
                key.columns.extend(part.columns);
                key.targets.extend(part.targets);
            }
            _ => keys.push((id, part)),
        }
    }
    let target = |name: &str| tables.iter().find(|table| table.name.eq_ignore_ascii_case(name));
    Ok(keys
        .into_iter()
        .map(|(_, mut key)| {
            if key.targets.is_empty() {
                let implied = target(&key.table).map(|table| table.primary_key.clone());
                key.targets = implied.unwrap_or_default();
            }
            key
        })
        .collect())
}

fn indexes(connection: &Connection, table: &str) -> rusqlite::Result<Vec<Index>> {
    let mut indexes = all(connection, INDEXES, [table], |row| {
        let origin: String = row.get(3)?;
        Ok(Index {
            name: row.get(0)?,
            columns: Vec::new(),
            collations: Vec::new(),
            descending: Vec::new(),
            unique: row.get(1)?,
            partial: row.get(2)?,
            origin: match origin.as_str() {
                "u" => IndexOrigin::Unique,
                "pk" => IndexOrigin::PrimaryKey,
                _ => IndexOrigin::Statement,
            },
            sql: row.get(4)?,
        })
    })?;
    for index in &mut indexes {
        let parts = all(connection, INDEX_COLUMNS, [&index.name], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
        for (column, collation, descending) in parts {
            index.columns.push(column);
            index.collations.push(collation);
            index.descending.push(descending);
        }
    }
    Ok(indexes)
}

/// The query for all rows of a table, in an order that no index can change.
fn select_all(connection: &Connection, table: &str) -> rusqlite::Result<String> {
    let columns = all(connection, COLUMNS, [table], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, i64>(4)?))
    })?;
    let is_column = |name: &str| columns.iter().any(|(own, _)| own.eq_ignore_ascii_case(name));
    let kind: Option<(bool, bool)> = all(
        connection,
        "SELECT type = 'view', wr FROM pragma_table_list
         WHERE schema = 'main' AND name = ?1 COLLATE NOCASE",
        [table],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?
    .pop();
    let (is_view, without_rowid) = kind.unwrap_or_default();
    let order = if is_view {
        // A view has no rowid, and its rows the order that it gives them.
        String::new()
    } else if without_rowid {
        let mut key: Vec<_> = columns.iter().filter(|(_, rank)| *rank > 0).collect();
        key.sort_by_key(|(_, rank)| *rank);
        key.iter().map(|(name, _)| quoted(name)).collect::<Vec<_>>().join(", ")
    } else {
        let free = ["rowid", "_rowid_", "oid"].into_iter().find(|name| !is_column(name));
        free.unwrap_or_default().to_owned()
    };
    let order = if order.is_empty() { order } else { format!(" ORDER BY {order}") };
    Ok(format!("SELECT * FROM main.{}{order}", quoted(table)))
}
