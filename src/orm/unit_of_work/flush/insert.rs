//! INSERT: rows of one shape that follow one another go in one batch.

use std::rc::Rc;

use indexmap::IndexMap;

use super::Flush;
use super::finish::SentRow;
use super::save::{columns, expression, has_sql_default, has_table, key_columns};
use super::version::version_in;
use crate::orm::core::Connection;
use crate::orm::core::engine::Fetched;
use crate::orm::core::{Column, Params, Set, Statement, Table, TypeKind, errors};
use crate::orm::python::{Machine, Run, Value};
use crate::orm::unit_of_work::State;
use crate::orm::unit_of_work::identity::root;
use crate::orm::unit_of_work::naming::{column_key, mapper_name};

/// A row to be inserted.
struct Row {
    state: Rc<State>,
    params: Params,
    /// SQL expressions in the place of values.
    expressions: IndexMap<Rc<str>, Set>,
    has_key: bool,
    has_defaults: bool,
}

impl Row {
    /// It goes in one batch with another.
    fn goes_with(&self, other: &Self) -> bool {
        self.has_key == other.has_key
            && self.has_defaults == other.has_defaults
            && self.expressions.is_empty() == other.expressions.is_empty()
            && self.params.len() == other.params.len()
            && self.params.keys().all(|key| other.params.contains_key(key))
    }
}

/// The type stores `None` as a value of its own.
fn keeps_none(column: &Rc<Column>) -> bool {
    let ty = column.ty.borrow().clone();
    match &*ty.0 {
        TypeKind::Json { none_as_null } => !none_as_null,
        TypeKind::Named { like, .. } => {
            matches!(&*like.0, TypeKind::Json { none_as_null: false })
        }
        _ => false,
    }
}

impl Flush {
    pub(super) fn insert(
        &mut self,
        machine: &mut Machine,
        table: &Rc<Table>,
        connection: &Rc<Connection>,
        states: &[Rc<State>],
    ) -> Run<()> {
        let mut rows = Vec::new();
        for state in states.iter().filter(|state| has_table(&state.mapper, table)) {
            rows.push(row(machine, state, table)?);
        }
        let mut rows = rows.into_iter().peekable();
        while let Some(first) = rows.next() {
            let mut batch = vec![first];
            while let Some(next) = rows.next_if(|next| batch.iter().all(|one| one.goes_with(next)))
            {
                batch.push(next);
            }
            self.insert_batch(machine, table, connection, batch)?;
        }
        Ok(())
    }

    fn insert_batch(
        &mut self,
        machine: &mut Machine,
        table: &Rc<Table>,
        connection: &Rc<Connection>,
        batch: Vec<Row>,
    ) -> Run<()> {
        let Some(first) = batch.first() else { return Ok(()) };
        let plain = first.expressions.is_empty();
        let knows_all = first.has_key && first.has_defaults && plain;
        let mut insert = super::statement::insert(table);
        if !knows_all {
            let mut returned: Vec<Rc<Column>> = Vec::new();
            if !first.has_defaults {
                let with_default = |one: &super::save::Mapped| has_sql_default(&one.column);
                let own = columns(&first.state.mapper, table);
                returned.extend(own.into_iter().filter(with_default).map(|one| one.column));
            }
            let is_versioned = version_in(&first.state.mapper, table).is_some();
            if plain && (batch.len() > 1 || is_versioned) {
                let key = key_columns(&first.state.mapper, table);
                returned.extend(key.into_iter().map(|one| one.column));
            }
            insert.return_defaults = (!returned.is_empty()).then_some(returned);
        }
        if knows_all || plain && batch.len() > 1 {
            let params = batch.iter().map(|row| row.params.clone()).collect();
            let statement = Statement::Insert(Rc::new(insert));
            let fetched = connection.execute(machine, &statement, params)?;
            for (place, row) in batch.iter().enumerate() {
                self.take_inserted(machine, table, row, &fetched, place, !knows_all)?;
            }
            return Ok(());
        }
        for row in &batch {
            let mut insert = insert.clone();
            if !row.expressions.is_empty() {
                insert.values = Some(row.expressions.clone());
            }
            let statement = Statement::Insert(Rc::new(insert));
            let fetched = connection.execute(machine, &statement, vec![row.params.clone()])?;
            self.take_inserted(machine, table, row, &fetched, 0, true)?;
        }
        Ok(())
    }

    /// Puts what the database made of a row into the object.
    fn take_inserted(
        &mut self,
        machine: &mut Machine,
        table: &Rc<Table>,
        row: &Row,
        fetched: &Fetched,
        place: usize,
        takes_key: bool,
    ) -> Run<()> {
        let state = &row.state;
        let mapper = &state.mapper;
        if takes_key {
            let Some(key) = fetched.primary_keys.get(place) else {
                let text = format!(
                    "Single-row INSERT statement for {} did not produce a new primary key result \
                     being invoked.  Ensure there are no triggers or special driver issues \
                     preventing INSERT from functioning properly.",
                    mapper_name(mapper)
                );
                return Err(errors::raise(machine, "FlushError", text));
            };
            for (value, one) in key.iter().zip(key_columns(mapper, table)) {
                let is_missing = state.present(&one.key).is_none_or(|value| value.is_none());
                if is_missing || row.expressions.contains_key(&column_key(&one.column)) {
                    state.put(&one.key, value.clone());
                }
            }
        }
        let params = &row.params;
        if let Some(version) = version_in(mapper, table)
            && let Some(first) = params.get(&column_key(&version.column))
        {
            state.put(&version.key, first.clone());
        }
        let sent = SentRow { state, params, fetched, place, is_insert: true };
        self.take_defaults(machine, table, &sent)
    }
}

fn row(machine: &mut Machine, state: &Rc<State>, table: &Rc<Table>) -> Run<Row> {
    let mut params = Params::new();
    let mut expressions = IndexMap::new();
    let own = columns(&state.mapper, table);
    for one in &own {
        let Some(value) = state.present(&one.key) else { continue };
        if value.is_none() && !keeps_none(&one.column) {
            continue;
        }
        match expression(machine, &value)? {
            Some(expr) => {
                expressions.insert(column_key(&one.column), Set::Expr(expr));
            }
            None => {
                params.insert(column_key(&one.column), value);
            }
        }
    }
    for one in &own {
        let key = column_key(&one.column);
        let is_open = !one.column.primary_key.get()
            && !has_server_default(&one.column)
            && one.column.default.borrow().is_none()
            && !keeps_none(&one.column);
        if is_open && !params.contains_key(&key) && !expressions.contains_key(&key) {
            params.insert(key, Value::None);
        }
    }
    if let Some(version) = version_in(&state.mapper, table)
        && let Some(first) = version.next(machine, &Value::None)?
    {
        params.insert(column_key(&version.column), first);
    }
    let has_key = key_columns(&state.mapper, table)
        .iter()
        .all(|one| params.contains_key(&column_key(&one.column)));
    let has_defaults = root(&state.mapper).eager_defaults == Some(false)
        || own
            .iter()
            .filter(|one| has_sql_default(&one.column))
            .all(|one| params.contains_key(&column_key(&one.column)));
    Ok(Row { state: Rc::clone(state), params, expressions, has_key, has_defaults })
}

fn has_server_default(column: &Rc<Column>) -> bool {
    column.server_default.borrow().is_some() || column.computed.is_some() || column.identity
}
