//! The columns of what is read from.

use std::rc::Rc;

use super::errors::raise;
use super::{
    Alias, Body, Column, Constraint, Element, Expr, ForeignKey, FromClause, Item, Kind, Name,
    Proxy, Select, Source,
};
use crate::orm::python::{Machine, Run, Stop};

impl FromClause {
    /// Its columns, as a statement names them; those of a join are its sides'.
    pub fn exprs(&self) -> Vec<Expr> {
        match self {
            Self::Table(table) => table.columns.borrow().values().map(Element::column).collect(),
            Self::Alias(alias) => alias.exprs(),
            Self::Join(join) => {
                let mut columns = join.left.exprs();
                columns.extend(join.right.exprs());
                columns
            }
        }
    }

    /// Its columns with their names in `.c`: a join's begin with their table's name.
    pub fn keyed(&self) -> Vec<(Rc<str>, Expr)> {
        match self {
            Self::Table(table) => {
                let columns = table.columns.borrow();
                columns.iter().map(|(key, c)| (Rc::clone(key), Element::column(c))).collect()
            }
            Self::Alias(alias) => alias
                .exprs()
                .into_iter()
                .filter_map(|expr| match &expr.kind {
                    Kind::Proxy(proxy) => Some((Rc::clone(&proxy.key), Rc::clone(&expr))),
                    _ => None,
                })
                .collect(),
            Self::Join(_) => {
                let keyed = |expr: Expr| {
                    let own = expr.key()?;
                    let owner = expr.owner().and_then(|from| from.name());
                    let key = owner.map_or_else(|| own.to_string(), |o| format!("{o}_{own}"));
                    Some((key.into(), expr))
                };
                self.exprs().into_iter().filter_map(keyed).collect()
            }
        }
    }

    /// Its name, where it has one that is not made up.
    pub fn name(&self) -> Option<Rc<str>> {
        match self {
            Self::Table(table) => Some(Rc::clone(&table.name)),
            Self::Alias(alias) => alias.name.given().cloned(),
            Self::Join(_) => None,
        }
    }

    /// The FROMs that it is joined of, itself where it is no join.
    pub fn leaves(&self) -> Vec<FromClause> {
        match self {
            Self::Join(join) => {
                let mut leaves = join.left.leaves();
                leaves.extend(join.right.leaves());
                leaves
            }
            other => vec![other.clone()],
        }
    }

    /// Its column of this key.
    pub fn column(&self, key: &str) -> Option<Expr> {
        if let Self::Table(table) = self {
            return table.column(key);
        }
        self.keyed().into_iter().find(|(own, _)| &**own == key).map(|(_, expr)| expr)
    }

    /// Its column that is, or stands for, this one.
    pub fn corresponding(&self, column: &Expr) -> Option<Expr> {
        super::walk::corresponding(&self.exprs(), column)
    }
}

impl Element {
    /// Its name in a `.c`, whatever a later layer calls it.
    pub fn own_key(&self) -> Option<Rc<str>> {
        match &self.kind {
            Kind::Column(column) => column.key.borrow().clone(),
            Kind::Proxy(proxy) => Some(Rc::clone(&proxy.key)),
            _ => self.key(),
        }
    }

    /// Its name in a `.c`.
    pub fn key(&self) -> Option<Rc<str>> {
        if let Some(key) = &self.notes.key {
            return Some(Rc::clone(key));
        }
        match &self.kind {
            Kind::Column(column) => column.key.borrow().clone(),
            Kind::Proxy(proxy) => Some(Rc::clone(&proxy.key)),
            _ => self.name(),
        }
    }
}

impl Alias {
    /// Its columns.
    pub fn exprs(self: &Rc<Self>) -> Vec<Expr> {
        let from = FromClause::Alias(Rc::clone(self));
        let proxy = |key: Rc<str>, name: Name, base: Expr| {
            let proxy = Proxy { from: from.clone(), name, key, base: Rc::clone(&base) };
            let mut notes = base.notes.clone();
            notes.entity = None;
            notes.key = None;
            Rc::new(Element { kind: Kind::Proxy(proxy), given: Some(base.ty()), notes })
        };
        match &self.of {
            Source::From(inner) => inner
                .keyed()
                .into_iter()
                .map(|(key, base)| {
                    // A join's columns are named by table and column, as its SELECT has them.
                    let own = if matches!(inner, FromClause::Join(_)) { None } else { base.name() };
                    let name = own.unwrap_or_else(|| Rc::clone(&key));
                    proxy(key, Name::Given(name), base)
                })
                .collect(),
            Source::Subquery(body) | Source::Cte { query: body, .. } => body
                .named_columns()
                .into_iter()
                .map(|(key, name, base)| proxy(key, name, base))
                .collect(),
        }
    }
}

impl Body {
    /// What it selects.
    pub fn columns(&self) -> Vec<Expr> {
        match self {
            Self::Select(select) => select.columns(),
            Self::Compound(compound) => compound.parts.first().map_or_else(Vec::new, Body::columns),
            Self::Text(text) => text.columns.clone(),
        }
    }
}

impl Select {
    /// What it selects, entities and FROMs as their columns.
    pub fn columns(&self) -> Vec<Expr> {
        self.items.iter().flat_map(Item::columns).collect()
    }
}

impl Item {
    /// Its columns.
    pub fn columns(&self) -> Vec<Expr> {
        match self {
            Self::Expr(expr) => vec![Rc::clone(expr)],
            Self::From(from) => from.exprs(),
            Self::Entity(entity) => entity.columns.clone(),
        }
    }
}

/// The condition that joins two FROMs by their foreign keys.
///
/// # Errors
///
/// NoForeignKeysError, AmbiguousForeignKeysError.
pub fn join_condition(machine: &mut Machine, left: &FromClause, right: &FromClause) -> Run<Expr> {
    let mut found = key_pairs(machine, left, right)?;
    if found.is_empty() {
        let text = format!(
            "Can't find any foreign key relationships between '{}' and '{}'.",
            description(left),
            description(right)
        );
        return Err(raise(machine, "NoForeignKeysError", text));
    }
    if found.len() > 1 {
        let first = found.first().map(|(_, pairs)| pairs.clone()).unwrap_or_default();
        let all_same = found.iter().all(|(_, pairs)| {
            pairs.len() == first.len()
                && pairs.iter().zip(&first).all(|(a, b)| a.0.same(&b.0) && a.1.same(&b.1))
        });
        if !all_same {
            let text = format!(
                "Can't determine join between '{}' and '{}'; tables have more than one foreign \
                 key constraint relationship between them. Please specify the 'onclause' of this \
                 join explicitly.",
                description(left),
                description(right)
            );
            return Err(raise(machine, "AmbiguousForeignKeysError", text));
        }
    }
    let pairs = found.swap_remove(0).1;
    let conditions = pairs.iter().map(|(a, b)| super::combine::equal(a, b)).collect();
    Ok(super::combine::join_boolean(super::Op::And, conditions))
}

/// Whether there are foreign keys to join two FROMs by.
///
/// # Errors
///
/// NoReferencedColumnError and its kin.
pub fn can_join(machine: &mut Machine, left: &FromClause, right: &FromClause) -> Run<bool> {
    if left.same(right) {
        return Ok(false);
    }
    Ok(!key_pairs(machine, left, right)?.is_empty())
}

/// What messages call a FROM.
pub fn description(from: &FromClause) -> String {
    match from {
        FromClause::Table(table) => table.name.to_string(),
        FromClause::Alias(alias) => match &alias.name {
            Name::Given(name) => name.to_string(),
            Name::Made(made) => format!("%({} {})s", Rc::as_ptr(alias) as usize, made.base),
            Name::Joined(_) => "anon".to_owned(),
        },
        FromClause::Join(join) => format!(
            "Join object on {}({}) and {}({})",
            description(&join.left),
            address(&join.left),
            description(&join.right),
            address(&join.right)
        ),
    }
}

fn address(from: &FromClause) -> usize {
    match from {
        FromClause::Table(table) => Rc::as_ptr(table) as usize,
        FromClause::Alias(alias) => Rc::as_ptr(alias) as usize,
        FromClause::Join(join) => Rc::as_ptr(join) as usize,
    }
}

type Pairs = Vec<(Rc<Constraint>, Vec<(Expr, Expr)>)>;

/// The pairs of columns by which foreign keys join two FROMs, by constraint: first those of the
/// last FROM that was joined on the left, else those of all.
fn key_pairs(machine: &mut Machine, left: &FromClause, right: &FromClause) -> Run<Pairs> {
    let last = match left {
        FromClause::Join(join) => Some(join.right.clone()),
        _ => None,
    };
    for side in last.iter().chain([left]) {
        let mut found: Pairs = Vec::new();
        referring(machine, right, side, &mut found)?;
        if !side.same(right) {
            referring(machine, side, right, &mut found)?;
        }
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

/// The pairs by which the keys of the first refer to the second.
fn referring(
    machine: &mut Machine,
    from: &FromClause,
    to: &FromClause,
    found: &mut Pairs,
) -> Run<()> {
    let mut keyed: Vec<(Expr, Rc<Column>)> = from
        .exprs()
        .into_iter()
        .filter_map(|expr| expr.base_column().map(|base| (expr, base)))
        .collect();
    keyed.sort_by_key(|(_, base)| base.created);
    let targets = to.exprs();
    for (expr, base) in keyed {
        let keys = base.foreign_keys.borrow().clone();
        for key in keys {
            let column = match key.column(machine) {
                Ok(column) => column,
                // What refers to nothing known joins nothing here.
                Err(stop) if is_about(&key, to) => return Err(stop),
                Err(Stop::Raised(_)) => continue,
                Err(stop) => return Err(stop),
            };
            let column = Element::column(&column);
            let Some(target) = super::walk::corresponding(&targets, &column) else { continue };
            let Some(constraint) = key.constraint.borrow().upgrade() else { continue };
            let pair = (target, Rc::clone(&expr));
            match found.iter_mut().find(|(own, _)| Rc::ptr_eq(own, &constraint)) {
                Some((_, pairs)) => pairs.push(pair),
                None => found.push((constraint, vec![pair])),
            }
        }
    }
    Ok(())
}

/// Whether a key names one of these tables.
fn is_about(key: &ForeignKey, from: &FromClause) -> bool {
    let name = key.target_fullname();
    let table = name.rsplit_once('.').map_or("", |(table, _)| table);
    from.leaves().iter().any(|leaf| leaf.name().is_some_and(|own| *own == *table))
}
