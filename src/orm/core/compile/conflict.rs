//! ON CONFLICT.

use std::rc::Rc;

use super::{Compiler, Place};
use crate::orm::core::group::grouped;
use crate::orm::core::{Column, Conflict, Element, Set, Table};
use crate::orm::python::Run;

impl Compiler<'_> {
    pub(super) fn conflict(&mut self, table: &Rc<Table>, conflict: &Conflict) -> Run<String> {
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
}
