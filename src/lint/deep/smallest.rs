//! The rows that an author has to add, made of data on which two queries differ.

use super::addition::Addition;
use super::near;
use super::renumbered::{Again, is, own_key, refers, renumbered};
use crate::counterexample::{DataSet, TableRows};
use crate::outcome::stage::StageError;
use crate::rows::Value;
use crate::schema::Schema;
use crate::scratch::{Image, Scratch, ScratchError};

/// The fewest of some rows that do it, added to the data of an image, or one row that does it as
/// well; where no added row does, the rows alone. `does` is asked whether a change does.
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
            let added = near::linked(scratch, &schema, added, &mut does)?;
            let mut added = shrunk(added, &mut does)?;
            if added.rows.size() > 1
                && let Some(one) = near::one_more(scratch, &schema, &mut does)?
            {
                added = one;
            }
            return renamed(scratch, &schema, added, does).map(Some);
        }
    }
    if let Some(one) = near::one_more(scratch, &schema, &mut does)? {
        return renamed(scratch, &schema, one, does).map(Some);
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
                let taken = place(&columns[column]).and_then(|place| {
                    let texts = there.rows.iter().filter_map(|other| match other.get(place) {
                        Some(Value::Text(text)) => Some(text),
                        _ => None,
                    });
                    texts.into_iter().find(|other| is_made_of(text, other))
                });
                let Some(taken) = taken.filter(|_| !refers(declared, &columns[column])) else {
                    continue;
                };
                let mut other = added.clone();
                other.rows.tables[table].rows[at][column] =
                    Value::Text(format!("{taken} {number}"));
                if does(&other)? {
                    added = other;
                }
            }
        }
    }
    Ok(added)
}

/// Whether a text is one that is there, or that one with something put behind it or in other
/// letters, as nobody would write it.
fn is_made_of(text: &str, other: &str) -> bool {
    let begins = text.get(..other.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(other));
    begins && !other.is_empty()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::Row;
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
    fn a_row_points_at_a_parent_that_is_there_in_place_of_a_new_one() {
        let tables = vec![
            rows("stores", &["id", "name"], vec![vec![Value::Integer(3), text("Market")]]),
            rows(
                "items",
                &["id", "name", "store_id"],
                vec![vec![Value::Integer(3), text("Tea"), Value::Integer(3)]],
            ),
        ];
        let tea = "SELECT 1 FROM items JOIN stores ON stores.id = store_id WHERE items.id = 3";
        insta::assert_snapshot!(suggested(tables, tea).unwrap(), @"add: {items: [{id: 3, name: Tea, store_id: 1}]}");
    }

    #[test]
    fn one_row_like_those_that_are_there_goes_before_tables_that_are_emptied() {
        // A store's only item: seen where the others are gone, or where there is one more.
        let tables = vec![
            rows("stores", &["id", "name"], vec![vec![Value::Integer(1), text("Corner")]]),
            rows(
                "items",
                &["id", "name", "store_id"],
                vec![vec![Value::Integer(1), text("Soap"), Value::Integer(1)]],
            ),
        ];
        let two_of_a_store = "SELECT 1 FROM items GROUP BY store_id HAVING COUNT(*) > 1
            UNION SELECT 1 WHERE (SELECT COUNT(*) FROM stores) = 1";
        insta::assert_snapshot!(suggested(tables.clone(), two_of_a_store).unwrap(), @"add: {items: [{id: 3, name: Soap 3, store_id: 2}]}");
        let nowhere = "SELECT 1 FROM items WHERE store_id IS NULL
            UNION SELECT 1 WHERE (SELECT COUNT(*) FROM items) = 1";
        insta::assert_snapshot!(suggested(tables, nowhere).unwrap(), @"add: {items: [{id: 3, name: Soap 3, store_id: null}]}");
    }

    #[test]
    fn a_name_that_nobody_would_write_is_given_another() {
        let tables = vec![rows(
            "items",
            &["id", "name", "store_id"],
            vec![vec![Value::Integer(4), text("Soapx"), Value::Integer(1)]],
        )];
        let other = "SELECT 1 FROM items WHERE store_id = 1 AND name <> 'Soap'";
        insta::assert_snapshot!(suggested(tables, other).unwrap(), @"add: {items: [{id: 4, name: Soap 4, store_id: 1}]}");
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
