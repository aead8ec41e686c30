//! `inspect(engine)`: what the database declares, asked as SQLAlchemy's SQLite dialect asks it.
//!
//! Most is told by PRAGMAs, which are not in the log: they are the tool's own way of looking.

mod declared;

use std::cell::RefCell;
use std::rc::Rc;

use indexmap::IndexMap;

use super::coerce::type_value;
use super::compile::Dialect;
use super::engine::Fetched;
use super::{Connection, Element, Engine, Kind, Library, Params, Statement, Type, errors, quote};
use crate::orm::python::{Args, Machine, Native, Run, Value};
use declared::{Declared, What, declared, generated};

/// `Inspector`.
pub struct Inspector {
    engine: Option<Rc<Engine>>,
    connection: Option<Rc<Connection>>,
    /// What was answered already, by question and table.
    known: RefCell<IndexMap<(&'static str, String), Value>>,
    texts: RefCell<IndexMap<String, Rc<str>>>,
}

const METHODS: [&str; 17] = [
    "get_table_names",
    "get_view_names",
    "get_temp_table_names",
    "get_temp_view_names",
    "get_schema_names",
    "get_view_definition",
    "has_table",
    "has_index",
    "has_schema",
    "get_columns",
    "get_pk_constraint",
    "get_foreign_keys",
    "get_indexes",
    "get_unique_constraints",
    "get_check_constraints",
    "clear_cache",
    "get_table_options",
];

impl Inspector {
    /// What `inspect()` gives for an engine or a connection.
    pub fn of(value: &Value) -> Option<Value> {
        let (engine, connection) = (value.native::<Engine>(), value.native::<Connection>());
        if engine.is_none() && connection.is_none() {
            return None;
        }
        let (known, texts) = Default::default();
        Some(Value::of(Self { engine, connection, known, texts }))
    }

    /// Sends a text and gives its rows; `silent` keeps it out of the log.
    fn ask(
        &self,
        machine: &mut Machine,
        text: &str,
        name: Option<&str>,
        silent: bool,
    ) -> Run<Vec<Vec<Value>>> {
        let connection = match (&self.connection, &self.engine) {
            (Some(connection), _) => Rc::clone(connection),
            (None, Some(engine)) => engine.connect(machine)?,
            (None, None) => return Ok(Vec::new()),
        };
        let Kind::Text(clause) = Element::text(text).kind.clone() else { return Ok(Vec::new()) };
        let mut params = Params::new();
        if let Some(name) = name {
            params.insert("name".into(), Value::str(name));
        }
        let library = Library::of(machine);
        let before = library.log.borrow().is_silent;
        library.log.borrow_mut().is_silent = before || silent;
        let done: Run<Fetched> =
            connection.execute(machine, &Statement::Text(clause), vec![params]);
        library.log.borrow_mut().is_silent = before;
        if self.connection.is_none() {
            connection.close(machine)?;
        }
        Ok(done?.rows)
    }

    fn pragma(&self, machine: &mut Machine, pragma: &str, of: &str) -> Run<Vec<Vec<Value>>> {
        let name = quote::quoted(of, Dialect::Sqlite);
        for schema in ["main", "temp"] {
            let text = format!("PRAGMA {schema}.{pragma}({})", escaped(&name));
            let rows = self.ask(machine, &text, None, true)?;
            if !rows.is_empty() {
                return Ok(rows);
            }
        }
        Ok(Vec::new())
    }

    fn names(&self, machine: &mut Machine, master: &str, kind: &str) -> Run<Value> {
        let text = format!(
            "SELECT name FROM {master} WHERE type='{kind}' AND name NOT LIKE 'sqlite~_%' ESCAPE \
             '~' ORDER BY name"
        );
        let rows = self.ask(machine, &text, None, false)?;
        Ok(Value::list(rows.into_iter().filter_map(|row| row.into_iter().next()).collect()))
    }

    /// The statement that made a table.
    fn sql(&self, machine: &mut Machine, table: &str, remembers: bool) -> Run<Rc<str>> {
        if remembers && let Some(known) = self.texts.borrow().get(table) {
            return Ok(Rc::clone(known));
        }
        let text = "SELECT sql FROM  (SELECT * FROM sqlite_master UNION ALL   SELECT * FROM \
                    sqlite_temp_master) WHERE name = :name AND type in ('table', 'view')";
        let rows = self.ask(machine, text, Some(table), false)?;
        let found = rows.first().and_then(|row| row.first()).and_then(Value::as_str);
        let Some(found) = found else { return Err(missing(machine, table)) };
        let found: Rc<str> = found.into();
        if remembers {
            self.texts.borrow_mut().insert(table.to_owned(), Rc::clone(&found));
        }
        Ok(found)
    }

    fn has_table(&self, machine: &mut Machine, table: &str) -> Run<bool> {
        Ok(!self.pragma(machine, "table_info", table)?.is_empty())
    }

    fn columns(&self, machine: &mut Machine, table: &str) -> Run<Value> {
        let mut columns = Vec::new();
        for row in self.pragma(machine, "table_xinfo", table)? {
            let hidden = number(&row, 6);
            if hidden == 1 {
                continue;
            }
            let name = text(&row, 1);
            let mut ty = text(&row, 2).to_ascii_uppercase();
            if hidden != 0 {
                ty = ty.replace("GENERATED", "").replace("ALWAYS", "").trim().to_owned();
            }
            let default = match row.get(4) {
                None | Some(Value::None) => Value::None,
                Some(value) => Value::Str(machine.str(value)?),
            };
            let mut column = vec![
                ("name".into(), Value::str(&name)),
                ("type".into(), declared_type(machine, &ty)?),
                ("nullable".into(), Value::Bool(number(&row, 3) == 0)),
                ("default".into(), default),
                ("primary_key".into(), Value::Int(number(&row, 5))),
            ];
            if hidden != 0 {
                let sql = self.sql(machine, table, true)?;
                let text = generated(&sql, &name).unwrap_or_default();
                let computed = Value::dict(vec![
                    ("sqltext".into(), Value::str(&text)),
                    ("persisted".into(), Value::Bool(hidden == 3)),
                ]);
                column.push(("computed".into(), computed));
            }
            columns.push(Value::dict(column));
        }
        if columns.is_empty() && !self.has_table(machine, table)? {
            return Err(missing(machine, table));
        }
        Ok(Value::list(columns))
    }

    fn primary_key(&self, machine: &mut Machine, table: &str) -> Run<Value> {
        let sql = self.sql(machine, table, false)?;
        let named = declared(&sql).into_iter().find(|one| matches!(one.what, What::PrimaryKey));
        let name = named.and_then(|one| one.name).map_or(Value::None, |name| Value::str(&name));
        let columns = self.question(machine, "get_columns", table)?;
        let mut key = Vec::new();
        for column in machine.collect(&columns)? {
            if let Value::Int(at @ 1..) = machine.item(&column, &Value::str("primary_key"))? {
                key.push((at, machine.item(&column, &Value::str("name"))?));
            }
        }
        key.sort_by_key(|(at, _)| *at);
        let key = Value::list(key.into_iter().map(|(_, name)| name).collect());
        Ok(Value::dict(vec![("constrained_columns".into(), key), ("name".into(), name)]))
    }

    fn foreign_keys(&self, machine: &mut Machine, table: &str) -> Run<Value> {
        let mut keys: IndexMap<i64, (String, Vec<String>, Vec<String>)> = IndexMap::new();
        for row in self.pragma(machine, "foreign_key_list", table)? {
            let key = keys.entry(number(&row, 0)).or_default();
            key.0 = text(&row, 2);
            key.1.push(text(&row, 3));
            if row.get(4).is_some_and(|value| !value.is_none()) {
                key.2.push(text(&row, 4));
            }
        }
        for (target, _, targets) in keys.values_mut() {
            if targets.is_empty() && self.has_table(machine, target)? {
                let own = self.question(machine, "get_pk_constraint", target)?;
                let own = machine.item(&own, &Value::str("constrained_columns"))?;
                for name in machine.collect(&own)? {
                    targets.push(machine.str(&name)?.to_string());
                }
            }
        }
        let sql = self.sql(machine, table, false)?;
        let mut found = Vec::new();
        for Declared { name, what } in declared(&sql) {
            let What::ForeignKey(foreign) = what else { continue };
            let same = keys.iter().find(|(_, (target, columns, targets))| {
                *target == foreign.table
                    && *columns == foreign.columns
                    && *targets == foreign.targets
            });
            let Some(at) = same.map(|(at, _)| *at) else { continue };
            let Some(key) = keys.shift_remove(&at) else { continue };
            let mut options: Vec<(Rc<str>, Value)> = foreign
                .options
                .iter()
                .filter(|(key, _)| *key != "initially")
                .map(|(key, value)| ((*key).into(), Value::str(value)))
                .collect();
            options.extend(foreign.deferrable.map(|on| ("deferrable".into(), Value::Bool(on))));
            let initially = foreign.options.iter().find(|(key, _)| *key == "initially");
            options.extend(initially.map(|(key, value)| ((*key).into(), Value::str(value))));
            found.push(foreign_key(name, key, options));
        }
        found.extend(keys.into_values().map(|key| foreign_key(None, key, Vec::new())));
        Ok(Value::list(found))
    }

    /// The indexes by name; those that constraints made are asked for apart.
    fn indexes(&self, machine: &mut Machine, table: &str, automatic: bool) -> Run<Vec<Index>> {
        let mut found = Vec::new();
        for row in self.pragma(machine, "index_list", table)? {
            let name = text(&row, 1);
            if name.starts_with("sqlite_autoindex") && !automatic {
                continue;
            }
            let mut columns = Vec::new();
            let mut is_plain = true;
            for part in self.pragma(machine, "index_info", &name)? {
                match part.get(2) {
                    Some(Value::Str(column)) => columns.push(column.to_string()),
                    _ => is_plain = false,
                }
            }
            if is_plain {
                found.push(Index { name, columns, unique: number(&row, 2) });
            } else {
                let text =
                    format!("Skipped unsupported reflection of expression-based index {name}");
                machine.warn("SAWarning", text);
            }
        }
        found.sort_by(|a, b| a.name.cmp(&b.name));
        if found.is_empty() && !automatic && !self.has_table(machine, table)? {
            return Err(missing(machine, table));
        }
        Ok(found)
    }

    fn unique_constraints(&self, machine: &mut Machine, table: &str) -> Run<Value> {
        let mut automatic: Vec<Vec<String>> = self
            .indexes(machine, table, true)?
            .into_iter()
            .filter(|index| index.name.starts_with("sqlite_autoindex"))
            .map(|index| index.columns)
            .collect();
        let sql = self.sql(machine, table, true)?;
        let mut found = Vec::new();
        for Declared { name, what } in declared(&sql) {
            let What::Unique(columns) = what else { continue };
            let Some(at) = automatic.iter().position(|own| *own == columns) else { continue };
            automatic.remove(at);
            found.push(Value::dict(vec![
                ("name".into(), name.map_or(Value::None, |name| Value::str(&name))),
                ("column_names".into(), texts(&columns)),
            ]));
        }
        Ok(Value::list(found))
    }

    fn checks(&self, machine: &mut Machine, table: &str) -> Run<Value> {
        let sql = self.sql(machine, table, true)?;
        let mut found: Vec<(Option<String>, String)> = declared(&sql)
            .into_iter()
            .filter_map(|one| match one.what {
                What::Check(text) => Some((one.name, text)),
                _ => None,
            })
            .collect();
        found.sort_by_key(|(name, _)| name.clone().unwrap_or_else(|| "~".to_owned()));
        let check = |(name, text): (Option<String>, String)| {
            let name = name.map_or(Value::None, |name| Value::str(&name));
            Value::dict(vec![("sqltext".into(), Value::str(&text)), ("name".into(), name)])
        };
        Ok(Value::list(found.into_iter().map(check).collect()))
    }

    /// An answer about a table, remembered.
    fn question(&self, machine: &mut Machine, what: &'static str, table: &str) -> Run<Value> {
        let key = (what, table.to_owned());
        if let Some(known) = self.known.borrow().get(&key) {
            return Ok(known.clone());
        }
        let answer = match what {
            "get_table_names" => self.names(machine, "sqlite_master", "table")?,
            "get_view_names" => self.names(machine, "sqlite_master", "view")?,
            "get_temp_table_names" => self.names(machine, "sqlite_temp_master", "table")?,
            "get_temp_view_names" => self.names(machine, "sqlite_temp_master", "view")?,
            "get_schema_names" => {
                let rows = self.ask(machine, "PRAGMA database_list", None, false)?;
                let names = rows.iter().map(|row| text(row, 1)).filter(|name| name != "temp");
                Value::list(names.map(|name| Value::str(&name)).collect())
            }
            "has_table" => Value::Bool(self.has_table(machine, table)?),
            "get_columns" => self.columns(machine, table)?,
            "get_pk_constraint" => self.primary_key(machine, table)?,
            "get_foreign_keys" => self.foreign_keys(machine, table)?,
            "get_indexes" => {
                let indexes = self.indexes(machine, table, false)?;
                Value::list(indexes.into_iter().map(Index::value).collect())
            }
            "get_unique_constraints" => self.unique_constraints(machine, table)?,
            _ => self.checks(machine, table)?,
        };
        self.known.borrow_mut().insert(key, answer.clone());
        Ok(answer)
    }
}

struct Index {
    name: String,
    columns: Vec<String>,
    unique: i64,
}

impl Index {
    fn value(self) -> Value {
        Value::dict(vec![
            ("name".into(), Value::str(&self.name)),
            ("column_names".into(), texts(&self.columns)),
            ("unique".into(), Value::Int(self.unique)),
            ("dialect_options".into(), Value::dict(Vec::new())),
        ])
    }
}

fn foreign_key(
    name: Option<String>,
    (target, columns, targets): (String, Vec<String>, Vec<String>),
    options: Vec<(Rc<str>, Value)>,
) -> Value {
    Value::dict(vec![
        ("name".into(), name.map_or(Value::None, |name| Value::str(&name))),
        ("constrained_columns".into(), texts(&columns)),
        ("referred_schema".into(), Value::None),
        ("referred_table".into(), Value::str(&target)),
        ("referred_columns".into(), texts(&targets)),
        ("options".into(), Value::dict(options)),
    ])
}

fn texts(names: &[String]) -> Value {
    Value::list(names.iter().map(Value::str).collect())
}

fn number(row: &[Value], at: usize) -> i64 {
    match row.get(at) {
        Some(Value::Int(number)) => *number,
        _ => 0,
    }
}

fn text(row: &[Value], at: usize) -> String {
    row.get(at).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// A name within `text()`, where a colon would begin a parameter.
fn escaped(name: &str) -> String {
    name.replace(':', "\\:")
}

fn missing(machine: &mut Machine, table: &str) -> crate::orm::python::Stop {
    errors::raise(machine, "NoSuchTableError", table)
}

/// The type of a column as it was declared.
fn declared_type(machine: &mut Machine, declared: &str) -> Run<Value> {
    let (name, rest) = declared.split_once('(').unwrap_or((declared, ""));
    let name = name.trim();
    let numbers: Vec<Value> = rest
        .split(|letter: char| !letter.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok().map(Value::Int))
        .collect();
    let known = match name {
        "BOOL" => "BOOLEAN",
        "INT" => "INTEGER",
        "DATE_CHAR" => "DATE",
        "DATETIME_CHAR" => "DATETIME",
        "BIGINT" | "BLOB" | "BOOLEAN" | "CHAR" | "DATE" | "DATETIME" | "DOUBLE"
        | "DOUBLE_PRECISION" | "DECIMAL" | "FLOAT" | "INTEGER" | "JSON" | "NUMERIC" | "REAL"
        | "SMALLINT" | "TEXT" | "TIME" | "TIMESTAMP" | "VARCHAR" | "NVARCHAR" => name,
        _ if name.contains("INT") => "INTEGER",
        _ if ["CHAR", "CLOB", "TEXT"].iter().any(|part| name.contains(part)) => "TEXT",
        _ if name.contains("BLOB") || name.is_empty() => return Ok(type_value(&Type::null())),
        _ if ["REAL", "FLOA", "DOUB"].iter().any(|part| name.contains(part)) => "REAL",
        _ => "NUMERIC",
    };
    let class =
        machine.modules.get("sqlalchemy").and_then(|m| m.names.borrow().get(known).cloned());
    match class {
        Some(class) => machine.call(&class, Args::of(numbers)),
        None => Ok(type_value(&Type::null())),
    }
}

impl Native for Inspector {
    fn type_name(&self) -> Rc<str> {
        "Inspector".into()
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }

    fn methods(&self) -> &'static [&'static str] {
        &METHODS
    }

    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let address = Rc::as_ptr(&self).cast::<()>() as usize;
        Ok(Some(format!("<sqlalchemy.engine.reflection.Inspector object at 0x{address:x}>").into()))
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "default_schema_name" => Some(Value::str("main")),
            "bind" | "engine" => {
                let own = self.connection.as_ref().filter(|_| name == "bind");
                let engine = || {
                    let of_connection = self.connection.as_ref().map(|c| Rc::clone(&c.engine));
                    self.engine.clone().or(of_connection)
                };
                match own {
                    Some(connection) => Some(Value::Native(Rc::clone(connection) as _)),
                    None => engine().map(|engine| Value::Native(engine as _)),
                }
            }
            _ => METHODS.contains(&name).then(|| Value::bound(Rc::clone(&self) as _, name)),
        })
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        let Some(method) = METHODS.iter().find(|own| **own == name) else { return Ok(None) };
        if *method == "clear_cache" {
            self.known.take();
            self.texts.take();
            return Ok(Some(Value::None));
        }
        if matches!(*method, "get_view_definition" | "get_table_options" | "has_schema") {
            return Err(machine.unsupported(format!("Inspector.{method}()")));
        }
        let first = args.positional.first().cloned().or_else(|| {
            let named = args.named.iter().find(|(name, _)| &**name == "table_name");
            named.map(|(_, value)| value.clone())
        });
        let table = match &first {
            Some(value) => machine.str(value)?.to_string(),
            None => String::new(),
        };
        let of_table = matches!(*method, "has_table" | "has_index" | "get_columns")
            || (method.starts_with("get_") && !method.ends_with("_names"));
        if of_table && first.is_none() {
            let text = format!(
                "Inspector.{method}() missing 1 required positional argument: 'table_name'"
            );
            return Err(machine.error("TypeError", text));
        }
        if *method == "has_index" {
            let wanted = args.positional.get(1).and_then(Value::as_str).unwrap_or_default();
            let indexes = self.indexes(machine, &table, false)?;
            return Ok(Some(Value::Bool(indexes.iter().any(|index| index.name == wanted))));
        }
        let table = if of_table { table } else { String::new() };
        self.question(machine, method, &table).map(Some)
    }
}
