//! SELECT, and several joined by UNION.

use std::rc::Rc;

use super::reads::reads;
use super::{Compiler, Entry, Place};
use crate::orm::core::combine::boolean_items;
use crate::orm::core::label::labelled;
use crate::orm::core::{
    Body, Element, Expr, FromClause, Kind, LabelStyle, Library, Name, Op, Select, Type,
};
use crate::orm::python::{Run, Value};

impl Compiler<'_> {
    /// `index` is the place in a UNION, where it stands in one.
    pub(super) fn select(
        &mut self,
        select: &Rc<Select>,
        as_from: bool,
        is_result: bool,
        index: Option<usize>,
    ) -> Run<String> {
        let select = self.plain(select)?;
        let around = self.entry();
        let froms = self.display_froms(&select, &around, as_from)?;
        let leaves: Vec<FromClause> = froms.iter().flat_map(reads).collect();
        let mut correlate = around.correlate.clone();
        correlate.extend(leaves.iter().cloned());
        let columns = select.columns();
        let labels = columns.iter().map(|column| (resolve_name(column), Rc::clone(column)));
        let from_labels = leaves.iter().flat_map(FromClause::keyed);
        self.stack.push(Entry {
            correlate,
            froms: leaves.clone(),
            labels: labels.collect(),
            from_labels: from_labels.collect(),
        });
        let text = self.select_text(&select, &columns, &froms, as_from, is_result, index);
        self.stack.pop();
        text
    }

    fn select_text(
        &mut self,
        select: &Select,
        columns: &[Expr],
        froms: &[FromClause],
        as_from: bool,
        is_result: bool,
        index: Option<usize>,
    ) -> Run<String> {
        let mut text = "SELECT ".to_owned();
        self.note_ctes(&select.ctes)?;
        text.push_str(&self.prefixes(&select.prefixes)?);
        if select.distinct {
            text.push_str("DISTINCT ");
        }
        let counts = is_result && index.is_none_or(|index| index == 0);
        let style = if as_from && select.labels == LabelStyle::None {
            LabelStyle::Disambiguate
        } else {
            select.labels
        };
        let mut parts = Vec::new();
        for column in labelled(columns, style, true) {
            parts.push(self.select_column(&column, as_from, counts)?);
        }
        text.push_str(&parts.join(", "));
        if parts.is_empty() {
            text.truncate(text.trim_end().len());
        }
        let place = Place::default();
        if !froms.is_empty() {
            let mut parts = Vec::new();
            for from in froms {
                parts.push(self.from(from, true)?);
            }
            text.push_str(" \nFROM ");
            text.push_str(&parts.join(", "));
        }
        if !select.wheres.is_empty() {
            let conditions = self.conditions(&select.wheres, &place)?;
            if !conditions.is_empty() {
                text.push_str(" \nWHERE ");
                text.push_str(&conditions);
            }
        }
        self.lint(select, froms);
        text.push_str(&self.groups(&select.groups, &place)?);
        if !select.havings.is_empty() {
            let conditions = self.conditions(&select.havings, &place)?;
            if !conditions.is_empty() {
                text.push_str(" \nHAVING ");
                text.push_str(&conditions);
            }
        }
        text.push_str(&self.orders(&select.orders, &place)?);
        text.push_str(&self.limit(select.limit.as_ref(), select.offset.as_ref())?);
        if select.for_update && !self.is_sqlite() {
            text.push_str(" FOR UPDATE");
        }
        Ok(text)
    }

    /// The select without what only a later layer understands.
    fn plain(&mut self, select: &Rc<Select>) -> Run<Rc<Select>> {
        if let Some(known) = self.lowered.get(&Rc::as_ptr(select)) {
            return Ok(Rc::clone(known));
        }
        let body = Body::Select(Rc::clone(select));
        let plain = match Library::lowered(self.machine, &body, &self.around)? {
            Body::Select(plain) => plain,
            _ => Rc::clone(select),
        };
        self.kept.push(body);
        self.lowered.insert(Rc::as_ptr(select), Rc::clone(&plain));
        Ok(plain)
    }

    /// Conditions joined by AND.
    pub(super) fn conditions(&mut self, conditions: &[Expr], place: &Place) -> Run<String> {
        let items = boolean_items(&Op::And, conditions.to_vec());
        self.list(&items, " AND ", place)
    }

    pub(super) fn groups(&mut self, groups: &[Expr], place: &Place) -> Run<String> {
        let mut texts = Vec::new();
        for group in groups {
            texts.push(match &group.kind {
                Kind::LabelText(_) => self.order(group, place)?,
                _ => self.expr(group, place)?,
            });
        }
        texts.retain(|text| !text.is_empty());
        Ok(if texts.is_empty() { String::new() } else { format!(" GROUP BY {}", texts.join(", ")) })
    }

    pub(super) fn orders(&mut self, orders: &[Expr], place: &Place) -> Run<String> {
        let mut texts = Vec::new();
        for order in orders {
            texts.push(self.order(order, place)?);
        }
        texts.retain(|text| !text.is_empty());
        Ok(if texts.is_empty() { String::new() } else { format!(" ORDER BY {}", texts.join(", ")) })
    }

    pub(super) fn limit(&mut self, limit: Option<&Expr>, offset: Option<&Expr>) -> Run<String> {
        let place = Place::default();
        let mut text = String::new();
        if limit.is_none() && offset.is_none() {
            return Ok(text);
        }
        let number = |number| Element::bind("param", Value::Int(number), Type::integer());
        if let Some(limit) = limit {
            text.push_str("\n LIMIT ");
            text.push_str(&self.expr(limit, &place)?);
        }
        match offset {
            Some(offset) => {
                if limit.is_none() && self.is_sqlite() {
                    text.push_str("\n LIMIT ");
                    text.push_str(&self.expr(&number(-1), &place)?);
                } else if limit.is_none() {
                    text.push_str("\n LIMIT -1");
                }
                text.push_str(" OFFSET ");
                text.push_str(&self.expr(offset, &place)?);
            }
            None if self.is_sqlite() => {
                text.push_str(" OFFSET ");
                text.push_str(&self.expr(&number(0), &place)?);
            }
            None => {}
        }
        Ok(text)
    }
}

/// The name by which ORDER BY finds a column of the select list.
fn resolve_name(column: &Expr) -> Option<Rc<str>> {
    match column.qualified_label() {
        Some(Name::Given(name)) => Some(name),
        Some(_) => None,
        None => column.key().or_else(|| column.proxy_key()),
    }
}
