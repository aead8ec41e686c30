//! What classes say of their tables: columns that are asked for, and keys as the reference has them.

use super::schema;
use crate::lesson::AttributeRule;
use crate::orm::mapped::Mapped;
use crate::outcome::Done;
use crate::schema::{Schema, Table};
use crate::verdict::{CodeDiffers, ModelDiffers, Rule, TableDiffers};

/// What the class says of an attribute's column and should not, or the other way round.
pub(super) fn said(rule: &AttributeRule, actual: &Mapped, schema: &Schema) -> Vec<TableDiffers> {
    let column = actual.columns.iter().find(|(attribute, _)| *attribute == rule.name.text);
    match (&rule.column, column, schema.table(&actual.table)) {
        (Some(words), Some((_, column)), Some(table)) => schema::of_column(column, words, table),
        _ => Vec::new(),
    }
}

/// Where a class stands for a table that the reference does not make, nothing but the class says
/// which columns are keys: those are looked at as the reference's class has them.
pub(super) fn keys(wanted: &Done, did: &Done) -> Vec<CodeDiffers> {
    let is_made = |table: &str| {
        wanted.made.iter().any(|sql| {
            let name = sql.split_whitespace().nth(2).unwrap_or_default();
            name.trim_matches('"').eq_ignore_ascii_case(table)
        })
    };
    let mut found = Vec::new();
    for class in wanted.declared.iter().filter(|class| !is_made(&class.table)) {
        let Some(actual) = did.mapped.iter().find(|it| it.class == class.class) else { continue };
        let tables = (wanted.schema.table(&class.table), did.schema.table(&actual.table));
        let (Some(table), Some(own)) = tables else { continue };
        if table.name.eq_ignore_ascii_case(&own.name) {
            let says = keys_of(table, own, actual).into_iter();
            found.extend(says.map(|difference| CodeDiffers::Model {
                class: class.class.clone(),
                difference: ModelDiffers::Says(difference),
            }));
        }
    }
    found
}

/// Whether the first, of what an author asks of a column, tells of the key that the second misses.
pub(super) fn is_told(asked: &CodeDiffers, missed: &CodeDiffers) -> bool {
    let says = |it: &CodeDiffers| match it {
        CodeDiffers::Model { class, difference: ModelDiffers::Says(difference) } => {
            let columns = match difference {
                TableDiffers::Lacks { columns, rule: Rule::References(..) | Rule::PrimaryKey } => {
                    columns
                }
                TableDiffers::KeyMissing(key) => &key.columns,
                _ => return None,
            };
            Some((class.clone(), columns.clone()))
        }
        _ => None,
    };
    says(asked).is_some_and(|asked| says(missed) == Some(asked))
}

fn keys_of(wanted: &Table, own: &Table, actual: &Mapped) -> Vec<TableDiffers> {
    let same = |a: &[String], b: &[String]| {
        let holds =
            |some: &[String], one: &String| some.iter().any(|it| it.eq_ignore_ascii_case(one));
        a.len() == b.len() && a.iter().all(|one| holds(b, one))
    };
    let mut found = Vec::new();
    let is_there = |columns: &[String]| columns.iter().all(|column| own.column(column).is_some());
    if !same(&wanted.primary_key, &own.primary_key) && is_there(&wanted.primary_key) {
        let columns = wanted.primary_key.clone();
        found.push(TableDiffers::Lacks { columns, rule: Rule::PrimaryKey });
    }
    for key in wanted.foreign_keys.iter().filter(|key| is_there(&key.columns)) {
        let has = own
            .foreign_keys
            .iter()
            .any(|it| same(&it.columns, &key.columns) && it.table.eq_ignore_ascii_case(&key.table));
        // A relationship may say its join by itself.
        let is_joined = actual
            .relationships
            .iter()
            .any(|it| it.key.0.eq_ignore_ascii_case(&own.name) && same(&it.key.1, &key.columns));
        if !has && !is_joined {
            found.push(TableDiffers::KeyMissing(key.clone()));
        }
    }
    found
}
