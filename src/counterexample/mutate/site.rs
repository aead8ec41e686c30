//! The places of a query at which mistakes are made: its queries, its SELECTs, its expressions.

use super::scope::Scope;
use crate::schema::Schema;
use crate::sql::query::walk::{Clause, Node, Path};
use crate::sql::query::{Core, Expr, Query, Select};

/// A query, a subquery or a table of WITH.
#[derive(Debug)]
pub(super) struct Body<'q> {
    pub(super) query: &'q Query,
    pub(super) path: Path,
    pub(super) role: Role,
}

/// A SELECT.
#[derive(Debug)]
pub(super) struct Site<'q> {
    pub(super) select: &'q Select,
    pub(super) path: Path,
    /// The query that it belongs to.
    pub(super) query: &'q Query,
    pub(super) query_path: Path,
    pub(super) role: Role,
    /// What can be named within it.
    pub(super) scope: Scope,
    /// Its expressions, and those of the ORDER BY after it; not those of its subqueries.
    pub(super) spots: Vec<Spot<'q>>,
}

/// An expression.
#[derive(Debug, Clone)]
pub(super) struct Spot<'q> {
    pub(super) expr: &'q Expr,
    pub(super) path: Path,
    /// In which clause of its SELECT it stands, however deep.
    pub(super) clause: Clause,
    /// The expression that it is a part of.
    pub(super) parent: Option<&'q Expr>,
    /// It stands within an aggregate.
    pub(super) aggregated: bool,
}

/// What becomes of a query's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// They are the result.
    Whole,
    /// They are a table of FROM or WITH.
    Table,
    /// They are a table of WITH RECURSIVE, made by one part after the other.
    Recursion,
    /// They are what IN looks through.
    Member,
    /// It only counts whether there are any.
    Exists,
    /// The first is a value.
    Value,
}

/// All places of a query, each before those within it, in the order in which they are written.
#[derive(Debug, Default)]
pub(super) struct Sites<'q> {
    pub(super) bodies: Vec<Body<'q>>,
    pub(super) selects: Vec<Site<'q>>,
}

impl Role {
    /// Whether it counts how many equal rows there are.
    pub(super) fn counts_rows(self) -> bool {
        matches!(self, Self::Whole | Self::Table | Self::Recursion)
    }
}

impl Site<'_> {
    /// Whether it makes one row of many.
    pub(super) fn is_grouped(&self) -> bool {
        !self.select.group_by.is_empty() || self.aggregates()
    }

    /// Whether it calls an aggregate.
    pub(super) fn aggregates(&self) -> bool {
        self.spots.iter().any(|spot| {
            matches!(spot.expr, Expr::Call(call) if call.is_aggregate() && call.over.is_none())
        })
    }
}

impl<'q> Sites<'q> {
    pub(super) fn of(query: &'q Query, schema: &Schema) -> Self {
        let mut sites = Self::default();
        sites.query(query, &Path::new(), Role::Whole, &Scope::default(), schema);
        sites
    }

    fn query(&mut self, query: &'q Query, path: &Path, role: Role, outer: &Scope, schema: &Schema) {
        let scope = outer.with(query, schema);
        self.bodies.push(Body { query, path: path.clone(), role });
        let first = match &query.first {
            Core::Select(select) if query.rest.is_empty() => scope.within(select, schema),
            _ => scope.clone(),
        };
        let single = query.rest.is_empty().then_some(self.selects.len());
        for (at, (clause, child)) in Node::Query(query).children().into_iter().enumerate() {
            let path = step(path, at);
            match child {
                Node::Query(cte) => {
                    let recursive = query.recursive && !cte.rest.is_empty();
                    let role = if recursive { Role::Recursion } else { Role::Table };
                    self.query(cte, &path, role, &scope, schema);
                }
                Node::Core(core) => self.core(query, core, &path, role, &scope, schema),
                Node::Expr(expr) => {
                    let root = Spot { expr, path, clause, parent: None, aggregated: false };
                    let spots = self.spots(root, &first, schema);
                    let of_first = single.and_then(|single| {
                        let selects = self.selects.iter_mut().skip(single);
                        selects.into_iter().find(|site| std::ptr::eq(site.query, query))
                    });
                    if let Some(site) = of_first.filter(|_| clause == Clause::OrderBy) {
                        site.spots.extend(spots);
                    }
                }
            }
        }
    }

    fn core(
        &mut self,
        query: &'q Query,
        core: &'q Core,
        path: &Path,
        role: Role,
        outer: &Scope,
        schema: &Schema,
    ) {
        let scope = match core {
            Core::Select(select) => outer.within(select, schema),
            Core::Values(_) => outer.clone(),
        };
        let number = self.selects.len();
        if let Core::Select(select) = core {
            let mut query_path = path.clone();
            query_path.pop();
            self.selects.push(Site {
                select,
                path: path.clone(),
                query,
                query_path,
                role,
                scope: scope.clone(),
                spots: Vec::new(),
            });
        }
        let mut spots = Vec::new();
        for (at, (clause, child)) in Node::Core(core).children().into_iter().enumerate() {
            let path = step(path, at);
            match child {
                Node::Query(table) => self.query(table, &path, Role::Table, outer, schema),
                Node::Expr(expr) => {
                    let root = Spot { expr, path, clause, parent: None, aggregated: false };
                    spots.extend(self.spots(root, &scope, schema));
                }
                Node::Core(_) => {}
            }
        }
        if let Some(site) = self.selects.get_mut(number).filter(|_| core.select().is_some()) {
            site.spots = spots;
        }
    }

    /// An expression with all within it; subqueries are gone into.
    fn spots(&mut self, root: Spot<'q>, scope: &Scope, schema: &Schema) -> Vec<Spot<'q>> {
        let mut found = Vec::new();
        self.spot(root, scope, schema, &mut found);
        found
    }

    fn spot(&mut self, spot: Spot<'q>, scope: &Scope, schema: &Schema, found: &mut Vec<Spot<'q>>) {
        let Spot { expr, ref path, clause, aggregated, .. } = spot;
        let path = path.clone();
        found.push(spot);
        let aggregates =
            matches!(expr, Expr::Call(call) if call.is_aggregate() && call.over.is_none());
        let role = match expr {
            Expr::Exists(_) => Role::Exists,
            Expr::InQuery { .. } => Role::Member,
            _ => Role::Value,
        };
        for (at, (_, child)) in Node::Expr(expr).children().into_iter().enumerate() {
            let path = step(&path, at);
            match child {
                Node::Query(subquery) => self.query(subquery, &path, role, scope, schema),
                Node::Expr(inner) => {
                    let aggregated = aggregated || aggregates;
                    let parent = Some(expr);
                    let inner = Spot { expr: inner, path, clause, parent, aggregated };
                    self.spot(inner, scope, schema, found);
                }
                Node::Core(_) => {}
            }
        }
    }
}

fn step(path: &Path, at: usize) -> Path {
    let mut path = path.clone();
    path.push(at);
    path
}
