//! UPDATE of what has changed.

use std::rc::Rc;

use indexmap::IndexMap;

use super::Flush;
use super::by_id::ById;
use super::finish::SentRow;
use super::save::{Mapped, columns, expression, has_table, key_columns, label, updates_by_sql};
use super::version;
use crate::orm::core::Connection;
use crate::orm::core::engine::Fetched;
use crate::orm::core::{Column, Expr, Params, Set, Statement, Table, Update, errors};
use crate::orm::mapper::Mapper;
use crate::orm::python::{Machine, Run, Value};
use crate::orm::unit_of_work::State;
use crate::orm::unit_of_work::attribute::same;
use crate::orm::unit_of_work::history::Past;
use crate::orm::unit_of_work::identity::root;
use crate::orm::unit_of_work::naming::{column_key, column_name};
use crate::orm::unit_of_work::passive::Passive;

/// A row to be updated.
struct Row {
    state: Rc<State>,
    params: Params,
    /// SQL expressions in the place of values.
    expressions: IndexMap<Rc<str>, Set>,
}

impl Row {
    fn sent<'a>(&'a self, fetched: &'a Fetched, place: usize) -> SentRow<'a> {
        SentRow { state: &self.state, params: &self.params, fetched, place, is_insert: false }
    }

    fn goes_with(&self, other: &Self) -> bool {
        self.expressions.is_empty() == other.expressions.is_empty()
            && self.params.len() == other.params.len()
            && self.params.keys().all(|key| other.params.contains_key(key))
    }
}

/// The condition that finds an object's row, with parameters named after table and column.
pub(super) fn by_key(mapper: &Rc<Mapper>, table: &Rc<Table>) -> Vec<Expr> {
    key_columns(mapper, table)
        .iter()
        .map(|one| super::statement::equals(&one.column, &label(table, &one.column)))
        .collect()
}

impl Flush {
    pub(super) fn update(
        &mut self,
        machine: &mut Machine,
        table: &Rc<Table>,
        connection: &Rc<Connection>,
        states: &[Rc<State>],
    ) -> Run<()> {
        let mut rows = Vec::new();
        for state in states.iter().filter(|state| has_table(&state.mapper, table)) {
            if let Some(row) = self.changed_row(machine, state, table)? {
                rows.push(row);
            }
        }
        let Some(first) = rows.first() else { return Ok(()) };
        let version = version::of(&first.state.mapper, table);
        let mut wheres = by_key(&first.state.mapper, table);
        wheres.extend(
            version
                .as_ref()
                .map(|one| super::statement::equals(&one.column, &label(table, &one.column))),
        );
        let mut update = super::statement::update(table, wheres);
        if root(&first.state.mapper).eager_defaults == Some(true) {
            let own = columns(&first.state.mapper, table);
            let made: Vec<Rc<Column>> =
                own.into_iter().map(|one| one.column).filter(updates_by_sql).collect();
            update.return_defaults = (!made.is_empty()).then_some(made);
        }
        let mut rows = rows.into_iter().peekable();
        while let Some(first) = rows.next() {
            let mut batch = vec![first];
            while let Some(next) = rows
                .next_if(|next| version.is_none() && batch.iter().all(|one| one.goes_with(next)))
            {
                batch.push(next);
            }
            self.update_batch(machine, table, connection, &update, &batch)?;
        }
        Ok(())
    }

    fn update_batch(
        &mut self,
        machine: &mut Machine,
        table: &Rc<Table>,
        connection: &Rc<Connection>,
        update: &Update,
        batch: &[Row],
    ) -> Run<()> {
        let mut matched = 0;
        let single = update.return_defaults.is_some();
        if !single && batch.iter().all(|row| row.expressions.is_empty()) {
            let statement = Statement::Update(Rc::new(update.clone()));
            let params = batch.iter().map(|row| row.params.clone()).collect();
            let fetched = connection.execute(machine, &statement, params)?;
            matched += fetched.rowcount;
            for (place, row) in batch.iter().enumerate() {
                self.take_defaults(machine, table, &row.sent(&fetched, place))?;
            }
        } else {
            for row in batch {
                let update = Update { values: row.expressions.clone(), ..update.clone() };
                let statement = Statement::Update(Rc::new(update));
                let fetched = connection.execute(machine, &statement, vec![row.params.clone()])?;
                matched += fetched.rowcount;
                self.take_updated(machine, table, row, &fetched)?;
            }
        }
        if usize::try_from(matched) == Ok(batch.len()) {
            for row in batch {
                if let Some(one) = version::of(&row.state.mapper, table)
                    && let Some(value) = row.params.get(&column_key(&one.column))
                {
                    row.state.put(&one.key, value.clone());
                }
            }
            return Ok(());
        }
        let text = format!(
            "UPDATE statement on table '{}' expected to update {} row(s); {matched} were matched.",
            table.name,
            batch.len()
        );
        Err(errors::raise(machine, "StaleDataError", text))
    }

    /// Expressions were sent: what came of them is not known.
    fn take_updated(
        &mut self,
        machine: &mut Machine,
        table: &Rc<Table>,
        row: &Row,
        fetched: &Fetched,
    ) -> Run<()> {
        self.take_defaults(machine, table, &row.sent(fetched, 0))?;
        let stale: Vec<Rc<str>> = columns(&row.state.mapper, table)
            .into_iter()
            .filter(|one| row.expressions.contains_key(&column_key(&one.column)))
            .map(|one| one.key)
            .collect();
        row.state.expire_attributes(machine, &stale)
    }

    /// What is to be sent for an object; none where no column has changed.
    fn changed_row(
        &mut self,
        machine: &mut Machine,
        state: &Rc<State>,
        table: &Rc<Table>,
    ) -> Run<Option<Row>> {
        let mapper = &state.mapper;
        let mut params = Params::new();
        let mut expressions = IndexMap::new();
        for one in columns(mapper, table) {
            let past = state.committed.borrow().get(&one.key).cloned();
            let Some(past) = past else { continue };
            let Some(value) = state.present(&one.key) else {
                return Err(machine.error("KeyError", &*one.key));
            };
            if let Some(expr) = expression(machine, &value)? {
                expressions.insert(column_key(&one.column), Set::Expr(expr));
                continue;
            }
            let is_same = match &past {
                Past::Value(past) => same(machine, &value, past)?,
                _ => false,
            };
            if !is_same {
                params.insert(column_key(&one.column), value);
            }
        }
        if params.is_empty() && expressions.is_empty() {
            return Ok(None);
        }
        let mut key = Params::new();
        for Mapped { column, .. } in &key_columns(mapper, table) {
            let property = state.column_property(machine, column)?;
            let history = state.history(machine, &property, Passive::LOAD)?;
            let added = history.added().first().cloned();
            let value = match added {
                Some(added) => {
                    let place = (ById(Rc::clone(state)), ById(Rc::clone(column)));
                    match history.deleted().first() {
                        Some(old) if !self.cascaded_keys.contains(&place) => old.clone(),
                        _ => {
                            params.shift_remove(&column_key(column));
                            added
                        }
                    }
                }
                None => history.unchanged().first().cloned().unwrap_or(Value::None),
            };
            if value.is_none() {
                let text = format!(
                    "Can't update table {} using NULL for primary key value on column {}",
                    table.name,
                    column_name(column)
                );
                return Err(errors::raise(machine, "FlushError", text));
            }
            key.insert(label(table, column), value);
        }
        if params.is_empty() && expressions.is_empty() {
            return Ok(None);
        }
        if let Some(one) = version::of(mapper, table) {
            let known = version::known(machine, state, &one)?;
            if !params.contains_key(&column_key(&one.column)) {
                params.insert(column_key(&one.column), version::next(&known));
            }
            key.insert(label(table, &one.column), known);
        }
        params.extend(key);
        Ok(Some(Row { state: Rc::clone(state), params, expressions }))
    }
}
