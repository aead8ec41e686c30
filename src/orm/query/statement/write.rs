//! Methods of `Query` that change rows, and of a dynamic attribute that change its members.

use std::rc::Rc;

use super::super::super::core::natives::spread;
use super::super::super::core::{Delete, Update, errors};
use super::super::super::python::{Args, Machine, Run, Value};
use super::super::bulk::{self, Synchronize};
use super::super::entity;
use super::Query;

impl Query {
    pub(super) fn write_method(
        &self,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        if let Some((state, relationship)) = &self.owner {
            let given = |machine: &mut Machine, args: Args, parameter: &str| -> Run<Value> {
                let function = format!("AppenderMixin.{name}");
                let taken = args.bind(machine, &function, &[parameter])?;
                Ok(taken.values.into_iter().next().flatten().unwrap_or(Value::None))
            };
            match name {
                "append" | "add" => {
                    let item = given(machine, args, "item")?;
                    state.append_dynamic(machine, relationship, item, None)?;
                    return Ok(Some(Value::None));
                }
                "extend" | "add_all" => {
                    let items = given(machine, args, "iterator")?;
                    for item in machine.collect(&items)? {
                        state.append_dynamic(machine, relationship, item, None)?;
                    }
                    return Ok(Some(Value::None));
                }
                "remove" => {
                    let item = given(machine, args, "item")?;
                    state.remove_dynamic(machine, relationship, &item, None)?;
                    return Ok(Some(Value::None));
                }
                _ => {}
            }
        }
        match name {
            "update" => {
                let names = ["values", "synchronize_session?", "update_args?"];
                let taken = args.bind(machine, "Query.update", &names)?;
                let mut values = taken.values.into_iter();
                let given = values.next().flatten().unwrap_or(Value::None);
                let how = Synchronize::read(machine, values.next().flatten())?;
                self.update(machine, &given, how).map(Some)
            }
            "delete" => {
                let names = ["synchronize_session?", "delete_args?"];
                let taken = args.bind(machine, "Query.delete", &names)?;
                let how = Synchronize::read(machine, taken.values.into_iter().next().flatten())?;
                self.delete(machine, how).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn may_write(&self, machine: &mut Machine) -> Run<()> {
        let select = &self.select;
        let wrong = if select.limit.is_some() {
            Some("limit()")
        } else if select.offset.is_some() {
            Some("offset()")
        } else if !select.orders.is_empty() && !self.is_collection {
            Some("order_by()")
        } else if !select.groups.is_empty() {
            Some("group_by()")
        } else if select.distinct {
            Some("distinct()")
        } else if !select.froms.is_empty() || !select.joins.is_empty() {
            Some("join(), outerjoin(), select_from(), or from_self()")
        } else {
            None
        };
        match wrong {
            Some(wrong) => {
                let text = format!(
                    "Can't call Query.update() or Query.delete() when {wrong} has been called"
                );
                errors::invalid(machine, text)
            }
            None => Ok(()),
        }
    }

    fn update(&self, machine: &mut Machine, values: &Value, how: Synchronize) -> Run<Value> {
        self.may_write(machine)?;
        let entity = self.only_entity(machine, "update")?;
        let mut update = Update {
            table: Rc::clone(&entity::mapper(&entity).table),
            entity: Some(entity::value(&entity)),
            values: Default::default(),
            ordered: false,
            wheres: self.select.wheres.clone(),
            returning: Vec::new(),
            ctes: Vec::new(),
            options: Vec::new(),
            execution: Vec::new(),
            return_defaults: None,
        };
        let mut pairs = Vec::new();
        for key in machine.collect(values)? {
            let value = machine.item(values, &key)?;
            pairs.push((key, value));
        }
        for (key, value) in spread(machine, update.entity.as_ref(), pairs)? {
            let (name, value) = bulk::setting(machine, &entity, &key, value)?;
            update.values.insert(name, value);
        }
        let session = self.session(machine)?;
        let done = bulk::update(machine, &session, update, entity::mapper(&entity), how)?;
        Ok(Value::Int(done.rowcount))
    }

    fn delete(&self, machine: &mut Machine, how: Synchronize) -> Run<Value> {
        self.may_write(machine)?;
        let entity = self.only_entity(machine, "delete")?;
        let delete = Delete {
            table: Rc::clone(&entity::mapper(&entity).table),
            entity: Some(entity::value(&entity)),
            wheres: self.select.wheres.clone(),
            returning: Vec::new(),
            ctes: Vec::new(),
            options: Vec::new(),
            execution: Vec::new(),
        };
        let session = self.session(machine)?;
        let done = bulk::delete(machine, &session, delete, entity::mapper(&entity), how)?;
        Ok(Value::Int(done.rowcount))
    }
}
