//! Small steps with the conditions of relationships: what is noted on columns, and comparisons.

use std::rc::Rc;

use super::Local;
use crate::orm::core::{Column, Expr, Kind, Notes, Op, Table, method, walk};
use crate::orm::python::{Machine, Run};

/// Two conditions that both hold.
pub(super) fn both(first: &Expr, second: &Expr) -> Expr {
    walk::and_all(&[Rc::clone(first), Rc::clone(second)]).unwrap_or_else(|| Rc::clone(first))
}

/// The table's column that an expression is, and nothing else.
pub(super) fn column_of(expr: &Expr) -> Option<&Rc<Column>> {
    match &expr.kind {
        Kind::Column(column) => Some(column),
        _ => None,
    }
}

/// The expression with other notes.
pub(super) fn note(expr: &Expr, change: impl FnOnce(&mut Notes)) -> Expr {
    let mut notes = expr.notes.clone();
    change(&mut notes);
    expr.noted(notes)
}

/// It is noted as being on this side.
pub(super) fn is_local(expr: &Expr) -> bool {
    expr.notes.other.as_ref().is_some_and(|other| other.is::<Local>())
}

/// Notes that it is on this side.
pub(super) fn local(expr: &Expr) -> Expr {
    note(expr, |notes| notes.other = Some(Rc::new(Local)))
}

/// The expression without what the mapper has noted, `foreign()` and `remote()` kept.
pub(super) fn bare(expr: &Expr) -> Expr {
    walk::replace(expr, &mut |part| {
        let noted = part.notes.entity.is_some() || part.notes.key.is_some();
        column_of(part).filter(|_| noted)?;
        Some(note(part, |notes| {
            notes.entity = None;
            notes.key = None;
        }))
    })
}

/// The expression as a property has it: bare, and with a label of its own, so that ORDER BY can name
/// it.
pub fn labelled(expr: &Expr) -> Expr {
    let plain = bare(expr);
    if matches!(plain.kind, Kind::Label { .. }) { plain } else { method::label(&plain, None) }
}

/// The expression without `remote` and [`Local`], and without `foreign` unless it is kept.
pub(super) fn without_sides(expr: &Expr, keep_foreign: bool) -> Expr {
    walk::replace(expr, &mut |part| {
        let noted = part.notes.remote || is_local(part) || (part.notes.foreign && !keep_foreign);
        noted.then(|| {
            note(part, |notes| {
                notes.remote = false;
                notes.other = None;
                notes.foreign &= keep_foreign;
            })
        })
    })
}

/// The expression with this side and the other changed for one another.
pub(super) fn with_sides_changed(expr: &Expr) -> Expr {
    walk::replace(expr, &mut |part| {
        if part.notes.remote {
            Some(note(part, |notes| {
                notes.remote = false;
                notes.other = Some(Rc::new(Local));
            }))
        } else if is_local(part) {
            Some(note(part, |notes| {
                notes.remote = true;
                notes.other = None;
            }))
        } else {
            None
        }
    })
}

/// Something within has this.
pub(super) fn any(expr: &Expr, has: impl Fn(&Expr) -> bool) -> bool {
    let mut found = false;
    walk::walk(expr, false, &mut |part| {
        found |= has(part);
        !found
    });
    found
}

/// The columns within that have this, each once.
pub(super) fn columns_with(expr: &Expr, has: impl Fn(&Expr) -> bool) -> Vec<Rc<Column>> {
    let mut found: Vec<Rc<Column>> = Vec::new();
    walk::walk(expr, false, &mut |part| {
        if let Some(column) = column_of(part)
            && has(part)
            && !contains(&found, column)
        {
            found.push(Rc::clone(column));
        }
        true
    });
    found
}

/// The very column is among these.
pub(super) fn contains(columns: &[Rc<Column>], column: &Rc<Column>) -> bool {
    columns.iter().any(|other| Rc::ptr_eq(other, column))
}

/// The expression with both sides of each comparison between two expressions changed.
pub(super) fn replace_compared(
    expr: &Expr,
    change: &mut impl FnMut(&Expr, &Op, &Expr) -> Option<(Expr, Expr)>,
) -> Expr {
    walk::replace(expr, &mut |part| {
        let Kind::Binary { left, op, right, negate, escape } = &part.kind else { return None };
        let (left, right) = change(left, op, right)?;
        Some(part.with(Kind::Binary {
            left,
            op: op.clone(),
            right,
            negate: negate.clone(),
            escape: escape.clone(),
        }))
    })
}

/// Calls `see` with each pair of columns, one from either side, of every comparison.
pub(super) fn each_compared_pair(expr: &Expr, see: &mut dyn FnMut(&Op, &Expr, &Expr)) {
    walk::walk(expr, false, &mut |part| {
        let Kind::Binary { left, op, right, .. } = &part.kind else { return true };
        if !compares(op) {
            return true;
        }
        for one in columns_in(left) {
            for other in columns_in(right) {
                see(op, &one, &other);
            }
        }
        false
    });
}

fn columns_in(expr: &Expr) -> Vec<Expr> {
    let mut found = Vec::new();
    walk::walk(expr, false, &mut |part| {
        if matches!(part.kind, Kind::Column(_) | Kind::Proxy(_)) {
            found.push(Rc::clone(part));
        }
        true
    });
    found
}

/// The operator gives true or false of two values.
fn compares(op: &Op) -> bool {
    match op {
        Op::Eq
        | Op::Ne
        | Op::Lt
        | Op::Le
        | Op::Gt
        | Op::Ge
        | Op::Is
        | Op::IsNot
        | Op::IsDistinctFrom
        | Op::IsNotDistinctFrom
        | Op::Like
        | Op::NotLike
        | Op::ILike
        | Op::NotILike
        | Op::Match
        | Op::NotMatch
        | Op::RegexpMatch
        | Op::NotRegexpMatch
        | Op::In
        | Op::NotIn
        | Op::Between
        | Op::NotBetween => true,
        Op::Custom { is_comparison, .. } => *is_comparison,
        _ => false,
    }
}

/// What AND joins.
pub(super) fn conjuncts(expr: &Expr) -> Vec<Expr> {
    match &expr.kind {
        Kind::List { op: Op::And, items } => items.iter().flat_map(conjuncts).collect(),
        Kind::Group(inner) => conjuncts(inner),
        _ => vec![Rc::clone(expr)],
    }
}

/// The column is the table's.
pub(super) fn owns(table: &Table, column: &Rc<Column>) -> bool {
    table.columns.borrow().values().any(|own| Rc::ptr_eq(own, column))
}

/// The column has a foreign key that refers to the other.
///
/// # Errors
///
/// What finding the column raises.
pub(super) fn references(
    machine: &mut Machine,
    column: &Rc<Column>,
    other: &Rc<Column>,
) -> Run<bool> {
    let keys = column.foreign_keys.borrow().clone();
    for key in keys {
        if Rc::ptr_eq(&key.column(machine)?, other) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// `table.column`, as messages write a column.
pub(super) fn described(column: &Column) -> String {
    match column.table() {
        Some(table) => format!("{}.{}", table.full_name(), column.name()),
        None => column.name().to_string(),
    }
}
