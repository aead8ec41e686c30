//! `__mapper_args__`: what a class says about its mapper.

use std::rc::Rc;

use super::scan::Scan;
use super::{With, entries};
use crate::orm::core::Column;
use crate::orm::python::{Machine, Run, Value};

/// `__mapper_args__`, as far as it is known here.
#[derive(Default)]
pub(super) struct MapperArgs {
    pub polymorphic_on: Option<Value>,
    pub identity: Option<Value>,
    pub polymorphic_abstract: bool,
    pub primary_key: Option<Value>,
    pub include: Option<Vec<Rc<str>>>,
    pub exclude: Vec<Rc<str>>,
    pub prefix: Rc<str>,
    pub eager_defaults: Option<bool>,
    pub version: Option<Value>,
    pub version_generator: Option<Value>,
    pub with: With,
    pub load: Option<Rc<str>>,
    pub inherit_condition: Option<Value>,
}

impl MapperArgs {
    /// Reads them off a class.
    ///
    /// # Errors
    ///
    /// TypeError for what SQLAlchemy does not know.
    pub fn of(machine: &mut Machine, scan: &Scan) -> Run<Self> {
        let mut args = Self::default();
        let mut given = scan.given_args.clone();
        if scan.has_mapper_args {
            let class = Value::Class(Rc::clone(&scan.class));
            let own = machine.attribute(&class, "__mapper_args__")?;
            let Value::Dict(own) = own else { return Ok(args) };
            given = entries::named(machine, &own)?;
        }
        for (key, value) in given {
            match &*key {
                "polymorphic_on" => args.polymorphic_on = Some(scan.copied(value)),
                "polymorphic_identity" => args.identity = Some(value).filter(|v| !v.is_none()),
                "polymorphic_abstract" => args.polymorphic_abstract = machine.truth(&value)?,
                "primary_key" => args.primary_key = Some(value),
                "include_properties" => args.include = Some(names(machine, &value)?),
                "exclude_properties" => args.exclude = names(machine, &value)?,
                "column_prefix" => args.prefix = machine.str(&value)?,
                "eager_defaults" => {
                    args.eager_defaults = match value {
                        Value::Bool(on) => Some(on),
                        _ => None,
                    };
                }
                "with_polymorphic" => {
                    args.with = match &value {
                        Value::None => With::None,
                        Value::Str(all) if &**all == "*" => With::All,
                        other => With::Some(machine.collect(other)?),
                    };
                }
                "polymorphic_load" => args.load = value.as_str().map(Rc::from),
                "inherit_condition" => {
                    args.inherit_condition = Some(value).filter(|given| !given.is_none());
                }
                "confirm_deleted_rows" | "allow_partial_pks" | "batch" | "legacy_is_orphan" => {}
                "version_id_col" => {
                    args.version = Some(scan.copied(value)).filter(|it| !it.is_none())
                }
                "version_id_generator" => args.version_generator = Some(value),
                "concrete"
                | "inherit_foreign_keys"
                | "properties"
                | "always_refresh"
                | "passive_updates"
                | "passive_deletes"
                | "inherits"
                | "local_table" => {
                    return Err(machine.unsupported(format!("`{key}` in __mapper_args__")));
                }
                _ => {
                    let message =
                        format!("Mapper.__init__() got an unexpected keyword argument '{key}'");
                    return Err(machine.error("TypeError", message));
                }
            }
        }
        Ok(args)
    }
}

fn names(machine: &mut Machine, value: &Value) -> Run<Vec<Rc<str>>> {
    let mut names = Vec::new();
    for item in machine.collect(value)? {
        names.push(match item.native::<Column>() {
            Some(column) => column.key(),
            None => machine.str(&item)?,
        });
    }
    Ok(names)
}
