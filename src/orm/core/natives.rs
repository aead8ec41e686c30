//! Expressions, tables and statements as a script sees them: their attributes and methods.

mod collection;
mod compiled;
mod conflict;
mod body;
mod compound;
mod select;
mod element;
mod column;
mod constraint;
mod from;
mod given;
mod table;
mod dml;
mod insert;
mod update;
mod delete;
mod metadata;
mod text;
mod types;

pub use body::{keyword, part_of};
pub use collection::Columns;
pub use compiled::compiled_value;
pub use dml::{spread, target};
pub use element::class_name;
pub use given::FromStatement;
pub use select::select;

use std::rc::Rc;

use crate::orm::core::{Body, Connection, Engine};
use crate::orm::python::{Class, Machine, Native, Run, Value};

/// A part of a UNION.
pub type Part = Body;

/// A method of an object, not called yet, where it has the name.
pub(super) fn bound<T: Native>(object: &Rc<T>, name: &str) -> Option<Value> {
    object.methods().contains(&name).then(|| Value::bound(Rc::clone(object) as _, name))
}

/// `<sqlalchemy.sql.….Class object at 0x…>`
pub fn plain_repr(machine: &mut Machine, path: &str) -> Run<Option<Rc<str>>> {
    let identity = machine.identity();
    Ok(Some(
        format!("<sqlalchemy.{path} object at 0x{:x}>", 0x7f00_0000_0000 + identity * 16).into(),
    ))
}

/// Calls something with the connection that a script means by an engine or a connection: in a
/// transaction of its own, where it is an engine.
fn with_connection(
    machine: &mut Machine,
    bind: &Value,
    act: impl FnOnce(&mut Machine, &Rc<Connection>) -> Run<()>,
) -> Run<()> {
    if let Some(connection) = bind.native::<Connection>() {
        return act(machine, &connection);
    }
    let Some(engine) = bind.native::<Engine>() else {
        let class = machine.class_of(bind).name.clone();
        let text = match bind {
            Value::Module(module) => {
                format!("module '{}' has no attribute '_run_ddl_visitor'", module.name)
            }
            _ => format!("'{class}' object has no attribute '_run_ddl_visitor'"),
        };
        return Err(machine.error("AttributeError", text));
    };
    let connection = engine.connect(machine)?;
    connection.begin(machine)?;
    let done = act(machine, &connection);
    match done {
        Ok(()) => {
            connection.commit(machine)?;
            connection.close(machine)
        }
        Err(stop) => {
            connection.close(machine)?;
            Err(stop)
        }
    }
}

/// The class of this name in `sqlalchemy`, where there is one.
pub fn class_named(machine: &Machine, name: &str) -> Option<Rc<Class>> {
    let found = machine.modules.get("sqlalchemy")?.names.borrow().get(name).cloned();
    if let Some(Value::Class(class)) = found { Some(class) } else { None }
}

/// What SQLAlchemy says where neither an expression nor its type's operators have a name.
fn no_attribute(machine: &mut Machine, class: &str, name: &str) -> Run<Option<Value>> {
    if name.starts_with("__") {
        return Ok(None);
    }
    let text =
        format!("Neither '{class}' object nor 'Comparator' object has an attribute '{name}'");
    Err(machine.error("AttributeError", text))
}
