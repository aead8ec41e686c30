//! Defining tables: what `Table(…)` and `Column(…)` make.

use std::rc::Rc;

use super::{Column, Constraint, ForeignKey, MetaData, Table};
use crate::orm::python::{Args, Machine, Run, Value};

impl MetaData {
    /// A metadata, owned by the run's library.
    pub fn new(machine: &mut Machine) -> Rc<Self> {
        todo!()
    }

    /// Its tables, those that others refer to first, else in the order of definition.
    pub fn sorted_tables(&self, machine: &mut Machine) -> Run<Vec<Rc<Table>>> {
        todo!()
    }
}

impl Table {
    /// `Table(name, metadata, …)`: the arguments are columns, constraints and indexes.
    ///
    /// # Errors
    ///
    /// InvalidRequestError where it is defined already.
    pub fn define(
        machine: &mut Machine,
        metadata: &Rc<MetaData>,
        name: &str,
        args: Vec<Value>,
        options: Vec<(Rc<str>, Value)>,
    ) -> Run<Rc<Table>> {
        todo!()
    }

    /// Adds a column.
    pub fn append_column(self: &Rc<Self>, machine: &mut Machine, column: &Rc<Column>) -> Run<()> {
        todo!()
    }

    /// Adds a constraint.
    pub fn append_constraint(
        self: &Rc<Self>,
        machine: &mut Machine,
        constraint: &Rc<Constraint>,
    ) -> Run<()> {
        todo!()
    }

    /// The columns of its primary key, in order.
    pub fn primary_key(&self) -> Vec<Rc<Column>> {
        todo!()
    }

    /// Its foreign keys, in the order of their columns.
    pub fn foreign_keys(&self) -> Vec<Rc<ForeignKey>> {
        let columns = self.columns.borrow();
        columns.values().flat_map(|column| column.foreign_keys.borrow().clone()).collect()
    }

    /// Its name with its schema.
    pub fn full_name(&self) -> Rc<str> {
        match &self.schema {
            Some(schema) => format!("{schema}.{}", self.name).into(),
            None => Rc::clone(&self.name),
        }
    }

    /// The column whose value SQLite makes where none is given, if there is one.
    pub fn autoincrement_column(&self) -> Option<Rc<Column>> {
        todo!()
    }
}

impl Column {
    /// `Column(…)`, also under the rules of `mapped_column`.
    ///
    /// # Errors
    ///
    /// ArgumentError and TypeError in SQLAlchemy's words.
    pub fn new(machine: &mut Machine, args: Args) -> Run<Rc<Self>> {
        todo!()
    }

    /// A copy for another table, as mixins make it.
    pub fn copied(&self, machine: &mut Machine) -> Run<Rc<Self>> {
        todo!()
    }

    /// Its name; empty where it has none yet.
    pub fn name(&self) -> Rc<str> {
        self.name.borrow().clone().unwrap_or_else(|| "".into())
    }

    /// Its key; empty where it has none yet.
    pub fn key(&self) -> Rc<str> {
        self.key.borrow().clone().unwrap_or_else(|| self.name())
    }

    /// Its table.
    pub fn table(&self) -> Option<Rc<Table>> {
        self.table.borrow().upgrade()
    }
}

impl ForeignKey {
    /// The column that it refers to.
    ///
    /// # Errors
    ///
    /// NoReferencedTableError and NoReferencedColumnError.
    pub fn column(&self, machine: &mut Machine) -> Run<Rc<Column>> {
        todo!()
    }

    /// The column that it stands at.
    pub fn parent(&self) -> Option<Rc<Column>> {
        self.parent.borrow().upgrade()
    }

    /// What it refers to, as `table.column`.
    pub fn target_fullname(&self) -> Rc<str> {
        todo!()
    }
}

/// The condition that joins two FROMs by their foreign keys.
///
/// # Errors
///
/// NoForeignKeysError, AmbiguousForeignKeysError.
pub fn join_condition(
    machine: &mut Machine,
    left: &super::FromClause,
    right: &super::FromClause,
) -> Run<super::Expr> {
    todo!()
}
