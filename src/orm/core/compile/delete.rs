//! DELETE.

use super::dml::other_froms;
use super::{Compiler, Place};
use crate::orm::core::Delete;
use crate::orm::python::Run;

impl Compiler<'_> {
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
