//! What a SELECT reads from, and to which of it a join goes.

use std::rc::Rc;

use super::{Compiler, Entry};
use crate::orm::core::coerce::from_value;
use crate::orm::core::walk::{froms_of, walk};
use crate::orm::core::{Correlate, Expr, FromClause, Item, Kind, Select};
use crate::orm::python::Run;

impl Compiler<'_> {
    /// What is written behind FROM: what is read from, less what the queries around give.
    pub(super) fn display_froms(
        &mut self,
        select: &Select,
        around: &Entry,
        as_from: bool,
    ) -> Run<Vec<FromClause>> {
        let mut froms = self.froms(select)?;
        let without = |of: &[FromClause], taken: &[FromClause]| -> Vec<FromClause> {
            of.iter().filter(|own| !taken.iter().any(|t| t.same(own))).cloned().collect()
        };
        let explicit: Vec<FromClause> = if as_from {
            without(&around.correlate, &around.froms)
        } else {
            around.correlate.clone()
        };
        let in_both = |a: &[FromClause], b: &[FromClause]| -> Vec<FromClause> {
            a.iter().filter(|own| b.iter().any(|other| other.same(own))).cloned().collect()
        };
        match &select.correlate {
            Correlate::Only(only) => {
                let taken = in_both(&in_both(&froms, &explicit), only);
                froms = without(&froms, &taken);
            }
            Correlate::Except(except) => {
                let taken = without(&in_both(&froms, &explicit), except);
                froms = without(&froms, &taken);
            }
            Correlate::Auto => {
                if !as_from && !around.froms.is_empty() && froms.len() > 1 {
                    let left = without(&froms, &around.froms);
                    if left.is_empty() {
                        let text = "Select statement returned no FROM clauses due to \
                                    auto-correlation; specify correlate(<tables>) to control \
                                    correlation manually.";
                        return Err(self.error("InvalidRequestError", text));
                    }
                    froms = left;
                }
            }
        }
        Ok(froms)
    }

    /// What a select reads from, each once, and nothing that a join has.
    pub(super) fn froms(&mut self, select: &Select) -> Run<Vec<FromClause>> {
        let mut found: Vec<FromClause> = Vec::new();
        let add = |found: &mut Vec<FromClause>, from: FromClause| {
            if !found.iter().any(|other| other.same(&from)) {
                found.push(from);
            }
        };
        for from in self.join_all(select)? {
            add(&mut found, from);
        }
        for item in &select.items {
            for from in item_froms(item) {
                add(&mut found, from);
            }
        }
        for condition in &select.wheres {
            for from in froms_of(condition) {
                add(&mut found, from);
            }
        }
        let hidden: Vec<FromClause> = found
            .iter()
            .filter_map(|from| match from {
                FromClause::Join(join) => {
                    let mut hidden = reads(&join.left);
                    hidden.extend(reads(&join.right));
                    Some(hidden)
                }
                _ => None,
            })
            .flatten()
            .collect();
        found.retain(|from| !hidden.iter().any(|other| other.same(from)));
        Ok(found)
    }

    /// The FROMs that a select was given, with its joins made.
    pub(super) fn join_all(&mut self, select: &Select) -> Run<Vec<FromClause>> {
        let mut froms = select.froms.clone();
        for join in &select.joins {
            let Some(right) = &join.from else {
                return Err(self.machine.unsupported("a join to this"));
            };
            let left = match &join.left_from {
                Some(left) => Some(left.clone()),
                None if froms.is_empty() => {
                    self.implicit_left(select, right, join.condition.as_ref())?
                }
                None => None,
            };
            let at = match &left {
                Some(left) => froms.iter().position(|from| {
                    from.same(left) || reads(from).iter().any(|part| part.same(left))
                }),
                None => {
                    let all = self.joinable(&froms, right, join.condition.as_ref())?;
                    match all.as_slice() {
                        [one] => Some(*one),
                        [] => return Err(self.no_left(right)?),
                        _ => return Err(self.many_lefts()),
                    }
                }
            };
            let whole = at.and_then(|at| froms.get(at).cloned()).or_else(|| left.clone());
            let Some(whole) = whole else { return Err(self.no_left(right)?) };
            let on = match &join.condition {
                Some(condition) => Rc::clone(condition),
                None => {
                    let side = left.filter(|_| join.left_from.is_some());
                    let side = side.unwrap_or_else(|| whole.clone());
                    crate::orm::core::froms::join_condition(self.machine, &side, right)?
                }
            };
            let joined = crate::orm::core::Join {
                left: whole,
                right: right.clone(),
                on,
                outer: join.outer,
                full: join.full,
            };
            let joined = FromClause::Join(Rc::new(joined));
            match at.and_then(|at| froms.get_mut(at)) {
                Some(place) => *place = joined,
                None => froms.push(joined),
            }
        }
        Ok(froms)
    }

    pub(super) fn no_left(&mut self, right: &FromClause) -> Run<crate::orm::python::Stop> {
        let shown = self.machine.repr(&from_value(right))?;
        let text = format!(
            "Don't know how to join to {shown}. Please use the .select_from() method to establish \
             an explicit left side, as well as providing an explicit ON clause if not present \
             already to help resolve the ambiguity."
        );
        Ok(self.error("InvalidRequestError", text))
    }

    pub(super) fn many_lefts(&mut self) -> crate::orm::python::Stop {
        let text = "Can't determine which FROM clause to join from, there are multiple FROMS \
                    which can join to this entity. Please use the .select_from() method to \
                    establish an explicit left side, as well as providing an explicit ON clause \
                    if not present already to help resolve the ambiguity.";
        self.error("InvalidRequestError", text)
    }

    /// The FROM of the select list or the conditions that a join without a left side starts at.
    pub(super) fn implicit_left(
        &mut self,
        select: &Select,
        right: &FromClause,
        on: Option<&Expr>,
    ) -> Run<Option<FromClause>> {
        let mut potential: Vec<FromClause> = Vec::new();
        let all = select.items.iter().flat_map(item_froms);
        for from in all.chain(select.wheres.iter().flat_map(froms_of)) {
            if !potential.iter().any(|other| other.same(&from)) {
                potential.push(from);
            }
        }
        let found = self.joinable(&potential, right, on)?;
        match found.as_slice() {
            [one] => Ok(potential.get(*one).cloned()),
            [] => Err(self.no_left(right)?),
            _ => Err(self.many_lefts()),
        }
    }

    /// The places of those FROMs that can be joined with this one.
    pub(super) fn joinable(
        &mut self,
        froms: &[FromClause],
        right: &FromClause,
        on: Option<&Expr>,
    ) -> Run<Vec<usize>> {
        if froms.len() == 1 && on.is_some() {
            return Ok(vec![0]);
        }
        let mut found = Vec::new();
        if let Some(on) = on {
            // Those that have, with what is joined, all columns of the condition.
            let mut named: Vec<Expr> = Vec::new();
            walk(on, false, &mut |part| {
                if matches!(part.kind, Kind::Column(_) | Kind::Proxy(_)) {
                    named.push(Rc::clone(part));
                }
                true
            });
            let joined = right.exprs();
            for (at, from) in froms.iter().enumerate() {
                let own = from.exprs();
                let has = |column: &Expr| own.iter().chain(&joined).any(|c| c.same(column));
                if !from.same(right) && named.iter().all(has) {
                    found.push(at);
                }
            }
        } else {
            for (at, from) in froms.iter().enumerate() {
                if crate::orm::core::froms::can_join(self.machine, from, right)? {
                    found.push(at);
                }
            }
            if found.is_empty() && froms.len() == 1 {
                found.push(0);
            }
        }
        if found.is_empty() && on.is_some() {
            found.extend(0..froms.len());
        }
        if found.len() > 1 {
            // What a join further on has already is left to that join.
            let hidden: Vec<FromClause> = found
                .iter()
                .filter_map(|at| froms.get(*at))
                .filter(|from| matches!(from, FromClause::Join(_)))
                .flat_map(|from| reads(from).into_iter().skip(1))
                .collect();
            found.retain(|at| {
                froms.get(*at).is_none_or(|from| !hidden.iter().any(|other| other.same(from)))
            });
        }
        Ok(found)
    }
}

/// The FROMs of what stands between SELECT and FROM.
pub(super) fn item_froms(item: &Item) -> Vec<FromClause> {
    match item {
        Item::Expr(expr) => froms_of(expr),
        Item::From(from) => reads(from),
        Item::Entity(entity) => reads(&entity.from),
    }
}

/// A FROM and, where it is a join, those that it is joined of.
pub(super) fn reads(from: &FromClause) -> Vec<FromClause> {
    match from {
        FromClause::Join(join) => {
            let mut found = vec![from.clone()];
            found.extend(reads(&join.left));
            found.extend(reads(&join.right));
            found
        }
        _ => vec![from.clone()],
    }
}
