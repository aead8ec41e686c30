//! The rows that a result must have, with the freedom that their order leaves.

use std::ops::Range;

use super::compare::{BagDifference, Tolerance};
use super::{Row, Rows, Value};

/// The rows that a result must have, in classes: rows of one class may stand in any order.
///
/// Where the reference has a LIMIT, the classes at its two edges may hold more rows than fit:
/// SQL leaves open which of them are given, so any of them will do.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    /// The columns' names, and every row that may be given, class by class.
    pub rows: Rows,
    /// The class of each row, never descending.
    classes: Vec<u64>,
    /// Which part of `rows` is given.
    window: Range<usize>,
}

/// How a result differs from what was wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// Another number of columns.
    Width,
    /// Other rows: indexes into the wanted rows as given, and into the actual rows.
    Rows(BagDifference),
    /// The same rows, but this one, counted from 0, is the first to stand in a wrong place.
    Order(usize),
}

impl Wanted {
    /// Rows that may stand in any order.
    pub fn unordered(rows: Rows) -> Self {
        let classes = vec![0; rows.rows.len()];
        Self { window: 0..classes.len(), classes, rows }
    }

    /// Rows that must stand in just this order.
    pub fn exact(rows: Rows) -> Self {
        let classes = (0..rows.rows.len() as u64).collect();
        Self { window: 0..rows.rows.len(), classes, rows }
    }

    /// Rows in the order that a ranking fixes; `window` is the part that LIMIT and OFFSET leave.
    /// `ranks` has an entry for each row and never descends.
    pub fn ranked(rows: Rows, ranks: Vec<u64>, window: Range<usize>) -> Self {
        let end = window.end.min(rows.rows.len());
        Self { window: window.start.min(end)..end, classes: ranks, rows }
    }

    /// The rows that a query gives, in the order that its ranking fixes. Each row of `ranked` is
    /// one of the query's without its LIMIT, with its rank in one more column; `limit` and
    /// `offset` are what the query leaves of them.
    ///
    /// The ranking is a query that nobody wrote: `None` where it is not of that form, or does not
    /// give the very rows of the query itself, which are `plain`.
    pub fn from_ranking(
        plain: &Rows,
        ranked: &Rows,
        limit: Option<usize>,
        offset: Option<usize>,
    ) -> Option<Self> {
        if ranked.truncated {
            return None;
        }
        let mut rows = Vec::with_capacity(ranked.rows.len());
        let mut ranks = Vec::with_capacity(ranked.rows.len());
        for row in &ranked.rows {
            let (cells, rank) = row.split_at_checked(plain.columns.len())?;
            let [Value::Integer(rank)] = rank else { return None };
            rows.push(cells.to_vec());
            ranks.push(u64::try_from(*rank).ok()?);
        }
        let start = offset.unwrap_or(0);
        let window = start..start.saturating_add(limit.unwrap_or(rows.len()));
        let all = Rows { columns: plain.columns.clone(), rows, truncated: false };
        let wanted = Self::ranked(all, ranks, window);
        let same = wanted.difference(plain, true, Tolerance::default()).is_none();
        (same && wanted.given().len() == plain.rows.len()).then_some(wanted)
    }

    /// The same rows in order by the given columns only: neighbours that are equal in these are
    /// one class, beyond the edges of a LIMIT too.
    pub fn by_columns(self, columns: &[usize], tolerance: Tolerance) -> Self {
        let same = |left: &Row, right: &Row| {
            columns.iter().all(|&column| match (left.get(column), right.get(column)) {
                (Some(left), Some(right)) => tolerance.cells(left, right),
                _ => false,
            })
        };
        let Self { rows, window, .. } = self;
        let mut classes = Vec::with_capacity(rows.rows.len());
        let mut class = 0;
        for (index, row) in rows.rows.iter().enumerate() {
            if index > 0 && !same(&rows.rows[index - 1], row) {
                class += 1;
            }
            classes.push(class);
        }
        Self { rows, classes, window }
    }

    /// The rows as the reference gives them.
    pub fn given(&self) -> &[Row] {
        &self.rows.rows[self.window.clone()]
    }

    /// Whether a LIMIT leaves open which of several unequal rows are given.
    pub fn is_cut_open(&self) -> bool {
        let cut = |edge: usize| {
            let class = |at: usize| self.classes.get(at).map(|&class| self.class(class));
            let before = edge.checked_sub(1).and_then(class).filter(|all| all.contains(&edge));
            let rows = before.and_then(|all| self.rows.rows.get(all)).unwrap_or_default();
            rows.windows(2).any(|pair| pair[0] != pair[1])
        };
        !self.window.is_empty() && (cut(self.window.start) || cut(self.window.end))
    }

    /// Whether the order counts at all.
    pub fn is_ordered(&self) -> bool {
        self.classes.first() != self.classes.last()
    }

    /// The first difference between this and a result, by how a person would look.
    pub fn difference(
        &self,
        actual: &Rows,
        order: bool,
        tolerance: Tolerance,
    ) -> Option<Difference> {
        if actual.columns.len() != self.rows.columns.len() {
            return Some(Difference::Width);
        }
        let mut difference = BagDifference::between(self.given(), &actual.rows, tolerance);
        if !difference.is_empty() {
            self.excuse(&mut difference, &actual.rows, tolerance);
        }
        if !difference.is_empty() || actual.truncated {
            return Some(Difference::Rows(difference));
        }
        if order { self.misplaced(&actual.rows, tolerance).map(Difference::Order) } else { None }
    }

    /// Takes away what the edges of a LIMIT leave open: an extra row that could have been given
    /// in place of a missing one of its class.
    fn excuse(&self, difference: &mut BagDifference, actual: &[Row], tolerance: Tolerance) {
        let outside = (0..self.window.start).chain(self.window.end..self.classes.len());
        for spare in outside {
            let class = self.classes[spare];
            let replaced = difference
                .missing
                .iter()
                .rposition(|&missing| self.classes[self.window.start + missing] == class);
            let taken = difference
                .extra
                .iter()
                .position(|&extra| tolerance.rows(&self.rows.rows[spare], &actual[extra]));
            if let (Some(replaced), Some(taken)) = (replaced, taken) {
                difference.missing.remove(replaced);
                difference.extra.remove(taken);
            }
        }
    }

    /// The first actual row that stands outside its class. The rows are as many as were wanted.
    fn misplaced(&self, actual: &[Row], tolerance: Tolerance) -> Option<usize> {
        let mut start = self.window.start;
        while start < self.window.end {
            let class = self.classes[start];
            let all = self.class(class);
            let end = all.end.min(self.window.end);
            let here = start - self.window.start..end - self.window.start;
            let members = &self.rows.rows[all];
            let difference = BagDifference::between(members, &actual[here.clone()], tolerance);
            if let Some(stranger) = difference.extra.first() {
                return Some(here.start + stranger);
            }
            start = end;
        }
        None
    }

    fn class(&self, class: u64) -> Range<usize> {
        let start = self.classes.partition_point(|&other| other < class);
        start..self.classes.partition_point(|&other| other <= class)
    }
}

/// The value of a LIMIT or OFFSET, read from a result that has just it; `None` where it is
/// negative, which SQLite takes for none.
pub fn bound(rows: &Rows) -> Option<usize> {
    match rows.rows.first()?.first()? {
        Value::Integer(number) => usize::try_from(*number).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(cells: &[(&str, i64)]) -> Rows {
        Rows {
            columns: vec!["name".to_owned(), "score".to_owned()],
            rows: cells
                .iter()
                .map(|(name, score)| vec![Value::Text((*name).to_owned()), Value::Integer(*score)])
                .collect(),
            truncated: false,
        }
    }

    fn difference(wanted: &Wanted, actual: &[(&str, i64)]) -> Option<Difference> {
        wanted.difference(&rows(actual), true, Tolerance::default())
    }

    #[test]
    fn ties_may_stand_in_any_order() {
        let wanted =
            Wanted::ranked(rows(&[("a", 1), ("b", 2), ("c", 2), ("d", 3)]), vec![1, 2, 2, 3], 0..4);
        assert_eq!(difference(&wanted, &[("a", 1), ("c", 2), ("b", 2), ("d", 3)]), None);
        let swapped = difference(&wanted, &[("b", 2), ("a", 1), ("c", 2), ("d", 3)]);
        assert_eq!(swapped, Some(Difference::Order(0)));
    }

    #[test]
    fn a_limit_within_a_tie_takes_any_of_the_tied() {
        let all = rows(&[("a", 1), ("b", 2), ("c", 2), ("d", 2), ("e", 3)]);
        let wanted = Wanted::ranked(all, vec![1, 2, 2, 2, 3], 0..2);
        assert_eq!(difference(&wanted, &[("a", 1), ("d", 2)]), None);
        assert_eq!(difference(&wanted, &[("d", 2), ("a", 1)]), Some(Difference::Order(0)));
        let too_far = difference(&wanted, &[("a", 1), ("e", 3)]);
        assert!(matches!(too_far, Some(Difference::Rows(_))));
        let twice = difference(&wanted, &[("a", 1), ("a", 1)]);
        assert!(matches!(twice, Some(Difference::Rows(_))));
    }

    #[test]
    fn an_offset_leaves_the_upper_edge_open_too() {
        let all = rows(&[("a", 1), ("b", 1), ("c", 1), ("d", 2)]);
        let wanted = Wanted::ranked(all, vec![1, 1, 1, 2], 1..3);
        assert_eq!(difference(&wanted, &[("c", 1), ("a", 1)]), None);
        let beyond = difference(&wanted, &[("c", 1), ("d", 2)]);
        assert!(matches!(beyond, Some(Difference::Rows(_))));
    }

    #[test]
    fn exact_order_leaves_nothing_open() {
        let wanted = Wanted::exact(rows(&[("a", 1), ("b", 1)]));
        assert_eq!(difference(&wanted, &[("b", 1), ("a", 1)]), Some(Difference::Order(0)));
    }

    #[test]
    fn order_by_a_column_of_the_result_is_its_runs() {
        let wanted = Wanted::unordered(rows(&[("a", 2), ("b", 2), ("c", 1)]))
            .by_columns(&[1], Tolerance::default());
        assert_eq!(difference(&wanted, &[("b", 2), ("a", 2), ("c", 1)]), None);
        assert_eq!(
            difference(&wanted, &[("b", 2), ("c", 1), ("a", 2)]),
            Some(Difference::Order(1))
        );
    }

    #[test]
    fn another_width_is_said_first() {
        let mut narrow = rows(&[("a", 1)]);
        narrow.columns.pop();
        let wanted = Wanted::unordered(rows(&[("a", 1)]));
        assert_eq!(wanted.difference(&narrow, true, Tolerance::default()), Some(Difference::Width));
    }
}
