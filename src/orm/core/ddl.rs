//! CREATE TABLE and its kin, in SQLAlchemy's text.

use std::rc::Rc;

use super::compile::{self, Dialect};
use super::quote::quoted;
pub use super::schema::sorted as by_dependency;
use super::types::Affinity;
use super::{
    Autoincrement, Column, Connection, Constraint, ConstraintKind, Expr, ForeignKey, Index, Kind,
    MetaData, Set, Statement, Table, errors,
};
use crate::orm::python::{Args, Machine, Run, Value};
use crate::rows::Value as Cell;

/// `CREATE TABLE`, as SQLAlchemy writes it, white space included.
///
/// # Errors
///
/// CompileError for a column without a type, and what resolving foreign keys raises.
pub fn create_table(machine: &mut Machine, table: &Rc<Table>, dialect: Dialect) -> Run<String> {
    let prefixes: String = table.prefixes.iter().map(|prefix| format!("{prefix} ")).collect();
    let mut text = format!("\nCREATE {prefixes}TABLE {} (", table_name(table, dialect));
    let columns: Vec<Rc<Column>> = table.columns.borrow().values().cloned().collect();
    let mut separator = "\n";
    for column in &columns {
        text.push_str(separator);
        separator = ", \n";
        text.push('\t');
        text.push_str(&column_text(machine, table, column, dialect)?);
        for check in column.checks.borrow().clone() {
            if let Some(check) = constraint(machine, table, &check, dialect)? {
                text.push(' ');
                text.push_str(&check);
            }
        }
    }
    let constraints: Vec<Rc<Constraint>> = table.constraints.borrow().clone();
    // They stand in the order in which they were made: what was written as a constraint was there
    // before the table, and what comes of a column (a foreign key, `unique=True`) came with it.
    let is_key = |one: &&Rc<Constraint>| matches!(one.kind, ConstraintKind::PrimaryKey { .. });
    let (keys, mut others): (Vec<_>, Vec<_>) = constraints.iter().partition(is_key);
    others.sort_by_key(|one| one.created);
    others.retain(|one| dialect == Dialect::Sqlite || !is_of_boolean(one));
    for one in keys.into_iter().chain(others) {
        if let Some(written) = constraint(machine, table, one, dialect)?
            && !written.is_empty()
        {
            text.push_str(separator);
            separator = ", \n";
            text.push('\t');
            text.push_str(&written);
        }
    }
    text.push_str(&format!("\n){}\n\n", options(table)));
    Ok(text)
}

/// The CHECK that a Boolean asked for, which only a database without such a type needs.
fn is_of_boolean(one: &Constraint) -> bool {
    let columns = one.columns.borrow();
    let of_type = one.from_column && matches!(one.kind, ConstraintKind::Check(_));
    of_type && columns.iter().any(|own| own.ty.borrow().affinity() == Affinity::Boolean)
}

/// `DROP TABLE`.
pub fn drop_table(table: &Table, dialect: Dialect) -> String {
    format!("\nDROP TABLE {}", table_name(table, dialect))
}

/// `CREATE INDEX`.
///
/// # Errors
///
/// CompileError where it has no name.
pub fn create_index(machine: &mut Machine, index: &Rc<Index>, dialect: Dialect) -> Run<String> {
    let Some(table) = index.table.borrow().upgrade() else {
        let message = "Index is not associated with any table.";
        return Err(errors::raise(machine, "CompileError", message));
    };
    let name = index.name.borrow().clone();
    let Some(name) = name else {
        let message = "CREATE INDEX requires that the index have a name";
        return Err(errors::raise(machine, "CompileError", message));
    };
    let unique = if index.unique { "UNIQUE " } else { "" };
    let expressions = index.expressions.borrow().clone();
    let mut parts = Vec::with_capacity(expressions.len());
    for expr in &expressions {
        parts.push(literal(machine, expr, dialect)?);
    }
    let mut text = format!(
        "CREATE {unique}INDEX {} ON {} ({})",
        quoted(&name, dialect),
        table_name(&table, dialect),
        parts.join(", ")
    );
    if let Some(condition) = &index.condition {
        text.push_str(" WHERE ");
        text.push_str(&literal(machine, condition, dialect)?);
    }
    Ok(text)
}

/// The definition of a column, as it stands in a CREATE TABLE and behind ADD COLUMN.
///
/// # Errors
///
/// CompileError for a column without a type, and what resolving foreign keys raises.
pub fn column(machine: &mut Machine, table: &Rc<Table>, column: &Rc<Column>) -> Run<String> {
    column_text(machine, table, column, Dialect::Sqlite)
}

/// An expression as it stands in a definition for SQLite.
///
/// # Errors
///
/// As those of the texts.
pub fn written(machine: &mut Machine, expr: &Expr) -> Run<String> {
    literal(machine, expr, Dialect::Sqlite)
}

/// `DROP INDEX`.
pub fn drop_index(index: &Index, dialect: Dialect) -> String {
    let name = index.name.borrow().clone().unwrap_or_else(|| "".into());
    format!("\nDROP INDEX {}", quoted(&name, dialect))
}

/// `metadata.create_all(bind)`: what is not there yet, or all where `check` is false; just these
/// tables where some are named.
///
/// # Errors
///
/// What the database says, and what resolving foreign keys raises.
pub fn create_all(
    machine: &mut Machine,
    connection: &Rc<Connection>,
    metadata: &Rc<MetaData>,
    tables: Option<Vec<Rc<Table>>>,
    check: bool,
) -> Run<()> {
    let tables = tables.unwrap_or_else(|| metadata.tables.borrow().values().cloned().collect());
    let mut wanted = Vec::with_capacity(tables.len());
    for table in tables {
        if !check || !is_there(machine, connection, &table)? {
            wanted.push(table);
        }
    }
    let (sorted, _) = by_dependency(machine, &wanted)?;
    connection.tell_metadata(machine, "before_create", metadata)?;
    for table in sorted {
        connection.tell_table(machine, "before_create", &table)?;
        let text = create_table(machine, &table, Dialect::Sqlite)?;
        send(machine, connection, text)?;
        let indexes: Vec<Rc<Index>> = table.indexes.borrow().clone();
        for index in &indexes {
            let text = create_index(machine, index, Dialect::Sqlite)?;
            send(machine, connection, text)?;
        }
        connection.tell_table(machine, "after_create", &table)?;
    }
    connection.tell_metadata(machine, "after_create", metadata)
}

/// `metadata.drop_all(bind)`: the tables that are there, those that refer to others first.
///
/// # Errors
///
/// What the database says.
pub fn drop_all(
    machine: &mut Machine,
    connection: &Rc<Connection>,
    metadata: &Rc<MetaData>,
    tables: Option<Vec<Rc<Table>>>,
    check: bool,
) -> Run<()> {
    let tables = tables.unwrap_or_else(|| metadata.tables.borrow().values().cloned().collect());
    let mut there = Vec::with_capacity(tables.len());
    for table in tables {
        if !check || is_there(machine, connection, &table)? {
            there.push(table);
        }
    }
    let (mut sorted, circle) = by_dependency(machine, &there)?;
    if circle.is_empty() {
        sorted.reverse();
    } else {
        let mut names: Vec<String> =
            circle.iter().map(|table| table.full_name().to_string()).collect();
        names.sort();
        let message = format!(
            "Can't sort tables for DROP; an unresolvable foreign key dependency exists between \
             tables: {}; and backend does not support ALTER.  To restore at least a partial sort, \
             apply use_alter=True to ForeignKey and ForeignKeyConstraint objects involved in the \
             cycle to mark these as known cycles that will be ignored.",
            names.join(", ")
        );
        machine.warn("SAWarning", message);
        sorted = there;
    }
    connection.tell_metadata(machine, "before_drop", metadata)?;
    for table in sorted {
        connection.tell_table(machine, "before_drop", &table)?;
        send(machine, connection, drop_table(&table, Dialect::Sqlite))?;
        connection.tell_table(machine, "after_drop", &table)?;
    }
    connection.tell_metadata(machine, "after_drop", metadata)
}

fn send(machine: &mut Machine, connection: &Rc<Connection>, text: String) -> Run<()> {
    connection.execute(machine, &Statement::Ddl(text.into()), Vec::new()).map(drop)
}

/// Whether a table is in the database. Asking is no statement of the script's.
fn is_there(machine: &mut Machine, connection: &Rc<Connection>, table: &Table) -> Run<bool> {
    let database = connection.engine.database.borrow().clone();
    let Some(database) = database else { return Ok(false) };
    let name = Cell::Text(table.name.to_string());
    let sql =
        "SELECT 1 FROM sqlite_master WHERE type IN ('table', 'view') AND lower(name) = lower(?)";
    let found = database.borrow_mut().execute(sql, &[name]);
    let found = found.is_ok_and(|effect| !effect.rows.is_empty());
    // What SQLAlchemy asks in its place, for those who listen.
    for schema in ["main", "temp"].into_iter().take(if found { 1 } else { 2 }) {
        let table = quoted(&table.name, Dialect::Sqlite);
        let table = table.trim_matches('"');
        connection.tell_of(machine, &format!("PRAGMA {schema}.table_info(\"{table}\")"))?;
    }
    Ok(found)
}

fn table_name(table: &Table, dialect: Dialect) -> String {
    match &table.schema {
        Some(schema) => format!("{}.{}", quoted(schema, dialect), quoted(&table.name, dialect)),
        None => quoted(&table.name, dialect),
    }
}

/// What SQLite's options say behind the columns.
fn options(table: &Table) -> String {
    let options = table.options.borrow();
    let on = |name: &str| matches!(options.get(name), Some(Value::Bool(true)));
    let mut words = Vec::new();
    if matches!(options.get("sqlite_with_rowid"), Some(Value::Bool(false))) {
        words.push("WITHOUT ROWID");
    }
    if on("sqlite_strict") {
        words.push("STRICT");
    }
    match words.is_empty() {
        true => String::new(),
        false => format!("\n {}", words.join(", \n ")),
    }
}

/// Whether `sqlite_autoincrement` writes the key with its column.
fn is_autoincrement(table: &Table, column: &Column, dialect: Dialect) -> bool {
    let asked =
        matches!(table.options.borrow().get("sqlite_autoincrement"), Some(Value::Bool(true)));
    asked
        && dialect == Dialect::Sqlite
        && table.primary_key().len() == 1
        && column.ty.borrow().affinity() == Affinity::Integer
        && column.foreign_keys.borrow().is_empty()
}

fn column_text(
    machine: &mut Machine,
    table: &Rc<Table>,
    column: &Rc<Column>,
    dialect: Dialect,
) -> Run<String> {
    let sqlite = dialect == Dialect::Sqlite;
    resolve_type(machine, column)?;
    let ty = column.ty.borrow().clone();
    let Some(ty) = ty.ddl(sqlite) else {
        let message = format!(
            "(in table '{}', column '{}'): Can't generate DDL for NullType(); did you forget to \
             specify a type on this Column?",
            table.name,
            column.name()
        );
        return Err(errors::raise(machine, "CompileError", message));
    };
    let mut text = format!("{} {ty}", quoted(&column.name(), dialect));
    if let Some(default) = server_default(machine, column, dialect)? {
        let is_closed = default.trim_start().starts_with(['\'', '"', '(']);
        let is_word = default.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
        match sqlite && !is_closed && !is_word {
            true => text.push_str(&format!(" DEFAULT ({default})")),
            false => text.push_str(&format!(" DEFAULT {default}")),
        }
    }
    if !sqlite && let Some(computed) = computed(machine, column, dialect)? {
        text.push_str(&computed);
    }
    if !column.nullable.get() {
        text.push_str(" NOT NULL");
        text.push_str(&on_conflict(&column.options.borrow(), "sqlite_on_conflict_not_null"));
    }
    if column.primary_key.get() && is_autoincrement(table, column, dialect) {
        text.push_str(" PRIMARY KEY");
        text.push_str(&on_conflict(&column.options.borrow(), "sqlite_on_conflict_primary_key"));
        text.push_str(" AUTOINCREMENT");
    }
    if sqlite && let Some(computed) = computed(machine, column, dialect)? {
        text.push_str(&computed);
    }
    Ok(text)
}

/// A column without a type has that of the column that it refers to.
fn resolve_type(machine: &mut Machine, column: &Rc<Column>) -> Run<()> {
    if !column.type_is_open.get() || !column.ty.borrow().is_null() {
        return Ok(());
    }
    let keys: Vec<Rc<ForeignKey>> = column.foreign_keys.borrow().clone();
    for key in keys {
        let target = key.column(machine)?;
        if !Rc::ptr_eq(&target, column) {
            let ty = target.ty.borrow().clone();
            *column.ty.borrow_mut() = ty;
        }
    }
    Ok(())
}

fn server_default(machine: &mut Machine, column: &Column, dialect: Dialect) -> Run<Option<String>> {
    let default = column.server_default.borrow().clone();
    Ok(match default {
        None => None,
        Some(Set::Value(Value::Str(text))) => Some(format!("'{}'", text.replace('\'', "''"))),
        Some(Set::Value(other)) => Some(machine.str(&other)?.to_string()),
        Some(Set::Expr(expr)) => Some(literal(machine, &expr, dialect)?),
    })
}

fn computed(machine: &mut Machine, column: &Column, dialect: Dialect) -> Run<Option<String>> {
    let Some((expr, persisted)) = &column.computed else { return Ok(None) };
    let kept = match persisted {
        None => "",
        Some(true) => " STORED",
        Some(false) => " VIRTUAL",
    };
    let expr = literal(machine, expr, dialect)?;
    Ok(Some(format!(" GENERATED ALWAYS AS ({expr}){kept}")))
}

fn on_conflict(options: &indexmap::IndexMap<Rc<str>, Value>, name: &str) -> String {
    match options.get(name) {
        Some(Value::Str(words)) => format!(" ON CONFLICT {words}"),
        _ => String::new(),
    }
}

/// A constraint; none where it is written with its column.
fn constraint(
    machine: &mut Machine,
    table: &Rc<Table>,
    one: &Rc<Constraint>,
    dialect: Dialect,
) -> Run<Option<String>> {
    let columns: Vec<Rc<Column>> = one.columns.borrow().clone();
    let names = |columns: &[Rc<Column>]| {
        let names = columns.iter().map(|column| quoted(&column.name(), dialect));
        names.collect::<Vec<_>>().join(", ")
    };
    let conflict = on_conflict(&one.options.borrow(), "sqlite_on_conflict");
    let body = match &one.kind {
        ConstraintKind::PrimaryKey { implicit } => {
            let written = columns.iter().any(|column| is_autoincrement(table, column, dialect));
            if written || columns.is_empty() {
                return Ok(None);
            }
            let mut columns = columns;
            if *implicit {
                let made = |column: &Rc<Column>| column.autoincrement == Autoincrement::Yes;
                columns.sort_by_key(|column| !made(column));
            }
            let on_column = match columns.as_slice() {
                [only] => on_conflict(&only.options.borrow(), "sqlite_on_conflict_primary_key"),
                _ => String::new(),
            };
            format!("PRIMARY KEY ({}){}{conflict}{on_column}", names(&columns), deferring(one))
        }
        ConstraintKind::Unique => {
            if columns.is_empty() {
                return Ok(None);
            }
            let on_column = match columns.as_slice() {
                [only] => on_conflict(&only.options.borrow(), "sqlite_on_conflict_unique"),
                _ => String::new(),
            };
            format!("UNIQUE ({}){}{conflict}{on_column}", names(&columns), deferring(one))
        }
        ConstraintKind::Check(condition) => {
            let condition = literal(machine, condition, dialect)?;
            format!("CHECK ({condition}){}{conflict}", deferring(one))
        }
        ConstraintKind::ForeignKey { elements, ondelete, onupdate, .. } => {
            let elements: Vec<Rc<ForeignKey>> = elements.borrow().clone();
            let mut targets = Vec::with_capacity(elements.len());
            for element in &elements {
                targets.push(element.column(machine)?);
            }
            let Some(target) = targets.first().and_then(|column| column.table()) else {
                return Ok(None);
            };
            let locals: Vec<Rc<Column>> = elements.iter().filter_map(|it| it.parent()).collect();
            let mut text = format!(
                "FOREIGN KEY({}) REFERENCES {} ({})",
                names(&locals),
                table_name(&target, dialect),
                names(&targets)
            );
            if let Some(words) = ondelete {
                text.push_str(&format!(" ON DELETE {words}"));
            }
            if let Some(words) = onupdate {
                text.push_str(&format!(" ON UPDATE {words}"));
            }
            text.push_str(&deferring(one));
            text
        }
    };
    let name = one.name.borrow().clone();
    Ok(Some(match name {
        Some(name) => format!("CONSTRAINT {} {body}", quoted(&name, dialect)),
        None => body,
    }))
}

fn deferring(one: &Constraint) -> String {
    let mut text = match one.deferrable {
        Some(true) => " DEFERRABLE".to_owned(),
        Some(false) => " NOT DEFERRABLE".to_owned(),
        None => String::new(),
    };
    if let Some(initially) = &one.initially {
        text.push_str(&format!(" INITIALLY {initially}"));
    }
    text
}

/// An expression as it stands in a definition: columns without their table, values written out.
fn literal(machine: &mut Machine, expr: &Expr, dialect: Dialect) -> Run<String> {
    match &expr.kind {
        Kind::Column(column) => Ok(quoted(&column.name(), dialect)),
        Kind::Text(text) => Ok(text.text.to_string()),
        _ => compile::literal(machine, expr, dialect, true),
    }
}

/// `CreateTable(table)` and its kin for a script: their `str()` is the text.
///
/// # Errors
///
/// As those of the texts.
pub fn text_of(machine: &mut Machine, what: &str, args: Args) -> Run<Option<String>> {
    let Some(value) = args.positional.first() else { return Ok(None) };
    let (table, index) = (value.native::<Table>(), value.native::<Index>());
    Ok(match (what, table, index) {
        ("CreateTable", Some(table), _) => Some(create_table(machine, &table, Dialect::Default)?),
        ("DropTable", Some(table), _) => Some(drop_table(&table, Dialect::Default)),
        ("CreateIndex", _, Some(index)) => Some(create_index(machine, &index, Dialect::Default)?),
        ("DropIndex", _, Some(index)) => Some(drop_index(&index, Dialect::Default)),
        _ => None,
    })
}
