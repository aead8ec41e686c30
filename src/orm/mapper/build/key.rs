//! The columns by which a mapper tells objects apart: its primary key, its version.

use std::rc::Rc;

use indexmap::IndexMap;

use super::{Building, mapped};
use crate::orm::core::{Column, Table, errors};
use crate::orm::mapper::declared::MappedColumn;
use crate::orm::mapper::mapper_args::MapperArgs;
use crate::orm::mapper::{Generator, Property, Version};
use crate::orm::python::{Machine, Run, Value};

impl Building {
    pub(super) fn primary_key(
        &self,
        machine: &mut Machine,
        args: &MapperArgs,
        table: &Rc<Table>,
        described: &str,
        properties: &IndexMap<Rc<str>, Property>,
    ) -> Run<Vec<Rc<Column>>> {
        if let Some(written) = &args.primary_key {
            let items = match written {
                Value::List(_) | Value::Tuple(_) => machine.collect(written)?,
                other => vec![other.clone()],
            };
            let mut columns = Vec::new();
            for item in items {
                let item = self.scan.copied(item);
                columns.push(self.column_argument(machine, &item, "primary_key", properties)?);
            }
            return Ok(columns);
        }
        if let Some(parent) = &self.inherits {
            return Ok(parent.primary_key.clone());
        }
        let key: Vec<Rc<Column>> = table.primary_key();
        let complete = !key.is_empty() && key.iter().all(|column| mapped(properties, column));
        if complete {
            return Ok(key);
        }
        let message = format!(
            "Mapper {described} could not assemble any primary key columns for mapped table '{}'",
            table.name
        );
        errors::argument(machine, message)
    }

    /// A column that an argument names or is.
    pub(super) fn column_argument(
        &self,
        machine: &mut Machine,
        value: &Value,
        argument: &str,
        properties: &IndexMap<Rc<str>, Property>,
    ) -> Run<Rc<Column>> {
        if let Some(column) = value.native::<Column>() {
            return Ok(column);
        }
        if let Some(mapped) = value.native::<MappedColumn>() {
            return Ok(mapped.column.borrow().clone());
        }
        let Some(key) = value.as_str() else {
            return Err(machine.unsupported(format!("{argument} that is no column")));
        };
        let message = match properties.get(key) {
            Some(Property::Column(column)) => return Ok(Rc::clone(&column.column)),
            Some(_) => format!(
                "Can't determine {argument} column '{key}'; property does not refer to a single \
                 mapped Column"
            ),
            None => format!(
                "Can't determine {argument} column '{key}' - no attribute is mapped to this name."
            ),
        };
        errors::argument(machine, message)
    }

    /// `version_id_col`, or that of the mapper above.
    pub(super) fn version(
        &self,
        machine: &mut Machine,
        args: &MapperArgs,
        properties: &IndexMap<Rc<str>, Property>,
    ) -> Run<Option<Rc<Version>>> {
        let Some(written) = &args.version else {
            return Ok(self.inherits.as_ref().and_then(|parent| parent.version.clone()));
        };
        let column = self.column_argument(machine, written, "version_id_col", properties)?;
        let key = properties.iter().find_map(|(key, property)| match property {
            Property::Column(own) if Rc::ptr_eq(&own.column, &column) => Some(Rc::clone(key)),
            _ => None,
        });
        let Some(key) = key else {
            return Err(machine.unsupported("a `version_id_col` that is not mapped"));
        };
        let generator = match &args.version_generator {
            None | Some(Value::None) => Generator::Count,
            Some(Value::Bool(false)) => Generator::Nothing,
            Some(function) => Generator::Function(function.clone()),
        };
        Ok(Some(Rc::new(Version { column, key, generator })))
    }
}
