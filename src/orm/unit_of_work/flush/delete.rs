//! DELETE, all of a table in one batch.

use std::rc::Rc;

use super::Flush;
use super::save::sorted;
use crate::orm::core::{Params, Statement, errors};
use crate::orm::mapper::Mapper;
use crate::orm::python::{Machine, Run};
use crate::orm::unit_of_work::State;
use crate::orm::unit_of_work::listening;
use crate::orm::unit_of_work::passive::{Got, Passive};
use crate::orm::unit_of_work::shared::{column_key, column_name};

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
        let mut rows = Vec::new();
        for state in &states {
            let mut row = Params::new();
            for column in &state.mapper.primary_key {
                let property = state.column_property(machine, column)?;
                match state.committed_value(machine, &property, Passive::LOAD_KNOWN)? {
                    Got::Value(value) if !value.is_none() => {
                        row.insert(column_key(column), value);
                    }
                    _ => {
                        let text = format!(
                            "Can't delete from table {} using NULL for primary key value on column \
                             {}",
                            base.table.name,
                            column_name(column)
                        );
                        return Err(errors::raise(machine, "FlushError", text));
                    }
                }
            }
            rows.push(row);
        }
        let wheres = base
            .primary_key
            .iter()
            .map(|column| super::statement::equals(column, &column_key(column)))
            .collect();
        let delete = super::statement::delete(&base.table, wheres);
        let expected = rows.len();
        let fetched = connection.execute(machine, &Statement::Delete(Rc::new(delete)), rows)?;
        if fetched.rowcount > -1 && usize::try_from(fetched.rowcount) != Ok(expected) {
            let text = format!(
                "DELETE statement on table '{}' expected to delete {expected} row(s); {} were \
                 matched.  Please set confirm_deleted_rows=False within the mapper configuration \
                 to prevent this warning.",
                base.table.name, fetched.rowcount
            );
            machine.warn("SAWarning", text);
        }
        for state in &states {
            listening::mapper_event(machine, "after_delete", state, &connection)?;
        }
        Ok(())
    }
}
