//! The columns of what is read from.

use std::rc::Rc;

use super::{Alias, Body, Element, Expr, FromClause, Item, Kind, Name, Proxy, Select, Source};

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

    /// What it selects, with the key in `.c` of a subquery of it and the name in SQL.
    pub fn named_columns(&self) -> Vec<(Rc<str>, Name, Expr)> {
        super::compile::label::named_columns(self)
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
