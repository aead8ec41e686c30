//! Going through an expression, and replacing parts of it.

use std::rc::Rc;

use super::{
    Body, Compound, Element, Expr, FromClause, Function, Item, Join, Kind, Op, Select, Source,
};

/// Calls `see` with the expression and all within it, the outermost first; where it gives false,
/// what is within is left out. Queries within are entered where `queries` says so.
pub fn walk(expr: &Expr, queries: bool, see: &mut dyn FnMut(&Expr) -> bool) {
    stacker::maybe_grow(64 << 10, 1 << 20, || {
        if !see(expr) {
            return;
        }
        for child in children(expr) {
            walk(&child, queries, see);
        }
        if queries && let Kind::Scalar(body) | Kind::Exists(body) | Kind::Query(body) = &expr.kind {
            walk_body(body, see);
        }
    });
}

/// As [`walk`], through all expressions of a query.
pub fn walk_body(body: &Body, see: &mut dyn FnMut(&Expr) -> bool) {
    match body {
        Body::Select(select) => {
            for item in &select.items {
                match item {
                    Item::Expr(expr) => walk(expr, true, see),
                    Item::From(from) => walk_from(from, see),
                    Item::Entity(entity) => entity.columns.iter().for_each(|c| walk(c, true, see)),
                }
            }
            select.froms.iter().for_each(|from| walk_from(from, see));
            let lists = [&select.wheres, &select.groups, &select.havings, &select.orders];
            for expr in lists.into_iter().flatten().chain(&select.limit).chain(&select.offset) {
                walk(expr, true, see);
            }
        }
        Body::Compound(compound) => {
            compound.parts.iter().for_each(|part| walk_body(part, see));
            compound.orders.iter().for_each(|expr| walk(expr, true, see));
        }
        Body::Text(text) => text.binds.values().for_each(|bind| walk(bind, true, see)),
    }
}

/// As [`walk`], through the conditions of joins and the queries of subqueries.
pub fn walk_from(from: &FromClause, see: &mut dyn FnMut(&Expr) -> bool) {
    match from {
        FromClause::Table(_) => {}
        FromClause::Join(join) => {
            walk_from(&join.left, see);
            walk_from(&join.right, see);
            walk(&join.on, true, see);
        }
        FromClause::Alias(alias) => match &alias.of {
            Source::From(from) => walk_from(from, see),
            Source::Subquery(body) | Source::Cte { query: body, .. } => walk_body(body, see),
        },
    }
}

/// What an expression is directly made of, queries left out.
pub fn children(expr: &Expr) -> Vec<Expr> {
    let mut found = Vec::new();
    match &expr.kind {
        Kind::Column(_)
        | Kind::Proxy(_)
        | Kind::LiteralColumn(_)
        | Kind::LabelText(_)
        | Kind::Collation(_)
        | Kind::Bind(_)
        | Kind::Null
        | Kind::True
        | Kind::False
        | Kind::Scalar(_)
        | Kind::Exists(_)
        | Kind::Query(_)
        | Kind::From(_) => {}
        Kind::Text(text) => found.extend(text.binds.values().cloned()),
        Kind::Unary { operand: inner, .. }
        | Kind::Group(inner)
        | Kind::Cast(inner)
        | Kind::Coerce(inner)
        | Kind::Extract { of: inner, .. }
        | Kind::Label { of: inner, .. } => {
            found.push(Rc::clone(inner));
        }
        Kind::Binary { left, right, .. } => found.extend([Rc::clone(left), Rc::clone(right)]),
        Kind::List { items, .. } | Kind::Tuple(items) => found.extend(items.iter().cloned()),
        Kind::Function(function) => found.extend(function.args.iter().cloned()),
        Kind::Case { value, whens, otherwise } => {
            found.extend(value.clone());
            for (when, then) in whens {
                found.extend([Rc::clone(when), Rc::clone(then)]);
            }
            found.extend(otherwise.clone());
        }
        Kind::Over { of, partition, order, .. } => {
            found.push(Rc::clone(of));
            found.extend(partition.iter().chain(order).cloned());
        }
        Kind::Filter { of, when } => found.extend([Rc::clone(of), Rc::clone(when)]),
    }
    found
}

/// The expression with parts replaced: `change` is asked from the outside in, and what it gives
/// stands in the place of what it was asked about; where it gives nothing, its parts are asked.
/// What contains nothing that was replaced stays the same object. Queries within are entered.
pub fn replace(expr: &Expr, change: &mut dyn FnMut(&Expr) -> Option<Expr>) -> Expr {
    stacker::maybe_grow(64 << 10, 1 << 20, || {
        if let Some(new) = change(expr) {
            return new;
        }
        let kind = match &expr.kind {
            Kind::Column(_)
            | Kind::Proxy(_)
            | Kind::LiteralColumn(_)
            | Kind::LabelText(_)
            | Kind::Collation(_)
            | Kind::Bind(_)
            | Kind::Null
            | Kind::True
            | Kind::False
            | Kind::Text(_)
            | Kind::From(_) => {
                return Rc::clone(expr);
            }
            Kind::Unary { op, operand } => {
                Kind::Unary { op: op.clone(), operand: replace(operand, change) }
            }
            Kind::Binary { left, op, right, negate, escape } => Kind::Binary {
                left: replace(left, change),
                op: op.clone(),
                right: replace(right, change),
                negate: negate.clone(),
                escape: escape.clone(),
            },
            Kind::List { op, items } => Kind::List { op: op.clone(), items: all(items, change) },
            Kind::Tuple(items) => Kind::Tuple(all(items, change)),
            Kind::Group(inner) => Kind::Group(replace(inner, change)),
            Kind::Cast(inner) => Kind::Cast(replace(inner, change)),
            Kind::Coerce(inner) => Kind::Coerce(replace(inner, change)),
            Kind::Function(function) => {
                Kind::Function(Function { args: all(&function.args, change), ..function.clone() })
            }
            Kind::Case { value, whens, otherwise } => Kind::Case {
                value: value.as_ref().map(|value| replace(value, change)),
                whens: whens
                    .iter()
                    .map(|(when, then)| (replace(when, change), replace(then, change)))
                    .collect(),
                otherwise: otherwise.as_ref().map(|otherwise| replace(otherwise, change)),
            },
            Kind::Extract { field, of } => {
                Kind::Extract { field: Rc::clone(field), of: replace(of, change) }
            }
            Kind::Label { name, of } => Kind::Label { name: name.clone(), of: replace(of, change) },
            Kind::Over { of, partition, order, frame } => Kind::Over {
                of: replace(of, change),
                partition: all(partition, change),
                order: all(order, change),
                frame: frame.clone(),
            },
            Kind::Filter { of, when } => {
                Kind::Filter { of: replace(of, change), when: replace(when, change) }
            }
            Kind::Scalar(body) => Kind::Scalar(replace_body(body, change)),
            Kind::Exists(body) => Kind::Exists(replace_body(body, change)),
            Kind::Query(body) => Kind::Query(replace_body(body, change)),
        };
        let new = expr.with(kind);
        let (old, fresh) = (children(expr), children(&new));
        let same =
            old.len() == fresh.len() && old.iter().zip(&fresh).all(|(a, b)| Rc::ptr_eq(a, b));
        if same && body_of(expr).is_none_or(|old| body_of(&new).is_some_and(|new| old.same(new))) {
            return Rc::clone(expr);
        }
        new
    })
}

fn body_of(expr: &Expr) -> Option<&Body> {
    match &expr.kind {
        Kind::Scalar(body) | Kind::Exists(body) | Kind::Query(body) => Some(body),
        _ => None,
    }
}

fn all(items: &[Expr], change: &mut dyn FnMut(&Expr) -> Option<Expr>) -> Vec<Expr> {
    items.iter().map(|item| replace(item, change)).collect()
}

/// As [`replace`], in all expressions of a query. Its FROMs stay, but for conditions of joins:
/// use [`adapt_body`] where a FROM itself is replaced.
pub fn replace_body(body: &Body, change: &mut dyn FnMut(&Expr) -> Option<Expr>) -> Body {
    let new = match body {
        Body::Select(select) => {
            let items = select.items.iter().map(|item| match item {
                Item::Expr(expr) => Item::Expr(replace(expr, change)),
                other => other.clone(),
            });
            Body::Select(Rc::new(Select {
                items: items.collect(),
                froms: select.froms.iter().map(|from| replace_from(from, change)).collect(),
                wheres: all(&select.wheres, change),
                groups: all(&select.groups, change),
                havings: all(&select.havings, change),
                orders: all(&select.orders, change),
                ..Select::clone(select)
            }))
        }
        Body::Compound(compound) => Body::Compound(Rc::new(Compound {
            parts: compound.parts.iter().map(|part| replace_body(part, change)).collect(),
            orders: all(&compound.orders, change),
            ..Compound::clone(compound)
        })),
        Body::Text(_) => return body.clone(),
    };
    if unchanged(body, &new) { body.clone() } else { new }
}

fn unchanged(old: &Body, new: &Body) -> bool {
    let same = |a: &[Expr], b: &[Expr]| {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| Rc::ptr_eq(a, b))
    };
    match (old, new) {
        (Body::Select(a), Body::Select(b)) => {
            let items = a.items.iter().zip(&b.items).all(|(a, b)| match (a, b) {
                (Item::Expr(a), Item::Expr(b)) => Rc::ptr_eq(a, b),
                _ => true,
            });
            items
                && a.froms.len() == b.froms.len()
                && a.froms.iter().zip(&b.froms).all(|(a, b)| a.same(b))
                && same(&a.wheres, &b.wheres)
                && same(&a.groups, &b.groups)
                && same(&a.havings, &b.havings)
                && same(&a.orders, &b.orders)
        }
        (Body::Compound(a), Body::Compound(b)) => {
            a.parts.iter().zip(&b.parts).all(|(a, b)| a.same(b)) && same(&a.orders, &b.orders)
        }
        _ => false,
    }
}

impl Body {
    /// Both are the same object.
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Select(a), Self::Select(b)) => Rc::ptr_eq(a, b),
            (Self::Compound(a), Self::Compound(b)) => Rc::ptr_eq(a, b),
            (Self::Text(a), Self::Text(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }
}

/// As [`replace`], in the conditions of joins.
pub fn replace_from(
    from: &FromClause,
    change: &mut dyn FnMut(&Expr) -> Option<Expr>,
) -> FromClause {
    let FromClause::Join(join) = from else { return from.clone() };
    let left = replace_from(&join.left, change);
    let right = replace_from(&join.right, change);
    let on = replace(&join.on, change);
    if left.same(&join.left) && right.same(&join.right) && Rc::ptr_eq(&on, &join.on) {
        return from.clone();
    }
    FromClause::Join(Rc::new(Join { left, right, on, outer: join.outer, full: join.full }))
}

/// The expression with every column that `to` offers in the place of one that it stands for: a
/// FROM replaced by an alias of it. Queries within are adapted too, with their FROMs.
pub fn adapt(expr: &Expr, to: &FromClause) -> Expr {
    let columns = to.exprs();
    replace(expr, &mut |part| corresponding(&columns, part))
}

/// The column among these that stands for this one: it is, or at last comes from, it.
pub fn corresponding(columns: &[Expr], column: &Expr) -> Option<Expr> {
    if !matches!(column.kind, Kind::Column(_) | Kind::Proxy(_)) {
        return None;
    }
    if let Some(found) = columns.iter().find(|candidate| candidate.same(column)) {
        return Some(Rc::clone(found));
    }
    columns.iter().find(|candidate| stands_for(candidate, column)).map(|found| {
        let mut notes = column.notes.clone();
        notes.key = notes.key.or_else(|| found.notes.key.clone());
        found.noted(notes)
    })
}

/// Whether a column comes from another, through aliases and subqueries.
pub fn stands_for(candidate: &Expr, column: &Expr) -> bool {
    match &candidate.kind {
        Kind::Proxy(proxy) => proxy.base.same(column) || stands_for(&proxy.base, column),
        Kind::Label { of, .. } => of.same(column) || stands_for(of, column),
        _ => false,
    }
}

/// The FROMs that an expression reads from, in order, each once; queries within left out.
pub fn froms_of(expr: &Expr) -> Vec<FromClause> {
    let mut found: Vec<FromClause> = Vec::new();
    walk(expr, false, &mut |part| {
        let from = match &part.kind {
            Kind::From(from) => Some(from.clone()),
            _ => part.owner(),
        };
        if let Some(from) = from
            && !found.iter().any(|other| other.same(&from))
        {
            found.push(from);
        }
        true
    });
    found
}

/// The conditions joined by AND; none where there are none.
pub fn and_all(conditions: &[Expr]) -> Option<Expr> {
    match conditions {
        [] => None,
        [one] => Some(Rc::clone(one)),
        _ => Some(super::combine::join_boolean(Op::And, conditions.to_vec())),
    }
}

impl Element {
    /// It with its columns replaced by those of `to`: see [`adapt`].
    pub fn adapted(self: &Rc<Self>, to: &FromClause) -> Expr {
        adapt(self, to)
    }
}
