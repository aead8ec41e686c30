//! Which foreign keys link two tables, and the condition that they make.

use std::rc::Rc;

use super::condition::{contains, owns};
use crate::orm::core::operate::equal;
use crate::orm::core::{Column, Constraint, Element, Expr, ForeignKey, Table, Target, walk};
use crate::orm::python::{Machine, Run};

/// Why no condition was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Failure {
    /// No foreign key links the tables.
    None,
    /// Several do, in ways that differ.
    Several,
}

/// One foreign key constraint that links the tables: its pairs of what is referred to and what
/// refers to it.
struct Link {
    constraint: Option<Rc<Constraint>>,
    pairs: Vec<(Rc<Column>, Rc<Column>)>,
}

/// The condition between the tables of one side, of which `first` is tried before the others, and
/// those of the other. Where `keys` are given, only these columns count as foreign keys.
///
/// # Errors
///
/// The outer result is what resolving a foreign key raises.
pub(super) fn join(
    machine: &mut Machine,
    left: &[Rc<Table>],
    first: &Rc<Table>,
    right: &[Rc<Table>],
    keys: Option<&[Rc<Column>]>,
) -> Run<Result<Expr, Failure>> {
    let mut links = links(machine, &[Rc::clone(first)], right, keys)?;
    if links.is_empty() && left.len() > 1 {
        links = self::links(machine, left, right, keys)?;
    }
    if links.len() > 1 {
        links = trimmed(links, keys);
        if links.len() > 1 {
            return Ok(Err(Failure::Several));
        }
    }
    let Some(link) = links.first() else { return Ok(Err(Failure::None)) };
    let conditions: Vec<Expr> = link
        .pairs
        .iter()
        .map(|(referent, key)| equal(&Element::column(referent), &Element::column(key)))
        .collect();
    Ok(walk::and_all(&conditions).ok_or(Failure::None))
}

fn links(
    machine: &mut Machine,
    left: &[Rc<Table>],
    right: &[Rc<Table>],
    keys: Option<&[Rc<Column>]>,
) -> Run<Vec<Link>> {
    let mut links = Vec::new();
    refer(machine, right, left, keys, &mut links)?;
    let same = left.len() == right.len() && left.iter().zip(right).all(|(a, b)| Rc::ptr_eq(a, b));
    if !same {
        refer(machine, left, right, keys, &mut links)?;
    }
    Ok(links)
}

/// Adds the foreign keys by which `from` refers to `to`.
fn refer(
    machine: &mut Machine,
    from: &[Rc<Table>],
    to: &[Rc<Table>],
    keys: Option<&[Rc<Column>]>,
    links: &mut Vec<Link>,
) -> Run<()> {
    let mut columns: Vec<Rc<Column>> = from
        .iter()
        .flat_map(|t| t.columns.borrow().values().cloned().collect::<Vec<_>>())
        .collect();
    columns.sort_by_key(|column| column.created);
    for column in columns {
        if keys.is_some_and(|keys| !contains(keys, &column)) {
            continue;
        }
        let foreign_keys = column.foreign_keys.borrow().clone();
        for key in foreign_keys {
            let Some(referent) = referent(machine, &key, to)? else { continue };
            let constraint = key.constraint.borrow().upgrade();
            let known =
                links.iter_mut().find(|link: &&mut Link| match (&link.constraint, &constraint) {
                    (Some(one), Some(other)) => Rc::ptr_eq(one, other),
                    (None, None) => true,
                    _ => false,
                });
            let pair = (referent, Rc::clone(&column));
            match known {
                Some(link) => link.pairs.push(pair),
                None => links.push(Link { constraint, pairs: vec![pair] }),
            }
        }
    }
    Ok(())
}

/// Leaves out what `keys` do not name in full, and what says the same.
fn trimmed(links: Vec<Link>, keys: Option<&[Rc<Column>]>) -> Vec<Link> {
    let named = |link: &Link| {
        keys.is_none_or(|keys| {
            link.pairs.iter().all(|(_, key)| contains(keys, key))
                && keys.iter().all(|key| link.pairs.iter().any(|(_, k)| Rc::ptr_eq(k, key)))
        })
    };
    let mut links: Vec<Link> = links.into_iter().filter(named).collect();
    let says_same = |one: &Link, other: &Link| {
        one.pairs.len() == other.pairs.len()
            && one
                .pairs
                .iter()
                .zip(&other.pairs)
                .all(|(a, b)| Rc::ptr_eq(&a.0, &b.0) && Rc::ptr_eq(&a.1, &b.1))
    };
    if let [first, rest @ ..] = links.as_slice()
        && rest.iter().all(|other| says_same(first, other))
    {
        links.truncate(1);
    }
    links
}

/// The column that a foreign key refers to, where it is one of these tables'.
fn referent(
    machine: &mut Machine,
    key: &Rc<ForeignKey>,
    tables: &[Rc<Table>],
) -> Run<Option<Rc<Column>>> {
    if let Target::Text(text) = &key.target {
        let table = text.rsplit_once('.').map_or(&**text, |(table, _)| table);
        if !tables.iter().any(|candidate| &*candidate.full_name() == table) {
            return Ok(None);
        }
    }
    let column = key.column(machine)?;
    Ok(Some(column).filter(|column| tables.iter().any(|table| owns(table, column))))
}
