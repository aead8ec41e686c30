//! `Table`.

use std::rc::Rc;

use super::{Columns, bound, from};
use crate::orm::core::coerce::{expr_value, from_value};
use crate::orm::core::{
    Column, Constraint, ConstraintKind, Delete, Element, FromClause, Index, Insert, Table, Update,
    ddl,
};
use crate::orm::python::{Args, Machine, Native, Run, Value};

const METHODS: &[&str] = &[
    "select",
    "insert",
    "update",
    "delete",
    "join",
    "outerjoin",
    "alias",
    "create",
    "drop",
    "append_column",
    "append_constraint",
    "to_metadata",
    "corresponding_column",
    "is_derived_from",
    "tablesample",
    "lateral",
];

impl Native for Table {
    fn type_name(&self) -> Rc<str> {
        if self.is_plain { "TableClause" } else { "Table" }.into()
    }

    fn class(&self, machine: &Machine) -> Option<Rc<crate::orm::python::Class>> {
        super::class_named(machine, &self.type_name())
    }

    fn methods(&self) -> &'static [&'static str] {
        METHODS
    }

    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        let own = FromClause::Table(Rc::clone(&self));
        let text = |text: Option<Rc<str>>| Some(text.map_or(Value::None, Value::Str));
        let mut set = |values: Vec<Value>| -> Run<Option<Value>> {
            let set = crate::orm::python::Set::default();
            for value in values {
                let key = machine.key(&value)?;
                set.members.borrow_mut().insert(key);
            }
            Ok(Some(Value::Set(Rc::new(set))))
        };
        Ok(match name {
            "c" | "columns" | "exported_columns" => Some(Columns::of(&own)),
            "name" | "description" => text(Some(Rc::clone(&self.name))),
            "key" | "fullname" => text(Some(self.full_name())),
            "schema" => text(self.schema.clone()),
            "comment" => text(self.comment.borrow().clone()),
            "info" => Some(self.info.clone()),
            "metadata" => self.metadata.upgrade().map(|metadata| Value::Native(metadata as _)),
            "primary_key" => {
                let found = self.constraints.borrow().iter().find_map(|own| {
                    matches!(own.kind, ConstraintKind::PrimaryKey { .. }).then(|| Rc::clone(own))
                });
                found.map(|key| Value::Native(key as _))
            }
            "foreign_keys" => {
                return set(self
                    .foreign_keys()
                    .into_iter()
                    .map(|key| Value::Native(key as _))
                    .collect());
            }
            "constraints" => {
                let all = self.constraints.borrow().clone();
                return set(all.into_iter().map(|own| Value::Native(own as _)).collect());
            }
            "foreign_key_constraints" => {
                let all = self.constraints.borrow().clone();
                let keys = all
                    .into_iter()
                    .filter(|own| matches!(own.kind, ConstraintKind::ForeignKey { .. }));
                return set(keys.map(|own| Value::Native(own as _)).collect());
            }
            "indexes" => {
                let all = self.indexes.borrow().clone();
                return set(all.into_iter().map(|own| Value::Native(own as _)).collect());
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
        let own = FromClause::Table(Rc::clone(&self));
        Ok(Some(match name {
            "insert" => Value::of(Insert::into(&self)),
            "update" => Value::of(Update::of(&self)),
            "delete" => Value::of(Delete::of(&self)),
            "append_column" => {
                let taken =
                    args.bind(machine, "append_column", &["column", "replace_existing?"])?;
                let column = taken.values.into_iter().next().flatten().unwrap_or(Value::None);
                if let Some(column) = column.native::<Column>() {
                    self.append_column(machine, &column)?;
                }
                Value::None
            }
            "append_constraint" => {
                for value in &args.positional {
                    if let Some(constraint) = value.native::<Constraint>() {
                        self.append_constraint(machine, &constraint)?;
                    } else if let Some(index) = value.native::<Index>() {
                        self.append_index(machine, &index)?;
                    }
                }
                Value::None
            }
            "create" | "drop" => {
                let parameters = ["bind", "checkfirst?"];
                let taken = args.bind(machine, name, &parameters)?;
                let mut values = taken.values.into_iter();
                let bind = values.next().flatten().unwrap_or(Value::None);
                let check = match values.next().flatten() {
                    Some(value) => machine.truth(&value)?,
                    None => false,
                };
                let Some(metadata) = self.metadata.upgrade() else { return Ok(None) };
                let tables = Some(vec![Rc::clone(&self)]);
                let create = name == "create";
                super::with_connection(machine, &bind, |machine, connection| {
                    if create {
                        ddl::create_all(machine, connection, &metadata, tables, check)
                    } else {
                        ddl::drop_all(machine, connection, &metadata, tables, check)
                    }
                })?;
                Value::None
            }
            _ => return from::method(machine, &own, name, args),
        }))
    }

    fn str(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some(self.full_name()))
    }

    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        if self.is_plain {
            let identity = machine.identity();
            let address = 0x7f00_0000_0000_u64 + identity * 16;
            let text =
                format!("<sqlalchemy.sql.selectable.TableClause at 0x{address:x}; {}>", self.name);
            return Ok(Some(text.into()));
        }
        let mut parts = vec![format!("'{}'", self.name)];
        parts.push("MetaData()".to_owned());
        let columns: Vec<Rc<Column>> = self.columns.borrow().values().cloned().collect();
        for column in columns {
            parts.push(machine.repr(&expr_value(&Element::column(&column)))?.to_string());
        }
        parts.push(match &self.schema {
            Some(schema) => format!("schema='{schema}'"),
            None => "schema=None".to_owned(),
        });
        Ok(Some(format!("Table({})", parts.join(", ")).into()))
    }

    fn truth(self: Rc<Self>, machine: &mut Machine) -> Run<Option<bool>> {
        Err(machine.error("TypeError", "Boolean value of this clause is not defined"))
    }

    fn key(&self) -> Option<Vec<u8>> {
        Some((std::ptr::from_ref(self) as usize).to_le_bytes().to_vec())
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

impl Table {
    /// It as a script holds it.
    pub fn value(self: &Rc<Self>) -> Value {
        from_value(&FromClause::Table(Rc::clone(self)))
    }
}
