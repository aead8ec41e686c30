//! INSERT, UPDATE and DELETE: which columns are given what, and by whom.

use std::rc::Rc;

use indexmap::IndexMap;

use super::{Compiler, Dml, Entry, Place};
use crate::orm::core::group::grouped;
use crate::orm::core::label::labelled;
use crate::orm::core::walk::froms_of;
use crate::orm::core::{
    Bind, Body, Column, ColumnDefault, Conflict, Delete, Element, Expr, FromClause, Insert, Item,
    Kind, LabelStyle, Set, Table, Update,
};
use crate::orm::python::{Run, Value};

/// What INSERT has RETURNING for.
struct Returning {
    /// The statement is asked for the primary key that a row got.
    need_keys: bool,
    /// RETURNING gives what is needed, rather than the rowid of the last row.
    implicit: bool,
    /// The columns that are to be given back where SQL makes them.
    defaults: Option<Vec<Rc<Column>>>,
}

impl Returning {
    fn wants(&self, column: &Rc<Column>) -> bool {
        self.defaults.as_ref().is_some_and(|own| own.iter().any(|c| Rc::ptr_eq(c, column)))
    }
}

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

    fn push_table(&mut self, table: &Rc<Table>) {
        let from = FromClause::Table(Rc::clone(table));
        let entry = Entry { correlate: vec![from.clone()], froms: vec![from], ..Entry::default() };
        self.stack.push(entry);
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
            let given = self.given(insert.values.as_ref().or(insert.many.first()), table)?;
            let values = self.insert_values(insert, &given, keys, &mut dml)?;
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

    /// Values by column key, where the keys are columns.
    fn given(
        &mut self,
        values: Option<&IndexMap<Rc<str>, Set>>,
        table: &Table,
    ) -> Run<IndexMap<Rc<str>, Set>> {
        let values = values.cloned().unwrap_or_default();
        self.check_keys(values.keys(), table)?;
        Ok(values)
    }

    fn check_keys<'k>(
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

    /// The place of a value for a column, by the column's key.
    fn set_bind(
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

    fn set_value(
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

    fn conflict(&mut self, table: &Rc<Table>, conflict: &Conflict) -> Run<String> {
        let bare = Place { bare: true, ..Place::default() };
        let mut text = " ON CONFLICT".to_owned();
        if !conflict.target.is_empty() {
            text.push_str(&format!(" ({})", self.list(&conflict.target, ", ", &bare)?));
            if let Some(condition) = &conflict.target_where {
                text.push_str(&format!(" WHERE {}", self.expr(condition, &bare)?));
            }
        }
        let Some(set) = &conflict.set else {
            text.push_str(" DO NOTHING");
            return Ok(text);
        };
        text.push_str(" DO UPDATE SET ");
        let columns: Vec<Rc<Column>> = table.columns.borrow().values().cloned().collect();
        let mut parts = Vec::new();
        for column in columns {
            let Some((_, set)) = set.iter().find(|(key, _)| **key == *column.key()) else {
                continue;
            };
            let value = match set {
                Set::Value(value) => {
                    let bind = Element::bind("param", value.clone(), column.ty.borrow().clone());
                    self.expr(&bind, &Place::default())?
                }
                Set::Expr(expr) => self.expr(&grouped(expr, None), &Place::default())?,
            };
            parts.push(format!("{} = {value}", self.quote(&column.name())));
        }
        text.push_str(&parts.join(", "));
        if let Some(condition) = &conflict.set_where {
            text.push_str(&format!(" WHERE {}", self.expr(condition, &Place::default())?));
        }
        Ok(text)
    }

    /// RETURNING, where there is something to give back.
    fn returning(&mut self, items: &[Item], own: &[Rc<Column>]) -> Run<String> {
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

    pub(super) fn update(
        &mut self,
        update: &Update,
        keys: Option<&[Rc<str>]>,
    ) -> Run<(String, Dml)> {
        self.push_table(&update.table);
        let done = self.update_text(update, keys);
        self.stack.pop();
        done
    }

    fn update_text(&mut self, update: &Update, keys: Option<&[Rc<str>]>) -> Run<(String, Dml)> {
        let mut dml = Dml::default();
        let table = &update.table;
        self.note_ctes(&update.ctes)?;
        let given = self.given(Some(&update.values), table)?;
        let mut columns: Vec<Rc<Column>> = table.columns.borrow().values().cloned().collect();
        if update.ordered {
            let place =
                |column: &Rc<Column>| given.get_index_of(&column.key()).unwrap_or(usize::MAX);
            columns.sort_by_key(place);
        }
        let defaults = update
            .return_defaults
            .as_ref()
            .map(|own| if own.is_empty() { columns.clone() } else { own.clone() });
        let how = Returning { need_keys: false, implicit: false, defaults };
        let all = keys.is_none() && given.is_empty();
        let mut sets = Vec::new();
        for column in &columns {
            let key = column.key();
            let name = self.quote(&column.name());
            if let Some(set) = given.get(&key) {
                let value = self.set_value(column, set, None, &mut dml, &how)?;
                sets.push(format!("{name}={value}"));
            } else if all || keys.is_some_and(|keys| keys.contains(&key)) {
                dml.keys.push(Rc::clone(&key));
                let value = self.set_bind(column, None, None)?;
                sets.push(format!("{name}={value}"));
            } else {
                let default = column.onupdate.borrow().clone();
                match default {
                    Some(ColumnDefault::Sql(expr)) => {
                        let value = self.expr(&grouped(&expr, None), &Place::default())?;
                        sets.push(format!("{name}={value}"));
                        if how.wants(column) {
                            dml.returned.push(Rc::clone(column));
                        } else {
                            dml.postfetch.push(Rc::clone(column));
                        }
                    }
                    Some(_) => {
                        dml.prefetch.push(Rc::clone(column));
                        let value = self.set_bind(column, None, None)?;
                        sets.push(format!("{name}={value}"));
                    }
                    None if column.server_onupdate.get() => {
                        if how.wants(column) {
                            dml.returned.push(Rc::clone(column));
                        } else {
                            dml.postfetch.push(Rc::clone(column));
                        }
                    }
                    None => {
                        let asked = update.return_defaults.as_ref().is_some_and(|d| !d.is_empty());
                        if asked && how.wants(column) {
                            dml.returned.push(Rc::clone(column));
                        }
                    }
                }
            }
        }
        let mut text = format!("UPDATE {} SET {}", self.quote_table(table), sets.join(", "));
        let others = other_froms(table, &update.wheres);
        if !others.is_empty() {
            let mut parts = Vec::new();
            for from in &others {
                parts.push(self.from(from, true)?);
            }
            text.push_str(&format!(" FROM {}", parts.join(", ")));
            if let Some(entry) = self.stack.last_mut() {
                entry.froms.extend(others.iter().cloned());
                entry.correlate.extend(others);
            }
        }
        if !update.wheres.is_empty() {
            let conditions = self.conditions(&update.wheres, &Place::default())?;
            text.push_str(&format!(" WHERE {conditions}"));
        }
        text.push_str(&self.returning(&update.returning, &dml.returned)?);
        Ok((text, dml))
    }

    pub(super) fn delete(&mut self, delete: &Delete) -> Run<String> {
        self.push_table(&delete.table);
        let done = self.delete_text(delete);
        self.stack.pop();
        done
    }

    fn delete_text(&mut self, delete: &Delete) -> Run<String> {
        self.note_ctes(&delete.ctes)?;
        let mut text = format!("DELETE FROM {}", self.quote_table(&delete.table));
        let others = other_froms(&delete.table, &delete.wheres);
        if !others.is_empty() {
            let mut parts = Vec::new();
            for from in &others {
                parts.push(self.from(from, true)?);
            }
            text.push_str(&format!(" , {}", parts.join(", ")));
        }
        if !delete.wheres.is_empty() {
            let conditions = self.conditions(&delete.wheres, &Place::default())?;
            text.push_str(&format!(" WHERE {conditions}"));
        }
        text.push_str(&self.returning(&delete.returning, &[])?);
        Ok(text)
    }
}

/// What conditions read from besides the table.
fn other_froms(table: &Rc<Table>, wheres: &[Expr]) -> Vec<FromClause> {
    let own = FromClause::Table(Rc::clone(table));
    let mut found: Vec<FromClause> = Vec::new();
    for from in wheres.iter().flat_map(froms_of) {
        if !from.same(&own) && !found.iter().any(|other| other.same(&from)) {
            found.push(from);
        }
    }
    found
}
