//! Whether what a query reads from is linked: SQLAlchemy warns of a cartesian product when a
//! statement is made to be sent.

use super::Compiler;
use crate::orm::core::{Alias, Expr, FromClause, Kind, Library, Select, walk};

/// Which FROMs a comparison links: those on its one side, and those on the other.
type Edge = (Vec<FromClause>, Vec<FromClause>);

impl Compiler<'_> {
    /// Notes that a query's FROMs are not linked to each other.
    pub(super) fn lint(&mut self, select: &Select, froms: &[FromClause]) {
        let leaves: Vec<FromClause> = froms.iter().flat_map(FromClause::leaves).collect();
        if !self.lints || leaves.len() < 2 {
            return;
        }
        let mut edges = Vec::new();
        froms.iter().for_each(|from| of_joins(from, &mut edges));
        select.wheres.iter().for_each(|expr| of_comparisons(expr, &mut edges));
        let has = |all: &[FromClause], one: &FromClause| all.iter().any(|other| other.same(one));
        // SQLAlchemy begins with any of a set: the last stands for it.
        let Some((start, rest)) = leaves.split_last() else { return };
        let mut reached = vec![start.clone()];
        let mut at = 0;
        while let Some(from) = reached.get(at).cloned() {
            at += 1;
            for (a, b) in &edges {
                for (near, far) in [(a, b), (b, a)] {
                    if has(near, &from) {
                        let new: Vec<_> =
                            far.iter().filter(|one| !has(&reached, one)).cloned().collect();
                        reached.extend(new);
                    }
                }
            }
        }
        let apart: Vec<String> = rest
            .iter()
            .filter(|one| !has(&reached, one))
            .map(|one| format!("\"{}\"", self.shown(one)))
            .collect();
        if !apart.is_empty() {
            let start = self.shown(start);
            self.linted.push(format!(
                "SELECT statement has a cartesian product between FROM element(s) {} and FROM \
                 element \"{start}\".  Apply join condition(s) between each element to resolve.",
                apart.join(", ")
            ));
        }
    }

    fn shown(&mut self, from: &FromClause) -> String {
        match from {
            FromClause::Table(table) => table.full_name().to_string(),
            FromClause::Alias(alias) => {
                let Alias { name, .. } = &**alias;
                self.named(name).to_string()
            }
            FromClause::Join(_) => String::new(),
        }
    }

    /// Gives the warnings, once for a text: SQLAlchemy keeps what it has compiled.
    pub(super) fn give_lints(&mut self, text: &str) {
        let linted = std::mem::take(&mut self.linted);
        if linted.is_empty() || !Library::of(self.machine).compiled.borrow_mut().insert(text.into())
        {
            return;
        }
        for message in linted {
            self.machine.warn("SAWarning", message);
        }
    }
}

fn of_joins(from: &FromClause, edges: &mut Vec<Edge>) {
    let FromClause::Join(join) = from else { return };
    edges.push((join.left.leaves(), join.right.leaves()));
    of_joins(&join.left, edges);
    of_joins(&join.right, edges);
    of_comparisons(&join.on, edges);
}

fn of_comparisons(condition: &Expr, edges: &mut Vec<Edge>) {
    walk::walk(condition, false, &mut |part| {
        if let Kind::Binary { left, op, right, .. } = &part.kind
            && op.is_comparison()
        {
            edges.push((walk::froms_of(left), walk::froms_of(right)));
        }
        true
    });
}
