//! How messages and scripts call things.

use std::rc::Rc;

use super::super::core::{Column, Connection};
use super::super::mapper::Mapper;
use super::super::python::Value;

/// `0x…`, as `repr` shows where an object stands.
pub(in crate::orm::unit_of_work) fn address(identity: u64) -> String {
    format!("0x{:x}", 0x7f00_0000_0000_u64.wrapping_add(identity.wrapping_mul(16)))
}

/// `users.id`.
pub(in crate::orm::unit_of_work) fn column_name(column: &Rc<Column>) -> String {
    let name = column.name.borrow().clone().unwrap_or_default();
    match column.table.borrow().upgrade() {
        Some(table) => format!("{}.{name}", table.name),
        None => name.to_string(),
    }
}

/// The column's key, as statements' parameters are named.
pub(in crate::orm::unit_of_work) fn column_key(column: &Rc<Column>) -> Rc<str> {
    column.key.borrow().clone().or_else(|| column.name.borrow().clone()).unwrap_or_default()
}

/// `Mapper[User(users)]`.
pub(in crate::orm::unit_of_work) fn mapper_name(mapper: &Rc<Mapper>) -> String {
    format!("Mapper[{}({})]", mapper.class.name, mapper.table.name)
}

/// A connection as the script sees it.
pub(in crate::orm::unit_of_work) fn connection_value(connection: &Rc<Connection>) -> Value {
    Value::Native(Rc::clone(connection) as _)
}
