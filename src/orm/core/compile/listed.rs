//! What stands between SELECT and FROM, and after RETURNING.

use std::rc::Rc;

use super::{Compiler, Place};
use crate::orm::core::label::Labelled;
use crate::orm::core::{Expr, Kind, Op};
use crate::orm::python::Run;

impl Compiler<'_> {
    /// A column between SELECT and FROM.
    pub(super) fn select_column(
        &mut self,
        labelled: &Labelled,
        as_from: bool,
        counts: bool,
    ) -> Run<String> {
        let place = Place { in_columns: true, ..Place::default() };
        self.listed_column(labelled, as_from, counts, place)
    }

    /// A column behind RETURNING.
    pub(super) fn returning_column(&mut self, labelled: &Labelled, bare: bool) -> Run<String> {
        let place = Place { in_columns: true, bare, ..Place::default() };
        self.listed_column(labelled, false, true, place)
    }

    pub(super) fn listed_column(
        &mut self,
        labelled: &Labelled,
        as_from: bool,
        counts: bool,
        place: Place,
    ) -> Run<String> {
        let column = &labelled.column;
        let name = match &column.kind {
            Kind::Label { name, .. } => {
                let text = self.expr(column, &place)?;
                if counts {
                    let name = self.named(name);
                    self.add_result(name, labelled);
                }
                return Ok(text);
            }
            _ => labelled.required.clone().or_else(|| {
                if needs_label(column, as_from, self.is_sqlite()) {
                    labelled.fallback.clone()
                } else {
                    None
                }
            }),
        };
        match name {
            Some(name) => {
                let name = self.named(&name);
                let inner = Place { in_label: true, ..place };
                let text = self.expr(column, &inner)?;
                if counts {
                    self.add_result(Rc::clone(&name), labelled);
                }
                Ok(format!("{text} AS {}", self.quote(&name)))
            }
            None => {
                let text = self.expr(column, &place)?;
                if counts {
                    let name = match (&column.kind, column.plain_name()) {
                        (_, Some(name)) => self.named(&name),
                        (Kind::Unary { operand, .. }, None) => {
                            operand.name().unwrap_or_else(|| text.as_str().into())
                        }
                        _ => text.as_str().into(),
                    };
                    self.add_result(name, labelled);
                }
                Ok(text)
            }
        }
    }

    pub(super) fn add_result(&mut self, name: Rc<str>, labelled: &Labelled) {
        self.add_column(name, &labelled.column);
        if labelled.repeated
            && let Some(last) = self.columns.last_mut()
        {
            last.expr = None;
        }
    }
}

/// Whether a column with no label of its own gets one.
pub(super) fn needs_label(column: &Expr, as_from: bool, sqlite: bool) -> bool {
    match &column.kind {
        Kind::Column(_) | Kind::Proxy(_) => as_from && column.owner().is_some(),
        Kind::LiteralColumn(_) | Kind::Text(_) => false,
        Kind::Unary { op, operand } => {
            let mut inner = operand;
            while let Kind::Group(content) = &inner.kind {
                inner = content;
            }
            (sqlite && matches!(op, Op::IsTrue | Op::IsFalse))
                || inner.plain_name().is_none()
                || as_from
        }
        _ => column.plain_name().is_none(),
    }
}
