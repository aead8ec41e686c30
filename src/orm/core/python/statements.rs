//! `select()`, `insert()` and their kin, and engines.

use super::naming::{function, set};
use crate::orm::core::coerce::from;
use crate::orm::core::natives::{Part, keyword, part_of, select, target};
use crate::orm::core::{Compound, Delete, Engine, Insert, Update};
use crate::orm::python::{Args, Machine, Run, Value};

fn insert(machine: &mut Machine, args: Args) -> Run<Value> {
    let taken = args.bind(machine, "insert", &["table"])?;
    let value = taken.values.into_iter().next().flatten().unwrap_or(Value::None);
    let (table, entity) = target(machine, &value)?;
    Ok(Value::of(Insert { entity, ..Insert::into(&table) }))
}

fn update(machine: &mut Machine, args: Args) -> Run<Value> {
    let taken = args.bind(machine, "update", &["table"])?;
    let value = taken.values.into_iter().next().flatten().unwrap_or(Value::None);
    let (table, entity) = target(machine, &value)?;
    Ok(Value::of(Update { entity, ..Update::of(&table) }))
}

fn delete(machine: &mut Machine, args: Args) -> Run<Value> {
    let taken = args.bind(machine, "delete", &["table"])?;
    let value = taken.values.into_iter().next().flatten().unwrap_or(Value::None);
    let (table, entity) = target(machine, &value)?;
    Ok(Value::of(Delete { entity, ..Delete::of(&table) }))
}

fn create_engine(machine: &mut Machine, args: Args) -> Run<Value> {
    let taken = args.bind(machine, "create_engine", &["url", "**options"])?;
    let url = taken.values.into_iter().next().flatten().unwrap_or(Value::None);
    let url = machine.str(&url)?;
    Ok(Value::Native(Engine::new(machine, &url)? as _))
}

pub(super) fn install(machine: &mut Machine) {
    function(machine, "select", select);
    function(machine, "insert", insert);
    function(machine, "update", update);
    function(machine, "delete", delete);
    for name in ["union", "union_all", "intersect", "intersect_all", "except_", "except_all"] {
        function(machine, name, move |machine, args| {
            let mut parts: Vec<Part> = Vec::new();
            for value in &args.positional {
                parts.push(part_of(machine, value)?);
            }
            Ok(Value::of(Compound::of(keyword(name), parts)))
        });
    }
    for name in ["join", "outerjoin"] {
        function(machine, name, move |machine, args| {
            let mut positional = args.positional;
            if positional.is_empty() {
                return Err(machine.error("TypeError", "join() missing its left side"));
            }
            let left = positional.remove(0);
            let left = from(machine, &left)?;
            let left = crate::orm::core::coerce::from_value(&left);
            machine.call_method(&left, name, Args { positional, named: args.named })
        });
    }
    for name in ["alias", "cte", "subquery"] {
        function(machine, name, move |machine, args| {
            let mut positional = args.positional;
            if positional.is_empty() {
                return Err(machine.error("TypeError", format!("{name}() missing its element")));
            }
            let element = positional.remove(0);
            machine.call_method(&element, name, Args { positional, named: args.named })
        });
    }
    let engine = Value::function("create_engine", create_engine);
    set(machine, &["sqlalchemy", "sqlalchemy.engine"], "create_engine", &engine);
    let insert = Value::function("insert", insert);
    set(machine, &["sqlalchemy.dialects.sqlite"], "insert", &insert);
    for (name, text) in [
        ("LABEL_STYLE_DEFAULT", "LABEL_STYLE_DISAMBIGUATE_ONLY"),
        ("LABEL_STYLE_DISAMBIGUATE_ONLY", "LABEL_STYLE_DISAMBIGUATE_ONLY"),
        ("LABEL_STYLE_TABLENAME_PLUS_COL", "LABEL_STYLE_TABLENAME_PLUS_COL"),
        ("LABEL_STYLE_NONE", "LABEL_STYLE_NONE"),
    ] {
        set(machine, &["sqlalchemy"], name, &Value::str(text));
    }
    set(machine, &["sqlalchemy"], "__version__", &Value::str("2.1.9"));
}
