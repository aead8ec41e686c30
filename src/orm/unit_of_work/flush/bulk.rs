//! Rows that are written without objects.

use std::rc::Rc;

use super::save::{columns, label};
use super::statement;
use super::update::by_key;
use crate::orm::core::Connection;
use crate::orm::core::{Params, Statement, errors};
use crate::orm::mapper::Mapper;
use crate::orm::python::{Machine, Run, Value};
use crate::orm::unit_of_work::State;
use crate::orm::unit_of_work::naming::{column_key, column_name};

/// The attributes of an object that are written: of one with a row, its key and what has changed.
pub(in crate::orm::unit_of_work) fn keys_to_write(state: &Rc<State>) -> Vec<Rc<str>> {
    columns(&state.mapper, &state.mapper.table)
        .into_iter()
        .filter(|one| {
            !state.has_identity()
                || one.column.primary_key.get()
                || state.committed.borrow().contains_key(&one.key)
        })
        .map(|one| one.key)
        .collect()
}

/// INSERT of rows by attribute, those of one shape in one batch.
pub(in crate::orm::unit_of_work) fn insert_rows(
    machine: &mut Machine,
    connection: &Rc<Connection>,
    mapper: &Rc<Mapper>,
    rows: &[Params],
    nulls: bool,
) -> Run<()> {
    let statement = Statement::Insert(Rc::new(statement::insert(&mapper.table)));
    for batch in insert_batches(mapper, rows, nulls) {
        connection.execute(machine, &statement, batch)?;
    }
    Ok(())
}

/// Rows by attribute as the values of an INSERT, those of one shape that follow one another in one
/// batch. What is no attribute is left out; so is what is None, unless `nulls` are wanted.
pub fn insert_batches(mapper: &Rc<Mapper>, rows: &[Params], nulls: bool) -> Vec<Vec<Params>> {
    let own = columns(mapper, &mapper.table);
    let sent = rows.iter().map(|row| {
        let mut params: Params = own
            .iter()
            .filter_map(|one| Some((column_key(&one.column), row.get(&one.key)?.clone())))
            .filter(|(_, value)| nulls || !value.is_none())
            .collect();
        if let Some(polymorphic) = &mapper.polymorphic
            && let Some(identity) = &polymorphic.identity
        {
            params.entry(column_key(&polymorphic.on)).or_insert_with(|| identity.clone());
        }
        params
    });
    shapes(sent.collect())
}

/// UPDATE of rows by attribute, those of one shape in one batch.
pub(in crate::orm::unit_of_work) fn update_rows(
    machine: &mut Machine,
    connection: &Rc<Connection>,
    mapper: &Rc<Mapper>,
    rows: &[Params],
) -> Run<()> {
    let mut sent = Vec::new();
    for row in rows {
        let mut params = Params::new();
        let mut key = Params::new();
        for one in columns(mapper, &mapper.table) {
            let value = row.get(&one.key).cloned();
            if !one.column.primary_key.get() {
                params.extend(value.map(|value| (column_key(&one.column), value)));
                continue;
            }
            let value = value.unwrap_or(Value::None);
            if value.is_none() {
                let text = format!(
                    "No primary key value supplied for column(s) {}; per-row ORM Bulk UPDATE by \
                     Primary Key requires that records contain primary key values",
                    column_name(&one.column)
                );
                return Err(errors::raise_coded(machine, "InvalidRequestError", text, "bupq"));
            }
            key.insert(label(&mapper.table, &one.column), value);
        }
        if !params.is_empty() {
            params.extend(key);
            sent.push(params);
        }
    }
    let statement =
        Statement::Update(Rc::new(statement::update(&mapper.table, by_key(mapper, &mapper.table))));
    for batch in shapes(sent) {
        let expected = batch.len();
        let fetched = connection.execute(machine, &statement, batch)?;
        if usize::try_from(fetched.rowcount) != Ok(expected) {
            let text = format!(
                "UPDATE statement on table '{}' expected to update {expected} row(s); {} were \
                 matched.",
                mapper.table.name, fetched.rowcount
            );
            return Err(errors::raise(machine, "StaleDataError", text));
        }
    }
    Ok(())
}

/// Neighbours with the same names together.
fn shapes(rows: Vec<Params>) -> Vec<Vec<Params>> {
    let mut batches: Vec<Vec<Params>> = Vec::new();
    for row in rows {
        match batches.last_mut() {
            Some(batch)
                if batch.iter().all(|one| {
                    one.len() == row.len() && one.keys().all(|key| row.contains_key(key))
                }) =>
            {
                batch.push(row);
            }
            _ => batches.push(vec![row]),
        }
    }
    batches
}
