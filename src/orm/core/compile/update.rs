//! UPDATE.

use std::rc::Rc;

use super::dml::{Returning, other_froms};
use super::{Compiler, Dml, Place};
use crate::orm::core::group::grouped;
use crate::orm::core::{Column, ColumnDefault, Update};
use crate::orm::python::Run;

impl Compiler<'_> {
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
}
