//! Running a statement: compiled, filled with values, sent, and its rows converted.

use std::rc::Rc;

use super::convert::Row;
use super::send::Batch;
use super::{Fetched, defaults, failure};
use crate::orm::core::compile::{self, Compiled, Dialect, Dml, Piece, Ready};
use crate::orm::core::database::Effect;
use crate::orm::core::types::Affinity;
use crate::orm::core::types::result::raw;
use crate::orm::core::{
    Column, Connection, Element, Insert, Params, ResultColumn, Set, Statement, Table, Type, errors,
};
use crate::orm::python::{Machine, Run, Stop, Value};
use crate::rows::Value as Cell;

impl Connection {
    /// Runs a statement, once for no or one set of parameters, or for many.
    ///
    /// # Errors
    ///
    /// StatementError, and DBAPIError and its kin, wrapped as SQLAlchemy does it.
    pub fn execute(
        self: &Rc<Self>,
        machine: &mut Machine,
        statement: &Statement,
        params: Vec<Params>,
    ) -> Run<Fetched> {
        self.usable(machine)?;
        if let Statement::Ddl(text) = statement {
            self.send(machine, text, &[Row::default()], Batch::No)?;
            return Ok(Fetched { rowcount: -1, ..Fetched::default() });
        }
        let many = params.len() > 1;
        let first: Vec<Rc<str>> =
            params.first().map_or_else(Vec::new, |params| params.keys().cloned().collect());
        let keys = matches!(statement, Statement::Insert(_) | Statement::Update(_))
            .then_some(first.as_slice())
            .map(|keys| own_keys(statement, keys));
        let compiled =
            compile::compile_for(machine, statement, Dialect::Sqlite, keys.as_deref(), many)?;
        let dml = compiled.dml.clone().unwrap_or_default();
        // What the script gave is what an error shows, without what defaults add.
        let given = params.clone();
        let mut rows = if params.is_empty() { vec![Params::new()] } else { params };
        let updating = matches!(statement, Statement::Update(_));
        for params in &mut rows {
            if let Err(stop) = defaults::fill(machine, &dml.prefetch, params, updating) {
                return Err(unready(machine, stop, &compiled, &given, None));
            }
        }
        let ready = self.readied(machine, &compiled, &rows, &given)?;
        let effects = self.sent(machine, statement, &dml, ready, many)?;
        fetched(machine, statement, &compiled, dml, rows, effects)
    }

    /// The texts and values of each row.
    fn readied(
        &self,
        machine: &mut Machine,
        compiled: &Compiled,
        rows: &[Params],
        given: &[Params],
    ) -> Run<Vec<(String, Row)>> {
        let mut readied = Vec::with_capacity(rows.len());
        for (at, params) in rows.iter().enumerate() {
            machine.step(5)?;
            let done = compiled.ready(machine, params).and_then(|ready| converted(machine, ready));
            match done {
                Ok(done) => readied.push(done),
                Err(stop) => {
                    let group = (given.len() > 1 && at > 0).then_some(at);
                    return Err(unready(machine, stop, compiled, given, group));
                }
            }
        }
        Ok(readied)
    }

    fn sent(
        self: &Rc<Self>,
        machine: &mut Machine,
        statement: &Statement,
        dml: &Dml,
        ready: Vec<(String, Row)>,
        many: bool,
    ) -> Run<Vec<Effect>> {
        let (asks, sorted) = match statement {
            Statement::Insert(insert) => (!insert.returning.is_empty(), insert.sorted),
            _ => (false, false),
        };
        let Some(sql) = ready.first().map(|(sql, _)| sql.clone()) else { return Ok(Vec::new()) };
        let rows: Vec<Row> = ready.into_iter().map(|(_, row)| row).collect();
        if !many {
            return self.send(machine, &sql, &rows, Batch::No);
        }
        if asks
            && !sorted
            && let Some((sql, row)) = together(&sql, &rows)
        {
            // Rows are given back in any order: all go in one statement.
            return self.send(machine, &sql, &[row], Batch::Part);
        }
        if asks || !dml.returned.is_empty() {
            let mut effects = Vec::with_capacity(rows.len());
            for row in rows {
                effects.extend(self.send(machine, &sql, &[row], Batch::Part)?);
            }
            return Ok(effects);
        }
        self.send(machine, &sql, &rows, Batch::Whole)
    }
}

/// The keys of values that come with the call; those that the statement has itself stay its own.
fn own_keys(statement: &Statement, keys: &[Rc<str>]) -> Vec<Rc<str>> {
    let table = match statement {
        Statement::Insert(insert) => &insert.table,
        Statement::Update(update) => &update.table,
        _ => return keys.to_vec(),
    };
    match statement {
        // In UPDATE a name may also be that of a value in its WHERE.
        Statement::Update(_) => {
            let columns = table.columns.borrow();
            keys.iter().filter(|key| columns.contains_key(*key)).cloned().collect()
        }
        _ => keys.to_vec(),
    }
}

fn converted(machine: &mut Machine, ready: Ready) -> Run<(String, Row)> {
    let mut row = Row::default();
    for (_, value, ty) in ready.values {
        let value = ty.bind(machine, &value)?;
        row.push(machine, value)?;
        if ty.affinity() == Affinity::Binary {
            row.as_memory(machine);
        }
    }
    Ok((ready.sql, row))
}

/// The StatementError for values that could not be made ready.
fn unready(
    machine: &mut Machine,
    stop: Stop,
    compiled: &Compiled,
    rows: &[Params],
    group: Option<usize>,
) -> Stop {
    let stop = match (stop, group) {
        (Stop::Raised(raised), Some(group)) => {
            let exception = Value::Instance(Rc::clone(&raised.exception));
            let is_missing = &*raised.exception.class.name == "InvalidRequestError";
            match machine.str(&exception) {
                Ok(text) if is_missing => {
                    let text = format!("{text}, in parameter group {group}");
                    errors::raise(machine, "InvalidRequestError", text)
                }
                Ok(_) => Stop::Raised(raised),
                Err(stop) => stop,
            }
        }
        (stop, _) => stop,
    };
    let dict = |params: &Params| {
        Value::dict(params.iter().map(|(key, value)| (Rc::clone(key), value.clone())).collect())
    };
    let given = rows.iter().any(|params| !params.is_empty());
    let sent = given.then(|| Value::list(rows.iter().map(dict).collect()));
    failure::statement(machine, stop, &plain(compiled), sent)
}

/// The text where its values are not known.
fn plain(compiled: &Compiled) -> String {
    let text = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Bind(..) => "?".to_owned(),
    };
    compiled.pieces.iter().map(text).collect()
}

/// Several rows of one INSERT in one text; none where its VALUES are not found.
fn together(sql: &str, rows: &[Row]) -> Option<(String, Row)> {
    let start = sql.find(" VALUES (")? + " VALUES ".len();
    let end = sql.rfind(" RETURNING ")?;
    let values = sql.get(start..end)?;
    let all: Vec<&str> = rows.iter().map(|_| values).collect();
    let text = format!("{}{}{}", sql.get(..start)?, all.join(", "), sql.get(end..)?);
    let mut row = Row::default();
    for one in rows {
        row.cells.extend(one.cells.iter().cloned());
        row.logged.extend(one.logged.iter().cloned());
        row.shown.extend(one.shown.iter().cloned());
    }
    Some((text, row))
}

fn fetched(
    machine: &mut Machine,
    statement: &Statement,
    compiled: &Compiled,
    dml: Dml,
    sent: Vec<Params>,
    effects: Vec<Effect>,
) -> Run<Fetched> {
    let names: Vec<String> = effects.first().map_or_else(Vec::new, |effect| effect.columns.clone());
    let own_use = !dml.returned.is_empty();
    let may_give = compiled.gives_rows && !matches!(statement, Statement::Text(_));
    let gives_rows = !own_use && (may_give || !names.is_empty());
    let columns: Rc<[ResultColumn]> = match compiled.columns.is_empty() && gives_rows {
        true => names.iter().map(|name| untyped(name)).collect(),
        false => Rc::clone(&compiled.columns),
    };
    let changed: u64 = effects.iter().map(|effect| effect.changed).sum();
    let reads = matches!(statement, Statement::Query(_) | Statement::Expr(_));
    let mut done = Fetched {
        columns: Rc::clone(&columns),
        gives_rows,
        rowcount: match (reads, statement) {
            (true, _) => -1,
            (_, Statement::Text(_)) if gives_rows => -1,
            _ => i64::try_from(changed).unwrap_or(i64::MAX),
        },
        unknown: dml.postfetch.clone(),
        last_row: matches!(statement, Statement::Insert(_) | Statement::Text(_))
            .then(|| effects.last().map(|effect| effect.last_row))
            .flatten(),
        ..Fetched::default()
    };
    for effect in &effects {
        for row in &effect.rows {
            machine.step(2)?;
            match own_use {
                true => done.returned.push(given_back(machine, &dml.returned, row)?),
                false => {
                    let types = columns.iter().map(|column| Some(&column.ty));
                    done.rows.push(values(machine, types, row)?);
                }
            }
        }
    }
    if let Statement::Insert(insert) = statement {
        done.key_columns = insert.table.primary_key().iter().map(of_key).collect();
        done.primary_keys = primary_keys(insert, &sent, &effects, &done.returned);
    }
    done.sent = sent;
    Ok(done)
}

fn untyped(name: &str) -> ResultColumn {
    ResultColumn { key: name.into(), name: name.into(), expr: None, ty: Type::null() }
}

/// A column of a primary key, as a row names it.
fn of_key(column: &Rc<Column>) -> ResultColumn {
    ResultColumn {
        key: column.key(),
        name: column.name(),
        expr: Some(Element::column(column)),
        ty: column.ty.borrow().clone(),
    }
}

fn values<'t>(
    machine: &mut Machine,
    types: impl Iterator<Item = Option<&'t Type>>,
    row: &[Cell],
) -> Run<Vec<Value>> {
    let mut values = Vec::with_capacity(row.len());
    let types = types.chain(std::iter::repeat(None));
    for (cell, ty) in row.iter().zip(types) {
        values.push(match ty {
            Some(ty) => ty.result(machine, cell)?,
            None => raw(cell),
        });
    }
    Ok(values)
}

fn given_back(
    machine: &mut Machine,
    columns: &[Rc<Column>],
    row: &[Cell],
) -> Run<Vec<(Rc<Column>, Value)>> {
    let mut given = Vec::with_capacity(columns.len());
    for (column, cell) in columns.iter().zip(row) {
        let ty = column.ty.borrow().clone();
        given.push((Rc::clone(column), ty.result(machine, cell)?));
    }
    Ok(given)
}

/// The keys that the rows of an INSERT got: given, given back, or SQLite's own.
fn primary_keys(
    insert: &Insert,
    sent: &[Params],
    effects: &[Effect],
    returned: &[Vec<(Rc<Column>, Value)>],
) -> Vec<Vec<Value>> {
    let table: &Rc<Table> = &insert.table;
    let auto = table.autoincrement_column();
    let single = sent.len() == 1;
    let key = |at: usize, params: &Params| {
        let of = |column: &Rc<Column>| {
            let back = returned.get(at).and_then(|row| {
                row.iter().find(|(own, _)| Rc::ptr_eq(own, column)).map(|(_, value)| value.clone())
            });
            let written = || match insert.values.as_ref().and_then(|it| it.get(&column.key())) {
                Some(Set::Value(value)) => Some(value.clone()),
                _ => None,
            };
            let given = || params.get(&column.key()).cloned().or_else(written);
            let made = || {
                let is_auto = auto.as_ref().is_some_and(|auto| Rc::ptr_eq(auto, column));
                let effect = effects.get(at).filter(|_| is_auto && single);
                effect.map(|effect| Value::Int(effect.last_row))
            };
            let known = given().filter(|value| !value.is_none());
            back.or(known).or_else(made).unwrap_or(Value::None)
        };
        table.primary_key().iter().map(of).collect()
    };
    sent.iter().enumerate().map(|(at, params)| key(at, params)).collect()
}
