//! Whether a query is at the mercy of chance.

use super::budget::BUDGET;
use crate::rows::Rows;
use crate::rows::compare::{BagDifference, Tolerance};
use crate::scratch::{Moment, Prepared, Ran, Trial};
use crate::sql::tokens::code;

/// Other chances than those that hold, of which one is enough to show what hangs on them.
const CHANCES: [u64; 4] = [2, 3, 5, 8];

/// Whether a query calls `random()` or its kin, or reads a view that may.
pub(super) fn may_decide(text: &str, views: &[String]) -> bool {
    let tokens = code(text);
    tokens.iter().enumerate().any(|(at, token)| {
        let is = |name: &str| token.name().eq_ignore_ascii_case(name);
        let called = tokens.get(at + 1).is_some_and(|next| next.is_mark("("));
        called && (is("random") || is("randomblob")) || views.iter().any(|view| is(view))
    })
}

/// Whether its result on what is filled in changes with chance.
pub(super) fn decides(
    trial: &mut Trial<'_>,
    query: Prepared,
    ordered: bool,
    tolerance: Tolerance,
) -> bool {
    let moment = trial.moment();
    let own = trial.run(query, &BUDGET);
    let decides = CHANCES.iter().any(|chance| {
        trial.set_moment(Moment { chance: moment.chance.wrapping_add(*chance), ..moment });
        match (&own, trial.run(query, &BUDGET)) {
            (Ran::Rows(own), Ran::Rows(other)) => !same(own, &other, ordered, tolerance),
            (Ran::Failed(_), Ran::Failed(_)) => false,
            // What was stopped says nothing.
            (Ran::Stopped(_), _) | (_, Ran::Stopped(_)) => false,
            _ => true,
        }
    });
    trial.set_moment(moment);
    decides
}

fn same(left: &Rows, right: &Rows, ordered: bool, tolerance: Tolerance) -> bool {
    let (left, right) = (&left.rows, &right.rows);
    if ordered {
        let mut pairs = left.iter().zip(right);
        return left.len() == right.len() && pairs.all(|(l, r)| tolerance.rows(l, r));
    }
    BagDifference::between(left, right, tolerance).is_empty()
}
