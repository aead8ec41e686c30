//! DELETE, all of a table in one batch.

use std::rc::Rc;

use super::Flush;
use super::save::{Mapped, family_tables, has_table, key_columns, sorted};
use super::version;
use crate::orm::core::Connection;
use crate::orm::core::{Params, Statement, Table, errors};
use crate::orm::mapper::Mapper;
use crate::orm::python::{Machine, Run};
use crate::orm::unit_of_work::State;
use crate::orm::unit_of_work::listening;
use crate::orm::unit_of_work::naming::{column_key, column_name};
use crate::orm::unit_of_work::passive::{Got, Passive};

impl Flush {
    pub(super) fn delete(
        &mut self,
        machine: &mut Machine,
        base: &Rc<Mapper>,
        states: &[Rc<State>],
    ) -> Run<()> {
        if states.is_empty() {
            return Ok(());
        }
        let connection = self.connection(machine)?;
        let states = sorted(machine, states)?;
        for state in &states {
            listening::mapper_event(machine, "before_delete", state, &connection)?;
        }
        for table in family_tables(base).iter().rev() {
            self.delete_from(machine, table, &connection, &states)?;
        }
        for state in &states {
            listening::mapper_event(machine, "after_delete", state, &connection)?;
        }
        Ok(())
    }

    fn delete_from(
        &mut self,
        machine: &mut Machine,
        table: &Rc<Table>,
        connection: &Rc<Connection>,
        states: &[Rc<State>],
    ) -> Run<()> {
        let mut rows = Vec::new();
        let mut mapper = None;
        for state in states.iter().filter(|state| has_table(&state.mapper, table)) {
            mapper = Some(Rc::clone(&state.mapper));
            let mut row = Params::new();
            for Mapped { column, .. } in &key_columns(&state.mapper, table) {
                let property = state.column_property(machine, column)?;
                match state.committed_value(machine, &property, Passive::LOAD_KNOWN)? {
                    Got::Value(value) if !value.is_none() => {
                        row.insert(column_key(column), value);
                    }
                    _ => {
                        let text = format!(
                            "Can't delete from table {} using NULL for primary key value on column \
                             {}",
                            table.name,
                            column_name(column)
                        );
                        return Err(errors::raise(machine, "FlushError", text));
                    }
                }
            }
            if let Some(one) = version::of(&state.mapper, table) {
                let known = version::known(machine, state, &one)?;
                row.insert(column_key(&one.column), known);
            }
            rows.push(row);
        }
        let Some(mapper) = mapper else { return Ok(()) };
        let version = version::of(&mapper, table);
        let wheres = key_columns(&mapper, table)
            .iter()
            .chain(&version)
            .map(|one| super::statement::equals(&one.column, &column_key(&one.column)))
            .collect();
        let delete = super::statement::delete(table, wheres);
        let expected = rows.len();
        let delete = Statement::Delete(Rc::new(delete));
        let mut matched = 0;
        if version.is_some() {
            for row in rows {
                matched += connection.execute(machine, &delete, vec![row])?.rowcount;
            }
        } else {
            matched = connection.execute(machine, &delete, rows)?.rowcount;
        }
        if matched > -1 && usize::try_from(matched) != Ok(expected) {
            let text = format!(
                "DELETE statement on table '{}' expected to delete {expected} row(s); {matched} \
                 were matched.  Please set confirm_deleted_rows=False within the mapper \
                 configuration to prevent this warning.",
                table.name
            );
            if version.is_some() {
                return Err(errors::raise(machine, "StaleDataError", text));
            }
            machine.warn("SAWarning", text);
        }
        Ok(())
    }
}
