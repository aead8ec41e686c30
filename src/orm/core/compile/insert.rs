//! INSERT: which columns are given what, and by whom.

use std::rc::Rc;

use indexmap::IndexMap;

use super::dml::Returning;
use super::{Compiler, Dml, Place};
use crate::orm::core::group::grouped;
use crate::orm::core::{
    Bind, Body, Column, ColumnDefault, Element, Insert, Item, Kind, Set, Table,
};
use crate::orm::python::Run;

impl Compiler<'_> {
    /// An INSERT; `keys` are the columns whose values come when it runs, `many` has no say in them.
    pub(super) fn insert(
        &mut self,
        insert: &Insert,
        keys: Option<&[Rc<str>]>,
    ) -> Run<(String, Dml)> {
        self.push_table(&insert.table);
        let done = self.insert_text(insert, keys);
        self.stack.pop();
        done
    }

    fn insert_text(&mut self, insert: &Insert, keys: Option<&[Rc<str>]>) -> Run<(String, Dml)> {
        let mut dml = Dml::default();
        let table = &insert.table;
        self.note_ctes(&insert.ctes)?;
        let prefixes = self.prefixes(&insert.prefixes)?;
        let mut text = format!("INSERT {prefixes}INTO {}", self.quote_table(table));
        if let Some((names, body)) = &insert.select {
            text.push_str(&self.insert_select(insert, names, body)?);
        } else {
            let given = insert.values.as_ref().or(insert.many.first()).cloned().unwrap_or_default();
            let values = self.insert_values(insert, &given, keys, &mut dml)?;
            // A key that nothing is given for is warned of before.
            self.check_keys(given.keys(), table)?;
            let first = table.columns.borrow().values().next().cloned();
            if let Some(first) = first.filter(|_| values.is_empty() && self.is_batch()) {
                // Of several rows each needs a VALUES of its own.
                text.push_str(&format!(" ({}) VALUES (NULL)", self.quote(&first.name())));
            } else if values.is_empty() {
                text.push_str(" DEFAULT VALUES");
            } else {
                let names: Vec<String> = values.iter().map(|(name, _)| name.clone()).collect();
                let mut rows = vec![values.into_iter().map(|(_, v)| v).collect::<Vec<_>>()];
                for (index, row) in insert.many.iter().enumerate().skip(1) {
                    rows.push(self.more_values(table, &given, row, index, &dml.prefetch)?);
                }
                let rows: Vec<String> =
                    rows.iter().map(|row| format!("({})", row.join(", "))).collect();
                text.push_str(&format!(" ({}) VALUES {}", names.join(", "), rows.join(", ")));
            }
        }
        if let Some(conflict) = &insert.conflict {
            text.push_str(&self.conflict(table, conflict)?);
        }
        text.push_str(&self.returning(&insert.returning, &dml.returned)?);
        Ok((text, dml))
    }

    fn insert_values(
        &mut self,
        insert: &Insert,
        given: &IndexMap<Rc<str>, Set>,
        keys: Option<&[Rc<str>]>,
        dml: &mut Dml,
    ) -> Run<Vec<(String, String)>> {
        let table = &insert.table;
        let columns: Vec<Rc<Column>> = table.columns.borrow().values().cloned().collect();
        let has_none = insert.values.is_none() && insert.many.is_empty();
        if keys.is_none() && has_none {
            // Shown without values, it is an INSERT of all columns.
            let mut values = Vec::new();
            for column in &columns {
                let value = self.set_bind(column, None, None)?;
                values.push((self.quote(&column.name()), value));
            }
            return Ok(values);
        }
        let how = self.returning_of(insert);
        let auto = table.autoincrement_column();
        let is_auto = |column: &Rc<Column>| auto.as_ref().is_some_and(|a| Rc::ptr_eq(a, column));
        let mut values = Vec::new();
        for column in &columns {
            let key = column.key();
            let name = self.quote(&column.name());
            let comes = keys.is_some_and(|keys| keys.contains(&key));
            if let Some(set) = given.get(&key) {
                let rename = (!insert.many.is_empty()).then(|| format!("{key}_m0"));
                let value = self.set_value(column, set, rename.as_deref(), dml, &how)?;
                values.push((name, value));
                continue;
            }
            if comes {
                dml.keys.push(Rc::clone(&key));
                values.push((name, self.set_bind(column, None, None)?));
                continue;
            }
            let default = column.default.borrow().clone();
            let is_key = column.primary_key.get() && how.need_keys;
            match default {
                Some(ColumnDefault::Sql(expr)) => {
                    let value = self.expr(&grouped(&expr, None), &Place::default())?;
                    values.push((name, value));
                    if (is_key && how.implicit) || how.wants(column) {
                        dml.returned.push(Rc::clone(column));
                    } else if !column.primary_key.get() {
                        dml.postfetch.push(Rc::clone(column));
                    }
                }
                Some(_) => {
                    dml.prefetch.push(Rc::clone(column));
                    values.push((name, self.set_bind(column, None, None)?));
                }
                None => self.without_default(column, is_key, is_auto(column), &how, dml),
            }
        }
        Ok(values)
    }

    /// A column that is given nothing and has no `default=`.
    fn without_default(
        &mut self,
        column: &Rc<Column>,
        is_key: bool,
        is_auto: bool,
        how: &Returning,
        dml: &mut Dml,
    ) {
        let by_server = column.server_default.borrow().is_some() || column.computed.is_some();
        if is_key {
            if is_auto || by_server {
                if how.implicit {
                    dml.returned.push(Rc::clone(column));
                }
            } else if !column.nullable.get() {
                self.warn_key(column);
            }
        } else if by_server {
            if how.wants(column) {
                dml.returned.push(Rc::clone(column));
            } else if !column.primary_key.get() {
                dml.postfetch.push(Rc::clone(column));
            }
        } else if how.wants(column) {
            dml.returned.push(Rc::clone(column));
        } else if column.primary_key.get() && !is_auto && !column.nullable.get() {
            self.warn_key(column);
        }
    }

    fn warn_key(&mut self, column: &Column) {
        let Some(table) = column.table() else { return };
        let full = table.full_name();
        let mut text = format!(
            "Column '{full}.{}' is marked as a member of the primary key for table '{full}', but \
             has no Python-side or server-side default generator indicated, nor does it indicate \
             'autoincrement=True' or 'nullable=True', and no explicit value is passed.  Primary \
             key columns typically may not store NULL.",
            column.name()
        );
        if table.primary_key().len() > 1 {
            text.push_str(
                " Note that as of SQLAlchemy 1.1, 'autoincrement=True' must be indicated \
                 explicitly for composite (e.g. multicolumn) primary keys if \
                 AUTO_INCREMENT/SERIAL/IDENTITY behavior is expected for one of the columns in \
                 the primary key. CREATE TABLE statements are impacted by this change as well on \
                 most backends.",
            );
        }
        self.machine.warn("SAWarning", text);
    }

    fn returning_of(&self, insert: &Insert) -> Returning {
        let need_keys = self.is_sqlite()
            && (!self.is_batch() || insert.return_defaults.is_some())
            && insert.returning.is_empty()
            && insert.many.is_empty();
        let by_rowid = insert.table.autoincrement_column().is_some();
        let implicit = need_keys && (!by_rowid || insert.return_defaults.is_some());
        let defaults = insert.return_defaults.as_ref().filter(|_| implicit).map(|columns| {
            if columns.is_empty() {
                insert.table.columns.borrow().values().cloned().collect()
            } else {
                columns.clone()
            }
        });
        Returning { need_keys, implicit, defaults }
    }

    /// A further row of `values([…])`.
    fn more_values(
        &mut self,
        table: &Rc<Table>,
        first: &IndexMap<Rc<str>, Set>,
        row: &IndexMap<Rc<str>, Set>,
        index: usize,
        prefetch: &[Rc<Column>],
    ) -> Run<Vec<String>> {
        let columns: Vec<Rc<Column>> = table.columns.borrow().values().cloned().collect();
        let how = Returning { need_keys: false, implicit: false, defaults: None };
        let mut values = Vec::new();
        for column in columns {
            let key = column.key();
            let name = format!("{key}_m{index}");
            let default = column.default.borrow().clone();
            let Some(set) = row.get(&key) else {
                let is_made = prefetch.iter().any(|own| Rc::ptr_eq(own, &column));
                match default {
                    Some(ColumnDefault::Sql(expr)) => {
                        values.push(self.expr(&grouped(&expr, None), &Place::default())?);
                        continue;
                    }
                    Some(ColumnDefault::Value(value)) => {
                        values.push(self.set_bind(&column, Some(value), Some(&name))?);
                        continue;
                    }
                    Some(ColumnDefault::Call { function, takes_context: false }) if is_made => {
                        let value = if self.is_sqlite() {
                            Some(self.machine.call(&function, Default::default())?)
                        } else {
                            None
                        };
                        values.push(self.set_bind(&column, value, Some(&name))?);
                        continue;
                    }
                    _ => {}
                }
                if !first.contains_key(&key) {
                    continue;
                }
                let text = format!(
                    "INSERT value for column {}.{} is explicitly rendered as a boundparameter in \
                     the VALUES clause; a Python-side value or SQL expression is required",
                    table.name,
                    column.name()
                );
                return Err(self.error("CompileError", text));
            };
            values.push(self.set_value(&column, set, Some(&name), &mut Dml::default(), &how)?);
        }
        Ok(values)
    }

    fn insert_select(&mut self, insert: &Insert, names: &[Rc<str>], body: &Body) -> Run<String> {
        self.check_keys(names.iter(), &insert.table)?;
        let mut columns: Vec<Rc<Column>> = Vec::new();
        for name in names {
            let found = insert.table.columns.borrow().get(name).cloned();
            columns.extend(found);
        }
        let mut body = body.clone();
        let others: Vec<Rc<Column>> = insert.table.columns.borrow().values().cloned().collect();
        for column in others {
            let default = column.default.borrow().clone();
            let (Some(default), false) = (default, names.contains(&column.key())) else { continue };
            let expr = match default {
                ColumnDefault::Sql(expr) => expr,
                ColumnDefault::Value(value) => {
                    let key = column.key();
                    let bind = Bind {
                        key,
                        unique: false,
                        value: Some(value),
                        expanding: false,
                        expand_op: None,
                    };
                    Element::typed(Kind::Bind(Rc::new(bind)), column.ty.borrow().clone())
                }
                ColumnDefault::Call { .. } => continue,
            };
            if let Body::Select(select) = &body {
                let mut select = crate::orm::core::Select::clone(select);
                select.items.push(Item::Expr(expr));
                body = Body::Select(Rc::new(select));
                columns.push(column);
            }
        }
        let names: Vec<String> = columns.iter().map(|c| self.quote(&c.name())).collect();
        let around = std::mem::take(&mut self.stack);
        let text = self.body(&body, false, false);
        self.stack = around;
        Ok(format!(" ({}) {}", names.join(", "), text?))
    }
}
