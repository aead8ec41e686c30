//! Several SELECTs joined by UNION and its kin.

use std::rc::Rc;

use super::{Compiler, Entry, Place};
use crate::orm::core::{Body, Compound, FromClause};
use crate::orm::python::Run;

impl Compiler<'_> {
    pub(super) fn compound(
        &mut self,
        compound: &Compound,
        as_from: bool,
        is_result: bool,
    ) -> Run<String> {
        let around = self.entry();
        let mut width = None;
        for (index, part) in compound.parts.iter().enumerate() {
            let own = part.columns();
            if *width.get_or_insert(own.len()) != own.len() {
                let first = width.unwrap_or_default();
                let text = format!(
                    "All selectables passed to CompoundSelect must have identical numbers of \
                     columns; select #1 has {first} columns, select #{} has {}",
                    index + 1,
                    own.len()
                );
                return Err(self.error("CompileError", text));
            }
        }
        // ORDER BY names the columns of what is joined, as if that were a FROM.
        let whole = Body::Compound(Rc::new(compound.clone())).subquery(None);
        let keyed = FromClause::Alias(whole).keyed();
        let labels: Vec<_> = keyed.into_iter().map(|(key, expr)| (Some(key), expr)).collect();
        self.stack.push(Entry {
            correlate: around.correlate,
            froms: around.froms,
            labels,
            from_labels: Vec::new(),
        });
        let text = self.compound_text(compound, as_from, is_result);
        self.stack.pop();
        text
    }

    pub(super) fn compound_text(
        &mut self,
        compound: &Compound,
        as_from: bool,
        is_result: bool,
    ) -> Run<String> {
        self.note_ctes(&compound.ctes)?;
        let mut parts = Vec::new();
        for (index, part) in compound.parts.iter().enumerate() {
            let counts = is_result && index == 0;
            parts.push(match part {
                Body::Select(select) => {
                    let text = self.select(select, as_from, is_result, Some(index))?;
                    let own = select.limit.is_some()
                        || select.offset.is_some()
                        || !select.orders.is_empty();
                    if own { format!("({text})") } else { text }
                }
                Body::Compound(_) => format!("({})", self.body(part, as_from, counts)?),
                Body::Text(_) => self.body(part, as_from, counts)?,
            });
        }
        let mut text = parts.join(&format!(" {} ", compound.keyword));
        let place = Place { bare: true, ..Place::default() };
        text.push_str(&self.groups(&compound.groups, &place)?);
        text.push_str(&self.orders(&compound.orders, &place)?);
        text.push_str(&self.limit(compound.limit.as_ref(), compound.offset.as_ref())?);
        Ok(text)
    }
}
