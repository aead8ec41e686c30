//! Expressions, tables and statements as a script sees them: their attributes and methods.

mod collection;
mod column;
mod conflict;
mod constraint;
mod dml;
mod element;
mod from;
mod metadata;
mod select;
mod table;
mod text;
mod types;

pub use collection::Columns;
pub use element::{class_name, compiled_value};

use std::rc::Rc;

use crate::orm::python::{Machine, Native, Run, Value};

/// A method of an object, not called yet, where it has the name.
pub(super) fn bound<T: Native>(object: &Rc<T>, name: &str) -> Option<Value> {
    object.methods().contains(&name).then(|| Value::bound(Rc::clone(object) as _, name))
}

/// `<sqlalchemy.sql.….Class object at 0x…>`
pub(super) fn plain_repr(machine: &mut Machine, path: &str) -> Run<Option<Rc<str>>> {
    let identity = machine.identity();
    Ok(Some(format!("<sqlalchemy.{path} object at 0x{:x}>", 0x7f00_0000_0000 + identity * 16).into()))
}
