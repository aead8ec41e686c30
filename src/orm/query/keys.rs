//! Which foreign keys join two FROMs.

use std::rc::Rc;

use super::super::core::errors;
use super::super::core::{Element, Expr, FromClause, operate, walk};
use super::super::python::{Machine, Run};

/// The pairs of columns by foreign key, the key's place first.
type Found = Vec<(usize, Vec<(Expr, Expr)>)>;

/// Some foreign key joins them.
///
/// # Errors
///
/// NoReferencedTableError and its kin.
pub fn can_join(machine: &mut Machine, left: &FromClause, right: &FromClause) -> Run<bool> {
    Ok(!scan(machine, left, right)?.is_empty())
}

/// The condition that foreign keys give for a join.
///
/// # Errors
///
/// NoForeignKeysError where none does, AmbiguousForeignKeysError where several do.
pub fn join_condition(machine: &mut Machine, left: &FromClause, right: &FromClause) -> Run<Expr> {
    let found = scan(machine, left, right)?;
    let (a, b) = (description(left), description(right));
    match found.as_slice() {
        [] => {
            let text = format!("Can't find any foreign key relationships between '{a}' and '{b}'.");
            Err(errors::raise(machine, "NoForeignKeysError", text))
        }
        [(_, pairs)] => {
            let pairs: Vec<Expr> = pairs.iter().map(|(x, y)| operate::equal(x, y)).collect();
            match walk::and_all(&pairs) {
                Some(condition) => Ok(condition),
                None => errors::invalid(machine, "a foreign key without columns"),
            }
        }
        _ => {
            let text = format!(
                "Can't determine join between '{a}' and '{b}'; tables have more than one foreign key \
                 constraint relationship between them. Please specify the 'onclause' of this join \
                 explicitly."
            );
            Err(errors::raise(machine, "AmbiguousForeignKeysError", text))
        }
    }
}

fn description(from: &FromClause) -> String {
    match from {
        FromClause::Join(join) => {
            format!(
                "Join object on {}({}) and {}({})",
                description(&join.left),
                0,
                description(&join.right),
                0
            )
        }
        other => other.name().map_or_else(|| "anon".to_owned(), |name| name.to_string()),
    }
}

fn scan(machine: &mut Machine, left: &FromClause, right: &FromClause) -> Run<Found> {
    let near = match left {
        FromClause::Join(join) => Some(join.right.clone()),
        _ => None,
    };
    for left in near.iter().chain(std::iter::once(left)) {
        let mut found = Found::new();
        gather(machine, right, left, &mut found)?;
        if !left.same(right) {
            gather(machine, left, right, &mut found)?;
        }
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Found::new())
}

/// The foreign keys of `from` that refer to `to`.
fn gather(machine: &mut Machine, from: &FromClause, to: &FromClause, found: &mut Found) -> Run<()> {
    let offered = to.exprs();
    for column in from.exprs() {
        let Some(base) = column.base_column() else { continue };
        for key in base.foreign_keys.borrow().clone() {
            let Ok(target) = key.column(machine) else { continue };
            let Some(other) = walk::corresponding(&offered, &Element::column(&target)) else {
                continue;
            };
            let place = key
                .constraint
                .borrow()
                .upgrade()
                .map_or_else(|| Rc::as_ptr(&key).addr(), |own| Rc::as_ptr(&own).addr());
            match found.iter_mut().find(|(own, _)| *own == place) {
                Some((_, pairs)) => pairs.push((other, Rc::clone(&column))),
                None => found.push((place, vec![(other, Rc::clone(&column))])),
            }
        }
    }
    Ok(())
}
