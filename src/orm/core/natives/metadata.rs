//! `MetaData`.

use std::rc::Rc;

use super::{bound, with_connection};
use crate::orm::core::{MetaData, Table, ddl};
use crate::orm::python::{Args, Dict, Machine, Native, Run, Value};

const METHODS: &[&str] = &["create_all", "drop_all", "clear", "remove", "reflect"];

impl Native for MetaData {
    fn type_name(&self) -> Rc<str> {
        "MetaData".into()
    }

    fn class(&self, machine: &Machine) -> Option<Rc<crate::orm::python::Class>> {
        super::class_named(machine, &self.type_name())
    }

    fn methods(&self) -> &'static [&'static str] {
        METHODS
    }

    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "tables" => {
                let dict = Value::Dict(Rc::new(Dict::default()));
                let tables: Vec<_> =
                    self.tables.borrow().iter().map(|(k, t)| (Rc::clone(k), t.value())).collect();
                for (key, table) in tables {
                    machine.set_item(&dict, &Value::Str(key), table)?;
                }
                Some(dict)
            }
            "sorted_tables" => {
                let tables = self.sorted_tables(machine)?;
                Some(Value::list(tables.iter().map(Table::value).collect()))
            }
            "schema" => Some(self.schema.clone().map_or(Value::None, Value::Str)),
            "info" => Some(self.info.clone()),
            "naming_convention" => {
                let names = self.naming.borrow().clone();
                Some(Value::dict(names.into_iter().collect()))
            }
            _ => bound(&self, name),
        })
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        match name {
            "create_all" | "drop_all" => {
                let full = format!("MetaData.{name}");
                let taken = args.bind(machine, &full, &["bind", "tables?", "checkfirst?"])?;
                let mut values = taken.values.into_iter();
                let bind = values.next().flatten().unwrap_or(Value::None);
                let tables = match values.next().flatten() {
                    Some(list) if !list.is_none() => {
                        let items = machine.collect(&list)?;
                        Some(items.iter().filter_map(Value::native::<Table>).collect())
                    }
                    _ => None,
                };
                let check = match values.next().flatten() {
                    Some(value) => machine.truth(&value)?,
                    None => true,
                };
                let create = name == "create_all";
                with_connection(machine, &bind, |machine, connection| {
                    if create {
                        ddl::create_all(machine, connection, &self, tables, check)
                    } else {
                        ddl::drop_all(machine, connection, &self, tables, check)
                    }
                })?;
            }
            "clear" => {
                let tables = self.tables.take();
                self.removed.borrow_mut().extend(tables.into_values());
            }
            "remove" => {
                if let Some(table) = args.positional.first().and_then(Value::native::<Table>) {
                    let gone = self.tables.borrow_mut().shift_remove(&table.full_name());
                    self.removed.borrow_mut().extend(gone);
                }
            }
            "reflect" => return Err(machine.unsupported("MetaData.reflect()")),
            _ => return Ok(None),
        }
        Ok(Some(Value::None))
    }

    fn contains(self: Rc<Self>, machine: &mut Machine, item: &Value) -> Run<Option<bool>> {
        let name = match item.native::<Table>() {
            Some(table) => table.full_name(),
            None => machine.str(item)?,
        };
        Ok(Some(self.tables.borrow().contains_key(&name)))
    }

    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some("MetaData()".into()))
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}
