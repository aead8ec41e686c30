//! What a database declares, as SQLAlchemy reflects it.
//!
//! SQLite tells of a constraint's name in the text of the CREATE alone, and SQLAlchemy reads it
//! there where the constraint is one of the table: what stands behind a column has no name, and of
//! a key behind a column ON DELETE and ON UPDATE are not seen.

use super::{ColumnSpec, DefaultSpec, IndexSpec, KeySpec, Name, TableSpec, TypeSpec, UniqueSpec};
use crate::orm::core::compile::Dialect;
use crate::orm::core::quote::quoted;
use crate::rows::Value;
use crate::schema::{Column, Index, IndexOrigin, Schema, Table};
use crate::scratch::{Budget, Scratch, ScratchError};
use crate::sql::create::{Asks, CreateTable, Declared};
use crate::sql::tokens::{Token, code};

/// The tables of a database, by name.
///
/// # Errors
///
/// When memory runs out.
pub(super) fn tables(scratch: &Scratch) -> Result<Vec<TableSpec>, ScratchError> {
    let schema = scratch.schema()?;
    let mut found = Vec::with_capacity(schema.tables.len());
    for table in &schema.tables {
        let not_null = not_null(scratch, table)?;
        found.push(reflected(table, &schema, &not_null));
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(found)
}

/// The columns that say NOT NULL: what a primary key implies is not among them.
fn not_null(scratch: &Scratch, table: &Table) -> Result<Vec<String>, ScratchError> {
    let name = Value::Text(table.name.clone()).literal();
    let sql = format!("SELECT name FROM pragma_table_xinfo({name}) WHERE \"notnull\"");
    let (rows, _) = scratch.read(&sql, &Budget::default())?;
    let names = rows.into_iter().flat_map(|rows| rows.rows).filter_map(|row| match row.first() {
        Some(Value::Text(name)) => Some(name.clone()),
        _ => None,
    });
    Ok(names.collect())
}

fn reflected(table: &Table, schema: &Schema, not_null: &[String]) -> TableSpec {
    let create = CreateTable::read(&table.sql);
    let declared: Vec<Declared<'_>> =
        create.iter().flat_map(|create| create.constraints()).collect();
    let named = |asks: Asks| {
        let found = declared.iter().filter(move |it| it.asks == asks);
        found.cloned().collect::<Vec<_>>()
    };
    let key = named(Asks::PrimaryKey).first().and_then(|key| key.name).map(final_name);
    let columns = table.columns.iter().map(|it| column(it, not_null.contains(&it.name)));
    let checks =
        named(Asks::Check).into_iter().map(|it| (it.name.map(final_name), inside(it.text)));
    TableSpec {
        name: table.name.clone(),
        columns: columns.collect(),
        primary_key: (key, table.primary_key.clone()),
        uniques: uniques(table, &named(Asks::Unique)),
        keys: keys(table, schema, &named(Asks::ForeignKey)),
        checks: checks.collect(),
        indexes: table.indexes.iter().filter_map(index).collect(),
        options: options(table),
        create: table.sql.clone(),
    }
}

fn final_name(text: &str) -> Name {
    Name { text: text.to_owned(), is_final: true }
}

fn column(column: &Column, not_null: bool) -> ColumnSpec {
    let ty = TypeSpec::declared(&column.declared);
    let default = column.default.as_deref().map(|text| DefaultSpec::Sql(in_parentheses(text)));
    let mut definition = quoted(&column.name, Dialect::Sqlite);
    if !column.declared.is_empty() {
        definition.push_str(&format!(" {}", column.declared));
    }
    if let Some(DefaultSpec::Sql(default)) = &default {
        definition.push_str(&format!(" DEFAULT {default}"));
    }
    if not_null {
        definition.push_str(" NOT NULL");
    }
    ColumnSpec {
        name: column.name.clone(),
        ty,
        nullable: !not_null,
        default,
        computed: None,
        autoincrement: None,
        is_number: false,
        options: Vec::new(),
        definition,
    }
}

/// A default as it may stand behind DEFAULT: what is no plain value in parentheses.
pub(super) fn in_parentheses(text: &str) -> String {
    let between = |opens: char, closes: char| {
        text.len() > 2 && text.starts_with(opens) && text.ends_with(closes)
    };
    let is_digit = text.len() == 1 && text.starts_with(|it: char| it.is_ascii_digit() || it == '.');
    match text.is_empty() || is_digit || between('\'', '\'') || between('(', ')') {
        true => text.to_owned(),
        false => format!("({text})"),
    }
}

/// The UNIQUEs, with the names of those that the table declares.
fn uniques(table: &Table, declared: &[Declared<'_>]) -> Vec<UniqueSpec> {
    let made = |index: &&Index| index.origin == IndexOrigin::Unique;
    let columns = |index: &Index| index.columns.iter().flatten().cloned().collect::<Vec<_>>();
    let mut left: Vec<Vec<String>> = table.indexes.iter().filter(made).map(columns).collect();
    let mut found = Vec::new();
    for it in declared {
        if let Some(at) = left.iter().position(|columns| *columns == it.columns) {
            let columns = left.remove(at);
            found.push(UniqueSpec { name: it.name.map(final_name), columns });
        }
    }
    found.extend(left.into_iter().map(|columns| UniqueSpec { name: None, columns }));
    found
}

fn keys(table: &Table, schema: &Schema, declared: &[Declared<'_>]) -> Vec<KeySpec> {
    let mut declared: Vec<&Declared<'_>> = declared.iter().collect();
    let keys = table.foreign_keys.iter().map(|key| {
        let is_it = |it: &&Declared<'_>| it.columns == key.columns.as_slice();
        let own = declared.iter().position(is_it).map(|at| declared.remove(at));
        // Names are compared as they are written, in one case.
        let target = schema.table(&key.table).map_or(&key.table, |target| &target.name);
        KeySpec {
            name: own.and_then(|own| own.name).map(final_name),
            columns: key.columns.clone(),
            target: target.clone(),
            targets: key.targets.clone(),
            on_delete: own.and_then(|_| action(&key.on_delete)),
            on_update: own.and_then(|_| action(&key.on_update)),
            deferrable: own.and_then(|own| deferrable(own.text)),
            initially: own.and_then(|own| initially(own.text)),
        }
    });
    keys.collect()
}

fn action(words: &str) -> Option<String> {
    (!words.eq_ignore_ascii_case("NO ACTION")).then(|| words.to_owned())
}

fn deferrable(text: &str) -> Option<bool> {
    let tokens = code(text);
    let at = tokens.iter().position(|token| token.is("DEFERRABLE"))?;
    Some(!at.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|it| it.is("NOT")))
}

fn initially(text: &str) -> Option<String> {
    let tokens: Vec<Token<'_>> = code(text);
    let at = tokens.iter().position(|token| token.is("INITIALLY"))?;
    Some(tokens.get(at + 1)?.text.to_uppercase())
}

/// The condition of a CHECK.
fn inside(text: &str) -> String {
    let inside = text.split_once('(').and_then(|(_, rest)| rest.trim_end().strip_suffix(')'));
    inside.unwrap_or_default().trim().to_owned()
}

/// An index; none for one of expressions, which SQLAlchemy does not reflect.
fn index(index: &Index) -> Option<IndexSpec> {
    let create = index.sql.clone().filter(|_| index.origin == IndexOrigin::Statement)?;
    let columns: Option<Vec<String>> = index.columns.iter().cloned().collect();
    let condition = code(&create)
        .iter()
        .find(|token| token.is("WHERE"))
        .and_then(|token| create.get(token.span.end..))
        .map(|condition| condition.trim().to_owned());
    Some(IndexSpec {
        name: final_name(&index.name),
        columns: columns?,
        has_expressions: false,
        unique: index.unique,
        is_reflected: true,
        condition: condition.filter(|_| index.partial),
        create,
    })
}

fn options(table: &Table) -> Vec<String> {
    let mut options = Vec::new();
    if table.strict {
        options.push("sqlite_strict=True".to_owned());
    }
    if table.without_rowid {
        options.push("sqlite_with_rowid=False".to_owned());
    }
    options
}
