//! Tables, columns, constraints, and the statements that make them.

use std::rc::Rc;

use indexmap::IndexMap;

use super::class::{Make, class};
use super::naming::set;
use crate::orm::core::coerce::{DdlObject, expression, type_if_any};
use crate::orm::core::compile::Dialect;
use crate::orm::core::errors::argument;
use crate::orm::core::schema::column::{Computed, Identity};
use crate::orm::core::schema::{
    check_constraint, foreign_key, foreign_key_constraint, index, key_constraint,
};
use crate::orm::core::{
    Column, Element, FromClause, Index, Kind, MetaData, Role, Table, Type, coerce, ddl, walk::walk,
};
use crate::orm::python::{Args, Machine, Run, Value};

fn table(machine: &mut Machine, args: Args) -> Run<Value> {
    let mut positional = args.positional.into_iter();
    let Some(name) = positional.next() else {
        return Err(machine.error(
            "TypeError",
            "Table() takes at least two positional-only arguments 'name' and 'metadata'",
        ));
    };
    let Some(metadata) = positional.next() else {
        return Err(machine.error(
            "TypeError",
            "Table() takes at least two positional-only arguments 'name' and 'metadata'",
        ));
    };
    let Value::Str(name) = &name else {
        let class = machine.class_of(&name).name.clone();
        return argument(machine, format!("Table name must be a string, got {class}"));
    };
    let Some(metadata) = metadata.native::<MetaData>() else {
        if !args.named.iter().any(|(key, value)| &**key == "schema" && !value.is_none()) {
            machine.attribute(&metadata, "schema")?;
        }
        let shown = machine.repr(&metadata)?;
        let text =
            format!("expected MetaData object for the 'metadata' argument to Table(), got {shown}");
        return argument(machine, text);
    };
    let table = Table::define(machine, &metadata, name, positional.collect(), args.named)?;
    Ok(table.value())
}

fn metadata(machine: &mut Machine, args: Args) -> Run<Value> {
    let parameters = ["schema?", "quote_schema?", "naming_convention?", "info?"];
    let taken = args.bind(machine, "MetaData.__init__", &parameters)?;
    let mut values = taken.values.into_iter();
    let schema = values.next().flatten().and_then(|value| value.as_str().map(Rc::from));
    values.next();
    let mut naming = IndexMap::new();
    if let Some(names) = values.next().flatten().filter(|value| !value.is_none()) {
        for key in machine.collect(&names)? {
            let value = machine.item(&names, &key)?;
            naming.insert(machine.str(&key)?, value);
        }
    }
    Ok(Value::Native(MetaData::with(machine, schema, naming) as _))
}

fn ddl_table(
    machine: &mut Machine,
    args: Args,
    name: &'static str,
    text: fn(&mut Machine, &Rc<Table>, Dialect, bool) -> Run<String>,
) -> Run<Value> {
    let taken = args.bind(machine, name, &["element", "if_not_exists?", "if_exists?"])?;
    let mut values = taken.values.into_iter();
    let element = values.next().flatten().unwrap_or(Value::None);
    let quietly = values.any(|value| matches!(value, Some(Value::Bool(true))));
    let FromClause::Table(table) = coerce::from(machine, &element)? else {
        return argument(machine, format!("{name} takes a table"));
    };
    let make = move |machine: &mut Machine, sqlite: bool| {
        text(machine, &table, if sqlite { Dialect::Sqlite } else { Dialect::Default }, quietly)
    };
    Ok(Value::of(DdlObject { name, text: Box::new(make) }))
}

fn create_table(machine: &mut Machine, args: Args) -> Run<Value> {
    ddl_table(machine, args, "CreateTable", |machine, table, dialect, quietly| {
        let text = ddl::create_table(machine, table, dialect)?;
        Ok(if quietly { text.replacen("TABLE ", "TABLE IF NOT EXISTS ", 1) } else { text })
    })
}

fn drop_table(machine: &mut Machine, args: Args) -> Run<Value> {
    ddl_table(machine, args, "DropTable", |_, table, dialect, quietly| {
        let text = ddl::drop_table(table, dialect);
        Ok(if quietly { text.replacen("TABLE ", "TABLE IF EXISTS ", 1) } else { text })
    })
}

fn create_index(machine: &mut Machine, args: Args) -> Run<Value> {
    let taken = args.bind(machine, "CreateIndex", &["element", "if_not_exists?"])?;
    let element = taken.values.into_iter().next().flatten().unwrap_or(Value::None);
    let Some(index) = element.native::<Index>() else {
        return argument(machine, "CreateIndex takes an index");
    };
    let make = move |machine: &mut Machine, sqlite: bool| {
        ddl::create_index(machine, &index, if sqlite { Dialect::Sqlite } else { Dialect::Default })
    };
    Ok(Value::of(DdlObject { name: "CreateIndex", text: Box::new(make) }))
}

fn drop_index(machine: &mut Machine, args: Args) -> Run<Value> {
    let taken = args.bind(machine, "DropIndex", &["element", "if_exists?"])?;
    let element = taken.values.into_iter().next().flatten().unwrap_or(Value::None);
    let Some(index) = element.native::<Index>() else {
        return argument(machine, "DropIndex takes an index");
    };
    let make = move |_: &mut Machine, sqlite: bool| {
        Ok(ddl::drop_index(&index, if sqlite { Dialect::Sqlite } else { Dialect::Default }))
    };
    Ok(Value::of(DdlObject { name: "DropIndex", text: Box::new(make) }))
}

fn raw_ddl(machine: &mut Machine, args: Args) -> Run<Value> {
    let taken = args.bind(machine, "DDL", &["statement", "context?"])?;
    let text = taken.values.into_iter().next().flatten().unwrap_or(Value::None);
    let text: String = text.as_str().unwrap_or_default().replace("%%", "%");
    let make = move |_: &mut Machine, _: bool| Ok(text.clone());
    Ok(Value::of(DdlObject { name: "DDL", text: Box::new(make) }))
}

fn computed(machine: &mut Machine, args: Args) -> Run<Value> {
    let taken = args.bind(machine, "Computed", &["sqltext", "persisted?"])?;
    let mut values = taken.values.into_iter();
    let sql = values.next().flatten().unwrap_or(Value::None);
    let persisted = match values.next().flatten() {
        Some(Value::Bool(truth)) => Some(truth),
        _ => None,
    };
    let expr = match &sql {
        Value::Str(text) => Element::text(text),
        other => expression(machine, other, Role::Expression)?,
    };
    Ok(Value::of(Computed { expr, persisted }))
}

/// `Index(…)`: given columns of a table, it is that table's at once.
fn new_index(machine: &mut Machine, args: Args) -> Run<Value> {
    let index = index(machine, args)?;
    let pending = index.pending.borrow().clone();
    let mut table: Option<Rc<Table>> = None;
    let mut is_bound = !pending.is_empty();
    for item in &pending {
        let expr = match item {
            Value::Str(_) => None,
            other => coerce::known(machine, other, Role::Column)?,
        };
        let Some(expr) = expr else {
            is_bound = false;
            break;
        };
        walk(&expr, false, &mut |part| {
            if let Kind::Column(column) = &part.kind {
                match column.table() {
                    Some(own) => table = Some(own),
                    None => is_bound = false,
                }
            }
            true
        });
    }
    if let Some(table) = table.filter(|_| is_bound) {
        table.append_index(machine, &index)?;
    }
    Ok(Value::Native(index as _))
}

/// `column("x")`.
pub(super) fn column(machine: &mut Machine, args: Args) -> Run<Value> {
    let taken = args.bind(machine, "column", &["text", "type_?", "is_literal?", "_selectable?"])?;
    let mut values = taken.values.into_iter();
    let name = values.next().flatten().unwrap_or(Value::None);
    let ty = match values.next().flatten() {
        Some(value) => type_if_any(machine, &value)?.unwrap_or_else(Type::null),
        None => Type::null(),
    };
    let name = machine.str(&name)?;
    Ok(Value::Native(Column::plain(machine, &name, ty) as _))
}

/// `table("x", column("y"))`.
pub(super) fn plain_table(machine: &mut Machine, args: Args) -> Run<Value> {
    let mut positional = args.positional.into_iter();
    let name = positional.next().unwrap_or(Value::None);
    let name = machine.str(&name)?;
    let columns = positional.filter_map(|value| value.native::<Column>()).collect();
    Ok(Table::plain(machine, &name, columns).value())
}

pub(super) fn install(machine: &mut Machine) {
    let home = "sqlalchemy.sql.schema";
    let also = ["sqlalchemy.schema"];
    let item = class(machine, "SchemaItem", home, None, None, &also);
    let makes: [(&str, Make); 11] = [
        ("Table", table),
        ("MetaData", metadata),
        ("Column", |m, a| Ok(Value::Native(Column::new(m, a)? as _))),
        ("ForeignKey", |m, a| Ok(Value::Native(foreign_key(m, a)? as _))),
        ("ForeignKeyConstraint", |m, a| Ok(Value::Native(foreign_key_constraint(m, a)? as _))),
        ("PrimaryKeyConstraint", |m, a| Ok(Value::Native(key_constraint(m, a, true)? as _))),
        ("UniqueConstraint", |m, a| Ok(Value::Native(key_constraint(m, a, false)? as _))),
        ("CheckConstraint", |m, a| Ok(Value::Native(check_constraint(m, a)? as _))),
        ("Index", new_index),
        ("Computed", computed),
        ("Identity", |_, _| Ok(Value::of(Identity))),
    ];
    for (name, make) in makes {
        class(machine, name, home, Some(&item), Some(make), &also);
    }
    let texts: [(&str, Make); 5] = [
        ("CreateTable", create_table),
        ("DropTable", drop_table),
        ("CreateIndex", create_index),
        ("DropIndex", drop_index),
        ("DDL", raw_ddl),
    ];
    for (name, make) in texts {
        class(machine, name, "sqlalchemy.sql.ddl", None, Some(make), &also);
    }
    for (name, make) in [("column", column as Make), ("table", plain_table as Make)] {
        let value = Value::function(name, make);
        set(machine, &["sqlalchemy", "sqlalchemy.sql", "sqlalchemy.sql.expression"], name, &value);
    }
}
