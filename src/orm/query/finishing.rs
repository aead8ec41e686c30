//! The last steps of a plan: names for its rows, and the statement as it is sent.

use std::rc::Rc;

use super::super::core::{Expr, FromClause, Item, Kind, Name, Op, Select, walk};
use super::super::mapper::Entity;
use super::super::python::Run;
use super::bundle;
use super::condition::joined;
use super::load::{Place, Plan, Slot};
use super::plan::Builder;
use super::settings::Planned;

impl Builder {
    /// Names for the places of the rows.
    pub(super) fn name(&self, slots: &mut [Slot]) {
        let mut used: Vec<Rc<str>> = Vec::new();
        let mut again: Vec<(Rc<str>, usize)> = Vec::new();
        for slot in slots {
            match slot {
                Slot::Object { label, entity, .. } => {
                    *label = match entity {
                        Entity::Mapper(mapper) => Some(Rc::clone(&mapper.class.name)),
                        Entity::Alias(alias) => alias.name.clone(),
                    };
                }
                Slot::Value { label, expr, .. } => {
                    if matches!(expr.kind, Kind::Text(_)) {
                        continue;
                    }
                    if self.settings.is_legacy {
                        *label = legacy_label(expr);
                        continue;
                    }
                    let base = label_of(expr).unwrap_or_else(|| "_no_label".into());
                    if !used.contains(&base) {
                        used.push(Rc::clone(&base));
                        *label = Some(base);
                        continue;
                    }
                    let count = match again.iter_mut().find(|(name, _)| *name == base) {
                        Some((_, count)) => {
                            *count = count.saturating_add(1);
                            *count
                        }
                        None => {
                            again.push((Rc::clone(&base), 1));
                            1
                        }
                    };
                    *label = Some(format!("{base}_{count}").into());
                }
            }
        }
    }

    pub(super) fn nests(&self) -> bool {
        let limits = self.select.limit.is_some() || self.select.offset.is_some();
        self.adds_joins
            && (limits && self.repeats || self.select.distinct || !self.select.groups.is_empty())
    }

    pub(super) fn finish(mut self, slots: Vec<Slot>, wheres: Vec<Expr>) -> Run<Plan> {
        let orders: Vec<Expr> = self.select.orders.iter().map(|e| self.outer(e)).collect();
        let groups = self.select.groups.iter().map(|e| self.outer(e)).collect();
        let havings = self.select.havings.iter().map(|e| self.outer(e)).collect();
        let plain = Select {
            items: Vec::new(),
            froms: Vec::new(),
            joins: Vec::new(),
            wheres,
            groups,
            havings,
            orders: orders.clone(),
            options: Vec::new(),
            note: Some(Rc::new(Planned)),
            ..Select::clone(&self.select)
        };
        let nests = self.nests();
        let (select, primary) = if nests {
            self.around(plain, &orders)
        } else {
            let mut select = plain;
            let columns = self.primary.iter().chain(&self.secondary);
            select.items = columns.map(|c| Item::Expr(Rc::clone(c))).collect();
            select.froms = self.froms.clone();
            select.froms.extend(self.eager.iter().map(|(_, join, _)| join.clone()));
            select.orders.extend(self.eager_orders.iter().cloned());
            (select, self.primary.len())
        };
        let places = |columns: &[Expr], make: fn(usize) -> Place| -> Vec<(Expr, Place)> {
            columns.iter().enumerate().map(|(at, c)| (Rc::clone(c), make(at))).collect()
        };
        let mut known = places(&self.primary, Place::Primary);
        known.extend(places(&self.secondary, Place::Secondary));
        let has_entities = slots.iter().any(|slot| matches!(slot, Slot::Object { .. }));
        // What holds for the selects within it as well is seen where they are made plain.
        let select = Select { options: self.select.options.clone(), ..select };
        Ok(Plan {
            select: Rc::new(select),
            origin: Rc::clone(&self.select),
            bundles: bundle::among(&self.select.items),
            slots,
            primary,
            has_entities,
            repeats: self.repeats,
            current: self.settings.current.clone(),
            options: self.select.options.clone(),
            eager: self.settings.eager,
            places: known,
        })
    }

    /// The statement within another one, to which what belongs to its objects is joined: rows are
    /// counted before they are joined.
    fn around(&mut self, mut inner: Select, orders: &[Expr]) -> (Select, usize) {
        let bare: Vec<Expr> = orders.iter().map(bare_order).collect();
        let mut columns = self.primary.clone();
        for expr in &bare {
            let is_column =
                !matches!(expr.kind, Kind::Text(_) | Kind::Bind(_) | Kind::LabelText(_));
            let there = columns.iter().any(|own| own.same(expr) || same_label(own, expr));
            if is_column && !there {
                columns.push(Rc::clone(expr));
            }
        }
        inner.items = columns.iter().map(|c| Item::Expr(Rc::clone(c))).collect();
        inner.froms = self.froms.clone();
        let labels = inner.labels;
        let count = columns.len();
        let correlate = inner.correlate.clone();
        let ctes = std::mem::take(&mut inner.ctes);
        let alias = inner.body().subquery(None);
        let from = FromClause::Alias(alias);
        let offered = from.exprs();
        let mut items: Vec<Item> =
            offered.iter().map(|column| Item::Expr(Rc::clone(column))).collect();
        items.extend(self.secondary.iter().map(|c| Item::Expr(Rc::clone(c))));
        let mut whole = from.clone();
        for (_, join, stop) in &self.eager {
            whole = splice(&whole, join, stop, &from);
        }
        let mut outer: Vec<Expr> = Vec::new();
        for order in orders {
            outer.push(reread(order, &columns, &offered, &from));
        }
        outer.extend(self.eager_orders.iter().cloned());
        let select = Select {
            items,
            froms: vec![whole],
            orders: outer,
            labels,
            correlate,
            ctes,
            note: Some(Rc::new(Planned)),
            ..Select::default()
        };
        (select, count)
    }
}

/// The order as the statement around has it.
fn reread(order: &Expr, columns: &[Expr], offered: &[Expr], from: &FromClause) -> Expr {
    walk::replace(order, &mut |part| {
        let at = columns.iter().position(|own| match &part.kind {
            Kind::LabelText(name) => own.name().is_some_and(|own| own == *name),
            _ => own.same(part) || Rc::ptr_eq(own, part),
        });
        if let Some(column) = at.and_then(|at| offered.get(at)) {
            return Some(Rc::clone(column));
        }
        from.corresponding(part)
    })
}

/// What an ORDER BY is about, without its direction.
fn bare_order(order: &Expr) -> Expr {
    match &order.kind {
        Kind::Unary { op: Op::Desc | Op::Asc | Op::NullsFirst | Op::NullsLast, operand } => {
            bare_order(operand)
        }
        Kind::Group(inner) => bare_order(inner),
        _ => Rc::clone(order),
    }
}

fn same_label(a: &Expr, b: &Expr) -> bool {
    match (&a.kind, &b.kind) {
        (Kind::Label { name: Name::Given(a), .. }, Kind::Label { name: Name::Given(b), .. }) => {
            a == b
        }
        _ => false,
    }
}

/// A join with the leftmost of what it joins replaced: where `stop` stands, `by` comes.
fn splice(by: &FromClause, join: &FromClause, stop: &FromClause, read: &FromClause) -> FromClause {
    if join.same(stop) {
        return by.clone();
    }
    match join {
        FromClause::Join(inner) => {
            let left = splice(by, &inner.left, stop, read);
            let on = walk::adapt(&inner.on, read);
            joined(&left, &inner.right, &on, inner.outer, inner.full)
        }
        _ => by.clone(),
    }
}

/// The name in a row of a `Query`.
fn legacy_label(expr: &Expr) -> Option<Rc<str>> {
    match &expr.kind {
        Kind::Column(_) | Kind::Proxy(_) | Kind::LiteralColumn(_) => expr.key(),
        Kind::Label { name, .. } => expr.notes.key.clone().or_else(|| name.given().cloned()),
        _ => None,
    }
}

/// The name in a row of a `select()`.
fn label_of(expr: &Expr) -> Option<Rc<str>> {
    match &expr.kind {
        Kind::Cast(inner) | Kind::Coerce(inner) | Kind::Group(inner) => label_of(inner),
        Kind::Label { name, .. } => expr.notes.key.clone().or_else(|| name.given().cloned()),
        _ => expr.key(),
    }
}
