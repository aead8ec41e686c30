//! CREATE TABLE and its kin, in SQLAlchemy's text.

use std::rc::Rc;

use super::engine::Connection;
use super::{Index, MetaData, Table};
use crate::orm::python::{Machine, Run};

/// `CREATE TABLE`, as SQLAlchemy writes it, white space included.
pub fn create_table(machine: &mut Machine, table: &Rc<Table>) -> Run<String> {
    todo!()
}

/// `CREATE INDEX`.
pub fn create_index(machine: &mut Machine, index: &Rc<Index>) -> Run<String> {
    todo!()
}

/// `metadata.create_all(bind)`: what is not there yet, or all where `check` is false; just these
/// tables where some are named.
pub fn create_all(
    machine: &mut Machine,
    connection: &Rc<Connection>,
    metadata: &Rc<MetaData>,
    tables: Option<Vec<Rc<Table>>>,
    check: bool,
) -> Run<()> {
    todo!()
}

/// `metadata.drop_all(bind)`.
pub fn drop_all(
    machine: &mut Machine,
    connection: &Rc<Connection>,
    metadata: &Rc<MetaData>,
    tables: Option<Vec<Rc<Table>>>,
    check: bool,
) -> Run<()> {
    todo!()
}
