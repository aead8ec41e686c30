//! What INSERT, UPDATE and DELETE have alike.

use std::rc::Rc;

use indexmap::IndexMap;

use super::{Compiler, Dml, Entry, Place};
use crate::orm::core::group::grouped;
use crate::orm::core::label::labelled;
use crate::orm::core::walk::froms_of;
use crate::orm::core::{
    Bind, Column, Element, Expr, FromClause, Item, Kind, LabelStyle, Set, Table,
};
use crate::orm::python::{Run, Value};

/// What a statement has RETURNING for.
pub(super) struct Returning {
    /// The statement is asked for the primary key that a row got.
    pub(super) need_keys: bool,
    /// RETURNING gives what is needed, rather than the rowid of the last row.
    pub(super) implicit: bool,
    /// The columns that are to be given back where SQL makes them.
    pub(super) defaults: Option<Vec<Rc<Column>>>,
}

impl Returning {
    pub(super) fn wants(&self, column: &Rc<Column>) -> bool {
        self.defaults.as_ref().is_some_and(|own| own.iter().any(|c| Rc::ptr_eq(c, column)))
    }
}

impl Compiler<'_> {
    pub(super) fn push_table(&mut self, table: &Rc<Table>) {
        let from = FromClause::Table(Rc::clone(table));
        let entry = Entry { correlate: vec![from.clone()], froms: vec![from], ..Entry::default() };
        self.stack.push(entry);
    }

    /// Values by column key, where the keys are columns.
    pub(super) fn given(
        &mut self,
        values: Option<&IndexMap<Rc<str>, Set>>,
        table: &Table,
    ) -> Run<IndexMap<Rc<str>, Set>> {
        let values = values.cloned().unwrap_or_default();
        self.check_keys(values.keys(), table)?;
        Ok(values)
    }

    pub(super) fn check_keys<'k>(
        &mut self,
        keys: impl Iterator<Item = &'k Rc<str>>,
        table: &Table,
    ) -> Run<()> {
        let unknown: Vec<&str> = {
            let columns = table.columns.borrow();
            keys.filter(|key| !columns.contains_key(*key)).map(|key| &**key).collect()
        };
        if unknown.is_empty() {
            return Ok(());
        }
        let text = format!("Unconsumed column names: {}", unknown.join(", "));
        Err(self.error("CompileError", text))
    }

    /// The place of a value for a column, by the column's key.
    pub(super) fn set_bind(
        &mut self,
        column: &Rc<Column>,
        value: Option<Value>,
        name: Option<&str>,
    ) -> Run<String> {
        let key = column.key();
        let key = name.map_or(key, Rc::from);
        let bind = Bind { key, unique: false, value, expanding: false, expand_op: None };
        let expr = Element::typed(Kind::Bind(Rc::new(bind)), column.ty.borrow().clone());
        self.expr(&expr, &Place::default())
    }

    pub(super) fn set_value(
        &mut self,
        column: &Rc<Column>,
        set: &Set,
        name: Option<&str>,
        dml: &mut Dml,
        how: &Returning,
    ) -> Run<String> {
        match set {
            Set::Value(value) => self.set_bind(column, Some(value.clone()), name),
            Set::Expr(expr) => {
                if let Kind::Bind(bind) = &expr.kind {
                    let typed = if expr.ty().is_null() {
                        Element::typed(expr.kind.clone(), column.ty.borrow().clone())
                    } else {
                        Rc::clone(expr)
                    };
                    if bind.unique && bind.value.is_some() {
                        return self.set_bind(column, bind.value.clone(), name);
                    }
                    return self.expr(&typed, &Place::default());
                }
                if (column.primary_key.get() && how.implicit) || how.wants(column) {
                    dml.returned.push(Rc::clone(column));
                } else {
                    dml.postfetch.push(Rc::clone(column));
                }
                self.expr(&grouped(expr, None), &Place::default())
            }
        }
    }

    /// RETURNING, where there is something to give back.
    pub(super) fn returning(&mut self, items: &[Item], own: &[Rc<Column>]) -> Run<String> {
        let columns: Vec<Expr> = if items.is_empty() {
            own.iter().map(Element::column).collect()
        } else {
            items.iter().flat_map(Item::columns).collect()
        };
        if columns.is_empty() {
            return Ok(String::new());
        }
        let mut parts = Vec::new();
        for column in labelled(&columns, LabelStyle::Disambiguate, true) {
            let bare = self.is_sqlite();
            parts.push(self.returning_column(&column, bare)?);
        }
        Ok(format!(" RETURNING {}", parts.join(", ")))
    }
}

/// What conditions read from besides the table.
pub(super) fn other_froms(table: &Rc<Table>, wheres: &[Expr]) -> Vec<FromClause> {
    let own = FromClause::Table(Rc::clone(table));
    let mut found: Vec<FromClause> = Vec::new();
    for from in wheres.iter().flat_map(froms_of) {
        if !from.same(&own) && !found.iter().any(|other| other.same(&from)) {
            found.push(from);
        }
    }
    found
}
