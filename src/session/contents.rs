//! Whether two databases hold the same, as a learner would say it.

use crate::rows::Value;
use crate::schema::{Affinity, ForeignKey, Schema, Table};
use crate::scratch::{Budget, Scratch, ScratchError};
use crate::sql::tokens::quoted;

/// The tables and views in which two databases differ, in columns, keys or rows; names in `apart`
/// are not looked at. The order of rows does not count, nor does the way a CREATE is written.
pub(super) fn differences(
    one: &mut Scratch,
    other: &mut Scratch,
    apart: &[String],
) -> Result<Vec<String>, ScratchError> {
    let (schema, other_schema) = (one.schema()?, other.schema()?);
    let is_apart = |name: &str| apart.iter().any(|table| table.eq_ignore_ascii_case(name));
    let mut different = Vec::new();
    for name in names(&schema, &other_schema).into_iter().filter(|name| !is_apart(name)) {
        let same = match (schema.table(&name), other_schema.table(&name)) {
            (Some(table), Some(other_table)) => {
                shape(table) == shape(other_table) && rows(one, &name) == rows(other, &name)
            }
            (None, None) => {
                has_view(&schema, &name) == has_view(&other_schema, &name)
                    && rows(one, &name) == rows(other, &name)
            }
            _ => false,
        };
        if !same {
            different.push(name);
        }
    }
    Ok(different)
}

/// Every name in either schema, each once.
fn names(one: &Schema, other: &Schema) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for schema in [one, other] {
        let tables = schema.tables.iter().map(|table| &table.name);
        for name in tables.chain(&schema.views) {
            if !names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                names.push(name.clone());
            }
        }
    }
    names
}

fn has_view(schema: &Schema, name: &str) -> bool {
    schema.views.iter().any(|view| view.eq_ignore_ascii_case(name))
}

/// What counts of a table's declaration: not its text, not the names of its indexes.
#[derive(PartialEq)]
struct Shape<'a> {
    columns: Vec<(String, Affinity, bool, bool, &'a Option<String>)>,
    primary_key: &'a [String],
    foreign_keys: &'a [ForeignKey],
    unique: Vec<&'a [Option<String>]>,
    strict: bool,
}

fn shape(table: &Table) -> Shape<'_> {
    let column = |column: &'_ crate::schema::Column| {
        (column.name.to_lowercase(), column.affinity, column.not_null, column.generated)
    };
    let columns = table.columns.iter().map(|declared| {
        let (name, affinity, not_null, generated) = column(declared);
        (name, affinity, not_null, generated, &declared.default)
    });
    let unique = table.indexes.iter().filter(|index| index.unique && !index.partial);
    let mut unique: Vec<&[Option<String>]> = unique.map(|index| index.columns.as_slice()).collect();
    unique.sort();
    Shape {
        columns: columns.collect(),
        primary_key: &table.primary_key,
        foreign_keys: &table.foreign_keys,
        unique,
        strict: table.strict,
    }
}

/// A table's rows as literals, sorted: a bag. `None` where they cannot be read.
fn rows(scratch: &mut Scratch, table: &str) -> Option<Vec<Vec<String>>> {
    let script = scratch.run(&format!("SELECT * FROM {}", quoted(table)), &Budget::default());
    let rows = script.rows()?;
    let literals = |row: &Vec<Value>| row.iter().map(Value::literal).collect::<Vec<_>>();
    let mut bag: Vec<Vec<String>> = rows.rows.iter().map(literals).collect();
    bag.sort_unstable();
    Some(bag)
}
