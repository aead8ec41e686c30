//! `bulk_save_objects()` and its kin: rows without what objects take along.

use std::rc::Rc;

use super::bound;
use crate::orm::core::Params;
use crate::orm::mapper::{Mapper, mapper_of_value};
use crate::orm::python::{Args, Machine, Run, Value};
use crate::orm::unit_of_work::flush;
use crate::orm::unit_of_work::transaction::Origin;
use crate::orm::unit_of_work::{Session, State};

/// Rows of one mapper that go together.
struct Group {
    mapper: Rc<Mapper>,
    is_update: bool,
    rows: Vec<Params>,
}

impl Session {
    pub(super) fn bulk(self: &Rc<Self>, machine: &mut Machine, name: &str, args: Args) -> Run<()> {
        let (groups, nulls) = if name == "bulk_save_objects" {
            let parameters =
                ["objects", "return_defaults?", "update_changed_only?", "preserve_order?"];
            let [objects, returns, _, _] =
                bound(machine, args, "Session.bulk_save_objects", parameters)?;
            refuse_defaults(machine, returns)?;
            let objects = machine.collect(&objects.unwrap_or(Value::None))?;
            (object_groups(machine, &objects)?, false)
        } else {
            let parameters = ["mapper", "mappings", "return_defaults?", "render_nulls?"];
            let [mapper, rows, returns, nulls] =
                bound(machine, args, &format!("Session.{name}"), parameters)?;
            refuse_defaults(machine, returns)?;
            let entity = mapper.unwrap_or(Value::None);
            let Some(mapper) = mapper_of_value(&entity) else {
                return Err(crate::orm::mapper::unmapped_class(machine, &entity));
            };
            let nulls = match nulls {
                Some(nulls) => machine.truth(&nulls)?,
                None => false,
            };
            let rows = machine.collect(&rows.unwrap_or(Value::None))?;
            let rows = rows.iter().map(|row| by_name(machine, row)).collect::<Run<_>>()?;
            let is_update = name == "bulk_update_mappings";
            (vec![Group { mapper, is_update, rows }], nulls)
        };
        self.flushing.set(true);
        let done = self.send_groups(machine, groups, nulls);
        self.flushing.set(false);
        done
    }

    fn send_groups(
        self: &Rc<Self>,
        machine: &mut Machine,
        groups: Vec<Group>,
        nulls: bool,
    ) -> Run<()> {
        for group in groups {
            let outer = self.autobegin(machine)?;
            let transaction = outer.within(machine, self, Origin::Sub)?;
            let done = transaction.connection(machine, self).and_then(|connection| {
                if group.is_update {
                    flush::update_rows(machine, &connection, &group.mapper, &group.rows)
                } else {
                    flush::insert_rows(machine, &connection, &group.mapper, &group.rows, nulls)
                }
            });
            match done {
                Ok(()) => transaction.commit(machine, false)?,
                Err(stop) => {
                    transaction.rollback(machine, Some(&stop), false)?;
                    return Err(stop);
                }
            }
        }
        Ok(())
    }
}

fn refuse_defaults(machine: &mut Machine, returns: Option<Value>) -> Run<()> {
    match returns {
        Some(returns) if machine.truth(&returns)? => {
            Err(machine.unsupported("return_defaults=True"))
        }
        _ => Ok(()),
    }
}

fn object_groups(machine: &mut Machine, objects: &[Value]) -> Run<Vec<Group>> {
    let mut groups: Vec<Group> = Vec::new();
    for object in objects {
        let state = State::required(machine, object)?;
        let is_update = state.has_identity();
        let keys: Vec<Rc<str>> = flush::keys_to_write(&state);
        let row: Params = keys
            .into_iter()
            .filter_map(|key| state.present(&key).map(|value| (key, value)))
            .collect();
        match groups.last_mut() {
            Some(last)
                if Rc::ptr_eq(&last.mapper, &state.mapper) && last.is_update == is_update =>
            {
                last.rows.push(row);
            }
            _ => {
                groups.push(Group { mapper: Rc::clone(&state.mapper), is_update, rows: vec![row] })
            }
        }
    }
    Ok(groups)
}

/// A dict as values by name.
fn by_name(machine: &mut Machine, row: &Value) -> Run<Params> {
    let pairs = machine.call_method(row, "items", Args::none())?;
    let mut params = Params::new();
    for pair in machine.collect(&pairs)? {
        let key = machine.item(&pair, &Value::Int(0))?;
        let value = machine.item(&pair, &Value::Int(1))?;
        params.insert(machine.str(&key)?, value);
    }
    Ok(params)
}
