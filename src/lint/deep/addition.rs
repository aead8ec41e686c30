//! Rows that an author can add to a lesson, made of data on which two queries differ.

use std::collections::HashMap;
use std::sync::Arc;

use crate::counterexample::{DataSet, TableRows};
use crate::diagnostic::Span;
use crate::lesson::{DataRow, TableData, Text, Variant, scalar};
use crate::outcome::stage::StageError;
use crate::rows::{Row, Value};
use crate::schema::{Affinity, Schema, Table};
use crate::scratch::{Image, Scratch, ScratchError};

/// What is changed about data, as a variant changes it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Addition {
    /// Tables to empty first.
    pub(super) empty: Vec<String>,
    /// Rows to add.
    pub(super) rows: DataSet,
}

/// The fewest of some rows that do it, added to the data of an image; where added they do not,
/// the rows alone. `does` is asked whether a change does.
pub(super) fn smallest(
    scratch: &mut Scratch,
    image: &Image,
    rows: &DataSet,
    mut does: impl FnMut(&Addition) -> Result<bool, StageError>,
) -> Result<Option<Addition>, StageError> {
    scratch.restore(image)?;
    let schema = scratch.schema()?;
    let mut rows = rows.clone();
    rows.tables.retain(|table| !table.rows.is_empty());
    // A row that is there already need not be added; but another one like it may be what counts.
    for again in [Again::Never, Again::Always] {
        let added = renumbered(scratch, &schema, &rows, again)?;
        let added = Addition { empty: Vec::new(), rows: added };
        if does(&added)? {
            let added = shrunk(added, &mut does)?;
            return renamed(scratch, &schema, added, does).map(Some);
        }
    }
    let alone = Addition { empty: filled(scratch, &schema)?, rows };
    Ok(does(&alone)?.then_some(alone))
}

/// Leaves out row after row as long as it still does.
fn shrunk(
    mut added: Addition,
    does: &mut impl FnMut(&Addition) -> Result<bool, StageError>,
) -> Result<Addition, StageError> {
    // Children come after their parents, so that the last can go first.
    for table in (0..added.rows.tables.len()).rev() {
        for row in (0..added.rows.tables[table].rows.len()).rev() {
            let mut fewer = added.clone();
            fewer.rows.tables[table].rows.remove(row);
            if does(&fewer)? {
                added = fewer;
            }
        }
    }
    added.rows.tables.retain(|table| !table.rows.is_empty());
    Ok(added)
}

/// Gives rows names of their own as far as it still does: who reads of two stores that are called
/// alike would think that this matters.
fn renamed(
    scratch: &Scratch,
    schema: &Schema,
    mut added: Addition,
    mut does: impl FnMut(&Addition) -> Result<bool, StageError>,
) -> Result<Addition, StageError> {
    for table in 0..added.rows.tables.len() {
        let TableRows { table: name, columns, rows } = added.rows.tables[table].clone();
        let Some(declared) = schema.table(&name) else { continue };
        let there = scratch.table_rows(&declared.name)?;
        let place =
            |name: &str| there.columns.iter().position(|column| column.eq_ignore_ascii_case(name));
        let key = own_key(declared);
        let number_at = columns.iter().position(|own| key.is_some_and(|key| is(own, key)));
        for (at, row) in rows.iter().enumerate() {
            let Some(Value::Integer(number)) = number_at.and_then(|place| row.get(place)) else {
                continue;
            };
            for (column, value) in row.iter().enumerate() {
                let Value::Text(text) = value else { continue };
                let is_taken = place(&columns[column]).is_some_and(|place| {
                    there.rows.iter().any(|other| other.get(place) == Some(value))
                });
                if !is_taken || refers(declared, &columns[column]) {
                    continue;
                }
                let mut other = added.clone();
                other.rows.tables[table].rows[at][column] = Value::Text(format!("{text} {number}"));
                if does(&other)? {
                    added = other;
                }
            }
        }
    }
    Ok(added)
}

/// Whether a column is part of a key to another table.
fn refers(table: &Table, column: &str) -> bool {
    table.foreign_keys.iter().any(|key| key.columns.iter().any(|own| is(own, column)))
}

fn is(name: &str, other: &str) -> bool {
    name.eq_ignore_ascii_case(other)
}

/// Whether a row that is there is added once more, under another key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Again {
    Never,
    Always,
}

/// The tables that have rows.
fn filled(scratch: &Scratch, schema: &Schema) -> Result<Vec<String>, ScratchError> {
    let mut filled = Vec::new();
    for table in &schema.tables {
        if !scratch.table_rows(&table.name)?.rows.is_empty() {
            filled.push(table.name.clone());
        }
    }
    Ok(filled)
}

/// The rows under keys that no row of the data bears yet; those that are there, as it is said.
fn renumbered(
    scratch: &Scratch,
    schema: &Schema,
    rows: &DataSet,
    again: Again,
) -> Result<DataSet, ScratchError> {
    let mut numbers = Numbers::default();
    let mut renumbered = rows.clone();
    // Parents come first: a child's key is known when it is its turn.
    for table in &mut renumbered.tables {
        let Some(declared) = schema.table(&table.table) else { continue };
        let there = scratch.table_rows(&declared.name)?;
        let place =
            |name: &str| there.columns.iter().position(|column| column.eq_ignore_ascii_case(name));
        let places: Vec<Option<usize>> = table.columns.iter().map(|name| place(name)).collect();
        let is_there = |row: &Row| {
            let same = |other: &Row| {
                let pairs = places.iter().zip(row);
                pairs.clone().all(|(place, cell)| place.and_then(|it| other.get(it)) == Some(cell))
            };
            there.rows.iter().any(same)
        };
        table.rows.retain(|row| again == Again::Always || !is_there(row));
        let key = own_key(declared);
        let taken: Vec<i64> = key.and_then(place).map_or_else(Vec::new, |key| {
            let integers = there.rows.iter().filter_map(|row| match row.get(key) {
                Some(Value::Integer(number)) => Some(*number),
                _ => None,
            });
            integers.collect()
        });
        for row in &mut table.rows {
            numbers.follow(declared, &table.columns, row);
            if let Some(key) = key {
                numbers.free(declared, key, &table.columns, row, &taken);
            }
        }
    }
    renumbered.tables.retain(|table| !table.rows.is_empty());
    Ok(renumbered)
}

/// The column that numbers a table's rows and is no key to another table.
fn own_key(table: &Table) -> Option<&str> {
    let [key] = table.primary_key.as_slice() else { return None };
    let is_integer = table.column(key).is_some_and(|it| it.affinity == Affinity::Integer);
    (is_integer && !refers(table, key)).then_some(key)
}

/// Numbers of rows that were changed, by table in lower case.
#[derive(Default)]
struct Numbers(HashMap<(String, i64), i64>);

impl Numbers {
    /// Has the keys of a row lead where its parents went.
    fn follow(&self, table: &Table, columns: &[String], row: &mut Row) {
        for key in &table.foreign_keys {
            let ([own], [_]) = (key.columns.as_slice(), key.targets.as_slice()) else { continue };
            let place = columns.iter().position(|column| column.eq_ignore_ascii_case(own));
            let Some(Value::Integer(number)) = place.and_then(|place| row.get_mut(place)) else {
                continue;
            };
            if let Some(changed) = self.0.get(&(key.table.to_ascii_lowercase(), *number)) {
                *number = *changed;
            }
        }
    }

    /// Gives a row a number that none bears yet, where its own is taken.
    fn free(&mut self, table: &Table, key: &str, columns: &[String], row: &mut Row, taken: &[i64]) {
        let place = columns.iter().position(|column| column.eq_ignore_ascii_case(key));
        let Some(Value::Integer(number)) = place.and_then(|place| row.get_mut(place)) else {
            return;
        };
        if !taken.contains(number) {
            return;
        }
        let name = table.name.to_ascii_lowercase();
        let given = self.0.iter().filter(|((other, _), _)| *other == name).map(|(_, given)| *given);
        let most = taken.iter().copied().chain(given).max().unwrap_or(0);
        let free = most.saturating_add(1);
        self.0.insert((name, *number), free);
        *number = free;
    }
}

impl Addition {
    /// The variant of a lesson that makes this change.
    pub(super) fn variant(&self) -> Variant {
        let text = |text: &str| Text { text: text.to_owned(), span: Span::default() };
        let table = |table: &TableRows| {
            let columns: Arc<[String]> = table.columns.clone().into();
            let row = |cells: &Row| DataRow {
                columns: Arc::clone(&columns),
                cells: cells.clone(),
                span: Span::default(),
            };
            TableData { table: text(&table.table), rows: table.rows.iter().map(row).collect() }
        };
        Variant {
            name: text("other data"),
            add: self.rows.tables.iter().map(table).collect(),
            empty: self.empty.iter().map(|name| text(name)).collect(),
        }
    }

    /// The change as a variant has it, without its name: `add: {stores: [{id: 3, name: Market}]}`.
    /// None where YAML has no word for a value.
    pub(super) fn yaml(&self) -> Option<String> {
        let mut parts = Vec::new();
        if !self.empty.is_empty() {
            let names = self.empty.iter().map(|name| scalar::within_brackets(name));
            parts.push(format!("empty: [{}]", names.collect::<Vec<_>>().join(", ")));
        }
        if !self.rows.tables.is_empty() {
            let tables: Option<Vec<String>> = self.rows.tables.iter().map(table).collect();
            parts.push(format!("add: {{{}}}", tables?.join(", ")));
        }
        Some(parts.join(", "))
    }
}

fn table(table: &TableRows) -> Option<String> {
    let row = |row: &Row| {
        let cells = table.columns.iter().zip(row).map(|(column, value)| {
            Some(format!("{}: {}", scalar::within_brackets(column), cell(value)?))
        });
        Some(format!("{{{}}}", cells.collect::<Option<Vec<_>>>()?.join(", ")))
    };
    let rows: Option<Vec<String>> = table.rows.iter().map(row).collect();
    Some(format!("{}: [{}]", scalar::within_brackets(&table.table), rows?.join(", ")))
}

fn cell(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some("null".to_owned()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Real(number) if number.is_finite() => Some(value.plain()),
        Value::Real(_) | Value::Blob(_) => None,
        Value::Text(text) => Some(scalar::within_brackets(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Budget;

    const SHOP: &str = "
        CREATE TABLE stores (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
        CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT, store_id INTEGER REFERENCES stores);
        INSERT INTO stores VALUES (1, 'Corner'), (2, 'Depot');
        INSERT INTO items VALUES (1, 'Soap', 1), (2, 'Bread', 2);";

    fn rows(table: &str, columns: &[&str], rows: Vec<Row>) -> TableRows {
        let columns = columns.iter().map(|&column| column.to_owned()).collect();
        TableRows { table: table.to_owned(), columns, rows }
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    /// What is suggested so that a query gives a row.
    fn suggested(tables: Vec<TableRows>, query: &str) -> Option<String> {
        let mut scratch = Scratch::new().unwrap();
        assert!(scratch.run(SHOP, &Budget::default()).failure().is_none());
        let image = scratch.image().unwrap();
        let does = |added: &Addition| {
            let mut scratch = Scratch::new()?;
            scratch.restore(&image)?;
            let mut script = String::new();
            for table in &added.empty {
                script.push_str(&format!("DELETE FROM {table};"));
            }
            for table in &added.rows.tables {
                for row in &table.rows {
                    let (name, columns) = (&table.table, table.columns.join(", "));
                    let cells: Vec<String> = row.iter().map(Value::literal).collect();
                    let cells = cells.join(", ");
                    script.push_str(&format!("INSERT INTO {name} ({columns}) VALUES ({cells});"));
                }
            }
            let whole = format!("BEGIN; PRAGMA defer_foreign_keys = ON; {script} COMMIT; {query}");
            let script = scratch.run(&whole, &Budget::default());
            Ok(script.failure().is_none() && script.rows().is_some_and(|it| !it.rows.is_empty()))
        };
        let found = smallest(&mut scratch, &image, &DataSet { tables }, does).unwrap();
        found.and_then(|found| found.yaml())
    }

    #[test]
    fn a_row_gets_a_free_key_and_its_children_follow() {
        let tables = vec![
            rows("stores", &["id", "name"], vec![vec![Value::Integer(1), text("Market, new")]]),
            rows(
                "items",
                &["id", "name", "store_id"],
                vec![
                    vec![Value::Integer(1), text("yes"), Value::Integer(1)],
                    vec![Value::Integer(2), Value::Null, Value::Null],
                ],
            ),
        ];
        let query =
            "SELECT 1 FROM stores JOIN items ON store_id = stores.id WHERE items.name = 'yes'
            AND stores.name LIKE 'Market%'";
        insta::assert_snapshot!(suggested(tables, query).unwrap(), @r#"add: {stores: [{id: 3, name: "Market, new"}], items: [{id: 3, name: "yes", store_id: 3}]}"#);
    }

    #[test]
    fn what_is_there_already_is_not_added_and_what_need_not_be_is_left_out() {
        let tables = vec![
            rows(
                "stores",
                &["id", "name"],
                vec![
                    vec![Value::Integer(1), text("Corner")],
                    vec![Value::Integer(2), text("Market")],
                ],
            ),
            rows("items", &["id", "store_id"], vec![vec![Value::Integer(9), Value::Integer(1)]]),
        ];
        let childless = "SELECT 1 FROM stores WHERE id NOT IN (SELECT store_id FROM items)";
        insta::assert_snapshot!(suggested(tables, childless).unwrap(), @"add: {stores: [{id: 3, name: Market}]}");
    }

    #[test]
    fn where_the_rest_is_in_the_way_tables_are_emptied() {
        let tables =
            vec![rows("stores", &["id", "name"], vec![vec![Value::Integer(1), Value::Null]])];
        let alone = "SELECT 1 FROM stores GROUP BY 1 HAVING COUNT(*) = 1";
        insta::assert_snapshot!(suggested(tables.clone(), alone).unwrap(), @"empty: [stores, items], add: {stores: [{id: 1, name: null}]}");
        assert_eq!(suggested(tables, "SELECT 1 WHERE 0"), None);
        let twice =
            vec![rows("stores", &["id", "name"], vec![vec![Value::Integer(7), text("Corner")]])];
        insta::assert_snapshot!(suggested(twice, "SELECT 1 FROM stores WHERE id = 7").unwrap(), @"empty: [stores, items], add: {stores: [{id: 7, name: Corner}]}");
    }
}
