//! `post_update`: keys that are written once both rows are there.

use std::rc::Rc;

use super::Flush;
use super::by_id::ById;
use super::finish::SentRow;
use super::save::{columns, family_tables, has_table, label, sorted};
use super::update::by_key;
use crate::orm::core::Connection;
use crate::orm::core::{Column, Params, Statement, Table, errors};
use crate::orm::mapper::Mapper;
use crate::orm::python::{Machine, Run, Value};
use crate::orm::unit_of_work::State;
use crate::orm::unit_of_work::naming::column_key;
use crate::orm::unit_of_work::passive::Passive;

impl Flush {
    pub(super) fn post_update_all(
        &mut self,
        machine: &mut Machine,
        base: &Rc<Mapper>,
        is_delete: bool,
    ) -> Run<()> {
        let Some((states, wanted)) = self.post_updates.get(&ById(Rc::clone(base))).cloned() else {
            return Ok(());
        };
        let states: Vec<Rc<State>> = states
            .into_iter()
            .filter(|state| self.states.get(state).is_some_and(|part| part.is_delete == is_delete))
            .map(|state| state.0)
            .collect();
        let connection = self.connection(machine)?;
        let states = sorted(machine, &states)?;
        for table in family_tables(base) {
            self.post_update_table(machine, &table, &connection, &states, &wanted, is_delete)?;
        }
        Ok(())
    }

    fn post_update_table(
        &mut self,
        machine: &mut Machine,
        table: &Rc<Table>,
        connection: &Rc<Connection>,
        states: &[Rc<State>],
        wanted: &[Rc<Column>],
        is_delete: bool,
    ) -> Run<()> {
        let mut rows: Vec<(Rc<State>, Params)> = Vec::new();
        for state in states.iter().filter(|state| has_table(&state.mapper, table)) {
            let mapper = Rc::clone(&state.mapper);
            if mapper.version.is_some() {
                return Err(machine.unsupported("`post_update` beside `version_id_col`"));
            }
            let mut params = Params::new();
            let mut key = Params::new();
            for one in columns(&mapper, table) {
                let property = state.column_property(machine, &one.column)?;
                if one.column.primary_key.get() {
                    let value = state.get(machine, &property, Passive::LOAD)?;
                    key.insert(label(table, &one.column), value.value().unwrap_or(Value::None));
                    continue;
                }
                let is_wanted = wanted.iter().any(|column| Rc::ptr_eq(column, &one.column))
                    || one.column.onupdate.borrow().is_some();
                if !is_wanted {
                    continue;
                }
                let history = state.history(machine, &property, Passive::NO_LOAD)?;
                if let Some(value) = history.added().first() {
                    params.insert(column_key(&one.column), value.clone());
                }
            }
            if !params.is_empty() {
                params.extend(key);
                rows.push((Rc::clone(state), params));
            }
        }
        let Some((first, _)) = rows.first() else { return Ok(()) };
        let update = super::statement::update(table, by_key(&first.mapper, table));
        let statement = Statement::Update(Rc::new(update));
        let mut rows = rows.into_iter().peekable();
        while let Some(first) = rows.next() {
            let mut batch = vec![first];
            while let Some(next) = rows.next_if(|(_, next)| {
                batch.iter().all(|(_, one)| {
                    one.len() == next.len() && one.keys().all(|key| next.contains_key(key))
                })
            }) {
                batch.push(next);
            }
            let params = batch.iter().map(|(_, params)| params.clone()).collect();
            let fetched = connection.execute(machine, &statement, params)?;
            if usize::try_from(fetched.rowcount) != Ok(batch.len()) {
                let text = format!(
                    "UPDATE statement on table '{}' expected to update {} row(s); {} were matched.",
                    table.name,
                    batch.len(),
                    fetched.rowcount
                );
                return Err(errors::raise(machine, "StaleDataError", text));
            }
            if !is_delete {
                for (place, (state, params)) in batch.iter().enumerate() {
                    let fetched = &fetched;
                    let sent = SentRow { state, params, fetched, place, is_insert: false };
                    self.take_defaults(machine, table, &sent)?;
                }
            }
        }
        Ok(())
    }
}
